/* fuzz_value.c - any bytes as a number: rules of read/value.h */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "read/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "broken: %s\n", what);
  abort();
}

/* What is trimmed lies within, and has nothing more to trim. */
static void check_trim(cx_text text) {
  const cx_text trimmed = cx_value_trim(text), again = cx_value_trim(trimmed);
  hold(trimmed.at >= text.at && trimmed.at + trimmed.length <= text.at + text.length, "within");
  hold(again.at == trimmed.at && again.length == trimmed.length, "trimmed once");
}

/* Of digits, signs, points and e alone the C library's reader decides (4). */
static void check_plain(cx_text text, bool is_number, double number) {
  char copy[512];
  if (text.length == 0 || text.length >= sizeof copy) return;
  for (size_t i = 0; i < text.length; i++)
    if (text.at[i] == 0 || strchr("0123456789.eE+-", text.at[i]) == NULL) return;
  memcpy(copy, text.at, text.length);
  copy[text.length] = 0;
  char *end;
  const double expected = strtod(copy, &end);
  const bool whole = end == copy + text.length && isfinite(expected);
  hold(is_number == whole, "the same texts as strtod");
  hold(!is_number || number == expected, "the same doubles as strtod");
}

static void check(cx_text text, char decimal) {
  double number = 0;
  cx_decimal exact = {0, 0, false};
  const bool is_number = cx_value_number(text, decimal, &number);
  const bool is_decimal = cx_value_decimal(text, decimal, &exact);
  hold(!is_number || isfinite(number), "finite");
  hold(!is_decimal || is_number, "a decimal is a number");
  if (decimal == '.') check_plain(text, is_number, number);
  if (!is_decimal) return;
  hold(exact.decimals <= 18, "at most 18 decimals");
  double size = (double)exact.mantissa;
  for (int i = 0; i < exact.decimals; i++) size /= 10;
  hold(fabs(size - fabs(number)) <= 1e-14 * size + 1e-18, "a decimal near its number");
  hold(number == 0 || exact.negative == (number < 0), "one sign");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const cx_text text = {(const char *)data, size};
  long code;
  check_trim(text);
  check(text, '.');
  check(text, ',');
  cx_value_leading_integer(text, &code);
  return 0;
}
