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

/* The sums of strata over the accounts [0, n_accounts), for the rows [from, to); of[i] is account i's stratum. */
static void add_accounts(size_t from, size_t to, size_t n_accounts, const uint32_t *of,
                         cx_design_sum *sum) {
  double y[6] = {0}, w[6] = {0}, all_y = 0, all_w = 0;
  for (size_t i = from; i < to; i++) {
    y[account[i]] += weight[i] * score[i];
    w[account[i]] += weight[i];
    all_y += weight[i] * score[i];
    all_w += weight[i];
  }
  for (size_t i = 0; i < n_accounts; i++)
    cx_design_add(&sum[of[i]], cx_design_influence(y[i], w[i], all_y / all_w, all_w));
}

static double error_of(size_t from, size_t to, const cx_stratum *stratum, size_t n,
                       const uint32_t *of, cx_lonely lonely, double *df) {
  cx_design_sum sum[6] = {{0, 0}};
  cx_design_error error;
  add_accounts(from, to, 6, of, sum);
  assert_true(cx_design_make(stratum, sum, n, lonely, &error));
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
  cx_design_sum sum[3] = {{0, 0}};
  cx_design_error error;
  add_accounts(0, ROWS, 6, three, sum);
  assert_false(cx_design_make(thirds, sum, 3, CX_LONELY_FAIL, &error));
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
  cx_design_sum six[1] = {{0, 0}}, three_of_them[1] = {{0, 0}};
  cx_design_error with, without;
  add_accounts(0, 5, 6, one, six); /* accounts D to F have nobody in the store */
  add_accounts(0, 5, 3, one, three_of_them);
  assert_true(cx_design_make(all, six, 1, CX_LONELY_ADJUST, &with));
  assert_true(cx_design_make(all, three_of_them, 1, CX_LONELY_ADJUST, &without));
  assert_true(with.variance == without.variance);
}

static void the_average_is_that_of_the_strata_in_the_group(void **state) {
  (void)state; /* (5): the third stratum has nobody in the group, lonely or not */
  const cx_stratum stratum[] = {{3, 0}, {1, 0}, {1, 0}, {2, 0}};
  const cx_design_sum sum[] = {{0, 2}, {1, 1}, {0, 0}, {0, 0}};
  cx_design_error error;
  assert_true(cx_design_make(stratum, sum, 4, CX_LONELY_AVERAGE, &error));
  assert_true(fabs(error.variance - 6) < 1e-12);
  assert_int_equal(error.n_lonely, 2);
  const cx_design_sum without[] = {{0, 2}, {0, 0}, {0, 0}, {0, 0}};
  assert_true(cx_design_make(stratum, without, 4, CX_LONELY_AVERAGE, &error));
  assert_true(fabs(error.variance - 3) < 1e-12);
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
      cmocka_unit_test(the_average_is_that_of_the_strata_in_the_group),
      cmocka_unit_test(policies_have_names),
  };
  return cmocka_run_group_tests_name("design", tests, NULL, NULL);
}
