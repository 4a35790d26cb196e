/*
** moment_algorithm.h - the sums of moment_kernel.h, written once for all machines
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      LANES doubles in a register, tiles of TALL rows and WIDE registers (a kernel's file defines them).
** Out:     product, absent.
** Owns:    nothing.
**
** (1) A tile of the table stays in registers while the rows go by; tiles wholly below the diagonal are left out.
** (2) Of two missing variables the sums stand with the one of the smaller number.
*/
#ifndef CX_MOMENT_ALGORITHM_H
#define CX_MOMENT_ALGORITHM_H

#include <string.h>

#include "count/moment_kernel.h"

typedef double lanes __attribute__((vector_size(LANES * 8), aligned(8), may_alias));

static inline const lanes *read_at(const double *at) { return (const lanes *)(const void *)at; }
static inline lanes *write_at(double *at) { return (lanes *)(void *)at; }

static void add_tile(const double *x, const double *w, const uint32_t *row, size_t n, size_t stride, size_t i,
                     size_t j, double *sum) {
  lanes tile[TALL][WIDE];
  for (size_t t = 0; t < TALL; t++)
    for (size_t v = 0; v < WIDE; v++) tile[t][v] = *read_at(sum + (i + t) * stride + j + v * LANES);
  for (size_t k = 0; k < n; k++) {
    const double *left = x + row[k] * stride + i, *at = x + row[k] * stride + j;
    lanes right[WIDE];
    for (size_t v = 0; v < WIDE; v++) right[v] = *read_at(at + v * LANES) * w[row[k]];
    for (size_t t = 0; t < TALL; t++)
      for (size_t v = 0; v < WIDE; v++) tile[t][v] += left[t] * right[v];
  }
  for (size_t t = 0; t < TALL; t++)
    for (size_t v = 0; v < WIDE; v++) *write_at(sum + (i + t) * stride + j + v * LANES) = tile[t][v];
}

static void product(const double *x, const double *w, const uint32_t *row, size_t n, size_t stride, double *sum) {
  for (size_t i = 0; i < stride; i += TALL)
    for (size_t j = i / (WIDE * LANES) * (WIDE * LANES); j < stride; j += WIDE * LANES)
      add_tile(x, w, row, n, stride, i, j, sum); /* (1) */
}

/* What a row adds wherever one of its variables is missing. */
static void spread(const double *x, double w, size_t stride, double *to) {
  for (size_t i = 0; i < stride; i += LANES) {
    lanes value = *read_at(x + i), weighed = value * w;
    *write_at(to + i) = weighed;
    *write_at(to + stride + i) = value * weighed;
  }
}

static void absent(const double *x, const double *w, const uint64_t *mask, const uint32_t *row, size_t n, size_t stride,
                   double *sum) {
  double one[2 * 72] __attribute__((aligned(64)));
  for (size_t k = 0; k < n; k++) {
    double weight = w[row[k]];
    spread(x + row[k] * stride, weight, stride, one);
    for (uint64_t left = mask[row[k]]; left != 0; left &= left - 1) {
      double *to = sum + (size_t)__builtin_ctzll(left) * CX_MOMENT_ABSENT * stride;
      for (size_t i = 0; i < 2 * stride; i += LANES) *write_at(to + i) += *read_at(one + i);
      for (uint64_t both = left; both != 0; both &= both - 1) { /* (2) */
        double *at = to + 2 * stride + (size_t)__builtin_ctzll(both) + 1;
        at[0] += weight;
        at[stride] += 1;
      }
    }
  }
}

#endif
