/*
** estimate.h - the value of a metric, and how sure it is
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      for each answer of the scale, also those that nobody gave: n, W = sum w,
**          Q = sum w^2, score.
** Out:     one cx_estimate.
** Owns:    nothing, allocates nothing. The same cells in the same order give the same bits.
**
** (1) value m = sum W s / sum W. Unweighted: W and Q are n.
** (2) se = sqrt(N/(N - 1) * sum Q (s - m)^2) / sum W, N the rows of the whole design, also those
**     outside the filter, in other groups or without an answer: Taylor linearisation (Binder
**     1983).
** (3) n_effective = W^2/Q (Kish 1965) describes the weights; it is never used for an error.
** (4) Low and high come from interval.h; value and se stay raw.
** (5) No people, or only people of weight 0: not defined. No number in an estimate is NaN or
**     infinite.
** (6) A cell whose Q is less than W^2/n, which no weights give, is taken as having W^2/n
**     (rounded sums).
** (7) All answers equal: the value is that score to the last bit, and se is 0.
** (8) With strata or clusters the variance is design.h's instead of (2), and so are the degrees of freedom.
*/
#ifndef CX_ESTIMATE_H
#define CX_ESTIMATE_H

#include <stddef.h>

#include "infer/interval.h"

typedef struct cx_cell {
  double n, w, q; /* people, sum of w, sum of w^2 */
  double score;   /* between -1e15 and 1e15 */
} cx_cell;

typedef struct cx_estimate_options {
  cx_method method; /* CX_METHOD_AUTO chooses by the scores */
  bool weighted;
  cx_level level;   /* made by cx_estimate_options_make; serves all groups of one design */
} cx_estimate_options;

typedef struct cx_estimate {
  bool defined;             /* (5): false means that all below but n is 0 */
  double value, se;         /* (1) (2) */
  double low, high;         /* (4) */
  double n, n_effective;    /* people who answered; (3) */
  cx_method method;         /* the method used, never AUTO */
  double confidence;
  double centre, centre_se; /* of the interval, unclamped */
  double df;                /* of the interval's quantile, 0 for the normal */
  double n_interval;        /* the people that the interval counts: n*, interval.h (7) */
  double spread;            /* variance of one answer: sum w (s - m)^2 / W */
  double lowest, highest;   /* of the scores that there can be */
} cx_estimate;

/* The ordinary choice is (.95, CX_METHOD_AUTO, true, N). */
cx_estimate_options cx_estimate_options_make(double confidence, cx_method method, bool weighted,
                                             double design_n);

/* Which kind of scores these are: to ask cx_interval_fits before a method is forced. */
cx_scoring cx_estimate_scoring(const cx_cell *cell, size_t n_cells);

/* False, *out untouched, when the forced method does not fit the scores (cx_interval_needs says
** what it needs); else fills *out. */
bool cx_estimate_make(const cx_cell *cell, size_t n_cells, double design_n,
                      const cx_estimate_options *options, cx_estimate *out);

/* The same with the variance and the degrees of freedom of a design (8). */
bool cx_estimate_make_designed(const cx_cell *cell, size_t n_cells, double variance, double df,
                               const cx_estimate_options *options, cx_estimate *out);

#endif
