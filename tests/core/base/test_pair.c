/* test_pair.c - pairs get numbers as first seen, and keep them */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/pair.h"

static void numbers_are_given_as_first_seen(void **state) {
  (void)state;
  cx_pair_table table = {0};
  assert_int_equal(cx_pair_number(&table, 0, 0), 0);
  assert_int_equal(cx_pair_number(&table, 0, 1), 1);
  assert_int_equal(cx_pair_number(&table, 1, 0), 2);
  assert_int_equal(cx_pair_number(&table, 0, 0), 0);
  assert_int_equal(cx_pair_number(&table, UINT32_MAX, UINT32_MAX), 3);
  assert_true(table.key[2] == (uint64_t)1 << 32);
  cx_pair_free(&table);
  assert_int_equal(cx_pair_number(&table, 7, 7), 0);
  cx_pair_free(&table);
}

static void numbers_stay_while_the_table_grows(void **state) {
  (void)state;
  cx_pair_table table = {0};
  const uint32_t most = 100000;
  for (uint32_t i = 0; i < most; i++)
    assert_int_equal(cx_pair_number(&table, i % 317, i * 65536u), i);
  for (uint32_t i = most; i-- > 0;)
    assert_int_equal(cx_pair_number(&table, i % 317, i * 65536u), i);
  assert_int_equal(table.n, most);
  cx_pair_free(&table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_given_as_first_seen),
      cmocka_unit_test(numbers_stay_while_the_table_grows),
  };
  return cmocka_run_group_tests_name("pair", tests, NULL, NULL);
}
