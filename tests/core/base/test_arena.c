/* test_arena.c - copies that never move; hashes that never change */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/hash.h"

static void copies_stay_where_they_are(void **state) {
  (void)state;
  cx_arena arena = {0};
  static char big[20000];
  cx_text copy[500];
  memset(big, 'x', sizeof big);
  for (size_t i = 0; i < 500; i++) {
    copy[i] = cx_arena_copy(&arena, (cx_text){big, i % 7 == 0 ? sizeof big - i : i});
    assert_non_null(copy[i].at);
  }
  for (size_t i = 0; i < 500; i++) {
    assert_int_equal(copy[i].length, i % 7 == 0 ? sizeof big - i : i);
    assert_int_equal(copy[i].at[copy[i].length], 0);
    assert_memory_equal(copy[i].at, big, copy[i].length);
  }
  assert_true(arena.bytes > 72 * (sizeof big - 500));
  cx_arena_free(&arena);
  assert_int_equal(arena.bytes, 0);
  cx_arena_free(&arena);
}

static void an_empty_text_has_a_copy(void **state) {
  (void)state;
  cx_arena arena = {0};
  cx_text copy = cx_arena_copy(&arena, (cx_text){NULL, 0});
  assert_non_null(copy.at);
  assert_int_equal(copy.length, 0);
  cx_arena_free(&arena);
}

static void the_stable_hash_never_changes(void **state) { /* hash (1) */
  (void)state;
  assert_true(cx_hash_stable(cx_text_of("")) == cx_hash_finish(0xcbf29ce484222325));
  assert_true(cx_hash_stable(cx_text_of("")) == UINT64_C(0xefd01f60ba992926));
  assert_true(cx_hash_stable(cx_text_of("a")) == cx_hash_finish(0xaf63dc4c8601ec8c));
  assert_true(cx_hash_stable(cx_text_of("foobar")) == cx_hash_finish(0x85944171f73967e8));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(copies_stay_where_they_are),
      cmocka_unit_test(an_empty_text_has_a_copy),
      cmocka_unit_test(the_stable_hash_never_changes),
  };
  return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
