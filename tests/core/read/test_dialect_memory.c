/* test_dialect_memory.c - each allocation of a guess fails in turn: nothing leaks or changes */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing.h"
#include "read/dialect.h"

static const char *text;

static void guess_once(bool *done) {
  cx_source *source = NULL;
  cx_error error = {0};
  cx_dialect dialect = {.data_row = 77};
  cx_header header = {0, NULL, 9};
  cx_status status = cx_source_open_text(&source, cx_text_of(text), "text", &error);
  if (status == CX_OK) {
    status = cx_dialect_guess(&dialect, 0, &header, source, &error);
    *done = status == CX_OK;
  }
  if (has_failed) {
    assert_int_equal(status, CX_NO_MEMORY);
    assert_int_equal(error.status, CX_NO_MEMORY);
    assert_int_equal(dialect.data_row, 77);
    assert_int_equal(header.n_renamed, 9);
  } else {
    cx_header_free(&header);
  }
  cx_source_close(source);
}

static void every_failing_allocation_is_said(void **state) {
  (void)state;
  static const char *const texts[] = {
      "a, b,a\n'x, y', \"1,5\",13/2/2024\n'z', 2,1/2/2024\n\"\\\"\", 3,4/5/2024\n",
      "yes;no\nno;yes\nyes;yes\n", "title\n\na|b|c|d\nx,y|1|2|3\n", "lonely, though\nword\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    text = texts[i];
    assert_true(fail_each(guess_once) > 10);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_failing_allocation_is_said)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
