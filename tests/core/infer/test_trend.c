/* test_trend.c - trend.h: slopes, contrasts, shares and orders (statistics, section 4; R 4.2) */
#include <float.h>

#include "infer/trend.h"
#include "sample.h"

static const cx_trend_point SIX[] = {{1, 28, 25}, {2, 31, 30.25}, {3, 27, 36},
                                     {4, 35, 25}, {5, 38, 20.25}, {6, 41, 25}};

static void the_slope_of_the_note_is_met(void **state) {
  (void)state; /* (1) */
  cx_trend s;
  assert_true(cx_trend_slope(SIX, 6, &s));
  NEAR(s.value, 2.669674, 5e-7);
  NEAR(s.se, 1.196624, 5e-7);
  NEAR(s.z, 2.231005, 5e-7);
  NEAR(s.p, 0.025681, 5e-7);
}

static void the_contrast_of_the_note_is_met(void **state) {
  (void)state; /* (2) */
  const double c[] = {-2.5, -1.5, -0.5, 0.5, 1.5, 2.5};
  cx_trend s;
  assert_true(cx_trend_contrast(SIX, c, 6, &s));
  NEAR(s.z, 2.237144, 5e-7);
}

static void coefficients_that_do_not_cancel_are_refused(void **state) {
  (void)state; /* (2) (5) */
  const double c[] = {1, 1, 1, 1, 1, 1}, none[6] = {0};
  cx_trend s;
  assert_false(cx_trend_contrast(SIX, c, 6, &s));
  assert_false(cx_trend_contrast(SIX, none, 6, &s));
}

static void shares_agree_with_prop_trend_test(void **state) {
  (void)state; /* (3) */
  const double t[] = {1, 2, 3, 4}, uneven[] = {1, 2, 4, 7}, people[] = {86, 93, 136, 82};
  const double x[] = {83, 90, 129, 70}, y[] = {8, 9, 12, 17};
  cx_trend_share s;
  assert_true(cx_trend_shares(t, x, people, 4, &s));
  NEAR(s.chi_square, 8.22492228519771, 1e-12);
  NEAR(s.p, 0.00413189747764149, 1e-14);
  assert_true(s.z < 0);
  assert_true(cx_trend_shares(uneven, y, people, 4, &s));
  NEAR(s.chi_square, 5.57883052348256, 1e-12);
  NEAR(s.p, 0.0181788580186892, 1e-13);
}

static void shares_all_one_have_no_trend(void **state) {
  (void)state; /* (3) */
  const double t[] = {1, 2, 3}, people[] = {5, 6, 7};
  cx_trend_share s;
  assert_true(cx_trend_shares(t, people, people, 3, &s));
  assert_true(s.chi_square == 0 && s.p == 1);
}

static void shares_of_nobody_are_refused(void **state) {
  (void)state; /* (5) */
  const double t[] = {1, 2}, none[] = {0, 0}, some[] = {3, 3}, more[] = {4, 1}, once[] = {1, 1};
  cx_trend_share s;
  assert_false(cx_trend_shares(t, none, none, 2, &s));
  assert_false(cx_trend_shares(t, more, some, 2, &s));
  assert_false(cx_trend_shares(once, none, some, 2, &s));
}

static void a_short_order_has_its_exact_chance(void **state) {
  (void)state; /* (4): cor.test(t, y, method = "kendall") */
  const double y[] = {28, 31, 27, 35, 38, 41, 33, 45};
  cx_trend_order o;
  assert_true(cx_trend_kendall(y, 8, &o));
  assert_true(o.exact && o.s == 18);
  NEAR(o.tau, 0.642857142857143, 1e-15);
  NEAR(o.p, 0.0311507936507935, 1e-14);
}

static void forty_values_are_still_exact(void **state) {
  (void)state; /* (4) */
  const double y[] = {-1.679361, 0.95093,  -1.906886, 5.585842, 1.988523, -1.261405, 2.862287,
                      3.814974,  3.527344, 1.083835,  6.735344, 3.56953,  0.736278,  -3.8441,
                      6.374793,  3.065199, 3.351429,  6.431509, 6.263664, 5.781704,  6.956932,
                      6.746409,  4.823695, -1.168055, 6.859477, 5.031614, 4.932613,  1.187743,
                      4.36555,   7.253825, 10.27604,  6.091637, 7.763015, 6.638585,  2.868821,
                      5.955016,  6.21713,  7.42206,   11.10008, 10.28953};
  cx_trend_order o;
  assert_true(cx_trend_kendall(y, 40, &o));
  assert_true(o.exact);
  NEAR(o.tau, 0.471794871794872, 1e-15);
  NEAR(o.p, 8.7754645297089e-06, 1e-15); /* R takes 1 - p, which costs digits */
}

static void ties_take_the_normal_approximation(void **state) {
  (void)state; /* (4): cor.test(..., exact = FALSE, continuity = TRUE) */
  const double y[] = {28, 31, 27, 31, 38, 38, 33, 45};
  cx_trend_order o;
  assert_true(cx_trend_kendall(y, 8, &o));
  assert_false(o.exact);
  NEAR(o.tau, 0.667124384994991, 1e-14);
  NEAR((o.s - 1) / o.se, 2.13615493228765, 1e-13);
  NEAR(o.p, 0.0326667875012141, 1e-14);
}

static void values_all_equal_have_no_order(void **state) {
  (void)state; /* (4) */
  const double y[] = {3, 3, 3};
  cx_trend_order o;
  assert_true(cx_trend_kendall(y, 3, &o));
  assert_true(o.s == 0 && o.tau == 0 && o.p == 1 && o.se == 0);
}

static void what_cannot_be_decided_is_refused(void **state) {
  (void)state; /* (5) */
  const cx_trend_point flat[] = {{1, 2, 0}, {2, 3, 1}}, once[] = {{1, 2, 1}, {1, 3, 1}};
  cx_trend s;
  cx_trend_order o;
  assert_false(cx_trend_slope(flat, 2, &s));
  assert_false(cx_trend_slope(once, 2, &s));
  assert_false(cx_trend_slope(SIX, 1, &s));
  assert_false(cx_trend_kendall((const double[]){NAN, 1}, 2, &o));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_slope_of_the_note_is_met),
      cmocka_unit_test(the_contrast_of_the_note_is_met),
      cmocka_unit_test(coefficients_that_do_not_cancel_are_refused),
      cmocka_unit_test(shares_agree_with_prop_trend_test),
      cmocka_unit_test(shares_all_one_have_no_trend),
      cmocka_unit_test(shares_of_nobody_are_refused),
      cmocka_unit_test(a_short_order_has_its_exact_chance),
      cmocka_unit_test(forty_values_are_still_exact),
      cmocka_unit_test(ties_take_the_normal_approximation),
      cmocka_unit_test(values_all_equal_have_no_order),
      cmocka_unit_test(what_cannot_be_decided_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
