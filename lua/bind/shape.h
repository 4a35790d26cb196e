/*
** shape.h - the border kit: an estimate as the plain Lua table that every later stage understands
**
**   file > rows > batch > tally > METRIC > GOAL > report
**
** In:      a cx_estimate, or the table that was made of one.  Out: the other one.
** Owns:    nothing.
**
** (1) { value, se, low, high, n, n_effective, method = "adjusted Wald 95 %", centre, centre_se,
**     df } and what a verdict needs besides: interval = "adjusted Wald", confidence, n_interval,
**     spread, lowest, highest. `group` and `missing` are the caller's to add.
** (2) Not defined: n and n_effective alone, so that value is nil.
** (3) Counts of people are integers in Lua.
*/
#ifndef CX_SHAPE_H
#define CX_SHAPE_H

#include <lua.h>

#include "infer/estimate.h"

/* Reads { confidence = .95, interval = "auto", weighted = true } at index, absent or nil too, for a
** design of so many rows; raises on a wrong one. */
cx_estimate_options cx_shape_options(lua_State *L, int index, double design_n);

/* cx_estimate_make, raising when the interval asked for does not fit the scores, or when a score is
** not a finite number. Nothing is pushed. */
void cx_shape_estimate(lua_State *L, const cx_cell *cell, size_t n_cells, double design_n,
                       const cx_estimate_options *options, cx_estimate *out);

/* Pushes the table (1) (2). */
void cx_shape_push(lua_State *L, const cx_estimate *estimate);

/* Reads the table at index; raises when it is none. */
cx_estimate cx_shape_read(lua_State *L, int index);

#endif
