/* agree.c - see agree.h */
#include "infer/agree.h"

#include <math.h>
#include <stdlib.h>

#include "infer/distribution.h"
#include "infer/order.h"

#define EXACT 8
#define CELL 16 /* of the random stream */

static int sign(double x) { return (x > 0) - (x < 0); }

/* Like pairs less opposite ones, b in an order; order NULL: as it stands. */
static double score(const double *a, const double *b, const size_t *order, size_t n) {
  double s = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++)
      s += sign(a[i] - a[j]) * (order ? sign(b[order[i]] - b[order[j]]) : sign(b[i] - b[j]));
  return s;
}

static double untied(const double *a, size_t n) {
  double pairs = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++) pairs += a[i] < a[j] || a[i] > a[j];
  return pairs;
}

/* (3); a negative number: no memory. */
static double probability(const double *a, const double *b, const cx_order *orders, double observed) {
  size_t *order = malloc(orders->things * sizeof *order);
  if (!order) return -1;
  double as_much = 0;
  for (uint32_t i = 0; i < orders->n; i++) {
    cx_order_make(orders, i, order);
    as_much += fabs(score(a, b, order, orders->things)) >= fabs(observed);
  }
  free(order);
  return as_much / orders->n;
}

bool cx_agree_make(const double *a, const double *b, size_t n, double confidence, uint64_t seed,
                   uint32_t permutations, cx_agree *out) {
  cx_agree made = {0};
  double pairs_a = untied(a, n), pairs_b = untied(b, n), s = score(a, b, NULL, n);
  if (pairs_a > 0 && pairs_b > 0) {
    cx_order orders = cx_order_new(n, EXACT, permutations, seed, CELL);
    made = (cx_agree){.defined = true, .exact = orders.exact, .orders = orders.n, .tau = s / sqrt(pairs_a * pairs_b),
                      .p = probability(a, b, &orders, s)};
    if (made.p < 0) return false;
    made.bounded = n > 4 && fabs(made.tau) < 1 - 1e-12; /* (2) */
  }
  if (made.bounded) {
    made.se = sqrt(0.437 / ((double)n - 4));
    double reach = cx_distribution_normal_quantile(0.5 + 0.5 * confidence) * made.se;
    made.low = tanh(atanh(made.tau) - reach);
    made.high = tanh(atanh(made.tau) + reach);
  }
  *out = made;
  return true;
}
