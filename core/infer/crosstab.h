/*
** crosstab.h - groups by answers in a sample with weights, strata or clusters: do the groups answer alike
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      what each PSU adds to the cells of a table of groups (rows) by answers (columns), by stratum; the strata
**          (design.h).
** Out:     one test: Rao and Scott's chi-square, or a rank test of two groups.
** Owns:    nothing: scratch is the caller's.
**
** (1) Shares p of the cells are weighted. Influence of a PSU on them: z = (y - p sum y)/W, y its weights by cell; their
**     covariance V by design.h (2) to (5), where a stratum that has anybody in the table counts as one that has.
** (2) Without clusters a person is a PSU; people of one stratum and cell come as one part with sum w and sum w^2.
** (3) Rao and Scott (1984), second order, as R survey's svychisq: X = sum (p - e)^2/e with e the product of the margins;
**     D = (C' P C)^-1 C' P V P C, P = diag(1/p), 0 in an empty cell, C the tables whose rows and columns all sum to
**     nought. F = X/tr D, with tr^2 D/tr D^2 and nu times as many degrees of freedom; nu those of the whole design.
** (4) The traces of D are those of V after the part of z that main effects explain is taken out by weighted least
**     squares: p (a_i + b_j) with a_i + b_j = 0 in empty cells, which is what 0 in P means. Groups and answers that
**     nobody has are left out; directions of C that nobody stands in add nothing, where R would refuse.
** (5) Cramer's V of the weighted shares: sqrt(X/(min(rows, columns) - 1)).
** (6) Rank test of two groups (Lumley and Scott 2013): an answer's rank is the weighted share of people below it and half
**     of those who give it, in both groups together; the difference of the groups' mean ranks over its linearised error,
**     t of nu - 1. That difference is superiority less a half: histogram.h (5), with weights. R's svyranktest takes
**     people who answer alike in the order of their rows, which differs where their weights do.
** (7) Not defined: fewer than two groups or answers with weight, no degrees of freedom, no spread; all answers equal
**     in (6) is a difference of 0, p 1.
*/
#ifndef CX_CROSSTAB_H
#define CX_CROSSTAB_H

#include <stdbool.h>
#include <stddef.h>

#include "infer/design.h"

typedef struct cx_crosstab_part {
  size_t stratum, cell; /* cell = row * n_columns + column */
  double w, q;          /* (2); of a part of a PSU q is not read */
  bool whole;           /* people who are PSUs themselves */
  bool more;            /* not whole: the same PSU as the part before */
} cx_crosstab_part;

typedef struct cx_crosstab {
  size_t n_rows, n_columns;
  const cx_crosstab_part *part; /* by stratum, ascending; a PSU's parts together, each cell once */
  size_t n_parts;
  const cx_stratum *stratum;
  size_t n_strata;
  cx_lonely lonely;
} cx_crosstab;

typedef enum cx_crosstab_outcome {
  CX_CROSSTAB_DONE,
  CX_CROSSTAB_UNDEFINED, /* (7) */
  CX_CROSSTAB_LONELY     /* the policy is to fail, and a stratum of one PSU is there */
} cx_crosstab_outcome;

typedef struct cx_crosstab_test {
  double statistic, df, df2, p; /* F with df and df2, or t with df */
  bool has_effect;              /* also where the sample has no error to test by */
  double effect;                /* (5), or superiority (6) */
  size_t n_lonely;
} cx_crosstab_test;

/* How many doubles of scratch the tests want. */
size_t cx_crosstab_scratch(const cx_crosstab *table);

/* (3) */
cx_crosstab_outcome cx_crosstab_independence(const cx_crosstab *table, double *scratch, cx_crosstab_test *out);

/* (6): two rows; answers in ascending order. */
cx_crosstab_outcome cx_crosstab_rank(const cx_crosstab *table, double *scratch, cx_crosstab_test *out);

#endif
