/*
** weight.h - the weight column, exact
**
**   file > ROWS > BATCH > tally > metric > goal > report
**
** In:      raw cells.  Out: a small weight where four decimals hold it, else an exact one.
** Owns:    a cache of weights met; survey weights repeat.
**
** (1) A weight of at most four decimals below 1000 is small: an integer of ten-thousandths. Sums of a
**     few thousands of them, and of their squares, fit 64 bits.
** (2) Any other is exact to 18 decimals (wide.h).
** (3) Absent, empty or no number: CX_WEIGHT_NONE. Negative or over 10^9: CX_WEIGHT_BAD.
*/
#ifndef CX_WEIGHT_H
#define CX_WEIGHT_H

#include "base/wide.h"
#include "read/cell.h"
#include "read/window.h"

#define CX_WEIGHT_SCALE 10000u           /* small weights are in steps of 1 / this */
#define CX_WEIGHT_MOST 10000000u         /* small weights are below it */
#define CX_WEIGHT_EXACT (UINT32_MAX - 2) /* look at the exact array */
#define CX_WEIGHT_NONE (UINT32_MAX - 1)
#define CX_WEIGHT_BAD UINT32_MAX

typedef struct cx_exact_weight {
  cx_wide w, w2;
} cx_exact_weight;

typedef struct cx_weights cx_weights;

cx_status cx_weights_new(cx_weights **out, cx_error *error);
void cx_weights_free(cx_weights *weights); /* NULL is fine */

/* Empties the cache, for a file of another dialect. */
void cx_weights_forget(cx_weights *weights);

/* The weights of n rows: small[i], and exact[i] where small[i] is CX_WEIGHT_EXACT. *plain says that all are
** small ones. */
cx_status cx_weights_decode(cx_weights *weights, cx_cell *cell, const cx_window *window,
                            uint32_t column, uint32_t first, uint32_t n, uint32_t *small,
                            cx_exact_weight *exact, bool *plain, cx_error *error);

#endif
