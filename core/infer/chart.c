/* chart.c - see chart.h */
#include "infer/chart.h"

#include <math.h>

#include "infer/distribution.h"

static const double RANGE_TO_SIGMA = 1.128;  /* mean range of two normal values */
static const double RANGE_TO_LIMIT = 2.66;   /* 3/1.128 */
static const double RANGE_TO_RANGE = 3.267;

static bool is_baseline(size_t n, size_t from, size_t to) { return to < n && from < to; } /* (6) */

/* The mean of the baseline by weight. */
static bool centre_of(const cx_chart_point *point, size_t from, size_t to, double *out) {
  long double w = 0, wy = 0;
  for (size_t i = from; i <= to; i++) {
    w += point[i].weight;
    wy += (long double)point[i].weight * point[i].y;
  }
  if (!(w > 0)) return false;
  *out = (double)(wy / w);
  return isfinite(*out);
}

bool cx_chart_pool(cx_chart_point *point, size_t n_points, const double *n, const double *spread,
                   size_t from, size_t to) {
  if (!is_baseline(n_points, from, to)) return false;
  for (size_t i = 0; i < n_points; i++) {
    if (!(n[i] > 0)) return false;
    point[i].weight = n[i];
  }
  double centre;
  if (!centre_of(point, from, to, &centre)) return false;
  long double all = 0, squares = 0;
  for (size_t i = from; i <= to; i++) {
    long double off = (long double)point[i].y - centre;
    all += n[i];
    squares += n[i] * (spread[i] + off * off);
  }
  double variance = (double)(squares / all);
  if (!(variance > 0) || !isfinite(variance)) return false;
  for (size_t i = 0; i < n_points; i++) point[i].se = sqrt(variance / n[i]); /* (3) */
  return true;
}

/* ---- rules (5) ---- */

static void mark(cx_chart_point *point, size_t n, cx_chart *chart) {
  size_t row = 0;
  int side = 0;
  chart->signals = 0;
  for (size_t i = 0; i < n; i++) {
    cx_chart_point *p = &point[i];
    int now = (p->y > chart->centre) - (p->y < chart->centre);
    row = now != 0 && now == side ? row + 1 : now != 0;
    side = now;
    p->above = p->y > p->high;
    p->below = p->y < p->low;
    p->row = row >= CX_CHART_ROW;
    chart->signals += p->above || p->below || p->row || p->jump;
  }
}

bool cx_chart_laney(cx_chart_point *point, size_t n, size_t from, size_t to, cx_chart *out) {
  cx_chart chart = {0};
  if (!is_baseline(n, from, to) || !centre_of(point, from, to, &chart.centre)) return false;
  for (size_t i = 0; i < n; i++)
    if (!(point[i].se > 0) || !isfinite(point[i].y) || !isfinite(point[i].se)) return false; /* (6) */
  long double sum = 0;
  for (size_t i = from + 1; i <= to; i++) {
    double z = (point[i].y - chart.centre) / point[i].se;
    sum += fabs(z - (point[i - 1].y - chart.centre) / point[i - 1].se);
  }
  chart.sigma = (double)(sum / (to - from)) / RANGE_TO_SIGMA;
  for (size_t i = 0; i < n; i++) {
    double reach = 3 * point[i].se * chart.sigma;
    point[i].low = chart.centre - reach;
    point[i].high = chart.centre + reach;
    point[i].range = i > 0 ? fabs(point[i].y - point[i - 1].y) : 0;
    point[i].jump = false;
  }
  mark(point, n, &chart);
  *out = chart;
  return true;
}

bool cx_chart_xmr(cx_chart_point *point, size_t n, size_t from, size_t to, cx_chart *out) {
  if (!is_baseline(n, from, to)) return false;
  long double sum = 0, ranges = 0;
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(point[i].y)) return false;
    point[i].range = i > 0 ? fabs(point[i].y - point[i - 1].y) : 0;
    if (i >= from && i <= to) sum += point[i].y;
    if (i > from && i <= to) ranges += point[i].range;
  }
  cx_chart chart = {.centre = (double)(sum / (to - from + 1)), .range = (double)(ranges / (to - from))};
  chart.sigma = chart.range / RANGE_TO_SIGMA;
  chart.range_limit = RANGE_TO_RANGE * chart.range;
  for (size_t i = 0; i < n; i++) {
    point[i].low = chart.centre - RANGE_TO_LIMIT * chart.range;
    point[i].high = chart.centre + RANGE_TO_LIMIT * chart.range;
    point[i].jump = i > 0 && point[i].range > chart.range_limit;
  }
  mark(point, n, &chart);
  *out = chart;
  return true;
}

/* ---- events (7) ---- */

/* Mean of a stretch and the variance of that mean. */
static double stretch(const cx_chart_point *point, size_t from, size_t to, bool xmr, double *variance) {
  long double w = 0, wy = 0;
  for (size_t i = from; i < to; i++) {
    long double weight = xmr ? 1 : 1 / ((long double)point[i].se * point[i].se);
    w += weight;
    wy += weight * point[i].y;
  }
  *variance = (double)(1 / w);
  return (double)(wy / w);
}

bool cx_chart_event(const cx_chart_point *point, size_t n, size_t at, const cx_chart *chart,
                    bool xmr, cx_chart_change *out) {
  if (at == 0 || at >= n) return false;
  double a, b, factor = xmr ? chart->sigma : fmax(1, chart->sigma);
  double before = stretch(point, 0, at, xmr, &a), after = stretch(point, at, n, xmr, &b);
  double se = factor * sqrt(a + b), difference = after - before;
  if (!(se > 0) || !isfinite(se)) return false;
  double z = difference / se;
  *out = (cx_chart_change){before, after, difference, se, z, 2 * cx_distribution_normal(-fabs(z))};
  return true;
}
