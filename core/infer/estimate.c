/* estimate.h */
#include "infer/estimate.h"

#include <assert.h>
#include <math.h>

#define FEW 10 /* people: interval.h (8) */
#define MOST_STAR 1e30 /* people of a variance that is next to nothing */

typedef struct sums {
  long double n, w, q;
  double only;   /* the score of all answers given, while equal */
  size_t scores; /* cells with weight whose score differs from the one before: 0, 1, more */
  long double ws;
} sums;

cx_estimate_options cx_estimate_options_make(double confidence, cx_method method, bool weighted,
                                             double design_n) {
  return (cx_estimate_options){
      .method = method,
      .weighted = weighted,
      .level = cx_interval_level(confidence, design_n - 1),
  };
}

/* Up to four different scores, ascending; returns how many there are, 4 meaning more than three. */
static size_t collect(const cx_cell *cell, size_t n_cells, double score[4]) {
  size_t n = 0;
  for (size_t i = 0; i < n_cells && n < 4; i++) {
    size_t at = 0;
    while (at < n && score[at] < cell[i].score) at++;
    if (at < n && score[at] == cell[i].score) continue;
    for (size_t j = n++; j > at; j--) score[j] = score[j - 1];
    score[at] = cell[i].score;
  }
  return n;
}

cx_scoring cx_estimate_scoring(const cx_cell *cell, size_t n_cells) {
  double score[4];
  size_t n = collect(cell, n_cells, score);
  if (n == 3) {
    double width = score[2] - score[0], off = (score[2] - score[1]) - (score[1] - score[0]);
    return fabs(off) <= 1e-12 * width ? CX_SCORING_NET : CX_SCORING_MANY;
  }
  return n <= 1 ? CX_SCORING_ONE : n == 2 ? CX_SCORING_TWO : CX_SCORING_MANY;
}

/* The cell as it counts: unweighted (1), impossible sums mended (6). */
static cx_cell weigh(const cx_cell *cell, bool weighted) {
  assert(isfinite(cell->score) && fabs(cell->score) <= 1e15);
  if (!(cell->n > 0)) return (cx_cell){0, 0, 0, cell->score};
  if (!weighted) return (cx_cell){cell->n, cell->n, cell->n, cell->score};
  if (!(cell->w > 0)) return (cx_cell){cell->n, 0, 0, cell->score};
  return (cx_cell){cell->n, cell->w, fmax(cell->q, cell->w * cell->w / cell->n), cell->score};
}

static sums add(const cx_cell *cell, size_t n_cells, bool weighted) {
  sums sum = {0};
  for (size_t i = 0; i < n_cells; i++) {
    cx_cell c = weigh(&cell[i], weighted);
    sum.n += c.n;
    sum.w += c.w;
    sum.q += c.q;
    sum.ws += (long double)c.w * c.score;
    if (c.w > 0 && (sum.scores == 0 || c.score != sum.only)) {
      sum.only = c.score;
      sum.scores++;
    }
  }
  return sum;
}

/* The squares around the value, weighted by w and by q: the two sums of interval.h (7). */
static void spread(const cx_cell *cell, size_t n_cells, bool weighted, long double value,
                   long double *by_w, long double *by_q) {
  *by_w = *by_q = 0;
  for (size_t i = 0; i < n_cells; i++) {
    cx_cell c = weigh(&cell[i], weighted);
    long double d = c.score - value;
    *by_w += c.w * d * d;
    *by_q += c.q * d * d;
  }
}

static void bound(const cx_cell *cell, size_t n_cells, double *lowest, double *highest) {
  *lowest = *highest = cell[0].score;
  for (size_t i = 1; i < n_cells; i++) {
    *lowest = fmin(*lowest, cell[i].score);
    *highest = fmax(*highest, cell[i].score);
  }
}

/* (1) (2) (7) */
static cx_moments measure(const cx_cell *cell, size_t n_cells, double design_n, bool weighted,
                          const sums *sum) {
  bool equal = sum->scores == 1;
  long double value = equal ? sum->only : sum->ws / sum->w, by_w = 0, by_q = 0;
  if (!equal) spread(cell, n_cells, weighted, value, &by_w, &by_q);
  bool flat = equal || !(by_w > 0) || !(by_q > 0);
  double design = fmax(design_n, (double)sum->n);
  long double factor = design > 1 ? design / ((long double)design - 1) : 1;
  cx_moments m = {
      .scoring = cx_estimate_scoring(cell, n_cells),
      .value = (double)value,
      .spread = flat ? 0 : (double)(by_w / sum->w),
      .se = flat ? 0 : (double)(sqrtl(factor * by_q) / sum->w),
      .n_star = (double)(flat ? sum->w * sum->w / sum->q : sum->w * (by_w / by_q)),
      .n = (double)sum->n,
      .design_n = design,
      .equal = flat,
  };
  bound(cell, n_cells, &m.lowest, &m.highest);
  return m;
}

static void fill(const cx_moments *m, const sums *sum, const cx_interval *interval,
                 cx_estimate *out) {
  out->defined = true;
  out->value = m->value;
  out->se = m->se;
  out->low = interval->low;
  out->high = interval->high;
  out->n_effective = (double)(sum->w * sum->w / sum->q);
  out->method = interval->method;
  out->centre = interval->centre;
  out->centre_se = interval->se;
  out->df = interval->df;
  out->n_interval = interval->n;
  out->spread = m->spread;
  out->lowest = m->lowest;
  out->highest = m->highest;
}

/* The interval of the moments, with the quantiles of df; what is automatic is careful: interval.h (8). */
static void conclude(const cx_moments *m, const sums *sum, double df,
                     const cx_estimate_options *options, cx_estimate *out) {
  cx_level level = options->level;
  bool automatic = options->method == CX_METHOD_AUTO;
  if (automatic && sum->n < FEW && sum->n - 1 < df) df = (double)sum->n - 1;
  if (level.df != df) level = cx_interval_level(level.confidence, df);
  cx_interval interval;
  cx_moments own = *m;
  if (automatic && !m->designed) own.n_star = fmin(own.n_star, (double)sum->n); /* interval.h (7) */
  cx_interval_make(&own, options->method, &level, &interval);
  if (automatic && interval.method == CX_METHOD_T) {
    interval.low = fmax(interval.low, m->lowest);
    interval.high = fmin(interval.high, m->highest);
  }
  fill(m, sum, &interval, out);
}

bool cx_estimate_make(const cx_cell *cell, size_t n_cells, double design_n,
                      const cx_estimate_options *options, cx_estimate *out) {
  if (!cx_interval_fits(options->method, cx_estimate_scoring(cell, n_cells))) return false;
  sums sum = add(cell, n_cells, options->weighted);
  *out = (cx_estimate){.n = (double)sum.n, .confidence = options->level.confidence};
  if (!(sum.n > 0) || !(sum.w > 0)) return true; /* (5) */
  cx_moments m = measure(cell, n_cells, design_n, options->weighted, &sum);
  conclude(&m, &sum, m.design_n - 1, options, out);
  return true;
}

bool cx_estimate_make_designed(const cx_cell *cell, size_t n_cells, double variance, double df,
                               const cx_estimate_options *options, cx_estimate *out) {
  if (!cx_interval_fits(options->method, cx_estimate_scoring(cell, n_cells))) return false;
  sums sum = add(cell, n_cells, options->weighted);
  *out = (cx_estimate){.n = (double)sum.n, .confidence = options->level.confidence};
  if (!(sum.n > 0) || !(sum.w > 0)) return true; /* (5) */
  cx_moments m = measure(cell, n_cells, (double)sum.n, options->weighted, &sum);
  m.designed = true;
  m.rows_t = options->level.t;
  m.se = m.equal ? 0 : sqrt(variance);
  if (!m.equal && variance > 0) { /* interval.h (10) */
    double n = fmin(m.spread / variance, MOST_STAR);
    m.n_star = df >= 1 ? n : fmin(n, m.n_star);
  }
  conclude(&m, &sum, df, options, out);
  return true;
}
