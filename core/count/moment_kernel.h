/*
** moment_kernel.h - sums of products of a few rows, for each machine
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      rows of doubles that are whole numbers, and a whole weight for each.
** Out:     sums of products added to tables of doubles.
** Owns:    nothing.
**
** (1) As long as every sum stays below 2^53 all are exact, so that kernels, the order of the rows and the use of fused
**     instructions make no difference; whoever calls sees to that.
** (2) A row has `stride` doubles, a multiple of 8: a 1, the variables (0 where they are missing), zeros.
*/
#ifndef CX_MOMENT_KERNEL_H
#define CX_MOMENT_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#define CX_MOMENT_ABSENT 4u /* strides of the sums over rows where one variable is missing */

typedef struct cx_moment_kernel {
  const char *name;
  /* sum[i * stride + j] += w x_i x_j for i <= j and some others, over the n rows listed. */
  void (*product)(const double *x, const double *w, const uint32_t *row, size_t n, size_t stride, double *sum);
  /* Of each listed row that lacks variable v (bit v of its mask, at v + 1 in the row), added at sum[v * 4 * stride]: a
  ** stride of w x, one of w x x, one of w where that variable and another, not before it, are missing, one of 1. */
  void (*absent)(const double *x, const double *w, const uint64_t *mask, const uint32_t *row, size_t n, size_t stride,
                 double *sum);
  /* The same of rows of `stride` bytes, a multiple of 16, of which the first `used` are such a row of numbers 1-15 and
  ** of 0 where one is missing, each of weight 1; the third and last stride of absent_bytes has how often both are missing. */
  void (*product_bytes)(const uint8_t *x, const uint32_t *row, size_t n, size_t used, size_t stride, uint32_t *sum);
  void (*absent_bytes)(const uint8_t *x, const uint64_t *mask, const uint32_t *row, size_t n, size_t used, size_t stride,
                       uint32_t *sum);
  /* The masks of n such rows that follow each other. */
  void (*mask_bytes)(const uint8_t *x, size_t n, size_t used, size_t stride, uint64_t *mask);
} cx_moment_kernel;

extern const cx_moment_kernel cx_moment_portable;

#if defined(__x86_64__)
extern const cx_moment_kernel cx_moment_avx2;   /* AVX2, FMA */
extern const cx_moment_kernel cx_moment_avx512; /* AVX-512 F, DQ, VL, BW, VNNI */
#endif

/* The kernel of that name where this machine can run it, else the best below; NULL: the best there is. */
const cx_moment_kernel *cx_moment_kernel_of(const char *name);

#endif
