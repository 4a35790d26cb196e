/* test_row.c - the rules of row.h, one by one, and against a naive reading of them */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "read/row.h"

#define LIMIT ((size_t)1 << 20)

static const cx_dialect COMMA = {.delimiter = ',', .quote = '"', .newline = '\n'};

/* Reads one record and writes its values with '|' between, and how many stray quotes it had. */
static const char *read(const cx_dialect *dialect, const char *text) {
  static char shown[1024], scratch[1024];
  cx_row row = {0};
  size_t n = 0;
  cx_text bytes = cx_text_of(text);
  assert_int_equal(cx_row_read(&row, dialect, bytes, true, LIMIT), CX_ROW_WHOLE);
  for (size_t i = 0; i < row.n_cells; i++) {
    cx_text value = cx_row_value(dialect, cx_row_cell(&row, dialect, text, i), scratch);
    if (i > 0) shown[n++] = '|';
    if (value.length > 0) memcpy(shown + n, value.at, value.length);
    n += value.length;
  }
  if (row.stray > 0) {
    shown[n++] = '~';
    shown[n++] = (char)('0' + row.stray);
  }
  shown[n] = 0;
  cx_row_free(&row);
  return shown;
}

static void cells_end_at_delimiters_and_newline(void **state) {
  (void)state;
  assert_string_equal(read(&COMMA, "a,b,c\nd"), "a|b|c");
  assert_string_equal(read(&COMMA, ",,\n"), "||");
  assert_string_equal(read(&COMMA, "\nx"), "");
  assert_string_equal(read(&COMMA, "a,"), "a|");
  assert_string_equal(read(&COMMA, "a\rb,c\n"), "a\rb|c");
}

static void a_quoted_comma_does_not_split(void **state) { /* (1) */
  (void)state;
  assert_string_equal(read(&COMMA, "\"a,b\",\"c\nd\",\"\"\n"), "a,b|c\nd|");
  assert_string_equal(read(&COMMA, "\"a \"\"b\"\" c\"\n"), "a \"b\" c");
  assert_string_equal(read(&COMMA, "\"\"\"\",\"\"\"x\"\"\""), "\"|\"x\"");
}

static void a_quote_that_closes_before_something_else_is_data(void **state) { /* (2) (4) */
  (void)state;
  assert_string_equal(read(&COMMA, "\"a\" b,c\n"), "\"a\" b|c~2");
  assert_string_equal(read(&COMMA, "\"HK-5716,1,\"x, y\"\n"), "\"HK-5716|1|x, y~1");
  assert_string_equal(read(&COMMA, "\"\"Great grip, x\",b\n"), "\"Great grip, x|b~1");
  assert_string_equal(read(&COMMA, "\"\"\"\"x,b\n"), "\"\"\"\"x|b~4");
  assert_string_equal(read(&COMMA, "\"\" \"x\",b\n"), "\"\" \"x\"|b~4");
}

static void a_quote_that_never_closes_is_data(void **state) { /* (2) */
  (void)state;
  assert_string_equal(read(&COMMA, "\"a,b\nc,d\n"), "\"a|b~1");
  assert_string_equal(read(&COMMA, "\""), "\"~1");
  assert_string_equal(read(&COMMA, "\"\"\","), "\"|~1");
}

static void a_close_at_the_limit_is_too_late(void **state) { /* (2) */
  (void)state;
  cx_row row = {0};
  cx_text bytes = cx_text_of("\"a,b\",c\n");
  assert_int_equal(cx_row_read(&row, &COMMA, bytes, true, 6), CX_ROW_WHOLE);
  assert_int_equal(row.n_cells, 2);
  assert_int_equal(cx_row_read(&row, &COMMA, bytes, true, 5), CX_ROW_WHOLE);
  assert_int_equal(row.n_cells, 3);
  assert_int_equal(row.stray, 2);
  bytes.length = 5;
  assert_int_equal(cx_row_read(&row, &COMMA, bytes, false, 5), CX_ROW_MORE);
  bytes.length = 7;
  assert_int_equal(cx_row_read(&row, &COMMA, bytes, false, 6), CX_ROW_MORE);
  cx_row_free(&row);
}

static void a_quote_inside_an_unquoted_cell_is_data(void **state) { /* (3) */
  (void)state;
  assert_string_equal(read(&COMMA, "12\" screen,say \"hi\"\n"), "12\" screen|say \"hi\"~3");
  assert_string_equal(read(&COMMA, " \"a,b\"\n"), " \"a|b\"~2");
}

static void spaces_before_a_cell_are_skipped(void **state) { /* (1) */
  (void)state;
  cx_dialect d = COMMA;
  d.skip_space = true;
  assert_string_equal(read(&d, "a,  b, \"c, d\" ,\"e\"\n"), "a|b|\"c|d\" |e~2");
  assert_string_equal(read(&d, " \"a,b\",   \n"), "a,b|");
  assert_string_equal(read(&d, "\" \"a,b\"\n"), "\" \"a|b\"~3");
}

static void a_carriage_return_before_the_newline_is_not_in_the_cell(void **state) { /* (5) */
  (void)state;
  cx_dialect d = COMMA;
  assert_string_equal(read(&d, "a,\"b\"\r\n"), "a|\"b\"\r~2");
  d.crlf = true;
  assert_string_equal(read(&d, "a,\"b\"\r\n"), "a|b");
  assert_string_equal(read(&d, "a,b\n"), "a|b");
  assert_string_equal(read(&d, "a\r,\r\n"), "a\r|");
  assert_string_equal(read(&d, "\"a\r\nb\"\r\n"), "a\r\nb");
  assert_string_equal(read(&d, "a,b\r"), "a|b\r");
  assert_string_equal(read(&d, "\"a\"\r,b\r\n"), "\"a\"\r|b~2");
  d.crlf = false;
  d.newline = '\r';
  assert_string_equal(read(&d, "\"a\"\rb"), "a");
}

static void an_escaped_quote_does_not_close(void **state) { /* (2) */
  (void)state;
  cx_dialect d = COMMA;
  d.escape = '\\';
  assert_string_equal(read(&d, "\"a \\\"b\\\", c\",d\n"), "a \"b\", c|d");
  assert_string_equal(read(&d, "\"a\\\\\",\"b\\n\"\n"), "a\\|b\\n");
  assert_string_equal(read(&d, "\"a \"\"b\"\"\",c\\,d\n"), "a \"b\"|c\\|d");
  assert_string_equal(read(&d, "\"a\\"), "\"a\\~1");
}

static void without_a_quote_nothing_is_quoted(void **state) {
  (void)state;
  cx_dialect d = COMMA;
  d.quote = 0;
  assert_string_equal(read(&d, "\"a,b\"\n"), "\"a|b\"");
}

static void no_bytes_are_no_record(void **state) {
  (void)state;
  cx_row row = {0};
  assert_int_equal(cx_row_read(&row, &COMMA, (cx_text){NULL, 0}, true, LIMIT), CX_ROW_END);
  assert_int_equal(cx_row_read(&row, &COMMA, (cx_text){NULL, 0}, false, LIMIT), CX_ROW_MORE);
  cx_row_free(&row);
}


/* The rules read naively: where a quoted cell opened at `from` ends, or -1. */
static long naive_close(const cx_dialect *d, const char *at, size_t n, size_t from, size_t limit) {
  for (size_t i = from + 1; i < n; i++) {
    if (d->escape != 0 && at[i] == d->escape) {
      i++;
      continue;
    }
    if (at[i] != d->quote) continue;
    if (i + 1 < n && at[i + 1] == d->quote) {
      i++;
      continue;
    }
    if (i + 1 >= limit) return -1;
    if (i + 1 == n || at[i + 1] == d->delimiter || at[i + 1] == d->newline) return (long)i + 1;
    bool cr = d->crlf && i + 2 < n && i + 2 < limit && at[i + 1] == '\r';
    return cr && at[i + 2] == d->newline ? (long)i + 2 : -1;
  }
  return -1;
}

static size_t naive_record(const cx_dialect *d, const char *at, size_t n, size_t limit,
                           uint32_t *mark, size_t *n_cells, unsigned *stray) {
  *n_cells = 0;
  *stray = 0;
  for (size_t i = 0;; i++) {
    while (d->skip_space && i < n && at[i] == ' ') i++;
    long end = -1;
    while (i < n && i < limit && at[i] == d->quote) {
      end = naive_close(d, at, n, i, limit);
      if (end >= 0) break;
      ++*stray;
      i++;
    }
    if (end >= 0) i = (size_t)end;
    for (; end < 0 && i < n && at[i] != d->delimiter && at[i] != d->newline; i++)
      if (at[i] == d->quote) ++*stray;
    mark[(*n_cells)++] = (uint32_t)i;
    if (i >= n) return n;
    if (at[i] == d->newline) return i + 1;
  }
}

static uint32_t random_next(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static void compare_with_naive(const cx_dialect *d, const char *at, size_t n, size_t limit,
                               bool follow) {
  uint32_t mark[64];
  cx_row row = {0};
  char scratch[64];
  for (size_t from = 0; from < n; from += row.length) {
    size_t n_cells = 0;
    unsigned stray = 0;
    size_t length = naive_record(d, at + from, n - from, limit, mark, &n_cells, &stray);
    row.follows = follow && from > 0;
    assert_int_equal(cx_row_read(&row, d, (cx_text){at + from, n - from}, true, limit),
                     CX_ROW_WHOLE);
    assert_int_equal(row.length, length);
    assert_int_equal(row.n_cells, n_cells);
    assert_int_equal(row.stray, stray);
    assert_memory_equal(row.mark, mark, n_cells * sizeof *mark);
    for (size_t i = 0; i < n_cells; i++)
      (void)cx_row_value(d, cx_row_cell(&row, d, at + from, i), scratch);
  }
  cx_row_free(&row);
}

static void random_text_reads_as_the_rules_say(void **state) {
  (void)state;
  static const char letters[] = "\"\"\"\"\",,\n\n\r\\ ax";
  uint32_t seed = 1;
  for (int round = 0; round < 200000; round++) {
    char text[24];
    size_t n = 1 + random_next(&seed) % sizeof text;
    for (size_t i = 0; i < n; i++) text[i] = letters[random_next(&seed) % (sizeof letters - 1)];
    cx_dialect d = COMMA;
    d.crlf = random_next(&seed) & 1;
    d.skip_space = random_next(&seed) & 1;
    if (random_next(&seed) & 1) d.escape = '\\';
    size_t limit = random_next(&seed) % 3 == 0 ? 1 + random_next(&seed) % 12 : LIMIT;
    compare_with_naive(&d, text, n, limit, random_next(&seed) & 1);
  }
}

static void a_cut_record_asks_for_more_or_reads_the_same(void **state) {
  (void)state;
  static const char letters[] = "\"\"\"\",,\n\r\\ a";
  uint32_t seed = 7;
  for (int round = 0; round < 30000; round++) {
    char text[20];
    for (size_t i = 0; i < sizeof text; i++)
      text[i] = letters[random_next(&seed) % (sizeof letters - 1)];
    cx_dialect d = COMMA;
    d.crlf = random_next(&seed) & 1;
    size_t limit = random_next(&seed) & 1 ? 9 : LIMIT;
    cx_row whole = {0}, cut = {0};
    cx_row_state end = cx_row_read(&whole, &d, (cx_text){text, sizeof text}, false, limit);
    for (size_t n = 0; n < sizeof text; n++) {
      if (cx_row_read(&cut, &d, (cx_text){text, n}, false, limit) == CX_ROW_MORE) continue;
      assert_int_equal(end, CX_ROW_WHOLE);
      assert_int_equal(cut.length, whole.length);
      assert_int_equal(cut.n_cells, whole.n_cells);
      assert_int_equal(cut.stray, whole.stray);
    }
    cx_row_free(&whole);
    cx_row_free(&cut);
  }
}

static void quotes_that_fail_far_away_are_not_searched_again(void **state) {
  (void)state;
  size_t n = (size_t)8 << 20;
  char *text = malloc(n);
  assert_non_null(text);
  for (size_t i = 0; i < n; i++) text[i] = "\"\"x,"[i % 4]; /* one record of hopeless cells */
  cx_row row = {0};
  assert_int_equal(cx_row_read(&row, &COMMA, (cx_text){text, n}, true, n + 1), CX_ROW_WHOLE);
  assert_int_equal(row.n_cells, n / 4 + 1);
  for (size_t i = 3; i < n; i += 4) text[i] = '\n'; /* and two million such records */
  for (size_t from = 0; from < n; from += row.length) {
    row.follows = from > 0;
    assert_int_equal(cx_row_read(&row, &COMMA, (cx_text){text + from, n - from}, true, n + 1),
                     CX_ROW_WHOLE);
    assert_int_equal(row.length, 4);
  }
  cx_row_free(&row);
  free(text);
}

/* One random cell as RFC 4180 writes it, appended to text; its value to expected. */
static size_t write_cell(uint32_t *seed, char *text, size_t at, char *expected, size_t *n) {
  static const char letters[] = "ab \"\",,\n\r";
  size_t length = random_next(seed) % 7;
  bool quoted = random_next(seed) & 1;
  for (size_t i = 0; i < length; i++) {
    expected[i] = letters[random_next(seed) % (sizeof letters - 1)];
    quoted = quoted || strchr("\",\n\r", expected[i]) != NULL;
  }
  *n = length;
  if (quoted) text[at++] = '"';
  for (size_t i = 0; i < length; i++) {
    if (expected[i] == '"') text[at++] = '"';
    text[at++] = expected[i];
  }
  if (quoted) text[at++] = '"';
  return at;
}

static void what_the_standard_writes_is_read_back(void **state) {
  (void)state;
  uint32_t seed = 3;
  for (int round = 0; round < 50000; round++) {
    char text[200], expected[8][8], scratch[64];
    size_t length[8], n_cells = 1 + random_next(&seed) % 8, at = 0;
    for (size_t i = 0; i < n_cells; i++) {
      at = write_cell(&seed, text, at, expected[i], &length[i]);
      text[at++] = i + 1 < n_cells ? ',' : '\n';
    }
    text[at++] = 'x';
    cx_row row = {0};
    assert_int_equal(cx_row_read(&row, &COMMA, (cx_text){text, at}, true, LIMIT), CX_ROW_WHOLE);
    assert_int_equal(row.length, at - 1);
    assert_int_equal(row.n_cells, n_cells);
    assert_int_equal(row.stray, 0);
    for (size_t i = 0; i < n_cells; i++) {
      cx_text value = cx_row_value(&COMMA, cx_row_cell(&row, &COMMA, text, i), scratch);
      assert_true(cx_text_equal(value, (cx_text){expected[i], length[i]}));
    }
    cx_row_free(&row);
  }
}

static void the_value_is_undone_in_place_when_it_can_be(void **state) {
  (void)state;
  char scratch[16] = "untouched";
  cx_text value = cx_row_value(&COMMA, cx_text_of("\"plain\""), scratch);
  assert_true(cx_text_equal(value, cx_text_of("plain")));
  assert_string_equal(scratch, "untouched");
  value = cx_row_value(&COMMA, cx_text_of("\""), scratch);
  assert_true(cx_text_equal(value, cx_text_of("\"")));
  value = cx_row_value(&COMMA, cx_text_of("\"\"\""), scratch);
  assert_true(cx_text_equal(value, cx_text_of("\"")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cells_end_at_delimiters_and_newline),
      cmocka_unit_test(a_quoted_comma_does_not_split),
      cmocka_unit_test(a_quote_that_closes_before_something_else_is_data),
      cmocka_unit_test(a_quote_that_never_closes_is_data),
      cmocka_unit_test(a_close_at_the_limit_is_too_late),
      cmocka_unit_test(a_quote_inside_an_unquoted_cell_is_data),
      cmocka_unit_test(spaces_before_a_cell_are_skipped),
      cmocka_unit_test(a_carriage_return_before_the_newline_is_not_in_the_cell),
      cmocka_unit_test(an_escaped_quote_does_not_close),
      cmocka_unit_test(without_a_quote_nothing_is_quoted),
      cmocka_unit_test(no_bytes_are_no_record),
      cmocka_unit_test(random_text_reads_as_the_rules_say),
      cmocka_unit_test(a_cut_record_asks_for_more_or_reads_the_same),
      cmocka_unit_test(quotes_that_fail_far_away_are_not_searched_again),
      cmocka_unit_test(what_the_standard_writes_is_read_back),
      cmocka_unit_test(the_value_is_undone_in_place_when_it_can_be),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
