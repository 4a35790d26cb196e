/*
** design.h - the error of a sample drawn by strata and clusters
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      the strata of the whole sample; for one group and one metric, the influence of each stratum's PSUs.
** Out:     the linearised variance of the metric and the degrees of freedom of the design.
** Owns:    nothing, allocates nothing.
**
** A PSU (primary sampling unit) is what was drawn first: a store, an account, or, without clusters, a person.
**
** (1) z = (Y - m W)/W_all for each PSU, with Y = sum w s and W = sum w of its people in the group; m the
**     metric's value, W_all the group's weight. PSUs of the sample that have nobody in the group count with
**     z = 0 (Binder 1983; Lumley 2010, ch. 2).
** (2) V = sum over strata of (1 - f) n/(n - 1) sum (z - mean z)^2, n the stratum's PSUs in the whole sample.
** (3) f = n / population of the stratum in PSUs, where that is known, else 0. Stages after the first are
**     taken to be part of it: the ultimate-cluster approximation.
** (4) Degrees of freedom: PSUs less strata, of the whole sample.
** (5) A stratum with one PSU has no spread of its own. Fail: no variance. Remove: it adds nothing. Adjust:
**     z is measured from 0, which the z of all strata have as their mean. Average: it adds the mean of what
**     the other strata add that have somebody in the group, and nothing if itself it has nobody there; a
**     stratum where every z is nought counts as one without (R: a domain keeps its own strata). A stratum
**     that was taken whole (f = 1) adds nothing and is not lonely.
** (6) A difference, a ratio or any contrast: combine the z of its parts by PSU first, then (2).
*/
#ifndef CX_DESIGN_H
#define CX_DESIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cx_stratum {
  double psus;       /* in the whole sample, at least 1 */
  double population; /* in PSUs; 0: not known (3) */
} cx_stratum;

typedef enum cx_lonely { CX_LONELY_ADJUST, CX_LONELY_FAIL, CX_LONELY_REMOVE, CX_LONELY_AVERAGE } cx_lonely;

/* The influence of one stratum's PSUs that are in the group: sums over them of z and of its square. */
typedef struct cx_design_sum {
  double z, z2;
} cx_design_sum;

typedef struct cx_design_error {
  double variance;
  double df;       /* (4) */
  size_t n_lonely; /* strata of (5) in the whole sample */
} cx_design_error;

/* What one stratum's z add to a covariance: square times the sum of z z' and product times (sum z)(sum z)'. */
typedef struct cx_design_form {
  double square, product;
} cx_design_form;

/* (2) (5), but for the factor that "average" gives to all strata. */
cx_design_form cx_design_form_of(const cx_stratum *stratum, cx_lonely lonely);

/* (5): one PSU, and not all of a stratum. */
bool cx_design_is_lonely(const cx_stratum *stratum);

/* The policy of a word: "adjust", "fail", "remove", "average"; false when there is none. */
bool cx_design_lonely_named(const char *name, cx_lonely *out);

/* z of (1). */
double cx_design_influence(double y, double w, double value, double w_all);

/* Adds one PSU to its stratum's sums. */
void cx_design_add(cx_design_sum *sum, double z);

/* False when the policy is to fail and a lonely stratum is there; then *out says how many. sum[h] is stratum
** h's, nought when nobody of it is in the group. */
bool cx_design_make(const cx_stratum *stratum, const cx_design_sum *sum, size_t n_strata,
                    cx_lonely lonely, cx_design_error *out);

#endif
