/*
** trend.h - whether values that follow each other in time go up or down beyond noise
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      values in time order with their variances, or counts; the times.
** Out:     a slope, a contrast, a test for shares, a test for any order; each with its p.
** Owns:    nothing, allocates nothing.
**
** (1) Slope: least squares with weights 1/V; SE = 1/sqrt(sum w (t - tbar)^2), from the known V,
**     never from the scatter of the points (Cochran and Carroll 1953). z, two-sided p.
** (2) Planned contrast: sum c y over sqrt(sum c^2 V). The coefficients sum to 0; the centred
**     times are the contrast of a straight line.
** (3) Cochran-Armitage, shares: T = sum t (x - n P), Var = P(1 - P)(sum n t^2 - (sum n t)^2/N);
**     chi-square T^2/Var of one degree (Armitage 1955; R prop.trend.test). Shares all 0 or all 1
**     have no trend: chi-square 0, p 1.
** (4) Mann-Kendall: S = pairs that rise minus pairs that fall (Mann 1945); tau = S over the pairs
**     that differ in time, ties corrected (Kendall's b). p two-sided: exact for up to 50 values
**     without ties; else normal with ties in the variance and 1 taken off |S| (Kendall 1975). It
**     uses the order alone, not the errors.
** (5) Undecidable input is false, *out untouched: fewer than two times, a variance that is not
**     positive, coefficients that do not sum to 0, no people. No number is NaN or infinite.
*/
#ifndef CX_TREND_H
#define CX_TREND_H

#include <stdbool.h>
#include <stddef.h>

#define CX_TREND_EXACT 50 /* the most values of an exact Mann-Kendall (4) */

typedef struct cx_trend_point {
  double t, y, v; /* time, value, variance of the value */
} cx_trend_point;

typedef struct cx_trend {
  double value, se, z, p; /* of the slope by unit of time, or of the contrast */
  double level;           /* slope: the fitted value at mean time */
  double mean_time;       /* slope: weighted by 1/V */
} cx_trend;

typedef struct cx_trend_share {
  double chi_square, z, p; /* z has the sign of the trend */
} cx_trend_share;

typedef struct cx_trend_order {
  double s, tau, se, p; /* se: root of the variance of S */
  bool exact;           /* else normal */
} cx_trend_order;

bool cx_trend_slope(const cx_trend_point *point, size_t n, cx_trend *out);             /* (1) */
bool cx_trend_contrast(const cx_trend_point *point, const double *c, size_t n, cx_trend *out);
bool cx_trend_shares(const double *t, const double *x, const double *people, size_t n,
                     cx_trend_share *out);                                             /* (3) */
bool cx_trend_kendall(const double *y, size_t n, cx_trend_order *out);                 /* (4) */

#endif
