/* test_dialect.c - the rules of dialect.h and dialect_guess.h, by small files */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "read/dialect.h"

typedef struct guessed {
  cx_dialect dialect;
  cx_header header;
  cx_status status;
  cx_error error;
} guessed;

static guessed guess_bytes(cx_text bytes, unsigned known, cx_dialect told) {
  guessed g = {.dialect = told};
  cx_source *source = NULL;
  g.status = cx_source_open_text(&source, bytes, "answers.csv", &g.error);
  assert_int_equal(g.status, CX_OK);
  g.status = cx_dialect_guess(&g.dialect, known, &g.header, source, &g.error);
  cx_source_close(source);
  return g;
}

static guessed guess(const char *text) {
  return guess_bytes(cx_text_of(text), 0, (cx_dialect){0});
}

/* The names joined by '|'; frees them. */
static const char *names(guessed *g) {
  static char joined[1024];
  int n = 0;
  joined[0] = 0;
  for (uint32_t i = 0; i < g->header.n_columns; i++)
    n += snprintf(joined + n, sizeof joined - (size_t)n, "%s%s", i > 0 ? "|" : "",
                  g->header.name[i]);
  cx_header_free(&g->header);
  return joined;
}

static char delimiter_of(const char *text) {
  guessed g = guess(text);
  assert_int_equal(g.status, CX_OK);
  cx_header_free(&g.header);
  return g.dialect.delimiter;
}

static void delimiters_are_found_by_consistency(void **state) { /* (1) */
  (void)state;
  assert_int_equal(delimiter_of("a,b,c\n1,2,3\n4,5,6\n"), ',');
  assert_int_equal(delimiter_of("a;b;c\n1,5;2,5;3\n4,5;5,5;6\n"), ';');
  assert_int_equal(delimiter_of("name;score\nAnna;1,5\nBo;2,5\n"), ';');
  assert_int_equal(delimiter_of("a\tb\nx, y\t1\nz, w, v\t2\n"), '\t');
  assert_int_equal(delimiter_of("a|b|c\n1|2|3\n"), '|');
  assert_int_equal(delimiter_of("1 2 3 4\n5 6 7 8\n9 1 2 3\n"), ' ');
  assert_int_equal(delimiter_of("id,picked\n1,a;b;c\n2,b;c;d\n3,a;c;e\n"), ',');
  assert_int_equal(delimiter_of("id;comment\n1;\"yes, very, much\"\n2;\"no, never, ever\"\n"), ';');
}

static void one_column_needs_no_delimiter(void **state) {
  (void)state;
  assert_int_equal(delimiter_of("score\n1\n2\n"), ',');
  assert_int_equal(delimiter_of("name\nAnna Berg\nBo Dahl\n"), ',');
  assert_int_equal(delimiter_of("\"a, b\"\n\"c, d\"\n"), ',');
  assert_true(delimiter_of("score\n1,5\n2,5\n3,5\n") != ',');
  guessed g = guess("comment\nGood service, thanks\nI waited, and waited, and left\nFine\n");
  assert_int_equal(g.status, CX_OK);
  assert_string_equal(names(&g), "comment");
}

static void two_delimiters_that_fit_alike_are_asked_about(void **state) { /* (3) */
  (void)state;
  guessed g = guess("a,b|c\nd,e|f\ng,h|i\n");
  assert_int_equal(g.status, CX_NOT_CSV);
  assert_string_equal(g.error.place, "answers.csv");
  assert_non_null(strstr(g.error.message, "','"));
  assert_non_null(strstr(g.error.message, "'|'"));
  g = guess_bytes(cx_text_of("a,b|c\nd,e|f\n"), CX_KNOWN_DELIMITER, (cx_dialect){.delimiter = '|'});
  assert_int_equal(g.status, CX_OK);
  assert_string_equal(names(&g), "a,b|c");
}

static void quotes_escapes_and_blanks_are_found(void **state) { /* (1) */
  (void)state;
  guessed g = guess("a,b\n'x, y',1\n'z, w',2\n");
  assert_int_equal(g.dialect.quote, '\'');
  assert_string_equal(names(&g), "a|b");
  g = guess("a,b\nit's,1\n'tis,2\n");
  assert_int_equal(g.dialect.quote, '"');
  cx_header_free(&g.header);
  g = guess("a,b\n\"say \\\"hi\\\", you\",1\n\"no\",2\n\"\\\"\",3\n");
  assert_int_equal(g.dialect.escape, '\\');
  cx_header_free(&g.header);
  g = guess("a,b\n\"C:\\\",1\n\"D:\\\",2\n");
  assert_int_equal(g.dialect.escape, 0);
  cx_header_free(&g.header);
  g = guess("a, b, c\n1, \"x, y\", 3\n4, \"z\", 6\n");
  assert_true(g.dialect.skip_space);
  assert_string_equal(names(&g), "a|b|c");
  g = guess("a,b\nx, y\nz,w\nv,u\n");
  assert_false(g.dialect.skip_space);
  cx_header_free(&g.header);
}

static void newlines_are_found_outside_quotes(void **state) {
  (void)state;
  guessed g = guess("a,b\r\n1,2\r\n");
  assert_int_equal(g.dialect.newline, '\n');
  assert_true(g.dialect.crlf);
  assert_string_equal(names(&g), "a|b");
  g = guess("a,b\n1,2\n");
  assert_false(g.dialect.crlf);
  cx_header_free(&g.header);
  g = guess("a,b\r1,\"x\ny\"\r2,z\r");
  assert_int_equal(g.dialect.newline, '\r');
  assert_false(g.dialect.crlf);
  assert_int_equal(g.dialect.data_offset, 4);
  cx_header_free(&g.header);
  g = guess("a,b\n1,\"x\r\ny\"\n2,\"z\r\n\"\n");
  assert_int_equal(g.dialect.newline, '\n');
  assert_false(g.dialect.crlf);
  cx_header_free(&g.header);
}

static char newline_of(const char *text, size_t length) {
  guessed g = guess_bytes((cx_text){text, length}, 0, (cx_dialect){0});
  assert_int_equal(g.status, CX_OK);
  cx_header_free(&g.header);
  return g.dialect.newline;
}

/* n records "1,2" with an end after each, a stray in the cell of every `often`th. */
static char newline_of_records(size_t n, char end, char stray, size_t often, const char *record) {
  static char text[8192];
  size_t at = (size_t)snprintf(text, sizeof text, "a,b%c", end);
  for (size_t i = 1; i <= n; i++) {
    if (i % often == 0) at += (size_t)snprintf(text + at, sizeof text - at, "x%cy", stray);
    at += (size_t)snprintf(text + at, sizeof text - at, "%s%c", record, end);
  }
  return newline_of(text, at);
}

static void rare_newlines_of_the_other_kind_stand_in_cells(void **state) { /* (6) */
  (void)state;
  assert_int_equal(newline_of_records(100, '\r', '\n', 20, "1,2"), '\r');
  assert_int_equal(newline_of_records(100, '\r', '\n', 20, "1,\"2\n\n\n\""), '\r');
  assert_int_equal(newline_of_records(100, '\r', '\n', 5, "1,2"), '\n');
  assert_int_equal(newline_of_records(100, '\n', '\r', 1, "1,2"), '\n');
  assert_int_equal(newline_of_records(100, '\n', '\r', 20, "1,2"), '\n');
  assert_int_equal(newline_of_records(100, '\n', '\r', 20, "1,\"2\r\r\r\r\""), '\n');
  const char text[] = "a,b\n1,x\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\rx\n2,y\n";
  assert_int_equal(newline_of(text, sizeof text - 1), '\n'); /* no even records */
}

static void a_spreadsheet_hint_is_obeyed(void **state) {
  (void)state;
  guessed g = guess("sep=;\r\na;b,c\r\n1;2\r\n");
  assert_int_equal(g.dialect.delimiter, ';');
  assert_int_equal(g.dialect.skip_rows, 1);
  assert_int_equal(g.dialect.data_row, 3);
  assert_int_equal(g.dialect.data_offset, 14);
  assert_string_equal(names(&g), "a|b,c");
  g = guess("\"sep=|\"\na|b\n1|2\n");
  assert_string_equal(names(&g), "a|b");
  g = guess("separator,b\n1,2\n");
  assert_string_equal(names(&g), "separator|b");
}

static void encodings_are_found_by_their_bytes(void **state) {
  (void)state;
  guessed g = guess("n\xC3\xA4kyv\xC3\xA4,b\n1,2\n");
  assert_int_equal(g.dialect.encoding, CX_UTF8);
  assert_false(g.dialect.assumed & CX_KNOWN_ENCODING);
  assert_string_equal(names(&g), "n\xC3\xA4kyv\xC3\xA4|b");
  g = guess("n\xE4kyv\xE4,b\n1,2\n");
  assert_int_equal(g.dialect.encoding, CX_WINDOWS_1252);
  assert_string_equal(names(&g), "n\xC3\xA4kyv\xC3\xA4|b");
  g = guess("a,b\n1,\xC3");
  assert_int_equal(g.dialect.encoding, CX_WINDOWS_1252);
  cx_header_free(&g.header);
  g = guess("a,b\n1,2\n");
  assert_int_equal(g.dialect.encoding, CX_UTF8);
  assert_true(g.dialect.assumed & CX_KNOWN_ENCODING); /* (5) */
  cx_header_free(&g.header);
  static const char wide[] = "\xFF\xFE" "a\0\t\0b\0\n\0" "1\0\t\0" "2\0\n";
  g = guess_bytes((cx_text){wide, sizeof wide}, 0, (cx_dialect){0});
  assert_int_equal(g.dialect.encoding, CX_UTF16_LE);
  assert_string_equal(names(&g), "a|b");
}

static void an_encoding_that_cannot_be_is_refused(void **state) {
  (void)state;
  guessed g = guess_bytes(cx_text_of("a,b\n1,2\n"), CX_KNOWN_ENCODING,
                          (cx_dialect){.encoding = CX_UTF16_LE});
  assert_int_equal(g.status, CX_NOT_CSV);
  g = guess_bytes(cx_text_of("\xC3\xA4,b\n1,2\n"), CX_KNOWN_ENCODING,
                  (cx_dialect){.encoding = CX_WINDOWS_1252});
  assert_string_equal(names(&g), "\xC3\x83\xC2\xA4|b");
}

static void binary_data_are_refused(void **state) {
  (void)state;
  static const char zip[] = "PK\3\4\24\0\6\0";
  guessed g = guess_bytes((cx_text){zip, sizeof zip}, 0, (cx_dialect){0});
  assert_int_equal(g.status, CX_NOT_CSV);
  assert_non_null(strstr(g.error.message, "Excel"));
  char noise[512];
  for (size_t i = 0; i < sizeof noise; i++) noise[i] = (char)(i * 7919 >> 3);
  g = guess_bytes((cx_text){noise, sizeof noise}, 0, (cx_dialect){0});
  assert_int_equal(g.status, CX_NOT_CSV);
  assert_non_null(strstr(g.error.message, "binary"));
  static const char nul[] = "a,b\n1,x\0y\n2,\0\n3,z";
  g = guess_bytes((cx_text){nul, sizeof nul - 1}, 0, (cx_dialect){0});
  assert_int_equal(g.status, CX_OK); /* a few are the data's trouble */
  assert_string_equal(names(&g), "a|b");
}

static void a_header_is_text_above_numbers(void **state) {
  (void)state;
  guessed g = guess("1,Anna,2024-01-05\n2,Bo,2024-01-06\n3,Cia,2024-01-07\n");
  assert_int_equal(g.dialect.header_rows, 0);
  assert_int_equal(g.dialect.data_offset, 0);
  assert_int_equal(g.dialect.data_row, 1);
  assert_string_equal(names(&g), "column 1|column 2|column 3");
  g = guess("name,city\nAnna,Turku\nBo,Oulu\n");
  assert_int_equal(g.dialect.header_rows, 1);
  cx_header_free(&g.header);
  g = guess("yes,no\nno,no\nyes,yes\n");
  assert_int_equal(g.dialect.header_rows, 0);
  cx_header_free(&g.header);
  g = guess("a,b,c");
  assert_int_equal(g.dialect.header_rows, 1);
  assert_string_equal(names(&g), "a|b|c");
  g = guess("1,2,3");
  assert_int_equal(g.dialect.header_rows, 0);
  cx_header_free(&g.header);
}

static void a_preamble_is_skipped(void **state) {
  (void)state;
  guessed g = guess("Report of May\n\nid,name,score\n1,Anna,9\n2,Bo,8\n3,Cia,7\n");
  assert_int_equal(g.dialect.skip_rows, 2);
  assert_int_equal(g.dialect.data_row, 4);
  assert_string_equal(names(&g), "id|name|score");
  g = guess("Report,,,\n,,,\nid,name,x,score\n1,Anna,,9\n2,Bo,,8\n");
  assert_int_equal(g.dialect.skip_rows, 2);
  cx_header_free(&g.header);
  g = guess("1,,,\n2,,,5\n3,,,6\n"); /* no header follows: these are rows */
  assert_int_equal(g.dialect.skip_rows, 0);
  assert_int_equal(g.dialect.header_rows, 0);
  cx_header_free(&g.header);
}

static void several_header_rows_are_joined(void **state) {
  (void)state;
  guessed g = guess("Desk,,Food,\nwait,mood,price,taste\n1,2,3,4\n5,4,3,2\n1,2,2,1\n");
  assert_int_equal(g.dialect.header_rows, 2);
  assert_string_equal(names(&g), "Desk wait|Desk mood|Food price|Food taste");
  g = guess("a,b\n9,n/a\nn/a,n/a\n8,7\n9,6\n3,4\n");
  assert_int_equal(g.dialect.header_rows, 1);
  cx_header_free(&g.header);
  g = guess("a,b\nn/a,n/a\n8,7\n9,6\n3,4\n7,7\n5,1\n");
  assert_int_equal(g.dialect.header_rows, 1); /* one word twice is no header */
  cx_header_free(&g.header);
}

static void known_exports_have_their_headers(void **state) {
  (void)state;
  guessed g = guess("Q1,Q1\n\"How, then?\",Why?\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{}\"\n4,x\n");
  assert_int_equal(g.dialect.header_rows, 3);
  assert_string_equal(names(&g), "Q1|Q1.2");
  g = guess("Q1,Q2\n{'ImportId': 'QID1'},{'ImportId': 'QID2'}\n4,x\n");
  assert_int_equal(g.dialect.header_rows, 2);
  assert_string_equal(names(&g), "Q1|Q2");
  g = guess("Respondent ID,Which?,,Why?\n,Tea,Milk,Response\n11,1,,x\n12,,1,y\n");
  assert_int_equal(g.dialect.header_rows, 2);
  assert_string_equal(names(&g), "Respondent ID|Which? Tea|Which? Milk|Why? Response");
  g = guess("RespondentID,Which?\n11,Tea\n12,Milk\n");
  assert_int_equal(g.dialect.header_rows, 1);
  cx_header_free(&g.header);
}

static void names_are_unique_and_never_empty(void **state) { /* (4) */
  (void)state;
  guessed g = guess("a,a,,a.2,a, b \n1,2,3,4,5,6\n7,8,9,1,2,3\n");
  assert_int_equal(g.header.n_renamed, 4);
  assert_string_equal(names(&g), "a|a.2|column 3|a.2.2|a.3|b");
  g = guess("\"two\r\nlines\",\"x\"\"y\"\n1,2\n");
  assert_string_equal(names(&g), "two lines|x\"y");
}

static void columns_are_those_of_header_and_rows(void **state) {
  (void)state;
  guessed g = guess("a,b,\n1,2\n3,4\n");
  assert_string_equal(names(&g), "a|b");
  g = guess("a,b,\n1,2,3\n3,4,5\n");
  assert_string_equal(names(&g), "a|b|column 3");
  g = guess("a,b\n1,2,\n3,4,\n5,6,\n");
  assert_string_equal(names(&g), "a|b");
  g = guess("a,b\n1,2,3\n3,4,5\n5,6,7\n");
  assert_string_equal(names(&g), "a|b|column 3");
}

static void the_decimal_mark_shows_in_numbers(void **state) {
  (void)state;
  static const struct {
    const char *text;
    char decimal;
    bool assumed;
  } cases[] = {
      {"a;b\n1,5;2\n2,5;3\n", ',', false},   {"a,b\n1.5,2\n", '.', false},
      {"a;b\n1.500;2\n", '.', true},         {"a;b\n0,500;2\n", ',', false},
      {"a;b\n1.234,5;2\n", ',', false},      {"a;b\n1,234.5;2\n", '.', false},
      {"a;b\n1.2.2024;2\n", '.', true},      {"a;b\n1;2\n", '.', true},
      {"a,b\n\"1,5\",2\n\"3,5\",3\n", ',', false}, {"a;b\n-1,25;x\n;y\n", ',', false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    guessed g = guess(cases[i].text);
    assert_int_equal(g.dialect.decimal, cases[i].decimal);
    assert_int_equal((g.dialect.assumed & CX_KNOWN_DECIMAL) != 0, cases[i].assumed); /* (5) */
    cx_header_free(&g.header);
  }
}

static void a_day_over_twelve_settles_the_order(void **state) {
  (void)state;
  static const struct {
    const char *text;
    char order;
  } cases[] = {
      {"a,b\n1/2/2024,1\n13/2/2024,2\n", 'd'}, {"a,b\n1/2/2024,1\n2/13/24 10:05,2\n", 'm'},
      {"a,b\n1/2/2024,1\n2/3/2024,2\n", 0},    {"a,b\n13/2/2024,1\n2/13/2024,2\n", 0},
      {"a,b\n2024/13/01,1\n3,2\n", 0},         {"a,b\n13/14/2024,1\n3,2\n", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    guessed g = guess(cases[i].text);
    assert_int_equal(g.dialect.day_order, cases[i].order);
    cx_header_free(&g.header);
  }
}

static void what_is_named_is_not_guessed(void **state) { /* (2) */
  (void)state;
  const cx_dialect told = {.delimiter = ';', .quote = 0, .newline = '\n', .decimal = ',',
                           .day_order = 'm', .skip_rows = 1, .header_rows = 2};
  const unsigned known = CX_KNOWN_DELIMITER | CX_KNOWN_QUOTE | CX_KNOWN_ESCAPE |
                         CX_KNOWN_NEWLINE | CX_KNOWN_SPACE | CX_KNOWN_DECIMAL |
                         CX_KNOWN_DAY_ORDER | CX_KNOWN_SKIP_ROWS | CX_KNOWN_HEADER_ROWS;
  guessed g = guess_bytes(cx_text_of("x,y\na,b;\"c\n1,2;3\n13/1/2024;5\n"), known, told);
  assert_int_equal(g.status, CX_OK);
  assert_int_equal(g.dialect.delimiter, ';');
  assert_int_equal(g.dialect.quote, 0);
  assert_int_equal(g.dialect.decimal, ',');
  assert_int_equal(g.dialect.day_order, 'm');
  assert_int_equal(g.dialect.data_row, 4);
  assert_int_equal(g.dialect.data_offset, 17);
  assert_string_equal(names(&g), "a,b 1,2|\"c 3");
}

static void too_few_rows_for_what_is_named_are_no_columns(void **state) {
  (void)state;
  guessed g = guess_bytes(cx_text_of("a,b\n1,2\n"), CX_KNOWN_SKIP_ROWS | CX_KNOWN_HEADER_ROWS,
                          (cx_dialect){.skip_rows = 5, .header_rows = 3});
  assert_int_equal(g.status, CX_OK);
  assert_int_equal(g.dialect.data_offset, 8);
  cx_header_free(&g.header);
}

static void nothing_has_no_columns(void **state) {
  (void)state;
  static const char *const texts[] = {"", "\n", "\r\n\r\n", "\xEF\xBB\xBF", "sep=;\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    guessed g = guess(texts[i]);
    assert_int_equal(g.status, CX_OK);
    assert_int_equal(g.header.n_columns, 0);
    assert_int_equal(g.dialect.header_rows, 0);
    cx_header_free(&g.header);
  }
}

static void a_stray_quote_in_the_header_shifts_nothing(void **state) {
  (void)state;
  guessed g = guess("a,\"b,c\n1,2,3\n4,5,6\n7,8,9\n");
  assert_string_equal(names(&g), "a|\"b|c");
}

/* n columns and some rows under them; repeated: all have one name. */
static cx_text make_wide(size_t n, bool repeated, size_t rows) {
  char *text = malloc(n * 32 + rows * n * 2 + 1);
  size_t length = 0;
  assert_non_null(text);
  for (size_t i = 0; i < n; i++)
    length += (size_t)sprintf(text + length, "%scolumn of answers %zu", i > 0 ? "," : "",
                              repeated ? (size_t)1 : i);
  text[length++] = '\n';
  for (size_t i = 0; i < rows * n; i++) {
    text[length++] = (char)('0' + i % 10);
    text[length++] = i % n == n - 1 ? '\n' : ',';
  }
  return (cx_text){text, length};
}

static void a_header_longer_than_a_megabyte_is_read(void **state) {
  (void)state;
  enum { N = 120000 };
  for (int repeated = 0; repeated < 2; repeated++) {
    cx_text text = make_wide(N, repeated, 6);
    assert_true(text.length > 2 * CX_SOURCE_HEAD);
    guessed g = guess_bytes(text, 0, (cx_dialect){0});
    assert_int_equal(g.status, CX_OK);
    assert_int_equal(g.header.n_columns, N);
    assert_int_equal(g.dialect.header_rows, 1);
    const char *last = repeated ? "column of answers 1.120000" : "column of answers 119999";
    assert_string_equal(g.header.name[N - 1], last);
    assert_int_equal(cx_header_find(&g.header, cx_text_of(last)), N - 1);
    assert_int_equal(cx_header_find(&g.header, cx_text_of("column of answer")), -1);
    cx_header_free(&g.header);
    free((void *)(uintptr_t)text.at);
  }
}

static void a_line_without_an_end_is_too_long(void **state) {
  (void)state;
  size_t n = (size_t)20 << 20;
  char *text = malloc(n);
  assert_non_null(text);
  for (size_t i = 0; i < n; i++) text[i] = "answer, "[i % 8];
  guessed g = guess_bytes((cx_text){text, n}, 0, (cx_dialect){0});
  assert_int_equal(g.status, CX_TOO_LONG);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(delimiters_are_found_by_consistency),
      cmocka_unit_test(one_column_needs_no_delimiter),
      cmocka_unit_test(two_delimiters_that_fit_alike_are_asked_about),
      cmocka_unit_test(quotes_escapes_and_blanks_are_found),
      cmocka_unit_test(newlines_are_found_outside_quotes),
      cmocka_unit_test(rare_newlines_of_the_other_kind_stand_in_cells),
      cmocka_unit_test(a_spreadsheet_hint_is_obeyed),
      cmocka_unit_test(encodings_are_found_by_their_bytes),
      cmocka_unit_test(an_encoding_that_cannot_be_is_refused),
      cmocka_unit_test(binary_data_are_refused),
      cmocka_unit_test(a_header_is_text_above_numbers),
      cmocka_unit_test(a_preamble_is_skipped),
      cmocka_unit_test(several_header_rows_are_joined),
      cmocka_unit_test(known_exports_have_their_headers),
      cmocka_unit_test(names_are_unique_and_never_empty),
      cmocka_unit_test(columns_are_those_of_header_and_rows),
      cmocka_unit_test(the_decimal_mark_shows_in_numbers),
      cmocka_unit_test(a_day_over_twelve_settles_the_order),
      cmocka_unit_test(what_is_named_is_not_guessed),
      cmocka_unit_test(too_few_rows_for_what_is_named_are_no_columns),
      cmocka_unit_test(nothing_has_no_columns),
      cmocka_unit_test(a_stray_quote_in_the_header_shifts_nothing),
      cmocka_unit_test(a_header_longer_than_a_megabyte_is_read),
      cmocka_unit_test(a_line_without_an_end_is_too_long),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
