/* test_removal.c - rules of removal.h */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "infer/removal.h"

static void near(double value, double wanted) { assert_true(fabs(value - wanted) < 1e-12); }

/* (1) (2) worked by hand: s > A .6, s > B .4; A > B .3, A > converted .3, A > lost .4; B > A .1, B > converted .5,
** B > lost .4 */
static void a_chain_of_two_worked_by_hand(void **state) {
  (void)state;
  const double start[] = {6, 4}, between[] = {0, 3, 1, 0}, converted[] = {3, 5}, lost[] = {4, 4};
  cx_removal_steps steps = {2, start, 0, 0, between, converted, lost};
  double conversion, effect[2];
  bool defined;
  assert_int_equal(cx_removal_effects(&steps, &conversion, effect, &defined, NULL), CX_OK);
  assert_true(defined);
  near(conversion, 241.0 / 485);
  near(effect[0], 144.0 / 241);
  near(effect[1], 1537.0 / 2410);
}

/* A state that leads to itself: what matters is how it is left. */
static void a_loop_is_left_in_the_end(void **state) {
  (void)state;
  const double start[] = {10}, between[] = {90}, converted[] = {5}, lost[] = {5};
  cx_removal_steps steps = {1, start, 10, 0, between, converted, lost};
  double conversion, effect[1];
  bool defined;
  cx_removal_effects(&steps, &conversion, effect, &defined, NULL);
  assert_true(defined);
  near(conversion, 0.75);
  near(effect[0], 1.0 / 3);
}

/* cycles only: nothing is ever left */
static void a_cycle_without_an_end_is_not_defined(void **state) {
  (void)state;
  const double start[] = {1, 0}, between[] = {0, 1, 1, 0}, none[] = {0, 0};
  cx_removal_steps steps = {2, start, 0, 0, between, none, none};
  double conversion = 7, effect[2];
  bool defined = true;
  cx_removal_effects(&steps, &conversion, effect, &defined, NULL);
  assert_false(defined);
}

static void without_conversions_effects_are_nought(void **state) {
  (void)state;
  const double start[] = {3, 0}, between[] = {0, 3, 0, 0}, converted[] = {0, 0}, lost[] = {0, 3};
  cx_removal_steps steps = {2, start, 0, 0, between, converted, lost};
  double conversion, effect[2];
  bool defined;
  cx_removal_effects(&steps, &conversion, effect, &defined, NULL);
  assert_true(defined);
  near(conversion, 0);
  near(effect[0], 0);
  steps.start = (const double[]){0, 0};
  cx_removal_effects(&steps, &conversion, effect, &defined, NULL);
  assert_false(defined);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_chain_of_two_worked_by_hand),
      cmocka_unit_test(a_loop_is_left_in_the_end),
      cmocka_unit_test(a_cycle_without_an_end_is_not_defined),
      cmocka_unit_test(without_conversions_effects_are_nought),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
