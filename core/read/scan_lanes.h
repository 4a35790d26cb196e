/*
** scan_lanes.h - eight masks at a time, for kernels without registers that hold so many
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      from the kernel that includes it: `word_prefix_xor`.
** Out:     the `lanes` that scan_algorithm.h works on, as loops that a compiler makes vectors of.
** Owns:    nothing.
*/
#ifndef CX_SCAN_LANES_H
#define CX_SCAN_LANES_H

#include "read/scan.h"

typedef struct lanes {
  uint64_t of[CX_LANES];
} lanes;

static inline lanes lanes_load(const uint64_t *at) {
  lanes a;
  for (int i = 0; i < CX_LANES; i++) a.of[i] = at[i];
  return a;
}

static inline lanes lanes_none(void) { return (lanes){{0}}; }

static inline lanes lanes_all(void) {
  lanes a;
  for (int i = 0; i < CX_LANES; i++) a.of[i] = ~(uint64_t)0;
  return a;
}

static inline lanes lanes_and(lanes a, lanes b) {
  for (int i = 0; i < CX_LANES; i++) a.of[i] &= b.of[i];
  return a;
}

static inline lanes lanes_or(lanes a, lanes b) {
  for (int i = 0; i < CX_LANES; i++) a.of[i] |= b.of[i];
  return a;
}

static inline lanes lanes_xor(lanes a, lanes b) {
  for (int i = 0; i < CX_LANES; i++) a.of[i] ^= b.of[i];
  return a;
}

static inline lanes lanes_without(lanes a, lanes b) {
  for (int i = 0; i < CX_LANES; i++) a.of[i] &= ~b.of[i];
  return a;
}

/* One byte later; the first bit comes from the last one of `before`. */
static inline lanes lanes_next(lanes a, lanes before) {
  lanes next;
  next.of[0] = a.of[0] << 1 | before.of[CX_LANES - 1] >> 63;
  for (int i = 1; i < CX_LANES; i++) next.of[i] = a.of[i] << 1 | a.of[i - 1] >> 63;
  return next;
}

/* Inside or outside after each byte; *state is 0 or 1, before and after. */
static inline lanes lanes_inside(lanes quote, unsigned *state) {
  for (int i = 0; i < CX_LANES; i++) {
    quote.of[i] = word_prefix_xor(quote.of[i]) ^ (0 - (uint64_t)*state);
    *state = (unsigned)(quote.of[i] >> 63);
  }
  return quote;
}

static inline bool lanes_any(lanes a) {
  uint64_t any = 0;
  for (int i = 0; i < CX_LANES; i++) any |= a.of[i];
  return any != 0;
}

#endif
