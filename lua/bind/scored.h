/*
** scored.h - the border kit: where each answer of a question belongs in a metric
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      a tally's box at arg, a question by number after it, then { place, score, reason } (measure.lua).
** Out:     a score or a reason of missing for each answer.
** Owns:    nothing: its arrays are scratch on the stack.
**
** (1) place: the number of a score from 1, or the negative of a reason's number, one for each answer.
** (2) What is wrong with a list raises without ceremony: lua/cx composed it.
*/
#ifndef CX_SCORED_H
#define CX_SCORED_H

#include <lua.h>

#include "count/tally.h"
#include "infer/estimate.h"

typedef struct cx_scored {
  const cx_tally *tally;
  size_t question, answers, scores, reasons;
  int32_t *place; /* of each answer: >= 0 a score, < 0 the reason -place - 1 */
  cx_cell *score; /* scores alone */
} cx_scored;

cx_scored cx_scored_read(lua_State *L, int arg);

/* Adds missing = { reason -> n } to the table on top; the plan stands at `plan`. */
void cx_scored_missing(lua_State *L, int plan, const uint64_t *missing, size_t n);

#endif
