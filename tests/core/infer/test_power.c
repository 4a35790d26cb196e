/* test_power.c - power.h: the table of the statistics note, R's power.prop.test and power.t.test */
#include "table.h"

#include "infer/distribution.h"
#include "infer/power.h"

static cx_power_question ask(double confidence, double variance) {
  return (cx_power_question){.confidence = confidence, .variance = variance, .effect = 1};
}

/* The number behind "name=" in R's words. */
static bool named(const char *text, const char *name, double *out) {
  const char *at = strstr(text, name);
  if (!at) return false;
  *out = strtod(at + strlen(name), NULL);
  return true;
}

static void check_r(row *r) {
  const char *text = r->at[0];
  double p1 = 0, p2 = 0, delta = 0, sd = 0, power = 0, n = 0, level = 0.05, got;
  named(text, "sig.level=", &level);
  bool people = named(text, "(n=", &n), ask_power = people || !named(text, " power=", &power);
  if (named(text, "p1=", &p1)) {
    named(text, "p2=", &p2);
    cx_power_question q = ask(1 - level, 0);
    got = ask_power ? cx_power_share_of(&q, p1, p2, n) : cx_power_share_people(&q, p1, p2, power);
  } else {
    assert_true(named(text, "delta=", &delta) && named(text, "sd=", &sd));
    cx_power_question q = ask(1 - level, sd * sd);
    got = ask_power ? cx_power_mean_of(&q, delta, n) : cx_power_mean_people(&q, delta, power);
  }
  SAME(got, number(r, 1), 1e-6);
}

static void people_and_power_are_those_of_r(void **state) {
  (void)state; /* (4) (5) */
  assert_int_equal(each_row("tests/data/numeric/power.csv", check_r), 11);
}

static void the_table_of_the_note(void **state) {
  (void)state; /* (1) (2): section 9 */
  const double at[][6] = {{.5, .2, 938, 2604, 3831, 958},
                          {.7, .1, 677, 1879, 2763, 691},
                          {.3, .4, 1061, 2946, 4333, 1084}};
  for (int i = 0; i < 3; i++) {
    double p = at[i][0], d = at[i][1];
    cx_power_question q = ask(0.95, 1e4 * (p + d - (p - d) * (p - d)));
    NEAR(ceil(cx_power_within(&q, 5)), at[i][2], 0);
    NEAR(ceil(cx_power_within(&q, 3)), at[i][3], 0);
    NEAR(ceil(cx_power_people(&q, 5, 0.8)), at[i][4], 0);
    NEAR(ceil(cx_power_people(&q, -10, 0.8)), at[i][5], 0);
  }
}

static void the_power_of_the_people_needed_is_the_power_asked_for(void **state) {
  (void)state; /* (2) (3) (4) (5) */
  cx_power_question q = ask(0.9, 6100);
  q.effect = 1.7;
  for (double power = 0.3; power < 0.99; power += 0.1) {
    NEAR(cx_power_of(&q, 4, cx_power_people(&q, 4, power)), power, 1e-12);
    NEAR(cx_power_share_of(&q, .5, .43, cx_power_share_people(&q, .5, .43, power)), power, 1e-12);
    NEAR(cx_power_mean_of(&q, 9, cx_power_mean_people(&q, 9, power)), power, 1e-9);
  }
  cx_power_question plain = q;
  plain.effect = 1;
  NEAR(cx_power_people(&q, 4, .8), 1.7 * cx_power_people(&plain, 4, .8), 1e-9);
}

static void no_difference_is_never_seen(void **state) {
  (void)state; /* (6) */
  cx_power_question q = ask(0.95, 6100), flat = ask(0.95, 0);
  assert_true(isinf(cx_power_people(&q, 0, 0.8)) && isinf(cx_power_within(&q, 0)));
  assert_true(isinf(cx_power_share_people(&q, .5, .5, 0.8)) && isinf(cx_power_mean_people(&q, 0, .8)));
  assert_true(isinf(cx_power_people(&q, 1e-9, 0.8)));
  NEAR(cx_power_of(&q, 0, 100), 0.025, 1e-15);
  NEAR(cx_power_people(&flat, 5, 0.8), 0, 0);
  NEAR(cx_power_of(&flat, 5, 10), 1, 0);
  NEAR(cx_power_share_of(&q, 0, 1, 1000), 1, 0);
  NEAR(cx_power_share_of(&q, 0, 1, 1), 0, 0);
  cx_power_question sure = ask(0.95, 1e-12);
  NEAR(cx_power_mean_people(&sure, 5, 0.8), 2, 0);
}

static void the_noncentral_t_begins_with_the_central_one(void **state) {
  (void)state; /* distribution.h (8) */
  const double df[] = {1, 2, 3.5, 10, 100, 5e4};
  for (int i = 0; i < 6; i++) {
    for (double t = -3; t <= 3; t += 0.75)
      NEAR(cx_distribution_noncentral_t_tail(t, df[i], 0), cx_distribution_t(-t, df[i]), 1e-12);
    NEAR(cx_distribution_noncentral_t_tail(0, df[i], 1.3), cx_distribution_normal(1.3), 1e-12);
  }
}

static void months_are_counted_whole(void **state) {
  (void)state; /* (7) */
  assert_int_equal(cx_power_months(100, 100, 5), 0);
  assert_int_equal(cx_power_months(100, 101, 50), 1);
  assert_int_equal(cx_power_months(100, 200, 50), 2);
  assert_int_equal(cx_power_months(100, 201, 50), 3);
  assert_int_equal(cx_power_months(100, 201, 0), -1);
  assert_int_equal(cx_power_months(0, 1e12, 1), -1);
  assert_int_equal(cx_power_months(0, INFINITY, 1), -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(people_and_power_are_those_of_r),
      cmocka_unit_test(the_table_of_the_note),
      cmocka_unit_test(the_power_of_the_people_needed_is_the_power_asked_for),
      cmocka_unit_test(no_difference_is_never_seen),
      cmocka_unit_test(the_noncentral_t_begins_with_the_central_one),
      cmocka_unit_test(months_are_counted_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
