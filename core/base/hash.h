/*
** hash.h - hashes of short texts
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      bytes.  Out: 64 bits.  Owns: nothing.
**
** (1) cx_hash_stable is part of the file format: the same text has the same hash on every machine and in
**     every version, since jackknife buckets made anywhere must merge.
** (2) cx_hash_mix may change; tables that live in one process use it, with a seed of their own.
*/
#ifndef CX_HASH_H
#define CX_HASH_H

#include <stdint.h>

#include "base/text.h"
#include "base/wide.h"

/* Spreads what is in the bits over all of them (the finalizer of MurmurHash3, A. Appleby, 2011). */
static inline uint64_t cx_hash_finish(uint64_t h) {
  h ^= h >> 33;
  h *= 0xff51afd7ed558ccd;
  h ^= h >> 33;
  h *= 0xc4ceb9fe1a85ec53;
  return h ^ h >> 33;
}

/* FNV-1a (Fowler, Noll and Vo, 1991), finished. */
static inline uint64_t cx_hash_stable(cx_text text) {
  uint64_t h = 0xcbf29ce484222325;
  for (size_t i = 0; i < text.length; i++) h = (h ^ (unsigned char)text.at[i]) * 0x100000001b3;
  return cx_hash_finish(h);
}

/* Two words and a length: for keys of up to sixteen bytes. Both halves of a product of 128 bits are used,
** so that every bit of the keys reaches every bit of the hash (folded multiplication, as in wyhash, Wang Yi,
** 2019). */
static inline uint64_t cx_hash_mix(uint64_t a, uint64_t b, uint64_t length, uint64_t seed) {
  cx_wide_unsigned product =
      (cx_wide_unsigned)(a ^ seed ^ 0x9e3779b97f4a7c15) * ((b + length) ^ 0xc2b2ae3d27d4eb4f);
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

#endif
