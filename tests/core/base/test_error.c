/* test_error.c - the first error stays; every status has a word */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"

static void the_first_error_stays(void **state) {
  (void)state;
  cx_error error = {0};
  assert_int_equal(cx_error_set(&error, CX_NO_FILE, "a.csv", "no such %s", "file"), CX_NO_FILE);
  assert_int_equal(cx_error_set(&error, CX_TOO_MANY, "b.csv", "other"), CX_TOO_MANY);
  assert_int_equal(error.status, CX_NO_FILE);
  assert_string_equal(error.place, "a.csv");
  assert_string_equal(error.message, "no such file");
}

static void nowhere_to_put_it_is_fine(void **state) {
  (void)state;
  assert_int_equal(cx_error_set(NULL, CX_TOO_LONG, "a", "b"), CX_TOO_LONG);
  assert_int_equal(cx_error_memory(NULL, NULL), CX_NO_MEMORY);
  cx_error error = {0};
  assert_int_equal(cx_error_memory(&error, NULL), CX_NO_MEMORY);
  assert_string_equal(error.place, "");
}

static void long_messages_are_cut(void **state) {
  (void)state;
  cx_error error = {0};
  static char big[2000];
  memset(big, 'x', sizeof big - 1);
  cx_error_set(&error, CX_NOT_CSV, big, "%s", big);
  assert_int_equal(strlen(error.place), sizeof error.place - 1);
  assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

static void every_status_has_a_word_of_its_own(void **state) {
  (void)state;
  for (int i = CX_OK; i <= CX_CALLBACK; i++) {
    assert_non_null(cx_error_code((cx_status)i));
    for (int j = CX_OK; j < i; j++)
      assert_string_not_equal(cx_error_code((cx_status)i), cx_error_code((cx_status)j));
  }
  assert_string_equal(cx_error_code(CX_NO_FILE), "no_file");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_error_stays),
      cmocka_unit_test(nowhere_to_put_it_is_fine),
      cmocka_unit_test(long_messages_are_cut),
      cmocka_unit_test(every_status_has_a_word_of_its_own),
  };
  return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
