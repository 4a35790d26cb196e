/* interval.h */
#include "infer/interval.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

#include "infer/distribution.h"

#define TWO "a metric of two scores"
#define THREE "a metric of three equally spaced scores"

/* One row a method: how it is called, what scores it needs. */
static const struct {
  const char *name, *needs;
  bool two, net, many;
} METHOD[] = {
    [CX_METHOD_AUTO] = {"auto", "any metric", true, true, true},
    [CX_METHOD_ADJUSTED_WALD] = {"adjusted Wald", THREE, false, true, false},
    [CX_METHOD_SCORE] = {"score", THREE, false, true, false},
    [CX_METHOD_WILSON] = {"Wilson", TWO, true, false, false},
    [CX_METHOD_WILSON_SURVEY] = {"Wilson survey", TWO, true, false, false},
    [CX_METHOD_BETA] = {"Korn-Graubard beta", TWO, true, false, false},
    [CX_METHOD_LOGIT] = {"logit", TWO, true, false, false},
    [CX_METHOD_ARCSINE] = {"arcsine", TWO, true, false, false},
    [CX_METHOD_LIKELIHOOD] = {"likelihood", TWO, true, false, false},
    [CX_METHOD_T] = {"t", "any metric", true, true, true},
    [CX_METHOD_WALD] = {"Wald", "any metric", true, true, true},
    [CX_METHOD_EQUAL] = {"equal answers", "any metric", true, true, true},
};

const char *cx_interval_name(cx_method method) { return METHOD[method].name; }

const char *cx_interval_needs(cx_method method) { return METHOD[method].needs; }

static char fold(char c) {
  if (c == '-' || c == '_') return ' ';
  return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool same(const char *a, const char *b) {
  while (*a && fold(*a) == fold(*b)) a++, b++;
  return fold(*a) == fold(*b);
}

bool cx_interval_named(const char *name, cx_method *out) {
  if (same(name, "beta")) name = METHOD[CX_METHOD_BETA].name;
  for (int i = CX_METHOD_AUTO; i < CX_METHOD_EQUAL; i++) {
    if (!same(name, METHOD[i].name)) continue;
    *out = (cx_method)i;
    return true;
  }
  return false;
}

bool cx_interval_fits(cx_method method, cx_scoring scoring) {
  switch (scoring) {
    case CX_SCORING_TWO: return METHOD[method].two;
    case CX_SCORING_NET: return METHOD[method].net;
    case CX_SCORING_MANY: return METHOD[method].many;
    case CX_SCORING_ONE: break;
  }
  return true;
}

cx_level cx_interval_level(double confidence, double df) {
  assert(confidence > 0 && confidence < 1);
  double p = 0.5 + 0.5 * confidence;
  return (cx_level){
      .confidence = confidence,
      .z = cx_distribution_normal_quantile(p),
      .t = df >= 1 ? cx_distribution_t_quantile(p, df) : 0,
      .df = df >= 1 ? df : 0,
  };
}

static double clamp(double x, double low, double high) {
  return x < low ? low : x > high ? high : x;
}

/* ---- three equally spaced scores ---- */

/* (1) (3) (10) */
static double quantile_of(const cx_moments *m, const cx_level *level) {
  return m->designed ? level->t : level->z;
}

/* (1) */
static void adjust(const cx_moments *m, const cx_level *level, cx_interval *out) {
  double z = quantile_of(m, level);
  double half = 0.5 * (m->highest - m->lowest), middle = m->lowest + half;
  double e = (m->value - middle) / half, spread = m->spread / (half * half);
  double n = m->n_star + 3, centre = m->n_star * e / n;
  /* p + d - centre^2 of the n answers, rearranged so that nothing is subtracted */
  double se = sqrt((m->n_star * (spread + 3 * e * e / n) + 1.5) / n / n);
  out->centre = middle + half * centre;
  out->se = half * se;
  out->low = clamp(middle + half * (centre - z * se), m->lowest, m->value);
  out->high = clamp(middle + half * (centre + z * se), m->value, m->highest);
}

double cx_interval_score_test(double e, double moved, double n, double v, double *variance) {
  double up = 0.5 * (moved + e), down = fmax(0, 0.5 * (moved - e));
  double b = -up - down + (2 - up + down) * v;
  double c = -down * v * (1 - v);
  double fitted = 0.25 * (sqrt(fmax(0, b * b - 8 * c)) - b); /* share of the lowest under v */
  double under = fmax(0, 2 * fitted + v * (1 - v));
  if (variance) *variance = under;
  if (e == v) return 0;
  return under > 0 ? sqrt(n / under) * (e - v) : e > v ? INFINITY : -INFINITY;
}

/* The last v between e (not rejected) and edge that the test does not reject. */
static double reach(double e, double moved, double n, double z, double edge) {
  if (fabs(cx_interval_score_test(e, moved, n, edge, NULL)) <= z) return edge;
  double in = e, out = edge;
  for (int i = 0; i < 200; i++) {
    double v = 0.5 * (in + out);
    if (v == in || v == out) break;
    if (fabs(cx_interval_score_test(e, moved, n, v, NULL)) <= z) in = v;
    else out = v;
  }
  return in;
}

/* The middle of low and high, and the error that would lead there. */
static void centre_on_middle(const cx_level *level, cx_interval *out) {
  out->centre = out->low + 0.5 * (out->high - out->low);
  out->se = 0.5 * fmax(0, out->high - out->low) / level->z;
}

/* (2) */
static void score(const cx_moments *m, const cx_level *level, cx_interval *out) {
  double half = 0.5 * (m->highest - m->lowest), middle = m->lowest + half;
  double e = clamp((m->value - middle) / half, -1, 1), moved = m->spread / (half * half) + e * e;
  out->low = middle + half * reach(e, moved, m->n_star, level->z, -1);
  out->high = middle + half * reach(e, moved, m->n_star, level->z, 1);
  centre_on_middle(level, out);
}

/* ---- two scores ---- */

/* (3) with n people and quantile z. */
static void wilson(const cx_moments *m, double n, double z, cx_interval *out) {
  double width = m->highest - m->lowest;
  double x = clamp((m->value - m->lowest) / width, 0, 1);
  double centre = (n * x + 0.5 * z * z) / (n + z * z);
  double half = z * sqrt(n * x * (1 - x) + 0.25 * z * z) / (n + z * z);
  out->centre = m->lowest + width * centre;
  out->se = width * half / z;
  out->low = x == 0 ? m->lowest : m->lowest + width * fmax(0, centre - half);
  out->high = x == 1 ? m->highest : m->lowest + width * fmin(1, centre + half);
  out->n = n;
}

/* The people of (4): those of n*, less the small-sample factor of the linearised error. */
static double survey_n(const cx_moments *m) {
  return m->equal || m->designed || m->design_n <= 1 ? m->n_star : m->n_star * ((m->design_n - 1) / m->design_n);
}

#define MOST_BETA 1e9 /* people of a beta: its fraction takes as many steps as the root of them */

/* (5) */
static void korn_graubard(const cx_moments *m, const cx_level *level, cx_interval *out) {
  double width = m->highest - m->lowest, n = survey_n(m), tail = 0.5 - 0.5 * level->confidence;
  if (m->designed && m->rows_t > 0) n *= (m->rows_t / level->t) * (m->rows_t / level->t); /* (10) */
  n = fmin(n, MOST_BETA);
  double x = clamp((m->value - m->lowest) / width, 0, 1);
  double low = x == 0 ? 0 : cx_distribution_beta_quantile(tail, n * x, n * (1 - x) + 1);
  double high = x == 1 ? 1 : 1 - cx_distribution_beta_quantile(tail, n * (1 - x), n * x + 1);
  out->low = m->lowest + width * low;
  out->high = m->lowest + width * high;
  out->n = n;
  centre_on_middle(level, out);
}

/* ---- two scores, by a curve (11) (12) ---- */

static void logit(double x, double se, double t, double *low, double *high) {
  double at = log(x / (1 - x)), half = t * se / (x * (1 - x));
  *low = 1 / (1 + exp(half - at));
  *high = 1 / (1 + exp(-half - at));
}

static void arcsine(double x, double se, double t, double *low, double *high) {
  double right = asin(1), at = asin(sqrt(x)), half = t * se / (2 * sqrt(x * (1 - x)));
  double from = sin(clamp(at - half, 0, right)), to = sin(clamp(at + half, 0, right));
  *low = from * from;
  *high = to * to;
}

/* How far below x, in log odds, the share is whose divergence is k; other = 1 - x. The divergence at d is
** x d + log(1 + x (exp(-d) - 1)): convex, so that Newton's steps come from above after the first. */
static double depth(double x, double other, double k) {
  double d = sqrt(2 * k / x / other);
  for (int i = 0; i < 60; i++) {
    double lost = expm1(-d), left = other + x * exp(-d);
    double fallen = d < 1 ? log1p(x * lost) : log(left); /* the same, each where it loses nothing */
    double step = (x * d + fallen - k) * left / (-x * other * lost);
    d -= step;
    if (!(fabs(step) > 1e-15 * d)) break;
  }
  return d;
}

double cx_interval_divergence(double x, double v) {
  if (v <= 0 || v >= 1) return INFINITY;
  return -x * log1p((v - x) / x) - (1 - x) * log1p((x - v) / (1 - x));
}

/* (12) */
static double likelihood_n(const cx_moments *m, double x, double se) {
  return x * (1 - x) / (se * se) * (m->n > 1 ? (m->n - 1) / m->n : 1);
}

static void likelihood(double x, double n, double t, double *low, double *high) {
  double k = 0.5 * t * t / n, other = 1 - x, down = exp(-depth(x, other, k)), up = exp(-depth(other, x, k));
  *low = x * down / (other + x * down);
  *high = x / (x + other * up);
}

static void curve(const cx_moments *m, const cx_level *level, cx_interval *out) {
  double width = m->highest - m->lowest, x = clamp((m->value - m->lowest) / width, 0, 1);
  double low = x, high = x, se = m->se / width;
  /* A share so near the end that it rounds to it has no room to curve. */
  bool inside = x > 0 && x < 1;
  if (inside && out->method == CX_METHOD_LIKELIHOOD) {
    if (se > 1e-100) likelihood(x, out->n = likelihood_n(m, x, se), level->t, &low, &high);
  } else if (inside) {
    (out->method == CX_METHOD_LOGIT ? logit : arcsine)(x, se, level->t, &low, &high);
  }
  out->low = m->lowest + width * low;
  out->high = m->lowest + width * high;
  centre_on_middle(level, out);
  out->se *= level->z / level->t;
}

/* ---- any scores ---- */

/* (6) */
static void straight(const cx_moments *m, double quantile, double se, cx_interval *out) {
  out->centre = m->value;
  out->se = se;
  out->low = m->value - quantile * se;
  out->high = m->value + quantile * se;
}

/* (8): z^2/(n + z^2) is what Wilson leaves beside a share of 1. */
static void equal(const cx_moments *m, const cx_level *level, cx_interval *out) {
  double rest = level->z * level->z / (m->n_star + level->z * level->z);
  out->low = m->value - rest * (m->value - m->lowest);
  out->high = m->value + rest * (m->highest - m->value);
  centre_on_middle(level, out);
}

static bool is_curve(cx_method method) {
  return method == CX_METHOD_LOGIT || method == CX_METHOD_ARCSINE || method == CX_METHOD_LIKELIHOOD;
}

/* (8) (9) (11) (12) */
static cx_method choose(const cx_moments *m, cx_method method, const cx_level *level) {
  if (m->scoring == CX_SCORING_ONE) return CX_METHOD_EQUAL;
  bool needs_t = method == CX_METHOD_T || method == CX_METHOD_WILSON_SURVEY || is_curve(method) || m->designed;
  if (needs_t && level->df < 1) return CX_METHOD_EQUAL;
  if (is_curve(method) && !(m->value > m->lowest && m->value < m->highest)) return CX_METHOD_EQUAL;
  if (method != CX_METHOD_AUTO) return method;
  if (m->scoring == CX_SCORING_TWO) return CX_METHOD_WILSON;
  if (m->scoring == CX_SCORING_NET) return CX_METHOD_ADJUSTED_WALD;
  return m->equal || level->df < 1 ? CX_METHOD_EQUAL : CX_METHOD_T;
}

void cx_interval_make(const cx_moments *m, cx_method method, const cx_level *level,
                      cx_interval *out) {
  assert(cx_interval_fits(method, m->scoring) && m->n_star > 0);
  *out = (cx_interval){.method = choose(m, method, level), .n = m->n_star};
  switch (out->method) {
    case CX_METHOD_ADJUSTED_WALD: adjust(m, level, out); break;
    case CX_METHOD_SCORE: score(m, level, out); break;
    case CX_METHOD_WILSON: wilson(m, m->n_star, quantile_of(m, level), out); break;
    case CX_METHOD_WILSON_SURVEY: wilson(m, survey_n(m), level->t, out); break;
    case CX_METHOD_BETA: korn_graubard(m, level, out); break;
    case CX_METHOD_LOGIT:
    case CX_METHOD_ARCSINE:
    case CX_METHOD_LIKELIHOOD: curve(m, level, out); break;
    case CX_METHOD_T: straight(m, level->t, m->se, out); break;
    case CX_METHOD_WALD: straight(m, level->z, sqrt(m->spread / m->n_star), out); break;
    case CX_METHOD_AUTO:
    case CX_METHOD_EQUAL: equal(m, level, out); break;
  }
  out->low = fmin(out->low, m->value);
  out->high = fmax(out->high, m->value);
  bool straight_t = out->method == CX_METHOD_T || out->method == CX_METHOD_WILSON_SURVEY;
  bool designed_t = m->designed && (out->method == CX_METHOD_ADJUSTED_WALD || out->method == CX_METHOD_WILSON);
  if (straight_t || designed_t || is_curve(out->method)) out->df = level->df;
}
