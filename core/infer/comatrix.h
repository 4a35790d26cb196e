/*
** comatrix.h - means, covariances and correlations out of exact sums of products
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      moments (count/moment.h); which variables, which rows, which bucket is left out.
** Out:     matrices of doubles.
** Owns:    nothing: the caller's arrays.
**
** (1) Sums are centred in whole numbers, n Sxy - Sx Sy, before anything is rounded; a matrix is as exact as doubles are.
** (2) Covariances are those of the weights as they are, divided by their sum. A correlation is that of the rows where both
**     are there, with the variances of these rows; pairwise ones may fit no data together (driver.h, 6).
** (3) A variable that is constant in those rows has correlation 0 with all others, and 1 with itself.
*/
#ifndef CX_COMATRIX_H
#define CX_COMATRIX_H

#include "count/moment.h"

/* Square arrays of k * k doubles, but mean; each NULL or filled. */
typedef struct cx_comatrix {
  double *n;           /* people of each two */
  double *mean;        /* of each variable, over the rows of (i, i) */
  double *covariance;
  double *correlation;
} cx_comatrix;

/* Of the k variables listed. without: the bucket that is left out, or CX_MOMENT_BUCKETS. */
cx_status cx_comatrix_make(const cx_moments *moments, cx_moment_rows rows, uint32_t without, const size_t *variable,
                           size_t k, cx_comatrix *out, cx_error *error);

#endif
