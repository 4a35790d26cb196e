/* test_shrink.c - shrink.h: the table of the note, ranks, and what differs no more than noise (statistics, section 7) */
#include <string.h>

#include "infer/distribution.h"
#include "infer/shrink.h"
#include "sample.h"

static void five(cx_shrink_value value[5]) {
  const double y[] = {52, 18, 35, 61, 7}, se[] = {6, 8, 5, 10, 9};
  for (int i = 0; i < 5; i++) value[i] = (cx_shrink_value){.y = y[i], .v = se[i] * se[i]};
}

static void the_table_of_the_note_is_met(void **state) {
  (void)state; /* (1) (2) */
  const double shrunk[] = {50.6638, 20.1483, 34.9803, 56.0426, 11.3666};
  const double se[] = {5.8147, 7.5746, 4.8914, 9.2016, 8.4057};
  cx_shrink_value value[5];
  cx_shrink fit;
  five(value);
  assert_true(cx_shrink_fit(value, 5, &fit));
  NEAR(fit.tau2, 431.721, 5e-4);
  NEAR(fit.start, 315.979, 5e-4);
  NEAR(fit.mean, 34.640345, 5e-7);
  NEAR(fit.mean_se, 9.913209, 5e-7);
  for (int i = 0; i < 5; i++) {
    NEAR(value[i].shrunk, shrunk[i], 5e-5);
    NEAR(value[i].se, se[i], 5e-5);
  }
}

static void the_root_is_a_root(void **state) {
  (void)state; /* (1): over random tables, tau^2 solves its equation */
  uint64_t random = 77;
  for (int trial = 0; trial < 300; trial++) {
    cx_shrink_value value[12];
    size_t n = 2 + (size_t)(chance(&random) * 11);
    for (size_t i = 0; i < n; i++)
      value[i] = (cx_shrink_value){.y = 200 * chance(&random), .v = pow(10, 6 * chance(&random) - 3)};
    cx_shrink fit;
    assert_true(cx_shrink_fit(value, n, &fit));
    double sum = 0;
    for (size_t i = 0; i < n; i++)
      sum += (value[i].y - fit.mean) * (value[i].y - fit.mean) / (value[i].v + fit.tau2);
    if (fit.tau2 > 0) NEAR(sum, (double)(n - 1), 1e-9 * (double)n);
    else assert_true(sum <= (double)(n - 1) + 1e-9);
  }
}

static void what_differs_no_more_than_noise_becomes_one(void **state) {
  (void)state; /* (1): tau^2 0, everything at the mean */
  cx_shrink_value value[3] = {{.y = 30, .v = 25}, {.y = 31, .v = 25}, {.y = 32, .v = 25}};
  cx_shrink fit;
  assert_true(cx_shrink_fit(value, 3, &fit));
  assert_true(fit.tau2 == 0);
  for (int i = 0; i < 3; i++) {
    NEAR(value[i].shrunk, 31, 1e-12);
    NEAR(value[i].se, 5 / sqrt(3), 1e-12);
  }
}

static void ranks_are_as_sure_as_their_values(void **state) {
  (void)state; /* (3) (4) */
  cx_shrink_value value[5], again[5];
  cx_shrink fit;
  five(value);
  assert_true(cx_shrink_fit(value, 5, &fit));
  memcpy(again, value, sizeof value);
  assert_true(cx_shrink_rank(value, 5, 1, 4000, 0.95));
  double sum = 0, first = 0;
  for (int i = 0; i < 5; i++) {
    sum += value[i].rank;
    first += value[i].first;
    assert_true(value[i].rank_low <= value[i].rank + 0.5 && value[i].rank_high >= value[i].rank - 0.5);
  }
  NEAR(sum, 15, 1e-12);
  NEAR(first, 1, 1e-12);
  double sd = sqrt(value[0].se * value[0].se + value[3].se * value[3].se);
  NEAR(value[3].first, cx_distribution_normal((value[3].shrunk - value[0].shrunk) / sd), 0.03);
  assert_true(value[3].rank_low == 1 && value[3].rank_high == 2);
  assert_true(cx_shrink_rank(again, 5, 1, 4000, 0.95));
  assert_memory_equal(value, again, sizeof value); /* (4): the same bits */
}

static void one_value_has_nothing_to_shrink_to(void **state) {
  (void)state; /* (5) */
  cx_shrink_value value[2] = {{.y = 1, .v = 1}, {.y = 2, .v = 0}};
  cx_shrink fit;
  assert_false(cx_shrink_fit(value, 1, &fit));
  assert_false(cx_shrink_fit(value, 2, &fit));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_of_the_note_is_met),
      cmocka_unit_test(the_root_is_a_root),
      cmocka_unit_test(what_differs_no_more_than_noise_becomes_one),
      cmocka_unit_test(ranks_are_as_sure_as_their_values),
      cmocka_unit_test(one_value_has_nothing_to_shrink_to),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
