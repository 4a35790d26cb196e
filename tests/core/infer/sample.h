/* sample.h - the samples of the statistics note, and estimates in one line, for the tests of infer */
#ifndef CX_TEST_SAMPLE_H
#define CX_TEST_SAMPLE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "infer/estimate.h"

#define NEAR(got, want, tolerance) near_(got, want, tolerance, #got, __FILE__, __LINE__)

static inline void near_(double got, double want, double tolerance, const char *what, const char *file,
                         int line) {
  if (fabs(got - want) <= tolerance) return;
  print_error("%s is %.17g, not %.17g\n", what, got, want);
  _fail(file, line);
}

/* Answers without weights on -100, 0, 100. */
#define NPS(promoters, passives, detractors)                               \
  (cx_cell[3]) {                                                           \
    {detractors, detractors, detractors, -100}, {passives, passives, passives, 0}, \
        {promoters, promoters, promoters, 100}                             \
  }

/* x of n without weights on 0, 1. */
#define SHARE(x, n)                                       \
  (cx_cell[2]) {                                          \
    {(n) - (x), (n) - (x), (n) - (x), 0}, {x, x, x, 1}    \
  }

/* Sample M: 11 answers of 12 rows, weighted; its promoters; its answers. */
#define M_NPS \
  (cx_cell[3]) { {3, 3.5, 5.25, -100}, {3, 3.75, 4.8125, 0}, {5, 6.25, 10.3125, 100} }
#define M_PROMOTERS \
  (cx_cell[2]) { {6, 7.25, 10.0625, 0}, {5, 6.25, 10.3125, 1} }
#define M_ANSWERS                                                                       \
  (cx_cell[7]) {                                                                        \
    {1, 0.5, 0.25, 0}, {1, 1, 1, 3}, {1, 2, 4, 6}, {1, 1.25, 1.5625, 7}, {2, 2.5, 3.25, 8}, \
        {2, 3, 6.5, 9}, {3, 3.25, 3.8125, 10}                                           \
  }

static inline cx_estimate estimate(const cx_cell *cell, size_t n_cells, double design_n,
                                   cx_method method) {
  cx_estimate_options options = cx_estimate_options_make(0.95, method, true, design_n);
  cx_estimate e;
  assert_true(cx_estimate_make(cell, n_cells, design_n, &options, &e));
  return e;
}

static inline void all_finite(const cx_estimate *e) {
  const double value[] = {e->value, e->se, e->low, e->high, e->n, e->n_effective, e->confidence,
                          e->centre, e->centre_se, e->df, e->n_interval, e->spread, e->lowest, e->highest};
  for (size_t i = 0; i < sizeof value / sizeof *value; i++) assert_true(isfinite(value[i]));
}

/* A number in [0, 1) from a state that the test owns (Marsaglia's xorshift, 2003). */
static inline double chance(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return (double)(*state >> 11) / 9007199254740992.0;
}

#endif
