/*
** random.h - random numbers that depend on a counter alone, never on what was drawn before
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      a seed, a cell, a replicate; the draws of one (cell, replicate) are counted from 0.
** Out:     32 random bits, uniforms, binomials, normals.
** Owns:    nothing: the stream is the caller's.
**
** (1) Philox 4 x 32 with ten rounds (Salmon, Moraes, Dror and Shaw 2011): the key is the seed; the
**     counter is (block of draws, replicate, cell low, cell high). Any thread may compute any
**     replicate of any cell, in any order: the bits are the same.
** (2) A uniform has 53 bits and lies in [0, 1): two words, the first being the higher.
** (3) Binomials are exact: inversion of the sum of probabilities while n min(p, 1 - p) < 10, else
**     transformed rejection with squeeze (Hoermann 1993, BTRS).
** (4) Normals are the quantile of a uniform moved to the middle of its step.
*/
#ifndef CX_RANDOM_H
#define CX_RANDOM_H

#include <stdint.h>

typedef struct cx_random {
  uint32_t key[2], counter[4], word[4];
  int left; /* words of the block not yet given */
} cx_random;

/* The block of a counter under a key (1). */
void cx_random_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* The stream of one replicate of one cell. */
cx_random cx_random_stream(uint64_t seed, uint64_t cell, uint32_t replicate);

double cx_random_uniform(cx_random *random); /* (2) */
double cx_random_normal(cx_random *random);  /* (4) */

/* How many of n succeed; 0 <= p <= 1. */
uint64_t cx_random_binomial(cx_random *random, uint64_t n, double p); /* (3) */

#endif
