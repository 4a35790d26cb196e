/* resample.c - see resample.h */
#include "infer/resample.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#define MOST_THREADS 64

void cx_resample_histogram(cx_random *random, const uint64_t *n, size_t answers, uint64_t *out) {
  uint64_t left = 0, people;
  for (size_t i = 0; i < answers; i++) left += n[i];
  people = left; /* still to be drawn; left: people of the answers not yet drawn */
  for (size_t i = 0; i < answers; i++) {
    out[i] = left > 0 ? cx_random_binomial(random, people, (double)n[i] / (double)left) : 0;
    people -= out[i];
    left -= n[i];
  }
}

/* ---- summing up (3) ---- */

/* Puts the k-th smallest in its place, smaller ones before it (Hoare's find). */
static double select_at(double *x, size_t n, size_t k) {
  size_t low = 0, high = n - 1;
  while (low < high) {
    double pivot = x[(low + high) / 2];
    size_t i = low, j = high;
    for (;;) {
      while (x[i] < pivot) i++;
      while (x[j] > pivot) j--;
      if (i >= j) break;
      double swap = x[i];
      x[i++] = x[j];
      x[j--] = swap;
    }
    if (k <= j) high = j;
    else low = j + 1;
  }
  return x[k];
}

static size_t place_of(double share, uint32_t n) {
  double place = ceil(share * n - 1e-9) - 1;
  return place < 0 ? 0 : place >= n ? n - 1 : (size_t)place;
}

void cx_resample_sum_up(double *value, uint32_t replicates, double confidence,
                        cx_resample_result *out) {
  assert(replicates >= 2);
  double sum = 0, squares = 0, tail = (1 - confidence) / 2;
  for (uint32_t r = 0; r < replicates; r++) sum += value[r];
  out->mean = sum / replicates;
  for (uint32_t r = 0; r < replicates; r++) squares += (value[r] - out->mean) * (value[r] - out->mean);
  out->se = sqrt(squares / (replicates - 1));
  out->low = select_at(value, replicates, place_of(tail, replicates));
  out->high = select_at(value, replicates, place_of(1 - tail, replicates));
}

/* ---- cells, by threads (2) ---- */

typedef struct work {
  const uint64_t *n;
  const double *score;
  size_t cells, answers;
  const cx_resample_options *options;
  cx_resample_result *out;
  atomic_size_t next;
} work;

typedef struct worker {
  work *work;
  double *value;  /* one a replicate */
  uint64_t *draw; /* one an answer */
  pthread_t thread;
} worker;

static double mean_of(const uint64_t *n, const double *score, size_t answers, double people) {
  double sum = 0;
  for (size_t i = 0; i < answers; i++) sum += (double)n[i] * score[i];
  return sum / people;
}

static void resample_cell(const worker *me, size_t cell) {
  const work *w = me->work;
  const uint64_t *n = w->n + cell * w->answers;
  cx_resample_result *out = &w->out[cell];
  uint64_t people = 0;
  for (size_t i = 0; i < w->answers; i++) people += n[i];
  *out = (cx_resample_result){0};
  if (people == 0) return; /* (5) */
  for (uint32_t r = 0; r < w->options->replicates; r++) {
    cx_random random = cx_random_stream(w->options->seed, cell, r);
    cx_resample_histogram(&random, n, w->answers, me->draw);
    me->value[r] = mean_of(me->draw, w->score, w->answers, (double)people);
  }
  cx_resample_sum_up(me->value, w->options->replicates, w->options->confidence, out);
  out->value = mean_of(n, w->score, w->answers, (double)people);
  out->defined = true;
}

static void *resample_cells(void *argument) {
  const worker *me = argument;
  for (;;) {
    size_t cell = atomic_fetch_add(&me->work->next, 1);
    if (cell >= me->work->cells) return NULL;
    resample_cell(me, cell);
  }
}

static void free_workers(worker *list, unsigned n) {
  for (unsigned i = 0; i < n; i++) {
    free(list[i].value);
    free(list[i].draw);
  }
}

/* Starts what can be started; the caller's thread works too, so none is enough. */
static void run(worker *list, unsigned n) {
  unsigned started = 1;
  while (started < n && !pthread_create(&list[started].thread, NULL, resample_cells, &list[started]))
    started++;
  resample_cells(&list[0]);
  for (unsigned i = 1; i < started; i++) pthread_join(list[i].thread, NULL);
}

bool cx_resample_scores(const uint64_t *n, size_t cells, size_t answers, const double *score,
                        const cx_resample_options *options, cx_resample_result *out) {
  assert(answers > 0 && options->replicates >= 2 && options->threads >= 1);
  work w = {.n = n, .score = score, .cells = cells, .answers = answers, .options = options, .out = out};
  unsigned threads = options->threads < MOST_THREADS ? options->threads : MOST_THREADS;
  if (threads > cells) threads = cells > 0 ? (unsigned)cells : 1;
  worker list[MOST_THREADS] = {{0}};
  bool fine = true;
  for (unsigned i = 0; i < threads; i++) {
    list[i].work = &w;
    list[i].value = malloc(options->replicates * sizeof *list[i].value);
    list[i].draw = malloc(answers * sizeof *list[i].draw);
    fine = fine && list[i].value && list[i].draw;
  }
  if (fine) run(list, threads);
  free_workers(list, threads);
  return fine;
}

double cx_resample_replicates(const double *theta, const double *factor, const double *times, size_t n) {
  long double sum = 0, squares = 0, used = 0;
  for (size_t i = 0; i < n; i++) {
    if (!(factor[i] > 0)) continue;
    sum += (long double)times[i] * theta[i];
    used += times[i];
  }
  for (size_t i = 0; i < n && used > 0; i++) {
    long double off = theta[i] - sum / used;
    squares += factor[i] > 0 ? times[i] * factor[i] * off * off : 0;
  }
  return (double)sqrtl(squares);
}
