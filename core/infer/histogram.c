/* histogram.h */
#include "infer/histogram.h"

#include <assert.h>
#include <math.h>

#include "infer/distribution.h"

/* ---- chi-square ---- */

typedef struct table {
  const double *count;
  size_t n_rows, n_columns;
} table;

static long double row_sum(const table *t, size_t row) {
  long double sum = 0;
  for (size_t i = 0; i < t->n_columns; i++) sum += t->count[row * t->n_columns + i];
  return sum;
}

static long double column_sum(const table *t, size_t column) {
  long double sum = 0;
  for (size_t i = 0; i < t->n_rows; i++) sum += t->count[i * t->n_columns + column];
  return sum;
}

/* One column's cells: their share of chi-square, and what they expect (3). */
static long double add_column(const table *t, size_t column, long double n, cx_independence *out) {
  long double all = column_sum(t, column), sum = 0;
  if (!(all > 0)) return 0; /* (1) */
  for (size_t row = 0; row < t->n_rows; row++) {
    long double expected = row_sum(t, row) * (all / n);
    if (!(expected > 0)) continue;
    long double off = t->count[row * t->n_columns + column] - expected;
    sum += off * off / expected;
    if (expected < 5) out->n_small++;
    if (out->n_cells == 0 || expected < out->least) out->least = (double)expected;
    out->n_cells++;
  }
  return sum;
}

void cx_histogram_independence(const double *count, size_t n_rows, size_t n_columns,
                               cx_independence *out) {
  table t = {count, n_rows, n_columns};
  size_t rows = 0, columns = 0;
  long double n = 0, chi_square = 0;
  *out = (cx_independence){0};
  for (size_t i = 0; i < n_rows; i++) {
    long double sum = row_sum(&t, i);
    n += sum;
    rows += sum > 0;
  }
  for (size_t i = 0; i < n_columns; i++) columns += column_sum(&t, i) > 0;
  out->n = (double)n;
  if (rows < 2 || columns < 2) return; /* (6) */
  for (size_t i = 0; i < n_columns; i++) chi_square += add_column(&t, i, n, out);
  size_t least = rows < columns ? rows : columns;
  out->defined = true;
  out->chi_square = (double)chi_square;
  out->df = (double)((rows - 1) * (columns - 1));
  out->p = cx_distribution_chi_square_tail(out->chi_square, out->df);
  out->v = fmin(1, (double)sqrtl(chi_square / (n * (long double)(least - 1)))); /* (2) */
  out->doubtful = out->least < 1 || 5 * out->n_small > out->n_cells;
}

/* ---- Mann-Whitney (4) ---- */

void cx_histogram_rank(const double *a, const double *b, size_t n_answers, cx_rank_test *out) {
  long double n = 0, m = 0, wins = 0, ties = 0;
  *out = (cx_rank_test){0};
  for (size_t i = 0; i < n_answers; i++) {
    assert(a[i] >= 0 && b[i] >= 0);
    long double tied = (long double)a[i] + b[i];
    wins += a[i] * (m + 0.5L * b[i]); /* m: those of b below */
    ties += tied * tied * tied - tied;
    n += a[i];
    m += b[i];
  }
  out->n = (double)n, out->m = (double)m;
  if (!(n > 0) || !(m > 0)) return; /* (6) */
  long double all = n + m;
  long double variance = all > 1 ? n * m / 12 * (all + 1 - ties / (all * (all - 1))) : 0;
  out->defined = true;
  out->u = (double)wins;
  out->superiority = (double)(wins / (n * m)); /* (5) */
  long double off = wins - 0.5L * n * m;
  out->z = variance > 1e-12L * n * m && off != 0 ? (double)(off / sqrtl(variance)) : 0;
  out->p = fmin(1, 2 * cx_distribution_normal(-fabs(out->z)));
}
