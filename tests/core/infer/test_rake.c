/* test_rake.c - rake.h: margins, trimming, and errors against a loop over rows (statistics, section 5) */
#include <string.h>

#include "infer/rake.h"
#include "sample.h"

/* Rakes cells on one or two margins. */
static cx_rake_outcome make(cx_rake **out, size_t cells, const double *n, const double *w, const double *q,
                            const uint32_t *rows, size_t n_rows, const double *row_target,
                            const uint32_t *columns, size_t n_columns, const double *column_target,
                            double design_n, cx_rake_place *place) {
  const uint32_t *level[] = {rows, columns};
  const double *target[] = {row_target, column_target};
  const size_t levels[] = {n_rows, n_columns};
  const cx_rake_spec spec = {.cells = cells, .margins = columns ? 2 : 1, .n = n, .w = w, .q = q, .level = level,
                             .levels = levels, .target = target, .design_n = design_n, .sweeps = 1000};
  return cx_rake_new(out, &spec, place);
}

static const uint32_t ROWS[] = {0, 0, 1, 1}, COLUMNS[] = {0, 1, 0, 1};
static const double FOUR[] = {10, 20, 30, 40};

static void the_table_of_the_note_is_met(void **state) {
  (void)state; /* (1) (2): 10 20; 30 40 to rows 50 50, columns 60 40 */
  const double rows[] = {50, 50}, columns[] = {60, 40};
  const double want[] = {27.576507, 22.423493, 32.423493, 17.576507};
  cx_rake *rake;
  cx_rake_place place;
  assert_int_equal(make(&rake, 4, FOUR, FOUR, FOUR, ROWS, 2, rows, COLUMNS, 2, columns, 100, &place), CX_RAKE_OK);
  double x[4];
  for (size_t c = 0; c < 4; c++) {
    x[c] = FOUR[c] * cx_rake_factor(rake, c);
    NEAR(x[c], want[c], 5e-7);
  }
  NEAR(x[0] * x[3] / (x[1] * x[2]), 2. / 3, 1e-12);
  cx_rake_summary s = cx_rake_sum_up(rake);
  assert_true(s.error < 1e-9 && s.sweeps > 1 && s.effect_before == 1 && s.effect_after > 1);
  cx_rake_level level = cx_rake_level_at(rake, 1, 0);
  assert_true(level.n == 40 && level.before == 40 && level.target == 60);
  NEAR(level.after, 60, 1e-9);
  cx_rake_free(rake);
}

static void joint_cells_need_one_sweep(void **state) {
  (void)state; /* (1): cell weighting */
  const uint32_t joint[] = {0, 1, 2, 3};
  const double target[] = {25, 25, 40, 10};
  cx_rake *rake;
  cx_rake_place place;
  assert_int_equal(make(&rake, 4, FOUR, FOUR, FOUR, joint, 4, target, NULL, 0, NULL, 100, &place), CX_RAKE_OK);
  for (size_t c = 0; c < 4; c++) NEAR(cx_rake_factor(rake, c), target[c] / FOUR[c], 1e-15);
  assert_true(cx_rake_sum_up(rake).sweeps <= 2);
  cx_rake_free(rake);
}

static void impossible_margins_are_outcomes(void **state) {
  (void)state; /* (2) (3) */
  const double even[] = {50, 50}, other[] = {60, 41}, zero[] = {100, 0}, most[] = {90, 10};
  const double hollow[] = {10, 0, 0, 40}, empty[] = {10, 20, 0, 0};
  cx_rake *rake = NULL;
  cx_rake_place place;
  assert_int_equal(make(&rake, 4, FOUR, FOUR, FOUR, ROWS, 2, even, COLUMNS, 2, other, 100, &place), CX_RAKE_SUM);
  assert_true(place.margin == 1 && place.value == 101);
  assert_int_equal(make(&rake, 4, FOUR, FOUR, FOUR, ROWS, 2, zero, COLUMNS, 2, even, 100, &place), CX_RAKE_TARGET);
  assert_true(place.margin == 0 && place.level == 1);
  assert_int_equal(make(&rake, 4, empty, empty, empty, ROWS, 2, even, COLUMNS, 2, even, 100, &place), CX_RAKE_EMPTY);
  assert_true(place.margin == 0 && place.level == 1);
  assert_int_equal(make(&rake, 4, hollow, hollow, hollow, ROWS, 2, even, COLUMNS, 2, most, 100, &place),
                   CX_RAKE_APART);
  assert_null(rake);
}

static void trimming_is_that_of_the_note(void **state) {
  (void)state; /* (6): 1 1 1 1 2 2 12 at 3 x mean */
  const double w[] = {1, 1, 1, 1, 2, 2, 12}, n[] = {1, 1, 1, 1, 1, 1, 1}, q[] = {1, 1, 1, 1, 4, 4, 144};
  const double want[] = {1.571429, 1.571429, 1.571429, 1.571429, 2.571429, 2.571429, 8.571429}, target[] = {20};
  const uint32_t one[7] = {0};
  cx_rake *rake;
  cx_rake_place place;
  assert_int_equal(make(&rake, 7, n, w, q, one, 1, target, NULL, 0, NULL, 7, &place), CX_RAKE_OK);
  assert_int_equal(cx_rake_trim(rake, 3), CX_RAKE_OK);
  for (size_t c = 0; c < 7; c++) NEAR(w[c] * cx_rake_factor(rake, c), want[c], 5e-7);
  cx_rake_summary s = cx_rake_sum_up(rake);
  NEAR(s.effect_before, 2.73, 1e-9);
  NEAR(s.effect_after, 1.69, 5e-3);
  NEAR(s.moved, (12 - 60. / 7) / 20, 1e-12);
  assert_true(s.trimmed == 1);
  NEAR(s.weight, 20, 1e-12);
  cx_rake_free(rake);
}

static void trimming_needs_one_weight_in_a_cell(void **state) {
  (void)state; /* (6) */
  const double n[] = {2, 2}, w[] = {4, 2}, q[] = {10, 2}, target[] = {6};
  const uint32_t one[2] = {0};
  cx_rake *rake;
  cx_rake_place place;
  assert_int_equal(make(&rake, 2, n, w, q, one, 1, target, NULL, 0, NULL, 4, &place), CX_RAKE_OK);
  assert_int_equal(cx_rake_trim(rake, 2), CX_RAKE_UNLIKE);
  cx_rake_free(rake);
}

/* ---- errors against rows ---- */

#define MOST 60

typedef struct row {
  double w, score;
  uint32_t cell;
  bool answered;
} row;

static void take_means(double *r, const row *rows, size_t n, const uint32_t *level, uint32_t levels) {
  for (uint32_t l = 0; l < levels; l++) {
    double sum = 0, people = 0;
    for (size_t i = 0; i < n; i++)
      if (level[rows[i].cell] == l) {
        sum += r[i];
        people++;
      }
    for (size_t i = 0; i < n; i++)
      if (level[rows[i].cell] == l) r[i] -= sum / people;
  }
}

/* The formula of the note, row by row; the domain is column 0, or everybody. */
static double slow_se(const cx_rake *rake, const row *rows, size_t n, const uint32_t *a, const uint32_t *b,
                      double design, bool domain, double *value) {
  double r[MOST], total = 0, sum = 0, square = 0, centre = 0;
  for (size_t i = 0; i < n; i++) {
    if (!rows[i].answered || (domain && b[rows[i].cell] != 0)) continue;
    double w = rows[i].w * cx_rake_factor(rake, rows[i].cell);
    total += w;
    sum += w * rows[i].score;
  }
  *value = sum / total;
  for (size_t i = 0; i < n; i++)
    r[i] = rows[i].answered && (!domain || b[rows[i].cell] == 0) ? (rows[i].score - *value) / total : 0;
  for (int sweep = 0; sweep < 10; sweep++) {
    take_means(r, rows, n, a, 2);
    take_means(r, rows, n, b, 3);
  }
  for (size_t i = 0; i < n; i++) {
    double w = rows[i].w * cx_rake_factor(rake, rows[i].cell);
    square += w * w * r[i] * r[i];
    centre += w * r[i];
  }
  return sqrt(design / (design - 1) * (square - centre * centre / design));
}

static const uint32_t A[] = {0, 0, 0, 1, 1, 1}, B[] = {0, 1, 2, 0, 1, 2};

static size_t draw_rows(row *rows, uint64_t *random) {
  size_t n = 30 + (size_t)(chance(random) * 30);
  for (size_t i = 0; i < n; i++)
    rows[i] = (row){.cell = i < 6 ? (uint32_t)i : (uint32_t)(chance(random) * 6), .w = 0.2 + 3 * chance(random),
                    .score = 100 * (floor(chance(random) * 3) - 1), .answered = i < 3 || chance(random) < 0.9};
  return n;
}

/* What (8) says, row by row: the error of a total, its score nought outside the domain. */
static double slow_total_se(const cx_rake *rake, const row *rows, size_t n, const uint32_t *a, const uint32_t *b,
                            bool weighted, double design) {
  double r[MOST], sum = 0, square = 0, mass[2] = {0}, below[2] = {0};
  for (size_t i = 0; i < n; i++) r[i] = rows[i].answered ? rows[i].score : 0;
  for (size_t i = 0; i < n && weighted; i++) {
    mass[a[rows[i].cell]] += rows[i].w;
    below[a[rows[i].cell]] += rows[i].w * r[i];
  }
  for (size_t i = 0; i < n && weighted; i++) r[i] -= below[a[rows[i].cell]] / mass[a[rows[i].cell]];
  for (int sweep = 0; sweep < 10 && !weighted; sweep++) {
    take_means(r, rows, n, a, 2);
    take_means(r, rows, n, b, 3);
  }
  for (size_t i = 0; i < n; i++) {
    double w = rows[i].w * cx_rake_factor(rake, rows[i].cell);
    square += w * w * r[i] * r[i];
    sum += w * r[i];
  }
  return sqrt(design / (design - 1) * (square - sum * sum / design));
}

/* The same by cx_rake_residualise. */
static double total_se(const cx_rake *rake, const row *rows, size_t n, double design) {
  double sum[6] = {0}, weighted[6] = {0}, scratch[16], z = 0, square = 0;
  for (size_t i = 0; i < n; i++) {
    if (!rows[i].answered) continue;
    sum[rows[i].cell] += rows[i].score;
    weighted[rows[i].cell] += rows[i].w * rows[i].score;
  }
  cx_rake_residualise(rake, sum, weighted, scratch);
  for (size_t i = 0; i < n; i++) {
    double e = (rows[i].answered ? rows[i].score : 0) - cx_rake_taken(rake, scratch, rows[i].cell);
    e *= rows[i].w * cx_rake_factor(rake, rows[i].cell);
    z += e;
    square += e * e;
  }
  return sqrt(design / (design - 1) * (square - z * z / design));
}

static void totals_are_residualised_as_a_loop_over_rows_says(void **state) {
  (void)state; /* (4) (8): two margins by people, one by weights */
  uint64_t random = 11;
  const double a[] = {70, 30}, b[] = {20, 50, 30};
  for (int trial = 0; trial < 100; trial++) {
    row rows[MOST];
    double n[6] = {0}, w[6] = {0}, q[6] = {0};
    size_t people = draw_rows(rows, &random);
    for (size_t i = 0; i < people; i++) {
      n[rows[i].cell]++;
      w[rows[i].cell] += rows[i].w;
      q[rows[i].cell] += rows[i].w * rows[i].w;
    }
    for (int one = 0; one < 2; one++) {
      cx_rake *rake;
      cx_rake_place place;
      assert_int_equal(make(&rake, 6, n, w, q, A, 2, a, one ? NULL : B, one ? 0 : 3, one ? NULL : b, (double)people, &place),
                       CX_RAKE_OK);
      double se = slow_total_se(rake, rows, people, A, B, one, (double)people);
      NEAR(total_se(rake, rows, people, (double)people), se, 1e-9 * fmax(1, se));
      cx_rake_free(rake);
    }
  }
}

static void a_replicate_is_raked_as_if_it_were_the_sample(void **state) {
  (void)state; /* (9) */
  const double a[] = {50, 50}, b[] = {60, 40}, other[] = {5, 60, 25, 11}, none[] = {0, 0, 25, 11};
  cx_rake *rake, *own;
  cx_rake_place place;
  double x[4];
  assert_int_equal(make(&rake, 4, FOUR, FOUR, FOUR, ROWS, 2, a, COLUMNS, 2, b, 100, &place), CX_RAKE_OK);
  assert_int_equal(make(&own, 4, FOUR, other, FOUR, ROWS, 2, a, COLUMNS, 2, b, 100, &place), CX_RAKE_OK);
  assert_int_equal(cx_rake_again(rake, other, x, &place), CX_RAKE_OK);
  for (size_t c = 0; c < 4; c++) NEAR(x[c], other[c] * cx_rake_factor(own, c), 1e-9);
  assert_int_equal(cx_rake_again(rake, none, x, &place), CX_RAKE_EMPTY);
  assert_true(place.margin == 0 && place.level == 0);
  NEAR(cx_rake_level_at(rake, 0, 0).before, 30, 0); /* the sample's own weights stay */
  cx_rake_free(rake);
  cx_rake_free(own);
}

static void errors_equal_a_loop_over_rows(void **state) {
  (void)state; /* (4) (5) */
  uint64_t random = 5;
  const double a[] = {70, 30}, b[] = {20, 50, 30};
  const cx_cell score[] = {{.score = -100}, {.score = 0}, {.score = 100}};
  for (int trial = 0; trial < 100; trial++) {
    row rows[MOST];
    cx_rake_answer all[MOST], some[MOST];
    double n[6] = {0}, w[6] = {0}, q[6] = {0}, scratch[16], value;
    size_t people = draw_rows(rows, &random), n_all = 0, n_some = 0;
    for (size_t i = 0; i < people; i++) {
      const row *r = &rows[i];
      n[r->cell]++;
      w[r->cell] += r->w;
      q[r->cell] += r->w * r->w;
      cx_rake_answer answer = {r->cell, {1, r->w, r->w * r->w, r->score}};
      if (r->answered) all[n_all++] = answer;
      if (r->answered && B[r->cell] == 0) some[n_some++] = answer;
    }
    cx_rake *rake;
    cx_rake_place place;
    double design = (double)people + trial % 3;
    assert_int_equal(make(&rake, 6, n, w, q, A, 2, a, B, 3, b, design, &place), CX_RAKE_OK);
    assert_true(cx_rake_scratch(rake) <= 16);
    cx_estimate_options options = cx_estimate_options_make(0.95, CX_METHOD_T, true, design);
    cx_estimate e;
    double se = slow_se(rake, rows, people, A, B, design, false, &value);
    assert_true(cx_rake_estimate(rake, all, n_all, score, 3, &options, scratch, &e));
    NEAR(e.value, value, 1e-10);
    NEAR(e.se, se, 1e-9 * fmax(1, se));
    all_finite(&e);
    se = slow_se(rake, rows, people, A, B, design, true, &value);
    assert_true(cx_rake_estimate(rake, some, n_some, score, 3, &options, scratch, &e));
    NEAR(e.value, value, 1e-10);
    if (se > 1e-6) NEAR(e.se, se, 1e-9 * fmax(1, se));
    all_finite(&e);
    cx_rake_free(rake);
  }
}

static void equal_answers_and_nobody_are_defined(void **state) {
  (void)state; /* (7) */
  const double target[] = {100};
  const uint32_t one[4] = {0};
  const cx_cell score[] = {{.score = -100}, {.score = 0}, {.score = 100}};
  const cx_rake_answer same[] = {{0, {10, 10, 10, 100}}, {3, {5, 5, 5, 100}}};
  double scratch[2];
  cx_rake *rake;
  cx_rake_place place;
  assert_int_equal(make(&rake, 4, FOUR, FOUR, FOUR, one, 1, target, NULL, 0, NULL, 100, &place), CX_RAKE_OK);
  cx_estimate_options options = cx_estimate_options_make(0.95, CX_METHOD_AUTO, true, 100);
  cx_estimate e;
  assert_true(cx_rake_estimate(rake, same, 2, score, 3, &options, scratch, &e));
  assert_true(e.defined && e.value == 100 && e.se == 0 && e.low < 100);
  all_finite(&e);
  assert_true(cx_rake_estimate(rake, same, 0, score, 3, &options, scratch, &e));
  assert_false(e.defined);
  options.method = CX_METHOD_WILSON;
  assert_false(cx_rake_estimate(rake, same, 2, score, 3, &options, scratch, &e));
  cx_rake_free(rake);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_of_the_note_is_met),
      cmocka_unit_test(joint_cells_need_one_sweep),
      cmocka_unit_test(impossible_margins_are_outcomes),
      cmocka_unit_test(trimming_is_that_of_the_note),
      cmocka_unit_test(trimming_needs_one_weight_in_a_cell),
      cmocka_unit_test(errors_equal_a_loop_over_rows),
      cmocka_unit_test(totals_are_residualised_as_a_loop_over_rows_says),
      cmocka_unit_test(a_replicate_is_raked_as_if_it_were_the_sample),
      cmocka_unit_test(equal_answers_and_nobody_are_defined),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
