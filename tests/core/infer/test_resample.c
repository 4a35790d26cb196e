/* test_resample.c - resample.h: the bootstrap's exact truth, threads, the jackknife (statistics, section 6) */
#include <string.h>

#include "infer/resample.h"
#include "sample.h"

static const double NPS_SCORE[] = {-100, 0, 100};

static void the_bootstrap_meets_its_exact_truth(void **state) {
  (void)state; /* (1) (3): 50/30/20 has SD 7.8102 and 14 ... 45 */
  const uint64_t n[] = {20, 30, 50};
  const cx_resample_options options = {1, 20000, 0.95, 1};
  cx_resample_result r;
  assert_true(cx_resample_scores(n, 1, 3, NPS_SCORE, &options, &r));
  assert_true(r.defined && r.value == 30);
  NEAR(r.se, 7.8102, 0.12);
  NEAR(r.mean, 30, 0.2);
  NEAR(r.low, 14, 1);
  NEAR(r.high, 45, 1);
}

static void threads_give_the_same_bits(void **state) {
  (void)state; /* (2) */
  enum { CELLS = 40 };
  uint64_t n[CELLS * 3];
  cx_resample_result one[CELLS], four[CELLS];
  for (size_t i = 0; i < CELLS; i++) {
    n[3 * i] = i;
    n[3 * i + 1] = 3 * i % 7;
    n[3 * i + 2] = i * i;
  }
  cx_resample_options options = {42, 200, 0.9, 1};
  assert_true(cx_resample_scores(n, CELLS, 3, NPS_SCORE, &options, one));
  options.threads = 4;
  assert_true(cx_resample_scores(n, CELLS, 3, NPS_SCORE, &options, four));
  for (size_t i = 0; i < CELLS; i++) {
    assert_int_equal(one[i].defined, four[i].defined);
    assert_true(one[i].se == four[i].se && one[i].low == four[i].low && one[i].high == four[i].high);
    assert_true(one[i].mean == four[i].mean && one[i].low <= one[i].high);
  }
  assert_false(one[0].defined); /* (5): nobody */
}

static void a_replicate_keeps_the_people(void **state) {
  (void)state; /* (1) */
  const uint64_t n[] = {0, 7, 0, 2, 9, 0};
  for (uint32_t r = 0; r < 300; r++) {
    uint64_t out[6], sum = 0;
    cx_random random = cx_random_stream(3, 0, r);
    cx_resample_histogram(&random, n, 6, out);
    for (int i = 0; i < 6; i++) sum += out[i];
    assert_int_equal(sum, 18);
    assert_true(out[0] == 0 && out[2] == 0 && out[5] == 0);
  }
}

static void percentiles_are_values_that_were_drawn(void **state) {
  (void)state; /* (3) */
  double value[100];
  for (int i = 0; i < 100; i++) value[i] = (i * 37) % 100;
  cx_resample_result r = {0};
  cx_resample_sum_up(value, 100, 0.9, &r);
  assert_true(r.low == 4 && r.high == 94);
  NEAR(r.mean, 49.5, 1e-12);
  NEAR(r.se, sqrt(8332.5 * 10 / 99), 1e-9);
}

static void the_jackknife_of_the_note_is_met(void **state) {
  (void)state; /* (4) */
  const double theta[] = {80. / 3, 92. / 3, 92. / 3, 32};
  const double factor[] = {.75, .75, .75, .75}, once[] = {1, 1, 1, 1}, few[] = {80. / 3, 92. / 3, 32}, times[] = {1, 2, 1};
  NEAR(cx_resample_replicates(theta, factor, once, 4), 3.464102, 5e-7);
  NEAR(cx_resample_replicates(few, factor, times, 3), cx_resample_replicates(theta, factor, once, 4), 1e-15);
}

static void replicates_without_a_factor_are_not_in_the_mean(void **state) {
  (void)state; /* (4): (1 - 2)^2 / 2 + (3 - 2)^2 / 4 */
  const double theta[] = {1, 3, 1e6}, factor[] = {.5, .25, 0}, none[] = {0, 0, 0}, once[] = {1, 1, 1};
  NEAR(cx_resample_replicates(theta, factor, once, 3), sqrt(.75), 1e-15);
  assert_true(cx_resample_replicates(theta, none, once, 3) == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_bootstrap_meets_its_exact_truth),
      cmocka_unit_test(threads_give_the_same_bits),
      cmocka_unit_test(a_replicate_keeps_the_people),
      cmocka_unit_test(percentiles_are_values_that_were_drawn),
      cmocka_unit_test(the_jackknife_of_the_note_is_met),
      cmocka_unit_test(replicates_without_a_factor_are_not_in_the_mean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
