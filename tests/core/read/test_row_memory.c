/* test_row_memory.c - each allocation of a record fails in turn: the record is marked failed */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing.h"
#include "read/row.h"

static void read_once(bool *done) {
  const cx_dialect comma = {.delimiter = ',', .quote = '"', .newline = '\n'};
  char commas[1000];
  memset(commas, ',', sizeof commas);
  cx_row row = {0};
  assert_int_equal(cx_row_read(&row, &comma, (cx_text){commas, sizeof commas}, true, 2000),
                   CX_ROW_WHOLE);
  assert_int_equal(row.failed, has_failed);
  *done = row.n_cells == sizeof commas + 1;
  if (has_failed) { /* it can be used again */
    assert_int_equal(cx_row_read(&row, &comma, (cx_text){"a,b", 3}, true, 2000), CX_ROW_WHOLE);
    assert_false(row.failed);
    assert_int_equal(row.n_cells, 2);
  }
  cx_row_free(&row);
}

static void a_failing_allocation_fails_the_record(void **state) {
  (void)state;
  assert_true(fail_each(read_once) >= 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_failing_allocation_fails_the_record)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
