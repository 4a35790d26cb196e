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

static int bits_of(cx_wide_unsigned value) {
  uint64_t high = (uint64_t)(value >> 64), low = (uint64_t)value;
  if (high != 0) return 128 - __builtin_clzll(high);
  return low != 0 ? 64 - __builtin_clzll(low) : 0;
}

/* The quotient by 10^18 as a whole number of 55 or 56 bits times a power of two; what is left over only
** makes its last bit odd, so that the one rounding, to 53 bits, goes the right way. */
double cx_wide_number(cx_wide value) {
  cx_wide_unsigned size = value < 0 ? 0 - (cx_wide_unsigned)value : (cx_wide_unsigned)value;
  cx_wide_unsigned divisor = (cx_wide_unsigned)CX_WIDE_ONE;
  int shift = 115 - bits_of(size);
  if (size == 0) return 0;
  if (shift >= 0) size <<= shift;
  else divisor <<= -shift;
  uint64_t quotient = (uint64_t)(size / divisor) | (size % divisor != 0);
  double number = ldexp((double)quotient, -shift);
  return value < 0 ? -number : number;
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
