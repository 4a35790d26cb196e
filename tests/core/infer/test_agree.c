/* test_agree.c - agree.h: Kendall's tau as R's cor and cor.test have it (tests/r/link.R) */
#include "infer/agree.h"

#include "sample.h"

static void six_without_ties_are_cor_test_s(void **state) {
  (void)state; /* (1) (3): cor.test(1:6, c(2,1,4,3,6,5), method = "kendall", exact = TRUE) */
  const double a[] = {1, 2, 3, 4, 5, 6}, b[] = {2, 1, 4, 3, 6, 5};
  cx_agree out;
  assert_true(cx_agree_make(a, b, 6, 0.95, 1, 999, &out));
  assert_true(out.defined && out.exact && out.bounded && out.orders == 720);
  NEAR(out.tau, .6, 1e-15);
  NEAR(out.p, .136111111111111, 1e-14);
}

static void ties_make_it_tau_b(void **state) {
  (void)state; /* (1) (2) (3): all 5040 orders in R */
  const double a[] = {1, 2, 2, 4, 5, 6, 7}, b[] = {3, 1, 2, 2, 6, 7, 5};
  cx_agree out;
  assert_true(cx_agree_make(a, b, 7, 0.95, 1, 999, &out));
  NEAR(out.tau, .45, 1e-14);
  NEAR(out.low, -.257422029443298, 1e-12);
  NEAR(out.high, .843374009351564, 1e-12);
  NEAR(out.p, .227777777777778, 1e-14);
}

static void a_side_all_tied_is_not_defined(void **state) {
  (void)state; /* (4) */
  const double a[] = {1, 2, 3}, b[] = {2, 2, 2};
  cx_agree out;
  assert_true(cx_agree_make(a, b, 3, 0.95, 1, 999, &out));
  assert_false(out.defined);
  assert_true(cx_agree_make(a, a, 1, 0.95, 1, 999, &out));
  assert_false(out.defined);
  assert_true(cx_agree_make(NULL, NULL, 0, 0.95, 1, 999, &out));
  assert_false(out.defined);
}

static void full_agreement_has_no_interval(void **state) {
  (void)state; /* (2) */
  const double a[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  cx_agree out;
  assert_true(cx_agree_make(a, a, 9, 0.95, 1, 999, &out));
  assert_true(out.defined && !out.bounded && !out.exact);
  NEAR(out.tau, 1, 1e-15);
  NEAR(out.p, .001, 1e-12);
  assert_true(cx_agree_make(a, a, 4, 0.95, 1, 999, &out));
  assert_false(out.bounded);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(six_without_ties_are_cor_test_s),
      cmocka_unit_test(ties_make_it_tau_b),
      cmocka_unit_test(a_side_all_tied_is_not_defined),
      cmocka_unit_test(full_agreement_has_no_interval),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
