/*
** job.h - the border kit: one plain table from Lua, compiled once into what a pass is told
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      a job: files, columns, filters, tallies (the shapes are below).
** Out:     a cx_pass_spec.
** Owns:    the filters; its arrays are userdata kept by the box's user value, and so is the job table, from
**          which all texts are borrowed.
**
** (1) Columns, tallies and tests are counted from 1 in Lua and from 0 in the spec.
** (2) A job is written by lua/cx, never by an analyst: what is wrong with it raises without ceremony.
**
**   job    = { files = { input... }, columns = { column... }, only = filter, weight = column number,
**              tallies = { tally... }, threads =, kernel =, record_limit =, progress = f, row_test = f }
**   column = { kind = "score" | "label" | "number" | "time" | "weight", name =, from =, to =, n_answers =,
**              n_bins =, code = { text... }, bin = { number... },
**              label = "text" | "bucket" | "hash", bucket = "month", n_hash =, max_labels = }
**   tally  = { by = { column number... }, by_name = { text... }, of =, of_name =, where = filter, max_groups =,
**              panel = panel, moments = moments }
**   panel  = { box = box, person = column number, round = column number, labels = { text, text },
**              side = "earlier" | "later" for all rows where there is no round, before_at = so many columns of by stand
**              before the earlier answers, names = { text... }, before = { { text of a bin... }... } }
**   moments = { box = box, bucket = column number, variables = { { column = column number, values = { whole steps of a
**              bin, or false for a missing one... }, or of a number: low =, high =, missing = { number... } }... } }
**   filter = { tests = { test... }, program = { test number | "and" | "or" | "not" | "true" ... } }
**   test   = { kind = "bins" | "text" | "number" | "time" | "missing", column =, compare = "==", "in"...,
**              truth = { 0 | 1 | 2 ... }, constants = { ... } }
*/
#ifndef CX_JOB_H
#define CX_JOB_H

#include <lua.h>

#include "count/moment_part.h"
#include "count/panel.h"
#include "count/pass.h"

#define CX_JOB_TYPE "cx.job"
#define CX_PANEL_TYPE "cx.panel"

typedef struct cx_job {
  cx_pass_spec spec;
  cx_filter **filter; /* all of them, for the end */
  size_t n_filters;
} cx_job;

/* Makes the type; call once a state. */
void cx_job_type(lua_State *L);

/* Compiles the table at index and pushes the box; on failure *error is set and the box useless. */
cx_job *cx_job_new(lua_State *L, int index, cx_error *error);

#endif
