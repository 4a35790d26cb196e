/* test_compare.c - compare.h: the check values of the statistics note, R's tables, properties */
#include "table.h"

#include "infer/compare.h"
#include "infer/distribution.h"

static const double Z = 1.959963984540054;

static cx_difference compare(const cx_estimate *a, const cx_estimate *b, cx_compare_method method) {
  cx_compare_options o = {.method = method, .confidence = 0.95};
  cx_difference d;
  assert_true(cx_compare_fits(method, a) && cx_compare_fits(method, b));
  cx_compare_make(a, b, &o, &d);
  return d;
}

static cx_estimate nps(double promoters, double passives, double detractors) {
  return estimate(NPS(promoters, passives, detractors), 3, promoters + passives + detractors, CX_METHOD_AUTO);
}

static cx_estimate share(double x, double n) { return estimate(SHARE(x, n), 2, n, CX_METHOD_AUTO); }

/* Answers 1 to 5. */
static cx_estimate mean(const double count[5]) {
  cx_cell cell[5];
  double n = 0;
  for (int i = 0; i < 5; i++) {
    cell[i] = (cx_cell){count[i], count[i], count[i], i + 1};
    n += count[i];
  }
  return estimate(cell, 5, n, CX_METHOD_AUTO);
}

static void sound(const cx_difference *d) {
  const double value[] = {d->value, d->centre, d->se, d->df, d->low, d->high, d->statistic, d->p, d->effect};
  for (size_t i = 0; i < sizeof value / sizeof *value; i++) assert_true(isfinite(value[i]));
  assert_true(d->p >= 0 && d->p <= 1 && d->low <= d->high);
}

static void nps_is_compared_with_adjusted_counts_on_both_sides(void **state) {
  (void)state; /* (1): the statistics note, section 4 */
  cx_estimate a = nps(60, 25, 15), b = nps(50, 30, 20);
  cx_difference d = compare(&a, &b, CX_COMPARE_AUTO);
  assert_int_equal(d.method, CX_COMPARE_ADJUSTED);
  NEAR(d.value, 15, 1e-12);
  NEAR(d.centre, 14.563107, 5e-7);
  NEAR(d.se, 10.617735, 5e-7);
  NEAR(d.low, -6.247272, 5e-7);
  NEAR(d.high, 35.373485, 5e-7);
  NEAR(d.p, .170193, 5e-7);
  NEAR(d.df, 0, 0);
  NEAR(d.effect, 15 / sqrt((5475 + 6100) / 2.0), 1e-12);
}

static void check_shares(row *r) {
  double x = number(r, 0), n = number(r, 1), y = number(r, 2), m = number(r, 3);
  cx_estimate a = share(x, n), b = share(y, m);
  cx_difference d = compare(&a, &b, CX_COMPARE_AUTO), w = compare(&a, &b, CX_COMPARE_WALD);
  cx_difference c = compare(&a, &b, CX_COMPARE_NEWCOMBE);
  assert_int_equal(d.method, CX_COMPARE_SCORE);
  SAME(d.value, number(r, 6), 1e-9);
  SAME(d.statistic, number(r, 7), 1e-9);
  SAME(d.p, number(r, 8), 1e-9);
  SAME(w.low, number(r, 10), 1e-9);
  SAME(w.high, number(r, 11), 1e-9);
  SAME(w.p, number(r, 8), 1e-9);
  SAME(c.low, number(r, 17), 1e-9);
  SAME(c.high, number(r, 18), 1e-9);
}

static void shares_are_compared_as_r_does(void **state) {
  (void)state; /* (2) (5) */
  assert_int_equal(each_row("tests/data/numeric/two_proportions.csv", check_shares), 7);
}

static void the_interval_of_shares_is_what_the_score_test_keeps(void **state) {
  (void)state; /* (2): Newcombe 1998, table II, method 5, four decimals */
  const double at[][6] = {{56, 70, 48, 80, .0533, .3377}, {9, 10, 3, 10, .1821, .8370}};
  for (int i = 0; i < 2; i++) {
    cx_estimate a = share(at[i][0], at[i][1]), b = share(at[i][2], at[i][3]);
    cx_difference d = compare(&a, &b, CX_COMPARE_SCORE);
    NEAR(d.low, at[i][4], 5.1e-5);
    NEAR(d.high, at[i][5], 5.1e-5);
    double x = at[i][0] / at[i][1], y = at[i][2] / at[i][3];
    NEAR(cx_compare_score_test(x, at[i][1], y, at[i][3], d.low), Z, 1e-9);
    NEAR(cx_compare_score_test(x, at[i][1], y, at[i][3], d.high), -Z, 1e-9);
  }
}

static void interval_and_p_never_contradict(void **state) {
  (void)state; /* (1) (2) (3) */
  uint64_t random = 7;
  for (int i = 0; i < 3000; i++) {
    double n = 1 + floor(60 * chance(&random)), m = 1 + floor(60 * chance(&random));
    cx_estimate a = share(floor((n + 1) * chance(&random)), n), b = share(floor((m + 1) * chance(&random)), m);
    cx_difference d = compare(&a, &b, CX_COMPARE_AUTO), back = compare(&b, &a, CX_COMPARE_AUTO);
    sound(&d);
    if (fabs(d.p - 0.05) > 1e-9) assert_int_equal(d.p < 0.05, d.low > 0 || d.high < 0);
    NEAR(back.low, -d.high, 1e-9);
    NEAR(back.p, d.p, 1e-12);
    double p = floor(20 * chance(&random)), q = floor(20 * chance(&random));
    a = nps(p, 3, 2), b = nps(5, q, 1);
    d = compare(&a, &b, CX_COMPARE_AUTO);
    sound(&d);
    if (fabs(d.p - 0.05) > 1e-9) assert_int_equal(d.p < 0.05, d.low > 0 || d.high < 0);
  }
}

static void check_welch(row *r) {
  cx_estimate a = nps(number(r, 0), number(r, 1), number(r, 2)), b = nps(number(r, 3), number(r, 4), number(r, 5));
  cx_difference d = compare(&a, &b, CX_COMPARE_WELCH);
  NEAR(d.value, number(r, 8), 1e-9);
  SAME(d.se, number(r, 9), 1e-9);
  SAME(d.statistic, number(r, 10), 1e-9);
  SAME(d.df, number(r, 11), 1e-9);
  SAME(d.p, number(r, 12), 1e-9);
  SAME(d.low, number(r, 13), 1e-9);
  SAME(d.high, number(r, 14), 1e-9);
}

static void scores_are_compared_by_welch_as_r_does(void **state) {
  (void)state; /* (3) */
  assert_int_equal(each_row("tests/data/numeric/welch_nps.csv", check_welch), 5);
}

static void equal_weights_change_nothing(void **state) {
  (void)state; /* (3) */
  cx_cell heavy[5], light[5];
  for (int i = 0; i < 5; i++) {
    double n = 3 + 2 * i;
    light[i] = (cx_cell){n, n, n, i + 1};
    heavy[i] = (cx_cell){n, 2.5 * n, 6.25 * n, i + 1};
  }
  cx_estimate a = estimate(light, 5, 35, CX_METHOD_AUTO), b = estimate(heavy, 5, 35, CX_METHOD_AUTO);
  const double other[5] = {9, 8, 2, 1, 4};
  cx_estimate c = mean(other);
  cx_difference with = compare(&b, &c, CX_COMPARE_AUTO), without = compare(&a, &c, CX_COMPARE_AUTO);
  assert_int_equal(with.method, CX_COMPARE_WELCH);
  NEAR(with.p, without.p, 1e-14);
  NEAR(with.df, without.df, 1e-11);
  NEAR(with.high, without.high, 1e-13);
}

static void linearised_errors_take_their_covariance_off(void **state) {
  (void)state; /* (4): design cl of differences.csv, app against puhelin */
  cx_estimate a = {.defined = true, .value = 40.3110166715717, .se = 8, .method = CX_METHOD_ADJUSTED_WALD,
                   .spread = 1, .lowest = -100, .highest = 100};
  cx_estimate b = a;
  b.value = 0;
  b.se = 7;
  double covariance = (64 + 49 - 7.56089907277837 * 7.56089907277837) / 2;
  cx_compare_options o = {.method = CX_COMPARE_LINEAR, .confidence = 0.95, .df = 33, .covariance = covariance};
  cx_difference d;
  cx_compare_make(&a, &b, &o, &d);
  SAME(d.se, 7.56089907277837, 1e-12);
  SAME(d.statistic, 5.33151101258635, 1e-12);
  SAME(d.p, 6.93545747203526e-06, 1e-9);
}

static void a_side_that_knows_no_spread_borrows_its_interval(void **state) {
  (void)state; /* (6) */
  const double same[5] = {0, 0, 0, 0, 4}, one[5] = {1, 0, 0, 0, 0}, many[5] = {1, 4, 9, 5, 2};
  cx_estimate a = mean(same), b = mean(many), c = mean(one);
  cx_difference d = compare(&a, &b, CX_COMPARE_AUTO);
  sound(&d);
  assert_true(d.p > 0.001 && d.se > sqrt(b.spread / 20));
  d = compare(&a, &c, CX_COMPARE_AUTO);
  sound(&d);
  assert_true(d.low < 0 && d.high >= 4);
  d = compare(&a, &a, CX_COMPARE_AUTO);
  sound(&d);
  NEAR(d.p, 1, 0);
  d = compare(&a, &b, CX_COMPARE_LINEAR);
  sound(&d);
}

static void a_side_without_degrees_of_freedom_borrows_its_interval_too(void **state) {
  (void)state; /* (6): two strata of one cluster each; by its own error, 0.05, it would be sure */
  const double many[5] = {1, 4, 9, 5, 2};
  cx_cell cell[5];
  for (int i = 0; i < 5; i++) cell[i] = (cx_cell){many[i], many[i], many[i], i + 1};
  cx_estimate_options o = cx_estimate_options_make(.95, CX_METHOD_AUTO, true, 21);
  cx_estimate a, b = mean(many);
  assert_true(cx_estimate_make_designed(cell, 5, .0025, 0, &o, &a));
  assert_int_equal(a.method, CX_METHOD_EQUAL);
  NEAR(a.se, .05, 1e-15);
  const cx_compare_method asked[] = {CX_COMPARE_LINEAR, CX_COMPARE_WELCH};
  for (size_t i = 0; i < 2; i++) {
    cx_difference d = compare(&a, &a, asked[i]);
    sound(&d);
    NEAR(d.se, sqrt(2) * a.centre_se, 1e-12);
    d = compare(&a, &b, asked[i]);
    sound(&d);
    assert_true(d.se > b.se && d.se > a.centre_se);
  }
}

static void no_one_is_sure_after_one_answer_each(void **state) {
  (void)state; /* (1) (2) */
  cx_estimate a = nps(1, 0, 0), b = nps(0, 0, 1);
  cx_difference d = compare(&a, &b, CX_COMPARE_AUTO);
  sound(&d);
  NEAR(d.value, 200, 0);
  NEAR(d.high, 200, 0);
  assert_true(d.p > 0.05 && d.low < 0);
  a = share(1, 1), b = share(0, 1);
  d = compare(&a, &b, CX_COMPARE_AUTO);
  sound(&d);
  assert_true(d.p > 0.05);
}

static void a_side_without_answers_is_not_compared(void **state) {
  (void)state; /* (10) */
  cx_estimate a = nps(1, 2, 3), b = nps(0, 0, 0);
  cx_difference d = compare(&a, &b, CX_COMPARE_AUTO);
  assert_false(d.defined);
  sound(&d);
}

static void a_part_and_the_whole_share_their_people(void **state) {
  (void)state; /* (7): Var(g - T) = Var g + Var T - 2 cov, T = f g + (1 - f) r, cov = f Var g */
  cx_estimate g = nps(60, 25, 15), r = nps(150, 90, 60), all = nps(210, 115, 75);
  cx_compare_options o = {.method = CX_COMPARE_LINEAR, .confidence = 0.95, .df = 399, .share = 0.25, .whole = &all};
  cx_difference d;
  cx_compare_make(&g, &r, &o, &d);
  double vg = g.se * g.se, vr = r.se * r.se, vt = (vg + 9 * vr) / 16;
  NEAR(d.value, g.value - all.value, 1e-12);
  NEAR(d.se, sqrt(vg + vt - 2 * 0.25 * vg), 1e-12);
  NEAR(d.effect, (g.value - all.value) / sqrt((g.spread + all.spread) / 2), 1e-12);
  o.share = 0;
  cx_difference rest;
  cx_compare_make(&g, &r, &o, &rest);
  NEAR(d.p, rest.p, 0);
  o.share = 1;
  cx_compare_make(&g, &r, &o, &d);
  assert_false(d.defined);
}

/* Differences of the note's joint table: detractors, passives, promoters before by after. */
static void the_same_people_twice(void **state) {
  (void)state; /* (8): the statistics note, section 4 */
  const double table[3][3] = {{10, 6, 4}, {3, 15, 12}, {1, 9, 40}};
  cx_cell cell[9];
  for (int i = 0; i < 9; i++) {
    int from = i / 3, to = i % 3;
    double n = table[from][to];
    cell[i] = (cx_cell){n, n, n, 100.0 * (to - from)};
  }
  cx_difference d;
  cx_compare_paired(cell, 9, false, 0.95, &d);
  assert_int_equal(d.method, CX_COMPARE_PAIRED);
  NEAR(d.value, 12, 1e-12);
  NEAR(d.se, 7.003607, 5e-7);
  NEAR(d.low, -1.896675, 5e-7);
  NEAR(d.high, 25.896675, 5e-7);
  NEAR(d.p, .089768, 5e-7);
  NEAR(d.df, 99, 0);
}

static void pairs_that_differ_alike_are_not_certain(void **state) {
  (void)state; /* (8) */
  cx_cell cell[] = {{0, 0, 0, -200}, {0, 0, 0, 0}, {5, 5, 5, 100}, {0, 0, 0, 200}};
  cx_difference d;
  cx_compare_paired(cell, 4, false, 0.95, &d);
  sound(&d);
  NEAR(d.value, 100, 0);
  NEAR(d.p, 2 * cx_distribution_normal(-sqrt(2.5)), 1e-12);
  assert_true(d.low < 0);
  cell[2].n = cell[2].w = cell[2].q = 1;
  cx_compare_paired(cell, 4, false, 0.95, &d);
  sound(&d);
  cell[2].n = 0;
  cell[1].n = cell[1].w = cell[1].q = 9;
  cx_compare_paired(cell, 4, false, 0.95, &d);
  NEAR(d.p, 1, 0);
  cell[1].n = 0;
  cx_compare_paired(cell, 4, false, 0.95, &d);
  assert_false(d.defined);
}

static void the_interval_of_pairs_that_differ_alike_meets_its_p(void **state) {
  (void)state; /* (8) */
  for (int n = 1; n < 40; n++) {
    cx_cell cell[] = {{0, 0, 0, -4}, {n, n, n, 1}, {0, 0, 0, 4}};
    cx_difference d;
    cx_compare_paired(cell, 3, false, 0.95, &d);
    assert_int_equal(d.p < 0.05, d.low > 0);
  }
}

static void effects_are_named(void **state) {
  (void)state; /* (9) */
  cx_estimate a = share(30, 60), b = share(15, 60);
  cx_difference d = compare(&a, &b, CX_COMPARE_AUTO);
  assert_string_equal(cx_compare_effect_name(d.effect_kind), "Cohen's h");
  NEAR(d.effect, 1.5707963267948966 - 1.0471975511965976, 1e-12); /* 2 asin sqrt(1/2), 1/4 */
  const double same[5] = {0, 0, 3, 0, 0};
  a = mean(same);
  d = compare(&a, &a, CX_COMPARE_AUTO);
  assert_null(cx_compare_effect_name(d.effect_kind));
}

static void methods_have_names_and_needs(void **state) {
  (void)state;
  cx_compare_method method;
  assert_true(cx_compare_named("welch T", &method) && method == CX_COMPARE_WELCH);
  assert_true(cx_compare_named("linearised t", &method) && method == CX_COMPARE_LINEAR);
  assert_false(cx_compare_named("paired t", &method));
  assert_false(cx_compare_named("wel", &method));
  assert_string_equal(cx_compare_name(CX_COMPARE_NEWCOMBE), "Newcombe");
  cx_estimate a = nps(5, 4, 3), b = share(5, 9);
  assert_false(cx_compare_fits(CX_COMPARE_SCORE, &a));
  assert_false(cx_compare_fits(CX_COMPARE_ADJUSTED, &b));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nps_is_compared_with_adjusted_counts_on_both_sides),
      cmocka_unit_test(shares_are_compared_as_r_does),
      cmocka_unit_test(the_interval_of_shares_is_what_the_score_test_keeps),
      cmocka_unit_test(interval_and_p_never_contradict),
      cmocka_unit_test(scores_are_compared_by_welch_as_r_does),
      cmocka_unit_test(equal_weights_change_nothing),
      cmocka_unit_test(linearised_errors_take_their_covariance_off),
      cmocka_unit_test(a_side_that_knows_no_spread_borrows_its_interval),
      cmocka_unit_test(a_side_without_degrees_of_freedom_borrows_its_interval_too),
      cmocka_unit_test(no_one_is_sure_after_one_answer_each),
      cmocka_unit_test(a_side_without_answers_is_not_compared),
      cmocka_unit_test(a_part_and_the_whole_share_their_people),
      cmocka_unit_test(the_same_people_twice),
      cmocka_unit_test(pairs_that_differ_alike_are_not_certain),
      cmocka_unit_test(the_interval_of_pairs_that_differ_alike_meets_its_p),
      cmocka_unit_test(effects_are_named),
      cmocka_unit_test(methods_have_names_and_needs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
