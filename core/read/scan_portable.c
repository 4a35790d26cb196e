/* scan_portable.c - the kernel of any machine: eight bytes at a time (see scan.h) */
#include <string.h>

#include "read/scan.h"
#include "read/scan_kernel.h"

typedef struct bytes64 {
  uint64_t part[8];
} bytes64;

static inline bytes64 word_load(const char *at) {
  bytes64 word;
  memcpy(word.part, at, sizeof word.part);
  return word;
}

/* One bit for each byte of part that is zero, exactly: no borrow runs into a neighbour. */
static inline uint64_t zero_bytes(uint64_t part) {
  const uint64_t low = 0x7f7f7f7f7f7f7f7f;
  uint64_t zero = ~(((part & low) + low) | part | low);
  return (zero >> 7) * 0x0102040810204080 >> 56;
}

static inline uint64_t word_equal(bytes64 word, char c) {
  uint64_t all = 0x0101010101010101 * (uint64_t)(unsigned char)c, bits = 0;
  for (unsigned i = 0; i < 8; i++) bits |= zero_bytes(word.part[i] ^ all) << 8 * i;
  return bits;
}

static inline uint64_t word_prefix_xor(uint64_t bits) { return cx_scan_prefix_xor(bits); }

static inline int word_count(uint64_t bits) { return __builtin_popcountll(bits); }

static inline uint32_t *word_positions(uint64_t bits, uint32_t base, uint32_t *to) {
  for (; bits != 0; bits &= bits - 1) *to++ = base + (uint32_t)__builtin_ctzll(bits);
  return to;
}

#include "read/scan_lanes.h"

#include "read/scan_algorithm.h"

const cx_kernel cx_scan_portable = {"portable", mask, mark};
