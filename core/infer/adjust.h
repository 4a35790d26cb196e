/*
** adjust.h - what a small p is worth among many
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      the p of a declared family of tests.  Out: the adjusted p of each.
** Owns:    nothing, allocates nothing: the caller brings room for sorting.
**
** m is the size of the family, p(i) the i-th smallest of its p.
**
** (1) Holm (1979): the largest of (m - j + 1) p(j), j <= i: the chance of a single false alarm in
**     the family, whatever the dependence.
** (2) Hochberg (1988): the smallest of (m - j + 1) p(j), j >= i: the same for independent tests.
** (3) Benjamini and Hochberg (1995): the smallest of m/j p(j), j >= i: the share of false alarms
**     among alarms.
** (4) Benjamini and Yekutieli (2001): (3) times 1 + 1/2 + ... + 1/m, whatever the dependence.
** (5) Bonferroni: m p.
** (6) Nothing exceeds 1, nothing is less than its raw p; equal p stay equal. The same as R's
**     p.adjust.
*/
#ifndef CX_ADJUST_H
#define CX_ADJUST_H

#include <stdbool.h>
#include <stddef.h>

typedef enum cx_adjust {
  CX_ADJUST_NONE,
  CX_ADJUST_HOLM,               /* (1) */
  CX_ADJUST_HOCHBERG,           /* (2) */
  CX_ADJUST_BENJAMINI_HOCHBERG, /* (3) */
  CX_ADJUST_BENJAMINI_YEKUTIELI, /* (4) */
  CX_ADJUST_BONFERRONI          /* (5) */
} cx_adjust;

/* One p and its place: the room for sorting. */
typedef struct cx_adjust_rank {
  double p;
  size_t at;
} cx_adjust_rank;

/* "none", "holm", "hochberg", "benjamini-hochberg", "benjamini-yekutieli", "bonferroni", in the
** order of cx_adjust, NULL at the end. */
extern const char *const cx_adjust_names[];

/* p[n] lie in 0 to 1; rank has room for n; p and out may be the same. */
void cx_adjust_make(cx_adjust how, const double *p, size_t n, cx_adjust_rank *rank, double *out);

#endif
