/* test_random.c - random.h: known answers of Philox, and binomials against their distribution */
#include <stdlib.h>

#include "infer/distribution.h"
#include "infer/random.h"
#include "sample.h"

static void philox_gives_its_known_answers(void **state) {
  (void)state; /* (1): the authors' own vectors */
  const struct {
    uint32_t counter[4], key[2], want[4];
  } known[] = {
      {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       {0xa4093822, 0x299f31d0},
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    uint32_t got[4];
    cx_random_block(known[i].counter, known[i].key, got);
    for (int k = 0; k < 4; k++) assert_int_equal(got[k], known[i].want[k]);
  }
}

static void a_stream_depends_on_its_counter_alone(void **state) {
  (void)state; /* (1) */
  cx_random a = cx_random_stream(7, 3, 11), b = cx_random_stream(7, 3, 11), c = cx_random_stream(7, 3, 12);
  for (int i = 0; i < 20; i++) {
    double u = cx_random_uniform(&a);
    assert_true(u == cx_random_uniform(&b) && u >= 0 && u < 1);
    assert_true(u != cx_random_uniform(&c));
  }
}

/* Chi-square of 20,000 draws against the probabilities, cells of at least five expected. */
static double fit(uint64_t n, double p) {
  enum { DRAWS = 20000 };
  double *chance = calloc(n + 1, sizeof *chance), *seen = calloc(n + 1, sizeof *seen);
  assert_true(chance && seen);
  for (uint64_t k = 0; k <= n; k++)
    chance[k] = exp(lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1) +
                    (double)k * log(p) + (double)(n - k) * log1p(-p));
  for (uint32_t r = 0; r < DRAWS; r++) {
    cx_random random = cx_random_stream(20261121, n, r);
    seen[cx_random_binomial(&random, n, p)]++;
  }
  double chi = 0, want = 0, got = 0;
  int cells = 0;
  for (uint64_t k = 0; k <= n; k++) {
    want += chance[k] * DRAWS;
    got += seen[k];
    if (want < 5 && k < n) continue;
    chi += want > 0.5 ? (got - want) * (got - want) / want : 0;
    cells++;
    want = got = 0;
  }
  free(chance);
  free(seen);
  return cx_distribution_chi_square_tail(chi, fmax(1, cells - 1));
}

static void binomials_have_their_distribution(void **state) {
  (void)state; /* (3): by inversion, by rejection, and mirrored */
  const struct {
    uint64_t n;
    double p;
  } c[] = {{1, 0.3}, {10, 0.5}, {40, 0.9}, {1000, 0.005}, {25, 0.4}, {30, 0.5}, {100, 0.3},
           {100, 0.8}, {5000, 0.47}, {5000, 0.01}};
  for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
    double p = fit(c[i].n, c[i].p);
    if (!(p > 1e-4)) fail_msg("binomial (%d, %g): p %g", (int)c[i].n, c[i].p, p);
  }
}

static void the_ends_are_certain(void **state) {
  (void)state; /* (3) */
  cx_random random = cx_random_stream(1, 1, 1);
  assert_int_equal(cx_random_binomial(&random, 50, 0), 0);
  assert_int_equal(cx_random_binomial(&random, 50, 1), 50);
  assert_int_equal(cx_random_binomial(&random, 0, 0.5), 0);
}

static void normals_have_their_moments(void **state) {
  (void)state; /* (4) */
  double sum = 0, squares = 0;
  for (uint32_t r = 0; r < 20000; r++) {
    cx_random random = cx_random_stream(5, 0, r);
    double x = cx_random_normal(&random);
    sum += x;
    squares += x * x;
  }
  NEAR(sum / 20000, 0, 0.03);
  NEAR(squares / 20000, 1, 0.04);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(philox_gives_its_known_answers),
      cmocka_unit_test(a_stream_depends_on_its_counter_alone),
      cmocka_unit_test(binomials_have_their_distribution),
      cmocka_unit_test(the_ends_are_certain),
      cmocka_unit_test(normals_have_their_moments),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
