/* test_interval.c - interval.h: the check values of the statistics note, R's tables, exact coverage */
#include <stdlib.h>
#include <string.h>

#include "sample.h"

#include "infer/distribution.h"

static void bounds(const cx_cell *cell, size_t n_cells, double design_n, cx_method method, double low,
                   double high, double tolerance) {
  cx_estimate e = estimate(cell, n_cells, design_n, method);
  NEAR(e.low, low, tolerance);
  NEAR(e.high, high, tolerance);
}

static void adjusted_wald_adds_three_answers(void **state) {
  (void)state; /* (1) */
  cx_estimate e = estimate(NPS(50, 30, 20), 3, 100, CX_METHOD_AUTO);
  assert_int_equal(e.method, CX_METHOD_ADJUSTED_WALD);
  NEAR(e.centre, 29.126214, 5e-7);
  NEAR(e.centre_se, 7.691510, 5e-7);
  NEAR(e.low, 14.051130, 5e-7);
  NEAR(e.high, 44.201297, 5e-7);
}

static void adjusted_wald_is_clamped_to_the_scores(void **state) {
  (void)state; /* (1): 100.382 without the clamp */
  bounds(NPS(9, 1, 0), 3, 10, CX_METHOD_AUTO, 38.079227, 100, 5e-7);
  bounds(NPS(5, 0, 0), 3, 5, CX_METHOD_AUTO, 17.491453, 100, 5e-7);
  bounds(NPS(0, 0, 5), 3, 5, CX_METHOD_AUTO, -100, -17.491453, 5e-7);
}

static void adjusted_wald_uses_the_people_behind_the_weights(void **state) {
  (void)state; /* (7) */
  cx_estimate e = estimate(M_NPS, 3, 12, CX_METHOD_AUTO);
  NEAR(e.n_interval, 8.648204, 5e-7);
  NEAR(e.centre, 15.123972, 5e-7);
  NEAR(e.centre_se, 23.478862, 5e-7);
  NEAR(e.low, -30.893752, 5e-7);
  NEAR(e.high, 61.141696, 5e-7);
}

static void one_answer_stands_inside_its_own_interval(void **state) {
  (void)state; /* (1) */
  bounds(NPS(1, 0, 0), 3, 10, CX_METHOD_AUTO, 25 - 1.959963984540054 * 37.5, 100, 1e-9);
}

static void equal_weighted_answers_count_as_kish_says(void **state) {
  (void)state; /* (7): 0/0, so W^2/Q */
  const cx_cell cell[] = {{0, 0, 0, -100}, {0, 0, 0, 0}, {3, 6, 14, 100}};
  cx_estimate e = estimate(cell, 3, 20, CX_METHOD_AUTO);
  NEAR(e.n_interval, 36.0 / 14, 1e-12);
  all_finite(&e);
}

static void the_score_interval_is_what_the_test_keeps(void **state) {
  (void)state; /* (2) */
  bounds(NPS(50, 30, 20), 3, 100, CX_METHOD_SCORE, 13.955142, 44.339307, 5e-7);
  bounds(NPS(9, 1, 0), 3, 10, CX_METHOD_SCORE, 37.268768, 98.212379, 5e-7);
  bounds(NPS(0, 1, 9), 3, 10, CX_METHOD_SCORE, -98.212379, -37.268768, 5e-7);
  cx_estimate e = estimate(NPS(50, 30, 20), 3, 100, CX_METHOD_SCORE);
  double z = cx_interval_score_test(0.3, 0.7, 100, e.low / 100, NULL);
  NEAR(z, 1.959963984540054, 1e-9);
}

static void wilson_matches_the_note(void **state) {
  (void)state; /* (3) (4) */
  bounds(SHARE(85, 100), 2, 100, CX_METHOD_AUTO, .767164, .906940, 5e-7);
  bounds(SHARE(50, 100), 2, 100, CX_METHOD_AUTO, .403832, .596168, 5e-7);
  bounds(SHARE(5, 5), 2, 5, CX_METHOD_AUTO, .565518, 1, 5e-7);
  cx_estimate e = estimate(M_PROMOTERS, 2, 12, CX_METHOD_AUTO);
  NEAR(e.n_interval, 8.831196, 5e-7);
  NEAR(e.low, .199431, 5e-7);
  NEAR(e.high, .748949, 5e-7);
  e = estimate(M_PROMOTERS, 2, 12, CX_METHOD_WILSON_SURVEY);
  NEAR(e.n_interval, 8.095263, 5e-7);
  NEAR(e.df, 11, 0);
  NEAR(e.low, .171421, 5e-7);
  NEAR(e.high, .782237, 5e-7);
}

static void beta_is_that_of_korn_and_graubard(void **state) {
  (void)state; /* (5) */
  bounds(M_PROMOTERS, 2, 12, CX_METHOD_BETA, .135491, .816857, 5e-7);
}

static void a_mean_has_t_of_the_whole_design(void **state) {
  (void)state; /* (6) */
  cx_estimate e = estimate(M_ANSWERS, 7, 12, CX_METHOD_AUTO);
  assert_int_equal(e.method, CX_METHOD_T);
  NEAR(e.df, 11, 0);
  NEAR(e.low, 6.114447, 5e-7);
  NEAR(e.high, 9.181849, 5e-7);
}

static void published_bounds_of_the_airport_are_met(void **state) {
  (void)state; /* (1) (6): section 16, without weights */
  bounds(NPS(1436, 968, 342), 3, 2831, CX_METHOD_WALD, 37.2249, 42.4547, 1e-4);
  bounds(NPS(1436, 968, 342), 3, 2831, CX_METHOD_AUTO, 37.1824, 42.4102, 1e-4);
}

static void proportions_are_those_of_r(void **state) {
  (void)state; /* (3) (5) (6); with an endless design (5) is Clopper and Pearson's */
  FILE *file = fopen("tests/data/numeric/proportion_intervals.csv", "r");
  assert_non_null(file);
  char line[256], name[32];
  double x, n, confidence, value, low, high;
  int checked = 0;
  while (fgets(line, sizeof line, file)) {
    if (sscanf(line, "%lf,%lf,%lf,%31[^,],%lf,%lf,%lf", &x, &n, &confidence, name, &value, &low, &high) != 7)
      continue;
    cx_method method = strcmp(name, "wilson") == 0            ? CX_METHOD_WILSON
                       : strcmp(name, "clopper_pearson") == 0 ? CX_METHOD_BETA
                       : strcmp(name, "wald") == 0            ? CX_METHOD_WALD
                                                              : CX_METHOD_AUTO;
    if (method == CX_METHOD_AUTO) continue;
    cx_estimate_options options = cx_estimate_options_make(confidence, method, true, 1e15);
    cx_estimate e;
    assert_true(cx_estimate_make(SHARE(x, n), 2, 1e15, &options, &e));
    NEAR(e.value, value, 1e-12);
    NEAR(e.low, low, 1e-9);
    NEAR(e.high, high, 1e-9);
    checked++;
  }
  fclose(file);
  assert_int_equal(checked, 108);
}

/* ---- exact coverage (section 2): every outcome of the trinomial with its probability ---- */

static double log_choose(int n, int p, int d) {
  return lgamma(n + 1.0) - lgamma(p + 1.0) - lgamma(d + 1.0) - lgamma(n - p - d + 1.0);
}

/* How often 95 % intervals hold the truth; *width is their mean width in points. */
static double coverage(int n, double p, double d, cx_method method, double *width) {
  cx_estimate_options options = cx_estimate_options_make(0.95, method, true, n);
  double covered = 0, truth = 100 * (p - d);
  *width = 0;
  for (int i = 0; i <= n; i++) {
    for (int j = 0; i + j <= n; j++) {
      double chance_ = exp(log_choose(n, i, j) + i * log(p) + j * log(d) + (n - i - j) * log(1 - p - d));
      cx_estimate e;
      assert_true(cx_estimate_make(NPS(i, n - i - j, j), 3, n, &options, &e));
      if (e.low <= truth + 1e-9 && truth <= e.high + 1e-9) covered += chance_;
      *width += chance_ * (e.high - e.low);
    }
  }
  return covered;
}

static void coverage_is_that_of_exact_enumeration(void **state) {
  (void)state;
  const struct {
    int n;
    double p, d, wald, t, adjusted, width;
  } row[] = {
      {5, .85, .05, .548, .556, .897, 92},  {5, .50, .20, .840, .946, .943, 101},
      {10, .85, .05, .797, .802, .945, 68}, {10, .50, .20, .896, .932, .962, 81},
      {20, .70, .10, .907, .912, .961, 56}, {30, .85, .05, .899, .915, .963, 38},
      {50, .50, .20, .941, .949, .950, 42}, {100, .50, .20, .945, .949, .949, 30},
      {100, .85, .05, .929, .937, .952, 20},
  };
  for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
    double width;
    NEAR(coverage(row[i].n, row[i].p, row[i].d, CX_METHOD_WALD, &width), row[i].wald, 5.1e-4);
    NEAR(coverage(row[i].n, row[i].p, row[i].d, CX_METHOD_T, &width), row[i].t, 5.1e-4);
    NEAR(coverage(row[i].n, row[i].p, row[i].d, CX_METHOD_ADJUSTED_WALD, &width), row[i].adjusted, 5.1e-4);
    NEAR(width, row[i].width, 0.51);
  }
}

/* ---- choosing (8) (9) ---- */

static void the_scores_choose_the_method(void **state) {
  (void)state; /* (8): the scores that there can be, not those that were given */
  const cx_cell two[] = {{3, 3, 3, 0}, {0, 0, 0, 100}};
  const cx_cell uneven[] = {{3, 3, 3, 0}, {2, 2, 2, 50}, {1, 1, 1, 110}};
  const cx_cell tenths[] = {{3, 3, 3, .1}, {2, 2, 2, .2}, {1, 1, 1, .3}};
  const cx_cell one[] = {{3, 3, 3, 7}, {2, 2, 2, 7}};
  assert_int_equal(estimate(two, 2, 3, CX_METHOD_AUTO).method, CX_METHOD_WILSON);
  assert_int_equal(estimate(uneven, 3, 6, CX_METHOD_AUTO).method, CX_METHOD_T);
  assert_int_equal(estimate(tenths, 3, 6, CX_METHOD_AUTO).method, CX_METHOD_ADJUSTED_WALD);
  cx_estimate e = estimate(one, 2, 5, CX_METHOD_AUTO);
  assert_true(e.value == 7 && e.low == 7 && e.high == 7);
}

static void equal_answers_leave_the_rest_anywhere(void **state) {
  (void)state; /* (8): 4 of 4 say 5; Wilson's share is 4/(4 + z^2) */
  cx_cell cell[5] = {{.score = 1}, {.score = 2}, {.score = 3}, {.score = 4}, {4, 4, 4, 5}};
  cx_estimate e = estimate(cell, 5, 100, CX_METHOD_AUTO);
  double z = 1.959963984540054, rest = z * z / (4 + z * z);
  assert_int_equal(e.method, CX_METHOD_EQUAL);
  NEAR(e.low, 5 - 4 * rest, 1e-12);
  NEAR(e.high, 5, 0);
  cell[4] = (cx_cell){0, 0, 0, 5};
  cell[2] = (cx_cell){1, 1, 1, 3};
  e = estimate(cell, 5, 100, CX_METHOD_AUTO); /* one answer */
  rest = z * z / (1 + z * z);
  NEAR(e.value, 3, 0);
  NEAR(e.low, 3 - 2 * rest, 1e-12);
  NEAR(e.high, 3 + 2 * rest, 1e-12);
}

static void t_as_asked_for_has_no_width_without_spread(void **state) {
  (void)state; /* (6) (9): as in R; but a design of one row has no t at all */
  const cx_cell cell[] = {{0, 0, 0, 1}, {0, 0, 0, 2}, {0, 0, 0, 4}, {1, 1, 1, 5}};
  bounds(cell, 4, 100, CX_METHOD_T, 5, 5, 0);
  assert_int_equal(estimate(cell, 4, 1, CX_METHOD_T).method, CX_METHOD_EQUAL);
}

static void curves_are_those_of_svyciprop(void **state) {
  (void)state; /* (11): svyciprop of 83 of 100 by xlogit and asin, in R */
  bounds(SHARE(83, 100), 2, 100, CX_METHOD_LOGIT, 0.741682724502720, 0.892498645657221, 1e-12);
  bounds(SHARE(83, 100), 2, 100, CX_METHOD_ARCSINE, 0.749046194772664, 0.897873517532360, 1e-12);
}

static void likelihood_is_that_of_svyciprop(void **state) {
  (void)state; /* (12): svyciprop of 83 of 100 by likelihood, its profile taken in steps of 1/2000 of the error */
  bounds(SHARE(83, 100), 2, 100, CX_METHOD_LIKELIHOOD, 0.746485433587971, 0.896075061392655, 1e-9);
}

static void likelihood_keeps_what_its_deviance_allows(void **state) {
  (void)state; /* (12): the rule itself, at its bounds, for shares and samples of every size */
  for (double n = 2; n < 1e9; n *= 7.3) {
    for (double share = 1e-9; share < 1; share += .0909) {
      cx_estimate e = estimate(SHARE(share * n, n), 2, n, CX_METHOD_LIKELIHOOD);
      all_finite(&e);
      if (e.method == CX_METHOD_EQUAL) continue; /* too few for a t */
      double t = cx_distribution_t_quantile(.975, e.df), k = t * t / 2 / e.n_interval, tolerance = 1e-7 * fmax(1, k);
      assert_true(e.low < e.value && e.value < e.high);
      if (e.low > 1e-6) NEAR(cx_interval_divergence(e.value, e.low), k, tolerance * fmin(1, k));
      if (e.high < 1 - 1e-6) NEAR(cx_interval_divergence(e.value, e.high), k, tolerance * fmin(1, k));
      cx_estimate other = estimate(SHARE(n - share * n, n), 2, n, CX_METHOD_LIKELIHOOD);
      NEAR(other.high, 1 - e.low, 1e-9);
    }
  }
}

static void likelihood_without_an_error_is_a_point(void **state) {
  (void)state; /* (12): clusters that all answer alike */
  cx_estimate_options o = cx_estimate_options_make(.95, CX_METHOD_LIKELIHOOD, true, 10);
  cx_estimate e;
  assert_true(cx_estimate_make_designed(SHARE(4, 10), 2, 0, 4, &o, &e));
  NEAR(e.low, .4, 0);
  NEAR(e.high, .4, 0);
  all_finite(&e);
}

static void an_error_without_degrees_of_freedom_makes_nobody_surer(void **state) {
  (void)state; /* (10): a small error may be chance; a large one is believed */
  cx_estimate_options o = cx_estimate_options_make(.95, CX_METHOD_AUTO, true, 10);
  cx_estimate e;
  assert_true(cx_estimate_make_designed(SHARE(4, 10), 2, .24 / 500, 0, &o, &e));
  NEAR(e.n_interval, 10, 1e-12);
  assert_true(cx_estimate_make_designed(SHARE(4, 10), 2, .24 / 5, 0, &o, &e));
  NEAR(e.n_interval, 5, 1e-12);
  assert_true(cx_estimate_make_designed(SHARE(4, 10), 2, .24 / 500, 1, &o, &e));
  NEAR(e.n_interval, 500, 1e-9);
}

static void curves_end_at_equal_answers(void **state) {
  (void)state; /* (11) */
  cx_estimate e = estimate(SHARE(7, 7), 2, 7, CX_METHOD_LOGIT);
  assert_int_equal(e.method, CX_METHOD_EQUAL);
  all_finite(&e);
  e = estimate(SHARE(1, 1), 2, 9, CX_METHOD_LIKELIHOOD);
  assert_int_equal(e.method, CX_METHOD_EQUAL);
  e = estimate(SHARE(0, 7), 2, 7, CX_METHOD_ARCSINE);
  assert_int_equal(e.method, CX_METHOD_EQUAL);
  bounds(SHARE(1, 2), 2, 2, CX_METHOD_ARCSINE, 0, 1, 1e-12); /* t of 1: all that there is */
}

static void methods_have_names(void **state) {
  (void)state;
  for (int i = CX_METHOD_AUTO; i < CX_METHOD_EQUAL; i++) {
    cx_method method;
    assert_true(cx_interval_named(cx_interval_name((cx_method)i), &method));
    assert_int_equal(method, i);
  }
  cx_method method = CX_METHOD_T;
  assert_true(cx_interval_named("ADJUSTED_wald", &method) && method == CX_METHOD_ADJUSTED_WALD);
  assert_true(cx_interval_named("beta", &method) && method == CX_METHOD_BETA);
  assert_false(cx_interval_named("wilso", &method));
  assert_false(cx_interval_named("equal answers", &method));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(adjusted_wald_adds_three_answers),
      cmocka_unit_test(adjusted_wald_is_clamped_to_the_scores),
      cmocka_unit_test(adjusted_wald_uses_the_people_behind_the_weights),
      cmocka_unit_test(one_answer_stands_inside_its_own_interval),
      cmocka_unit_test(equal_weighted_answers_count_as_kish_says),
      cmocka_unit_test(the_score_interval_is_what_the_test_keeps),
      cmocka_unit_test(wilson_matches_the_note),
      cmocka_unit_test(beta_is_that_of_korn_and_graubard),
      cmocka_unit_test(a_mean_has_t_of_the_whole_design),
      cmocka_unit_test(published_bounds_of_the_airport_are_met),
      cmocka_unit_test(proportions_are_those_of_r),
      cmocka_unit_test(coverage_is_that_of_exact_enumeration),
      cmocka_unit_test(the_scores_choose_the_method),
      cmocka_unit_test(equal_answers_leave_the_rest_anywhere),
      cmocka_unit_test(t_as_asked_for_has_no_width_without_spread),
      cmocka_unit_test(curves_are_those_of_svyciprop),
      cmocka_unit_test(likelihood_is_that_of_svyciprop),
      cmocka_unit_test(likelihood_keeps_what_its_deviance_allows),
      cmocka_unit_test(likelihood_without_an_error_is_a_point),
      cmocka_unit_test(an_error_without_degrees_of_freedom_makes_nobody_surer),
      cmocka_unit_test(curves_end_at_equal_answers),
      cmocka_unit_test(methods_have_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
