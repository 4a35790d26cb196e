/* compare.h */
#include "infer/compare.h"

#include <assert.h>
#include <math.h>

#include "infer/distribution.h"

/* One row a method: how it is called, what scores it serves, whether it can be asked for. */
static const struct {
  const char *name;
  bool two, net, many, asked;
} METHOD[] = {
    [CX_COMPARE_AUTO] = {"auto", true, true, true, true},
    [CX_COMPARE_ADJUSTED] = {"adjusted Wald", false, true, false, true},
    [CX_COMPARE_SCORE] = {"score", true, false, false, true},
    [CX_COMPARE_NEWCOMBE] = {"Newcombe", true, false, false, true},
    [CX_COMPARE_WALD] = {"Wald", true, false, false, true},
    [CX_COMPARE_WELCH] = {"Welch t", true, true, true, true},
    [CX_COMPARE_LINEAR] = {"linearised t", true, true, true, true},
    [CX_COMPARE_PAIRED] = {"paired t", true, true, true, false},
    [CX_COMPARE_EQUAL] = {"equal answers", true, true, true, false},
};

const char *cx_compare_name(cx_compare_method method) { return METHOD[method].name; }

const char *cx_compare_effect_name(cx_effect effect) {
  static const char *const NAME[] = {NULL, "standardised difference", "Cohen's h",
                                     "standardised difference of pairs"};
  return NAME[effect];
}

static char fold(char c) { return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); }

bool cx_compare_named(const char *name, cx_compare_method *out) {
  for (int i = CX_COMPARE_AUTO; i <= CX_COMPARE_LINEAR; i++) {
    const char *a = name, *b = METHOD[i].name;
    while (*a && fold(*a) == fold(*b)) a++, b++;
    if (*a || *b) continue;
    *out = (cx_compare_method)i;
    return true;
  }
  return false;
}

/* ---- sides ---- */

/* What scores an estimate was made of, as its automatic method tells. */
static cx_scoring scoring_of(const cx_estimate *e) {
  if (e->method == CX_METHOD_WILSON) return CX_SCORING_TWO;
  if (e->method == CX_METHOD_ADJUSTED_WALD) return CX_SCORING_NET;
  return CX_SCORING_MANY;
}

bool cx_compare_fits(cx_compare_method method, const cx_estimate *estimate) {
  if (!estimate->defined) return true;
  switch (scoring_of(estimate)) {
    case CX_SCORING_TWO: return METHOD[method].two;
    case CX_SCORING_NET: return METHOD[method].net;
    default: return METHOD[method].many;
  }
}

/* What one side brings to a difference; df 0 means that its variance counts as known. */
typedef struct side {
  double centre, variance, df;
  bool stands_in; /* (6) */
} side;

static double square(double x) { return x * x; }

/* (1) (6) (11) */
static side interval_side(const cx_estimate *e) {
  return (side){e->centre, square(e->centre_se), e->df, false};
}

/* (6) */
static side loose_side(const cx_estimate *e) {
  side s = interval_side(e);
  s.stands_in = s.variance > 0;
  return s;
}

/* (3) (6) */
static side welch_side(const cx_estimate *e) {
  if (!(e->spread > 0) || !(e->n_interval > 1) || e->method == CX_METHOD_EQUAL) return loose_side(e);
  return (side){e->value, e->spread / (e->n_interval - 1), e->n_interval - 1, false};
}

/* (4) (6) */
static side linear_side(const cx_estimate *e) {
  if (!(e->se > 0) || e->method == CX_METHOD_EQUAL) return loose_side(e);
  return (side){e->value, square(e->se), 0, false};
}

/* ---- differences of centres (1) (3) (4) ---- */

/* Welch's degrees of freedom (3). */
static double pool(side a, side b) {
  double under = (a.df > 0 ? square(a.variance) / a.df : 0) + (b.df > 0 ? square(b.variance) / b.df : 0);
  return under > 0 ? fmax(1, square(a.variance + b.variance) / under) : 0;
}

static double quantile(double confidence, double df) {
  double p = 0.5 + 0.5 * confidence;
  return df > 0 ? cx_distribution_t_quantile(p, df) : cx_distribution_normal_quantile(p);
}

static double two_sided(double statistic, double df) {
  double below = -fabs(statistic);
  double p = 2 * (df > 0 ? cx_distribution_t(below, df) : cx_distribution_normal(below));
  return fmin(1, p);
}

/* difference/se (12) */
static double ratio(double difference, double se) {
  if (difference == 0) return 0;
  return se > 0 ? difference / se : copysign(CX_COMPARE_SURE, difference);
}

static void straight(side a, side b, double covariance, double df, double confidence,
                     cx_difference *out) {
  out->centre = a.centre - b.centre;
  out->stands_in = a.stands_in || b.stands_in;
  out->se = sqrt(fmax(0, a.variance + b.variance - 2 * covariance));
  out->df = df;
  out->statistic = ratio(out->centre, out->se);
  out->p = two_sided(out->statistic, df);
  double half = quantile(confidence, df) * out->se;
  out->low = out->centre - half;
  out->high = out->centre + half;
}

/* ---- two shares (2) (5) ---- */

typedef struct shares {
  double x, n, y, m; /* x of n people, y of m */
  double width;      /* of the two scores */
} shares;

static double share_of(const cx_estimate *e, double width) {
  return width > 0 ? fmin(1, fmax(0, (e->value - e->lowest) / width)) : 0;
}

static shares shares_of(const cx_estimate *a, const cx_estimate *b) {
  double width = a->highest - a->lowest;
  return (shares){share_of(a, width), a->n_interval, share_of(b, width), b->n_interval, width};
}

/* The slope of the likelihood of n people with share x, at v. */
static double slope(double x, double n, double v) { return n * (x - v) / (v * (1 - v)); }

/* The likeliest share behind y when the one behind x is d more: the slopes' sum falls with it. */
static double constrain(const shares *s, double d) {
  double lo = fmax(0, -d), hi = fmin(1, 1 - d);
  for (int i = 0; i < 100; i++) {
    double v = 0.5 * (lo + hi);
    if (v <= lo || v >= hi) break;
    double u = v + d;
    if (u <= 0 || u >= 1) break;
    if (slope(s->x, s->n, u) + slope(s->y, s->m, v) > 0) lo = v;
    else hi = v;
  }
  return 0.5 * (lo + hi);
}

static double clamp(double x, double low, double high) { return x < low ? low : x > high ? high : x; }

static double score_error(const shares *s, double d) {
  if (d == 0) { /* the rest by itself: a share that rounds to 1 still has some */
    double all = s->n + s->m, share = (s->n * s->x + s->m * s->y) / all;
    double rest = (s->n * (1 - s->x) + s->m * (1 - s->y)) / all;
    return sqrt(share * rest * (1 / s->n + 1 / s->m));
  }
  double v = constrain(s, d), u = clamp(v + d, 0, 1);
  return sqrt(u * (1 - u) / s->n + v * (1 - v) / s->m);
}

double cx_compare_score_test(double x, double n, double y, double m, double d) {
  shares s = {x, n, y, m, 1};
  return ratio(x - y - d, score_error(&s, d));
}

/* The last difference from the one found towards an end that the test does not reject. */
static double reach(const shares *s, double z, double end) {
  double in = s->x - s->y, out = end;
  if (in == out) return end;
  for (int i = 0; i < 100; i++) {
    double d = 0.5 * (in + out);
    if (d == in || d == out) break;
    if (fabs(cx_compare_score_test(s->x, s->n, s->y, s->m, d)) <= z) in = d;
    else out = d;
  }
  return in;
}

/* (2): se is the error when there is no difference. */
static void score(const shares *s, double df, double confidence, cx_difference *out) {
  double z = quantile(confidence, df);
  out->df = df;
  out->centre = s->width * (s->x - s->y);
  out->se = s->width * score_error(s, 0);
  out->statistic = ratio(out->centre, out->se);
  out->p = two_sided(out->statistic, df);
  out->low = s->width * reach(s, z, -1);
  out->high = s->width * reach(s, z, 1);
}

/* (5) */
static void newcombe(const cx_estimate *a, const cx_estimate *b, cx_difference *out) {
  out->low = out->centre - hypot(a->value - a->low, b->high - b->value);
  out->high = out->centre + hypot(a->high - a->value, b->value - b->low);
}

/* (5) */
static void wald(const shares *s, double confidence, cx_difference *out) {
  double se = sqrt(s->x * (1 - s->x) / s->n + s->y * (1 - s->y) / s->m);
  double half = s->width * quantile(confidence, 0) * se;
  out->low = out->centre - half;
  out->high = out->centre + half;
}

/* The fewer degrees of freedom of two, 0 being without end (11). */
static double fewest(double a, double b) { return a > 0 && b > 0 ? fmin(a, b) : fmax(a, b); }

/* ---- effects (9) ---- */

static void measure_effect(const cx_estimate *a, const cx_estimate *b, cx_difference *out) {
  if (scoring_of(a) == CX_SCORING_TWO && a->highest > a->lowest) {
    shares s = shares_of(a, b);
    out->effect_kind = CX_EFFECT_COHEN_H;
    out->effect = 2 * (asin(sqrt(s.x)) - asin(sqrt(s.y)));
    return;
  }
  double spread = 0.5 * (a->spread + b->spread);
  if (!(spread > 0)) return;
  out->effect_kind = CX_EFFECT_STANDARDISED;
  out->effect = (a->value - b->value) / sqrt(spread);
}

/* ---- making ---- */

static cx_compare_method choose(cx_compare_method method, const cx_estimate *a) {
  if (method != CX_COMPARE_AUTO) return method;
  switch (scoring_of(a)) {
    case CX_SCORING_TWO: return CX_COMPARE_SCORE;
    case CX_SCORING_NET: return CX_COMPARE_ADJUSTED;
    default: return CX_COMPARE_WELCH;
  }
}

/* (10), and no bound passes the value (1). */
static void bound(const cx_estimate *a, const cx_estimate *b, cx_difference *out) {
  out->low = clamp(out->low, a->lowest - b->highest, out->value);
  out->high = clamp(out->high, out->value, a->highest - b->lowest);
}

/* (7) */
static void shrink(double share, cx_difference *out) {
  double rest = 1 - share;
  out->value *= rest;
  out->centre *= rest;
  out->se *= rest;
  out->low *= rest;
  out->high *= rest;
}

void cx_compare_make(const cx_estimate *a, const cx_estimate *b, const cx_compare_options *o,
                     cx_difference *out) {
  assert(cx_compare_fits(o->method, a) && cx_compare_fits(o->method, b));
  assert(o->confidence > 0 && o->confidence < 1 && o->share >= 0);
  *out = (cx_difference){.defined = a->defined && b->defined && o->share < 1};
  if (!out->defined) return; /* (10) */
  out->method = choose(o->method, a);
  out->value = out->centre = a->value - b->value;
  shares s = shares_of(a, b);
  side one, two;
  switch (out->method) {
    case CX_COMPARE_ADJUSTED:
      one = interval_side(a), two = interval_side(b);
      straight(one, two, 0, pool(one, two), o->confidence, out);
      break;
    case CX_COMPARE_LINEAR:
      straight(linear_side(a), linear_side(b), o->covariance, o->df, o->confidence, out);
      break;
    case CX_COMPARE_SCORE:
    case CX_COMPARE_NEWCOMBE:
    case CX_COMPARE_WALD:
      score(&s, fewest(a->df, b->df), o->confidence, out);
      if (out->method == CX_COMPARE_NEWCOMBE) newcombe(a, b, out);
      if (out->method == CX_COMPARE_WALD) wald(&s, o->confidence, out);
      break;
    default:
      one = welch_side(a), two = welch_side(b);
      straight(one, two, 0, pool(one, two), o->confidence, out);
  }
  bound(a, b, out);
  measure_effect(a, o->whole && o->whole->defined ? o->whole : b, out);
  if (o->share > 0) shrink(o->share, out);
}

/* (8): the z at which the interval of equal answers touches 0: interval.c, equal(). */
static double equal_distance(const cx_estimate *e) {
  double far = e->value > 0 ? e->value - e->lowest : e->highest - e->value;
  double rest = far > 0 ? fabs(e->value) / far : 0;
  return rest < 1 ? copysign(sqrt(e->n_interval * rest / (1 - rest)), e->value)
                  : copysign(CX_COMPARE_SURE, e->value);
}

void cx_compare_paired(const cx_cell *cell, size_t n_cells, bool weighted, double confidence,
                       cx_difference *out) {
  double n = 0;
  for (size_t i = 0; i < n_cells; i++) n += cell[i].n > 0 ? cell[i].n : 0;
  cx_estimate e;
  *out = (cx_difference){0};
  cx_estimate_options options = cx_estimate_options_make(confidence, CX_METHOD_T, weighted, n);
  if (n_cells == 0 || !cx_estimate_make(cell, n_cells, n, &options, &e) || !e.defined) return;
  out->defined = true;
  out->value = e.value;
  if (e.spread > 0 && e.df >= 1) {
    straight((side){.centre = e.value, .variance = square(e.se)}, (side){0}, 0, e.df, confidence, out);
    out->method = CX_COMPARE_PAIRED;
    out->effect_kind = CX_EFFECT_PAIRED;
    out->effect = e.value / sqrt(e.spread);
  } else {
    cx_interval interval;
    cx_moments m = {.scoring = CX_SCORING_ONE, .lowest = e.lowest, .highest = e.highest,
                    .value = e.value, .n_star = e.n_interval, .design_n = n, .equal = true};
    cx_level level = cx_interval_level(confidence, n - 1);
    cx_interval_make(&m, CX_METHOD_AUTO, &level, &interval);
    e.low = interval.low, e.high = interval.high;
    out->method = CX_COMPARE_EQUAL;
    out->centre = interval.centre;
    out->se = interval.se;
    out->statistic = e.value == 0 ? 0 : equal_distance(&e);
    out->p = two_sided(out->statistic, 0);
    out->low = e.low, out->high = e.high;
  }
  out->low = clamp(out->low, e.lowest, e.highest);
  out->high = clamp(out->high, e.lowest, e.highest);
}
