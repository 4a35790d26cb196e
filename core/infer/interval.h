/*
** interval.h - how far the truth may be from a value
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      the moments of one distribution of scores (cx_moments), a method, quantiles.
** Out:     low, high; the centre and the standard error that they come from.
** Owns:    nothing, allocates nothing.
**
** Scores are a to b; e is the value on the scale -1 to 1, x the value on 0 to 1, N the rows of the
** whole design, n* the people that would be as sure without weights (7), z and t quantiles.
**
** (1) Adjusted Wald, three equally spaced scores: 3/4, 3/2 and 3/4 answers are added to n*;
**     centre and error are those of the n* + 3 answers, +- z, clamped to a ... b (Rocks 2016;
**     Agresti and Caffo 2000 for the idea). A bound never passes the value: after one answer of
**     100 the formula alone would end at 98.5. z, unless a design declares its degrees of
**     freedom.
** (2) Score, three equally spaced scores: all values that a score test does not reject, the
**     nuisance share fitted under each (Tango 1998). Never leaves a ... b.
** (3) Wilson, two scores: (x - v)^2 <= z^2 v(1 - v)/n* (Wilson 1927).
** (4) Wilson, survey: the same with n* (N - 1)/N and t of N - 1 (R survey 4.5, svyciprop).
** (5) Beta, two scores: Clopper and Pearson's with the n of (4) (Korn and Graubard 1998). An n above
**     10^9, which only a design gives, is taken as 10^9: a wider interval.
** (6) t: value +- t of N - 1 times the linearised error with its factor N/(N - 1); Wald: value
**     +- z times the error without the factor. Neither is clamped. With no spread they have no
**     width.
** (7) n* = W S_w/S_q, S_w = sum w (s - m)^2, S_q = sum q (s - m)^2: equal weights give n
**     exactly. If all answers are equal this is 0/0, and n* = W^2/Q. Automatic, and without a
**     design, it is never more than the people: one of great weight, to whom the value clings, would
**     be sure of it.
** (8) Automatic: two scores (3), three equally spaced (1), else t. But where t would have no
**     spread, since all answers are equal or there is only one: Wilson for the share of people
**     who answer so, the rest anywhere between a and b. Method "equal answers"; nobody is sure
**     after one answer. Automatic t is kept between a and b, and in a group of fewer than ten
**     people it has their own n - 1 degrees of freedom: with those of a large design two answers,
**     4 and 5, would be sure of 3.8 to 5.2.
** (9) "Equal answers" also stands in for t where a design of one row leaves no degrees of
**     freedom, and for every method where there is one score only: then a = b, and the interval
**     is that point.
** (10) Designed: the error and its degrees of freedom come from strata and clusters (design.h); then n* is
**     spread / error^2, (1) and (3) take t instead of z, and (4) takes this n* as it is. (5) multiplies it
**     by (t of N - 1 / t of the design's degrees of freedom)^2 (Korn and Graubard 1998). An error without degrees
**     of freedom may be small by chance alone: then n* is that of (7), if this is less.
** (11) Logit, arcsine, two scores: g(x) +- t g'(x) se, turned back, g = log(x/(1 - x)) or asin(sqrt x)
**     (R survey, svyciprop: xlogit and asin). If all answers are equal: (8).
** (12) Likelihood, two scores: every v with 2 n' (x log(x/v) + (1 - x) log((1 - x)/(1 - v))) <= t^2, which is the
**     binomial deviance of v scaled so that its curve at x agrees with the error; n' = x(1 - x)/se^2 (n - 1)/n, n the
**     people who answered, whose Pearson residuals are the scale. R survey's svyciprop by likelihood (Rao and Scott
**     1984), solved to the last bit: R reads its profile off between a few points, and is some 4e-6 away by that. If all
**     answers are equal: (8).
*/
#ifndef CX_INTERVAL_H
#define CX_INTERVAL_H

#include <stdbool.h>

typedef enum cx_method {
  CX_METHOD_AUTO,          /* (8) */
  CX_METHOD_ADJUSTED_WALD, /* (1) */
  CX_METHOD_SCORE,         /* (2) */
  CX_METHOD_WILSON,        /* (3) */
  CX_METHOD_WILSON_SURVEY, /* (4) */
  CX_METHOD_BETA,          /* (5) */
  CX_METHOD_LOGIT,         /* (11) */
  CX_METHOD_ARCSINE,       /* (11) */
  CX_METHOD_LIKELIHOOD,    /* (12) */
  CX_METHOD_T,             /* (6) */
  CX_METHOD_WALD,          /* (6) */
  CX_METHOD_EQUAL          /* (8) (9), never asked for */
} cx_method;

/* What scores there can be, whether or not somebody gave them. */
typedef enum cx_scoring {
  CX_SCORING_ONE,  /* one score: the value is certain */
  CX_SCORING_TWO,  /* two */
  CX_SCORING_NET,  /* three, equally spaced */
  CX_SCORING_MANY  /* anything else */
} cx_scoring;

typedef struct cx_moments {
  cx_scoring scoring;
  double lowest, highest; /* a and b */
  double value;           /* sum w s / W */
  double spread;          /* sum w (s - m)^2 / W: variance of one answer */
  double se;              /* linearised, with its factor: estimate.h (2) */
  double n_star;          /* (7) */
  double n;               /* people who answered (12) */
  double design_n;        /* N */
  bool equal;             /* all answers given have one score */
  bool designed;          /* (10) */
  double rows_t;          /* designed: t of N - 1, 0 when there is none */
} cx_moments;

typedef struct cx_level {
  double confidence; /* between 0 and 1 */
  double z;          /* normal quantile of (1 + confidence)/2 */
  double t;          /* t quantile of the same with df, 0 when df < 1 */
  double df;
} cx_level;

typedef struct cx_interval {
  cx_method method;  /* never AUTO */
  double low, high;
  double centre, se; /* centre +- quantile * se, unclamped; (2) (5) (8) (11) (12): middle, half width/quantile */
  double df;         /* of the quantile; 0 when it is z */
  double n;          /* the people that the method counts: n*, that of (4) or n' of (12) */
} cx_interval;

/* "auto", "adjusted Wald", "score", "Wilson", "Wilson survey", "Korn-Graubard beta", "logit", "arcsine", "likelihood",
** "t", "Wald", "equal answers": the words by which a method is asked for and named in results. */
const char *cx_interval_name(cx_method method);

/* The method of a name that can be asked for; false when there is none. Case does not matter;
** "-" and "_" are blanks; "beta" alone will do. */
bool cx_interval_named(const char *name, cx_method *out);

/* Whether the method can serve such scores. */
bool cx_interval_fits(cx_method method, cx_scoring scoring);

/* What a method needs, for messages: "a metric of two scores". */
const char *cx_interval_needs(cx_method method);

/* The quantiles; df below 1 means that there is no t. */
cx_level cx_interval_level(double confidence, double df);

/* The method must fit (an assertion). Nothing in *out is ever NaN or infinite; low <= value <= high. */
void cx_interval_make(const cx_moments *moments, cx_method method, const cx_level *level,
                      cx_interval *out);

/* Half the deviance of (12) of one answer: x log(x/v) + (1 - x) log((1 - x)/(1 - v)), x inside 0 and 1. */
double cx_interval_divergence(double x, double v);

/* The statistic of (2): sqrt(n) (e - v)/sqrt(its variance under v), e and v on -1 to 1, moved the
** share of answers that are not the middle one. *variance, unless NULL: of one answer under v. */
double cx_interval_score_test(double e, double moved, double n, double v, double *variance);

#endif
