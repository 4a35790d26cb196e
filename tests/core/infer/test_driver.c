/* test_driver.c - against values by hand and published ones, and what is collinear */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "infer/driver.h"
#include "infer/eigen.h"

static void expect_near(double got, double expected, double tolerance) {
  if (fabs(got - expected) > tolerance) fail_msg("%.15g is not %.15g", got, expected);
}

enum { MOST = 8 };

typedef struct room {
  double beta[MOST], pratt[MOST], first[MOST], last[MOST], vif[MOST], johnson[MOST], car[MOST];
  bool collinear[MOST];
} room;

static cx_driver make(const double *r, size_t p, room *k) {
  cx_driver out = {k->beta, k->pratt, k->first, k->last, k->vif, k->johnson, k->car, k->collinear, 0, 0, 0, 0, 0};
  assert_int_equal(cx_driver_make(r, p, &out, NULL), CX_OK);
  return out;
}

/* statistics.md 11. */
static void three_drivers_are_as_by_hand(void **state) {
  (void)state;
  const double r[] = {1, .5, .3, .6, .5, 1, .4, .5, .3, .4, 1, .4, .6, .5, .4, 1};
  const double johnson[] = {.238098, .122410, .081266}, car[] = {.249322, .115540, .076912};
  room k;
  cx_driver made = make(r, 3, &k);
  double sum = 0, inverse[9] = {.84, -.38, -.1 + .0, -.38, .91, -.25, -.1, -.25, .75}, det = .62;
  expect_near(made.r_squared, .441774, 5e-7);
  for (size_t i = 0; i < 3; i++) {
    double beta = 0;
    expect_near(k.johnson[i], johnson[i], 5e-7); /* (4) */
    expect_near(k.car[i], car[i], 5e-7);
    for (size_t j = 0; j < 3; j++) beta += inverse[i * 3 + j] / det * r[j * 4 + 3];
    expect_near(k.beta[i], beta, 1e-14); /* (1) */
    expect_near(k.vif[i], inverse[i * 4] / det, 1e-14); /* (3) */
    expect_near(k.first[i], r[i * 4 + 3] * r[i * 4 + 3], 1e-15);
    expect_near(k.last[i], beta * beta * det / inverse[i * 4], 1e-14); /* (2) */
    sum += k.pratt[i];
  }
  expect_near(sum, made.r_squared, 1e-14);
  assert_int_equal(made.rank, 3);
}

/* (5) The third driver is the mean of the first two, which are uncorrelated. */
static void a_collinear_driver_is_left_out_of_coefficients(void **state) {
  (void)state;
  double h = sqrt(.5);
  const double r[] = {1, 0, h, .5, 0, 1, h, .3, h, h, 1, .8 * h, .5, .3, .8 * h, 1};
  room k;
  cx_driver made = make(r, 3, &k);
  assert_int_equal(made.rank, 2);
  assert_true(k.collinear[2] && !k.collinear[0] && !k.collinear[1]);
  expect_near(made.r_squared, .34, 1e-12);
  expect_near(k.beta[0], .5, 1e-12);
  for (size_t i = 0; i < 3; i++) expect_near(k.last[i], 0, 1e-9);
  expect_near(k.johnson[0] + k.johnson[1] + k.johnson[2], .34, 1e-9);
  assert_true(made.condition == 0);
}

static void one_driver_is_its_own_share(void **state) {
  (void)state;
  const double r[] = {1, -.4, -.4, 1};
  room k;
  cx_driver made = make(r, 1, &k);
  expect_near(made.r_squared, .16, 1e-15);
  expect_near(k.johnson[0], .16, 1e-15);
  expect_near(k.last[0], .16, 1e-15);
  expect_near(k.beta[0], -.4, 1e-15);
  expect_near(k.vif[0], 1, 1e-15);
}

/* (6) Correlations that no data have. */
static void correlations_that_fit_no_data_are_shrunk(void **state) {
  (void)state;
  double r[] = {1, .9, -.9, .9, 1, .9, -.9, .9, 1}, least, lambda, value[3];
  assert_int_equal(cx_driver_mend(r, 2, &least, &lambda, NULL), CX_OK);
  expect_near(least, -.8, 1e-12); /* of 1 + 2 x (-.9), whichever sign */
  expect_near(lambda, (CX_DRIVER_LEAST + .8) / 1.8, 1e-12);
  cx_eigen_symmetric(r, 3, value, NULL);
  expect_near(value[0], CX_DRIVER_LEAST, 1e-12);
  double fine[] = {1, .2, .2, 1};
  assert_int_equal(cx_driver_mend(fine, 1, &least, &lambda, NULL), CX_OK);
  assert_true(lambda == 0 && fine[1] == .2);
}

/* The eigenvalues of a tridiagonal matrix of -1, 2, -1: 2 - 2 cos(k pi / (n + 1)). */
static void eigenvalues_are_those_of_a_known_matrix(void **state) {
  (void)state;
  enum { N = 7 };
  double a[N * N] = {0}, value[N], vector[N * N];
  for (size_t i = 0; i < N; i++) a[i * N + i] = 2;
  for (size_t i = 0; i + 1 < N; i++) a[i * N + i + 1] = a[(i + 1) * N + i] = -1;
  cx_eigen_symmetric(a, N, value, vector);
  for (size_t k = 0; k < N; k++) {
    expect_near(value[k], 2 - 2 * cos((double)(k + 1) * acos(-1) / (N + 1)), 1e-13);
    double product = 2 * vector[k] - vector[N + k]; /* the first row times the vector */
    expect_near(product, value[k] * vector[k], 1e-13);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_drivers_are_as_by_hand),
      cmocka_unit_test(a_collinear_driver_is_left_out_of_coefficients),
      cmocka_unit_test(one_driver_is_its_own_share),
      cmocka_unit_test(correlations_that_fit_no_data_are_shrunk),
      cmocka_unit_test(eigenvalues_are_those_of_a_known_matrix),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
