/* value.c - see value.h */
#include "read/value.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
  PLAIN_DIGITS = 15,       /* this many digits are below 2^53 and can never overflow */
  EXACT_POWER = 22,        /* 10^22 is the largest power of ten that a double holds exactly */
  MOST_DECIMALS = 18,
  ROUNDING_DIGITS = 780,   /* more digits than any halfway case between two doubles has */
  MOST_EXPONENT = 999999999
};

static const double power_of_ten[EXACT_POWER + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* A number taken apart: its digits with marks between, and where the decimal point stands. */
typedef struct parts {
  cx_text digits;     /* digits, thousands marks and the decimal mark; nothing else */
  int64_t n_digits;   /* all digits, leading zeros too */
  int64_t n_fraction; /* those after the decimal mark */
  int64_t exponent;   /* as written after 'e', cut to +-MOST_EXPONENT */
  bool negative;
} parts;

static bool is_digit(char c) { return (unsigned char)(c - '0') <= 9; }

static uint64_t digit(char c) { return (uint64_t)(unsigned char)(c - '0'); }

static bool starts(const char *at, const char *end, const char *bytes, size_t n) {
  return (size_t)(end - at) >= n && memcmp(at, bytes, n) == 0;
}

/* (1) The bytes of the space that stands here, 0 when there is none. */
static size_t space_at(const char *at, const char *end) {
  if (at == end) return 0;
  if (*at == ' ' || *at == '\t') return 1;
  if (starts(at, end, "\xC2\xA0", 2)) return 2;     /* U+00A0 no-break */
  if (starts(at, end, "\xE2\x80\xAF", 3)) return 3; /* U+202F narrow no-break */
  if (starts(at, end, "\xE2\x80\x89", 3)) return 3; /* U+2009 thin */
  return 0;
}

/* (1) The bytes of the space that ends here. */
static size_t space_before(const char *start, const char *end) {
  for (size_t n = 1; n <= 3 && (size_t)(end - start) >= n; n++)
    if (space_at(end - n, end) == n) return n;
  return 0;
}

/* (2) The bytes of the minus that stands here. */
static size_t minus_at(const char *at, const char *end) {
  if (at == end) return 0;
  if (*at == '-') return 1;
  if (starts(at, end, "\xE2\x88\x92", 3)) return 3; /* U+2212 minus */
  if (starts(at, end, "\xE2\x80\x93", 3)) return 3; /* U+2013 en dash */
  return 0;
}

static size_t apostrophe_at(const char *at, const char *end) {
  if (at == end) return 0;
  if (*at == '\'') return 1;
  return starts(at, end, "\xE2\x80\x99", 3) ? 3 : 0; /* U+2019 */
}

static const char *skip_digits(const char *at, const char *end) {
  while (at < end && is_digit(*at)) at++;
  return at;
}

/* Steps over a sign (2); true when it is a minus. */
static bool take_sign(const char **at, const char *end) {
  size_t minus = minus_at(*at, end);
  *at += minus > 0 ? minus : (size_t)(*at < end && **at == '+');
  return minus > 0;
}

cx_text cx_value_trim(cx_text text) {
  if (text.length == 0) return text;
  const char *at = text.at, *end = text.at + text.length;
  for (size_t n; (n = space_at(at, end)) > 0;) at += n;
  for (size_t n; (n = space_before(at, end)) > 0;) end -= n;
  return (cx_text){at, (size_t)(end - at)};
}

/* (3) The kind of the thousands mark that stands here, 0 for none; *n gets its bytes. */
static char mark_at(const char *at, const char *end, char decimal, size_t *n) {
  if ((*n = space_at(at, end)) > 0) return ' ';
  if ((*n = apostrophe_at(at, end)) > 0) return '\'';
  *n = 1;
  if (at < end && (*at == '.' || *at == ',') && *at != decimal) return *at;
  return 0;
}

/* (3) Steps over the digits before the decimal mark; NULL when the marks stand wrongly. */
static const char *skip_whole(const char *at, const char *end, char decimal, int64_t *n_digits) {
  const char *start = at;
  at = skip_digits(at, end);
  *n_digits = at - start;
  size_t n;
  const char mark = mark_at(at, end, decimal, &n);
  if (mark == 0) return at;
  if (*n_digits < 1 || *n_digits > 3 || *start == '0') return NULL;
  while (mark_at(at, end, decimal, &n) == mark) {
    const char *group = at + n;
    at = skip_digits(group, end);
    if (at - group != 3) return NULL;
    *n_digits += 3;
  }
  return at;
}

/* Steps over 'e', a sign and digits; NULL when no digit follows the 'e'. */
static const char *take_exponent(const char *at, const char *end, int64_t *exponent) {
  *exponent = 0;
  if (at == end || (*at != 'e' && *at != 'E')) return at;
  at++;
  const bool negative = take_sign(&at, end);
  if (at == end || !is_digit(*at)) return NULL;
  for (; at < end && is_digit(*at); at++) {
    const bool fits = *exponent < MOST_EXPONENT / 10;
    *exponent = fits ? *exponent * 10 + (int64_t)digit(*at) : MOST_EXPONENT;
  }
  if (negative) *exponent = -*exponent;
  return at;
}

/* Takes a number apart by (1)-(4); false when the text is none. */
static bool take_apart(cx_text text, char decimal, parts *out) {
  text = cx_value_trim(text);
  const char *at = text.at, *end = text.at + text.length;
  const size_t apostrophe = text.length > 0 ? apostrophe_at(at, end) : 0;
  if (apostrophe > 0) { /* (1) */
    text = cx_value_trim((cx_text){at + apostrophe, text.length - apostrophe});
    at = text.at;
    end = text.at + text.length;
  }
  if (text.length == 0) return false; /* (4) */
  out->negative = take_sign(&at, end);
  out->digits.at = at;
  out->n_fraction = 0;
  at = skip_whole(at, end, decimal, &out->n_digits);
  if (at == NULL) return false;
  if (at < end && *at == decimal) {
    const char *fraction = at + 1;
    at = skip_digits(fraction, end);
    out->n_fraction = at - fraction;
    out->n_digits += out->n_fraction;
  }
  out->digits.length = (size_t)(at - out->digits.at);
  if (out->n_digits == 0) return false; /* (4) */
  return take_exponent(at, end, &out->exponent) == end;
}

/* The usual case: at most 15 digits, perhaps a '-' and a decimal mark, and nothing else. */
static bool take_plain(cx_text text, char decimal, cx_decimal *out) {
  if (text.length == 0 || text.length > PLAIN_DIGITS) return false;
  const char *at = text.at, *end = text.at + text.length;
  out->negative = *at == '-';
  at += out->negative;
  const char *start = at;
  uint64_t mantissa = 0;
  for (; at < end && is_digit(*at); at++) mantissa = mantissa * 10 + digit(*at);
  if (at == start) return false;
  out->decimals = 0;
  if (at < end) {
    if (*at != decimal) return false;
    const char *fraction = ++at;
    for (; at < end && is_digit(*at); at++) mantissa = mantissa * 10 + digit(*at);
    out->decimals = (uint8_t)(at - fraction);
  }
  out->mantissa = mantissa;
  return at == end;
}

/* The digits that can matter, leading zeros left out; *n_left gets how many stand after them. */
static size_t gather(const parts *number, char buffer[ROUNDING_DIGITS + 1], int64_t *n_left) {
  size_t n = 0;
  bool more = false;
  *n_left = 0;
  for (size_t i = 0; i < number->digits.length; i++) {
    const char c = number->digits.at[i];
    if (!is_digit(c) || (n == 0 && c == '0')) continue;
    if (n < ROUNDING_DIGITS) {
      buffer[n++] = c;
    } else {
      more |= c != '0';
      ++*n_left;
    }
  }
  if (more) { /* whatever lies beyond is more than nothing and less than one */
    buffer[n++] = '1';
    --*n_left;
  }
  return n;
}

/* The size of a number, correctly rounded. strtod sees a whole number with an exponent, so that no
** locale's decimal mark is met. */
static double round_digits(const parts *number) {
  char buffer[ROUNDING_DIGITS + 16];
  int64_t n_left;
  const size_t n = gather(number, buffer, &n_left);
  int64_t exponent = n_left - number->n_fraction + number->exponent;
  if (n <= PLAIN_DIGITS && exponent >= -EXACT_POWER && exponent <= EXACT_POWER) {
    uint64_t mantissa = 0;
    for (size_t i = 0; i < n; i++) mantissa = mantissa * 10 + digit(buffer[i]);
    return exponent < 0 ? (double)mantissa / power_of_ten[-exponent]
                        : (double)mantissa * power_of_ten[exponent];
  }
  exponent = exponent > 9999 ? 9999 : exponent < -9999 ? -9999 : exponent;
  snprintf(buffer + n, sizeof buffer - n, "e%d", (int)exponent);
  return n == 0 ? 0 : strtod(buffer, NULL);
}

bool cx_value_number(cx_text text, char decimal, double *out) {
  cx_decimal plain;
  if (take_plain(text, decimal, &plain)) { /* both sides are exact, so the quotient is right */
    const double size = (double)plain.mantissa / power_of_ten[plain.decimals];
    *out = plain.negative ? -size : size;
    return true;
  }
  parts number;
  if (!take_apart(text, decimal, &number)) return false;
  const double size = round_digits(&number);
  if (isinf(size)) return false; /* (4) */
  *out = number.negative ? -size : size;
  return true;
}

/* value = value * 10^n_zeros * 10 + next; false when that does not fit. */
static bool append(uint64_t *value, int64_t n_zeros, uint64_t next) {
  uint64_t longer = *value;
  for (int64_t i = 0; longer > 0 && i <= n_zeros; i++)
    if (__builtin_mul_overflow(longer, 10u, &longer)) return false;
  return !__builtin_add_overflow(longer, next, value);
}

/* (5) The first n_kept digits, without the zeros at their end, rounded half up by the next one. */
static bool round_half_up(const parts *number, int64_t n_kept, uint64_t *mantissa,
                          int64_t *n_zeros) {
  int64_t seen = 0;
  *mantissa = 0;
  *n_zeros = 0;
  for (size_t i = 0; i < number->digits.length && seen <= n_kept; i++) {
    const char c = number->digits.at[i];
    if (!is_digit(c)) continue;
    if (seen++ == n_kept) {
      if (c < '5') break;
      if (*n_zeros == 0) return !__builtin_add_overflow(*mantissa, 1u, mantissa);
      if (!append(mantissa, *n_zeros - 1, 1)) return false;
      *n_zeros = 0;
    } else if (c == '0') {
      ++*n_zeros;
    } else {
      if (!append(mantissa, *n_zeros, digit(c))) return false;
      *n_zeros = 0;
    }
  }
  return true;
}

bool cx_value_decimal(cx_text text, char decimal, cx_decimal *out) {
  cx_decimal plain;
  if (take_plain(text, decimal, &plain)) {
    *out = plain;
    return true;
  }
  parts number;
  if (!take_apart(text, decimal, &number)) return false;
  const int64_t scale = number.n_fraction - number.exponent;
  const int64_t n_cut = scale > MOST_DECIMALS ? scale - MOST_DECIMALS : 0;
  uint64_t mantissa = 0;
  int64_t n_zeros = 0;
  if (n_cut <= number.n_digits &&
      !round_half_up(&number, number.n_digits - n_cut, &mantissa, &n_zeros))
    return false;
  int64_t decimals = scale - n_cut - n_zeros;
  if (mantissa == 0) decimals = 0;
  if (decimals < 0) {
    if (!append(&mantissa, -decimals - 1, 0)) return false;
    decimals = 0;
  }
  *out = (cx_decimal){mantissa, (uint8_t)decimals, number.negative};
  return true;
}

/* (6) The bytes of the mark that parts a code from its words. */
static size_t parting_at(const char *at, const char *end) {
  if (at == end) return 0;
  if (*at == '.' || *at == ':' || *at == ')' || *at == '=') return 1;
  if (starts(at, end, "\xE2\x80\x94", 3)) return 3; /* U+2014 em dash */
  const size_t space = space_at(at, end);
  return space > 0 ? space : minus_at(at, end);
}

bool cx_value_leading_integer(cx_text text, long *out) {
  text = cx_value_trim(text);
  if (text.length == 0) return false;
  const char *at = text.at, *end = text.at + text.length;
  const size_t minus = minus_at(at, end);
  const char *start = at += minus;
  long value = 0;
  for (; at < end && is_digit(*at); at++) {
    if (value > (LONG_MAX - 9) / 10) return false;
    value = value * 10 + (long)digit(*at);
  }
  if (at == start) return false;
  if (at < end) {
    const size_t n = parting_at(at, end);
    if (n == 0 || (at + n < end && is_digit(at[n]))) return false;
  }
  *out = minus > 0 ? -value : value;
  return true;
}
