/* test_rake_memory.c - each allocation of raking, ranking and resampling fails in turn: nothing leaks, nothing is half made */
#include <stdlib.h>

#include "../read/failing.h"
#include "infer/rake.h"
#include "infer/resample.h"
#include "infer/shrink.h"
#include "sample.h"

/* Tries with the first, the second ... allocation failing, until none fails any more. */
static void sweep(bool (*attempt)(void)) {
  bool done = false;
  long at = 0;
  for (; !done && at < 100; at++) {
    allocations_left = at;
    done = attempt();
    bool failed = allocations_left == -1;
    allocations_left = -1;
    assert_int_equal(done, !failed);
  }
  assert_true(done && at > 1);
}

static bool rake_once(void) {
  static const double n[] = {10, 20, 30, 40}, rows[] = {50, 50}, columns[] = {60, 40};
  static const uint32_t row[] = {0, 0, 1, 1}, column[] = {0, 1, 0, 1};
  const uint32_t *level[] = {row, column};
  const double *target[] = {rows, columns};
  const size_t levels[] = {2, 2};
  const cx_rake_spec spec = {.cells = 4, .margins = 2, .n = n, .w = n, .q = n, .level = level, .levels = levels,
                             .target = target, .design_n = 100, .sweeps = 100};
  cx_rake *rake = NULL;
  cx_rake_place place;
  cx_rake_outcome outcome = cx_rake_new(&rake, &spec, &place);
  assert_true(outcome == CX_RAKE_OK || (outcome == CX_RAKE_NO_MEMORY && rake == NULL));
  double x[4];
  if (!outcome) outcome = cx_rake_again(rake, n, x, &place);
  assert_true(outcome == CX_RAKE_OK || outcome == CX_RAKE_NO_MEMORY);
  cx_rake_free(rake);
  return outcome == CX_RAKE_OK;
}

static bool rank_once(void) {
  cx_shrink_value value[3] = {{.y = 10, .v = 4}, {.y = 30, .v = 4}, {.y = 20, .v = 9}};
  cx_shrink fit;
  assert_true(cx_shrink_fit(value, 3, &fit));
  return cx_shrink_rank(value, 3, 1, 50, 0.9);
}

static bool resample_once(void) {
  static const uint64_t n[] = {3, 4, 5, 1, 0, 2};
  static const double score[] = {-100, 0, 100};
  const cx_resample_options options = {1, 20, 0.95, 1};
  cx_resample_result result[2];
  return cx_resample_scores(n, 2, 3, score, &options, result);
}

static void raking_survives_every_failing_allocation(void **state) {
  (void)state;
  sweep(rake_once);
}

static void ranking_survives_every_failing_allocation(void **state) {
  (void)state;
  sweep(rank_once);
}

static void resampling_survives_every_failing_allocation(void **state) {
  (void)state;
  sweep(resample_once);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(raking_survives_every_failing_allocation),
      cmocka_unit_test(ranking_survives_every_failing_allocation),
      cmocka_unit_test(resampling_survives_every_failing_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
