/*
** allocate.c - a budget divided among touchpoints so that the sum of what they gain is largest
**
**   file > rows > batch > tally > METRIC > goal > report
*/
#include "infer/allocate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static double gain(const cx_allocate_job *job, size_t item, size_t step) {
  return job->gain[item * (job->steps + 1) + step];
}

/* The steps that an item may get at most: no more than there are. */
static size_t most(const cx_allocate_job *job, size_t item) {
  return job->most[item] < job->steps ? job->most[item] : job->steps;
}

static bool bends_down(const cx_allocate_job *job, size_t item) {
  for (size_t s = job->least[item] + 1; s < most(job, item); s++) {
    double before = gain(job, item, s) - gain(job, item, s - 1), after = gain(job, item, s + 1) - gain(job, item, s);
    double size = before > 0 ? before : -before;
    if (after > before + 1e-9 * size) return false;
  }
  return true;
}

bool cx_allocate_is_concave(const cx_allocate_job *job) {
  for (size_t i = 0; i < job->items; i++) {
    if (!bends_down(job, i)) return false;
  }
  return true;
}

/* The item whose next step gains most, or items when none gains anything (2). */
static size_t best(const cx_allocate_job *job, const size_t *spend) {
  size_t at = job->items;
  double most_gain = 0;
  for (size_t i = 0; i < job->items; i++) {
    if (spend[i] >= most(job, i)) continue;
    double step = gain(job, i, spend[i] + 1) - gain(job, i, spend[i]);
    if (step > most_gain) {
      most_gain = step;
      at = i;
    }
  }
  return at;
}

static void greedy(const cx_allocate_job *job, size_t *spend) {
  size_t left = job->steps;
  for (size_t i = 0; i < job->items; i++) {
    spend[i] = job->least[i];
    left -= job->least[i];
  }
  for (size_t at; left > 0 && (at = best(job, spend)) < job->items; left--) spend[at]++;
}

/* value[m]: the most that items so far gain from m steps at most; -1 of choice: m cannot pay the least of all. */
static void add_item(const cx_allocate_job *job, size_t item, const double *before, double *value, size_t *choice,
                     size_t floor) {
  size_t least = job->least[item];
  for (size_t m = floor + least; m <= job->steps; m++) {
    size_t end = m - floor < most(job, item) ? m - floor : most(job, item);
    value[m] = before[m - least] + gain(job, item, least);
    choice[m] = least;
    for (size_t s = least + 1; s <= end; s++) {
      double sum = before[m - s] + gain(job, item, s);
      if (sum > value[m]) {
        value[m] = sum;
        choice[m] = s;
      }
    }
  }
}

/* The steps of each item, from the last one's choice back, with the least money that gains as much (2). */
static void trace(const cx_allocate_job *job, const double *value, const size_t *choice, size_t floor, size_t *spend) {
  size_t m = job->steps;
  while (m > floor && value[m - 1] >= value[m]) m--;
  for (size_t i = job->items; i-- > 0;) {
    spend[i] = choice[i * (job->steps + 1) + m];
    m -= spend[i];
  }
}

static bool dynamic(const cx_allocate_job *job, size_t *spend) {
  size_t width = job->steps + 1, floor = 0;
  double *value = calloc(2 * width, sizeof *value);
  size_t *choice = calloc(job->items * width, sizeof *choice);
  double *before = value, *after = value ? value + width : NULL;
  if (value && choice) {
    for (size_t i = 0; i < job->items; i++) {
      add_item(job, i, before, after, choice + i * width, floor);
      floor += job->least[i];
      double *other = before;
      before = after;
      after = other;
    }
    trace(job, before, choice, floor, spend);
  }
  bool done = value && choice;
  free(value);
  free(choice);
  return done;
}

bool cx_allocate(const cx_allocate_job *job, size_t *spend) {
  size_t sum = 0;
  for (size_t i = 0; i < job->items; i++) {
    assert(job->least[i] <= job->most[i]); /* (3) */
    sum += job->least[i];
  }
  assert(sum <= job->steps);
  if (job->items == 0) return true;
  if (!cx_allocate_is_concave(job)) return dynamic(job, spend);
  greedy(job, spend);
  return true;
}
