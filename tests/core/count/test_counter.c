/* test_counter.c - counters filled by hand from batches, added to one tally */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "count/counter.h"

static const cx_column_spec columns[] = {
    {.kind = CX_COLUMN_LABEL, .name = {"site", 4}},
    {.kind = CX_COLUMN_SCORE, .name = {"score", 5}, .scale = {0, 10, 11, 15, NULL, 0}},
    {.kind = CX_COLUMN_LABEL, .name = {"word", 4}}};
static const bool keeps[] = {true, true, true};
static const uint32_t of[] = {1, 2};
static const cx_text of_name[] = {{"score", 5}, {"word", 4}};
static const cx_tally_question questions[] = {{{"score", 5}, 15}, {{"word", 4}, 0}};

/* Dictionaries are the reader's, so one is opened over a small text that meets every label once. */
typedef struct counting {
  cx_source *source;
  cx_cutter *cutter;
  cx_reader *reader;
  cx_dialect dialect;
  const cx_batch *batch;
  uint32_t rows[CX_BATCH_ROWS];
} counting;

static void begin(counting *c) {
  static char name[3][8] = {"site", "score", "word"};
  static char *names[] = {name[0], name[1], name[2]};
  static const cx_header header = {3, names, 0};
  static const char text[] = "a,0,x\nb,10,y\na,,x\nb,5,\n";
  bool end;
  *c = (counting){.dialect = {.delimiter = ',', .quote = '"', .newline = '\n', .decimal = '.', .data_row = 1}};
  assert_int_equal(cx_source_open_text(&c->source, cx_text_of(text), "text", NULL), CX_OK);
  assert_int_equal(cx_cutter_open(&c->cutter, c->source, &c->dialect, cx_scan_kernel(NULL), 0, 0, NULL), CX_OK);
  assert_int_equal(cx_reader_new(&c->reader, columns, 3, -1, keeps, NULL), CX_OK);
  assert_int_equal(cx_reader_begin(c->reader, c->cutter, cx_scan_kernel(NULL), &c->dialect, &header, "text", NULL),
                   CX_OK);
  assert_int_equal(cx_reader_next(c->reader, &c->batch, &end, NULL), CX_OK);
  assert_int_equal(c->batch->n_rows, 4);
  for (uint32_t i = 0; i < 4; i++) c->rows[i] = i;
}

static void finish(counting *c) {
  cx_reader_free(c->reader);
  cx_cutter_close(c->cutter);
  cx_source_close(c->source);
}

static const cx_tally_spec by_site = {.n_by = 1, .by = {0}, .by_name = {{"site", 4}}, .n_of = 2, .of = of,
                                      .of_name = of_name};

static void only_listed_rows_are_counted(void **state) {
  (void)state;
  counting c;
  cx_counter *counter = NULL;
  cx_tally *tally = NULL;
  begin(&c);
  static const uint32_t rows[] = {1, 3};
  assert_int_equal(cx_counter_new(&counter, &by_site, columns, c.reader, NULL), CX_OK);
  assert_int_equal(cx_counter_add(counter, c.batch, rows, 2, NULL), CX_OK);
  assert_int_equal(cx_tally_new(&tally, by_site.by_name, 1, questions, 2, NULL), CX_OK);
  assert_int_equal(cx_counter_finish(counter, tally, NULL), CX_OK);
  assert_int_equal(cx_tally_settle(tally, NULL), CX_OK);
  assert_int_equal(cx_tally_n_groups(tally), 1);
  assert_true(cx_text_equal(cx_tally_label(tally, 0, 0), cx_text_of("b")));
  size_t n;
  const cx_tally_cell *cell = cx_tally_cells(tally, 0, 0, &n);
  assert_true(n == 2 && cell[0].answer == 5 && cell[1].answer == 10);
  assert_int_equal(cx_tally_n_answers(tally, 1), 2); /* "" and y */
  cx_tally_free(tally);
  cx_counter_free(counter);
  cx_counter_free(NULL);
  finish(&c);
}

/* Past the rows after which packed cells are emptied, with the largest weights. */
static void packed_sums_are_emptied_before_they_overflow(void **state) { /* (2) */
  (void)state;
  counting c;
  cx_counter *counter[2] = {NULL, NULL};
  cx_tally *tally = NULL;
  begin(&c);
  cx_batch batch = *c.batch;
  static const uint32_t heavy[] = {CX_WEIGHT_MOST - 1, CX_WEIGHT_MOST - 1, CX_WEIGHT_MOST - 1, CX_WEIGHT_MOST - 1};
  batch.weight = heavy;
  const uint64_t times = 120000;
  assert_int_equal(cx_tally_new(&tally, by_site.by_name, 1, questions, 2, NULL), CX_OK);
  for (int w = 0; w < 2; w++) { /* as two workers would */
    assert_int_equal(cx_counter_new(&counter[w], &by_site, columns, c.reader, NULL), CX_OK);
    for (uint64_t i = 0; i < times; i++)
      assert_int_equal(cx_counter_add(counter[w], &batch, c.rows, 4, NULL), CX_OK);
    assert_int_equal(cx_counter_finish(counter[w], tally, NULL), CX_OK);
    cx_counter_free(counter[w]);
  }
  assert_int_equal(cx_tally_settle(tally, NULL), CX_OK);
  const cx_wide weight = (cx_wide)(CX_WEIGHT_MOST - 1) * 100000000000000;
  const cx_wide square = (cx_wide)(CX_WEIGHT_MOST - 1) * (CX_WEIGHT_MOST - 1) * 10000000000;
  for (size_t g = 0; g < 2; g++) {
    size_t n;
    const cx_tally_cell *cell = cx_tally_cells(tally, 0, g, &n);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++) {
      assert_int_equal(cell[i].count.n, 2 * times);
      assert_true(cell[i].count.w == weight * (cx_wide)(2 * times));
      assert_true(cell[i].count.w2 == square * (cx_wide)(2 * times));
    }
    assert_int_equal(cx_tally_group(tally, g).n, 4 * times);
  }
  cx_tally_free(tally);
  finish(&c);
}

static void too_many_groups_are_refused(void **state) {
  (void)state;
  counting c;
  cx_counter *counter = NULL;
  cx_error error = {0};
  begin(&c);
  cx_tally_spec spec = {.n_by = 2, .by = {0, 2}, .by_name = {{"site", 4}, {"word", 4}}, .max_groups = 2};
  assert_int_equal(cx_counter_new(&counter, &spec, columns, c.reader, NULL), CX_OK);
  assert_int_equal(cx_counter_add(counter, c.batch, c.rows, 2, &error), CX_OK);
  assert_int_equal(cx_counter_add(counter, c.batch, c.rows, 3, &error), CX_OK);
  assert_int_equal(cx_counter_add(counter, c.batch, c.rows, 4, &error), CX_TOO_MANY);
  assert_non_null(strstr(error.message, "more than 2 groups"));
  cx_counter_free(counter);
  finish(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_listed_rows_are_counted),
      cmocka_unit_test(packed_sums_are_emptied_before_they_overflow),
      cmocka_unit_test(too_many_groups_are_refused),
  };
  return cmocka_run_group_tests_name("counter", tests, NULL, NULL);
}
