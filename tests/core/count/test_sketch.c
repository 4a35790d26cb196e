/* test_sketch.c - rules of sketch.h */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "count/sketch.h"

static int by_size(const void *x, const void *y) {
  uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
  return (a > b) - (a < b);
}

static uint64_t draw(uint64_t *seed) {
  *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
  return *seed >> (20 + (*seed >> 58) % 42);
}

/* (2) (4) */
static void every_quantile_is_within_its_error(void **state) {
  (void)state;
  enum { N = 5000 };
  static uint64_t span[N];
  uint64_t seed = 5;
  cx_sketch sketch = {0};
  for (int i = 0; i < N; i++) assert_true(cx_sketch_add(&sketch, span[i] = draw(&seed)));
  qsort(span, N, sizeof *span, by_size);
  for (int k = 0; k <= 1000; k++) {
    double q = k / 1000.0, truth = (double)span[(size_t)(q * (N - 1))];
    assert_true(fabs(cx_sketch_quantile(&sketch, q) - truth) <= truth * CX_SKETCH_ERROR);
  }
  cx_sketch_free(&sketch);
}

/* (1) */
static void spans_below_128_are_exact(void **state) {
  (void)state;
  for (uint64_t span = 0; span < 128; span++) {
    cx_sketch sketch = {0};
    cx_sketch_add(&sketch, span);
    assert_true(cx_sketch_quantile(&sketch, 0.5) == (double)span);
    cx_sketch_free(&sketch);
  }
  for (uint64_t span = 1; span < UINT64_C(1) << 62; span += span / 8 + 1)
    assert_true(cx_sketch_index(span) <= cx_sketch_index(span + 1) && cx_sketch_index(span + 1) <= cx_sketch_index(span) + 1);
}

/* (3) */
static void merging_is_adding(void **state) {
  (void)state;
  cx_sketch all = {0}, part[2] = {{0}}, empty = {0};
  uint64_t seed = 9;
  for (int i = 0; i < 1000; i++) {
    uint64_t span = draw(&seed);
    cx_sketch_add(&all, span);
    cx_sketch_add(&part[i % 3 == 0], span);
  }
  assert_true(cx_sketch_merge(&part[1], &empty));
  assert_true(cx_sketch_merge(&part[1], &part[0]));
  assert_int_equal(part[1].n, all.n);
  assert_int_equal(part[1].least, all.least);
  assert_int_equal(part[1].largest, all.largest);
  for (int k = 0; k <= 100; k++) assert_true(cx_sketch_quantile(&all, k / 100.0) == cx_sketch_quantile(&part[1], k / 100.0));
  cx_sketch_free(&all);
  cx_sketch_free(&part[0]);
  cx_sketch_free(&part[1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_quantile_is_within_its_error),
      cmocka_unit_test(spans_below_128_are_exact),
      cmocka_unit_test(merging_is_adding),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
