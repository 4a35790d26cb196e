/* test_cell.c - raw cells as values: quotes undone, UTF-8, trimmed */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "read/cell.h"

static void expect(cx_dialect d, const char *raw, size_t n, const char *value, bool damaged) {
  cx_cell cell = {.dialect = &d, .name = "text"};
  cx_text got;
  char *exact = malloc(n + 1); /* so that a sanitizer sees a byte too many */
  memcpy(exact, raw, n);
  for (int i = 0; i < 2; i++) {
    assert_int_equal(cx_cell_value(&cell, (cx_text){exact, n}, &got, NULL), CX_OK);
    assert_int_equal(got.length, strlen(value));
    assert_memory_equal(got.at, value, got.length);
    assert_int_equal(cell.damaged, damaged);
  }
  free(exact);
  cx_cell_free(&cell);
  cx_cell_free(&cell);
}

static const cx_dialect UTF8 = {.delimiter = ',', .quote = '"', .newline = '\n', .encoding = CX_UTF8};
static const cx_dialect WINDOWS = {.delimiter = ',', .quote = '"', .newline = '\n',
                                   .encoding = CX_WINDOWS_1252};

static void quotes_and_spaces_are_undone(void **state) {
  (void)state;
  expect(UTF8, "", 0, "", false);
  expect(UTF8, "\"a \"\"b\"\"\"", 9, "a \"b\"", false);
  expect(UTF8, " \t a b \xc2\xa0", 9, "a b", false);
  expect(UTF8, "\" a \"", 5, "a", false);
  expect(UTF8, "12\"", 3, "12\"", false);
}

static void windows_bytes_become_utf8(void **state) {
  (void)state;
  expect(WINDOWS, "\xe4\xe4kk\xf6set", 8, "\xc3\xa4\xc3\xa4kk\xc3\xb6set", false);
  expect(WINDOWS, "\"\x80 5\"", 5, "\xe2\x82\xac 5", false);
  expect(WINDOWS, "\xa0x\xa0", 3, "x", false);
}

static void bytes_that_are_no_utf8_are_replaced(void **state) { /* (1) */
  (void)state;
  expect(UTF8, "a\xff" "b", 3, "a\xef\xbf\xbd" "b", true);
  expect(UTF8, "\xff\xfe\xfd", 3, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", true);
  expect(UTF8, "\"\xe4\"", 3, "\xef\xbf\xbd", true);
  expect(UTF8, "\xc3\xa4", 2, "\xc3\xa4", false);
}

static void an_assumed_encoding_is_overturned(void **state) { /* (1) */
  (void)state;
  cx_dialect d = UTF8;
  d.assumed = CX_KNOWN_ENCODING;
  cx_cell cell = {.dialect = &d, .name = "text"};
  cx_text value;
  cx_error error = {0};
  assert_int_equal(cx_cell_value(&cell, cx_text_of("\xc3\xa4"), &value, &error), CX_OK);
  assert_int_equal(cx_cell_value(&cell, cx_text_of("\xe4"), &value, &error), CX_OVERTURNED);
  assert_memory_equal(error.message, "encoding", 8);
  cx_cell_free(&cell);
}

static void long_cells_are_whole(void **state) {
  (void)state;
  const size_t n = 100000;
  char *raw = malloc(n);
  for (size_t i = 0; i < n; i++) raw[i] = '\xff';
  cx_cell cell = {.dialect = &UTF8, .name = "text"};
  cx_text value;
  assert_int_equal(cx_cell_value(&cell, (cx_text){raw, n}, &value, NULL), CX_OK);
  assert_int_equal(value.length, 3 * n);
  cell.dialect = &WINDOWS;
  memset(raw, '\x80', n);
  raw[0] = raw[n - 1] = '"';
  assert_int_equal(cx_cell_value(&cell, (cx_text){raw, n}, &value, NULL), CX_OK);
  assert_int_equal(value.length, 3 * (n - 2));
  cx_cell_free(&cell);
  free(raw);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(quotes_and_spaces_are_undone),
      cmocka_unit_test(windows_bytes_become_utf8),
      cmocka_unit_test(bytes_that_are_no_utf8_are_replaced),
      cmocka_unit_test(an_assumed_encoding_is_overturned),
      cmocka_unit_test(long_cells_are_whole),
  };
  return cmocka_run_group_tests_name("cell", tests, NULL, NULL);
}
