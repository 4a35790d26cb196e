/* test_crosstab.c - crosstab.h against the same rules written out person by person, with dense matrices */
#include <stdlib.h>
#include <string.h>

#include "sample.h"

#include "infer/crosstab.h"
#include "infer/distribution.h"

enum { ROWS = 3, COLUMNS = 4, CELLS = ROWS * COLUMNS, FREE = (ROWS - 1) * (COLUMNS - 1), PSUS = 9, STRATA = 2 };

/* A sample of PSUs: each has weights by cell. Of stratum h are the PSUs from begin[h] to begin[h + 1]. */
typedef struct population {
  double w[PSUS][CELLS];
  size_t begin[STRATA + 1];
  cx_stratum stratum[STRATA];
} population;

static double uniform(unsigned *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return (double)(*seed >> 8) / 16777216.0;
}

/* Cells that stay empty are those of `holes`. */
static population draw(unsigned seed, unsigned holes) {
  population p = {.begin = {0, 5, PSUS}, .stratum = {{5, 20}, {PSUS - 5, 0}}};
  for (size_t i = 0; i < PSUS; i++)
    for (size_t c = 0; c < CELLS; c++)
      if (!(holes >> c & 1) && uniform(&seed) < .7) p.w[i][c] = .2 + 3 * uniform(&seed);
  return p;
}

/* The parts of a population. */
static size_t list_parts(const population *p, cx_crosstab_part *part) {
  size_t n = 0;
  for (size_t h = 0; h < STRATA; h++) {
    for (size_t i = p->begin[h]; i < p->begin[h + 1]; i++) {
      bool more = false;
      for (size_t c = 0; c < CELLS; c++) {
        if (!(p->w[i][c] > 0)) continue;
        part[n++] = (cx_crosstab_part){.stratum = h, .cell = c, .w = p->w[i][c], .more = more};
        more = true;
      }
    }
  }
  return n;
}

static cx_crosstab_outcome run(cx_crosstab_outcome test(const cx_crosstab *, double *, cx_crosstab_test *),
                               const cx_crosstab *t, cx_crosstab_test *out) {
  double *scratch = malloc(cx_crosstab_scratch(t) * sizeof *scratch);
  assert_non_null(scratch);
  cx_crosstab_outcome outcome = test(t, scratch, out);
  free(scratch);
  assert_true(isfinite(out->statistic) && isfinite(out->df) && isfinite(out->df2) && isfinite(out->effect));
  assert_true(out->p >= 0 && out->p <= 1);
  return outcome;
}

/* ---- written out ---- */

static void shares(const population *p, double share[CELLS]) {
  double w = 0;
  memset(share, 0, CELLS * sizeof *share);
  for (size_t i = 0; i < PSUS; i++)
    for (size_t c = 0; c < CELLS; c++) share[c] += p->w[i][c], w += p->w[i][c];
  for (size_t c = 0; c < CELLS; c++) share[c] /= w;
}

/* V of (1): deviations from the stratum's mean of z, one by one. */
static void covariance(const population *p, const double share[CELLS], double v[CELLS][CELLS]) {
  double z[PSUS][CELLS], all = 0;
  memset(v, 0, CELLS * sizeof *v);
  for (size_t i = 0; i < PSUS; i++)
    for (size_t c = 0; c < CELLS; c++) all += p->w[i][c];
  for (size_t i = 0; i < PSUS; i++) {
    double own = 0;
    for (size_t c = 0; c < CELLS; c++) own += p->w[i][c];
    for (size_t c = 0; c < CELLS; c++) z[i][c] = (p->w[i][c] - share[c] * own) / all;
  }
  for (size_t h = 0; h < STRATA; h++) {
    double n = p->stratum[h].psus, f = p->stratum[h].population > 0 ? n / p->stratum[h].population : 0, mean[CELLS] = {0};
    for (size_t i = p->begin[h]; i < p->begin[h + 1]; i++)
      for (size_t c = 0; c < CELLS; c++) mean[c] += z[i][c] / n;
    for (size_t i = p->begin[h]; i < p->begin[h + 1]; i++)
      for (size_t c = 0; c < CELLS; c++)
        for (size_t d = 0; d < CELLS; d++) v[c][d] += (1 - f) * n / (n - 1) * (z[i][c] - mean[c]) * (z[i][d] - mean[d]);
  }
}

/* a x = b for several b, in place. */
static void eliminate(double a[FREE][FREE], double b[FREE][FREE]) {
  for (size_t i = 0; i < FREE; i++) {
    size_t best = i;
    for (size_t k = i; k < FREE; k++) best = fabs(a[k][i]) > fabs(a[best][i]) ? k : best;
    for (size_t j = 0; j < FREE; j++) {
      double x = a[i][j], y = b[i][j];
      a[i][j] = a[best][j], a[best][j] = x, b[i][j] = b[best][j], b[best][j] = y;
    }
    for (size_t k = 0; k < FREE; k++) {
      double times = k == i ? 0 : a[k][i] / a[i][i];
      for (size_t j = 0; j < FREE; j++) a[k][j] -= times * a[i][j], b[k][j] -= times * b[i][j];
    }
  }
  for (size_t i = 0; i < FREE; i++)
    for (size_t j = 0; j < FREE; j++) b[i][j] /= a[i][i];
}

/* Table k of C: 1 and -1 at four corners, so that rows and columns sum to nought. */
static double corner(size_t k, size_t cell) {
  size_t row = k / (COLUMNS - 1), column = k % (COLUMNS - 1), i = cell / COLUMNS, j = cell % COLUMNS;
  double by_row = i == row ? 1 : i == ROWS - 1 ? -1 : 0, by_column = j == column ? 1 : j == COLUMNS - 1 ? -1 : 0;
  return by_row * by_column;
}

/* Both traces of D, of (3). */
static void traces(const double share[CELLS], double v[CELLS][CELLS], double *first, double *second) {
  double a[FREE][FREE] = {{0}}, b[FREE][FREE] = {{0}};
  for (size_t k = 0; k < FREE; k++)
    for (size_t l = 0; l < FREE; l++)
      for (size_t c = 0; c < CELLS; c++) {
        if (!(share[c] > 0)) continue;
        a[k][l] += corner(k, c) * corner(l, c) / share[c];
        for (size_t d = 0; d < CELLS; d++)
          if (share[d] > 0) b[k][l] += corner(k, c) / share[c] * v[c][d] / share[d] * corner(l, d);
      }
  eliminate(a, b);
  *first = *second = 0;
  for (size_t k = 0; k < FREE; k++) {
    *first += b[k][k];
    for (size_t l = 0; l < FREE; l++) *second += b[k][l] * b[l][k];
  }
}

static void check_independence(unsigned seed, unsigned holes) {
  population p = draw(seed, holes);
  cx_crosstab_part part[PSUS * CELLS];
  cx_crosstab t = {.n_rows = ROWS, .n_columns = COLUMNS, .part = part, .n_parts = list_parts(&p, part),
                   .stratum = p.stratum, .n_strata = STRATA};
  double share[CELLS], v[CELLS][CELLS], row[ROWS] = {0}, column[COLUMNS] = {0}, first, second, x = 0;
  shares(&p, share);
  covariance(&p, share, v);
  traces(share, v, &first, &second);
  for (size_t c = 0; c < CELLS; c++) row[c / COLUMNS] += share[c], column[c % COLUMNS] += share[c];
  for (size_t c = 0; c < CELLS; c++) {
    double e = row[c / COLUMNS] * column[c % COLUMNS];
    x += (share[c] - e) * (share[c] - e) / e;
  }
  cx_crosstab_test got;
  assert_int_equal(run(cx_crosstab_independence, &t, &got), CX_CROSSTAB_DONE);
  NEAR(got.statistic, x / first, 1e-10 * x / first);
  NEAR(got.df, first * first / second, 1e-10);
  NEAR(got.df2, got.df * (PSUS - STRATA), 1e-9);
  NEAR(got.effect, sqrt(x / (ROWS - 1)), 1e-12);
}

static void chi_square_is_that_of_dense_matrices(void **state) {
  (void)state; /* (1) (3) (5) */
  for (unsigned seed = 1; seed < 200; seed++) check_independence(seed, 0);
}

static void empty_cells_count_as_r_counts_them(void **state) {
  (void)state; /* (4): one; two in a row; three in three rows and two columns, of which one joins two rows */
  const unsigned holes[] = {1u << 5, 1u << 5 | 1u << 6, 1u << 1 | 1u << 5 | 1u << 10};
  for (size_t k = 0; k < 3; k++)
    for (unsigned seed = 1; seed < 60; seed++) check_independence(seed, holes[k]);
}

static void directions_that_nobody_stands_in_add_nothing(void **state) {
  (void)state; /* (4): four empty cells at four corners leave a table of C without anybody; R's solve() refuses */
  population p = draw(7, 1u << 0 | 1u << 1 | 1u << 4 | 1u << 5);
  cx_crosstab_part part[PSUS * CELLS];
  cx_crosstab t = {.n_rows = ROWS, .n_columns = COLUMNS, .part = part, .n_parts = list_parts(&p, part),
                   .stratum = p.stratum, .n_strata = STRATA};
  cx_crosstab_test got;
  assert_int_equal(run(cx_crosstab_independence, &t, &got), CX_CROSSTAB_DONE);
  assert_true(got.df > 0 && got.df <= FREE - 1);
}

static void groups_and_answers_of_nobody_are_left_out(void **state) {
  (void)state; /* (4): the table by itself, and with an empty row and an empty column */
  const cx_stratum stratum[] = {{50, 0}};
  cx_crosstab_part small[4], large[4];
  for (size_t c = 0; c < 4; c++) {
    small[c] = (cx_crosstab_part){.cell = c, .w = 3 + (double)(c * c), .q = 5 + 2 * (double)(c * c), .whole = true};
    large[c] = small[c];
    large[c].cell = c / 2 * 6 + c % 2 * 2;
  }
  cx_crosstab a = {.n_rows = 2, .n_columns = 2, .part = small, .n_parts = 4, .stratum = stratum, .n_strata = 1}, b = a;
  b.n_rows = b.n_columns = 3, b.part = large;
  cx_crosstab_test x, y;
  assert_int_equal(run(cx_crosstab_independence, &a, &x), CX_CROSSTAB_DONE);
  assert_int_equal(run(cx_crosstab_independence, &b, &y), CX_CROSSTAB_DONE);
  NEAR(x.statistic, y.statistic, 1e-12 * x.statistic);
  NEAR(x.df, 1, 1e-12);
  NEAR(x.p, y.p, 1e-12);
  NEAR(x.effect, y.effect, 1e-12);
}

static void people_in_sums_are_people_one_by_one(void **state) {
  (void)state; /* (2) */
  unsigned seed = 3;
  cx_stratum stratum[] = {{60, 0}};
  cx_crosstab_part one[60], sum[6] = {{0}};
  for (size_t i = 0; i < 60; i++) {
    double w = .5 + uniform(&seed);
    size_t cell = (size_t)(6 * uniform(&seed));
    one[i] = (cx_crosstab_part){.cell = cell, .w = w};
    sum[cell] = (cx_crosstab_part){.cell = cell, .w = sum[cell].w + w, .q = sum[cell].q + w * w, .whole = true};
  }
  cx_crosstab a = {.n_rows = 2, .n_columns = 3, .part = one, .n_parts = 60, .stratum = stratum, .n_strata = 1}, b = a;
  b.part = sum, b.n_parts = 6;
  cx_crosstab_test x, y;
  assert_int_equal(run(cx_crosstab_independence, &a, &x), CX_CROSSTAB_DONE);
  assert_int_equal(run(cx_crosstab_independence, &b, &y), CX_CROSSTAB_DONE);
  NEAR(x.statistic, y.statistic, 1e-11);
  NEAR(x.df, y.df, 1e-11);
  assert_int_equal(run(cx_crosstab_rank, &a, &x), CX_CROSSTAB_DONE);
  assert_int_equal(run(cx_crosstab_rank, &b, &y), CX_CROSSTAB_DONE);
  NEAR(x.statistic, y.statistic, 1e-11);
  NEAR(x.df, 58, 0);
}

/* Superiority over all pairs, and the ranks' t with z person by person: PSUs of one person each. */
static void ranks_are_pairs(void **state) {
  (void)state; /* (6) */
  enum { N = 40, ANSWERS = 5 };
  for (unsigned seed = 1; seed < 50; seed++) {
    unsigned s = seed;
    cx_crosstab_part part[N];
    double w[N], wins = 0, group[2] = {0}, rank[N] = {0}, mean[2] = {0}, all = 0, variance = 0;
    size_t row[N], answer[N];
    for (size_t i = 0; i < N; i++) {
      w[i] = .3 + uniform(&s), row[i] = i % 3 == 0, answer[i] = (size_t)(ANSWERS * uniform(&s));
      part[i] = (cx_crosstab_part){.cell = row[i] * ANSWERS + answer[i], .w = w[i]};
      group[row[i]] += w[i], all += w[i];
    }
    for (size_t i = 0; i < N; i++) {
      for (size_t k = 0; k < N; k++) {
        double half = answer[i] > answer[k] ? 1 : answer[i] == answer[k] ? .5 : 0;
        rank[i] += w[k] / all * half;
        if (row[i] == 0 && row[k] == 1) wins += w[i] / group[0] * w[k] / group[1] * half;
      }
      mean[row[i]] += w[i] / group[row[i]] * rank[i];
    }
    for (size_t i = 0; i < N; i++) variance += pow(w[i] * (rank[i] - mean[row[i]]) / group[row[i]], 2) * N / (N - 1);
    cx_stratum stratum[] = {{N, 0}};
    cx_crosstab t = {.n_rows = 2, .n_columns = ANSWERS, .part = part, .n_parts = N, .stratum = stratum, .n_strata = 1};
    cx_crosstab_test got;
    assert_int_equal(run(cx_crosstab_rank, &t, &got), CX_CROSSTAB_DONE);
    NEAR(got.effect, wins, 1e-12);
    NEAR(got.statistic, (wins - .5) / sqrt(variance), 1e-10);
    NEAR(got.p, 2 * cx_distribution_t(-fabs(got.statistic), N - 2), 1e-14);
  }
}

/* ---- strata of one PSU, and nothing to test ---- */

static cx_crosstab_test lonely_test(cx_lonely lonely, cx_crosstab_outcome outcome) {
  const cx_stratum stratum[] = {{4, 0}, {1, 0}};
  cx_crosstab_part part[10];
  for (size_t i = 0; i < 5; i++) {
    part[2 * i] = (cx_crosstab_part){.stratum = i / 4, .cell = i % 3, .w = 1 + (double)i};
    part[2 * i + 1] = (cx_crosstab_part){.stratum = i / 4, .cell = 3 + i % 2, .w = 2, .more = true};
  }
  cx_crosstab t = {.n_rows = 2, .n_columns = 3, .part = part, .n_parts = 10, .stratum = stratum, .n_strata = 2,
                   .lonely = lonely};
  cx_crosstab_test got, rank;
  assert_int_equal(run(cx_crosstab_independence, &t, &got), outcome);
  assert_int_equal(run(cx_crosstab_rank, &t, &rank), outcome);
  return got;
}

static void a_lonely_stratum_is_taken_as_told(void **state) {
  (void)state; /* (1): average is remove, 2 strata for 1; F goes by the inverse of the variance */
  cx_crosstab_test remove = lonely_test(CX_LONELY_REMOVE, CX_CROSSTAB_DONE);
  cx_crosstab_test average = lonely_test(CX_LONELY_AVERAGE, CX_CROSSTAB_DONE);
  cx_crosstab_test adjust = lonely_test(CX_LONELY_ADJUST, CX_CROSSTAB_DONE);
  NEAR(average.statistic, remove.statistic / 2, 1e-12);
  assert_true(adjust.statistic < remove.statistic);
  assert_int_equal(lonely_test(CX_LONELY_FAIL, CX_CROSSTAB_LONELY).n_lonely, 1);
}

static void too_little_is_not_defined(void **state) {
  (void)state; /* (7) */
  const cx_stratum stratum[] = {{8, 0}};
  const cx_crosstab_part one_row[] = {{.cell = 0, .w = 1}, {.cell = 1, .w = 2}};
  const cx_crosstab_part apart[] = {{.cell = 0, .w = 1}, {.cell = 0, .w = 1}, {.cell = 3, .w = 1}, {.cell = 3, .w = 1}};
  const cx_crosstab_part alike[] = {{.cell = 0, .w = 1}, {.cell = 0, .w = 2}, {.cell = 2, .w = 1}};
  cx_crosstab t = {.n_rows = 2, .n_columns = 2, .part = one_row, .n_parts = 2, .stratum = stratum, .n_strata = 1};
  cx_crosstab_test got;
  assert_int_equal(run(cx_crosstab_independence, &t, &got), CX_CROSSTAB_UNDEFINED);
  assert_false(got.has_effect);
  assert_int_equal(run(cx_crosstab_rank, &t, &got), CX_CROSSTAB_UNDEFINED);
  t.n_parts = 0;
  assert_int_equal(run(cx_crosstab_independence, &t, &got), CX_CROSSTAB_UNDEFINED);
  assert_int_equal(run(cx_crosstab_rank, &t, &got), CX_CROSSTAB_UNDEFINED);
  t.part = apart, t.n_parts = 4;
  assert_int_equal(run(cx_crosstab_independence, &t, &got), CX_CROSSTAB_UNDEFINED);
  NEAR(got.effect, 1, 1e-12);
  assert_int_equal(run(cx_crosstab_rank, &t, &got), CX_CROSSTAB_UNDEFINED);
  NEAR(got.effect, 0, 0);
  t.part = alike, t.n_parts = 3;
  assert_int_equal(run(cx_crosstab_rank, &t, &got), CX_CROSSTAB_DONE);
  NEAR(got.p, 1, 0);
  NEAR(got.effect, .5, 1e-15);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(chi_square_is_that_of_dense_matrices),
      cmocka_unit_test(empty_cells_count_as_r_counts_them),
      cmocka_unit_test(directions_that_nobody_stands_in_add_nothing),
      cmocka_unit_test(groups_and_answers_of_nobody_are_left_out),
      cmocka_unit_test(people_in_sums_are_people_one_by_one),
      cmocka_unit_test(ranks_are_pairs),
      cmocka_unit_test(a_lonely_stratum_is_taken_as_told),
      cmocka_unit_test(too_little_is_not_defined),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
