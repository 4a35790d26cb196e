/* trend.c - see trend.h */
#include "infer/trend.h"

#include <math.h>
#include <string.h>

#include "infer/distribution.h"

static double two_sided(double z) { return 2 * cx_distribution_normal(-fabs(z)); }

static bool usable(const cx_trend_point *point, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (!(point[i].v > 0) || !isfinite(point[i].v) || !isfinite(point[i].y) || !isfinite(point[i].t))
      return false; /* (5) */
  return n >= 2;
}

/* Sums of squares around the weighted means. */
static void spread(const cx_trend_point *point, size_t n, long double t, long double y,
                   long double *tt, long double *ty) {
  *tt = *ty = 0;
  for (size_t i = 0; i < n; i++) {
    long double w = 1 / (long double)point[i].v;
    *tt += w * (point[i].t - t) * (point[i].t - t);
    *ty += w * (point[i].t - t) * (point[i].y - y);
  }
}

bool cx_trend_slope(const cx_trend_point *point, size_t n, cx_trend *out) {
  if (!usable(point, n)) return false;
  long double w = 0, t = 0, y = 0, tt, ty;
  for (size_t i = 0; i < n; i++) {
    w += 1 / (long double)point[i].v;
    t += point[i].t / (long double)point[i].v;
    y += point[i].y / (long double)point[i].v;
  }
  spread(point, n, t / w, y / w, &tt, &ty);
  double slope = (double)(ty / tt), se = (double)(1 / sqrtl(tt));
  if (!(tt > 0) || !isfinite(slope) || !isfinite(se)) return false; /* one time only (5) */
  double z = slope / se;
  *out = (cx_trend){slope, se, z, two_sided(z), (double)(y / w), (double)(t / w)};
  return true;
}

bool cx_trend_contrast(const cx_trend_point *point, const double *c, size_t n, cx_trend *out) {
  if (!usable(point, n)) return false;
  long double sum = 0, size = 0, value = 0, variance = 0;
  for (size_t i = 0; i < n; i++) {
    sum += c[i];
    size += fabsl((long double)c[i]);
    value += (long double)c[i] * point[i].y;
    variance += (long double)c[i] * c[i] * point[i].v;
  }
  if (!(size > 0) || fabsl(sum) > 1e-9L * size || !(variance > 0)) return false; /* (2) (5) */
  double se = (double)sqrtl(variance), z = (double)value / se;
  *out = (cx_trend){.value = (double)value, .se = se, .z = z, .p = two_sided(z)};
  return true;
}

bool cx_trend_shares(const double *t, const double *x, const double *people, size_t n,
                     cx_trend_share *out) {
  long double all = 0, had = 0, nt = 0, squares = 0, sum = 0;
  for (size_t i = 0; i < n; i++) {
    if (!(people[i] >= 0) || !(x[i] >= 0) || x[i] > people[i] || !isfinite(t[i])) return false;
    all += people[i];
    had += x[i];
    nt += (long double)people[i] * t[i];
  }
  if (!(all > 0)) return false;
  long double share = had / all, mean = nt / all;
  for (size_t i = 0; i < n; i++) {
    squares += people[i] * (t[i] - mean) * (t[i] - mean);
    sum += (t[i] - mean) * x[i]; /* the same T: sum (t - mean)(x - n P) */
  }
  if (!(squares > 0)) return false; /* one time only */
  long double variance = share * (1 - share) * squares;
  double z = variance > 0 ? (double)(sum / sqrtl(variance)) : 0; /* (3) */
  *out = (cx_trend_share){z * z, z, two_sided(z)};
  return true;
}

/* ---- Mann-Kendall (4) ---- */

static double sign(double x) { return (x > 0) - (x < 0); }

/* Values equal to y[i]: how many; 0 when one of them stood before i. */
static double run_of(const double *y, size_t n, size_t i) {
  double run = 0;
  for (size_t j = 0; j < n; j++) {
    if (y[j] != y[i]) continue;
    if (j < i) return 0;
    run++;
  }
  return run;
}

/* P(inversions <= most) of a random order of n <= CX_TREND_EXACT values: each value adds 0 to i
** inversions with equal chances. Sums of positive terms alone, so that small chances keep their
** digits. */
static double at_most(size_t n, size_t most) {
  enum { SIZE = CX_TREND_EXACT * (CX_TREND_EXACT - 1) / 2 + 1 };
  double chance[SIZE] = {1}, next[SIZE], sum = 0;
  size_t top = 0;
  for (size_t i = 1; i < n; i++) {
    for (size_t k = 0; k <= top + i && k <= most; k++) {
      next[k] = 0;
      for (size_t j = k > i ? k - i : 0; j <= k && j <= top; j++) next[k] += chance[j];
      next[k] /= (double)(i + 1);
    }
    top += i;
    memcpy(chance, next, ((top < most ? top : most) + 1) * sizeof *chance);
  }
  for (size_t k = 0; k <= most && k <= top; k++) sum += chance[k];
  return sum;
}

static double order_p(double s, size_t n, double se, bool exact) {
  if (!exact) return se > 0 && s != 0 ? fmin(1, two_sided((fabs(s) - 1) / se)) : 1;
  double pairs = (double)n * (double)(n - 1) / 2;
  return fmin(1, 2 * at_most(n, (size_t)((pairs - fabs(s)) / 2)));
}

bool cx_trend_kendall(const double *y, size_t n, cx_trend_order *out) {
  if (n < 2) return false;
  double s = 0, pairs = (double)n * (double)(n - 1) / 2, tied = 0;
  double variance = (double)n * (double)(n - 1) * (2 * (double)n + 5);
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(y[i])) return false;
    for (size_t j = i + 1; j < n; j++) s += sign(y[j] - y[i]);
    double run = run_of(y, n, i);
    tied += run > 1 ? run * (run - 1) / 2 : 0;
    variance -= run > 1 ? run * (run - 1) * (2 * run + 5) : 0;
  }
  double differ = sqrt(pairs) * sqrt(pairs - tied), se = sqrt(fmax(0, variance) / 18);
  bool exact = tied == 0 && n <= CX_TREND_EXACT;
  *out = (cx_trend_order){s, differ > 0 ? s / differ : 0, se, order_p(s, n, se, exact), exact};
  return true;
}
