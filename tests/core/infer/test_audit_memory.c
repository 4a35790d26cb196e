/* test_audit_memory.c - each allocation of an audit fails in turn: nothing leaks or changes */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../read/failing.h"
#include "infer/audit.h"

static void any_allocation_may_fail(void **state) {
  (void)state;
  static const cx_term TERM[] = {{0, 1}, {1, 1}, {1, 1}, {2, 1}, {3, 1}};
  static const cx_equation EQUATION[] = {{TERM, 2, 20}, {TERM + 2, 2, 30}, {TERM + 4, 1, 7}};
  cx_status status = CX_NO_MEMORY;
  long n = 0;
  for (; status != CX_OK; n++) {
    cx_audit *audit = NULL;
    cx_error error = {0};
    allocations_left = n;
    status = cx_audit_new(EQUATION, 3, 4, &audit, &error);
    allocations_left = -1;
    if (status == CX_OK) {
      assert_int_equal(cx_audit_secrecy(audit, 3), CX_LEAKS);
      assert_int_equal(cx_audit_secrecy(audit, 0), CX_SAFE);
      cx_audit_free(audit);
    } else {
      assert_int_equal(status, CX_NO_MEMORY);
      assert_int_equal(error.status, CX_NO_MEMORY);
      assert_null(audit);
    }
  }
  assert_in_range(n, 15, 60);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(any_allocation_may_fail)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
