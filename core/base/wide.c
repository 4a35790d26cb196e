/* wide.c - see wide.h */
#include "base/wide.h"

#include <math.h>
#include <string.h>

#define DECIMALS 18u

static const uint64_t power[DECIMALS + 1] = {
    1,
    10,
    100,
    1000,
    10000,
    100000,
    1000000,
    10000000,
    100000000,
    1000000000,
    10000000000,
    100000000000,
    1000000000000,
    10000000000000,
    100000000000000,
    1000000000000000,
    10000000000000000,
    100000000000000000,
    1000000000000000000,
};

cx_wide cx_wide_from_decimal(uint64_t mantissa, unsigned decimals) {
  return (cx_wide)mantissa * (cx_wide)power[DECIMALS - decimals];
}

bool cx_wide_square(uint64_t mantissa, unsigned decimals, cx_wide *out) {
  cx_wide_unsigned square = (cx_wide_unsigned)mantissa * mantissa;
  if (2 * decimals <= DECIMALS) {
    cx_wide_unsigned scale = power[DECIMALS - 2 * decimals];
    if (square > (~(cx_wide_unsigned)0 >> 1) / scale) return false;
    *out = (cx_wide)(square * scale);
    return true;
  }
  uint64_t scale = power[2 * decimals - DECIMALS];
  cx_wide_unsigned rounded = square / scale, rest = square % scale;
  if (rest >= scale - rest) rounded++;
  *out = (cx_wide)rounded;
  return true;
}

/* Nearest double: the digits as one integer, divided once in long double where that is exact enough, and
** split where it is not. */
double cx_wide_number(cx_wide value) {
  cx_wide whole = value / CX_WIDE_ONE, part = value % CX_WIDE_ONE;
  return (double)((long double)whole + (long double)part / 1e18L);
}

size_t cx_wide_write(cx_wide value, char text[CX_WIDE_TEXT]) {
  cx_wide_unsigned rest = value < 0 ? 0 - (cx_wide_unsigned)value : (cx_wide_unsigned)value;
  char digits[CX_WIDE_TEXT];
  size_t at = sizeof digits, n_digits = 0;
  bool shown = false;
  for (; rest != 0 || n_digits <= DECIMALS; n_digits++, rest /= 10) {
    char digit = (char)('0' + (int)(rest % 10));
    if (n_digits == DECIMALS && shown) digits[--at] = '.';
    shown |= digit != '0' || n_digits >= DECIMALS;
    if (shown) digits[--at] = digit;
  }
  if (value < 0) digits[--at] = '-';
  size_t length = sizeof digits - at;
  memcpy(text, digits + at, length);
  text[length] = '\0';
  return length;
}

bool cx_wide_read(const char *text, size_t length, cx_wide *out) {
  bool negative = length > 0 && text[0] == '-', point = false;
  cx_wide_unsigned value = 0, most = ~(cx_wide_unsigned)0 >> 1;
  unsigned decimals = 0;
  size_t n_digits = 0;
  for (size_t i = negative; i < length; i++) {
    if (text[i] == '.' && !point) {
      point = true;
      continue;
    }
    unsigned digit = (unsigned)(text[i] - '0');
    if (digit > 9 || (point && ++decimals > DECIMALS) || value > (most - digit) / 10) return false;
    value = value * 10 + digit;
    n_digits++;
  }
  for (; decimals < DECIMALS; decimals++) {
    if (value > most / 10) return false;
    value *= 10;
  }
  *out = negative ? -(cx_wide)value : (cx_wide)value;
  return n_digits > 0;
}
