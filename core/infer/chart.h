/*
** chart.h - control charts: whether a point is a signal or only noise
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      values in time order with their errors; the baseline, first and last point.
** Out:     centre, limits of each point, signals.
** Owns:    nothing, allocates nothing.
**
** (1) The baseline is frozen: centre, sigma_z and mean moving range come from its points alone,
**     limits are laid over all points.
** (2) Laney p' for any metric with a known error (Laney 2002): z = (y - centre)/se, sigma_z = mean
**     |z_t - z_(t-1)| / 1.128, limits centre +- 3 se sigma_z. The centre is the mean of the
**     baseline by weight.
** (3) Pooled errors: se = sqrt(v/n) with v the variance of one answer in the whole baseline,
**     within rounds and between them. For shares v is P(1 - P), so this is the p chart's own.
** (4) XmR: centre +- 2.66 times the mean moving range; a range above 3.267 times it is a signal.
** (5) Rules: a point beyond its limits; eight in a row on one side of the centre, marked from the
**     eighth on. A point on the centre ends a row.
** (6) A baseline of fewer than two points, an error that is not positive: false, *out untouched.
** (7) Change at an event: mean after minus mean before, each by weights 1/se^2 (XmR: plain), with
**     the errors times the larger of 1 and sigma_z (XmR: mean moving range/1.128).
*/
#ifndef CX_CHART_H
#define CX_CHART_H

#include <stdbool.h>
#include <stddef.h>

#define CX_CHART_ROW 8 /* points in a row on one side (5) */

typedef struct cx_chart_point {
  double y, se, weight;          /* in: value, error (Laney), weight in the centre */
  double low, high;              /* out: limits */
  double range;                  /* out: |y - y before|, 0 for the first */
  bool above, below;             /* out: beyond its limits */
  bool row;                      /* out: the eighth or later of a row */
  bool jump;                     /* out, XmR: its range is beyond the limit */
} cx_chart_point;

typedef struct cx_chart {
  double centre;
  double sigma;       /* Laney: sigma_z; XmR: mean moving range/1.128 */
  double range;       /* XmR: mean moving range */
  double range_limit; /* XmR */
  size_t signals;     /* points with at least one */
} cx_chart;

typedef struct cx_chart_change {
  double before, after, difference, se, z, p;
} cx_chart_change;

/* Sets se and weight of all points from n and the variance of one answer (3); from and to count
** from 0, both in the baseline. */
bool cx_chart_pool(cx_chart_point *point, size_t n_points, const double *n, const double *spread,
                   size_t from, size_t to);

bool cx_chart_laney(cx_chart_point *point, size_t n, size_t from, size_t to, cx_chart *out);
bool cx_chart_xmr(cx_chart_point *point, size_t n, size_t from, size_t to, cx_chart *out);

/* (7): the points before `at` against those from it on; errors of Laney or, se not used, XmR. */
bool cx_chart_event(const cx_chart_point *point, size_t n, size_t at, const cx_chart *chart,
                    bool xmr, cx_chart_change *out);

#endif
