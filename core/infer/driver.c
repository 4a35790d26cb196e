/* driver.c - see driver.h */
#include "infer/driver.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "infer/eigen.h"

cx_status cx_driver_mend(double *r, size_t p, double *least, double *lambda, cx_error *error) {
  size_t n = p + 1;
  double *a = malloc((n * n + n) * sizeof *a);
  if (a == NULL) return cx_error_memory(error, "");
  memcpy(a, r, n * n * sizeof *a);
  cx_eigen_symmetric(a, n, a + n * n, NULL);
  *least = a[n * n];
  *lambda = *least < CX_DRIVER_LEAST ? (CX_DRIVER_LEAST - *least) / (1 - *least) : 0;
  for (size_t i = 0; i < n * n && *lambda > 0; i++)
    if (i % (n + 1) != 0) r[i] *= 1 - *lambda;
  free(a);
  return CX_OK;
}

/* Sweeps the drivers into a (Goodnight 1979), which becomes minus the inverse beside the coefficients; (5). */
static void sweep(double *a, size_t p, cx_driver *out) {
  size_t n = p + 1;
  out->rank = 0;
  for (size_t k = 0; k < p; k++) {
    double pivot = a[k * n + k];
    out->collinear[k] = !(pivot > CX_SHAPLEY_LEAST);
    if (out->collinear[k]) continue;
    out->rank++;
    for (size_t i = 0; i < n; i++) {
      double factor = a[i * n + k] / pivot;
      if (i == k || factor == 0) continue;
      for (size_t j = 0; j < n; j++)
        if (j != k) a[i * n + j] -= factor * a[k * n + j];
      a[i * n + k] = factor;
    }
    for (size_t j = 0; j < n; j++)
      if (j != k) a[k * n + j] /= pivot;
    a[k * n + k] = -1 / pivot;
  }
}

/* R squared without driver j, where the inverse does not tell it. */
static cx_status without(const double *r, size_t p, size_t j, double *out, cx_error *error) {
  size_t n = p + 1, to = 0;
  double *a = malloc((p * p + 1) * sizeof *a);
  if (a == NULL) return cx_error_memory(error, "");
  for (size_t i = 0; i < n * n; i++)
    if (i / n != j && i % n != j) a[to++] = r[i];
  cx_status status = cx_shapley_whole(a, p - 1, out, error);
  free(a);
  return status;
}

/* (1) (2) (3) a: swept. */
static cx_status regress(const double *r, const double *a, size_t p, cx_driver *out, cx_error *error) {
  size_t n = p + 1;
  cx_status status = cx_shapley_whole(r, p, &out->r_squared, error);
  for (size_t j = 0; j < p && status == CX_OK; j++) {
    double with = r[j * n + p], others = 0;
    out->beta[j] = out->collinear[j] ? 0 : a[j * n + p];
    out->vif[j] = out->collinear[j] ? 0 : fmax(-a[j * n + j], 1);
    out->pratt[j] = out->beta[j] * with;
    out->first[j] = with * with;
    if (out->rank == p) out->last[j] = out->beta[j] * out->beta[j] / -a[j * n + j];
    else status = without(r, p, j, &others, error);
    if (out->rank < p) out->last[j] = fmax(out->r_squared - others, 0);
  }
  return status;
}

/* (4) a: the drivers' correlations; root: p x p of scratch. */
static void weigh(const double *r, size_t p, double *a, double *value, double *vector, double *turned, cx_driver *out) {
  size_t n = p + 1;
  for (size_t i = 0; i < p * p; i++) a[i] = r[i / p * n + i % p];
  cx_eigen_symmetric(a, p, value, vector);
  out->condition = value[0] > CX_SHAPLEY_LEAST ? value[p - 1] / value[0] : 0;
  for (size_t k = 0; k < p; k++) {
    turned[k] = 0;
    for (size_t j = 0; j < p; j++) turned[k] += vector[j * p + k] * r[j * n + p];
    turned[k] = value[k] > CX_SHAPLEY_LEAST ? turned[k] / sqrt(value[k]) : 0;
  }
  for (size_t j = 0; j < p; j++) {
    double root = 0;
    for (size_t k = 0; k < p; k++) root += vector[j * p + k] * turned[k];
    out->car[j] = root * root;
    out->johnson[j] = 0;
  }
  for (size_t j = 0; j < p; j++)
    for (size_t k = 0; k < p; k++) {
      double root = 0;
      for (size_t l = 0; l < p; l++)
        if (value[l] > 0) root += vector[j * p + l] * sqrt(value[l]) * vector[k * p + l];
      out->johnson[j] += root * root * out->car[k];
    }
}

cx_status cx_driver_make(const double *r, size_t p, cx_driver *out, cx_error *error) {
  size_t n = p + 1;
  double *scratch = malloc((n * n + 2 * p * p + 2 * p + 1) * sizeof *scratch);
  if (scratch == NULL) return cx_error_memory(error, "");
  memcpy(scratch, r, n * n * sizeof *scratch);
  sweep(scratch, p, out);
  cx_status status = regress(r, scratch, p, out, error);
  double *a = scratch + n * n;
  if (status == CX_OK) weigh(r, p, a, a + 2 * p * p, a + p * p, a + 2 * p * p + p, out);
  free(scratch);
  return status;
}
