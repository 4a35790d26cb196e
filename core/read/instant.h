/*
** instant.h - raw cells of a time column as instants, quickly
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      raw cells; a dialect's day order.  Out: milliseconds in UTC (time.h, 11).
** Owns:    nothing: the last date met is remembered in the struct.
**
** (1) The common spellings are read in place: yyyy-mm-ddThh:mm:ss, or a blank for the T, with nothing, Z or
**     .fff behind, and epoch numbers of 10 or 13 digits. All others go through cx_time_instant; both give the same.
** (2) A slashed date follows column.h (2).
*/
#ifndef CX_INSTANT_H
#define CX_INSTANT_H

#include "read/cell.h"
#include "read/time.h"

typedef struct cx_instants {
  uint64_t date, more;     /* the ten bytes of the last date ... */
  int64_t day_ms;          /* ... and its midnight; CX_NO_TIME: none yet */
  uint64_t zoned, zoneless; /* how many said their zone, or did not */
  uint64_t unsettled;      /* slashed dates that no order settles */
} cx_instants;

/* *ms is CX_NO_TIME for what is no moment. 16 bytes from raw.at and 8 before its end must be readable. */
cx_status cx_instant_read(cx_instants *instants, cx_cell *cell, cx_text raw, int64_t *ms, cx_error *error);

/* The number of up to 18 digits in text, none of them a needless zero; false for any other text. The eight bytes
** before the end of text must be readable. */
bool cx_instant_digits(cx_text text, uint64_t *value);

#endif
