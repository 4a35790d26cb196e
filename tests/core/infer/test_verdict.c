/* test_verdict.c - verdict.h: the check values of the statistics note, section 9, and what must hold always */
#include "sample.h"

#include "infer/verdict.h"

static cx_verdict judge(const cx_estimate *e, cx_relation relation, double target, double power) {
  cx_verdict v;
  cx_verdict_make(e, relation, target, power, &v);
  return v;
}

static void the_table_of_the_note_is_met(void **state) {
  (void)state; /* (1) (2) */
  cx_estimate e = estimate(NPS(50, 30, 20), 3, 100, CX_METHOD_AUTO);
  const struct {
    double target, probability;
    cx_decision decision;
  } row[] = {{10, .993553, CX_MET}, {25, .704181, CX_CANNOT_TELL}, {40, .078719, CX_CANNOT_TELL}, {45, .019518, CX_MISSED}};
  for (int i = 0; i < 4; i++) {
    cx_verdict v = judge(&e, CX_AT_LEAST, row[i].target, 0.8);
    assert_int_equal(v.decision, row[i].decision);
    NEAR(v.probability, row[i].probability, 5e-7);
  }
}

static void needed_people_are_those_of_the_note(void **state) {
  (void)state; /* (3) */
  cx_estimate e = estimate(NPS(50, 30, 20), 3, 100, CX_METHOD_AUTO);
  NEAR(judge(&e, CX_AT_LEAST, 25, 0.5).n_needed, 1372, 0);
  NEAR(judge(&e, CX_AT_LEAST, 25, 0.8).n_needed, 2807, 0);
  e = estimate(NPS(252, 92, 36), 3, 380, CX_METHOD_AUTO);
  NEAR(e.low, 49.770, 5e-4);
  assert_int_equal(judge(&e, CX_AT_LEAST, 50, 0.8).decision, CX_CANNOT_TELL);
  NEAR(judge(&e, CX_AT_LEAST, 50, 0.5).n_needed, 409, 0);
  NEAR(judge(&e, CX_AT_LEAST, 50, 0.8).n_needed, 837, 0);
}

static void at_most_is_the_mirror(void **state) {
  (void)state; /* (1): NPS of the mirrored answers */
  for (int method = CX_METHOD_ADJUSTED_WALD; method <= CX_METHOD_WALD; method++) {
    if (!cx_interval_fits((cx_method)method, CX_SCORING_NET)) continue;
    cx_estimate up = estimate(NPS(50, 30, 20), 3, 100, (cx_method)method);
    cx_estimate down = estimate(NPS(20, 30, 50), 3, 100, (cx_method)method);
    for (double target = -95; target < 100; target += 10) {
      cx_verdict a = judge(&up, CX_AT_LEAST, target, 0.8), b = judge(&down, CX_AT_MOST, -target, 0.8);
      assert_int_equal(a.decision, b.decision);
      assert_int_equal(a.has_needed, b.has_needed);
      NEAR(a.probability, b.probability, 1e-12);
      NEAR(a.n_needed, b.n_needed, 0);
    }
  }
}

static void a_share_is_judged_by_its_own_test(void **state) {
  (void)state; /* (2) (3): (x - t)/sqrt(t(1 - t)/n), inverted */
  cx_estimate e = estimate(SHARE(70, 259), 2, 259, CX_METHOD_AUTO);
  cx_verdict v = judge(&e, CX_AT_LEAST, .25, 0.8);
  assert_int_equal(v.decision, CX_CANNOT_TELL);
  NEAR(v.probability, .774386, 5e-7);
  double x = 70.0 / 259, z = 1.959963984540054, power = .8416212335729143;
  double n = (z * sqrt(.1875) + power * sqrt(x * (1 - x))) / (x - .25);
  NEAR(v.n_needed, ceil(n * n), 0);
}

/* At power 1/2 the interval just reaches the target with the people needed, and not with fewer. */
static void a_bound_of_a_curve_is_where_its_tail_is(void **state) {
  (void)state; /* (2), interval.h (11) (12) */
  const cx_method method[] = {CX_METHOD_LOGIT, CX_METHOD_ARCSINE, CX_METHOD_LIKELIHOOD};
  for (int i = 0; i < 3; i++) {
    cx_estimate e = estimate(SHARE(70, 259), 2, 259, method[i]);
    NEAR(judge(&e, CX_AT_LEAST, e.low, 0.8).probability, .975, 1e-9);
    NEAR(judge(&e, CX_AT_MOST, e.high, 0.8).probability, .975, 1e-9);
    assert_true(judge(&e, CX_AT_LEAST, .25, 0.8).n_needed > 259);
  }
}

static void the_people_needed_decide(void **state) {
  (void)state; /* (3), by making the larger sample */
  const cx_method method[] = {CX_METHOD_WILSON, CX_METHOD_BETA, CX_METHOD_WALD};
  for (size_t i = 0; i < 3; i++) {
    for (double target = .2; target < .45; target += .03) {
      cx_estimate e = estimate(SHARE(30, 100), 2, 1e15, method[i]);
      cx_verdict v = judge(&e, CX_AT_LEAST, target, 0.5);
      if (!v.has_needed) continue;
      double enough = v.n_needed, few = v.n_needed - 1;
      e = estimate(SHARE(.3 * enough, enough), 2, 1e15, method[i]);
      assert_int_not_equal(judge(&e, CX_AT_LEAST, target, 0.5).decision, CX_CANNOT_TELL);
      e = estimate(SHARE(.3 * few, few), 2, 1e15, method[i]);
      assert_int_equal(judge(&e, CX_AT_LEAST, target, 0.5).decision, CX_CANNOT_TELL);
    }
  }
  cx_estimate e = estimate(NPS(50, 30, 20), 3, 100, CX_METHOD_SCORE);
  double n = judge(&e, CX_AT_LEAST, 25, 0.5).n_needed;
  e = estimate(NPS(.5 * n, .3 * n, .2 * n), 3, n, CX_METHOD_SCORE);
  assert_int_equal(judge(&e, CX_AT_LEAST, 25, 0.5).decision, CX_MET);
}

static void a_weighted_need_is_in_people_of_this_design(void **state) {
  (void)state; /* (3) */
  cx_estimate e = estimate(M_NPS, 3, 12, CX_METHOD_AUTO);
  double z = 1.959963984540054, share = 23.478862 / (15.123972 - 10);
  double want = ((8.648204 + 3) * z * z * share * share - 3) * 11 / 8.648204;
  NEAR(judge(&e, CX_AT_LEAST, 10, 0.5).n_needed, want, 1.001);
}

static void the_centre_itself_is_not_decidable(void **state) {
  (void)state; /* (4) */
  cx_estimate e = estimate(NPS(50, 30, 20), 3, 100, CX_METHOD_AUTO);
  cx_verdict v = judge(&e, CX_AT_LEAST, e.centre, 0.8);
  assert_int_equal(v.decision, CX_CANNOT_TELL);
  assert_false(v.has_needed);
  NEAR(v.probability, 0.5, 1e-15);
  e = estimate(SHARE(30, 100), 2, 100, CX_METHOD_AUTO);
  assert_false(judge(&e, CX_AT_MOST, e.value, 0.8).has_needed);
}

static void what_every_value_reaches_is_met(void **state) {
  (void)state; /* (5) */
  cx_estimate e = estimate(NPS(0, 1, 9), 3, 10, CX_METHOD_T);
  assert_int_equal(judge(&e, CX_AT_LEAST, -100, 0.8).decision, CX_MET);
  assert_int_equal(judge(&e, CX_AT_LEAST, 101, 0.8).decision, CX_MISSED);
  assert_int_equal(judge(&e, CX_AT_MOST, 100, 0.8).decision, CX_MET);
  assert_true(judge(&e, CX_AT_MOST, 100, 0.8).probability == 1);
}

static void nobody_decides_nothing(void **state) {
  (void)state; /* (5) */
  cx_estimate e = estimate(NPS(0, 0, 0), 3, 10, CX_METHOD_AUTO);
  cx_verdict v = judge(&e, CX_AT_LEAST, 10, 0.8);
  assert_int_equal(v.decision, CX_CANNOT_TELL);
  assert_false(v.has_probability || v.has_needed);
}

static void equal_answers_are_not_yet_proof(void **state) {
  (void)state; /* (2) (3) with interval.h (8) */
  const cx_cell cell[] = {{0, 0, 0, 1}, {0, 0, 0, 2}, {0, 0, 0, 3}, {0, 0, 0, 4}, {3, 3, 3, 5}};
  cx_estimate e = estimate(cell, 5, 50, CX_METHOD_AUTO);
  cx_verdict v = judge(&e, CX_AT_LEAST, 4, 0.5);
  assert_int_equal(v.decision, CX_CANNOT_TELL);
  assert_true(v.probability > .5 && v.probability < .975);
  double n = v.n_needed; /* z^2 (1 - r)/r with r = 1/4 */
  NEAR(n, ceil(1.959963984540054 * 1.959963984540054 * 3), 0);
}

static void verdict_and_probability_never_contradict(void **state) {
  (void)state; /* (2) (3), for any answers, method and target */
  uint64_t random = 7;
  for (int round = 0; round < 2000; round++) {
    bool two = chance(&random) < 0.5;
    cx_cell cell[3];
    double n = 0;
    for (int i = 0; i < 3; i++) {
      double people = floor(pow(chance(&random), 3) * 60), weight = 0.2 + 3 * chance(&random);
      cell[i] = (cx_cell){people, people * weight, people * weight * weight * 1.3, 100.0 * (i - 1)};
      if (i > 0 || !two) n += people;
    }
    for (int m = CX_METHOD_AUTO; m < CX_METHOD_EQUAL; m++) {
      if (!cx_interval_fits((cx_method)m, two ? CX_SCORING_TWO : CX_SCORING_NET)) continue;
      cx_estimate e = estimate(two ? cell + 1 : cell, two ? 2 : 3, fmax(1, n + 5), (cx_method)m);
      double target = floor(chance(&random) * 300 - 150) + (chance(&random) < 0.2 ? 0 : 0.37);
      cx_relation relation = chance(&random) < 0.5 ? CX_AT_LEAST : CX_AT_MOST;
      cx_verdict v = judge(&e, relation, target, chance(&random) < 0.5 ? 0.5 : 0.8);
      if (!e.defined) continue;
      assert_true(v.probability >= 0 && v.probability <= 1);
      assert_int_equal(v.decision == CX_MET, v.probability >= 0.975);
      assert_int_equal(v.decision == CX_MISSED, v.probability <= 0.025);
      if (v.has_needed) assert_true(v.decision == CX_CANNOT_TELL && v.n_needed > e.n && isfinite(v.n_needed));
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_of_the_note_is_met),
      cmocka_unit_test(needed_people_are_those_of_the_note),
      cmocka_unit_test(at_most_is_the_mirror),
      cmocka_unit_test(a_share_is_judged_by_its_own_test),
      cmocka_unit_test(a_bound_of_a_curve_is_where_its_tail_is),
      cmocka_unit_test(the_people_needed_decide),
      cmocka_unit_test(a_weighted_need_is_in_people_of_this_design),
      cmocka_unit_test(the_centre_itself_is_not_decidable),
      cmocka_unit_test(what_every_value_reaches_is_met),
      cmocka_unit_test(nobody_decides_nothing),
      cmocka_unit_test(equal_answers_are_not_yet_proof),
      cmocka_unit_test(verdict_and_probability_never_contradict),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
