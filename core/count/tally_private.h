/*
** tally_private.h - the inside of a tally, for tally.c, settle.c and merge.c
**
**   file > rows > batch > TALLY > metric > goal > report
**
** Owns:    a tally owns all that its pointers show.
*/
#ifndef CX_TALLY_PRIVATE_H
#define CX_TALLY_PRIVATE_H

#include "base/arena.h"
#include "count/tally.h"
#include "read/label.h"

typedef struct tally_question {
  cx_text name;
  uint32_t n_bins;
  cx_labels *codes;     /* of open answers; texts stay there */
  cx_text *answer;      /* by answer */
  size_t n_answers, answer_capacity;
  cx_tally_cell *cell;
  size_t n_cells, cell_capacity;
  size_t *start;        /* when settled: the first cell of each group, and one past the last */
} tally_question;

struct cx_tally {
  size_t n_by;
  cx_text by[CX_TALLY_BY];
  tally_question *question;
  size_t n_questions;
  cx_count design;
  cx_labels *groups;    /* joined labels, in the order added */
  cx_text *label;       /* n_by for each group */
  cx_count *rows;
  size_t n_groups, row_capacity;
  bool settled;
  char *scratch;
  size_t scratch_capacity;
  size_t bytes;
  cx_arena arena;
};

cx_status cx_tally_add_question(cx_tally *tally, cx_text name, uint32_t n_bins, cx_error *error);

#endif
