/* test_problem.c - the first rows of the file, whatever the order they come in */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "read/problem.h"

static void the_first_rows_stay_in_order(void **state) { /* (1) */
  (void)state;
  cx_problems problems = {0};
  static const uint64_t rows[] = {9, 3, 7, 1, 8, 2, 6};
  for (int i = 0; i < 7; i++) cx_problems_add(&problems, CX_PROBLEM_NUL, rows[i]);
  static const uint64_t first[] = {1, 2, 3, 6, 7};
  assert_int_equal(problems.n[CX_PROBLEM_NUL], 7);
  assert_int_equal(problems.n_rows[CX_PROBLEM_NUL], 5);
  assert_memory_equal(problems.row[CX_PROBLEM_NUL], first, sizeof first);
}

static void any_order_of_merging_gives_the_same(void **state) { /* (1) */
  (void)state;
  for (unsigned parts = 1; parts < 8; parts++) {
    cx_problems all = {0}, part[8] = {0}, merged = {0};
    for (uint64_t row = 0; row < 40; row++) {
      cx_problems_add(&all, CX_PROBLEM_SHORT_ROW, row * 7 % 40);
      cx_problems_add(&part[row % parts], CX_PROBLEM_SHORT_ROW, row * 7 % 40);
    }
    for (unsigned i = parts; i-- > 0;) cx_problems_merge(&merged, &part[i]);
    assert_memory_equal(&merged, &all, sizeof all);
  }
}

static void a_row_with_two_problems_is_listed_twice(void **state) {
  (void)state;
  cx_problems problems = {0};
  cx_problems_add(&problems, CX_PROBLEM_NO_TIME, 4);
  cx_problems_add(&problems, CX_PROBLEM_NO_TIME, 4);
  assert_int_equal(problems.n_rows[CX_PROBLEM_NO_TIME], 2);
}

static void every_kind_has_a_name(void **state) {
  (void)state;
  for (int kind = 0; kind < CX_PROBLEM_KINDS; kind++)
    assert_non_null(cx_problem_name((cx_problem_kind)kind));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_rows_stay_in_order),
      cmocka_unit_test(any_order_of_merging_gives_the_same),
      cmocka_unit_test(a_row_with_two_problems_is_listed_twice),
      cmocka_unit_test(every_kind_has_a_name),
  };
  return cmocka_run_group_tests_name("problem", tests, NULL, NULL);
}
