/* test_design.c - the rules of infer/design.h, on sample M of twelve answers (values: R 4.2, survey 4.1) */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "infer/design.h"

/* Answers 10 9 6 8 3 | 10 7 9 0 10 - 8 as scores, their weights, their accounts A to F; row 11 did not answer. */
enum { ROWS = 12 };
static const double score[ROWS] = {100, 100, -100, 0, -100, 100, 0, 100, -100, 100, 0, 0};
static const double weight[ROWS] = {1.5, .5, 2, 1, 1, .75, 1.25, 2.5, .5, 1, 0, 1.5};
static const int account[ROWS] = {0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 5, 5};

/* The z of the six accounts for the rows [from, to); stratum[i] is account i's. */
static size_t accounts(size_t from, size_t to, const uint32_t *stratum, cx_psu *psu) {
  double y[6] = {0}, w[6] = {0}, all_y = 0, all_w = 0;
  for (size_t i = from; i < to; i++) {
    y[account[i]] += weight[i] * score[i];
    w[account[i]] += weight[i];
    all_y += weight[i] * score[i];
    all_w += weight[i];
  }
  for (size_t i = 0; i < 6; i++)
    psu[i] = (cx_psu){stratum[i], cx_design_influence(y[i], w[i], all_y / all_w, all_w)};
  return 6;
}

static double error_of(size_t from, size_t to, const cx_stratum *stratum, size_t n,
                       const uint32_t *of, cx_lonely lonely, double *df) {
  cx_psu psu[6];
  cx_design_sum scratch[6];
  cx_design_error error;
  size_t n_psus = accounts(from, to, of, psu);
  assert_true(cx_design_make(stratum, n, psu, n_psus, lonely, scratch, &error));
  if (df) *df = error.df;
  return sqrt(error.variance);
}

static const uint32_t one[6] = {0}, two[6] = {0, 0, 0, 1, 1, 1}, three[6] = {0, 0, 0, 1, 1, 2};

static void accounts_without_strata_give_the_error_of_r(void **state) {
  (void)state;
  const cx_stratum all[] = {{6, 0}};
  double df;
  assert_true(fabs(error_of(0, ROWS, all, 1, one, CX_LONELY_ADJUST, &df) - 29.35842) < 5e-6);
  assert_true(df == 5);
}

static void strata_count_the_psus_of_the_whole_sample(void **state) {
  (void)state;
  const cx_stratum halves[] = {{3, 0}, {3, 0}};
  double df;
  assert_true(fabs(error_of(0, ROWS, halves, 2, two, CX_LONELY_ADJUST, &df) - 28.397795) < 5e-7);
  assert_true(df == 4);
  assert_true(fabs(error_of(0, 5, halves, 2, two, CX_LONELY_ADJUST, NULL) - 59.121657) < 5e-7);
  assert_true(fabs(error_of(5, ROWS, halves, 2, two, CX_LONELY_ADJUST, NULL) - 10) < 5e-7);
}

static void a_lonely_stratum_follows_the_policy(void **state) {
  (void)state;
  const cx_stratum thirds[] = {{3, 0}, {2, 0}, {1, 0}};
  assert_true(fabs(error_of(0, ROWS, thirds, 3, three, CX_LONELY_REMOVE, NULL) - 28.526053) < 5e-7);
  assert_true(fabs(error_of(0, ROWS, thirds, 3, three, CX_LONELY_ADJUST, NULL) - 28.756734) < 5e-7);
  assert_true(fabs(error_of(0, ROWS, thirds, 3, three, CX_LONELY_AVERAGE, NULL) - 34.937137) < 5e-7);
  cx_psu psu[6];
  cx_design_sum scratch[3];
  cx_design_error error;
  size_t n = accounts(0, ROWS, three, psu);
  assert_false(cx_design_make(thirds, 3, psu, n, CX_LONELY_FAIL, scratch, &error));
  assert_int_equal(error.n_lonely, 1);
}

static void a_stratum_taken_whole_adds_nothing_and_is_not_lonely(void **state) {
  (void)state;
  const cx_stratum whole[] = {{3, 3}, {2, 2}, {1, 1}};
  assert_true(error_of(0, ROWS, whole, 3, three, CX_LONELY_FAIL, NULL) == 0);
}

static void a_known_population_makes_the_error_smaller(void **state) {
  (void)state;
  const cx_stratum free_one[] = {{6, 0}}, half[] = {{6, 12}};
  double all = error_of(0, ROWS, free_one, 1, one, CX_LONELY_ADJUST, NULL);
  double less = error_of(0, ROWS, half, 1, one, CX_LONELY_ADJUST, NULL);
  assert_true(fabs(less - all * sqrt(.5)) < 1e-12);
}

static void absent_psus_count_with_nought(void **state) {
  (void)state;
  const cx_stratum all[] = {{6, 0}};
  cx_psu psu[6];
  cx_design_sum scratch[1];
  cx_design_error with, without;
  accounts(0, 5, one, psu); /* accounts D to F have nobody in the store */
  assert_true(cx_design_make(all, 1, psu, 6, CX_LONELY_ADJUST, scratch, &with));
  assert_true(cx_design_make(all, 1, psu, 3, CX_LONELY_ADJUST, scratch, &without));
  assert_true(with.variance == without.variance);
}

static void policies_have_names(void **state) {
  (void)state;
  cx_lonely lonely;
  assert_true(cx_design_lonely_named("average", &lonely) && lonely == CX_LONELY_AVERAGE);
  assert_true(cx_design_lonely_named("adjust", &lonely) && lonely == CX_LONELY_ADJUST);
  assert_false(cx_design_lonely_named("certainty", &lonely));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(accounts_without_strata_give_the_error_of_r),
      cmocka_unit_test(strata_count_the_psus_of_the_whole_sample),
      cmocka_unit_test(a_lonely_stratum_follows_the_policy),
      cmocka_unit_test(a_stratum_taken_whole_adds_nothing_and_is_not_lonely),
      cmocka_unit_test(a_known_population_makes_the_error_smaller),
      cmocka_unit_test(absent_psus_count_with_nought),
      cmocka_unit_test(policies_have_names),
  };
  return cmocka_run_group_tests_name("design", tests, NULL, NULL);
}
