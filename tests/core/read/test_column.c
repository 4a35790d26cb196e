/* test_column.c - one column's cells as labels, buckets, hashes, numbers and moments */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "cells.h"
#include "base/hash.h"
#include "read/column.h"

#define N_OF(array) (sizeof(array) / sizeof *(array))

typedef struct decoded {
  cx_column_spec spec;
  cx_column column;
  cx_dialect dialect;
  cx_problems problems;
  cx_error error;
} decoded;

static cells shared;

static void begin(decoded *d, cx_column_spec spec, bool keeps) {
  *d = (decoded){.spec = spec};
  d->dialect = (cx_dialect){.delimiter = ';', .quote = '"', .newline = '\n', .decimal = ','};
  assert_int_equal(cx_column_open(&d->column, &d->spec, keeps, NULL), CX_OK);
}

static cx_status decode(decoded *d, const char *const *texts, size_t n) {
  cx_cell cell = {.dialect = &d->dialect, .name = "text"};
  cells_begin(&shared, false);
  for (size_t i = 0; i < n; i++) cells_add(&shared, texts[i] ? cx_text_of(texts[i]) : (cx_text){NULL, 0});
  cx_status status = cx_column_decode(&d->column, &cell, &shared.window, 0, (uint32_t)n, &d->problems, &d->error);
  cx_cell_free(&cell);
  return status;
}

static void expect_label(const decoded *d, size_t i, const char *text) {
  cx_text label = cx_labels_text(d->column.labels, d->column.label[i]);
  if (!cx_text_equal(label, cx_text_of(text)))
    fprintf(stderr, "label %zu is '%.*s', not '%s'\n", i, (int)label.length, label.at, text);
  assert_true(cx_text_equal(label, cx_text_of(text)));
}

static void labels_are_values(void **state) {
  (void)state;
  decoded d;
  begin(&d, (cx_column_spec){.kind = CX_COLUMN_LABEL}, true);
  static const char *const texts[] = {"a", "\"a\"", " a ", "", NULL, "\"\"", "b", "a label of more than thirty-two bytes",
                                      "\"a label of more than thirty-two bytes\""};
  assert_int_equal(decode(&d, texts, N_OF(texts)), CX_OK);
  static const char *const labels[] = {"a", "a", "a", "", "", "", "b"};
  for (size_t i = 0; i < 7; i++) expect_label(&d, i, labels[i]);
  assert_int_equal(d.column.label[7], d.column.label[8]);
  static const uint32_t keep[] = {0, 6};
  cx_column_keep(&d.column, keep, 2);
  expect_label(&d, 1, "b");
  cx_column_close(&d.column);
}

static void a_bucket_looks_at_the_date_alone(void **state) { /* (1) */
  (void)state;
  static const struct {
    cx_bucket bucket;
    const char *label[8];
  } rows[] = {
      {CX_HOUR, {"2026-03-09T14", "2026-03-09T14", "2026-03-09T14", "2026-03-09T09", "", "", "", "2026-03-09T00"}},
      {CX_DAY, {"2026-03-09", "2026-03-09", "2026-03-09", "2026-03-09", "", "", "", "2026-03-09"}},
      {CX_WEEK, {"2026-W11", "2026-W11", "2026-W11", "2026-W11", "", "", "", "2026-W11"}},
      {CX_MONTH, {"2026-03", "2026-03", "2026-03", "2026-03", "", "", "", "2026-03"}},
      {CX_QUARTER, {"2026-Q1", "2026-Q1", "2026-Q1", "2026-Q1", "", "", "", "2026-Q1"}},
      {CX_YEAR, {"2026", "2026", "2026", "2026", "", "", "", "2026"}}};
  static const char *const texts[] = {"2026-03-09T14:55", "\"2026-03-09 14:00:59\"", "2026-03-09 14 o'clock",
                                      "9.3.2026 klo 9.15", "2026-02-30T10:00", "soon", "", "2026-03-09"};
  for (size_t r = 0; r < N_OF(rows); r++)
    for (int turned = 0; turned < 2; turned++) {
      decoded d;
      const char *order[8];
      begin(&d, (cx_column_spec){.kind = CX_COLUMN_LABEL, .label = CX_LABEL_BUCKET, .bucket = rows[r].bucket}, true);
      for (size_t i = 0; i < 8; i++) order[i] = texts[turned ? 7 - i : i];
      assert_int_equal(decode(&d, order, 8), CX_OK);
      for (size_t i = 0; i < 8; i++) expect_label(&d, i, rows[r].label[turned ? 7 - i : i]);
      assert_int_equal(d.problems.n[CX_PROBLEM_NO_TIME], 2);
      cx_column_close(&d.column);
    }
}

static void slashed_dates_wait_for_an_order(void **state) { /* (2) */
  (void)state;
  decoded d;
  const cx_column_spec spec = {.kind = CX_COLUMN_LABEL, .label = CX_LABEL_BUCKET, .bucket = CX_DAY};
  static const char *const open[] = {"3/4/2026", "5/6/2026"};
  begin(&d, spec, true);
  assert_int_equal(decode(&d, open, 2), CX_OK);
  assert_true(d.column.unsettled > 0);
  static const char *const settled[] = {"3/14/2026"};
  assert_int_equal(decode(&d, settled, 1), CX_OVERTURNED);
  assert_non_null(strstr(d.error.message, "day_order = \"m\""));
  cx_column_close(&d.column);
  begin(&d, spec, true);
  d.dialect.day_order = 'd';
  assert_int_equal(decode(&d, open, 2), CX_OK);
  expect_label(&d, 0, "2026-04-03");
  cx_column_close(&d.column);
}

static void hashes_are_stable_buckets(void **state) {
  (void)state;
  decoded d;
  static const char *const texts[] = {"a", "\"a\"", "b", "", NULL};
  begin(&d, (cx_column_spec){.kind = CX_COLUMN_LABEL, .label = CX_LABEL_HASH, .n_hash = 13, .name = {"x", 1}}, true);
  assert_int_equal(decode(&d, texts, N_OF(texts)), CX_OK);
  assert_int_equal(cx_labels_count(d.column.labels), 13);
  assert_int_equal(d.column.label[0], cx_hash_stable(cx_text_of("a")) % 13);
  assert_int_equal(d.column.label[1], d.column.label[0]);
  assert_int_equal(d.column.label[3], d.column.label[4]);
  char name[8];
  snprintf(name, sizeof name, "%u", d.column.label[0]);
  expect_label(&d, 0, name);
  cx_column_close(&d.column);
}

static void numbers_and_moments_are_read(void **state) {
  (void)state;
  decoded d;
  static const char *const numbers[] = {"1,5", "\"2,5\"", "", NULL, "x", "-1", "1 000"};
  begin(&d, (cx_column_spec){.kind = CX_COLUMN_NUMBER}, false);
  assert_int_equal(decode(&d, numbers, N_OF(numbers)), CX_OK);
  assert_true(d.column.number[0] == 1.5 && d.column.number[1] == 2.5 && d.column.number[5] == -1);
  assert_true(isnan(d.column.number[2]) && isnan(d.column.number[3]) && isnan(d.column.number[4]));
  assert_true(d.column.number[6] == 1000);
  cx_column_close(&d.column);
  static const char *const times[] = {"2026-03-09", "\"9.3.2026\"", "", NULL, "soon", " 2026-03-09"};
  begin(&d, (cx_column_spec){.kind = CX_COLUMN_TIME}, false);
  assert_int_equal(decode(&d, times, N_OF(times)), CX_OK);
  int64_t day = cx_time_from_date(2026, 3, 9);
  assert_true(d.column.time[0] == day && d.column.time[1] == day && d.column.time[5] == day);
  for (int i = 2; i < 5; i++) assert_true(d.column.time[i] == CX_NO_TIME);
  assert_int_equal(d.problems.n[CX_PROBLEM_NO_TIME], 1);
  cx_column_close(&d.column);
}

static void a_dictionary_that_is_not_kept_is_emptied(void **state) {
  (void)state;
  decoded d;
  begin(&d, (cx_column_spec){.kind = CX_COLUMN_LABEL}, false);
  uint32_t generation = cx_labels_generation(d.column.labels), most = 0;
  for (int round = 0; round < 40; round++) {
    static char text[400][16];
    const char *texts[400];
    for (int i = 0; i < 400; i++) {
      snprintf(text[i], sizeof text[i], "%d", 400 * round + i);
      texts[i] = text[i];
    }
    assert_int_equal(decode(&d, texts, 400), CX_OK);
    for (size_t i = 0; i < 400; i++) expect_label(&d, i, text[i]);
    uint32_t n = cx_labels_count(d.column.labels);
    most = n > most ? n : most;
  }
  assert_true(most < 5000 && cx_labels_generation(d.column.labels) != generation);
  cx_column_close(&d.column);
}

static void too_many_labels_are_an_error(void **state) {
  (void)state;
  decoded d;
  static const char *const texts[] = {"a", "b", "", "c", "d"};
  begin(&d, (cx_column_spec){.kind = CX_COLUMN_LABEL, .name = {"site", 4}, .max_labels = 3}, true);
  assert_int_equal(decode(&d, texts, 4), CX_OK); /* "" is none */
  assert_int_equal(decode(&d, texts, 5), CX_TOO_MANY);
  assert_non_null(strstr(d.error.message, "column 'site' has more than 3 different values"));
  cx_column_close(&d.column);
}

static void damage_is_counted_by_row(void **state) {
  (void)state;
  decoded d;
  static const char *const texts[] = {"\xff", "a", "\xff", "\xff", "\xef\xbf\xbd"};
  begin(&d, (cx_column_spec){.kind = CX_COLUMN_LABEL}, true);
  for (int i = 0; i < 2; i++) assert_int_equal(decode(&d, texts, N_OF(texts)), CX_OK);
  assert_int_equal(d.problems.n[CX_PROBLEM_NOT_UTF8], 6);
  assert_int_equal(d.column.label[0], d.column.label[4]);
  cx_column_close(&d.column);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(labels_are_values),
      cmocka_unit_test(a_bucket_looks_at_the_date_alone),
      cmocka_unit_test(slashed_dates_wait_for_an_order),
      cmocka_unit_test(hashes_are_stable_buckets),
      cmocka_unit_test(numbers_and_moments_are_read),
      cmocka_unit_test(a_dictionary_that_is_not_kept_is_emptied),
      cmocka_unit_test(too_many_labels_are_an_error),
      cmocka_unit_test(damage_is_counted_by_row),
  };
  return cmocka_run_group_tests_name("column", tests, NULL, NULL);
}
