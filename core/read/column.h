/*
** column.h - one wanted column: its dictionary or table, and its cells of a batch
**
**   file > ROWS > BATCH > tally > metric > goal > report
**
** In:      windows (window.h) and what the column is wanted as (reader.h).
** Out:     an array of decoded cells.
** Owns:    its dictionary and its arrays. Borrows its spec and the reader's cell.
**
** (1) A bucket's dictionary looks at the date alone (and the hour, for hours): the first ten or thirteen
**     bytes of an ISO moment; the rest of such a text is not looked at, whatever it is.
** (2) A slashed date is refused while its order is not settled; one that can only be read in one way
**     settles it, and the pass begins again.
*/
#ifndef CX_COLUMN_H
#define CX_COLUMN_H

#include "read/reader.h"

typedef struct cx_column {
  const cx_column_spec *spec;
  bool keeps;             /* the dictionary is kept whole */
  uint32_t index;         /* in the file at hand */
  cx_scores *scores;
  cx_labels *labels;
  uint16_t *score;        /* the arrays: CX_BATCH_ROWS each, one of them for each kind */
  uint32_t *label;
  double *number;
  int64_t *time;
  uint32_t *pair;         /* BUCKET: marks around the part of rule (1) */
  uint32_t blank;         /* code of "" */
  bool has_untimely;      /* a cell that is no moment was met */
  bool is_told;           /* another column tells which of these cells are no moments (reader.h) */
  uint64_t unsettled;     /* slashed dates of rule (2) */
} cx_column;

cx_status cx_column_open(cx_column *column, const cx_column_spec *spec, bool keeps, cx_error *error);
void cx_column_close(cx_column *column);

/* Another file begins: the same bytes may now be another value. */
void cx_column_begin(cx_column *column, uint32_t index);

/* Decodes n rows of the window from `first` into the column's array. */
cx_status cx_column_decode(cx_column *column, cx_cell *cell, const cx_window *window, uint32_t first,
                           uint32_t n, cx_problems *problems, cx_error *error);

/* How many codes a kept dictionary of this column may have, and what to say when it has more. */
uint32_t cx_column_limit(const cx_column_spec *spec);
cx_status cx_column_too_many(const cx_column_spec *spec, const char *place, cx_error *error);

/* Keeps only the rows listed, in ascending order. */
void cx_column_keep(cx_column *column, const uint32_t *rows, uint32_t n);

#endif
