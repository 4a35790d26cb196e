/* decompose.h */
#include "infer/decompose.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* ---- largest remainders (4) (5) ---- */

static int by_rest(const void *a, const void *b) {
  const cx_decompose_rank *x = a, *y = b;
  if (x->rest != y->rest) return x->rest > y->rest ? -1 : 1;
  return x->at < y->at ? -1 : x->at > y->at;
}

/* Whole units that add up to sum: floors, then one more to the largest remainders. Should sum be
** further off than that, it goes around again. */
static void apportion(cx_decompose_rank *rank, size_t n, long double sum, double *out) {
  long double left = sum;
  for (size_t i = 0; i < n; i++) {
    long double down = floorl(rank[i].rest);
    rank[i].rest -= down;
    rank[i].at = i;
    out[i] = (double)down;
    left -= down;
  }
  if (n == 0) return;
  qsort(rank, n, sizeof *rank, by_rest);
  for (size_t i = 0; left >= 1; i++, left -= 1) out[rank[i % n].at] += 1;
  for (size_t i = 0; left <= -1; i++, left += 1) out[rank[n - 1 - i % n].at] -= 1;
}

/* ---- totals ---- */

typedef struct sums {
  long double w[2], ws[2];
} sums;

static sums add(const cx_slice *slice, size_t n, bool apart_too) {
  sums sum = {0};
  for (size_t i = 0; i < n; i++) {
    if (slice[i].apart && !apart_too) continue;
    for (int k = 0; k < 2; k++) {
      assert(slice[i].w[k] >= 0 && isfinite(slice[i].w[k]) && isfinite(slice[i].ws[k]));
      sum.w[k] += slice[i].w[k];
      sum.ws[k] += slice[i].ws[k];
    }
  }
  return sum;
}

static bool answered(const sums *sum) { return sum->w[0] > 0 && sum->w[1] > 0; }

static long double mean(const sums *sum, int round) { return sum->ws[round] / sum->w[round]; }

/* ---- parts ---- */

/* (1) (2) */
static void split(const cx_slice *s, const sums *all, long double *mix, long double *rate) {
  *mix = *rate = 0;
  if (s->apart || !(s->w[0] + s->w[1] > 0)) return;
  long double p[2], m[2];
  for (int k = 0; k < 2; k++) {
    int known = s->w[k] > 0 ? k : 1 - k;
    p[k] = s->w[k] / all->w[k];
    m[k] = (long double)s->ws[known] / s->w[known];
  }
  long double middle = 0.5L * (mean(all, 0) + mean(all, 1));
  *mix = (p[1] - p[0]) * (0.5L * (m[0] + m[1]) - middle);
  *rate = 0.5L * (p[0] + p[1]) * (m[1] - m[0]);
}

/* Fills rank with the parts; returns the sum of their sizes. */
static long double measure(const cx_slice *slice, size_t n, const sums *all, const sums *bridged,
                           cx_decompose_rank *rank) {
  bool bridge = answered(bridged); /* (3) */
  long double change = mean(all, 1) - mean(all, 0), size = 0;
  for (size_t i = 0; i < n; i++) {
    long double mix = 0, rate = 0;
    if (bridge) split(&slice[i], bridged, &mix, &rate);
    rank[2 * i].rest = mix;
    rank[2 * i + 1].rest = rate;
    size += fabsl(mix) + fabsl(rate);
  }
  rank[2 * n].rest = bridge ? change - (mean(bridged, 1) - mean(bridged, 0)) : change;
  return size + fabsl(rank[2 * n].rest);
}

/* (4) */
static long double unit_of(long double largest) {
  int exponent;
  frexpl(largest, &exponent);
  return ldexpl(1, exponent - 48);
}

void cx_decompose_make(const cx_slice *slice, size_t n, double *part, cx_decompose_rank *rank,
                       cx_change *out) {
  sums all = add(slice, n, true), bridged = add(slice, n, false);
  *out = (cx_change){.defined = answered(&all)};
  for (size_t i = 0; i <= 2 * n; i++) part[i] = 0;
  if (!out->defined) return; /* (6) */
  long double size = measure(slice, n, &all, &bridged, rank);
  long double largest = fmaxl(size, fmaxl(fabsl(mean(&all, 0)), fabsl(mean(&all, 1))));
  if (largest == 0) return;
  long double unit = unit_of(largest);
  long double before = rintl(mean(&all, 0) / unit), after = rintl(mean(&all, 1) / unit);
  for (size_t i = 0; i <= 2 * n; i++) rank[i].rest /= unit;
  apportion(rank, 2 * n + 1, after - before, part);
  for (size_t i = 0; i <= 2 * n; i++) part[i] = (double)(part[i] * unit);
  out->before = (double)(before * unit);
  out->after = (double)(after * unit);
  out->change = (double)((after - before) * unit);
  for (size_t i = 0; i < n; i++) {
    out->mix += part[2 * i];
    out->rate += part[2 * i + 1];
  }
  out->questionnaire = part[2 * n];
}

void cx_decompose_round(const double *part, size_t n, int decimals, double sum,
                        cx_decompose_rank *rank, double *out) {
  assert(decimals >= 0 && decimals <= 9);
  long double units = powl(10, decimals);
  for (size_t i = 0; i < n; i++) rank[i].rest = part[i] * units;
  apportion(rank, n, sum, out);
}
