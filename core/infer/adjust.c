/* adjust.h */
#include "infer/adjust.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

const char *const cx_adjust_names[] = {"none", "holm", "hochberg", "benjamini-hochberg",
                                       "benjamini-yekutieli", "bonferroni", NULL};

static int by_p(const void *a, const void *b) {
  const cx_adjust_rank *x = a, *y = b;
  if (x->p != y->p) return x->p < y->p ? -1 : 1;
  return x->at < y->at ? -1 : x->at > y->at;
}

/* What the i-th smallest of m is multiplied by, i from 1. */
static double factor(cx_adjust how, size_t i, size_t m, double harmonic) {
  switch (how) {
    case CX_ADJUST_HOLM:
    case CX_ADJUST_HOCHBERG: return (double)(m - i + 1);
    case CX_ADJUST_BENJAMINI_HOCHBERG: return (double)m / (double)i;
    case CX_ADJUST_BENJAMINI_YEKUTIELI: return harmonic * ((double)m / (double)i);
    case CX_ADJUST_BONFERRONI: return (double)m;
    case CX_ADJUST_NONE: break;
  }
  return 1;
}

/* From the smallest up: no p is adjusted to less than a smaller one. */
static void climb(cx_adjust how, const cx_adjust_rank *rank, size_t n, double *out) {
  double most = 0;
  for (size_t i = 1; i <= n; i++) {
    most = fmax(most, fmin(1, factor(how, i, n, 1) * rank[i - 1].p));
    out[rank[i - 1].at] = most;
  }
}

/* From the largest down: none is adjusted to more than a larger one. */
static void descend(cx_adjust how, const cx_adjust_rank *rank, size_t n, double *out) {
  double least = 1, harmonic = 0;
  for (size_t i = n; i >= 1; i--) harmonic += 1 / (double)i;
  for (size_t i = n; i >= 1; i--) {
    least = fmin(least, factor(how, i, n, harmonic) * rank[i - 1].p);
    out[rank[i - 1].at] = least;
  }
}

void cx_adjust_make(cx_adjust how, const double *p, size_t n, cx_adjust_rank *rank, double *out) {
  for (size_t i = 0; i < n; i++) {
    assert(p[i] >= 0 && p[i] <= 1);
    rank[i] = (cx_adjust_rank){p[i], i};
  }
  if (n > 1) qsort(rank, n, sizeof *rank, by_p);
  if (how == CX_ADJUST_HOCHBERG || how == CX_ADJUST_BENJAMINI_HOCHBERG ||
      how == CX_ADJUST_BENJAMINI_YEKUTIELI) {
    descend(how, rank, n, out);
  } else if (how == CX_ADJUST_NONE) {
    for (size_t i = 0; i < n; i++) out[rank[i].at] = rank[i].p;
  } else {
    climb(how, rank, n, out);
  }
}
