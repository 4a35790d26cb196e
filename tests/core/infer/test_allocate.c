/* test_allocate.c - allocate.h: the note's check (statistics, section 14), and every division tried by hand */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "infer/allocate.h"
#include "sample.h"

enum { ITEMS = 4, STEPS = 7 };

typedef struct table {
  double gain[ITEMS * (STEPS + 1)];
  size_t least[ITEMS], most[ITEMS];
} table;

static cx_allocate_job job_of(const table *t, size_t items) {
  return (cx_allocate_job){.gain = t->gain, .least = t->least, .most = t->most, .items = items, .steps = STEPS};
}

static double total(const cx_allocate_job *job, const size_t *spend) {
  double sum = 0;
  for (size_t i = 0; i < job->items; i++) sum += job->gain[i * (job->steps + 1) + spend[i]];
  return sum;
}

/* The best total of all divisions from item `at` on, with so much money left. */
static double tried(const cx_allocate_job *job, size_t at, size_t left, size_t *spend) {
  if (at >= job->items || at >= ITEMS) return total(job, spend);
  double best = -INFINITY;
  for (size_t s = job->least[at]; s <= job->most[at] && s <= left; s++) {
    spend[at] = s;
    double got = tried(job, at + 1, left - s, spend);
    if (got > best) best = got;
  }
  return best;
}

static void the_check_of_the_note_is_met(void **state) {
  (void)state; /* (1) */
  const double a[] = {10, 8, 6}, b[] = {0.5, 0.3, 0.8};
  double gain[3 * 7];
  for (int i = 0; i < 3; i++) {
    for (int s = 0; s <= 6; s++) gain[i * 7 + s] = a[i] * (1 - exp(-b[i] * s));
  }
  const size_t least[3] = {0}, most[3] = {6, 6, 6};
  cx_allocate_job job = {.gain = gain, .least = least, .most = most, .items = 3, .steps = 6};
  size_t spend[3];
  assert_true(cx_allocate_is_concave(&job));
  assert_true(cx_allocate(&job, spend));
  for (int i = 0; i < 3; i++) assert_int_equal(spend[i], 2);
  assert_true(fabs(total(&job, spend) - 14.719333) < 5e-7);
}

/* Gains with any shape: concave, S, with a threshold, falling. */
static void fill(table *t, uint64_t *random) {
  for (size_t i = 0; i < ITEMS; i++) {
    double shape = chance(random), size = 10 * chance(random), half = 1 + 5 * chance(random);
    for (size_t s = 0; s <= STEPS; s++) {
      double x = (double)s, *g = &t->gain[i * (STEPS + 1) + s];
      if (shape < 0.3) *g = size * (1 - exp(-x / half));
      else if (shape < 0.6) *g = size * x * x * x / (half * half * half + x * x * x);
      else if (shape < 0.8) *g = x < half ? 0 : size;
      else *g = size * chance(random) - x;
    }
    t->least[i] = chance(random) < 0.3 ? 1 : 0;
    t->most[i] = t->least[i] + (size_t)(chance(random) * (double)(STEPS - t->least[i] + 1));
  }
}

static void no_division_is_better(void **state) {
  (void)state; /* (1) (2) */
  uint64_t random = 5;
  int greedy = 0;
  for (int trial = 0; trial < 2000; trial++) {
    table t;
    fill(&t, &random);
    cx_allocate_job job = job_of(&t, 1 + (size_t)(chance(&random) * ITEMS));
    size_t spend[ITEMS] = {0}, hand[ITEMS] = {0}, sum = 0;
    assert_true(cx_allocate(&job, spend));
    for (size_t i = 0; i < job.items; i++) {
      assert_true(spend[i] >= t.least[i] && spend[i] <= t.most[i]);
      sum += spend[i];
    }
    assert_true(sum <= STEPS);
    assert_true(fabs(total(&job, spend) - tried(&job, 0, STEPS, hand)) < 1e-9);
    greedy += cx_allocate_is_concave(&job);
  }
  assert_true(greedy > 100 && greedy < 1900);
}

static void money_that_gains_nothing_stays(void **state) {
  (void)state; /* (2) */
  table t = {.most = {STEPS, STEPS}};
  for (size_t s = 0; s <= STEPS; s++) t.gain[s] = s < 3 ? (double)s : 2;
  for (size_t s = 0; s <= STEPS; s++) t.gain[STEPS + 1 + s] = s < 4 ? 0 : 5;
  cx_allocate_job job = job_of(&t, 2);
  size_t spend[2];
  assert_true(cx_allocate(&job, spend));
  assert_int_equal(spend[0], 2);
  assert_int_equal(spend[1], 4);
  job.items = 1;
  assert_true(cx_allocate(&job, spend));
  assert_int_equal(spend[0], 2);
}

static void no_money_and_no_items_are_fine(void **state) {
  (void)state; /* (3) */
  const double gain[2] = {0, 0};
  const size_t none[2] = {0};
  size_t spend[2] = {9, 9};
  cx_allocate_job job = {.gain = gain, .least = none, .most = none, .items = 2, .steps = 0};
  assert_true(cx_allocate(&job, spend));
  assert_int_equal(spend[0] + spend[1], 0);
  job.items = 0;
  assert_true(cx_allocate(&job, spend));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_check_of_the_note_is_met),
      cmocka_unit_test(no_division_is_better),
      cmocka_unit_test(money_that_gains_nothing_stays),
      cmocka_unit_test(no_money_and_no_items_are_fine),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
