/* test_decompose.c - decompose.h: the check of the statistics note; parts that add up, always */
#include <stdlib.h>

#include "sample.h"

#include "infer/decompose.h"

enum { MOST = 40 };

static cx_slice people(double n0, double m0, double n1, double m1) {
  return (cx_slice){.w = {n0, n1}, .ws = {n0 * m0, n1 * m1}};
}

static cx_change make(const cx_slice *slice, size_t n, double *part) {
  cx_decompose_rank rank[2 * MOST + 1];
  cx_change change;
  cx_decompose_make(slice, n, part, rank, &change);
  return change;
}

static void the_note_is_met(void **state) {
  (void)state; /* (1): section 15 */
  const cx_slice slice[] = {people(600, 40, 400, 42), people(300, 30, 500, 28), people(100, -20, 100, -10)};
  const double want[] = {-2.12, 1.0, -0.28, -0.8, 0, 1.0};
  double part[7];
  cx_change change = make(slice, 3, part);
  NEAR(change.before, 31, 1e-11);
  NEAR(change.after, 29.8, 1e-11);
  for (int i = 0; i < 6; i++) NEAR(part[i], want[i], 1e-11);
  NEAR(change.mix, -2.4, 1e-11);
  NEAR(change.rate, 1.2, 1e-11);
  NEAR(change.questionnaire, 0, 1e-11);
}

static void a_group_of_one_round_is_all_mix(void **state) {
  (void)state; /* (2) */
  const cx_slice slice[] = {people(600, 40, 400, 40), people(0, 0, 500, 10), people(0, 0, 0, 0)};
  double part[7];
  cx_change change = make(slice, 3, part);
  NEAR(part[3], 0, 0);
  NEAR(change.rate, 0, 0);
  assert_true(change.change == change.mix);
}

static void changed_items_are_the_questionnaires_part(void **state) {
  (void)state; /* (3): 40 -> 44 on what was kept; the new item drags the total down */
  cx_slice slice[] = {people(100, 40, 100, 44), people(50, 0, 100, -20)};
  slice[1].apart = true;
  double part[5];
  cx_change change = make(slice, 2, part);
  NEAR(change.rate, 4, 1e-11);
  NEAR(change.mix, 0, 1e-11);
  NEAR(change.questionnaire, (12 - 4000.0 / 150) - 4, 1e-11);
  NEAR(part[2], 0, 0);
  NEAR(part[3], 0, 0);
  slice[0].apart = true;
  change = make(slice, 2, part);
  assert_true(change.questionnaire == change.change && change.mix == 0);
}

static void a_round_without_people_is_not_defined(void **state) {
  (void)state; /* (6) */
  const cx_slice slice[] = {people(10, 5, 0, 0)};
  double part[3];
  assert_false(make(slice, 1, part).defined);
  assert_false(make(slice, 0, part).defined);
}

static void all_answers_equal_means_no_change(void **state) {
  (void)state;
  const cx_slice slice[] = {people(10, 100, 30, 100), people(5, 100, 1, 100)}, zero[] = {people(3, 0, 4, 0)};
  double part[5];
  cx_change change = make(slice, 2, part);
  assert_true(change.change == 0 && change.mix == 0 && change.rate == 0);
  change = make(zero, 1, part);
  assert_true(change.defined && change.change == 0);
}

static int shuffle(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return sin(1e6 * x) < sin(1e6 * y) ? -1 : sin(1e6 * x) > sin(1e6 * y);
}

static void parts_add_up_to_the_last_bit_in_any_order(void **state) {
  (void)state; /* (4) */
  uint64_t random = 3;
  for (int round = 0; round < 2000; round++) {
    cx_slice slice[MOST];
    size_t n = 1 + (size_t)((MOST - 1) * chance(&random));
    double scale = pow(10, 12 * chance(&random) - 6), sum = 0, part[2 * MOST + 1];
    for (size_t i = 0; i < n; i++) {
      double empty = chance(&random), shift = scale * (chance(&random) - 0.5);
      slice[i] = people(empty < .2 ? 0 : 1000 * chance(&random), shift, empty > .8 ? 0 : 900 * chance(&random),
                        shift + scale * chance(&random));
      slice[i].apart = chance(&random) < .2;
    }
    cx_change change = make(slice, n, part);
    if (!change.defined) continue;
    for (size_t i = 0; i <= 2 * n; i++) sum += part[i];
    assert_true(sum == change.change);
    assert_true(change.mix + change.rate + change.questionnaire == change.change);
    assert_true(change.after - change.before == change.change);
    qsort(part, 2 * n + 1, sizeof *part, shuffle);
    sum = 0;
    for (size_t i = 0; i <= 2 * n; i++) sum += part[i];
    assert_true(sum == change.change);
  }
}

static void printed_parts_add_up_to_the_printed_change(void **state) {
  (void)state; /* (5) */
  const double part[] = {0.34, 0.34, 0.34, -2.52};
  cx_decompose_rank rank[4];
  double out[4];
  cx_decompose_round(part, 4, 1, -15, rank, out);
  NEAR(out[0], 4, 0); /* the first of equals takes what rounding leaves: 3, 3, 3, -26 and two more */
  NEAR(out[1], 3, 0);
  NEAR(out[2], 3, 0);
  NEAR(out[3], -25, 0);
  cx_decompose_round(part, 4, 1, -17, rank, out);
  NEAR(out[0] + out[1] + out[2] + out[3], -17, 0);
  cx_decompose_round(part, 4, 0, 9, rank, out);
  NEAR(out[0] + out[1] + out[2] + out[3], 9, 0);
  cx_decompose_round(part, 4, 0, -9, rank, out);
  NEAR(out[0] + out[1] + out[2] + out[3], -9, 0);
  cx_decompose_round(part, 0, 0, 0, rank, out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_note_is_met),
      cmocka_unit_test(a_group_of_one_round_is_all_mix),
      cmocka_unit_test(changed_items_are_the_questionnaires_part),
      cmocka_unit_test(a_round_without_people_is_not_defined),
      cmocka_unit_test(all_answers_equal_means_no_change),
      cmocka_unit_test(parts_add_up_to_the_last_bit_in_any_order),
      cmocka_unit_test(printed_parts_add_up_to_the_printed_change),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
