/* test_shapley.c - against the definition, and published values */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "infer/shapley.h"

static void expect_near(double got, double expected, double tolerance) {
  if (fabs(got - expected) > tolerance) fail_msg("%.15g is not %.15g", got, expected);
}

static uint32_t draw(uint32_t *seed) { return (*seed = *seed * 1664525u + 1013904223u) >> 8; }

/* A correlation matrix of n variables, made of a few common factors. */
static void make_matrix(double *r, size_t n, uint32_t seed) {
  double load[64][4];
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < 4; k++) load[i][k] = (double)(draw(&seed) % 1000) / 1000 - 0.3;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      double sum = i == j ? 0.4 : 0;
      for (size_t k = 0; k < 4; k++) sum += load[i][k] * load[j][k];
      r[i * n + j] = sum;
    }
  double size[64];
  for (size_t i = 0; i < n; i++) size[i] = sqrt(r[i * n + i]);
  for (size_t i = 0; i < n * n; i++) r[i] /= size[i / n] * size[i % n];
}

/* R squared of the drivers in the mask, by plain elimination. */
static double explain(const double *r, size_t p, unsigned mask) {
  size_t list[12], k = 0, n = p + 1;
  double a[13][13];
  for (size_t i = 0; i < p; i++)
    if (mask >> i & 1) list[k++] = i;
  list[k] = p;
  for (size_t i = 0; i <= k; i++)
    for (size_t j = 0; j <= k; j++) a[i][j] = r[list[i] * n + list[j]];
  for (size_t s = 0; s < k; s++)
    for (size_t i = s + 1; i <= k; i++) {
      double f = a[i][s] / a[s][s];
      for (size_t j = s; j <= k; j++) a[i][j] -= f * a[s][j];
    }
  return 1 - a[k][k];
}

/* The definition: weights of subsets. */
static double define(const double *r, size_t p, unsigned j, const unsigned *members, size_t n) {
  double sum = 0, factorial[13] = {1};
  for (size_t i = 1; i <= n; i++) factorial[i] = factorial[i - 1] * (double)i;
  for (unsigned set = 0; set < 1u << n; set++) {
    unsigned before = 0;
    size_t s = 0;
    if (set >> j & 1) continue;
    for (unsigned g = 0; g < n; g++)
      if (set >> g & 1) before |= members[g], s++;
    sum += factorial[s] * factorial[n - s - 1] / factorial[n] *
           (explain(r, p, before | members[j]) - explain(r, p, before));
  }
  return sum;
}

/* statistics.md 11: R12 .5, R13 .3, R23 .4; r .6 .5 .4. */
static void three_drivers_are_as_by_hand(void **state) {
  (void)state;
  const double r[] = {1, .5, .3, .6, .5, 1, .4, .5, .3, .4, 1, .4, .6, .5, .4, 1};
  const double expected[] = {.237472, .124688, .079615};
  double value[3], whole;
  assert_int_equal(cx_shapley(r, 3, NULL, 3, 1, value, NULL), CX_OK);
  for (size_t i = 0; i < 3; i++) expect_near(value[i], expected[i], 5e-7);
  assert_int_equal(cx_shapley_whole(r, 3, &whole, NULL), CX_OK);
  expect_near(whole, .441774, 5e-7);
}

/* (2) */
static void values_are_those_of_the_definition(void **state) {
  (void)state;
  for (size_t p = 1; p <= 9; p++) {
    double r[100], value[9];
    unsigned alone[9];
    make_matrix(r, p + 1, (uint32_t)p);
    for (unsigned i = 0; i < p; i++) alone[i] = 1u << i;
    assert_int_equal(cx_shapley(r, p, NULL, p, 1, value, NULL), CX_OK);
    for (unsigned i = 0; i < p; i++) expect_near(value[i], define(r, p, i, alone, p), 1e-13);
  }
}

static void groups_are_taken_together(void **state) {
  (void)state;
  static const size_t size[] = {2, 1, 3, 2};
  static const unsigned members[] = {3, 4, 56, 192};
  double r[81], value[4];
  make_matrix(r, 9, 5);
  assert_int_equal(cx_shapley(r, 8, size, 4, 1, value, NULL), CX_OK);
  for (unsigned g = 0; g < 4; g++) expect_near(value[g], define(r, 8, g, members, 4), 1e-13);
}

/* (3) */
static void threads_make_no_difference(void **state) {
  (void)state;
  double r[289], one[16], two[16], seven[16];
  static const size_t size[] = {1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2};
  make_matrix(r, 17, 3);
  cx_shapley(r, 16, NULL, 16, 1, one, NULL);
  cx_shapley(r, 16, NULL, 16, 2, two, NULL);
  cx_shapley(r, 16, NULL, 16, 7, seven, NULL);
  assert_memory_equal(one, two, sizeof one);
  assert_memory_equal(one, seven, sizeof one);
  cx_shapley(r, 16, size, 14, 1, one, NULL);
  cx_shapley(r, 16, size, 14, 3, two, NULL);
  assert_memory_equal(one, two, 14 * sizeof *one);
}

/* (1) */
static void values_sum_to_r_squared(void **state) {
  (void)state;
  for (size_t p = 10; p <= 18; p += 4) {
    double r[400], value[18], whole, sum = 0;
    make_matrix(r, p + 1, 11);
    cx_shapley(r, p, NULL, p, 2, value, NULL);
    cx_shapley_whole(r, p, &whole, NULL);
    for (size_t i = 0; i < p; i++) sum += value[i];
    expect_near(sum, whole, 1e-13);
  }
}

/* (4) Drivers 0 and 1 are the same. */
static void equal_drivers_share(void **state) {
  (void)state;
  const double r[] = {1, 1, .3, .6, 1, 1, .3, .6, .3, .3, 1, .4, .6, .6, .4, 1};
  double value[3], whole;
  cx_shapley(r, 3, NULL, 3, 1, value, NULL);
  cx_shapley_whole(r, 3, &whole, NULL);
  expect_near(value[0], value[1], 1e-14);
  expect_near(value[0] + value[1] + value[2], whole, 1e-14);
}

/* (5) */
static void samples_come_near_with_their_errors(void **state) {
  (void)state;
  double r[169], exact[12], value[12], se[12];
  make_matrix(r, 13, 8);
  cx_shapley(r, 12, NULL, 12, 1, exact, NULL);
  assert_int_equal(cx_shapley_sample(r, 12, NULL, 12, 2000, 1, value, se, NULL), CX_OK);
  for (size_t i = 0; i < 12; i++) {
    assert_true(se[i] > 0 && se[i] < 0.01);
    expect_near(value[i], exact[i], 5 * se[i]);
  }
  double again[12];
  cx_shapley_sample(r, 12, NULL, 12, 2000, 1, again, se, NULL);
  assert_memory_equal(value, again, sizeof value);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_drivers_are_as_by_hand), cmocka_unit_test(values_are_those_of_the_definition),
      cmocka_unit_test(groups_are_taken_together),    cmocka_unit_test(threads_make_no_difference),
      cmocka_unit_test(values_sum_to_r_squared),      cmocka_unit_test(equal_drivers_share),
      cmocka_unit_test(samples_come_near_with_their_errors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
