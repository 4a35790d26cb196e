/*
** moment_small.h - rows of questions of few answers, held and multiplied as bytes
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      bins of rows; which of the rows held belong to a bucket.
** Out:     sums of products of a bucket, in the tables of moment_part.c.
** Owns:    its rows and sums.
**
** (1) Nothing is weighted, and the values of each variable are low, low + step, ... low + 14 step, if not all of them: a
**     byte of 1-15 tells the place of an answer, and one of 0 that it is missing. The sums of values follow exactly.
** (2) Sums are of 32 bits; they are emptied before CX_MOMENT_SMALL_ROWS rows could make them overflow (2^24 x 15 x 15).
*/
#ifndef CX_MOMENT_SMALL_H
#define CX_MOMENT_SMALL_H

#include "count/moment_part.h"

#define CX_MOMENT_SMALL_ROWS 16777216u

typedef struct cx_moment_small cx_moment_small;

/* *out is NULL where the variables are not such (1); room for `held` rows. */
cx_status cx_moment_small_new(cx_moment_small **out, const cx_moment_spec *spec, const cx_moment_kernel *kernel, size_t held,
                              cx_error *error);
void cx_moment_small_free(cx_moment_small *small); /* NULL is fine */

/* Bytes of a row; numbers in a table of sums. */
size_t cx_moment_small_stride(const cx_moment_small *small);

/* Lays the bins of variable v of n rows out, from row `at` on; the rows must have been cleared. */
void cx_moment_small_clear(cx_moment_small *small, uint32_t at, uint32_t n);
void cx_moment_small_lay(cx_moment_small *small, size_t v, const uint16_t *bin, uint32_t at, uint32_t n);

/* What the n rows from row `at` on lack. */
void cx_moment_small_mask(const cx_moment_small *small, uint32_t at, uint32_t n, uint64_t *mask);

/* Adds the products of the rows listed to those of a bucket; mask: of what they lack, NULL: nothing. */
void cx_moment_small_multiply(cx_moment_small *small, uint32_t bucket, const uint64_t *mask, const uint32_t *row, size_t n);

/* Moves a bucket's sums to its three tables (products of complete rows, of others; sums of others), and forgets them. */
void cx_moment_small_empty(cx_moment_small *small, uint32_t bucket, double *to);

/* The sums of values, for those of bytes. */
cx_moment_pair cx_moment_small_pair(const cx_moment_small *small, size_t i, size_t j, cx_moment_pair pair);

#endif
