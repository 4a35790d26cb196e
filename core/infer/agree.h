/*
** agree.h - whether two rankings of the same things agree
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      two numbers for each thing; larger is higher.
** Out:     Kendall's tau, its interval, its probability without agreement.
** Owns:    nothing but scratch during a call.
**
** (1) tau-b: pairs in like order less those in opposite order, over the root of the pairs not tied on either side (Kendall
**     1945). Without ties it is tau.
** (2) Interval: atanh(tau), variance .437/(n - 4) (Fieller, Hartley and Pearson 1957), from five things on, tau not +-1.
** (3) p: the share of orders of one side whose |tau| is no less; all orders up to 8 things, else random ones (order.h).
** (4) Fewer than two things, or a side all tied: not defined.
*/
#ifndef CX_AGREE_H
#define CX_AGREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cx_agree {
  bool defined, bounded, exact;
  double tau, se, low, high, p; /* se of atanh(tau) */
  uint32_t orders;
} cx_agree;

/* False: no memory. */
bool cx_agree_make(const double *a, const double *b, size_t n, double confidence, uint64_t seed,
                   uint32_t permutations, cx_agree *out);

#endif
