/*
** resample.h - errors by resampling: the bootstrap of a histogram, the jackknife of buckets
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      people by answer for each cell; a score for each answer; or values with a bucket left out.
** Out:     error and percentile interval; nothing that depends on the number of threads.
** Owns:    nothing but scratch and threads during a call.
**
** (1) Drawing n rows with replacement is exactly Multinomial(n, share of each answer) on the
**     histogram: conditional binomials in the order of the answers (random.h). Valid without
**     weights and clusters only; the caller refuses the rest.
** (2) Each (cell, replicate) has its own stream, so any number of threads gives the same bits.
** (3) se: root of the variance over replicates, divided by their number less one. Percentile
**     interval: the smallest value that at least tail x replicates do not pass, both ends (Efron
**     1979); it is no headline interval for small skewed cells.
** (4) Replicates of a sample: V = sum factor (theta - mean)^2, the mean being that of those whose factor is not
**     nought (R survey: svrVar); each stands so many times. Delete-a-group jackknife: all factors are
**     (G - 1)/G, t of G - 1 (Rust 1985).
** (5) A cell without people has no result: defined is false, all numbers 0.
*/
#ifndef CX_RESAMPLE_H
#define CX_RESAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "infer/random.h"

typedef struct cx_resample_options {
  uint64_t seed;
  uint32_t replicates; /* at least 2 */
  double confidence;
  unsigned threads;    /* at least 1 */
} cx_resample_options;

typedef struct cx_resample_result {
  bool defined;
  double value, mean, se, low, high; /* of the histogram; of the replicates */
} cx_resample_result;

/* One replicate of a histogram (1). */
void cx_resample_histogram(cx_random *random, const uint64_t *n, size_t answers, uint64_t *out);

/* Mean score of each cell: people are n[cell * answers + answer]. False: no memory. */
bool cx_resample_scores(const uint64_t *n, size_t cells, size_t answers, const double *score,
                        const cx_resample_options *options, cx_resample_result *out);

/* (3) over values that were computed elsewhere; sorts them. */
void cx_resample_sum_up(double *value, uint32_t replicates, double confidence,
                        cx_resample_result *out);

/* (4): the root of V; 0 when all factors are. */
double cx_resample_replicates(const double *theta, const double *factor, const double *times, size_t n);

#endif
