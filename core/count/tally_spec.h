/*
** tally_spec.h - what a tally is to hold: groups, questions, the rows that count
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      indexes into the columns of a pass (pass.h).
** Owns:    nothing: the caller's, borrowed until the pass is freed.
*/
#ifndef CX_TALLY_SPEC_H
#define CX_TALLY_SPEC_H

#include "count/filter.h"
#include "count/tally.h"

typedef struct cx_panel_spec cx_panel_spec;   /* panel.h */
typedef struct cx_moment_spec cx_moment_spec; /* moment_part.h */

typedef struct cx_tally_spec {
  size_t n_by;
  uint32_t by[CX_TALLY_BY];      /* LABEL columns */
  cx_text by_name[CX_TALLY_BY];  /* as the groups are to be called */
  size_t n_of;
  const uint32_t *of;            /* SCORE columns, or LABEL columns for open answers */
  const cx_text *of_name;
  const cx_filter *where;        /* NULL: every row of the design */
  uint32_t max_groups;           /* 0: 1,000,000 */
  const cx_panel_spec *panel;    /* NULL, or the tally holds pairs: the same people in two rounds */
  const cx_moment_spec *moments; /* NULL, or its rows go into moments; the tally itself has the design alone */
} cx_tally_spec;

#endif
