/*
** shapley.h - how much of R squared each driver is worth, whatever the order they are taken in
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      correlations of drivers and outcome; groups of drivers that are taken together, if there are.
** Out:     the Shapley value of each group: its mean gain of R squared over all orders.
** Owns:    nothing: the caller's arrays.
**
** (1) Lindeman, Merenda and Gold 1980 (LMG); Groemping 2006. The values sum to R squared.
** (2) All subsets are met depth first: each step of the walk takes one driver out of those that follow it (Schur
**     complement), so the work is a few times 2^p, the depth at most p, and no table of subsets is kept. A subset counts
**     for a driver in it and against all others; the subsets with a driver are those of the steps that took it.
** (3) The first drivers part the walk into tasks, whose sums are added in their own order: threads make no difference.
** (4) A driver that those already taken explain wholly (what is left of its variance is below CX_SHAPLEY_LEAST) adds
**     nothing; equal drivers share.
** (5) Sampled: the mean over random orders, each with its reverse, and the standard error of that mean over such twins.
*/
#ifndef CX_SHAPLEY_H
#define CX_SHAPLEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define CX_SHAPLEY_EXACT 26u   /* groups at most for cx_shapley */
#define CX_SHAPLEY_MOST 63u    /* drivers at most */
#define CX_SHAPLEY_LEAST 1e-10 /* (4) */

/* r: correlations of p drivers and, last, the outcome, (p + 1) x (p + 1). size: of each of n_groups groups, drivers standing
** group by group; NULL: each alone. threads: 0 is 1. */
cx_status cx_shapley(const double *r, size_t p, const size_t *size, size_t n_groups, unsigned threads, double *value,
                     cx_error *error);

/* The same over `twins` random orders and their reverses, at least 2; se: of each group. */
cx_status cx_shapley_sample(const double *r, size_t p, const size_t *size, size_t n_groups, size_t twins,
                            uint64_t seed, double *value, double *se, cx_error *error);

/* R squared of all p drivers, rule (4). */
cx_status cx_shapley_whole(const double *r, size_t p, double *r_squared, cx_error *error);

#endif
