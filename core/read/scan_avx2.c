/* scan_avx2.c - the kernel of x86-64 machines with AVX2 (see scan.h) */
#include "read/scan_kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>

typedef struct bytes64 {
  __m256i low, high;
} bytes64;

static inline bytes64 word_load(const char *at) {
  return (bytes64){_mm256_load_si256((const __m256i *)(const void *)at),
                _mm256_load_si256((const __m256i *)(const void *)(at + 32))};
}

static inline uint64_t word_equal(bytes64 word, char c) {
  __m256i all = _mm256_set1_epi8(c);
  uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(word.low, all));
  uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(word.high, all));
  return (uint64_t)high << 32 | low;
}

/* A carry-less product with all ones: bit i is the parity of bits 0 .. i. */
static inline uint64_t word_prefix_xor(uint64_t bits) {
  __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), _mm_set1_epi8(-1), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

static inline int word_count(uint64_t bits) { return (int)_mm_popcnt_u64(bits); }

/* Eight positions are written whatever their number, so that the loop's end is seldom mispredicted. */
static inline uint32_t *word_positions(uint64_t bits, uint32_t base, uint32_t *to) {
  uint32_t *end = to + word_count(bits);
  while (bits != 0) {
    for (int i = 0; i < 8; i++) {
      to[i] = base + (uint32_t)_tzcnt_u64(bits);
      bits = _blsr_u64(bits);
    }
    to += 8;
  }
  return end;
}

#include "read/scan_lanes.h"

#include "read/scan_algorithm.h"

const cx_kernel cx_scan_avx2 = {"avx2", mask, mark};
#endif
