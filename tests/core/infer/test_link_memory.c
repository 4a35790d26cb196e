/* test_link_memory.c - each allocation of a link, a moderation, an agreement fails in turn: nothing leaks or changes */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../read/failing.h"
#include "infer/agree.h"
#include "infer/link.h"

static const double STAFF[] = {1, 2, 3, 2, 4, 1, 5, 5, 3}, CUSTOMERS[] = {2, 2, 1, 3, 5, 2, 4, 6, 3};
static const cx_link_panel PANEL = {STAFF, CUSTOMERS, 3, 3};
static const cx_link_options OPTIONS = {.lags = 1, .seed = 1, .permutations = 9, .confidence = 0.95};

static bool link_(void) {
  cx_link_lag lag[3];
  cx_link out = {.orders = 77};
  bool fine = cx_link_make(&PANEL, &OPTIONS, lag, &out);
  assert_int_equal(out.orders, fine ? 6 : 77);
  return fine;
}

static bool lead(void) {
  cx_link_contrast one;
  return cx_link_lead(&PANEL, &OPTIONS, &one);
}

static bool moderate(void) {
  static const uint32_t STRATUM[] = {0, 1, 1};
  cx_link_lag lag[6];
  cx_link out = {.orders = 77};
  bool fine = cx_link_moderate(&PANEL, &OPTIONS, STRATUM, 2, CX_LINK_ALL, lag, &out);
  assert_int_equal(out.orders, fine ? 6 : 77);
  return fine;
}

static bool agree(void) {
  cx_agree out = {.orders = 77};
  bool fine = cx_agree_make(STAFF, CUSTOMERS, 5, 0.95, 1, 9, &out);
  assert_int_equal(out.orders, fine ? 120 : 77);
  return fine;
}

static void any_allocation_may_fail(void **state) {
  (void)state;
  bool (*const call[])(void) = {link_, lead, moderate, agree};
  for (size_t i = 0; i < sizeof call / sizeof *call; i++) {
    bool fine = false;
    long n = 0;
    for (; !fine; n++) {
      allocations_left = n;
      fine = call[i]();
      allocations_left = -1;
    }
    assert_in_range(n, 2, 10);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(any_allocation_may_fail)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
