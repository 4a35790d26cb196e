/* test_journey_memory.c - each allocation of a journey fails in turn */
#include "journey_job.h"

#include <stdio.h>

#include "../read/failing.h"

static char text[40000];
static unsigned threads;

static void read_once(bool *done) {
  journey_job j;
  static const cx_journey_role roles[] = {{{"c", 1}, CX_PATH_CONVERTS, 2}, {{"a", 1}, CX_PATH_HUMAN, 1}};
  journey_job_open(&j, threads);
  j.spec.role = roles;
  j.spec.n_roles = 2;
  j.spec.memory = threads == 2 ? 1 : 0;
  j.pass.block_size = 1024;
  journey_job_run(&j, text);
  assert_true(j.status == CX_OK || j.status == CX_NO_MEMORY);
  if (j.status == CX_OK) assert_int_equal(j.paths->n_events, 600);
  else assert_int_equal(j.error.status, CX_NO_MEMORY);
  *done = j.status == CX_OK;
  journey_job_close(&j);
}

static void no_allocation_of_a_journey_is_taken_for_granted(void **state) {
  (void)state;
  char *at = text + sprintf(text, "id,what,when,felt,score\n");
  for (int i = 0; i < 600; i++)
    at += sprintf(at, "%s%d,%c,%d,%d,%d\n", i % 2 ? "k" : "", i % 90, 'a' + i % 7, 1700000000 + i * 31 % 600, i % 5 - 2, i % 11);
  for (threads = 1; threads < 4; threads++) assert_true(fail_each(read_once) > 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_allocation_of_a_journey_is_taken_for_granted)};
  return cmocka_run_group_tests_name("journey without memory", tests, NULL, NULL);
}
