/* test_panel_memory.c - each allocation of a pairing fails in turn */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "../read/failing.h"
#include "panel_job.h"

static panel_way way = {.block_size = 64};
static panel_rows rows;

static void draw_rows(size_t n) {
  static char name[PANEL_ROWS][24];
  rows.n = n;
  for (size_t i = 0; i < n; i++) {
    snprintf(name[i], sizeof name[i], "%zu", i % (2 * n / 3));
    const char *const cell[P_COLUMNS] = {name[i], i % 2 ? "2" : "1", panel_scores[i % 12], i % 3 ? "A" : "B", "0.5"};
    memcpy(rows.cell[i], cell, sizeof cell);
  }
}

static void pair_once(bool *done) {
  cx_error error = {0};
  cx_panel *panel = NULL;
  cx_tally *tally = NULL;
  cx_status status = new_panel(&panel, way, &error);
  if (status == CX_OK) status = pair_rows(panel, &rows, way, CX_ROUNDS, &tally, &error);
  assert_true(status == CX_OK || status == CX_NO_MEMORY);
  if (status != CX_OK) {
    assert_int_equal(error.status, CX_NO_MEMORY);
    assert_null(tally);
  } else {
    assert_int_equal(cx_tally_design(tally).n, naive_people(&rows).both);
  }
  cx_tally_free(tally);
  cx_panel_free(panel);
  *done = status == CX_OK;
}

static void no_allocation_of_a_pairing_is_taken_for_granted(void **state) {
  (void)state;
  draw_rows(120);
  for (way.threads = 1; way.threads < 4; way.threads++) {
    way.weighted = way.threads % 2 == 1;
    assert_true(fail_each(pair_once) > 50);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_allocation_of_a_pairing_is_taken_for_granted)};
  return cmocka_run_group_tests_name("panel without memory", tests, NULL, NULL);
}
