/* test_login.c - who runs the program */
#include <pwd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/login.h"

/* (1) */
static void the_name_is_that_of_the_list_of_users(void **state) {
  (void)state;
  setenv("USER", "somebody else", 1);
  setenv("LOGNAME", "somebody else", 1);
  const struct passwd *user = getpwuid(getuid());
  char name[256] = "untouched";
  assert_int_equal(cx_login_name(name, sizeof name), user != NULL);
  assert_string_equal(name, user != NULL ? user->pw_name : "untouched");
}

/* (2) */
static void a_name_that_does_not_fit_is_none(void **state) {
  (void)state;
  char name[2] = {'x', '\0'};
  assert_false(cx_login_name(name, 1));
  assert_false(cx_login_name(name, 0));
  assert_string_equal(name, "x");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_name_is_that_of_the_list_of_users),
      cmocka_unit_test(a_name_that_does_not_fit_is_none),
  };
  return cmocka_run_group_tests_name("login", tests, NULL, NULL);
}
