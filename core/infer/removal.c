/* removal.c - see removal.h */
#include "infer/removal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* I - Q by rows, and r; rows without steps are those of (3). */
static void fill(const cx_removal_steps *steps, double *m, double *r) {
  const size_t n = steps->n;
  for (size_t i = 0; i < n; i++) {
    double all = steps->converted[i] + steps->lost[i];
    for (size_t j = 0; j < n; j++) all += steps->between[i * n + j];
    for (size_t j = 0; j < n; j++) m[i * n + j] = (i == j) - (all > 0 ? steps->between[i * n + j] / all : 0);
    r[i] = all > 0 ? steps->converted[i] / all : 0;
  }
}

/* Inverts m in place beside `inverse`, by Gauss and Jordan with pivots of the rows; false when it is singular. */
static bool invert(double *m, double *inverse, size_t n) {
  memset(inverse, 0, n * n * sizeof *inverse);
  for (size_t i = 0; i < n; i++) inverse[i * n + i] = 1;
  for (size_t k = 0; k < n; k++) {
    size_t best = k;
    for (size_t i = k + 1; i < n; i++)
      if (fabs(m[i * n + k]) > fabs(m[best * n + k])) best = i;
    if (!(fabs(m[best * n + k]) > 1e-12)) return false;
    for (size_t j = 0; best != k && j < n; j++) {
      double a = m[k * n + j], b = inverse[k * n + j];
      m[k * n + j] = m[best * n + j], inverse[k * n + j] = inverse[best * n + j];
      m[best * n + j] = a, inverse[best * n + j] = b;
    }
    double pivot = 1 / m[k * n + k];
    for (size_t j = 0; j < n; j++) m[k * n + j] *= pivot, inverse[k * n + j] *= pivot;
    for (size_t i = 0; i < n; i++) {
      double factor = m[i * n + k];
      if (i == k || factor == 0) continue;
      for (size_t j = k; j < n; j++) m[i * n + j] -= factor * m[k * n + j];
      for (size_t j = 0; j < n; j++) inverse[i * n + j] -= factor * inverse[k * n + j];
    }
  }
  return true;
}

/* (2), with N in `inverse` and the start's probabilities in s. */
static void remove_each(const double *inverse, const double *s, const double *r, double direct, size_t n,
                        double *conversion, double *effect) {
  double all = direct;
  for (size_t i = 0; i < n; i++) {
    double a = 0, reach = 0;
    for (size_t j = 0; j < n; j++) {
      a += inverse[i * n + j] * r[j];
      reach += s[j] * inverse[j * n + i];
    }
    all += s[i] * a;
    effect[i] = reach / inverse[i * n + i] * a;
  }
  for (size_t i = 0; i < n; i++) effect[i] = all > 0 ? effect[i] / all : 0;
  *conversion = all;
}

cx_status cx_removal_effects(const cx_removal_steps *steps, double *conversion, double *effect, bool *defined,
                             cx_error *error) {
  const size_t n = steps->n;
  double *m = malloc((2 * n * n + 2 * n + 1) * sizeof *m);
  if (m == NULL) return cx_error_memory(error, "");
  double *inverse = m + n * n, *s = inverse + n * n, *r = s + n;
  double all = steps->start_converted + steps->start_lost;
  for (size_t i = 0; i < n; i++) all += steps->start[i];
  for (size_t i = 0; i < n; i++) s[i] = all > 0 ? steps->start[i] / all : 0;
  fill(steps, m, r);
  *defined = all > 0 && invert(m, inverse, n);
  if (*defined) remove_each(inverse, s, r, steps->start_converted / all, n, conversion, effect);
  free(m);
  return CX_OK;
}
