/* power.h */
#include "infer/power.h"

#include <assert.h>
#include <math.h>

#include "infer/distribution.h"

static const double MOST = 1e15;      /* (6) */
static const double MOST_MONTHS = 1200; /* (7) */

static double square(double x) { return x * x; }

static double quantile(const cx_power_question *q) {
  assert(q->confidence > 0 && q->confidence < 1);
  return cx_distribution_normal_quantile(0.5 + 0.5 * q->confidence);
}

static double limit(double n) { return n <= MOST ? n : INFINITY; }

/* ---- any metric ---- */

double cx_power_within(const cx_power_question *q, double half) {
  double v = q->variance * q->effect;
  if (v == 0) return 0;
  return half == 0 ? INFINITY : limit(v * square(quantile(q) / half));
}

double cx_power_people(const cx_power_question *q, double change, double power) {
  double v = q->variance * q->effect;
  if (change == 0) return INFINITY;
  if (v == 0) return 0;
  return limit(2 * v * square((quantile(q) + cx_distribution_normal_quantile(power)) / change));
}

double cx_power_of(const cx_power_question *q, double change, double n) {
  double v = q->variance * q->effect;
  if (change == 0) return 0.5 - 0.5 * q->confidence;
  if (v == 0) return 1;
  return cx_distribution_normal(sqrt(n / (2 * v)) * fabs(change) - quantile(q));
}

/* ---- two shares (4) ---- */

/* The error of one person a side without a difference and with it. */
static void share_errors(double x, double y, double *without, double *with) {
  double middle = 0.5 * (x + y);
  *without = sqrt(2 * middle * (1 - middle));
  *with = sqrt(x * (1 - x) + y * (1 - y));
}

double cx_power_share_people(const cx_power_question *q, double x, double y, double power) {
  double without, with;
  share_errors(x, y, &without, &with);
  if (x == y) return INFINITY;
  double reach = quantile(q) * without + cx_distribution_normal_quantile(power) * with;
  return limit(q->effect * square(reach / (x - y)));
}

double cx_power_share_of(const cx_power_question *q, double x, double y, double n) {
  double without, with;
  share_errors(x, y, &without, &with);
  if (x == y) return 0.5 - 0.5 * q->confidence;
  double over = sqrt(n / q->effect) * fabs(x - y) - quantile(q) * without;
  if (with == 0) return over > 0 ? 1 : 0;
  return cx_distribution_normal(over / with);
}

/* ---- means (5) ---- */

double cx_power_mean_of(const cx_power_question *q, double change, double n) {
  double v = q->variance * q->effect;
  assert(n >= 2);
  if (change == 0) return 0.5 - 0.5 * q->confidence;
  if (v == 0) return 1;
  double df = 2 * (n - 1), shift = sqrt(n / (2 * v)) * fabs(change);
  double t = cx_distribution_t_quantile(0.5 + 0.5 * q->confidence, df);
  return cx_distribution_noncentral_t_tail(t, df, shift);
}

double cx_power_mean_people(const cx_power_question *q, double change, double power) {
  double hi = fmax(4, cx_power_people(q, change, power)), lo = 2;
  if (isinf(hi)) return hi;
  if (cx_power_mean_of(q, change, lo) >= power) return lo;
  while (cx_power_mean_of(q, change, hi) < power) lo = hi, hi *= 2;
  for (int i = 0; i < 100 && hi - lo > 1e-12 * hi; i++) {
    double n = 0.5 * (lo + hi);
    if (cx_power_mean_of(q, change, n) >= power) hi = n;
    else lo = n;
  }
  return 0.5 * (lo + hi);
}

/* ---- months (7) ---- */

int cx_power_months(double have, double needed, double a_month) {
  if (needed <= have) return 0;
  if (!(a_month > 0)) return -1;
  double months = ceil((needed - have) / a_month);
  return months <= MOST_MONTHS ? (int)months : -1;
}
