/* test_moment_memory.c - each allocation on the way to moments fails in turn */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "../read/failing.h"
#include "moment_rows.h"

static moment_rows *rows;

static cx_status multiply(cx_moments *moments, cx_error *error) {
  cx_moment_spec spec = moment_rows_spec(rows, moments);
  cx_moment_part *part = NULL;
  cx_status status = cx_moment_part_new(&part, &spec, cx_moment_kernel_of(NULL), error);
  if (status != CX_OK) assert_null(part);
  if (status == CX_OK) status = moment_rows_add(rows, part, 0, 600, CX_BATCH_ROWS, error);
  if (status == CX_OK) status = cx_moment_part_join(part, error);
  cx_moment_part_free(part);
  return status;
}

static void multiply_once(bool *done) {
  cx_error error = {0};
  cx_moment_shape shape = {rows->n, rows->name, rows->decimals, rows->weighted, rows->buckets};
  cx_moments *moments = NULL;
  cx_status status = cx_moment_new(&moments, &shape, &error);
  if (status == CX_OK) status = multiply(moments, &error);
  assert_true(status == CX_OK || status == CX_NO_MEMORY);
  if (status != CX_OK) assert_int_equal(error.status, CX_NO_MEMORY);
  cx_moment_free(moments);
  *done = status == CX_OK;
}

static void no_allocation_of_moments_is_taken_for_granted(void **state) {
  (void)state;
  rows = moment_rows_new(4, 3, true, true, 7, 1);
  assert_true(fail_each(multiply_once) > 25);
  free(rows);
  rows = moment_rows_new(4, 3, false, false, 7, 1);
  moment_rows_make_small(rows);
  assert_true(fail_each(multiply_once) > 25);
  free(rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_allocation_of_moments_is_taken_for_granted)};
  return cmocka_run_group_tests_name("moments without memory", tests, NULL, NULL);
}
