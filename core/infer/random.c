/* random.c - see random.h */
#include "infer/random.h"

#include <math.h>
#include <stdbool.h>

#include "infer/distribution.h"

static const double SMALL = 10; /* n p below which inversion is used (3) */

void cx_random_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
  uint32_t k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    uint64_t a = UINT64_C(0xD2511F53) * c0, b = UINT64_C(0xCD9E8D57) * c2;
    uint32_t n0 = (uint32_t)(b >> 32) ^ c1 ^ k0, n2 = (uint32_t)(a >> 32) ^ c3 ^ k1;
    c1 = (uint32_t)b;
    c3 = (uint32_t)a;
    c0 = n0;
    c2 = n2;
    k0 += UINT32_C(0x9E3779B9);
    k1 += UINT32_C(0xBB67AE85);
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

cx_random cx_random_stream(uint64_t seed, uint64_t cell, uint32_t replicate) {
  return (cx_random){
      .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
      .counter = {0, replicate, (uint32_t)cell, (uint32_t)(cell >> 32)},
  };
}

static uint32_t word(cx_random *random) {
  if (random->left == 0) {
    cx_random_block(random->counter, random->key, random->word);
    random->counter[0]++;
    random->left = 4;
  }
  return random->word[4 - random->left--];
}

double cx_random_uniform(cx_random *random) {
  uint64_t high = word(random), low = word(random);
  return (double)((high << 32 | low) >> 11) * 0x1p-53;
}

double cx_random_normal(cx_random *random) {
  return cx_distribution_normal_quantile(cx_random_uniform(random) + 0x1p-54);
}

/* ---- binomials (3) ---- */

/* Walks up the probabilities; p <= 1/2 and n p small, so the walk is short. */
static uint64_t invert(cx_random *random, uint64_t n, double p) {
  double odds = p / (1 - p), chance = exp((double)n * log1p(-p)), u = cx_random_uniform(random);
  uint64_t k = 0;
  while (u >= chance && k < n) {
    u -= chance;
    chance *= odds * (double)(n - k) / (double)(k + 1);
    k++;
    if (chance < 1e-300) break; /* the far tail has no more probability in doubles */
  }
  return k;
}

/* log k! less its Stirling formula: the series' tail, tabled where it would not be exact. */
static double stirling(double k) {
  static const double TAIL[] = {.08106146679532726, .04134069595540929, .02767792568499834,
                                .02079067210376509, .01664469118982119, .01387612882307075,
                                .01189670994589177, .01041126526197209, .009255462182712733,
                                .008330563433362871};
  if (k < 10) return TAIL[(int)k];
  double s = (k + 1) * (k + 1);
  return (1. / 12 - (1. / 360 - (1. / 1260 - 1. / 1680 / s) / s) / s) / (k + 1);
}

/* What the rejection needs of (n, p). */
typedef struct hat {
  double n, odds, a, b, centre, v_r, alpha, mode;
} hat;

static hat hat_of(double n, double p) {
  double sd = sqrt(n * p * (1 - p)), b = 1.15 + 2.53 * sd;
  return (hat){
      .n = n, .odds = p / (1 - p), .a = -0.0873 + 0.0248 * b + 0.01 * p, .b = b,
      .centre = n * p + 0.5, .v_r = 0.92 - 4.2 / b, .alpha = (2.83 + 5.1 / b) * sd,
      .mode = floor((n + 1) * p),
  };
}

static bool accept(const hat *h, double k, double us, double v) {
  double n = h->n, m = h->mode;
  double bound = log(v * h->alpha / (h->a / (us * us) + h->b));
  double ratio = (m + 0.5) * log((m + 1) / (h->odds * (n - m + 1))) +
                 (n + 1) * log((n - m + 1) / (n - k + 1)) +
                 (k + 0.5) * log(h->odds * (n - k + 1) / (k + 1)) + stirling(m) + stirling(n - m) -
                 stirling(k) - stirling(n - k);
  return bound <= ratio;
}

static uint64_t reject(cx_random *random, double n, double p) {
  hat h = hat_of(n, p);
  for (;;) {
    double u = cx_random_uniform(random) - 0.5, v = cx_random_uniform(random);
    double us = 0.5 - fabs(u), k = floor((2 * h.a / us + h.b) * u + h.centre);
    if (us >= 0.07 && v <= h.v_r) return (uint64_t)k;
    if (k < 0 || k > n || !(us > 0)) continue;
    if (accept(&h, k, us, v)) return (uint64_t)k;
  }
}

uint64_t cx_random_binomial(cx_random *random, uint64_t n, double p) {
  if (n == 0 || !(p > 0)) return 0;
  if (p >= 1) return n;
  double q = p < 0.5 ? p : 1 - p;
  uint64_t k = (double)n * q < SMALL ? invert(random, n, q) : reject(random, (double)n, q);
  return p < 0.5 ? k : n - k;
}
