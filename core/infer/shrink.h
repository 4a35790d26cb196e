/*
** shrink.h - many small touchpoints: each value drawn towards the mean as far as its noise says
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      values with their variances.
** Out:     variance between them, mean, shrunk values with errors, ranks with their uncertainty.
** Owns:    nothing but scratch during cx_shrink_rank.
**
** (1) tau^2 solves sum (y - mu)^2/(V + tau^2) = k - 1, mu weighted by 1/(V + tau^2) (Paule and
**     Mandel 1982), from the start of DerSimonian and Laird (1986); 0 when the values differ no
**     more than their noise. The left side falls in tau^2, so there is one root, kept bracketed.
** (2) B = tau^2/(tau^2 + V); shrunk = mu + B(y - mu); SE^2 = B V + (1 - B)^2 Var(mu), Var(mu) =
**     1/sum 1/(V + tau^2) (Morris 1983).
** (3) Mean rank, exactly: 1 + sum over the others P(theta_j > theta_i), theta normal around the
**     shrunk value with its SE. Rank 1 is the highest; the thetas are taken as independent.
** (4) Rank interval and the chance of being first: by draws of all thetas with random.h, cell =
**     number of the value, replicate = number of the draw. Same seed, same bits.
** (5) Fewer than two values, or a variance that is not positive: false, nothing written.
*/
#ifndef CX_SHRINK_H
#define CX_SHRINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CX_SHRINK_RANKED 2000 /* the most values that are ranked */

typedef struct cx_shrink_value {
  double y, v;                 /* in */
  double factor, shrunk, se;   /* B, and (2) */
  double rank;                 /* (3) */
  double rank_low, rank_high;  /* (4), whole numbers */
  double first;                /* (4) */
} cx_shrink_value;

typedef struct cx_shrink {
  double tau2, start;   /* (1), and its start by DerSimonian and Laird */
  double mean, mean_se; /* mu */
  double q;             /* Cochran's sum of squares, against chi-square of k - 1 */
} cx_shrink;

bool cx_shrink_fit(cx_shrink_value *value, size_t n, cx_shrink *out);

/* After cx_shrink_fit; 2 to CX_SHRINK_RANKED values. False: no memory. */
bool cx_shrink_rank(cx_shrink_value *value, size_t n, uint64_t seed, uint32_t draws,
                    double confidence);

#endif
