/* test_encoding.c - the rules of encoding.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "read/encoding.h"

#define TEXT(literal) ((cx_text){literal, sizeof(literal) - 1})

static void utf8_is_what_the_standard_says(void **state) { /* (1) */
  (void)state;
  const cx_text good[] = {TEXT(""), TEXT("plain"), TEXT("\xC2\x80"), TEXT("\xDF\xBF"),
                                 TEXT("\xE0\xA0\x80"), TEXT("\xED\x9F\xBF"), TEXT("\xEE\x80\x80"),
                                 TEXT("\xF0\x90\x80\x80"), TEXT("\xF4\x8F\xBF\xBF"), TEXT("a\0b"),
                                 TEXT("12345678\xC3\xA4 12345678")};
  const cx_text bad[] = {TEXT("\x80"), TEXT("\xC0\x80"), TEXT("\xC1\xBF"), TEXT("\xC3"),
                                TEXT("\xC3("), TEXT("\xE0\x9F\xBF"), TEXT("\xED\xA0\x80"),
                                TEXT("\xF0\x8F\xBF\xBF"), TEXT("\xF4\x90\x80\x80"), TEXT("\xFF"),
                                TEXT("\xF5\x80\x80\x80"), TEXT("\xE2\x82"), TEXT("1234567\xE4 ")};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    assert_true(cx_encoding_is_utf8(good[i]));
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(cx_encoding_is_utf8(bad[i]));
}

static void only_bytes_below_128_are_ascii(void **state) {
  (void)state;
  assert_true(cx_encoding_is_ascii(TEXT("")));
  assert_true(cx_encoding_is_ascii(TEXT("0123456789 abc\x7F")));
  assert_false(cx_encoding_is_ascii(TEXT("0123456789 abc\x80")));
}

static void a_prefix_ends_between_characters(void **state) {
  (void)state;
  bool valid = false;
  assert_int_equal(cx_encoding_utf8_prefix(TEXT("ab\xE2\x82"), &valid), 2);
  assert_true(valid);
  assert_int_equal(cx_encoding_utf8_prefix(TEXT("ab\xE2\x82\xAC"), &valid), 5);
  assert_true(valid);
  assert_int_equal(cx_encoding_utf8_prefix(TEXT("ab\xE4 cd"), &valid), 2);
  assert_false(valid);
  assert_int_equal(cx_encoding_utf8_prefix(TEXT("ab\xE0\x80"), &valid), 2);
  assert_false(valid);
}

static void windows_becomes_utf8(void **state) { /* (2) */
  (void)state;
  char to[3 * 256];
  size_t n = cx_encoding_from_windows(TEXT("\xE4\x80 \x93x\x94\x81"), to);
  assert_int_equal(n, 2 + 3 + 1 + 3 + 1 + 3 + 2);
  assert_memory_equal(to, "\xC3\xA4\xE2\x82\xAC \xE2\x80\x9Cx\xE2\x80\x9D\xC2\x81", n);
  char all[256];
  for (int i = 0; i < 256; i++) all[i] = (char)i;
  n = cx_encoding_from_windows((cx_text){all, 256}, to);
  assert_true(cx_encoding_is_utf8((cx_text){to, n}));
}

static size_t transcode(cx_text text, bool big, bool last, char *to, size_t *used) {
  return cx_encoding_from_utf16(text, big, last, to, used);
}

static void utf16_of_both_orders_becomes_utf8(void **state) {
  (void)state;
  char to[64];
  size_t used = 0, n = transcode(TEXT("a\0\xE4\0\xAC\x20"), false, true, to, &used);
  assert_int_equal(used, 6);
  assert_memory_equal(to, "a\xC3\xA4\xE2\x82\xAC", n);
  n = transcode(TEXT("\0a\xD8\x3D\xDE\x00"), true, true, to, &used);
  assert_int_equal(n, 5);
  assert_memory_equal(to, "a\xF0\x9F\x98\x80", n);
}

static void a_lone_surrogate_is_replaced(void **state) { /* (3) */
  (void)state;
  char to[64];
  size_t used = 0, n = transcode(TEXT("\xD8\x3D\0a\xDE\x00"), true, true, to, &used);
  assert_int_equal(n, 7);
  assert_memory_equal(to, "\xEF\xBF\xBD" "a\xEF\xBF\xBD", n);
}

static void a_high_surrogate_at_the_end_waits(void **state) { /* (3) */
  (void)state;
  char to[64];
  size_t used = 9, n = transcode(TEXT("\0a\xD8\x3D\xDE"), true, false, to, &used);
  assert_int_equal(n, 1);
  assert_int_equal(used, 2);
  n = transcode(TEXT("\0a\xD8\x3D\xDE"), true, true, to, &used);
  assert_int_equal(n, 4);
  assert_int_equal(used, 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(utf8_is_what_the_standard_says),
      cmocka_unit_test(only_bytes_below_128_are_ascii),
      cmocka_unit_test(a_prefix_ends_between_characters),
      cmocka_unit_test(windows_becomes_utf8),
      cmocka_unit_test(utf16_of_both_orders_becomes_utf8),
      cmocka_unit_test(a_lone_surrogate_is_replaced),
      cmocka_unit_test(a_high_surrogate_at_the_end_waits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
