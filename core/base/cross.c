/* cross.c - see cross.h */
#include "base/cross.h"

#include <math.h>

/* A whole number of 256 bits in two's complement, lowest part first. */
typedef struct vast {
  uint64_t part[4];
} vast;

static vast multiply(cx_wide_unsigned a, cx_wide_unsigned b) {
  uint64_t x[2] = {(uint64_t)a, (uint64_t)(a >> 64)}, y[2] = {(uint64_t)b, (uint64_t)(b >> 64)};
  vast out = {{0}};
  for (int i = 0; i < 2; i++) {
    uint64_t carry = 0;
    for (int j = 0; j < 2; j++) {
      cx_wide_unsigned sum = (cx_wide_unsigned)x[i] * y[j] + out.part[i + j] + carry;
      out.part[i + j] = (uint64_t)sum;
      carry = (uint64_t)(sum >> 64);
    }
    out.part[i + 2] = carry;
  }
  return out;
}

static vast negate(vast a) {
  uint64_t carry = 1;
  for (int i = 0; i < 4; i++) {
    a.part[i] = ~a.part[i] + carry;
    carry = carry && a.part[i] == 0;
  }
  return a;
}

static cx_wide_unsigned size_of(cx_wide a) { return a < 0 ? 0 - (cx_wide_unsigned)a : (cx_wide_unsigned)a; }

static vast product(cx_wide a, cx_wide b) {
  vast out = multiply(size_of(a), size_of(b));
  return (a < 0) != (b < 0) ? negate(out) : out;
}

static vast add(vast a, vast b) {
  cx_wide_unsigned carry = 0;
  for (int i = 0; i < 4; i++) {
    carry += (cx_wide_unsigned)a.part[i] + b.part[i];
    a.part[i] = (uint64_t)carry;
    carry >>= 64;
  }
  return a;
}

/* The highest 64 bits of a positive number, the last of them odd where anything is left below. */
static double number(vast a) {
  int top = 3;
  while (top > 0 && a.part[top] == 0) top--;
  if (a.part[top] == 0) return 0;
  int shift = __builtin_clzll(a.part[top]);
  uint64_t high = a.part[top] << shift, below = 0;
  if (top > 0) {
    if (shift > 0) high |= a.part[top - 1] >> (64 - shift);
    below = a.part[top - 1] << shift;
  }
  for (int i = 0; i < top - 1; i++) below |= a.part[i];
  return ldexp((double)(high | (below != 0)), 64 * top - shift);
}

double cx_cross(cx_wide a, cx_wide b, cx_wide c, cx_wide d) {
  vast sum = add(product(a, b), negate(product(c, d)));
  bool negative = sum.part[3] >> 63 != 0;
  return negative ? -number(negate(sum)) : number(sum);
}
