/* test_window.c - cutter and windows against a naive reading, for every kernel and border */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "../naive.h"
#include "../nasty.h"
#include "read/window.h"

static const char *const kernels[] = {"avx512", "avx2", "portable"};
static const size_t block_sizes[] = {64, 128, 192, 320, 1024, 4096, 0};

/* A text to be read, and how. */
typedef struct reading {
  const cx_dialect *dialect;
  cx_text text;
  uint32_t n_columns;
  size_t limit, block_size;
  const char *kernel;
} reading;

/* How many random texts: CXLUA_TEST_ROUNDS times more when that is set. */
static uint32_t rounds(uint32_t usual) {
  const char *told = getenv("CXLUA_TEST_ROUNDS");
  return told ? usual * (uint32_t)atoi(told) : usual;
}

/* Shows a text that was read wrongly, so that it can be made a test of its own. */
static void show(const reading *r, const char *what, uint64_t record) {
  fprintf(stderr, "%s at record %llu: kernel %s, block %zu, limit %zu, %u columns\n", what,
          (unsigned long long)record, r->kernel, r->block_size, r->limit, r->n_columns);
  const cx_dialect *d = r->dialect;
  fprintf(stderr, "delimiter %d quote %d escape %d newline %d crlf %d skip %d\n\"", d->delimiter,
          d->quote, d->escape, d->newline, d->crlf, d->skip_space);
  for (size_t i = 0; i < r->text.length && i < 1500; i++) {
    unsigned char c = (unsigned char)r->text.at[i];
    if (c == '"' || c == '\\') fprintf(stderr, "\\%c", c);
    else if (c == '\n') fprintf(stderr, "\\n");
    else if (c < 32 || c > 126) fprintf(stderr, "\\%03o", c);
    else fputc(c, stderr);
  }
  fprintf(stderr, "\"\n");
}

static void expect(const reading *r, bool fine, const char *what, uint64_t record) {
  if (fine) return;
  show(r, what, record);
  fail();
}

/* The windows' row must be the naive one's. */
static void compare_row(const reading *r, const cx_window *window, uint32_t row, naive_file *naive) {
  uint64_t record;
  bool more = naive_next(naive, &record);
  expect(r, more, "a row too many", naive->record);
  if (!more) return;
  for (uint32_t c = 0; c < r->n_columns; c++) {
    cx_text cell = cx_window_cell(window, row, c);
    expect(r, (cell.at == NULL) == (naive->row.raw[c].at == NULL), "absent or not", record);
    bool same = cx_text_equal(cell, naive->row.raw[c]);
    if (!same)
      fprintf(stderr, "cell %u is '%.*s', not '%.*s'\n", c, (int)cell.length, cell.at,
              (int)naive->row.raw[c].length, naive->row.raw[c].at);
    expect(r, same, "another cell", record);
  }
}

/* Places of records in their blocks, as numbers in the file. */
static void number_rows(const cx_cutter *cutter, cx_problems *problems) {
  for (int kind = 0; kind < CX_PROBLEM_KINDS; kind++)
    for (unsigned i = 0; i < problems->n_rows[kind]; i++) {
      uint64_t *row = &problems->row[kind][i];
      *row = cx_cutter_records_before(cutter, *row >> 24) + (*row & 0xffffff);
    }
}

/* Reads with cutter and windows, and naively beside it. */
static void read_both(const reading *r) {
  const cx_kernel *kernel = cx_scan_kernel(r->kernel);
  if (kernel == NULL) return;
  cx_source *source = NULL;
  cx_cutter *cutter = NULL;
  cx_windows *windows = NULL;
  cx_problems problems = {0};
  cx_error error = {0};
  assert_int_equal(cx_source_open_text(&source, r->text, "text", &error), CX_OK);
  assert_int_equal(cx_cutter_open(&cutter, source, r->dialect, kernel, r->limit, r->block_size, &error),
                   CX_OK);
  assert_int_equal(cx_windows_new(&windows, cutter, kernel, r->dialect, r->n_columns, &problems, &error),
                   CX_OK);
  static naive_file naive;
  cx_text records = {r->text.at + r->dialect->data_offset, r->text.length - r->dialect->data_offset};
  naive_open(&naive, r->dialect, records, r->limit, r->n_columns);
  cx_status status;
  cx_window window;
  bool end = false;
  while ((status = cx_windows_next(windows, &window, &end, &error)) == CX_OK && !end) {
    expect(r, window.n_rows > 0, "a window of no rows", naive.record);
    for (uint32_t row = 0; row < window.n_rows; row++) compare_row(r, &window, row, &naive);
  }
  uint64_t record = 0;
  bool fewer = naive_next(&naive, &record);
  expect(r, status != CX_OK || !fewer, "a row too few", record);
  while (naive_next(&naive, &record)) continue; /* a block over the limit gives no row at all */
  expect(r, status == (naive.too_long ? CX_TOO_LONG : CX_OK), "another outcome", naive.record);
  if (status == CX_OK) {
    number_rows(cutter, &problems);
    expect(r, cx_windows_records(windows) == naive.record, "another number of records", naive.record);
    expect(r, memcmp(&problems, &naive.problems, sizeof problems) == 0, "other problems", 0);
  }
  naive_close_file(&naive);
  cx_windows_free(windows);
  cx_cutter_close(cutter);
  cx_source_close(source);
}

/* Reads a text with every kernel and block size. */
static void read_everywhere(reading *r) {
  for (size_t k = 0; k < N_OF(kernels); k++)
    for (size_t b = 0; b < N_OF(block_sizes); b++) {
      r->kernel = kernels[k];
      r->block_size = block_sizes[b];
      read_both(r);
    }
}

static void expect_reading(const char *text, uint32_t n_columns, bool crlf) {
  const cx_dialect d = {.delimiter = ',', .quote = '"', .newline = '\n', .crlf = crlf};
  reading r = {.dialect = &d, .text = cx_text_of(text), .n_columns = n_columns};
  read_everywhere(&r);
}

static void short_texts_read_as_the_rules_say(void **state) {
  (void)state;
  static const char *const texts[] = {
      "", "\n", "a", "a,b", "a,b\n", "\n\n\n", "a,b\n\nc,d\n", "\"", "\"\n", "\"a\nb\",c\n", "a,b,\n",
      "a,b,\"\"\n", "a,b,c\n", "a\n", "\"\"\n", ",\n", "a,\"b\n", "\"a,b\nc,d\n", "a,12\" b\nc,d",
      "\r\n", "a,b\r\n\r\nc,d\r\n", "a\r\nb,c\r\n", "a,b\r", "a,\"b\"\r", "a,\"b\"\r\r\n", "a\r,b\r\n"};
  for (size_t i = 0; i < N_OF(texts); i++) {
    expect_reading(texts[i], 2, false);
    expect_reading(texts[i], 2, true);
    expect_reading(texts[i], 1, true);
  }
}

/* Every letter of a nasty record stands once at every place of a word. */
static void no_border_of_a_word_or_block_matters(void **state) {
  (void)state;
  static const char *const nasty_records[] = {"a,\"b \"\"c\"\"\nd\"\r\n", "\"\",\"\"\"\"\r\n",
                                              "a,12\" b\r\n", "\"a\"\r\r\n", "\"a,b\r\n\"c\",d\r\n"};
  char text[512];
  for (size_t i = 0; i < N_OF(nasty_records); i++)
    for (size_t before = 0; before < 200; before++) {
      memset(text, 'x', before);
      size_t n = before;
      if (n > 0) text[n++] = ',', text[n++] = '\n';
      for (int times = 0; times < 3; times++) {
        memcpy(text + n, nasty_records[i], strlen(nasty_records[i]));
        n += strlen(nasty_records[i]);
      }
      const cx_dialect d = {.delimiter = ',', .quote = '"', .newline = '\n', .crlf = before % 2};
      reading r = {.dialect = &d, .text = {text, n}, .n_columns = 2};
      read_everywhere(&r);
    }
}

static const char *word(nasty *g, uint32_t column) {
  static const char *const words[] = {"a", "", "bc", "\"q\"", "10", "\"two words\"", "delighted"};
  return words[(nasty_below(g, 5) + column) % N_OF(words)];
}

/* Reads the text with a kernel and a block size at random. */
static void read_somewhere(nasty *g, size_t limit, uint32_t n_columns, size_t offset) {
  cx_dialect d = *g->dialect;
  d.data_offset = offset;
  reading r = {.dialect = &d, .text = {g->to, g->n}, .n_columns = n_columns, .limit = limit};
  r.kernel = kernels[nasty_below(g, N_OF(kernels))];
  r.block_size = block_sizes[nasty_below(g, N_OF(block_sizes))];
  read_both(&r);
}

static void random_records_read_as_the_rules_say(void **state) {
  (void)state;
  static char text[1 << 16];
  uint32_t seed = 1;
  for (uint32_t round = 0, n = rounds(60000); round < n; round++) {
    cx_dialect d = nasty_dialect(&seed);
    nasty g = {.dialect = &d, .seed = seed, .to = text, .capacity = sizeof text};
    static const unsigned per_mille[] = {0, 5, 30, 150, 500};
    g.per_mille = per_mille[nasty_below(&g, 5)];
    if (nasty_below(&g, 10) == 0) g.long_cell = 300;
    uint32_t n_columns = 1 + nasty_below(&g, 5), n_records = nasty_below(&g, 40);
    size_t offset = nasty_below(&g, 100);
    memset(text, '.', offset);
    g.n = offset;
    for (uint32_t i = 0; i < n_records; i++) nasty_record(&g, n_columns, word);
    nasty_end(&g);
    if (g.n < offset) g.n = offset;
    read_somewhere(&g, 0, n_columns, offset);
    read_somewhere(&g, 100 + nasty_below(&g, 300), n_columns, offset);
    seed = g.seed;
  }
}

static void random_bytes_read_as_the_rules_say(void **state) {
  (void)state;
  static char text[2000];
  uint32_t seed = 2;
  for (uint32_t round = 0, n = rounds(100000); round < n; round++) {
    cx_dialect d = nasty_dialect(&seed);
    nasty g = {.dialect = &d, .seed = seed, .to = text, .capacity = sizeof text};
    nasty_soup(&g, nasty_below(&g, round % 10 ? 100 : 700));
    uint32_t n_columns = 1 + nasty_below(&g, 4);
    read_somewhere(&g, 0, n_columns, 0);
    read_somewhere(&g, 64 + nasty_below(&g, 200), n_columns, 0);
    seed = g.seed;
  }
}

/* A stray quote in a file of many windows: rows before and after it stay as they are. */
static void cells_longer_than_windows_and_blocks_are_whole(void **state) {
  (void)state;
  static char text[400000];
  uint32_t seed = 3;
  for (uint32_t round = 0, n = rounds(60); round < n; round++) {
    cx_dialect d = nasty_dialect(&seed);
    nasty g = {.dialect = &d, .seed = seed, .to = text, .capacity = sizeof text};
    g.per_mille = round % 3 ? 20 : 2;
    g.long_cell = round % 2 ? 60000 : 3000;
    while (g.n < 100000 + nasty_below(&g, 200000)) nasty_record(&g, 3, word);
    read_somewhere(&g, 0, 3, 0);
    seed = g.seed;
  }
}

static void a_quote_that_never_closes_costs_one_record(void **state) { /* cutter (3) */
  (void)state;
  static char text[20000];
  size_t n = 0;
  for (int i = 0; n < sizeof text - 64; i++) {
    if (i == 100) n += (size_t)sprintf(text + n, "%d,\"never,closed\n", i);
    n += (size_t)sprintf(text + n, "%d,two,%d\n", i, i % 11);
  }
  const cx_dialect d = {.delimiter = ',', .quote = '"', .newline = '\n'};
  reading r = {.dialect = &d, .text = {text, n}, .n_columns = 3, .limit = 256};
  read_everywhere(&r);
  r.limit = 0;
  read_everywhere(&r);
}

static void a_record_over_the_limit_is_an_error(void **state) { /* cutter (3) */
  (void)state;
  static char text[4000];
  const cx_dialect d = {.delimiter = ',', .quote = '"', .newline = '\n'};
  for (size_t length = 190; length < 260; length++) {
    memset(text, 'x', sizeof text);
    text[100] = text[100 + length] = text[101 + 2 * length] = '\n';
    reading r = {.dialect = &d, .text = {text, 102 + 2 * length}, .n_columns = 1, .limit = 200};
    read_everywhere(&r);
    text[101] = text[99 + length] = '"'; /* quoted: then it is read with its quotes as data */
    read_everywhere(&r);
    text[150] = '\n';
    read_everywhere(&r);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(short_texts_read_as_the_rules_say),
      cmocka_unit_test(no_border_of_a_word_or_block_matters),
      cmocka_unit_test(random_records_read_as_the_rules_say),
      cmocka_unit_test(random_bytes_read_as_the_rules_say),
      cmocka_unit_test(cells_longer_than_windows_and_blocks_are_whole),
      cmocka_unit_test(a_quote_that_never_closes_costs_one_record),
      cmocka_unit_test(a_record_over_the_limit_is_an_error),
  };
  return cmocka_run_group_tests_name("window", tests, NULL, NULL);
}
