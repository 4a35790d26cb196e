/*
** batch.h - the rows of one window, only the wanted columns, decoded
**
**   file > rows > BATCH > tally > metric > goal > report
**
** In:      windows of rows.  Out: for each wanted column an array of decoded cells.
** Owns:    nothing here: the arrays are the reader's, and good until its next batch.
**
** (1) A sink sees batches only; it never sees bytes.
** (2) A missing cell is a value of its own: a bin of the scale, NaN, CX_NO_TIME, the label "".
*/
#ifndef CX_BATCH_H
#define CX_BATCH_H

#include <stdint.h>

#include "read/label.h"
#include "read/weight.h"

#define CX_BATCH_ROWS 512u /* the most rows in a batch */

typedef enum cx_column_kind {
  CX_COLUMN_SCORE,  /* bins of a scale: answers, then reasons for missing */
  CX_COLUMN_LABEL,  /* codes of a dictionary: groups, names, options, comparisons with texts */
  CX_COLUMN_NUMBER, /* doubles, for comparisons with numbers */
  CX_COLUMN_TIME,   /* seconds, for comparisons with dates */
  CX_COLUMN_WEIGHT  /* exact decimals */
} cx_column_kind;

typedef struct cx_cells {
  cx_column_kind kind;
  const uint16_t *score;   /* SCORE: n_rows bins */
  const uint32_t *label;   /* LABEL: n_rows codes in `labels` */
  const cx_labels *labels; /* LABEL: the worker's own dictionary */
  const double *number;    /* NUMBER: n_rows, NaN is missing */
  const int64_t *time;     /* TIME: n_rows, CX_NO_TIME is missing */
} cx_cells;

typedef struct cx_batch {
  uint32_t n_rows;
  uint32_t n_columns;
  const cx_cells *column;
  const uint32_t *weight;        /* n_rows small weights (weight.h); none is missing or bad ... */
  const cx_exact_weight *exact;  /* ... and the exact ones, where `plain` is false */
  bool plain;
  const uint32_t *row;           /* of each row: its place in the window, for row views */
} cx_batch;

/* The weight of a row, exact. */
static inline cx_exact_weight cx_batch_weight(const cx_batch *batch, uint32_t row) {
  uint32_t small = batch->weight[row];
  if (small == CX_WEIGHT_EXACT) return batch->exact[row];
  cx_exact_weight exact;
  exact.w = (cx_wide)small * (CX_WIDE_ONE / CX_WEIGHT_SCALE);
  exact.w2 = (cx_wide)small * small * (CX_WIDE_ONE / CX_WEIGHT_SCALE / CX_WEIGHT_SCALE);
  return exact;
}

#endif
