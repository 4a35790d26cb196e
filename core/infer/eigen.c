/* eigen.c - see eigen.h */
#include "infer/eigen.h"

#include <math.h>

#define SWEEPS 60

/* Turns rows and columns p and q of a so that a[p][q] becomes 0. */
static void rotate(double *a, size_t n, size_t p, size_t q, double *vector) {
  double apq = a[p * n + q];
  if (apq == 0) return;
  double theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
  double t = (theta < 0 ? -1 : 1) / (fabs(theta) + sqrt(theta * theta + 1));
  double c = 1 / sqrt(t * t + 1), s = t * c;
  for (size_t k = 0; k < n; k++) {
    double x = a[k * n + p], y = a[k * n + q];
    a[k * n + p] = c * x - s * y;
    a[k * n + q] = s * x + c * y;
  }
  for (size_t k = 0; k < n; k++) {
    double x = a[p * n + k], y = a[q * n + k];
    a[p * n + k] = c * x - s * y;
    a[q * n + k] = s * x + c * y;
  }
  for (size_t k = 0; vector != NULL && k < n; k++) {
    double x = vector[k * n + p], y = vector[k * n + q];
    vector[k * n + p] = c * x - s * y;
    vector[k * n + q] = s * x + c * y;
  }
}

static double off_diagonal(const double *a, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < i; j++) sum += a[i * n + j] * a[i * n + j];
  return sum;
}

static double diagonal(const double *a, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i * n + i] * a[i * n + i];
  return sum;
}

static void swap(double *a, double *b) {
  double kept = *a;
  *a = *b;
  *b = kept;
}

static void sort(double *value, double *vector, size_t n) {
  for (size_t i = 0; i < n; i++) {
    size_t least = i;
    for (size_t j = i + 1; j < n; j++)
      if (value[j] < value[least]) least = j;
    if (least == i) continue;
    swap(&value[i], &value[least]);
    for (size_t k = 0; vector != NULL && k < n; k++) swap(&vector[k * n + i], &vector[k * n + least]);
  }
}

void cx_eigen_symmetric(double *a, size_t n, double *value, double *vector) {
  for (size_t i = 0; vector != NULL && i < n * n; i++) vector[i] = i % (n + 1) == 0;
  for (int sweep = 0; sweep < SWEEPS && off_diagonal(a, n) > 1e-32 * diagonal(a, n); sweep++)
    for (size_t p = 0; p < n; p++)
      for (size_t q = p + 1; q < n; q++) rotate(a, n, p, q, vector);
  for (size_t i = 0; i < n; i++) value[i] = a[i * n + i];
  sort(value, vector, n);
}
