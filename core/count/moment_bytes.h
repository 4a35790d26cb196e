/*
** moment_bytes.h - the sums of moment_kernel.h over rows of bytes, written once for all machines
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      LANES doubles in a register, tiles of DOWN rows and ACROSS registers (a kernel's file defines them).
** Out:     product_bytes, absent_bytes, mask_bytes.
** Owns:    nothing.
**
** (1) Four rows are laid side by side, the four bytes of a variable in one word, so that one instruction multiplies and
**     sums four rows. Where products are summed in 16 bits, they are widened before 64 x 2 x 15 x 15 could be too much.
** (2) A row that lacks something is added once for each variable it lacks: x, x x and whether x is missing too stand in one
**     word, 10, 14 and 8 bits, which 64 rows cannot overflow.
*/
#ifndef CX_MOMENT_BYTES_ALGORITHM_H
#define CX_MOMENT_BYTES_ALGORITHM_H

#if defined(__SSE2__)
#include <immintrin.h>
#endif
#include <string.h>

#include "count/moment_kernel.h"

#define WORDS (2 * LANES) /* in a register */
#define WIDEST 80u        /* bytes of a row */
#define QUADS 64u         /* fours of rows at once (1) */
#define FEW 64u           /* rows at once (2) */

typedef uint32_t words __attribute__((vector_size(LANES * 8), aligned(4), may_alias));
typedef uint16_t halves __attribute__((vector_size(LANES * 8), aligned(4), may_alias));
typedef uint8_t sixteen __attribute__((vector_size(16), aligned(1), may_alias));

static inline words *words_at(uint32_t *at) { return (words *)(void *)at; }
static inline const words *words_of(const uint32_t *at) { return (const words *)(const void *)at; }
static inline sixteen bytes_of(const uint8_t *at) { return *(const sixteen *)(const void *)at; }

/* sum += the products of four bytes in each word, or of two in each half of it. */
static inline words dot(words sum, words a, words b) {
#if defined(__AVX512VNNI__)
  return (words)_mm512_dpbusd_epi32((__m512i)sum, (__m512i)a, (__m512i)b);
#elif defined(__AVX2__)
  return (words)((halves)sum + (halves)_mm256_maddubs_epi16((__m256i)a, (__m256i)b));
#else
  halves x = (halves)a, y = (halves)b;
  return (words)((halves)sum + (x & 255) * (y & 255) + (x >> 8) * (y >> 8));
#endif
}

static inline words settle(words sum) {
#if defined(__AVX512VNNI__)
  return sum;
#else
  return (sum & 65535) + (sum >> 16);
#endif
}

/* A register of bytes as words. */
static inline words widened(const uint8_t *x) {
#if defined(__AVX512VNNI__)
  return (words)_mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(const void *)x));
#elif defined(__AVX2__)
  return (words)_mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)x));
#else
  return (words){x[0], x[1], x[2], x[3]};
#endif
}

/* Four rows side by side (1). */
static void weave(const uint8_t *const row[4], size_t stride, uint8_t *to) {
  for (size_t i = 0; i < stride; i += 16) {
    sixteen a = bytes_of(row[0] + i), b = bytes_of(row[1] + i), c = bytes_of(row[2] + i), d = bytes_of(row[3] + i);
    sixteen two[4] = {
        __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23),
        __builtin_shufflevector(c, d, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23),
        __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31),
        __builtin_shufflevector(c, d, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31),
    };
    for (size_t half = 0; half < 2; half++) {
      sixteen ab = two[2 * half], cd = two[2 * half + 1], *at = (sixteen *)(void *)(to + 4 * i + 32 * half);
      at[0] = __builtin_shufflevector(ab, cd, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23);
      at[1] = __builtin_shufflevector(ab, cd, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31);
    }
  }
}

/* Up to 4 QUADS rows, the last four filled up with zeros; how many fours. */
static size_t weave_all(const uint8_t *x, const uint32_t *row, size_t n, size_t stride, uint32_t *to) {
  static const uint8_t zeros[WIDEST] = {0};
  for (size_t k = 0; k < n; k += 4) {
    const uint8_t *four[4];
    for (size_t i = 0; i < 4; i++) four[i] = k + i < n ? x + row[k + i] * stride : zeros;
    weave(four, stride, (uint8_t *)(to + k / 4 * stride));
  }
  return (n + 3) / 4;
}

static inline void add_block(const uint32_t *quad, size_t n_quads, size_t stride, size_t i, size_t j, uint32_t *sum) {
  words tile[DOWN][ACROSS] = {{{0}}};
  for (size_t k = 0; k < n_quads; k++) {
    const uint32_t *left = quad + k * stride + i, *at = quad + k * stride + j;
    words right[ACROSS];
    for (size_t v = 0; v < ACROSS; v++) right[v] = *words_of(at + v * WORDS);
    for (size_t t = 0; t < DOWN; t++)
      for (size_t v = 0; v < ACROSS; v++) tile[t][v] = dot(tile[t][v], right[v], (words){0} + left[t]);
  }
  for (size_t t = 0; t < DOWN; t++)
    for (size_t v = 0; v < ACROSS; v++) *words_at(sum + (i + t) * stride + j + v * WORDS) += settle(tile[t][v]);
}

static void product_bytes(const uint8_t *x, const uint32_t *row, size_t n, size_t used, size_t stride, uint32_t *sum) {
  uint32_t quad[QUADS * WIDEST] __attribute__((aligned(64)));
  for (size_t from = 0; from < n; from += 4 * QUADS) {
    size_t n_quads = weave_all(x, row + from, n - from < 4 * QUADS ? n - from : 4 * QUADS, stride, quad);
    for (size_t i = 0; i < used; i += DOWN)
      for (size_t j = i / (ACROSS * WORDS) * (ACROSS * WORDS); j < stride; j += ACROSS * WORDS)
        add_block(quad, n_quads, stride, i, j, sum);
  }
}

/* What a row adds wherever one of its variables is missing (2). */
static void pack(const uint8_t *x, size_t stride, uint32_t *to) {
  for (size_t i = 0; i < stride; i += WORDS) {
    words value = widened(x + i);
    words square = (words)((halves)value * (halves)value);
    *words_at(to + i) = value | square << 10 | ((words)(value == 0) & (uint32_t)1 << 24);
  }
}

/* Lists 64 k + v for each variable v that row k lacks, without a guess at how many these are. */
static uint16_t *list(uint64_t mask, size_t k, uint16_t *to) {
  uint16_t *end = to + __builtin_popcountll(mask);
  do {
    for (size_t i = 0; i < 4; i++, mask &= mask - 1)
      to[i] = (uint16_t)(64 * k + (size_t)__builtin_ctzll(mask | (uint64_t)1 << 63));
    to += 4;
  } while (__builtin_expect(mask != 0, 0));
  return end;
}

static void unpack(const uint32_t *seen, size_t stride, uint32_t *to) {
  for (size_t i = 0; i < stride; i += WORDS) {
    words all = *words_of(seen + i);
    *words_at(to + i) += all & 1023;
    *words_at(to + stride + i) += all >> 10 & 16383;
    *words_at(to + 2 * stride + i) += all >> 24;
  }
}

static void absent_bytes(const uint8_t *x, const uint64_t *mask, const uint32_t *row, size_t n, size_t used, size_t stride,
                         uint32_t *sum) {
  uint32_t seen[64 * WIDEST], one[FEW * WIDEST];
  uint16_t lack[64 * FEW + 4], *end;
  for (size_t from = 0; from < n; from += FEW) {
    memset(seen, 0, (used - 1) * stride * sizeof *seen);
    end = lack;
    for (size_t k = 0; k < FEW && from + k < n; k++) {
      pack(x + row[from + k] * stride, stride, one + k * stride);
      end = list(mask[row[from + k]], k, end);
    }
    for (const uint16_t *at = lack; at < end; at++) {
      uint32_t *to = seen + *at % 64 * stride, *add = one + *at / 64 * stride;
      for (size_t i = 0; i < stride; i += WORDS) *words_at(to + i) += *words_of(add + i);
    }
    for (size_t v = 0; v + 1 < used; v++) unpack(seen + v * stride, stride, sum + v * CX_MOMENT_ABSENT * stride);
  }
}

/* Sixteen bytes: which are 0. */
static inline uint64_t zeros_of(const uint8_t *x) {
#if defined(__SSE2__)
  __m128i at = _mm_loadu_si128((const __m128i *)(const void *)x);
  return (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(at, _mm_setzero_si128()));
#else
  uint64_t mask = 0;
  for (size_t i = 0; i < 16; i++) mask |= (uint64_t)(x[i] == 0) << i;
  return mask;
#endif
}

static void mask_bytes(const uint8_t *x, size_t n, size_t used, size_t stride, uint64_t *mask) {
  const uint64_t known = used > 64 ? ~(uint64_t)0 : ((uint64_t)1 << (used - 1)) - 1;
  for (size_t k = 0; k < n; k++, x += stride) {
    uint64_t gone = zeros_of(x) >> 1;
    for (size_t i = 16; i < stride; i += 16) gone |= zeros_of(x + i) << (i - 1);
    mask[k] = gone & known;
  }
}

#endif
