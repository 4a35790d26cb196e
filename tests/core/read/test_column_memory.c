/* test_column_memory.c - each allocation of a dictionary that is emptied fails in turn, and is said */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "cells.h"
#include "failing.h"
#include "read/column.h"

#define ROUNDS 12 /* of 500 new labels: more than a dictionary holds that is not kept */

static cells shared;

/* New labels, and a row that is too short. */
static void fill(int round) {
  char text[16];
  cells_begin(&shared, false);
  for (int i = 0; i < 500; i++) {
    size_t length = (size_t)snprintf(text, sizeof text, "%d", 500 * round + i);
    cells_add(&shared, (cx_text){text, length});
  }
  cells_add(&shared, (cx_text){NULL, 0});
}

static void decode_all(bool *done) {
  static const cx_column_spec spec = {.kind = CX_COLUMN_LABEL};
  cx_dialect dialect = {.delimiter = ';', .newline = '\n'};
  cx_cell cell = {.dialect = &dialect, .name = "text"};
  cx_problems problems = {0};
  cx_error error = {0};
  cx_column column = {0};
  cx_status status = cx_column_open(&column, &spec, false, &error);
  for (int round = 0; round < ROUNDS && status == CX_OK; round++) {
    fill(round);
    status = cx_column_decode(&column, &cell, &shared.window, 0, shared.window.n_rows, &problems, &error);
    for (uint32_t i = 0; status == CX_OK && i < shared.window.n_rows; i++)
      assert_true(column.label[i] < cx_labels_count(column.labels));
  }
  assert_true(status == CX_OK || (status == CX_NO_MEMORY && error.status == CX_NO_MEMORY));
  *done = status == CX_OK;
  if (*done) assert_int_equal(cx_labels_generation(column.labels), 1);
  cx_cell_free(&cell);
  cx_column_close(&column);
}

static void no_code_is_given_without_memory(void **state) {
  (void)state;
  assert_true(fail_each(decode_all) > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_code_is_given_without_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
