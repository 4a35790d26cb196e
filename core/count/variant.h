/*
** variant.h - the different paths that cases took, and how many took each
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      sequences of event codes.  Out: each different one once, with its cases.
** Owns:    a copy of each sequence.
**
** (1) Sequences are found by their hash and compared whole: two that differ are two.
** (2) Merging adds cases of equal sequences; the order of merging changes nothing but their order here.
*/
#ifndef CX_VARIANT_H
#define CX_VARIANT_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct cx_variant {
  const char *codes; /* length times two bytes, of a uint16_t each, not aligned */
  uint64_t hash;
  uint32_t length;
  uint64_t n;        /* cases */
  uint64_t ms;       /* sum of their times from first to last event */
} cx_variant;

typedef struct cx_variants {
  cx_variant *variant;
  size_t n, capacity;
  uint32_t *slot; /* number + 1; 0 is free */
  size_t mask;
  cx_arena arena;
} cx_variants;

/* Counts n cases of a sequence of the given hash; false when there is no memory. A zeroed cx_variants is empty. */
bool cx_variants_add(cx_variants *variants, const uint16_t *codes, uint32_t length, uint64_t hash, uint64_t n,
                     uint64_t ms);

/* Adds another's (2); false when there is no memory. */
bool cx_variants_merge(cx_variants *variants, const cx_variants *other);

/* Most cases first, then by their codes: the first `most` variants are brought to the front in order; 0: all. */
void cx_variants_sort(cx_variants *variants, size_t most);

/* The code at a place of a path. */
static inline uint16_t cx_variant_code(const cx_variant *variant, uint32_t place) {
  uint16_t code;
  memcpy(&code, variant->codes + 2 * (size_t)place, sizeof code);
  return code;
}

void cx_variants_free(cx_variants *variants);

#endif
