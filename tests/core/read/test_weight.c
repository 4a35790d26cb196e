/* test_weight.c - weights as written, exact to 18 decimals, with an arithmetic of their own */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cells.h"
#include "read/value.h"
#include "read/weight.h"

static uint32_t random_next(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

/* Decodes the cells; small[i], exact[i], and whether all were small. */
static bool decode(cx_weights *weights, const cells *c, char decimal, uint32_t *small, cx_exact_weight *exact) {
  const cx_dialect d = {.delimiter = ';', .quote = '"', .newline = '\n', .decimal = decimal};
  cx_cell cell = {.dialect = &d, .name = "text"};
  bool plain = false;
  cx_error error = {0};
  memset(small, 0x33, CELLS_MOST * sizeof *small);
  assert_int_equal(cx_weights_decode(weights, &cell, &c->window, 0, 0, c->window.n_rows, small, exact, &plain,
                                     &error), CX_OK);
  cx_cell_free(&cell);
  return plain;
}

/* One weight: its sum in steps of 10^-18, or -1 none, -2 bad; *square is that of w. */
static cx_wide weigh(const char *text, char decimal, bool cr, cx_wide *square) {
  static cells c;
  static uint32_t small[CELLS_MOST];
  static cx_exact_weight exact[CELLS_MOST];
  cx_weights *weights = NULL;
  assert_int_equal(cx_weights_new(&weights, NULL), CX_OK);
  cells_begin(&c, cr);
  for (int i = 0; i < 3; i++) cells_add(&c, text ? cx_text_of(text) : (cx_text){NULL, 0});
  bool plain = decode(weights, &c, decimal, small, exact);
  assert_int_equal(small[0], small[2]); /* from the cache, too */
  assert_true(plain == (small[0] < CX_WEIGHT_MOST));
  cx_weights_free(weights);
  *square = 0;
  if (small[0] == CX_WEIGHT_NONE) return -1;
  if (small[0] == CX_WEIGHT_BAD) return -2;
  if (small[0] != CX_WEIGHT_EXACT) {
    *square = (cx_wide)small[0] * small[0] * 10000000000;
    return (cx_wide)small[0] * 100000000000000;
  }
  assert_true(exact[0].w == exact[2].w && exact[0].w2 == exact[2].w2);
  *square = exact[0].w2;
  return exact[0].w;
}

static void expect(const char *text, char decimal, cx_wide w, cx_wide square) {
  for (int cr = 0; cr < 2; cr++) {
    cx_wide got_square, got = weigh(text, decimal, cr, &got_square);
    if (got != w || (w >= 0 && got_square != square))
      fprintf(stderr, "weight '%s' is %.18g, not %.18g\n", text, cx_wide_number(got), cx_wide_number(w));
    assert_true(got == w);
    if (w >= 0) assert_true(got_square == square);
  }
}

static void small_weights_are_exact(void **state) { /* (1) */
  (void)state;
  const cx_wide one = CX_WIDE_ONE;
  expect("1", '.', one, one);
  expect("0", '.', 0, 0);
  expect("0.5", '.', one / 2, one / 4);
  expect("1,25", ',', one * 5 / 4, one * 25 / 16);
  expect(".5", '.', one / 2, one / 4);
  expect("5.", '.', 5 * one, 25 * one);
  expect("999.9999", '.', 1000 * one - one / 10000, 1000000 * one - one / 5 + one / 100000000);
  expect("00000001", '.', one, one);
  expect("0.00010", '.', one / 10000, one / 100000000);
  expect(" 1 ", '.', one, one);
  expect("\"1.5\"", '.', one * 3 / 2, one * 9 / 4);
  expect("+2", '.', 2 * one, 4 * one);
  expect("-0", '.', 0, 0);
  expect("0.0000000000000000000000001", '.', 0, 0);
}

static void other_weights_are_exact_too(void **state) { /* (2) */
  (void)state;
  const cx_wide one = CX_WIDE_ONE;
  expect("1000", '.', 1000 * one, 1000000 * one);
  expect("0.00005", '.', one / 20000, one / 400000000);
  expect("12345678", '.', 12345678 * one, (cx_wide)12345678 * 12345678 * one);
  expect("1e-18", '.', 1, 0);
  expect("1e-9", '.', 1000000000, 1);
  expect("2.5e2", '.', 250 * one, 62500 * one);
  expect("1000000000", '.', 1000000000 * one, (cx_wide)1000000000 * 1000000000 * one);
  expect("1 000,5", ',', one / 2 + 1000 * one, (cx_wide)1001000 * one + one / 4);
}

static void what_is_no_good_weight_is_told_apart(void **state) { /* (3) */
  (void)state;
  static const char *const none[] = {NULL, "", "x", "1.2.3", ".", "-", "nan", "inf", "\"\"", " ", "1,5", "--1",
                                     "0x10", "1e", "\xff", "1\r2"};
  static const char *const bad[] = {"-1", "-0.0001", "1000000000.1", "1000000001", "1e10", "1e300",
                                    "99999999999999999999", "-1e300"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) expect(none[i], '.', -1, 0);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) expect(bad[i], '.', -2, 0);
}

/* Digits and at most one mark, of every length: schoolbook arithmetic must agree. */
static void random_decimals_are_exact(void **state) {
  (void)state;
  uint32_t seed = 1;
  for (int round = 0; round < 20000; round++) {
    char text[24];
    size_t whole = random_next(&seed) % 8, fraction = random_next(&seed) % 11, n = 0;
    cx_wide_unsigned mantissa = 0;
    for (size_t i = 0; i < whole; i++) text[n++] = (char)('0' + random_next(&seed) % 10);
    if (fraction > 0) text[n++] = ',';
    for (size_t i = 0; i < fraction; i++) text[n++] = (char)('0' + random_next(&seed) % 10);
    text[n] = 0;
    if (whole + fraction == 0) continue;
    for (size_t i = 0; i < n; i++)
      if (text[i] != ',') mantissa = 10 * mantissa + (unsigned)(text[i] - '0');
    cx_wide_unsigned w = mantissa, square = mantissa * mantissa, rest = 0, scale = 1;
    for (size_t i = fraction; i < 18; i++) w *= 10;
    for (size_t i = 2 * fraction; i < 18; i++) square *= 10;
    for (size_t i = 18; i < 2 * fraction; i++) scale *= 10;
    rest = square % scale;
    expect(text, ',', (cx_wide)w, (cx_wide)(square / scale + (scale > 1 && rest >= scale / 2)));
  }
}

/* Texts that share slots and texts of the cache's longest length. */
static void the_cache_never_mixes_weights_up(void **state) {
  (void)state;
  static cells c;
  static uint32_t small[CELLS_MOST];
  static cx_exact_weight exact[CELLS_MOST];
  cx_weights *weights = NULL;
  assert_int_equal(cx_weights_new(&weights, NULL), CX_OK);
  uint32_t seed = 2, number[CELLS_MOST];
  for (int round = 0; round < 200; round++) {
    cells_begin(&c, false);
    for (size_t i = 0; i < CELLS_MOST; i++) {
      char text[40];
      number[i] = random_next(&seed) % 20000;
      snprintf(text, sizeof text, "%.*s1.%09u", (int)(i % 22), "0000000000000000000000", number[i]);
      cells_add(&c, cx_text_of(text));
    }
    assert_false(decode(weights, &c, '.', small, exact));
    for (size_t i = 0; i < CELLS_MOST; i++) {
      cx_wide w = CX_WIDE_ONE + (cx_wide)number[i] * 1000000000;
      if (small[i] == CX_WEIGHT_EXACT) assert_true(exact[i].w == w);
      else assert_true((cx_wide)small[i] * (CX_WIDE_ONE / CX_WEIGHT_SCALE) == w);
    }
  }
  cx_weights_free(weights);
  cx_weights_free(NULL);
}

static void an_assumed_decimal_mark_is_overturned(void **state) {
  (void)state;
  static cells c;
  uint32_t small[3];
  cx_exact_weight exact[3];
  bool plain;
  cx_error error = {0};
  cx_weights *weights = NULL;
  assert_int_equal(cx_weights_new(&weights, NULL), CX_OK);
  const cx_dialect d = {.delimiter = ';', .newline = '\n', .decimal = '.', .assumed = CX_KNOWN_DECIMAL};
  cx_cell cell = {.dialect = &d, .name = "text"};
  cells_begin(&c, false);
  cells_add(&c, cx_text_of("1"));
  cells_add(&c, cx_text_of("x"));
  cells_add(&c, cx_text_of("1,5"));
  assert_int_equal(cx_weights_decode(weights, &cell, &c.window, 0, 0, 2, small, exact, &plain, &error), CX_OK);
  assert_int_equal(cx_weights_decode(weights, &cell, &c.window, 0, 0, 3, small, exact, &plain, &error),
                   CX_OVERTURNED);
  assert_non_null(strstr(error.message, "decimal = \",\""));
  cx_cell_free(&cell);
  cx_weights_free(weights);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_weights_are_exact),
      cmocka_unit_test(other_weights_are_exact_too),
      cmocka_unit_test(what_is_no_good_weight_is_told_apart),
      cmocka_unit_test(random_decimals_are_exact),
      cmocka_unit_test(the_cache_never_mixes_weights_up),
      cmocka_unit_test(an_assumed_decimal_mark_is_overturned),
  };
  return cmocka_run_group_tests_name("weight", tests, NULL, NULL);
}
