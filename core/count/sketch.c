/* sketch.c - see sketch.h */
#include "count/sketch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define STEP 64u /* intervals are made room for by so many */

bool cx_sketch_room(cx_sketch *sketch, uint32_t index) {
  uint32_t from = index / STEP * STEP, to = from + STEP;
  if (sketch->count != NULL && sketch->from < from) from = sketch->from;
  if (sketch->count != NULL && sketch->to > to) to = sketch->to;
  uint64_t *count = calloc(to - from, sizeof *count);
  if (count == NULL) return false;
  if (sketch->count != NULL)
    memcpy(count + (sketch->from - from), sketch->count, (sketch->to - sketch->from) * sizeof *count);
  free(sketch->count);
  sketch->count = count;
  sketch->from = from;
  sketch->to = to;
  return true;
}

bool cx_sketch_merge(cx_sketch *sketch, const cx_sketch *other) {
  if (other->n == 0) return true;
  if (!cx_sketch_room(sketch, other->from) || !cx_sketch_room(sketch, other->to - 1)) return false;
  for (uint32_t i = other->from; i < other->to; i++) sketch->count[i - sketch->from] += other->count[i - other->from];
  if (sketch->n == 0 || other->least < sketch->least) sketch->least = other->least;
  if (other->largest > sketch->largest) sketch->largest = other->largest;
  sketch->n += other->n;
  return true;
}

/* The middle of an interval, from which no span in it is further than (2) says. */
static double middle(uint32_t index) {
  if (index < 128) return index;
  uint32_t power = index / 64 + 5;
  double width = (double)(UINT64_C(1) << (power - 6)), from = width * (64 + index % 64);
  double to = from + width - 1;
  return 2 * from * to / (from + to);
}

double cx_sketch_quantile(const cx_sketch *sketch, double q) {
  assert(sketch->n > 0 && q >= 0 && q <= 1);
  uint64_t rank = (uint64_t)(q * (double)(sketch->n - 1)), before = 0;
  uint32_t i = sketch->from;
  for (; i + 1 < sketch->to; i++) {
    before += sketch->count[i - sketch->from];
    if (before > rank) break;
  }
  double value = middle(i);
  if (value < (double)sketch->least) value = (double)sketch->least;
  if (value > (double)sketch->largest) value = (double)sketch->largest;
  return value;
}

void cx_sketch_free(cx_sketch *sketch) {
  free(sketch->count);
  *sketch = (cx_sketch){0};
}
