/* test_pass_memory.c - each allocation of a small pass, merge and row loop fails in turn */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "../read/failing.h"
#include "count/pass.h"

static const char text[] =
    "site,score,comment,weight,stamp\n"
    "A,9,good,1,2026-03-09\nB,10 - Extremely likely,\"two\nlines\",0.123456789012,9.3.2026\n"
    "A,11,12\" screen,1,\nC\n\nD,1,a comment of more than thirty-two bytes,2,2026-04-01\n"
    "\"A\",\"7\",\"say \"\"hi\"\"\",1.5,2026-05-01,,\nE,x,\xff,1,soon\n";

static const cx_score_code codes[] = {{{"dk", 2}, 15}};
static const cx_column_spec columns[] = {
    {.kind = CX_COLUMN_LABEL, .name = {"site", 4}},
    {.kind = CX_COLUMN_SCORE, .name = {"score", 5}, .scale = {0, 10, 11, 16, codes, 1}},
    {.kind = CX_COLUMN_LABEL, .name = {"comment", 7}},
    {.kind = CX_COLUMN_WEIGHT, .name = {"weight", 6}},
    {.kind = CX_COLUMN_LABEL, .name = {"stamp", 5}, .label = CX_LABEL_BUCKET, .bucket = CX_MONTH},
    {.kind = CX_COLUMN_NUMBER, .name = {"score", 5}},
    {.kind = CX_COLUMN_TIME, .name = {"stamp", 5}}};
static const uint32_t of[] = {1, 2};
static const cx_text of_name[] = {{"score", 5}, {"comment", 7}};
static const cx_dialect dialect = {.delimiter = ',', .quote = '"', .newline = '\n', .decimal = '.',
                                   .data_offset = 32, .data_row = 2};

/* A spec of two tallies, one with a where on a label. */
static cx_pass_spec make_spec(cx_tally_spec tally[2], unsigned threads) {
  tally[0] = (cx_tally_spec){.n_of = 2, .of = of, .of_name = of_name};
  tally[1] = (cx_tally_spec){.n_by = 2, .by = {0, 4}, .by_name = {{"site", 4}, {"month", 5}}, .n_of = 2,
                             .of = of, .of_name = of_name};
  return (cx_pass_spec){.column = columns, .n_columns = 7, .weight = 3, .tally = tally, .n_tallies = 2,
                        .threads = threads, .block_size = 64};
}

static cx_header make_header(void) {
  static char name[5][8] = {"site", "score", "comment", "weight", "stamp"};
  static char *names[] = {name[0], name[1], name[2], name[3], name[4]};
  return (cx_header){5, names, 0};
}

/* What is made of a tally after a pass. */
static cx_status use_tally(cx_tally *tally, cx_tally *other, cx_error *error) {
  static const size_t by[] = {0};
  static const cx_text own[] = {{"nobody's", 8}};
  cx_tally *small = NULL, *two = NULL;
  cx_status status = cx_tally_merge(tally, other, error);
  if (status == CX_OK) status = cx_tally_settle(tally, error);
  if (status == CX_OK) status = cx_tally_collapse(&small, tally, by, 1, error);
  if (status == CX_OK) status = cx_tally_against(&two, tally, 0, own, 1, error);
  cx_tally_free(small);
  cx_tally_free(two);
  return status;
}

static cx_status run_pass(unsigned threads, cx_tally **out, cx_error *error) {
  cx_tally_spec spec_of_tally[2];
  cx_pass_spec spec = make_spec(spec_of_tally, threads);
  cx_header header = make_header();
  cx_pass *pass = NULL;
  cx_source *source = NULL;
  cx_file_receipt receipt;
  cx_status status = cx_source_open_text(&source, (cx_text){text, sizeof text - 1}, "text", error);
  if (status == CX_OK) status = cx_pass_new(&pass, &spec, error);
  if (status == CX_OK) status = cx_pass_file(pass, source, &dialect, &header, &receipt, error);
  if (status == CX_OK) status = cx_pass_finish(pass, out, error);
  cx_pass_free(pass);
  cx_source_close(source);
  return status;
}

static unsigned n_threads;

static void count_once(bool *done) {
  cx_tally *tally[2] = {NULL, NULL}, *again[2] = {NULL, NULL};
  cx_error error = {0};
  cx_status status = run_pass(n_threads, tally, &error);
  if (status == CX_OK) status = run_pass(1, again, &error);
  if (status == CX_OK) status = use_tally(tally[1], again[1], &error);
  assert_true(status == CX_OK || status == CX_NO_MEMORY);
  if (status != CX_OK) assert_int_equal(error.status, CX_NO_MEMORY);
  if (status == CX_OK) assert_int_equal(cx_tally_design(tally[0]).n, 6);
  for (int i = 0; i < 2; i++) {
    cx_tally_free(tally[i]);
    cx_tally_free(again[i]);
  }
  *done = status == CX_OK;
}

static void no_allocation_of_a_pass_is_taken_for_granted(void **state) {
  (void)state;
  for (n_threads = 1; n_threads < 4; n_threads++) assert_true(fail_each(count_once) > 100);
}

static void iterate_once(bool *done) {
  cx_tally_spec spec_of_tally[2];
  cx_pass_spec spec = make_spec(spec_of_tally, 1);
  cx_header header = make_header();
  cx_rows *rows = NULL;
  cx_source *source = NULL;
  cx_error error = {0};
  unsigned n = 0;
  cx_status status = cx_source_open_text(&source, (cx_text){text, sizeof text - 1}, "text", &error);
  if (status == CX_OK) status = cx_rows_open(&rows, &spec, source, &dialect, &header, &error);
  while (status == CX_OK) {
    const cx_row_view *row;
    status = cx_rows_next(rows, &row, &error);
    if (status != CX_OK || row == NULL) break;
    cx_text cell;
    status = cx_row_view_cell(row, 2, &cell, &error);
    n += status == CX_OK;
  }
  assert_true(status == CX_OK || status == CX_NO_MEMORY);
  if (status == CX_OK) assert_int_equal(n, 6);
  cx_rows_close(rows);
  cx_source_close(source);
  *done = status == CX_OK;
}

static void no_allocation_of_a_row_loop_is_taken_for_granted(void **state) {
  (void)state;
  assert_true(fail_each(iterate_once) > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_allocation_of_a_pass_is_taken_for_granted),
      cmocka_unit_test(no_allocation_of_a_row_loop_is_taken_for_granted),
  };
  return cmocka_run_group_tests_name("pass without memory", tests, NULL, NULL);
}
