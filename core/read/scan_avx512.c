/* scan_avx512.c - the kernel of x86-64 machines with AVX-512 VBMI2 (see scan.h) */
#include "read/scan_kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>

typedef __m512i bytes64;

static inline bytes64 word_load(const char *at) { return _mm512_load_si512((const void *)at); }

static inline uint64_t word_equal(bytes64 word, char c) {
  return _mm512_cmpeq_epi8_mask(word, _mm512_set1_epi8(c));
}

/* A carry-less product with all ones: bit i is the parity of bits 0 .. i. */
static inline uint64_t word_prefix_xor(uint64_t bits) {
  __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), _mm_set1_epi8(-1), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

static inline int word_count(uint64_t bits) { return (int)_mm_popcnt_u64(bits); }

/* Sixteen byte indexes, widened and moved to base. */
static inline void spread(__m128i index, uint32_t base, uint32_t *to) {
  __m512i wide = _mm512_add_epi32(_mm512_cvtepu8_epi32(index), _mm512_set1_epi32((int)base));
  _mm512_storeu_si512((void *)to, wide);
}

/* Compressed in a register, then stored: the compress to memory is slow on some machines. */
static inline uint32_t *word_positions(uint64_t bits, uint32_t base, uint32_t *to) {
  const __m512i identity = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41,
      40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18,
      17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  __m512i index = _mm512_maskz_compress_epi8(bits, identity);
  int n = word_count(bits);
  spread(_mm512_castsi512_si128(index), base, to);
  if (__builtin_expect(n > 16, 0)) {
    spread(_mm512_extracti32x4_epi32(index, 1), base, to + 16);
    spread(_mm512_extracti32x4_epi32(index, 2), base, to + 32);
    spread(_mm512_extracti32x4_epi32(index, 3), base, to + 48);
  }
  return to + n;
}

typedef __m512i lanes;

static inline lanes lanes_load(const uint64_t *at) { return _mm512_loadu_si512((const void *)at); }
static inline lanes lanes_none(void) { return _mm512_setzero_si512(); }
static inline lanes lanes_all(void) { return _mm512_set1_epi64(-1); }
static inline lanes lanes_and(lanes a, lanes b) { return _mm512_and_si512(a, b); }
static inline lanes lanes_or(lanes a, lanes b) { return _mm512_or_si512(a, b); }
static inline lanes lanes_xor(lanes a, lanes b) { return _mm512_xor_si512(a, b); }
static inline lanes lanes_without(lanes a, lanes b) { return _mm512_andnot_si512(b, a); }
static inline bool lanes_any(lanes a) { return _mm512_test_epi64_mask(a, a) != 0; }

/* One byte later; the first bit comes from the last one of `before`. */
static inline lanes lanes_next(lanes a, lanes before) {
  lanes last = _mm512_srli_epi64(_mm512_alignr_epi64(a, before, 7), 63);
  return _mm512_or_si512(_mm512_slli_epi64(a, 1), last);
}

/* Each mask by itself first; then those after an odd number of odd ones are turned over. */
static inline lanes lanes_inside(lanes quote, unsigned *state) {
  const __m128i ones = _mm_set1_epi8(-1);
  lanes even = _mm512_clmulepi64_epi128(quote, _mm512_broadcast_i64x2(ones), 0x00);
  lanes odd = _mm512_clmulepi64_epi128(quote, _mm512_broadcast_i64x2(ones), 0x01);
  lanes inside = _mm512_unpacklo_epi64(even, odd);
  unsigned parity = _mm512_movepi64_mask(inside);
  parity ^= parity << 1;
  parity ^= parity << 2;
  parity ^= parity << 4;
  unsigned turned = (parity << 1 & 0xff) ^ (0xff * *state);
  *state ^= parity >> 7 & 1;
  return _mm512_mask_xor_epi64(inside, (__mmask8)turned, inside, lanes_all());
}

#include "read/scan_algorithm.h"

const cx_kernel cx_scan_avx512 = {"avx512", mask, mark};
#endif
