/*
** compare.h - the difference of two estimates, and how sure it is
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      two estimates of one metric, made by the automatic method; or the differences of the
**          same people's two answers.
** Out:     one cx_difference: a minus b.
** Owns:    nothing, allocates nothing.
**
** (1) Three equally spaced scores: adjusted counts on both sides, centre a - centre b, error
**     sqrt(se^2 + se^2), z (interval.h (1); Agresti and Caffo 2000 for shares). The value stays
**     raw, and no bound passes it, here and below.
** (2) Two scores: the score test; all differences that it does not reject (Mee 1984). The test of
**     no difference is the pooled z, so interval and p never contradict. n* stands for n.
** (3) Other scores: Welch's t with spread/(n* - 1) and n* - 1 degrees of freedom on each side,
**     never fewer than 1 together (Welch 1947). Equal weights give Welch's t exactly.
** (4) Linearised: a - b with the errors of the whole design, less twice their covariance, t of
**     the design's degrees of freedom: as R survey does. Domains of a design without strata and
**     clusters have covariance 0.
** (5) On request for two scores: Newcombe's interval of two Wilson intervals (1998), or Wald's;
**     p is that of (2), and may contradict them in the third digit.
** (6) A side of (3) or (4) whose answers are all equal does not know its spread: centre and error
**     of its interval stand in, with z. Nobody is sure after one answer. So it is with a side whose
**     design has no degrees of freedom (interval.h (9)).
** (7) A group against the total that it is a part of: the total is f a + (1 - f) b, b the rest
**     and f the group's share of the weights, so that the difference is (1 - f)(a - b), with the
**     covariance of part and whole in it and the p of (a - b). f counts as known.
** (8) The same people twice: the mean of their differences, t of n - 1 (interval.h (6)). If all
**     differ alike, the interval of equal answers and the p at which it touches 0.
** (9) Effect: two scores, Cohen's h (1988); else the difference over the root of the mean of the
**     two spreads; for (8) over the spread of the differences. Absent where there is no spread.
** (10) A side without answers: not defined. Bounds lie within the differences that there can be.
**      Nothing is ever NaN or infinite.
** (11) Estimates of a design with strata or clusters bring their own degrees of freedom: (1) takes
**      them together as (3) does, (2) takes the fewer. Their covariance only (4) knows.
** (12) A difference without any error (strata taken whole, one score on each side) is as sure as a number can be:
**      p is 0, or 1 when it is 0, and the statistic CX_COMPARE_SURE with its sign, which no table shows.
*/
#ifndef CX_COMPARE_H
#define CX_COMPARE_H

#include "infer/estimate.h"

#define CX_COMPARE_SURE 1e300

typedef enum cx_compare_method {
  CX_COMPARE_AUTO,     /* (1) (2) (3) by the scores */
  CX_COMPARE_ADJUSTED, /* (1) */
  CX_COMPARE_SCORE,    /* (2) */
  CX_COMPARE_NEWCOMBE, /* (5) */
  CX_COMPARE_WALD,     /* (5) */
  CX_COMPARE_WELCH,    /* (3) */
  CX_COMPARE_LINEAR,   /* (4) */
  CX_COMPARE_PAIRED,   /* (8), never asked for */
  CX_COMPARE_EQUAL     /* (8), never asked for */
} cx_compare_method;

typedef enum cx_effect {
  CX_EFFECT_NONE,         /* (9) */
  CX_EFFECT_STANDARDISED,
  CX_EFFECT_COHEN_H,
  CX_EFFECT_PAIRED
} cx_effect;

typedef struct cx_compare_options {
  cx_compare_method method;
  double confidence;        /* between 0 and 1 */
  double df;                /* (4): of the design; 0 for z */
  double covariance;        /* (4) */
  double share;             /* (7): f, below 1; 0 when b is not the rest of a total */
  const cx_estimate *whole; /* (7): the total, for the effect; NULL else */
} cx_compare_options;

typedef struct cx_difference {
  bool defined;                  /* (10): false means that all below is 0 */
  double value;                  /* a - b, raw */
  double centre, se, df;         /* of the test; df 0 for z */
  double low, high;
  double statistic, p;           /* z or t; of no difference, two-sided */
  cx_compare_method method;      /* the one used, never AUTO */
  bool stands_in;                /* (6): an error that a side does not know is in se */
  cx_effect effect_kind;
  double effect;
} cx_difference;

/* "adjusted Wald", "score", "Newcombe", "Wald", "Welch t", "linearised t", "paired t", "equal
** answers". */
const char *cx_compare_name(cx_compare_method method);

/* "Cohen's h" and so on; NULL for none. */
const char *cx_compare_effect_name(cx_effect effect);

/* The method of a name that can be asked for; false when there is none. Case does not matter. */
bool cx_compare_named(const char *name, cx_compare_method *out);

/* Whether a method can serve an estimate: (1) three scores, (2) (5) two. */
bool cx_compare_fits(cx_compare_method method, const cx_estimate *estimate);

/* The method must fit both (an assertion). */
void cx_compare_make(const cx_estimate *a, const cx_estimate *b,
                     const cx_compare_options *options, cx_difference *out);

/* (8): cells whose scores are differences. */
void cx_compare_paired(const cx_cell *cell, size_t n_cells, bool weighted, double confidence,
                       cx_difference *out);

/* The statistic of (2) for shares x of n and y of m people, when the true difference is d. */
double cx_compare_score_test(double x, double n, double y, double m, double d);

#endif
