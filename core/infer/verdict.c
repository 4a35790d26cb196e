/* verdict.h */
#include "infer/verdict.h"

#include <assert.h>
#include <math.h>

#include "infer/distribution.h"

static const double MOST = 1e12; /* (4) */

const char *cx_verdict_word(cx_decision decision) {
  static const char *const word[] = {"met", "missed", "cannot tell"};
  return word[decision];
}

/* A goal as "at least" on a scale that runs from lowest to highest; at most is at least of the
** negative. Everything below works on this alone. */
typedef struct claim {
  cx_method method;
  double value, low, high, centre, se, lowest, highest, target;
  double n, n_interval, spread, df;
  double raw; /* the error of the value itself */
  double z; /* the quantile of the interval */
  double tail; /* of the probability beyond one bound */
} claim;

static claim state(const cx_estimate *e, cx_relation relation, double target) {
  double p = 0.5 + 0.5 * e->confidence;
  claim c = {
      .method = e->method,
      .value = e->value,
      .low = e->low,
      .high = e->high,
      .centre = e->centre,
      .se = e->centre_se,
      .lowest = e->lowest,
      .highest = e->highest,
      .target = target,
      .n = e->n,
      .n_interval = e->n_interval,
      .spread = e->spread,
      .raw = e->se,
      .df = e->df,
      .z = e->df > 0 ? cx_distribution_t_quantile(p, e->df) : cx_distribution_normal_quantile(p),
      .tail = 0.5 - 0.5 * e->confidence,
  };
  if (relation == CX_AT_LEAST) return c;
  c.value = -e->value;
  c.low = -e->high;
  c.high = -e->low;
  c.centre = -e->centre;
  c.lowest = -e->highest;
  c.highest = -e->lowest;
  c.target = -target;
  return c;
}

/* A score on the scale 0 to 1. */
static double share(const claim *c, double score) {
  return fmin(1, fmax(0, (score - c->lowest) / (c->highest - c->lowest)));
}

/* The share of answers that are not the middle one of three. */
static double moved(const claim *c) {
  double half = 0.5 * (c->highest - c->lowest), e = 2 * share(c, c->value) - 1;
  return c->spread / (half * half) + e * e;
}

/* difference/se, where no error at all means certainty. */
static double ratio(double difference, double se) {
  if (difference == 0) return 0;
  return se > 0 ? difference / se : difference > 0 ? INFINITY : -INFINITY;
}

/* (2): the quantile at which the interval's bound touches the target. */
static double distance(const claim *c) {
  double x = share(c, c->value), v = share(c, c->target), r;
  switch (c->method) {
    case CX_METHOD_WILSON:
    case CX_METHOD_WILSON_SURVEY:
      return ratio(x - v, sqrt(v * (1 - v) / c->n_interval));
    case CX_METHOD_LOGIT: /* interval.h (11) */
      return ratio((log(x / (1 - x)) - log(v / (1 - v))) * x * (1 - x), c->raw / (c->highest - c->lowest));
    case CX_METHOD_ARCSINE:
      return ratio(2 * sqrt(x * (1 - x)) * (asin(sqrt(x)) - asin(sqrt(v))), c->raw / (c->highest - c->lowest));
    case CX_METHOD_LIKELIHOOD: /* interval.h (12) */
      r = c->low < c->high ? sqrt(2 * c->n_interval * fmax(0, cx_interval_divergence(x, v))) : INFINITY;
      return x == v ? 0 : x > v ? r : -r;
    case CX_METHOD_SCORE:
      return cx_interval_score_test(2 * x - 1, moved(c), c->n_interval, 2 * v - 1, NULL);
    case CX_METHOD_EQUAL: /* low = value - rest (value - lowest), rest = z^2/(n + z^2) */
      if (c->target == c->value) return 0;
      r = c->target < c->value ? (c->value - c->target) / (c->value - c->lowest)
                               : (c->target - c->value) / (c->highest - c->value);
      v = ratio(sqrt(c->n_interval * r), sqrt(fmax(0, 1 - r)));
      return c->target < c->value ? v : -v;
    default: return ratio(c->centre - c->target, c->se);
  }
}

/* The tails of the beta interval's two bounds with n people and share x: P(X <= v). */
static double low_tail(double n, double x, double v) {
  return x <= 0 ? 1 : cx_distribution_beta(v, n * x, n * (1 - x) + 1);
}

static double high_tail(double n, double x, double v) {
  return x >= 1 ? 1 : cx_distribution_beta(1 - v, n * (1 - x), n * x + 1);
}

/* (2) for beta: the low bound speaks for the goal, the high one against it. */
static double beta_probability(const claim *c) {
  double x = share(c, c->value), v = share(c, c->target);
  double fails = low_tail(c->n_interval, x, v), holds = high_tail(c->n_interval, x, v);
  return fails < 0.5 ? 1 - fails : holds < 0.5 ? holds : 0.5;
}

static double probability(const claim *c) {
  if (c->method == CX_METHOD_BETA) return beta_probability(c);
  double z = distance(c);
  return c->df > 0 ? cx_distribution_t(z, c->df) : cx_distribution_normal(z);
}

/* ---- people needed (3), counted as the interval counts them ---- */

static double square(double x) { return x * x; }

/* Whether m people with the share found, on its unlucky side by power, put the bound past v. */
static bool decides(const claim *c, double z_power, double m) {
  double x = share(c, c->value), v = share(c, c->target), slip = z_power * sqrt(x * (1 - x) / m);
  if (x > v) return x - slip > v && low_tail(m, x - slip, v) <= c->tail;
  return x + slip < v && high_tail(m, x + slip, v) <= c->tail;
}

static double search(const claim *c, double z_power) {
  double out = c->n_interval, in = 2 * out;
  while (in < 1e9 && !decides(c, z_power, in)) out = in, in *= 2;
  if (in >= 1e9) return INFINITY;
  while (in - out > 1e-9 * in) {
    double m = 0.5 * (in + out);
    if (decides(c, z_power, m)) in = m;
    else out = m;
  }
  return in;
}

static double need(const claim *c, double z_power) {
  double x = share(c, c->value), v = share(c, c->target), variance, own;
  switch (c->method) {
    case CX_METHOD_ADJUSTED_WALD:
      return (c->n_interval + 3) * square((c->z + z_power) * c->se / (c->centre - c->target)) - 3;
    case CX_METHOD_WILSON:
    case CX_METHOD_WILSON_SURVEY:
      return square((c->z * sqrt(v * (1 - v)) + z_power * sqrt(x * (1 - x))) / (x - v));
    case CX_METHOD_SCORE:
      cx_interval_score_test(2 * x - 1, moved(c), 1, 2 * v - 1, &variance);
      own = 4 * c->spread / square(c->highest - c->lowest);
      return square((c->z * sqrt(variance) + z_power * sqrt(own)) / (2 * (x - v)));
    case CX_METHOD_LOGIT:
    case CX_METHOD_ARCSINE:
    case CX_METHOD_LIKELIHOOD: return c->n_interval * square((c->z + z_power) / distance(c));
    case CX_METHOD_EQUAL: return c->n_interval * square(c->z / distance(c));
    case CX_METHOD_BETA: return search(c, z_power);
    default: return c->n_interval * square((c->z + z_power) * c->se / (c->centre - c->target));
  }
}

/* (4), in whole people of this design, always more than there are. */
static bool count(const claim *c, double power, double *out) {
  double people = need(c, cx_distribution_normal_quantile(power)) * (c->n / c->n_interval);
  if (!(people <= MOST)) return false; /* neither for NaN, where centre = target */
  *out = fmax(ceil(people), floor(c->n) + 1);
  return true;
}

static void decide(const claim *c, double power, cx_verdict *out) {
  out->decision = c->low >= c->target ? CX_MET : c->high < c->target ? CX_MISSED : CX_CANNOT_TELL;
  out->probability = probability(c);
  out->has_probability = true;
  const double least[] = {1 - c->tail, 0, nextafter(c->tail, 1)};
  const double most[] = {1, c->tail, nextafter(1 - c->tail, 0)};
  out->probability = fmax(least[out->decision], out->probability); /* (2) */
  out->probability = fmin(most[out->decision], out->probability);
  if (out->decision == CX_CANNOT_TELL) out->has_needed = count(c, power, &out->n_needed);
}

void cx_verdict_make(const cx_estimate *estimate, cx_relation relation, double target, double power,
                     cx_verdict *out) {
  assert(power > 0 && power < 1 && isfinite(target));
  *out = (cx_verdict){.decision = CX_CANNOT_TELL};
  if (!estimate->defined) return; /* (5) */
  claim c = state(estimate, relation, target);
  if (c.target > c.lowest && c.target <= c.highest) {
    decide(&c, power, out);
    return;
  }
  bool always = c.target <= c.lowest; /* (5) */
  out->decision = always ? CX_MET : CX_MISSED;
  out->has_probability = true;
  out->probability = always ? 1 : 0;
}
