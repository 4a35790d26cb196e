/*
** driver.h - what an outcome goes with: regression out of correlations, and measures of importance
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      correlations of p drivers and, last, the outcome.
** Out:     for each driver several shares of R squared, its standardised coefficient, its inflation of variance.
** Owns:    nothing: the caller's arrays.
**
** (1) beta: standardised coefficients. R squared is the sum of beta r. Pratt's measure is beta r, and may be negative.
** (2) first: R squared of the driver alone; last: what it adds to all others.
** (3) vif: 1 / (1 - R squared of the driver by the others).
** (4) johnson: relative weights (Johnson 2000), which are Genizi's (1993): the squares of the symmetric root of the drivers'
**     correlations times those of the outcome's coefficients on their orthogonal counterparts. car: the squares of these
**     coefficients alone (Zuber and Strimmer 2011). Both sum to R squared.
** (5) A driver that those before it explain wholly (shapley.h, 4) is left out of beta, Pratt and vif: `collinear`; rank is
**     the number of the others. Roots leave out eigenvalues below CX_SHAPLEY_LEAST.
** (6) Pairwise correlations may fit no data: where the least eigenvalue of the whole matrix is below CX_DRIVER_LEAST, all of
**     it is shrunk, R <- (1 - l) R + l I, so that it is CX_DRIVER_LEAST. lambda tells by how much; 0: not at all.
** (7) condition: the largest eigenvalue of the drivers' matrix over the least; 0: that is 0. Of 15.95 digits those of the
**     condition are lost.
*/
#ifndef CX_DRIVER_H
#define CX_DRIVER_H

#include <stdbool.h>

#include "infer/shapley.h"

#define CX_DRIVER_LEAST 0.01

/* Arrays of p, each the caller's. */
typedef struct cx_driver {
  double *beta, *pratt, *first, *last, *vif, *johnson, *car;
  bool *collinear;
  double r_squared, least, lambda, condition;
  size_t rank;
} cx_driver;

/* Shrinks r, (p + 1) x (p + 1), in place where rule (6) wants it; *least: the least eigenvalue before. */
cx_status cx_driver_mend(double *r, size_t p, double *least, double *lambda, cx_error *error);

/* Fills all but least and lambda. */
cx_status cx_driver_make(const double *r, size_t p, cx_driver *out, cx_error *error);

#endif
