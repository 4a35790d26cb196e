/* test_wide.c - exact sums: decimals in, squares, doubles, texts and back */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "base/wide.h"

static uint64_t random_next(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  uint64_t mixed = *seed ^ *seed >> 29;
  return mixed * 0x9e3779b97f4a7c15;
}

/* A number of any size up to `bits`. */
static cx_wide random_wide(uint64_t *seed, unsigned bits) {
  cx_wide_unsigned value = (cx_wide_unsigned)random_next(seed) << 64 | random_next(seed);
  return (cx_wide)(value >> 1 >> (127 - 1 - random_next(seed) % bits));
}

static cx_wide power_of_ten(unsigned n) {
  cx_wide value = 1;
  while (n-- > 0) value *= 10;
  return value;
}

static void a_decimal_is_held_exactly(void **state) { /* (1) */
  (void)state;
  assert_true(cx_wide_from_decimal(1, 0) == CX_WIDE_ONE);
  assert_true(cx_wide_from_decimal(1, 18) == 1);
  assert_true(cx_wide_from_decimal(0, 7) == 0);
  for (unsigned d = 0; d <= 18; d++)
    assert_true(cx_wide_from_decimal(UINT64_MAX, d) == (cx_wide)UINT64_MAX * power_of_ten(18 - d));
}

static void a_square_is_exact_up_to_nine_decimals(void **state) { /* (2) */
  (void)state;
  uint64_t seed = 1;
  for (int i = 0; i < 100000; i++) {
    uint64_t m = random_next(&seed) >> random_next(&seed) % 60;
    unsigned d = (unsigned)(random_next(&seed) % 10);
    cx_wide square = -1;
    bool fits = cx_wide_square(m, d, &square);
    cx_wide_unsigned exact = (cx_wide_unsigned)m * m, most = ((cx_wide_unsigned)-1) >> 1;
    assert_true(fits == (exact <= most / (cx_wide_unsigned)power_of_ten(18 - 2 * d)));
    if (fits) assert_true(square == (cx_wide)exact * power_of_ten(18 - 2 * d));
  }
}

static void a_longer_square_is_rounded_half_up(void **state) { /* (2) */
  (void)state;
  cx_wide square;
  assert_true(cx_wide_square(5, 10, &square) && square == 0);           /* 25e-20 = 0.25e-18 */
  assert_true(cx_wide_square(8, 10, &square) && square == 1);           /* 64e-20 */
  assert_true(cx_wide_square(50, 11, &square) && square == 0);
  assert_true(cx_wide_square(70711, 14, &square) && square == 1);       /* just over a half */
  assert_true(cx_wide_square(70710, 14, &square) && square == 0);       /* just under */
  assert_true(cx_wide_square(1000000005, 9, &square) && square == CX_WIDE_ONE + 10000000025);
  assert_true(cx_wide_square(UINT64_MAX, 18, &square));
  uint64_t seed = 2;
  for (int i = 0; i < 100000; i++) {
    uint64_t m = random_next(&seed) >> random_next(&seed) % 60;
    unsigned d = 10 + (unsigned)(random_next(&seed) % 9), last = 0;
    cx_wide_unsigned exact = (cx_wide_unsigned)m * m;
    for (unsigned cut = 18; cut < 2 * d; cut++, exact /= 10) last = (unsigned)(exact % 10);
    assert_true(cx_wide_square(m, d, &square) && square == (cx_wide)(exact + (last >= 5)));
  }
}

/* |value - 10^18 * x| in steps of 10^-18 and 2^-e, for x a double: no rounding anywhere. */
static cx_wide_unsigned distance(cx_wide value, double x) {
  int exponent;
  cx_wide mantissa = (cx_wide)ldexp(frexp(x, &exponent), 53);
  exponent -= 53;
  cx_wide steps = exponent >= 0 ? (mantissa * CX_WIDE_ONE) << exponent : mantissa * CX_WIDE_ONE;
  if (exponent < 0) value = (cx_wide)((cx_wide_unsigned)value << -exponent);
  return value > steps ? (cx_wide_unsigned)(value - steps) : (cx_wide_unsigned)(steps - value);
}

static void a_double_is_the_nearest_one(void **state) {
  (void)state;
  assert_true(cx_wide_number(0) == 0);
  assert_true(cx_wide_number(CX_WIDE_ONE) == 1);
  assert_true(cx_wide_number(-CX_WIDE_ONE * 3 / 2) == -1.5);
  assert_true(cx_wide_number(1) == 1e-18);
  assert_true(cx_wide_number(CX_WIDE_ONE / 10) == 0.1);
  uint64_t seed = 3;
  for (int i = 0; i < 300000; i++) { /* of sizes whose distances fit 127 bits */
    uint64_t low = random_next(&seed) % (uint64_t)CX_WIDE_ONE;
    cx_wide value = (cx_wide)(1024 + random_next(&seed) % (1u << 20)) * CX_WIDE_ONE + (cx_wide)low;
    double x = cx_wide_number(value);
    assert_true(distance(value, x) <= distance(value, nextafter(x, 0)));
    assert_true(distance(value, x) <= distance(value, nextafter(x, 1e30)));
    assert_true(cx_wide_number(-value) == -x);
  }
}

static void what_is_written_can_be_read(void **state) {
  (void)state;
  char text[CX_WIDE_TEXT];
  uint64_t seed = 4;
  for (int i = 0; i < 200000; i++) {
    cx_wide value = random_wide(&seed, 127), back = 0;
    if (i % 2) value = -value;
    if (i % 3 == 0) value = value / CX_WIDE_ONE * CX_WIDE_ONE;
    size_t n = cx_wide_write(value, text);
    assert_true(n == strlen(text) && n < CX_WIDE_TEXT);
    assert_true(cx_wide_read(text, n, &back) && back == value);
  }
}

static const char *written(cx_wide value) {
  static char text[CX_WIDE_TEXT];
  cx_wide_write(value, text);
  return text;
}

static void numbers_are_written_without_needless_digits(void **state) {
  (void)state;
  assert_string_equal(written(0), "0");
  assert_string_equal(written(CX_WIDE_ONE * 12 + CX_WIDE_ONE / 2), "12.5");
  assert_string_equal(written(-1), "-0.000000000000000001");
  assert_string_equal(written(CX_WIDE_ONE * 100), "100");
  assert_string_equal(written((cx_wide)(((cx_wide_unsigned)-1) >> 1)),
                      "170141183460469231731.687303715884105727");
}

static void what_is_no_number_is_refused(void **state) {
  (void)state;
  static const char *const bad[] = {"", "-", ".", "-.", "1e3", " 1", "1 ", "1.2.3", "--1", "+1", "0x1",
                                    "0.0000000000000000001", "170141183460469231731.687303715884105728",
                                    "1000000000000000000000", "1,5", "nan"};
  cx_wide value;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_false(cx_wide_read(bad[i], strlen(bad[i]), &value));
  assert_true(cx_wide_read("-0", 2, &value) && value == 0);
  assert_true(cx_wide_read("7", 1, &value) && value == 7 * CX_WIDE_ONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_decimal_is_held_exactly),
      cmocka_unit_test(a_square_is_exact_up_to_nine_decimals),
      cmocka_unit_test(a_longer_square_is_rounded_half_up),
      cmocka_unit_test(a_double_is_the_nearest_one),
      cmocka_unit_test(what_is_written_can_be_read),
      cmocka_unit_test(numbers_are_written_without_needless_digits),
      cmocka_unit_test(what_is_no_number_is_refused),
  };
  return cmocka_run_group_tests_name("wide", tests, NULL, NULL);
}
