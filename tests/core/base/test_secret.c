/* test_secret.c - a key's file: its rights, its content, and that it stays */
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
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

/* (4) The second way: what a killed run left is taken, whatever it holds, and goes. */
static void a_leftover_of_the_second_way_is_taken(void **state) {
  (void)state;
  char beside[120], line[100];
  snprintf(beside, sizeof beside, "%s.new", path);
  unlink(path);
  FILE *file = fopen(beside, "wb");
  assert_non_null(file);
  fputs("half a key, and more of it than a whole one would have: 0123456789012345678901234567890123456789", file);
  fclose(file);
  cx_error error = {0};
  assert_int_equal(cx_secret_make_beside(path, &error), CX_OK);
  take(line);
  assert_int_equal(strlen(line), 65);
  assert_int_equal(strspn(line, "0123456789abcdef"), 64);
  assert_int_equal(access(beside, F_OK), -1);
}

static void the_second_way_follows_no_link(void **state) {
  (void)state;
  char beside[120], elsewhere[120];
  snprintf(beside, sizeof beside, "%s.new", path);
  snprintf(elsewhere, sizeof elsewhere, "%s.other", path);
  unlink(path);
  assert_int_equal(symlink(elsewhere, beside), 0);
  assert_int_equal(cx_secret_make_beside(path, NULL), CX_NOT_WRITABLE);
  assert_int_equal(access(elsewhere, F_OK), -1);
  assert_int_equal(unlink(beside), 0);
}

/* What one run does until it is killed: keys, one after another, in the way that is asked for. */
static void make_keys(bool second) {
  char key[120];
  for (unsigned i = 0;; i++) {
    snprintf(key, sizeof key, "%s%u", path, i);
    (void)(second ? cx_secret_make_beside(key, NULL) : cx_secret_make(key, NULL));
    if (i % 20 == 19)
      for (unsigned k = i - 19; k < i; k++) {
        snprintf(key, sizeof key, "%s%u", path, k);
        unlink(key);
      }
  }
}

static void kill_a_run(bool second, unsigned microseconds) {
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) make_keys(second);
  usleep(microseconds);
  kill(child, SIGKILL);
  assert_int_equal(waitpid(child, NULL, 0), child);
}

/* Looks at every file of the folder and removes it: keys that are whole, and so many others. */
static unsigned clear_folder(void) {
  unsigned others = 0;
  DIR *list = opendir(folder);
  assert_non_null(list);
  for (struct dirent *entry; (entry = readdir(list)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    char file[400];
    struct stat about;
    snprintf(file, sizeof file, "%s/%s", folder, entry->d_name);
    assert_int_equal(stat(file, &about), 0);
    if (strstr(entry->d_name, ".") != NULL) others++;
    else assert_int_equal(about.st_size, 65);
    unlink(file);
  }
  closedir(list);
  return others;
}

/* (3) (4) */
static void a_run_killed_at_any_moment_leaves_whole_keys_alone(void **state) {
  (void)state;
  for (unsigned i = 0; i < 100; i++) {
    kill_a_run(false, 200 + i * 37 % 3000);
    assert_int_equal(clear_folder(), 0);
    kill_a_run(true, 200 + i * 53 % 3000);
    assert_true(clear_folder() <= 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_its_owner_may_read_it),
      cmocka_unit_test(one_that_is_there_stays),
      cmocka_unit_test(two_keys_differ),
      cmocka_unit_test(a_folder_that_is_not_there_is_an_error),
      cmocka_unit_test(a_leftover_of_the_second_way_is_taken),
      cmocka_unit_test(the_second_way_follows_no_link),
      cmocka_unit_test(a_run_killed_at_any_moment_leaves_whole_keys_alone),
  };
  return cmocka_run_group_tests_name("secret", tests, make_folder, remove_folder);
}
