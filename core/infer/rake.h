/*
** rake.h - weights that make a sample's margins those of the population, and errors that know it
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      joint cells (n, W, Q of all their rows), their level in each margin, target totals.
** Out:     a factor for each cell; estimates of metrics with the errors of raked weights.
** Owns:    copies of all it was given; cx_rake_free.
**
** (1) Raking, that is iterative proportional fitting (Deming and Stephan 1940): each margin in
**     turn is scaled to its targets. It starts from the design weights. A cell's people all get
**     one factor f: n stays, W becomes f W, Q becomes f^2 Q. One margin of joint levels is cell
**     weighting, done after one sweep.
** (2) Sweeps go on to 1e-12 W in every margin, or as near as doubles come; more than 1e-9 W at
**     the last sweep is CX_RAKE_APART. That happens when margins contradict each other through
**     cells in which nobody is.
** (3) All targets are positive, and every margin sums to the same W (1e-9); a level with a target
**     and no weight cannot be reached. These are outcomes, never repaired.
** (4) Error of a metric (Deville, Saerndal and Sautory 1993): r = (s - m)/W of the domain, 0 for
**     rows outside it or without an answer; ten sweeps take from r its mean over the people of
**     each level, margin after margin; then V = N/(N - 1) (sum Q e^2 - (sum W e)^2/N), Q and W
**     raked, N the rows of the whole design. R survey's rake, without strata and clusters. With one
**     margin alone the means are those of the start weights (R: postStratify).
** (5) r less a sum of one number a level is linear, so the sweeps run on the tables of people by
**     two levels, once made: a domain costs its own cells and levels^2, not all cells.
** (6) Trimming: nobody weighs more than so many times the mean weight; what is cut off is shared
**     equally among the people not cut, as survey::trimWeights does, and again until nobody is
**     above. It needs one weight within each cell, else CX_RAKE_UNLIKE. A weight of 0 stays 0.
**     Margins then no longer hold, so errors are those without (4)'s sweeps.
** (7) No number that leaves is NaN or infinite.
** (8) A total's influence is w s itself, nought without an answer; it is residualised as r is in (4),
**     with strata and clusters by the caller (design.h).
** (9) A replicate of the sample is raked anew: the same margins and targets, from its own weights, and as near as doubles
**     come, since an error is made of small differences of replicates.
** (10) Where the margins leave nothing of the residuals but rounding, the error is 0, and the interval that of equal
**      answers.
*/
#ifndef CX_RAKE_H
#define CX_RAKE_H

#include <stddef.h>
#include <stdint.h>

#include "infer/estimate.h"

#define CX_RAKE_LEVELS 2000 /* the most levels of all margins (5) */

typedef enum cx_rake_outcome {
  CX_RAKE_OK,
  CX_RAKE_NO_MEMORY,
  CX_RAKE_MANY,   /* more than CX_RAKE_LEVELS levels */
  CX_RAKE_TARGET, /* a target that is not a positive number */
  CX_RAKE_SUM,    /* a margin whose sum is not that of the first: value */
  CX_RAKE_EMPTY,  /* a level with a target and no weight */
  CX_RAKE_APART,  /* no convergence; the margin and level farthest off, by value */
  CX_RAKE_UNLIKE, /* trimming: different weights within one cell */
  CX_RAKE_TIGHT   /* trimming: the cap cannot be kept */
} cx_rake_outcome;

typedef struct cx_rake_place {
  size_t margin, level; /* from 0 */
  double value;
} cx_rake_place;

typedef struct cx_rake_spec {
  size_t cells, margins;
  const double *n, *w, *q;      /* of each cell */
  const uint32_t *const *level; /* [margin][cell], from 0 */
  const size_t *levels;         /* of each margin */
  const double *const *target;  /* [margin][level] */
  double design_n;              /* N of (4) */
  unsigned sweeps;              /* the most */
} cx_rake_spec;

typedef struct cx_rake_level {
  double n, before, target, after; /* people; weight before; wanted; weight now */
} cx_rake_level;

typedef struct cx_rake_summary {
  unsigned sweeps;
  double error;                      /* largest margin error, in parts of W */
  double lowest, highest;            /* factors */
  double n, weight;                  /* people, and W after */
  double effect_before, effect_after; /* n Q/W^2 (Kish) */
  double cap, trimmed, moved;        /* (6): the cap as a weight, people cut, part of W moved; 0: none */
} cx_rake_summary;

typedef struct cx_rake cx_rake;

/* *place is filled for TARGET, SUM, EMPTY and APART. */
cx_rake_outcome cx_rake_new(cx_rake **out, const cx_rake_spec *spec, cx_rake_place *place);
void cx_rake_free(cx_rake *rake); /* NULL is fine */

cx_rake_outcome cx_rake_trim(cx_rake *rake, double times); /* (6); times more than 1 */

/* (9): w are other start weights of the cells, x gets them raked; not after trimming. */
cx_rake_outcome cx_rake_again(const cx_rake *rake, const double *w, double *x, cx_rake_place *place);

double cx_rake_factor(const cx_rake *rake, size_t cell);
cx_rake_level cx_rake_level_at(const cx_rake *rake, size_t margin, size_t level);
cx_rake_summary cx_rake_sum_up(const cx_rake *rake);

/* Answers of a domain: some people of a cell with their sums before raking, and their score. */
typedef struct cx_rake_answer {
  size_t cell;
  cx_cell given;
} cx_rake_answer;

/* Doubles of scratch that an estimate needs. */
size_t cx_rake_scratch(const cx_rake *rake);

/* (4). `score` lists the scores that there can be. False: the forced interval does not fit them. */
bool cx_rake_estimate(const cx_rake *rake, const cx_rake_answer *answer, size_t n,
                      const cx_cell *score, size_t n_scores, const cx_estimate_options *options,
                      double *scratch, cx_estimate *out);

/* (8): sums over each cell's people of a variable, and of weight times it. Fills scratch for cx_rake_taken; nothing is
** taken where weights are trimmed (6). */
void cx_rake_residualise(const cx_rake *rake, const double *sum, const double *weighted, double *scratch);

/* What (4) took from (s - m) in a cell, after an estimate with this scratch that is defined, or from the variable of
** cx_rake_residualise: what the errors of strata and clusters need besides. */
double cx_rake_taken(const cx_rake *rake, const double *scratch, size_t cell);

#endif
