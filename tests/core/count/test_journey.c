/* test_journey.c - rules of journey.h, path.h and trace.h, and against a naive reader */
#include "journey_job.h"

#include <stdio.h>
#include <stdlib.h>

#include "../nasty.h"

#define HEAD "id,what,when,felt,score\n"

/* (1) (2) */
static void equal_times_keep_the_order_of_the_file(void **state) {
  (void)state;
  journey_job j;
  journey_job_open(&j, 1);
  journey_job_run(&j, HEAD "1,b,2026-01-01,,\n1,a,2026-01-01,,\n1,c,2025-12-31T23:00,,\n");
  assert_int_equal(j.status, CX_OK);
  assert_int_equal(journey_follows(&j, "c", "b"), 1);
  assert_int_equal(journey_follows(&j, "b", "a"), 1);
  assert_int_equal(journey_follows(&j, "a", "c"), 0);
  assert_int_equal(j.paths->n_cases, 1);
  journey_job_close(&j);
}

/* (3) */
static void rows_without_case_event_or_moment_are_counted(void **state) {
  (void)state;
  journey_job j;
  journey_job_open(&j, 1);
  journey_job_run(&j, HEAD ",a,2026-01-01,,\n \t,,x,,\n1,,2026-01-01,,\n1,a,soon,,\n1,a,2026-01-01,,\n");
  assert_int_equal(j.status, CX_OK);
  assert_int_equal(j.rows.no_case, 2);
  assert_int_equal(j.rows.no_event, 1);
  assert_int_equal(j.rows.no_time, 1);
  assert_int_equal(j.receipt.read, 5);
  assert_int_equal(j.receipt.used, 1);
  assert_int_equal(j.paths->kind[CX_CASE_SINGLE], 1);
  journey_job_close(&j);
}

/* (5) */
static void moments_of_mixed_zones_are_in_order(void **state) {
  (void)state;
  journey_job j;
  journey_job_open(&j, 1);
  journey_job_run(&j, HEAD "k,a,2026-03-09T12:00:00+02:00,,\nk,b,2026-03-09T10:30:00Z,,\nk,c,2026-03-09 09:59:59.500Z,,\n"
                           "k,d,1773052200,,\n");
  assert_int_equal(j.status, CX_OK);
  assert_int_equal(journey_follows(&j, "c", "a"), 1);
  assert_int_equal(journey_follows(&j, "a", "b"), 1);
  assert_int_equal(journey_follows(&j, "b", "d"), 1); /* 1773052200 is 10:30:00Z too: later in the file */
  const cx_path_step *step = cx_paths_step(j.paths, journey_code(&j, "c"), journey_code(&j, "a"));
  assert_int_equal(step->spans.least, 500);
  assert_int_equal(j.rows.zoned, 4);
  assert_int_equal(j.rows.zoneless, 0);
  journey_job_close(&j);
}

/* casebook (1) (2): "7", "\"7\"" and " 7" are one case, "07" is another */
static void a_plain_number_is_one_case_however_it_is_quoted(void **state) {
  (void)state;
  journey_job j;
  journey_job_open(&j, 1);
  journey_job_run(&j, HEAD "7,a,2026-01-01,,\n\"7\",b,2026-01-02,,\n 7,c,2026-01-03,,\n07,d,2026-01-04,,\n"
                           "123456789012345678,a,2026-01-01,,\n1234567890123456789,a,2026-01-01,,\n");
  assert_int_equal(j.status, CX_OK);
  assert_int_equal(j.paths->n_cases, 4);
  assert_int_equal(journey_follows(&j, "a", "b"), 1);
  assert_int_equal(journey_follows(&j, "b", "c"), 1);
  journey_job_close(&j);
}

/* path (3): to the first event that converts */
static void steps_after_a_conversion_are_not_on_the_way(void **state) {
  (void)state;
  static const cx_journey_role roles[] = {{{"buy", 3}, CX_PATH_CONVERTS, 2}, {{"shop", 4}, CX_PATH_HUMAN, 1},
                                          {{"never", 5}, CX_PATH_CONVERTS, 0}};
  journey_job j;
  journey_job_open(&j, 1);
  j.spec.role = roles;
  j.spec.n_roles = 3;
  journey_job_run(&j, HEAD "1,web,1000000000,,\n1,buy,1000000001,,\n1,shop,1000000002,,\n1,buy,1000000003,,\n"
                           "2,web,1000000000,,\n2,web,1000000009,,\n");
  assert_int_equal(j.status, CX_OK);
  uint32_t web = journey_code(&j, "web"), buy = journey_code(&j, "buy"), shop = journey_code(&j, "shop");
  uint64_t converted = 0, lost = 0;
  for (unsigned b = 0; b < CX_PATH_BUCKETS; b++) {
    converted += cx_paths_step(j.paths, web, 3)->until[b];
    lost += cx_paths_step(j.paths, web, 4)->until[b];
    assert_int_equal(cx_paths_step(j.paths, buy, shop)->until[b], 0);
    assert_int_equal(cx_paths_step(j.paths, web, buy)->until[b], 0);
  }
  assert_int_equal(converted, 1);
  assert_int_equal(lost, 1);
  assert_int_equal(j.paths->kind[CX_CASE_CONVERTED | CX_CASE_HUMAN | CX_CASE_REWORK | CX_CASE_BACK], 1);
  assert_int_equal(j.paths->kind[CX_CASE_REWORK | CX_CASE_DIRECT], 1);
  assert_int_equal(j.paths->activity[web].lost, 1);
  assert_int_equal(j.paths->phases[3], 1);
  assert_int_equal(j.paths->converting.largest, 1000);
  journey_job_close(&j);
}

/* path (4), (6) of journey.h */
static void feelings_of_a_path_are_first_peak_end_trough_mean(void **state) {
  (void)state;
  journey_job j;
  journey_job_open(&j, 1);
  journey_job_run(&j, HEAD "1,a,1000000000,1,\n1,b,1000000001,-2,4\n1,c,1000000002,,\n1,d,1000000003,2,9\n1,a,1000000004,0,\n");
  assert_int_equal(j.status, CX_OK);
  const double wanted[] = {1, -2, 0, -2, 0.25, 9};
  const cx_path_moments *m = NULL;
  for (unsigned b = 0; b < CX_PATH_BUCKETS; b++)
    if (j.paths->scored[b].n > 0) m = &j.paths->scored[b];
  assert_non_null(m);
  for (unsigned i = 0; i < 6; i++) assert_true((double)m->sum[i] / CX_PATH_STEP == wanted[i]);
  assert_true((double)m->product[5][1] / CX_PATH_STEP / CX_PATH_STEP == -18);
  assert_int_equal(j.paths->activity[journey_code(&j, "b")].peaks, 1);
  assert_int_equal(j.paths->activity[journey_code(&j, "b")].troughs, 1);
  journey_job_close(&j);
}

/* trace (2) (3), (4) of journey.h: with hardly any memory everything goes to the file and comes back */
static void a_case_of_many_events_and_little_memory_counts_the_same(void **state) {
  (void)state;
  enum { N = 60000 };
  char *text = malloc(sizeof HEAD + N * 32), *at = text + sprintf(text, HEAD);
  for (int i = 0; i < N; i++) at += sprintf(at, "%d,%c,%d,,\n", i % 3 ? 1 : i % 1000, 'a' + i % 5, 1700000000 + (i * 7919) % N);
  journey_job j[3];
  for (int k = 0; k < 3; k++) {
    journey_job_open(&j[k], k == 2 ? 7 : 1);
    j[k].spec.memory = k > 0 ? 1 : 0;
    j[k].pass.block_size = k == 2 ? 4096 : 0;
    journey_job_run(&j[k], text);
    assert_int_equal(j[k].status, CX_OK);
  }
  assert_int_equal(j[0].rows.spilled, 0);
  assert_true(j[1].rows.spilled > N * 20);
  for (int k = 1; k < 3; k++) {
    assert_int_equal(j[k].paths->n_cases, j[0].paths->n_cases);
    assert_int_equal(j[k].paths->variants.n, j[0].paths->variants.n);
    for (size_t v = 0; v < j[0].paths->variants.n; v++)
      assert_int_equal(j[k].paths->variants.variant[v].hash, j[0].paths->variants.variant[v].hash);
  }
  for (int k = 0; k < 3; k++) journey_job_close(&j[k]);
  free(text);
}

static void a_folder_that_is_not_there_is_said(void **state) {
  (void)state;
  enum { N = 2000 };
  char *text = malloc(sizeof HEAD + N * 32), *at = text + sprintf(text, HEAD);
  for (int i = 0; i < N; i++) at += sprintf(at, "%d,a,%d,,\n", i, 1700000000 + i);
  journey_job j;
  journey_job_open(&j, 1);
  j.spec.memory = 1;
  j.spec.folder = "/nowhere/at/all";
  journey_job_run(&j, text);
  assert_int_equal(j.status, CX_NOT_WRITABLE);
  assert_non_null(strstr(j.error.message, "temporary file"));
  journey_job_close(&j);
  free(text);
}

static void no_events_give_empty_counts(void **state) {
  (void)state;
  journey_job j;
  journey_job_open(&j, 2);
  journey_job_run(&j, HEAD);
  assert_int_equal(j.status, CX_OK);
  assert_int_equal(j.paths->n_cases, 0);
  assert_int_equal(j.paths->rules->n_activities, 0);
  journey_job_close(&j);
}

static void too_many_activities_are_refused(void **state) {
  (void)state;
  char *text = malloc(40000), *at = text + sprintf(text, HEAD);
  for (int i = 0; i < 1001; i++) at += sprintf(at, "1,e%d,1700000000,,\n", i);
  journey_job j;
  journey_job_open(&j, 1);
  journey_job_run(&j, text);
  assert_int_equal(j.status, CX_TOO_MANY);
  journey_job_close(&j);
  free(text);
}

/*
** Against a naive reader: all events in one list, sorted by case and time, walked.
*/

typedef struct plain {
  int id, what, when, place;
} plain;

static int by_case(const void *x, const void *y) {
  const plain *a = x, *b = y;
  if (a->id != b->id) return a->id - b->id;
  if (a->when != b->when) return a->when - b->when;
  return a->place - b->place;
}

static void random_logs_equal_a_naive_reader(void **state) {
  (void)state;
  enum { MOST = 3000, WHATS = 6 };
  static plain event[MOST];
  char *text = malloc(sizeof HEAD + MOST * 40);
  nasty g = {.seed = 20261121};
  for (int round = 0; round < 60; round++) {
    int n = 1 + (int)nasty_below(&g, MOST), cases = 1 + (int)nasty_below(&g, 200);
    char *at = text + sprintf(text, HEAD);
    for (int i = 0; i < n; i++) {
      event[i] = (plain){(int)nasty_below(&g, (uint32_t)cases), (int)nasty_below(&g, WHATS), (int)nasty_below(&g, 500), i};
      at += sprintf(at, round % 2 ? "c%d,%c,%d,,\n" : "%d,%c,%d,,\n", event[i].id, 'a' + event[i].what,
                    1700000000 + event[i].when);
    }
    qsort(event, (size_t)n, sizeof *event, by_case);
    uint64_t follows[WHATS][WHATS] = {{0}}, span[WHATS][WHATS] = {{0}}, starts[WHATS] = {0}, ends[WHATS] = {0}, all = 0;
    for (int i = 0; i < n; i++) {
      bool first = i == 0 || event[i].id != event[i - 1].id;
      all += first;
      starts[event[i].what] += first;
      ends[event[i].what] += i + 1 == n || event[i].id != event[i + 1].id;
      if (first) continue;
      follows[event[i - 1].what][event[i].what]++;
      uint64_t ms = (uint64_t)(event[i].when - event[i - 1].when) * 1000;
      if (ms > span[event[i - 1].what][event[i].what]) span[event[i - 1].what][event[i].what] = ms;
    }
    journey_job j;
    journey_job_open(&j, 1 + (unsigned)round % 3);
    j.spec.memory = round % 5 == 0 ? 100000 : 0;
    j.pass.block_size = 64u << round % 8;
    journey_job_run(&j, text);
    assert_int_equal(j.status, CX_OK);
    assert_int_equal(j.paths->n_cases, all);
    assert_int_equal(j.paths->n_events, (uint64_t)n);
    uint64_t in_variants = 0;
    for (size_t v = 0; v < j.paths->variants.n; v++) in_variants += j.paths->variants.variant[v].n;
    assert_int_equal(in_variants, all);
    for (uint32_t a = 0; a < j.paths->rules->n_activities; a++) {
      int from = cx_journey_activity(j.journey, a).at[0] - 'a';
      assert_int_equal(j.paths->activity[a].starts, starts[from]);
      assert_int_equal(j.paths->activity[a].ends, ends[from]);
      for (uint32_t b = 0; b < j.paths->rules->n_activities; b++) {
        int to = cx_journey_activity(j.journey, b).at[0] - 'a';
        const cx_path_step *step = cx_paths_step(j.paths, a, b);
        assert_int_equal(step != NULL ? step->n : 0, follows[from][to]);
        if (step != NULL) assert_int_equal(step->spans.largest, span[from][to]);
      }
    }
    journey_job_close(&j);
  }
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_times_keep_the_order_of_the_file),
      cmocka_unit_test(rows_without_case_event_or_moment_are_counted),
      cmocka_unit_test(moments_of_mixed_zones_are_in_order),
      cmocka_unit_test(a_plain_number_is_one_case_however_it_is_quoted),
      cmocka_unit_test(steps_after_a_conversion_are_not_on_the_way),
      cmocka_unit_test(feelings_of_a_path_are_first_peak_end_trough_mean),
      cmocka_unit_test(a_case_of_many_events_and_little_memory_counts_the_same),
      cmocka_unit_test(a_folder_that_is_not_there_is_said),
      cmocka_unit_test(no_events_give_empty_counts),
      cmocka_unit_test(too_many_activities_are_refused),
      cmocka_unit_test(random_logs_equal_a_naive_reader),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
