/* shrink.c - see shrink.h */
#include "infer/shrink.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "infer/distribution.h"
#include "infer/random.h"

/* sum (y - mu)^2/(V + tau2) and its mu. */
static double squares(const cx_shrink_value *value, size_t n, double tau2, double *mean,
                      double *mean_variance) {
  long double w = 0, wy = 0, sum = 0;
  for (size_t i = 0; i < n; i++) {
    w += 1 / ((long double)value[i].v + tau2);
    wy += value[i].y / ((long double)value[i].v + tau2);
  }
  for (size_t i = 0; i < n; i++) {
    long double off = value[i].y - wy / w;
    sum += off * off / ((long double)value[i].v + tau2);
  }
  *mean = (double)(wy / w);
  *mean_variance = (double)(1 / w);
  return (double)sum;
}

/* DerSimonian and Laird's moment estimate. */
static double start_of(const cx_shrink_value *value, size_t n, double q) {
  long double w = 0, w2 = 0;
  for (size_t i = 0; i < n; i++) {
    long double weight = 1 / (long double)value[i].v;
    w += weight;
    w2 += weight * weight;
  }
  double left = (double)(w - w2 / w); /* nought when one weight is all there is */
  double start = left > 0 ? (q - (double)(n - 1)) / left : 0;
  return isfinite(start) ? fmax(0, start) : 0;
}

/* The root (1): secants of the falling, convex left side, halving where they leave the bracket. */
static double solve(const cx_shrink_value *value, size_t n, double start) {
  double want = (double)(n - 1), mean, unused, low = 0, high = fmax(start, 1e-300);
  while (squares(value, n, high, &mean, &unused) > want) {
    low = high;
    high *= 2;
  }
  double f_low = squares(value, n, low, &mean, &unused) - want;
  double f_high = squares(value, n, high, &mean, &unused) - want;
  for (int i = 0; i < 400 && high - low > 4e-16 * high; i++) {
    double x = i % 3 < 2 ? low + f_low * (high - low) / (f_low - f_high) : (low + high) / 2;
    if (!(x > low && x < high)) x = (low + high) / 2;
    if (!(x > low && x < high)) break;
    double f = squares(value, n, x, &mean, &unused) - want;
    if (f == 0) return x;
    if (f > 0) {
      low = x;
      f_low = f;
    } else {
      high = x;
      f_high = f;
    }
  }
  return (low + high) / 2;
}

bool cx_shrink_fit(cx_shrink_value *value, size_t n, cx_shrink *out) {
  if (n < 2) return false;
  for (size_t i = 0; i < n; i++)
    if (!(value[i].v > 0) || !isfinite(value[i].v) || !isfinite(value[i].y)) return false; /* (5) */
  double mean, variance, q = squares(value, n, 0, &mean, &variance);
  if (!isfinite(q)) return false;
  cx_shrink fit = {.q = q, .start = start_of(value, n, q)};
  fit.tau2 = q > (double)(n - 1) ? solve(value, n, fit.start) : 0; /* (1) */
  squares(value, n, fit.tau2, &fit.mean, &variance);
  fit.mean_se = sqrt(variance);
  for (size_t i = 0; i < n; i++) {
    cx_shrink_value *v = &value[i];
    double b = v->factor = fit.tau2 / (fit.tau2 + v->v);
    v->shrunk = fit.mean + b * (v->y - fit.mean);
    v->se = sqrt(b * v->v + (1 - b) * (1 - b) * variance); /* (2) */
  }
  *out = fit;
  return true;
}

/* ---- ranks ---- */

typedef struct draw {
  double theta;
  uint32_t number;
} draw;

static int higher(const void *a, const void *b) {
  const draw *x = a, *y = b;
  if (x->theta != y->theta) return x->theta > y->theta ? -1 : 1;
  return (x->number > y->number) - (x->number < y->number);
}

/* (3) */
static void rank_exactly(cx_shrink_value *value, size_t n) {
  for (size_t i = 0; i < n; i++) {
    double rank = 1;
    for (size_t j = 0; j < n; j++) {
      if (j == i) continue;
      double sd = sqrt(value[i].se * value[i].se + value[j].se * value[j].se);
      rank += cx_distribution_normal((value[j].shrunk - value[i].shrunk) / sd);
    }
    value[i].rank = rank;
  }
}

/* The least rank that so many draws do not pass. */
static double rank_at(const uint32_t *times, size_t n, double draws) {
  double seen = 0;
  for (size_t rank = 0; rank < n; rank++) {
    seen += times[rank];
    if (seen >= draws) return (double)(rank + 1);
  }
  return (double)n;
}

bool cx_shrink_rank(cx_shrink_value *value, size_t n, uint64_t seed, uint32_t draws,
                    double confidence) {
  assert(n >= 2 && n <= CX_SHRINK_RANKED && draws > 0);
  uint32_t *times = calloc(n * n, sizeof *times); /* of a value at a rank */
  draw *one = malloc(n * sizeof *one);
  if (!times || !one) {
    free(times);
    free(one);
    return false;
  }
  rank_exactly(value, n);
  for (uint32_t r = 0; r < draws; r++) {
    for (size_t i = 0; i < n; i++) {
      cx_random random = cx_random_stream(seed, i, r);
      one[i] = (draw){value[i].shrunk + value[i].se * cx_random_normal(&random), (uint32_t)i};
    }
    qsort(one, n, sizeof *one, higher);
    for (size_t rank = 0; rank < n; rank++) times[one[rank].number * n + rank]++;
  }
  double tail = (1 - confidence) / 2;
  for (size_t i = 0; i < n; i++) {
    value[i].rank_low = rank_at(times + i * n, n, fmax(1, ceil(tail * draws)));
    value[i].rank_high = rank_at(times + i * n, n, ceil((1 - tail) * draws));
    value[i].first = times[i * n] / (double)draws;
  }
  free(times);
  free(one);
  return true;
}
