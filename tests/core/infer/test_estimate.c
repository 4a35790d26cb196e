/* test_estimate.c - estimate.h: values, errors, and what is never NaN (statistics, section 1) */
#include <stdlib.h>
#include <string.h>

#include "sample.h"

static void the_sample_has_its_value_and_its_error(void **state) {
  (void)state; /* (1) (2) (3); the design has 12 rows, one without an answer */
  cx_estimate e = estimate(M_NPS, 3, 12, CX_METHOD_AUTO);
  NEAR(e.value, 20.370370, 5e-7);
  NEAR(e.se, 29.303387, 5e-7);
  NEAR(e.n_effective, 8.944785, 5e-7);
  NEAR(estimate(M_NPS, 3, 11, CX_METHOD_AUTO).se, 29.425231, 5e-7);
  e = estimate(M_ANSWERS, 7, 12, CX_METHOD_AUTO);
  NEAR(e.value, 7.648148, 5e-7);
  NEAR(e.se, 0.696825, 5e-7);
}

static void a_group_keeps_the_rows_of_the_whole_design(void **state) {
  (void)state; /* (2): store and web of the sample */
  const cx_cell store[] = {{2, 3, 5, -100}, {1, 1, 1, 0}, {2, 2, 2.5, 100}};
  const cx_cell web[] = {{1, 0.5, 0.25, -100}, {2, 2.75, 3.8125, 0}, {3, 4.25, 7.8125, 100}};
  cx_estimate e = estimate(store, 3, 12, CX_METHOD_AUTO);
  NEAR(e.value, -16.666667, 5e-7);
  NEAR(e.se, 45.735663, 5e-7);
  e = estimate(web, 3, 12, CX_METHOD_AUTO);
  NEAR(e.value, 50, 1e-12);
  NEAR(e.se, 25.936987, 5e-7);
}

static void people_without_weights_have_the_textbook_error(void **state) {
  (void)state;
  cx_estimate e = estimate(NPS(50, 30, 20), 3, 100, CX_METHOD_AUTO);
  NEAR(e.value, 30, 0);
  NEAR(e.se, 7.849596, 5e-7);
  NEAR(sqrt(e.spread / e.n), 7.810250, 5e-7);
}

static void a_column_of_ones_changes_nothing(void **state) {
  (void)state; /* (1): to the last bit, for every method that fits */
  cx_cell cell[] = {{342, 342, 342, -100}, {968, 968, 968, 0}, {1436, 1436, 1436, 100}};
  for (int i = CX_METHOD_AUTO; i < CX_METHOD_EQUAL; i++) {
    if (!cx_interval_fits((cx_method)i, CX_SCORING_NET)) continue;
    cx_estimate_options with = cx_estimate_options_make(0.95, (cx_method)i, true, 2831);
    cx_estimate_options without = cx_estimate_options_make(0.95, (cx_method)i, false, 2831);
    cx_estimate a, b;
    memset(&a, 0, sizeof a), memset(&b, 0, sizeof b);
    assert_true(cx_estimate_make(cell, 3, 2831, &with, &a));
    assert_true(cx_estimate_make(cell, 3, 2831, &without, &b));
    assert_true(a.value == b.value && a.se == b.se && a.low == b.low && a.high == b.high);
    assert_true(a.n_effective == a.n && b.n_effective == b.n && a.n_interval == b.n_interval);
    assert_true(a.centre == b.centre && a.centre_se == b.centre_se);
  }
  assert_true(estimate(cell, 3, 2831, CX_METHOD_AUTO).n_interval == 2746);
}

static void weights_are_put_aside_when_asked(void **state) {
  (void)state; /* (1) */
  cx_estimate_options options = cx_estimate_options_make(0.95, CX_METHOD_AUTO, false, 12);
  cx_estimate e;
  assert_true(cx_estimate_make(M_NPS, 3, 12, &options, &e));
  NEAR(e.value, 100.0 * (5 - 3) / 11, 1e-12);
  NEAR(e.n_effective, 11, 0);
}

static void a_common_factor_of_the_weights_changes_nothing(void **state) {
  (void)state;
  cx_cell cell[3];
  memcpy(cell, M_NPS, sizeof cell);
  cx_estimate a = estimate(cell, 3, 12, CX_METHOD_AUTO);
  for (int i = 0; i < 3; i++) cell[i].w *= 8, cell[i].q *= 64;
  cx_estimate b = estimate(cell, 3, 12, CX_METHOD_AUTO);
  assert_true(a.value == b.value && a.se == b.se && a.low == b.low && a.high == b.high);
}

static void a_few_people_in_a_large_design_are_not_sure(void **state) {
  (void)state; /* interval (8): t of their own n - 1 = 1, 12.7062, around 4.5, kept on the scale */
  const cx_cell cell[] = {{0, 0, 0, 1}, {0, 0, 0, 2}, {0, 0, 0, 3}, {1, 1, 1, 4}, {1, 1, 1, 5}};
  cx_estimate e = estimate(cell, 5, 102, CX_METHOD_AUTO), r = estimate(cell, 5, 102, CX_METHOD_T);
  assert_true(e.df == 1 && r.df == 101 && e.se == r.se);
  assert_true(e.low == 1 && e.high == 5);
  NEAR(r.low, 3.795, 5e-4);
  NEAR(r.high, 5.205, 5e-4);
}

static void nobody_is_not_defined(void **state) {
  (void)state; /* (5) */
  cx_estimate e = estimate(NPS(0, 0, 0), 3, 100, CX_METHOD_AUTO);
  assert_false(e.defined);
  NEAR(e.n, 0, 0);
  all_finite(&e);
  const cx_cell weightless[] = {{4, 0, 0, 0}, {5, 0, 0, 1}};
  e = estimate(weightless, 2, 9, CX_METHOD_AUTO);
  assert_false(e.defined);
  NEAR(e.n, 9, 0);
}

static void equal_answers_have_that_value_and_no_error(void **state) {
  (void)state; /* (7): 0.1 + 0.2 of weight must not move a 7 */
  const cx_cell cell[] = {{0, 0, 0, 6}, {3, 0.30000000000000004, 0.05, 7}, {0, 0, 0, 8}, {0, 0, 0, 10}};
  cx_estimate e = estimate(cell, 4, 30, CX_METHOD_AUTO);
  assert_true(e.value == 7 && e.se == 0);
  assert_int_equal(e.method, CX_METHOD_EQUAL);
  assert_true(e.low < 7 && e.low > 6 && e.high > 7 && e.high < 10);
}

static void a_method_that_does_not_fit_is_refused(void **state) {
  (void)state;
  cx_estimate_options options = cx_estimate_options_make(0.95, CX_METHOD_WILSON, true, 100);
  cx_estimate e = {.n = -7};
  assert_false(cx_estimate_make(NPS(5, 3, 2), 3, 100, &options, &e));
  assert_true(e.n == -7);
}

static cx_cell wild(uint64_t *random, double score) {
  static const double size[] = {0, 1, 1, 2, 7, 1e3, 1e9};
  double n = size[(int)(chance(random) * 7)];
  double weight = pow(10, floor(chance(random) * 25) - 12);
  cx_cell cell = {n, n * weight, n * weight * weight * (1 + chance(random)), score};
  if (chance(random) < 0.05) cell.w = cell.q = 0;
  if (chance(random) < 0.05) cell.q = 0; /* sums that rounding or a fault made impossible (6) */
  return cell;
}

static void no_number_is_ever_nan_or_infinite(void **state) {
  (void)state; /* (5) (6) */
  uint64_t random = 20260321;
  for (int round = 0; round < 3000; round++) {
    cx_cell cell[12];
    size_t n = 1 + (size_t)(chance(&random) * 11);
    double step = pow(10, floor(chance(&random) * 24) - 12), from = floor(chance(&random) * 7) - 3;
    if (chance(&random) < 0.1) step = 0;
    double total = 0;
    for (size_t i = 0; i < n; i++) {
      cell[i] = wild(&random, step * (from + (double)i));
      total += cell[i].n;
    }
    double design = chance(&random) < 0.3 ? 1 : total + floor(chance(&random) * 3);
    for (int i = CX_METHOD_AUTO; i < CX_METHOD_EQUAL; i++) {
      if (!cx_interval_fits((cx_method)i, cx_estimate_scoring(cell, n))) continue;
      if (i == CX_METHOD_BETA && total > 1e6) continue; /* slow, and tried by the smaller ones */
      cx_estimate e = estimate(cell, n, fmax(design, 1), (cx_method)i);
      all_finite(&e);
      double slack = 1e-9 * (fabs(e.lowest) + fabs(e.highest));
      if (e.defined) assert_true(e.low <= e.value + slack && e.value <= e.high + slack);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_sample_has_its_value_and_its_error),
      cmocka_unit_test(a_group_keeps_the_rows_of_the_whole_design),
      cmocka_unit_test(people_without_weights_have_the_textbook_error),
      cmocka_unit_test(a_column_of_ones_changes_nothing),
      cmocka_unit_test(weights_are_put_aside_when_asked),
      cmocka_unit_test(a_common_factor_of_the_weights_changes_nothing),
      cmocka_unit_test(a_few_people_in_a_large_design_are_not_sure),
      cmocka_unit_test(nobody_is_not_defined),
      cmocka_unit_test(equal_answers_have_that_value_and_no_error),
      cmocka_unit_test(a_method_that_does_not_fit_is_refused),
      cmocka_unit_test(no_number_is_ever_nan_or_infinite),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
