/*
** sketch.h - quantiles of spans of time from counts alone
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      spans in milliseconds, none negative.
** Out:     quantiles with a stated relative error, whatever the distribution.
** Owns:    its counts; a zeroed sketch is an empty one.
**
** (1) A span is counted in the interval of 1/64 of its power of two that it lies in (as DDSketch does with linear
**     interpolation: Masson, Rim and Lee, PVLDB 12(12), 2019); below 128 each has its own.
** (2) A quantile is off by at most CX_SKETCH_ERROR of itself, and lies within the least and the largest span.
** (3) Sketches are sums of counts: any order of adding and merging gives the same.
** (4) The quantile q of n spans is that of the floor(q (n - 1))-th, from 0, in ascending order.
*/
#ifndef CX_SKETCH_H
#define CX_SKETCH_H

#include <stdbool.h>
#include <stdint.h>

#define CX_SKETCH_ERROR (1.0 / 128)

typedef struct cx_sketch {
  uint64_t *count;
  uint32_t from, to; /* the intervals that count[] is of */
  uint64_t n;
  uint64_t least, largest;
} cx_sketch;

/* Room for a span's interval; false when there is no memory. */
bool cx_sketch_room(cx_sketch *sketch, uint32_t index);

/* The interval of a span (1). */
static inline uint32_t cx_sketch_index(uint64_t span) {
  if (span < 128) return (uint32_t)span;
  uint32_t power = 63 - (uint32_t)__builtin_clzll(span);
  return (power - 5) * 64 + (uint32_t)(span >> (power - 6) & 63);
}

/* Counts a span; false when there is no memory. */
static inline bool cx_sketch_add(cx_sketch *sketch, uint64_t span) {
  uint32_t index = cx_sketch_index(span);
  if (index - sketch->from >= sketch->to - sketch->from && !cx_sketch_room(sketch, index)) return false;
  sketch->count[index - sketch->from]++;
  if (sketch->n == 0 || span < sketch->least) sketch->least = span;
  if (span > sketch->largest) sketch->largest = span;
  sketch->n++;
  return true;
}

/* Adds another (3); false when there is no memory, and then nothing is added. */
bool cx_sketch_merge(cx_sketch *sketch, const cx_sketch *other);

/* The quantile q, from 0 to 1, of a sketch that is not empty (2) (4). */
double cx_sketch_quantile(const cx_sketch *sketch, double q);

void cx_sketch_free(cx_sketch *sketch);

#endif
