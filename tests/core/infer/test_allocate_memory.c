/* test_allocate_memory.c - each allocation of a dynamic programme fails in turn: false, and nothing leaks */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../read/failing.h"
#include "infer/allocate.h"

static void any_allocation_may_fail(void **state) {
  (void)state; /* gains that bend up, so that step by step is not enough (1) */
  static const double gain[] = {0, 0, 0, 5, 0, 1, 2, 3};
  static const size_t least[2] = {0}, most[2] = {3, 3};
  const cx_allocate_job job = {.gain = gain, .least = least, .most = most, .items = 2, .steps = 3};
  bool fine = false;
  long n = 0;
  for (; !fine; n++) {
    size_t spend[2] = {7, 7};
    allocations_left = n;
    fine = cx_allocate(&job, spend);
    allocations_left = -1;
    assert_int_equal(spend[0], fine ? 3 : 7);
    assert_int_equal(spend[1], fine ? 0 : 7);
  }
  assert_int_equal(n, 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(any_allocation_may_fail)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
