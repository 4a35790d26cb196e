/* order.c - see order.h */
#include "infer/order.h"

#include <assert.h>

#include "infer/random.h"

cx_order cx_order_new(size_t things, size_t exact, uint32_t random, uint64_t seed, uint64_t cell) {
  assert(exact <= CX_ORDER_MOST && random < UINT32_MAX);
  cx_order made = {.things = things, .n = random + 1, .exact = things <= exact, .seed = seed, .cell = cell};
  if (!made.exact) return made;
  made.n = 1;
  for (size_t i = 2; i <= things; i++) made.n *= (uint32_t)i;
  return made;
}

/* (2): the digits of i in the factorial system say which of the things left comes next. */
static void unrank(size_t n, uint32_t i, size_t *out) {
  uint32_t orders = 1;
  for (size_t k = 2; k < n; k++) orders *= (uint32_t)k; /* of the things after the first */
  for (size_t k = 0; k < n; k++) out[k] = k;
  for (size_t k = 0; k + 1 < n; k++) {
    size_t at = k + i / orders, next = out[at];
    for (size_t j = at; j > k; j--) out[j] = out[j - 1];
    out[k] = next;
    i %= orders;
    orders /= (uint32_t)(n - 1 - k);
  }
}

/* (3) */
static void shuffle(const cx_order *orders, uint32_t i, size_t *out) {
  cx_random random = cx_random_stream(orders->seed, orders->cell, i);
  for (size_t k = 0; k < orders->things; k++) out[k] = k;
  for (size_t k = orders->things; i > 0 && k > 1; k--) {
    size_t at = (size_t)(cx_random_uniform(&random) * (double)k), swap = out[k - 1];
    out[k - 1] = out[at];
    out[at] = swap;
  }
}

void cx_order_make(const cx_order *orders, uint32_t i, size_t *out) {
  assert(i < orders->n);
  if (orders->exact) unrank(orders->things, i, out);
  else shuffle(orders, i, out);
}
