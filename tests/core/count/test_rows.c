/* test_rows.c - rows one at a time give the rows that the oracle lets pass */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "job.h"

/* Compares every cell of the rows that pass with the naive reading. */
static void compare(const job *j) {
  static naive_file naive;
  cx_rows *rows = NULL;
  cx_source *source = NULL;
  cx_error error = {0};
  outcome ignored = {0};
  assert_int_equal(cx_source_open_text(&source, j->text, "text", &error), CX_OK);
  assert_int_equal(cx_rows_open(&rows, &j->spec, source, &j->dialect, &j->header, &error), CX_OK);
  cx_text records = {j->text.at + j->dialect.data_offset, j->text.length - (size_t)j->dialect.data_offset};
  naive_open(&naive, &j->dialect, records, 0, JOB_COLUMNS);
  const cx_row_view *view = NULL;
  uint64_t record;
  while (naive_next(&naive, &record)) {
    oracle_row row;
    for (size_t c = 0; c < j->spec.n_columns; c++)
      understand_cell(&j->spec, &j->header, &naive, c, record, &row, &ignored);
    bool passes = (j->spec.only == NULL || job_only(&row)) &&
                  (j->spec.n_tallies == 0 || j->spec.tally[0].where == NULL || job_where(0, &row));
    if (passes) {
      assert_int_equal(cx_rows_next(rows, &view, &error), CX_OK);
      assert_non_null(view);
      for (uint32_t c = 0; view != NULL && c < JOB_COLUMNS; c++) {
        bool damaged;
        char *memory;
        cx_text expected = oracle_text(naive.row.value[c], &damaged, &memory);
        cx_text cell;
        assert_int_equal(cx_row_view_cell(view, c, &cell, &error), CX_OK);
        assert_true(cx_text_equal(cell, expected));
        assert_true((cell.at == NULL) == (naive.row.raw[c].at == NULL));
        free(memory);
      }
    }
    for (size_t c = 0; c < j->spec.n_columns; c++) free(row.memory[c]);
  }
  assert_int_equal(cx_rows_next(rows, &view, &error), CX_OK);
  assert_null(view);
  assert_int_equal(cx_rows_next(rows, &view, &error), CX_OK); /* and stays there */
  assert_null(view);
  naive_close_file(&naive);
  outcome_free(&ignored);
  cx_rows_close(rows);
  cx_source_close(source);
}

/* The rows of the first n tallies; found[t] counts those that pass tally t. */
static size_t count_rows(const job *j, size_t n, size_t *found) {
  cx_rows *rows = NULL;
  cx_source *source = NULL;
  cx_error error = {0};
  size_t given = 0;
  assert_int_equal(cx_source_open_text(&source, j->text, "text", &error), CX_OK);
  assert_int_equal(cx_rows_open(&rows, &j->spec, source, &j->dialect, &j->header, &error), CX_OK);
  if (found != NULL) cx_rows_any(rows, n);
  const cx_row_view *view = NULL;
  while (cx_rows_next(rows, &view, &error) == CX_OK && view != NULL) {
    bool any = found == NULL;
    for (size_t t = 0; found != NULL && t < n; t++) {
      any = any || cx_rows_passes(rows, t);
      found[t] += cx_rows_passes(rows, t);
    }
    assert_true(any);
    given++;
  }
  cx_rows_close(rows);
  cx_source_close(source);
  return given;
}

static void rows_are_those_of_the_naive_reading(void **state) {
  (void)state;
  static char text[1 << 17];
  uint32_t seed = 31;
  for (int round = 0; round < 300; round++) {
    job j;
    job_open(&j, nasty_dialect(&seed));
    nasty g = {.dialect = &j.dialect, .seed = seed, .to = text, .capacity = sizeof text, .per_mille = 30};
    nasty_say(&g, JOB_HEADER "\n");
    for (uint32_t i = nasty_below(&g, round % 30 ? 60 : 1200); i > 0; i--)
      nasty_record(&g, JOB_COLUMNS, job_word);
    job_set_text(&j, text, g.n);
    cx_tally_spec where = {.where = j.where};
    j.spec.tally = &where;
    j.spec.n_tallies = round % 2 ? 1 : 0;
    if (round % 3 == 0) j.spec.only = NULL;
    j.spec.block_size = round % 4 ? 128 : 0;
    compare(&j);
    seed = g.seed;
    job_close(&j);
  }
}

/* Rows of any of several tallies, and which of them each passes, against a pass of each alone. */
static void rows_of_any_tally_say_which(void **state) {
  (void)state;
  static char text[1 << 16];
  uint32_t seed = 77;
  for (int round = 0; round < 60; round++) {
    job j;
    job_open(&j, nasty_dialect(&seed));
    nasty g = {.dialect = &j.dialect, .seed = seed, .to = text, .capacity = sizeof text, .per_mille = 30};
    nasty_say(&g, JOB_HEADER "\n");
    for (uint32_t i = nasty_below(&g, 400); i > 0; i--) nasty_record(&g, JOB_COLUMNS, job_word);
    job_set_text(&j, text, g.n);
    cx_tally_spec tally[3] = {{.where = j.where}, {.where = j.only}, {.where = NULL}};
    j.spec.tally = tally;
    j.spec.only = NULL;
    j.spec.block_size = round % 2 ? 128 : 0;
    size_t expected[3] = {0};
    for (size_t t = 0; t < 3; t++) {
      j.spec.tally = &tally[t];
      j.spec.n_tallies = 1;
      expected[t] = count_rows(&j, 1, NULL);
    }
    j.spec.tally = tally;
    j.spec.n_tallies = 3;
    for (size_t n = 1; n <= 3; n++) {
      size_t found[3] = {0}, given = count_rows(&j, n, found);
      for (size_t t = 0; t < n; t++) assert_int_equal(found[t], expected[t]);
      assert_true(given >= expected[0] && given <= expected[2]);
      if (n == 3) assert_int_equal(given, expected[2]);
    }
    seed = g.seed;
    job_close(&j);
  }
}

static void rows_can_be_left_early(void **state) {
  (void)state;
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
  static const char text[] = JOB_HEADER "\nA,Oulu,1,,,,\nB,Oulu,2,,,,\n";
  job_set_text(&j, text, sizeof text - 1);
  j.spec.n_tallies = 0;
  cx_rows *rows = NULL;
  cx_source *source = NULL;
  const cx_row_view *view = NULL;
  assert_int_equal(cx_source_open_text(&source, j.text, "text", NULL), CX_OK);
  assert_int_equal(cx_rows_open(&rows, &j.spec, source, &j.dialect, &j.header, NULL), CX_OK);
  assert_int_equal(cx_rows_next(rows, &view, NULL), CX_OK);
  cx_text cell;
  assert_int_equal(cx_row_view_cell(view, 0, &cell, NULL), CX_OK);
  assert_true(cx_text_equal(cell, cx_text_of("A")));
  cx_rows_close(rows);
  cx_rows_close(NULL);
  cx_source_close(source);
  job_close(&j);
}

static void a_cell_that_overturns_the_encoding_is_not_absent(void **state) {
  (void)state;
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n', .assumed = CX_KNOWN_ENCODING});
  static const char text[] = JOB_HEADER "\nP\xe4ivi,Oulu,1,,,,\n";
  job_set_text(&j, text, sizeof text - 1);
  j.spec.only = NULL;
  j.spec.n_tallies = 0;
  cx_rows *rows = NULL;
  cx_source *source = NULL;
  const cx_row_view *view = NULL;
  cx_error error = {0};
  cx_text cell;
  assert_int_equal(cx_source_open_text(&source, j.text, "text", NULL), CX_OK);
  j.spec.n_columns = 0;
  assert_int_equal(cx_rows_open(&rows, &j.spec, source, &j.dialect, &j.header, NULL), CX_OK);
  assert_int_equal(cx_rows_next(rows, &view, &error), CX_OK);
  assert_int_equal(cx_row_view_cell(view, 0, &cell, &error), CX_OVERTURNED);
  assert_int_equal(error.status, CX_OVERTURNED);
  assert_int_equal(cx_row_view_cell(view, 1, &cell, NULL), CX_OK);
  assert_true(cx_text_equal(cell, cx_text_of("Oulu")));
  cx_rows_close(rows);
  cx_source_close(source);
  job_close(&j);
}

static void a_record_over_the_limit_ends_the_rows(void **state) {
  (void)state;
  static char text[2000];
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
  size_t n = (size_t)sprintf(text, "%s\nA,Oulu\n", JOB_HEADER);
  memset(text + n, 'x', sizeof text - n);
  job_set_text(&j, text, sizeof text);
  j.spec.n_tallies = 0;
  j.spec.record_limit = 200;
  j.spec.block_size = 64;
  cx_rows *rows = NULL;
  cx_source *source = NULL;
  const cx_row_view *view = NULL;
  cx_status status = CX_OK;
  assert_int_equal(cx_source_open_text(&source, j.text, "text", NULL), CX_OK);
  assert_int_equal(cx_rows_open(&rows, &j.spec, source, &j.dialect, &j.header, NULL), CX_OK);
  do status = cx_rows_next(rows, &view, NULL); while (status == CX_OK && view != NULL);
  assert_int_equal(status, CX_TOO_LONG);
  cx_rows_close(rows);
  cx_source_close(source);
  job_close(&j);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_are_those_of_the_naive_reading),
      cmocka_unit_test(rows_of_any_tally_say_which),
      cmocka_unit_test(rows_can_be_left_early),
      cmocka_unit_test(a_cell_that_overturns_the_encoding_is_not_absent),
      cmocka_unit_test(a_record_over_the_limit_ends_the_rows),
  };
  return cmocka_run_group_tests_name("rows", tests, NULL, NULL);
}
