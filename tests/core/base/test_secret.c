/* test_secret.c - a key's file: its rights, its content, and that it stays */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/secret.h"

static char folder[] = "/tmp/cx_secret_XXXXXX";
static char path[100];

static int make_folder(void **state) {
  (void)state;
  if (mkdtemp(folder) == NULL) return -1;
  snprintf(path, sizeof path, "%s/key", folder);
  return 0;
}

static int remove_folder(void **state) {
  (void)state;
  unlink(path);
  return rmdir(folder); /* fails when anything else was left there */
}

static void take(char line[100]) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  size_t length = fread(line, 1, 99, file);
  line[length] = '\0';
  fclose(file);
}

static void only_its_owner_may_read_it(void **state) {
  (void)state;
  mode_t before = umask(0);
  cx_error error = {0};
  assert_int_equal(cx_secret_make(path, &error), CX_OK);
  umask(before);
  struct stat about;
  assert_int_equal(stat(path, &about), 0);
  assert_int_equal(about.st_mode & 0777, 0600);
  char line[100];
  take(line);
  assert_int_equal(strlen(line), 65);
  assert_int_equal(strspn(line, "0123456789abcdef"), 64);
  assert_int_equal(line[64], '\n');
}

static void one_that_is_there_stays(void **state) {
  (void)state;
  char before[100], after[100];
  take(before);
  assert_int_equal(cx_secret_make(path, NULL), CX_OK);
  take(after);
  assert_string_equal(before, after);
}

static void two_keys_differ(void **state) {
  (void)state;
  char before[100], after[100];
  take(before);
  assert_int_equal(unlink(path), 0);
  assert_int_equal(cx_secret_make(path, NULL), CX_OK);
  take(after);
  assert_string_not_equal(before, after);
}

static void a_folder_that_is_not_there_is_an_error(void **state) {
  (void)state;
  cx_error error = {0};
  assert_int_equal(cx_secret_make("/nonexistent/key", &error), CX_NOT_WRITABLE);
  assert_string_equal(error.place, "/nonexistent/key");
  assert_string_equal(error.message, "the key cannot be made: No such file or directory");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_its_owner_may_read_it),
      cmocka_unit_test(one_that_is_there_stays),
      cmocka_unit_test(two_keys_differ),
      cmocka_unit_test(a_folder_that_is_not_there_is_an_error),
  };
  return cmocka_run_group_tests_name("secret", tests, make_folder, remove_folder);
}
