/* link.c - see link.h */
#include "infer/link.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "infer/distribution.h"
#include "infer/order.h"

#define TIE 1e-12
#define ROUNDING 1e-26 /* a mean square of the scaled values that is no more than rounding */
#define MOST_TABLE ((size_t)1 << 26) /* bytes of moments kept; beyond, they are made anew each time */

/* Sums of the pairs of one unit's customers with one unit's staff, or of several units'. */
typedef struct moment {
  double n, x, y, xx, yy, xy, units;
} moment;

typedef struct work {
  size_t units, periods, lags, places; /* places: 2 lags + 1 */
  double *x, *y;                       /* about their mean, the largest in size being 1 before */
  moment *kept;                        /* [(place * units + customers) * units + staff], or NULL */
  bool within;
} work;

/* ---- moments ---- */

static moment count(const work *w, size_t place, size_t u, size_t v) {
  const double *x = w->x + v * w->periods, *y = w->y + u * w->periods;
  ptrdiff_t lag = (ptrdiff_t)place - (ptrdiff_t)w->lags;
  size_t from = lag < 0 ? (size_t)-lag : 0, to = lag > 0 ? w->periods - (size_t)lag : w->periods;
  moment m = {0};
  for (size_t t = from; t < to; t++) {
    double a = x[t], b = y[(size_t)((ptrdiff_t)t + lag)];
    if (isnan(a) || isnan(b)) continue;
    m.n += 1;
    m.x += a;
    m.y += b;
    m.xx += a * a;
    m.yy += b * b;
    m.xy += a * b;
  }
  return m;
}

static moment moment_of(const work *w, size_t place, size_t u, size_t v) {
  return w->kept ? w->kept[(place * w->units + u) * w->units + v] : count(w, place, u, v);
}

/* Takes a unit's pairs in (by = 1) or out (by = -1); within, about their own means (2). */
static void add(moment *sum, moment m, bool within, double by) {
  if (m.n == 0) return;
  if (within) {
    m.xx -= m.x * m.x / m.n;
    m.yy -= m.y * m.y / m.n;
    m.xy -= m.x * m.y / m.n;
    m.x = m.y = 0;
  }
  sum->units += by;
  sum->n += by * m.n;
  sum->x += by * m.x;
  sum->y += by * m.y;
  sum->xx += by * m.xx;
  sum->yy += by * m.yy;
  sum->xy += by * m.xy;
}

/* r of summed moments; false where there is none (2). */
static bool correlate(const work *w, moment m, double *r) {
  *r = 0;
  if (m.n < 3 || (w->within && m.n - m.units < 2)) return false;
  double xx = m.xx - m.x * m.x / m.n, yy = m.yy - m.y * m.y / m.n, xy = m.xy - m.x * m.y / m.n;
  if (!(xx > m.n * ROUNDING) || !(yy > m.n * ROUNDING)) return false;
  *r = xy / sqrt(xx) / sqrt(yy);
  *r = *r > 1 ? 1 : *r < -1 ? -1 : *r;
  return true;
}

/* ---- the panel ---- */

/* A copy about its mean, in units of the largest size. */
static void centre(const double *from, size_t n, double *to) {
  double sum = 0, most = 0, used = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(from[i])) continue;
    used += 1;
    sum += (from[i] - sum) / used; /* a running mean does not overflow */
    if (fabs(from[i]) > most) most = fabs(from[i]);
  }
  double size = most > 0 ? most : 1;
  for (size_t i = 0; i < n; i++) to[i] = isnan(from[i]) ? NAN : from[i] / size - sum / size;
}

static void leave(work *w) {
  free(w->x);
  free(w->y);
  free(w->kept);
}

static bool enter(work *w, const cx_link_panel *panel, const cx_link_options *options) {
  assert(panel->periods > options->lags && panel->units > 0);
  *w = (work){.units = panel->units, .periods = panel->periods, .lags = options->lags,
              .places = 2 * options->lags + 1, .within = options->within};
  size_t n = w->units * w->periods, pairs = w->places * w->units * w->units;
  w->x = calloc(n, sizeof *w->x);
  w->y = calloc(n, sizeof *w->y);
  bool keeps = pairs <= MOST_TABLE / sizeof *w->kept;
  if (keeps) w->kept = malloc(pairs * sizeof *w->kept);
  if (!w->x || !w->y || (keeps && !w->kept)) {
    leave(w);
    return false;
  }
  centre(panel->staff, n, w->x);
  centre(panel->customers, n, w->y);
  for (size_t i = 0; keeps && i < pairs; i++)
    w->kept[i] = count(w, i / w->units / w->units, i / w->units % w->units, i % w->units);
  return true;
}

/* ---- one lag ---- */

/* Which units are meant: those of one stratum, or all. */
typedef struct subset {
  const uint32_t *stratum;
  uint32_t which;
} subset;

static bool is_in(const subset *s, size_t u) { return !s->stratum || s->stratum[u] == s->which; }

static moment sum_up(const work *w, size_t place, const size_t *order, const subset *s) {
  moment sum = {0};
  for (size_t u = 0; u < w->units; u++) {
    if (!is_in(s, u)) continue;
    add(&sum, moment_of(w, place, u, order ? order[u] : u), w->within, 1);
  }
  return sum;
}

/* z of a lag, without one unit where `out` is a unit. */
static bool z_of(const work *w, size_t place, moment sum, size_t out, double *z) {
  double r;
  if (out < w->units) add(&sum, moment_of(w, place, out, out), w->within, -1);
  if (!correlate(w, sum, &r) || fabs(r) > 1 - TIE) return false;
  *z = atanh(r);
  return true;
}

/* Error of leave-outs, summed one by one. */
typedef struct jackknife {
  double n, mean, squares;
} jackknife;

static void leave_out(jackknife *j, double value) {
  double off = value - j->mean;
  j->n += 1;
  j->mean += off / j->n;
  j->squares += off * (value - j->mean);
}

static double error_of(const jackknife *j) { return sqrt((j->n - 1) / j->n * j->squares); }

static double reach_of(double confidence, double df) {
  return cx_distribution_t_quantile(0.5 + 0.5 * confidence, df);
}

/* (3) */
static void bound(const work *w, size_t place, moment sum, const subset *s, double confidence, cx_link_lag *lag) {
  jackknife j = {0};
  double z, left;
  if (sum.units < 3 || !z_of(w, place, sum, w->units, &z)) return;
  for (size_t u = 0; u < w->units; u++) {
    if (!is_in(s, u) || !(moment_of(w, place, u, u).n > 0)) continue;
    if (!z_of(w, place, sum, u, &left)) return;
    leave_out(&j, left);
  }
  double se = error_of(&j);
  if (!(se > 0)) return;
  double reach = reach_of(confidence, sum.units - 1) * se;
  lag->bounded = true;
  lag->se = se;
  lag->low = tanh(z - reach);
  lag->high = tanh(z + reach);
}

static void measure(const work *w, const subset *s, double confidence, cx_link_lag *lag) {
  for (size_t place = 0; place < w->places; place++) {
    moment sum = sum_up(w, place, NULL, s);
    lag[place] = (cx_link_lag){0};
    if (!correlate(w, sum, &lag[place].r)) continue;
    lag[place].defined = true;
    lag[place].pairs = (size_t)sum.n;
    lag[place].units = (size_t)sum.units;
    bound(w, place, sum, s, confidence, &lag[place]);
  }
}

/* ---- permutations (4) (5) ---- */

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The smallest value that the share of values does not pass. */
static double quantile(double *value, uint32_t n, double share) {
  qsort(value, n, sizeof *value, ascending);
  double place = ceil(share * n - 1e-9) - 1;
  return value[place < 0 ? 0 : place >= n ? n - 1 : (size_t)place];
}

/* The largest |r| of an order over the defined lags; counts the lags that reach the observed r. */
static double most_of(const work *w, const size_t *order, const cx_link_lag *lag, double *own) {
  const subset all = {0};
  double most = 0, r;
  for (size_t place = 0; place < w->places; place++) {
    if (!lag[place].defined) continue;
    correlate(w, sum_up(w, place, order, &all), &r);
    own[place] += fabs(r) >= fabs(lag[place].r) - TIE;
    if (fabs(r) > most) most = fabs(r);
  }
  return most;
}

static void conclude(const work *w, const double *most, const double *own, cx_link_lag *lag, cx_link *out) {
  double n = out->orders;
  for (size_t place = 0; place < w->places; place++) {
    if (!lag[place].defined) continue;
    double as_much = 0;
    for (uint32_t i = 0; i < out->orders; i++) as_much += most[i] >= fabs(lag[place].r) - TIE;
    lag[place].p = own[place] / n;
    lag[place].p_family = as_much / n;
  }
  out->p = lag[out->at].p_family;
}

/* The place of the largest |r|; of equals the one nearest to lag 0. */
static bool find_most(const work *w, const cx_link_lag *lag, size_t *at) {
  double most = -1;
  for (size_t step = 0; step < w->places; step++) {
    size_t place = step % 2 ? w->lags + (step + 1) / 2 : w->lags - step / 2;
    if (!lag[place].defined || fabs(lag[place].r) <= most + TIE) continue;
    most = fabs(lag[place].r);
    *at = place;
  }
  return most >= 0;
}

static bool permute(const work *w, const cx_link_options *options, cx_link_lag *lag, cx_link *out) {
  cx_order orders = cx_order_new(w->units, CX_LINK_EXACT, options->permutations, options->seed, options->within);
  double *most = malloc(orders.n * sizeof *most), *own = calloc(w->places, sizeof *own);
  size_t *order = malloc(w->units * sizeof *order);
  bool fine = most && own && order;
  if (fine) {
    for (uint32_t i = 0; i < orders.n; i++) {
      cx_order_make(&orders, i, order);
      most[i] = most_of(w, order, lag, own);
    }
    out->orders = orders.n;
    out->exact = orders.exact;
    conclude(w, most, own, lag, out);
    out->band = quantile(most, orders.n, options->confidence);
  }
  free(most);
  free(own);
  free(order);
  return fine;
}

bool cx_link_make(const cx_link_panel *panel, const cx_link_options *options, cx_link_lag *lag, cx_link *out) {
  const subset all = {0};
  work w;
  if (!enter(&w, panel, options)) return false;
  cx_link made = {0};
  measure(&w, &all, options->confidence, lag);
  made.defined = find_most(&w, lag, &made.at);
  bool fine = !made.defined || permute(&w, options, lag, &made);
  leave(&w);
  if (fine) *out = made;
  return fine;
}

/* ---- who leads (7) ---- */

/* The contrast of lags +l and -l, all sums there. */
static void contrast(const work *w, size_t l, double confidence, cx_link_contrast *out) {
  const subset all = {0};
  size_t plus = w->lags + l, minus = w->lags - l;
  double a, b;
  moment after = sum_up(w, plus, NULL, &all), before = sum_up(w, minus, NULL, &all);
  *out = (cx_link_contrast){0};
  if (!z_of(w, plus, after, w->units, &a) || !z_of(w, minus, before, w->units, &b)) return;
  double value = a - b;
  jackknife j = {0};
  for (size_t u = 0; u < w->units; u++) {
    if (!(moment_of(w, plus, u, u).n + moment_of(w, minus, u, u).n > 0)) continue;
    if (!z_of(w, plus, after, u, &a) || !z_of(w, minus, before, u, &b)) return;
    leave_out(&j, a - b);
  }
  double se = j.n < 3 ? 0 : error_of(&j);
  if (!(se > 0)) return;
  double reach = reach_of(confidence, j.n - 1) * se;
  *out = (cx_link_contrast){.defined = true, .value = value, .se = se, .low = value - reach, .high = value + reach,
                            .p = 2 * cx_distribution_t(-fabs(value / se), j.n - 1)};
}

bool cx_link_lead(const cx_link_panel *panel, const cx_link_options *options, cx_link_contrast *lead) {
  work w;
  if (!enter(&w, panel, options)) return false;
  for (size_t l = 1; l <= w.lags; l++) contrast(&w, l, options->confidence, &lead[l - 1]);
  leave(&w);
  return true;
}

/* ---- strata (8) ---- */

/* The largest difference of two strata's r, of one lag or over all, and its place. */
static double spread_of(const work *w, const uint32_t *stratum, size_t strata, size_t only, size_t *at) {
  double most = 0;
  for (size_t place = 0; place < w->places; place++) {
    if (only != CX_LINK_ALL && place != only) continue;
    double low = 2, high = -2, r;
    for (size_t g = 0; g < strata; g++) {
      const subset s = {stratum, (uint32_t)g};
      if (!correlate(w, sum_up(w, place, NULL, &s), &r)) continue;
      low = r < low ? r : low;
      high = r > high ? r : high;
    }
    if (high - low > most + TIE) {
      most = high - low;
      if (at) *at = place;
    }
  }
  return most;
}

/* The units that have a stratum; their number. */
static size_t gather(const uint32_t *stratum, size_t units, size_t strata, size_t *member) {
  size_t n = 0;
  for (size_t u = 0; u < units; u++)
    if (stratum[u] < strata) member[n++] = u;
  return n;
}

static bool shuffle(const work *w, const cx_link_options *options, const uint32_t *stratum, size_t strata, size_t only,
                    cx_link *out) {
  uint32_t *label = malloc(w->units * sizeof *label);
  size_t *order = malloc(w->units * sizeof *order), *member = malloc(w->units * sizeof *member);
  bool fine = label && order && member;
  if (fine) {
    size_t n = gather(stratum, w->units, strata, member);
    cx_order orders = cx_order_new(n, CX_LINK_EXACT, options->permutations, options->seed, 2 + (uint64_t)options->within);
    double observed = spread_of(w, stratum, strata, only, &out->at), as_much = 0;
    for (size_t u = 0; u < w->units; u++) label[u] = stratum[u];
    for (uint32_t i = 0; i < orders.n; i++) {
      cx_order_make(&orders, i, order);
      for (size_t k = 0; k < n; k++) label[member[k]] = stratum[member[order[k]]];
      as_much += spread_of(w, label, strata, only, NULL) >= observed - TIE;
    }
    out->defined = observed > 0;
    out->orders = orders.n;
    out->exact = orders.exact;
    out->p = as_much / orders.n;
  }
  free(label);
  free(order);
  free(member);
  return fine;
}

bool cx_link_moderate(const cx_link_panel *panel, const cx_link_options *options, const uint32_t *stratum,
                      size_t strata, size_t only, cx_link_lag *lag, cx_link *out) {
  work w;
  if (!enter(&w, panel, options)) return false;
  cx_link made = {.at = only == CX_LINK_ALL ? w.lags : only};
  for (size_t g = 0; g < strata; g++) {
    const subset s = {stratum, (uint32_t)g};
    measure(&w, &s, options->confidence, lag + g * w.places);
  }
  bool fine = shuffle(&w, options, stratum, strata, only, &made);
  leave(&w);
  if (fine) *out = made;
  return fine;
}

/* ---- reliability (9) ---- */

/* The x of a probability of F with d1 and d2. */
static double f_quantile(double p, double d1, double d2) {
  double x = cx_distribution_beta_quantile(p, d1 / 2, d2 / 2);
  return x >= 1 ? HUGE_VAL : d2 * x / (d1 * (1 - x));
}

static double icc1(double f, double k) { return (f - 1) / (f + k - 1); }

void cx_link_icc(const double *n, const double *mean, const double *squares, size_t groups, double confidence,
                 cx_link_reliability *out) {
  double all = 0, sum = 0, n2 = 0, used = 0, within = 0, between = 0;
  *out = (cx_link_reliability){0};
  for (size_t i = 0; i < groups; i++) {
    if (!(n[i] > 0)) continue;
    all += n[i];
    sum += n[i] * mean[i];
    n2 += n[i] * n[i];
    within += squares[i];
    used += 1;
  }
  if (used < 2 || all <= used) return;
  for (size_t i = 0; i < groups; i++)
    if (n[i] > 0) between += n[i] * (mean[i] - sum / all) * (mean[i] - sum / all);
  double d1 = used - 1, d2 = all - used, msb = between / d1, msw = within / d2, k = (all - n2 / all) / d1;
  if (!(msw > 0) || !(msb > 0) || !isfinite(msb / msw)) return;
  double f = msb / msw, tail = (1 - confidence) / 2;
  double low = f / f_quantile(1 - tail, d1, d2), high = f * f_quantile(1 - tail, d2, d1);
  if (!isfinite(high) || !(low > 0)) return;
  *out = (cx_link_reliability){.defined = true, .k = k, .icc1 = icc1(f, k), .icc1_low = icc1(low, k),
                               .icc1_high = icc1(high, k), .icc2 = 1 - 1 / f, .icc2_low = 1 - 1 / low,
                               .icc2_high = 1 - 1 / high};
}
