/* test_cross.c - differences of products of 128 bits against known ones */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/cross.h"

static void small_numbers_are_as_in_school(void **state) {
  (void)state;
  assert_true(cx_cross(3, 4, 5, 6) == -18);
  assert_true(cx_cross(-3, 4, 5, -6) == 18);
  assert_true(cx_cross(0, 4, 0, -6) == 0);
  assert_true(cx_cross(-7, -7, 7, 7) == 0);
}

/* (1) (a + 1)(a - 1) - a a = -1 for a of 126 bits. */
static void what_products_have_in_common_cancels_exactly(void **state) {
  (void)state;
  cx_wide a = ((cx_wide)1 << 125) + 12345678901234567;
  assert_true(cx_cross(a + 1, a - 1, a, a) == -1);
  assert_true(cx_cross(a, a, a + 1, a - 1) == 1);
  assert_true(cx_cross(-a, a, a, -a) == 0);
}

static void large_numbers_are_rounded_once(void **state) {
  (void)state;
  cx_wide a = (cx_wide)1 << 120;
  assert_true(cx_cross(a, a, 0, 0) == ldexp(1, 240));
  assert_true(cx_cross(a, a, -a, a) == ldexp(1, 241));
  assert_true(cx_cross(a, a, 1, 1) == ldexp(1, 240));
  cx_wide b = ((cx_wide)1 << 53) + 1; /* half way between two doubles, and a little more */
  assert_true(cx_cross(b, (cx_wide)1 << 70, 0, 0) == ldexp(1, 123));
  assert_true(cx_cross(b, (cx_wide)1 << 70, -1, 1) == ldexp(1, 123) + ldexp(1, 71));
}

static void the_most_negative_number_is_one_too(void **state) {
  (void)state;
  cx_wide least = -((cx_wide)1 << 126) - ((cx_wide)1 << 126);
  assert_true(cx_cross(least, least, 0, 0) == ldexp(1, 254));
  assert_true(cx_cross(least, 1, 0, 0) == -ldexp(1, 127));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_numbers_are_as_in_school),
      cmocka_unit_test(what_products_have_in_common_cancels_exactly),
      cmocka_unit_test(large_numbers_are_rounded_once),
      cmocka_unit_test(the_most_negative_number_is_one_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
