/* test_value.c - numbers as people and programs write them: rules of read/value.h */
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "read/value.h"

#define NO_BREAK "\xC2\xA0"
#define NARROW "\xE2\x80\xAF"
#define THIN "\xE2\x80\x89"
#define MINUS "\xE2\x88\x92"
#define EN_DASH "\xE2\x80\x93"

static void reads(const char *text, char decimal, double expected) {
  double number = 42;
  if (!cx_value_number(cx_text_of(text), decimal, &number) || number != expected)
    fail_msg("'%s' gave %.17g, expected %.17g", text, number, expected);
}

static void refuses(const char *text, char decimal) {
  double number = 42;
  cx_decimal exact = {42, 0, false};
  if (cx_value_number(cx_text_of(text), decimal, &number))
    fail_msg("'%s' was read as %.17g", text, number);
  if (cx_value_decimal(cx_text_of(text), decimal, &exact)) fail_msg("'%s' is a decimal", text);
  assert_true(number == 42 && exact.mantissa == 42); /* untouched */
}

/* The decimal's value, whatever zeros it keeps at its end. */
static void is_exactly(const char *text, uint64_t mantissa, unsigned decimals, bool negative) {
  cx_decimal exact = {0, 99, false};
  if (!cx_value_decimal(cx_text_of(text), '.', &exact)) fail_msg("'%s' is no decimal", text);
  while (exact.decimals > decimals && exact.mantissa % 10 == 0) {
    exact.mantissa /= 10;
    exact.decimals--;
  }
  if (exact.mantissa != mantissa || exact.decimals != decimals || exact.negative != negative)
    fail_msg("'%s' gave %s%" PRIu64 " / 10^%d", text, exact.negative ? "-" : "", exact.mantissa,
             exact.decimals);
}

static void is_no_decimal(const char *text) {
  cx_decimal exact;
  if (cx_value_decimal(cx_text_of(text), '.', &exact)) fail_msg("'%s' is a decimal", text);
}

static void spaces_around_are_trimmed_by_rule_1(void **state) {
  (void)state;
  assert_true(cx_text_equal(cx_value_trim(cx_text_of(" \t" NO_BREAK "a b" THIN NARROW " ")),
                            cx_text_of("a b")));
  assert_int_equal(cx_value_trim(cx_text_of("  " NO_BREAK)).length, 0);
  assert_int_equal(cx_value_trim((cx_text){NULL, 0}).length, 0);
  assert_true(cx_text_equal(cx_value_trim(cx_text_of("'s-Hertogenbosch ")),
                            cx_text_of("'s-Hertogenbosch")));
  assert_true(cx_text_equal(cx_value_trim(cx_text_of("\xA0x\x80")), cx_text_of("\xA0x\x80")));
  reads(" 4 ", '.', 4);
  reads(NO_BREAK "4" NARROW, '.', 4);
}

static void a_spreadsheets_apostrophe_is_left_out_by_rule_1(void **state) {
  (void)state;
  reads("'4", '.', 4);
  reads(" ' 4,5", ',', 4.5);
  refuses("''4", '.');
  refuses("'", '.');
}

static void signs_of_three_kinds_are_read_by_rule_2(void **state) {
  (void)state;
  reads("-7", '.', -7);
  reads(MINUS "7", '.', -7);
  reads(EN_DASH "7.5", '.', -7.5);
  reads("+7", '.', 7);
  reads("1e3", '.', 1000);
  reads("1,5E-03", ',', 0.0015);
  reads("2e" MINUS "2", '.', 0.02);
  static const char *const broken[] = {"-",  "+",  "--1", "+-1",  "- 1",  "1-",
                                       "e5", "1e", "1e+", "1e5.", "1e1e1"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) refuses(broken[i], '.');
}

static void thousands_marks_part_groups_of_three_by_rule_3(void **state) {
  (void)state;
  reads("1 234", '.', 1234);
  reads("1" NO_BREAK "234" NO_BREAK "567,5", ',', 1234567.5);
  reads("12" THIN "345", '.', 12345);
  reads("123" NARROW "456", '.', 123456);
  reads("1'234'567.25", '.', 1234567.25);
  reads("1\xE2\x80\x99" "234", '.', 1234);
  reads("1,234", '.', 1234);
  reads("1.234", ',', 1234);
  reads("1.234.567,5", ',', 1234567.5);
  reads("-1,234.5", '.', -1234.5);
  reads("1,234", ',', 1.234);
  static const char *const broken[] = {"1 23",      "1 2345",  "1234 567", "12 34 567", " 1 234 56",
                                       "1  234",    "1,23",    "4,0",      "1,234,5",   "1,234 567",
                                       "0,123",     "0 123",   ",123",     "1,234,",    "1.5,000",
                                       "1.234 567", "1.2.3",   "1 e5",     "'234 1"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) refuses(broken[i], '.');
  refuses("4.0", ',');
  refuses("0.123", ',');
  refuses("1.2345", ',');
}

static void what_is_no_number_is_refused_by_rule_4(void **state) {
  (void)state;
  static const char *const words[] = {"",     " ",  "nan", "NaN", "inf",   "Infinity",
                                      "-inf", ".",  ",",   "n/a", "0x10",  "1f",
                                      "5 %",  "x1", "1_000", "1e400", "-1e999999999999"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    double number;
    assert_false(cx_value_number(cx_text_of(words[i]), '.', &number));
  }
  double number;
  assert_false(cx_value_number((cx_text){"1\0002", 3}, '.', &number));
  reads("1e-400", '.', 0);
  reads("1e308", '.', 1e308);
  reads(".5", '.', 0.5);
  reads("5.", '.', 5);
  reads("007", '.', 7);
}

static void doubles_are_those_of_strtod_by_rule_4(void **state) {
  (void)state;
  srand(11);
  char text[64];
  for (int i = 0; i < 300000; i++) {
    const uint64_t high = (unsigned)rand(), middle = (unsigned)rand(), low = (unsigned)rand();
    const uint64_t bits = high << 42 ^ middle << 21 ^ low;
    double expected;
    memcpy(&expected, &bits, sizeof bits);
    if (!isfinite(expected)) continue;
    snprintf(text, sizeof text, "%.*g", 1 + rand() % 25, expected);
    expected = strtod(text, NULL);
    if (isfinite(expected)) reads(text, '.', expected);
    snprintf(text, sizeof text, "%d.%0*d", rand() % 100000, 1 + rand() % 6, rand() % 1000000);
    reads(text, '.', strtod(text, NULL));
  }
}

static void halfway_cases_are_rounded_by_their_last_digit_by_rule_4(void **state) {
  (void)state;
  reads("9007199254740993", '.', 9007199254740992.0); /* 2^53 + 1: half, to even */
  reads("9007199254740993.000000000000000000000000000000001", '.', 9007199254740994.0);
  reads("9007199254740995", '.', 9007199254740996.0);
  char text[2048] = "9007199254740993.";
  memset(text + 17, '0', 1500);
  text[1517] = '1'; /* far beyond the buffer, and still it decides */
  reads(text, '.', 9007199254740994.0);
  memset(text, 0, sizeof text);
  memset(text, '0', 1000);
  text[1000] = '7';
  reads(text, '.', 7);
  memset(text, '9', 300);
  text[300] = 0;
  reads(text, '.', 1e300);
  reads("2.2250738585072011e-308", '.', strtod("2.2250738585072011e-308", NULL));
  reads("4.9e-324", '.', 4.9e-324);
}

static void no_locale_changes_a_number(void **state) {
  (void)state;
  static const char *const locales[] = {"fi_FI.UTF-8", "de_DE.UTF-8", "fi_FI", "de_DE", "C"};
  for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
    setlocale(LC_NUMERIC, locales[i]); /* those that the machine has */
    reads("0.30000000000000004", '.', 0.1 + 0.2);
    reads("0,30000000000000004", ',', 0.1 + 0.2);
  }
}

static void decimals_are_exact_by_rule_5(void **state) {
  (void)state;
  is_exactly("1.5", 15, 1, false);
  is_exactly("-0.25", 25, 2, true);
  is_exactly("1.50", 15, 1, false);
  is_exactly("0", 0, 0, false);
  is_exactly("0.000", 0, 0, false);
  is_exactly("1.5e-3", 15, 4, false);
  is_exactly("1.5e3", 1500, 0, false);
  is_exactly("1,234.5", 12345, 1, false);
  is_exactly("0.1234567890123456", 1234567890123456, 16, false);
  is_exactly("0.123456789012345678", 123456789012345678, 18, false);
  is_exactly("18446744073709551615", UINT64_MAX, 0, false);
  is_exactly("1844674407370955161500000e-5", UINT64_MAX, 0, false);
  is_exactly("1.8446744073709551615e19", UINT64_MAX, 0, false);
  is_exactly("100.00000000000000000000000000", 100, 0, false);
  is_exactly("1e19", 10000000000000000000u, 0, false);
}

static void digits_past_the_eighteenth_round_half_up_by_rule_5(void **state) {
  (void)state;
  is_exactly("0.1234567890123456784", 123456789012345678, 18, false);
  is_exactly("0.1234567890123456785", 123456789012345679, 18, false);
  is_exactly("-0.12345678901234567850", 123456789012345679, 18, true);
  is_exactly("0.0000000000000000005", 1, 18, false);
  is_exactly("0.0000000000000000004999", 0, 0, false);
  is_exactly("5e-19", 1, 18, false);
  is_exactly("4e-19", 0, 0, false);
  is_exactly("9e-20", 0, 0, false);
  is_exactly("1e-999999999999", 0, 0, false);
  is_exactly("0.9999999999999999999", 1, 0, false);
  is_exactly("1.0000000000000000005", 1000000000000000001, 18, false);
  is_exactly("0.00000000000000000010e5", 1, 14, false);
}

static void mantissas_over_64_bits_are_no_decimals_by_rule_5(void **state) {
  (void)state;
  is_no_decimal("18446744073709551616");
  is_no_decimal("99999999999999999999");
  is_no_decimal("1e20");
  is_no_decimal("1e999999999999");
  is_no_decimal("33.333333333333333333");
  is_no_decimal("20.0000000000000000005");
  is_no_decimal("");
}

__extension__ typedef unsigned __int128 wide;

/* Decimals against a 128-bit count of 10^-18. */
static void decimals_are_those_of_long_arithmetic(void **state) {
  (void)state;
  srand(5);
  for (int i = 0; i < 300000; i++) {
    char text[64];
    const int decimals = rand() % 19;
    const uint64_t high = (unsigned)rand(), low = (unsigned)rand();
    const uint64_t mantissa = (high << 31 | low) >> (rand() % 60);
    uint64_t power = 1;
    for (int d = 0; d < decimals; d++) power *= 10;
    snprintf(text, sizeof text, "%" PRIu64 ".%0*" PRIu64, mantissa / power, decimals,
             mantissa % power);
    if (decimals == 0) *strchr(text, '.') = 0;
    if (rand() % 2) snprintf(text, sizeof text, "%" PRIu64 "E-%d", mantissa, decimals);
    cx_decimal exact;
    assert_true(cx_value_decimal(cx_text_of(text), '.', &exact));
    wide ours = exact.mantissa, theirs = mantissa;
    for (int d = exact.decimals; d < 18; d++) ours *= 10;
    for (int d = decimals; d < 18; d++) theirs *= 10;
    if (ours != theirs)
      fail_msg("'%s' gave %" PRIu64 " / 10^%d", text, exact.mantissa, exact.decimals);
  }
}

static void labels_begin_with_their_code_by_rule_6(void **state) {
  (void)state;
  static const struct {
    const char *text;
    long code;
  } labels[] = {
      {"10 - Extremely likely", 10}, {"0 = ei lainkaan", 0}, {"7: hyvä", 7}, {"7", 7}, {" 7) ok", 7},
      {"7.", 7}, {"7. hyvä", 7}, {"7=x", 7}, {"7-x", 7}, {"-1 ei vastausta", -1}, {MINUS "1", -1},
      {"5" NO_BREAK EN_DASH " hyvä", 5}, {"5" EN_DASH " hyvä", 5}, {"5\xE2\x80\x94hyvä", 5},
      {"0010 x", 10}};
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
    long code = 42;
    if (!cx_value_leading_integer(cx_text_of(labels[i].text), &code) || code != labels[i].code)
      fail_msg("'%s' gave %ld", labels[i].text, code);
  }
  static const char *const others[] = {"",     "x",   "7x",   "x7",    "6.5",
                                       "10-20", "1:30", "2026-03-09", "7,5", "7%",
                                       "1 234", "- 7", "99999999999999999999", "-", "+7", "7/10"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    long code = 42;
    if (cx_value_leading_integer(cx_text_of(others[i]), &code))
      fail_msg("'%s' was given the code %ld", others[i], code);
    assert_int_equal(code, 42);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spaces_around_are_trimmed_by_rule_1),
      cmocka_unit_test(a_spreadsheets_apostrophe_is_left_out_by_rule_1),
      cmocka_unit_test(signs_of_three_kinds_are_read_by_rule_2),
      cmocka_unit_test(thousands_marks_part_groups_of_three_by_rule_3),
      cmocka_unit_test(what_is_no_number_is_refused_by_rule_4),
      cmocka_unit_test(doubles_are_those_of_strtod_by_rule_4),
      cmocka_unit_test(halfway_cases_are_rounded_by_their_last_digit_by_rule_4),
      cmocka_unit_test(no_locale_changes_a_number),
      cmocka_unit_test(decimals_are_exact_by_rule_5),
      cmocka_unit_test(digits_past_the_eighteenth_round_half_up_by_rule_5),
      cmocka_unit_test(mantissas_over_64_bits_are_no_decimals_by_rule_5),
      cmocka_unit_test(decimals_are_those_of_long_arithmetic),
      cmocka_unit_test(labels_begin_with_their_code_by_rule_6),
  };
  return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
