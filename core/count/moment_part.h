/*
** moment_part.h - one worker's way from batches to moments
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      batches, and which of their rows pass; what each bin is worth.
** Out:     sums added to moments (moment.h), when it is joined.
** Owns:    its sums. Borrows the spec and the reader's arrays.
**
** (1) Rows are laid out as doubles and, some batches at a time, multiplied bucket by bucket; complete rows apart.
**     What is missing counts as 0 in the products, which then are those of the rows where both are there; for the other
**     sums a table of the rows where one is missing tells what to take off. So a row of no missing answers costs one
**     triangle of products, and one with k of them k lines more.
** (2) Sums in doubles are whole numbers below 2^53, so exact: they are emptied into 128 bits before they could be more.
** (3) An exact weight is parted into four pieces of 24 bits, each with sums of its own.
** (4) Where even those at hand could reach 2^53, rows are added one by one in 128 bits.
** (5) A number with more decimals than its variable is rounded half to even, and counted; one over 2^52 steps is an
**     error.
** (6) Questions of at most 15 answers that are not weighted are held as bytes and multiplied so (moment_small.h).
*/
#ifndef CX_MOMENT_PART_H
#define CX_MOMENT_PART_H

#include "count/moment.h"
#include "count/moment_kernel.h"
#include "count/tally_spec.h"
#include "read/batch.h"

/* Which numbers of a NUMBER column are answers: those from low to high, and none of the missing ones. */
typedef struct cx_moment_number {
  double low, high;
  const double *missing;
  size_t n_missing;
} cx_moment_number;

/* What the spec of a tally says whose rows are to be multiplied, and which has no `by` and `of` itself. */
struct cx_moment_spec {
  cx_moments *moments;            /* to be filled when the pass is finished */
  const uint32_t *column;         /* of each variable: a SCORE or a NUMBER column */
  const double *const *value;     /* of each variable: the whole steps of each bin, NaN for a missing one; NULL: a number */
  const size_t *n_values;         /* as many bins as its column has */
  const cx_moment_number *number; /* of each variable; looked at where it is a number */
  long bucket;                    /* LABEL column of hashes, as many as there are buckets; -1: one bucket */
};

typedef struct cx_moment_part cx_moment_part;

cx_status cx_moment_part_new(cx_moment_part **out, const cx_moment_spec *spec, const cx_moment_kernel *kernel,
                             cx_error *error);
void cx_moment_part_free(cx_moment_part *part); /* NULL is fine */

/* Adds n rows of the batch, those listed. */
cx_status cx_moment_part_add(cx_moment_part *part, const cx_batch *batch, const uint32_t *rows, uint32_t n,
                             cx_error *error);

/* Adds all to the spec's moments. */
cx_status cx_moment_part_join(cx_moment_part *part, cx_error *error);

#endif
