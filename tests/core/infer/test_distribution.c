/* test_distribution.c - distribution.h against R (tests/data/numeric) and against 60-digit arithmetic */
#include <stdlib.h>
#include <string.h>

#include "sample.h"

#include "infer/distribution.h"

static void same(double got, double want, double relative, const char *what) {
  if (fabs(got - want) <= relative * fabs(want)) return;
  print_error("%s is %.17g, not %.17g\n", what, got, want);
  fail();
}

/* ---- R's own words, such as pt(-2.5,33) or pnorm(6,lower.tail=FALSE) ---- */

typedef struct call {
  char name[16];
  double at[3];
  bool upper;
} call;

static bool parse(const char *text, call *out) {
  *out = (call){.upper = strstr(text, "lower.tail=FALSE") != NULL};
  size_t length = strcspn(text, "(");
  if (length >= sizeof out->name) return false;
  memcpy(out->name, text, length);
  if (strcmp(text, "qnorm(1-1e-10)") == 0) {
    out->at[0] = 1 - 1e-10;
    return true;
  }
  char *rest = (char *)text + length;
  for (int i = 0; i < 3 && (*rest == '(' || *rest == ','); i++) {
    const char *from = rest + 1;
    out->at[i] = strtod(from, &rest);
    if (rest == from) break;
  }
  return true;
}

static double f_cdf(double x, double a, double b) { /* the upper tail; F is a beta */
  return cx_distribution_beta(b / (b + a * x), b / 2, a / 2);
}

/* What we say for a call; NAN for what is not ours. */
static double answer(const call *c) {
  const double *at = c->at;
  if (strcmp(c->name, "pnorm") == 0) return cx_distribution_normal(c->upper ? -at[0] : at[0]);
  if (strcmp(c->name, "qnorm") == 0) return cx_distribution_normal_quantile(at[0]);
  if (strcmp(c->name, "pt") == 0) return cx_distribution_t(at[0], at[1]);
  if (strcmp(c->name, "qt") == 0) return cx_distribution_t_quantile(at[0], at[1]);
  if (strcmp(c->name, "pbeta") == 0) return cx_distribution_beta(at[0], at[1], at[2]);
  if (strcmp(c->name, "qbeta") == 0) return cx_distribution_beta_quantile(at[0], at[1], at[2]);
  if (strcmp(c->name, "pf") == 0 && c->upper) return f_cdf(at[0], at[1], at[2]);
  if (strcmp(c->name, "pbinom") == 0) /* P(X <= k) = P(beta > p) */
    return cx_distribution_beta(1 - at[2], at[1] - at[0], at[0] + 1);
  if (strcmp(c->name, "pchisq") == 0)
    return c->upper ? cx_distribution_chi_square_tail(at[0], at[1]) : cx_distribution_chi_square(at[0], at[1]);
  return NAN;
}

static void every_value_of_r_is_met_to_twelve_digits(void **state) {
  (void)state;
  FILE *file = fopen("tests/data/numeric/distributions.csv", "r");
  assert_non_null(file);
  char line[256], expression[200];
  double want;
  int checked = 0;
  while (fgets(line, sizeof line, file)) {
    call c;
    if (sscanf(line, "\"%199[^\"]\",\"%lf\"", expression, &want) != 2 || !parse(expression, &c)) continue;
    if (strcmp(c.name, "qchisq") == 0) { /* the other way round */
      same(cx_distribution_chi_square(want, c.at[1]), c.at[0], 1e-12, expression);
      checked++;
      continue;
    }
    double got = answer(&c);
    if (isnan(got)) continue;
    same(got, want, 1e-12, expression);
    checked++;
  }
  fclose(file);
  assert_true(checked >= 48);
}

static void far_tails_keep_their_digits(void **state) {
  (void)state; /* (1): values by 60-digit arithmetic (mpmath) */
  same(cx_distribution_normal(-20), 2.7536241186062336951e-89, 1e-12, "normal(-20)");
  same(cx_distribution_t(-60, 30), 4.1556548067661243471e-33, 1e-12, "t(-60, 30)");
  same(cx_distribution_t(-1000, 4.5), 1.6599270262005825785e-13, 1e-12, "t(-1000, 4.5)");
  same(cx_distribution_t(-30, 1e6), 6.0100471168317189413e-198, 1e-12, "t(-30, 1e6)");
  same(cx_distribution_t_quantile(1e-300, 4.7), -1.01051758467407494e64, 1e-12, "t_quantile(1e-300)");
  same(cx_distribution_beta(0.0001, 46, 155), 4.5692689011404401171e-139, 1e-12, "beta(1e-4, 46, 155)");
  same(cx_distribution_chi_square_tail(2000, 1000), 4.1436785914549917407e-69, 1e-12, "chi(2000, 1000)");
  same(cx_distribution_chi_square(2e-20, 0.5), 0.000011032626513208372574, 1e-12, "chi(2e-20, .5)");
}

static void a_quantile_undoes_its_probability(void **state) {
  (void)state;
  const double p[] = {1e-250, 1e-30, 1e-6, 0.01, 0.3, 0.5, 0.7, 0.99};
  const double df[] = {0.7, 1, 2, 11, 899, 2830, 1e7};
  for (size_t i = 0; i < sizeof p / sizeof *p; i++) {
    same(cx_distribution_normal(cx_distribution_normal_quantile(p[i])), p[i], 1e-12, "normal");
    for (size_t j = 0; j < sizeof df / sizeof *df; j++) {
      if (p[i] < 1e-100 && df[j] < 2) continue; /* no double is so far out */
      same(cx_distribution_t(cx_distribution_t_quantile(p[i], df[j]), df[j]), p[i], 1e-12, "t");
      double b = cx_distribution_beta_quantile(p[i], df[j], 3.5);
      if (b > 1e-300) same(cx_distribution_beta(b, df[j], 3.5), p[i], df[j] < 1e4 ? 1e-11 : 1e-6, "beta");
    }
  }
}

static void both_sides_are_each_others_mirror(void **state) {
  (void)state;
  for (double x = 0.03; x < 1; x += 0.07) {
    NEAR(cx_distribution_beta(x, 3, 7.5) + cx_distribution_beta(1 - x, 7.5, 3), 1, 1e-14);
    NEAR(cx_distribution_t(x, 5) + cx_distribution_t(-x, 5), 1, 1e-15);
    NEAR(cx_distribution_chi_square(x, 3) + cx_distribution_chi_square_tail(x, 3), 1, 1e-15);
    assert_true(cx_distribution_normal_quantile(x) == -cx_distribution_normal_quantile(1 - x) ||
                fabs(cx_distribution_normal_quantile(x) + cx_distribution_normal_quantile(1 - x)) < 1e-14);
  }
}

static void the_ends_are_the_ends_of_the_support(void **state) {
  (void)state; /* (7) */
  assert_true(isinf(cx_distribution_normal_quantile(0)) && cx_distribution_normal_quantile(0) < 0);
  assert_true(isinf(cx_distribution_t_quantile(1, 3)));
  assert_true(cx_distribution_beta_quantile(0, 2, 3) == 0 && cx_distribution_beta_quantile(1, 2, 3) == 1);
  assert_true(cx_distribution_beta(-1, 2, 3) == 0 && cx_distribution_beta(2, 2, 3) == 1);
  assert_true(cx_distribution_normal(INFINITY) == 1 && cx_distribution_t(-INFINITY, 2) == 0);
  assert_true(cx_distribution_chi_square_tail(0, 2) == 1 && cx_distribution_chi_square_tail(INFINITY, 2) == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_value_of_r_is_met_to_twelve_digits),
      cmocka_unit_test(far_tails_keep_their_digits),
      cmocka_unit_test(a_quantile_undoes_its_probability),
      cmocka_unit_test(both_sides_are_each_others_mirror),
      cmocka_unit_test(the_ends_are_the_ends_of_the_support),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
