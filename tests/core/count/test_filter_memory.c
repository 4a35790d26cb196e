/* test_filter_memory.c - each allocation of a filter fails in turn: nothing leaks or changes */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../read/failing.h"
#include "count/filter.h"

/* A dictionary that only counts, and how often it is asked for a text. */
struct cx_labels {
  uint32_t n;
};

static uint32_t n_asked;

uint32_t cx_labels_count(const cx_labels *labels) { return labels->n; }

uint32_t cx_labels_generation(const cx_labels *labels) { return labels->n == 0; }

cx_text cx_labels_text(const cx_labels *labels, uint32_t code) {
  assert_true(code < labels->n);
  n_asked++;
  return cx_text_of(code % 2 ? "odd" : "even");
}

/* Makes a filter and runs it on a dictionary that grows; true when all of it worked. */
static bool run_once(cx_error *error) {
  n_asked = 0;
  const cx_text odd = cx_text_of("odd");
  const cx_test test = {.kind = CX_TEST_TEXT, .compare = CX_EQ, .text = &odd, .n_constants = 1};
  static uint32_t label[CX_BATCH_ROWS];
  cx_labels labels = {2};
  const cx_cells cells = {.kind = CX_COLUMN_LABEL, .label = label, .labels = &labels};
  const cx_batch batch = {.n_rows = 1, .n_columns = 1, .column = &cells};
  uint8_t pass[CX_BATCH_ROWS];
  cx_filter *filter = NULL;
  cx_filter_memory *memory = NULL;
  bool done = cx_filter_new(&filter, &test, 1, (int32_t[]){0}, 1, error) == CX_OK;
  if (!done) assert_null(filter);
  done = done && cx_filter_memory_new(&memory, filter, error) == CX_OK;
  if (!done) assert_null(memory);
  for (label[0] = 1; done && label[0] < 1000; label[0] += 198) {
    labels.n = label[0] + 1;
    done = cx_filter_run(filter, memory, &batch, pass, error) == CX_OK;
    if (done) assert_int_equal(pass[0], 1);
    if (done) assert_int_equal(n_asked, labels.n); /* each label is worked out once: rule 3 */
  }
  allocations_left = -1;
  cx_filter_memory_free(memory);
  cx_filter_free(filter);
  return done;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  long n_failures = 0;
  for (bool done = false; !done; n_failures += !done) {
    cx_error error = {.status = CX_OK};
    allocations_left = n_failures;
    done = run_once(&error);
    assert_int_equal(error.status, done ? CX_OK : CX_NO_MEMORY);
  }
  assert_true(n_failures >= 4); /* the filter, the memory, and a cache that grows */
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests_name("filter_memory", tests, NULL, NULL);
}
