/* test_scan.c - every kernel's masks, sums and marks against a loop over bytes */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "read/scan.h"

#define WORDS 40

static const char *const names[] = {"avx512", "avx2", "portable"};

static uint32_t random_next(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

typedef struct naive {
  uint64_t quote[WORDS], stop[WORDS], line[WORDS];
  cx_scan_sum sum;
} naive;

static bool is_stop(const cx_scan_bytes *b, char c) { return c == b->delimiter || c == b->newline; }

/* Rule (3) for the quote at i, which opens or closes. */
static bool is_bad(const cx_scan_bytes *b, const char *at, size_t n, size_t i, bool opens) {
  if (opens) return i > 0 && !is_stop(b, at[i - 1]) && at[i - 1] != b->quote;
  if (i + 1 == n || is_stop(b, at[i + 1]) || at[i + 1] == b->quote) return false;
  if (!b->crlf || at[i + 1] != '\r') return true;
  return i + 2 < n && at[i + 2] != b->newline;
}

static void read_naively(const cx_scan_bytes *b, const char *at, size_t n, naive *out) {
  memset(out, 0, sizeof *out);
  for (size_t i = 0; i < n; i++) {
    uint64_t bit = (uint64_t)1 << i % 64;
    if (b->quoted && at[i] == b->quote) {
      out->quote[i / 64] |= bit;
      for (int start = 0; start < 2; start++)
        out->sum.bad[start] |= is_bad(b, at, n, i, out->sum.odd == (start == 1));
      out->sum.odd = !out->sum.odd;
    }
    if (is_stop(b, at[i])) out->stop[i / 64] |= bit;
    if (at[i] == b->newline) out->line[i / 64] |= bit;
  }
}

static void compare_masks(const cx_kernel *kernel, const cx_scan_bytes *b, const char *bytes, size_t words) {
  static uint64_t quote[WORDS], stop[WORDS], line[WORDS];
  static naive expected;
  const cx_masks masks = {quote, stop, line};
  cx_scan_sum sum;
  for (size_t from = 0; from < words && from < 3; from++) {
    memset(quote, 0x55, sizeof quote);
    memset(stop, 0x55, sizeof stop);
    memset(line, 0x55, sizeof line);
    memset(&sum, 0x55, sizeof sum);
    read_naively(b, bytes + 64 * from, 64 * (words - from), &expected);
    kernel->mask(b, bytes, from, words, &masks, &sum);
    assert_memory_equal(quote + from, expected.quote, 8 * (words - from));
    assert_memory_equal(stop + from, expected.stop, 8 * (words - from));
    assert_memory_equal(line + from, expected.line, 8 * (words - from));
    assert_int_equal(sum.odd, expected.sum.odd);
    assert_int_equal(sum.bad[0], expected.sum.bad[0]);
    assert_int_equal(sum.bad[1], expected.sum.bad[1]);
    for (size_t w = 0; w < from; w++) assert_true(quote[w] == 0x5555555555555555);
  }
}

static void compare_marks(const cx_kernel *kernel, const cx_masks *masks, size_t words, uint32_t *seed) {
  static uint32_t mark[WORDS * 64 + 64], expected[WORDS * 64];
  size_t n = 0, n_lines = 0, got_lines = 5, got = 0;
  uint64_t inside = random_next(seed) & 1 ? ~(uint64_t)0 : 0, state = inside;
  bool now = inside != 0;
  for (size_t i = 0; i < 64 * words; i++) {
    now ^= masks->quote[i / 64] >> i % 64 & 1;
    if (now || !(masks->stop[i / 64] >> i % 64 & 1)) continue;
    expected[n++] = (uint32_t)i;
    n_lines += masks->line[i / 64] >> i % 64 & 1;
  }
  for (size_t w = 0; w < words;) { /* in pieces, the state handed on */
    size_t to = w + 1 + random_next(seed) % (words - w);
    got += kernel->mark(masks, w, to, &state, mark + got, &got_lines);
    w = to;
  }
  assert_int_equal(got, n);
  assert_int_equal(got_lines, n_lines + 5);
  if (n > 0) assert_memory_equal(mark, expected, n * sizeof *mark);
  assert_true(state == (now ? ~(uint64_t)0 : 0));
}

static void masks_are_those_of_a_loop_over_bytes(void **state) { /* (1) (2) (3) */
  (void)state;
  static const char letters[] = "\"\"\"\",,\n\r\r axyz\x80\xff\0;'";
  char *bytes = aligned_alloc(64, WORDS * 64);
  uint32_t seed = 1;
  for (int round = 0; round < 20000; round++) {
    size_t words = 1 + random_next(&seed) % (round % 50 ? 4 : WORDS);
    size_t kinds = 1 + random_next(&seed) % (sizeof letters - 1);
    for (size_t i = 0; i < 64 * words; i++) bytes[i] = letters[random_next(&seed) % kinds];
    if (round % 3 == 0) /* mostly well-formed */
      for (size_t i = 0; i + 4 < 64 * words; i += 1 + random_next(&seed) % 9)
        memcpy(bytes + i, i % 2 ? ",\"a\"" : "\"\r\n\"", 4);
    cx_scan_bytes b = {',', '\n', '"', random_next(&seed) % 8 != 0, random_next(&seed) % 2};
    if (random_next(&seed) % 8 == 0) b.delimiter = ';', b.quote = '\'';
    for (size_t k = 0; k < 3; k++)
      if (cx_scan_kernel(names[k])) compare_masks(cx_scan_kernel(names[k]), &b, bytes, words);
  }
  free(bytes);
}

static void marks_are_those_of_a_loop_over_bits(void **state) {
  (void)state;
  static uint64_t quote[WORDS], stop[WORDS], line[WORDS];
  const cx_masks masks = {quote, stop, line};
  uint32_t seed = 2;
  for (int round = 0; round < 20000; round++) {
    size_t words = 1 + random_next(&seed) % (round % 20 ? 6 : WORDS);
    for (size_t w = 0; w < words; w++) {
      uint64_t a = (uint64_t)random_next(&seed) << 40 ^ (uint64_t)random_next(&seed) << 20 ^ random_next(&seed);
      uint64_t b = (uint64_t)random_next(&seed) << 41 ^ (uint64_t)random_next(&seed) << 17 ^ random_next(&seed);
      quote[w] = round % 2 ? a & b & b >> 3 : 0;
      stop[w] = round % 5 == 0 ? ~(uint64_t)0 : round % 5 == 1 ? a & b << 1 : a;
      line[w] = stop[w] & b;
    }
    for (size_t k = 0; k < 3; k++)
      if (cx_scan_kernel(names[k])) compare_marks(cx_scan_kernel(names[k]), &masks, words, &seed);
  }
}

static void kernels_are_found_by_name(void **state) {
  (void)state;
  assert_non_null(cx_scan_kernel(NULL));
  assert_string_equal(cx_scan_kernel("portable")->name, "portable");
  assert_null(cx_scan_kernel("sse9"));
  assert_null(cx_scan_kernel(""));
}

static void a_prefix_xor_is_a_running_parity(void **state) {
  (void)state;
  uint32_t seed = 3;
  for (int round = 0; round < 1000; round++) {
    uint64_t bits = (uint64_t)random_next(&seed) << 40 ^ (uint64_t)random_next(&seed) << 20 ^ random_next(&seed);
    uint64_t sum = cx_scan_prefix_xor(bits), parity = 0;
    for (int i = 0; i < 64; i++) {
      parity ^= bits >> i & 1;
      assert_true((sum >> i & 1) == parity);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(masks_are_those_of_a_loop_over_bytes),
      cmocka_unit_test(marks_are_those_of_a_loop_over_bits),
      cmocka_unit_test(kernels_are_found_by_name),
      cmocka_unit_test(a_prefix_xor_is_a_running_parity),
  };
  return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
