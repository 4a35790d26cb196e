/* test_panel.c - pairs of one person, against a loop over all rows, for every block and number of threads */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "../nasty.h"
#include "base/hash.h"
#include "panel_job.h"

static const size_t block_sizes[] = {64, 128, 320, 4096, 0};
static const unsigned thread_counts[] = {1, 2, 7};

static bool same_count(cx_count a, cx_count b) { return a.n == b.n && a.w == b.w && a.w2 == b.w2; }

static void expect_people(const cx_panel *panel, const panel_rows *rows) {
  cx_panel_people got = cx_panel_count(panel), wanted = naive_people(rows);
  assert_memory_equal(&got, &wanted, sizeof got);
  assert_int_equal(rows->n, got.blank + got.other + got.repeated + got.before + got.after + 2 * got.both);
}

/* Every cell of the tally is what the loop counts, and their people are all there are. */
static void expect_tally(const cx_tally *tally, const panel_rows *rows, bool weighted) {
  uint64_t both = naive_people(rows).both, n_people = 0;
  assert_int_equal(cx_tally_design(tally).n, both);
  for (size_t g = 0; g < cx_tally_n_groups(tally); g++) {
    cx_text site = cx_tally_label(tally, g, 0), before = cx_tally_label(tally, g, 1);
    assert_true(same_count(cx_tally_group(tally, g), naive_cell(rows, weighted, site, before, UINT32_MAX)));
    size_t n;
    const cx_tally_cell *cell = cx_tally_cells(tally, 0, g, &n);
    for (size_t i = 0; i < n; i++) {
      assert_true(same_count(cell[i].count, naive_cell(rows, weighted, site, before, cell[i].answer)));
      n_people += cell[i].count.n;
    }
  }
  assert_int_equal(n_people, both);
}

static void expect_pairs(const panel_rows *rows, panel_way way) {
  cx_error error = {0};
  cx_panel *panel = NULL;
  cx_tally *tally = NULL;
  assert_int_equal(new_panel(&panel, way, &error), CX_OK);
  assert_int_equal(pair_rows(panel, rows, way, CX_ROUNDS, &tally, &error), CX_OK);
  expect_people(panel, rows);
  cx_panel_free(panel); /* the tally outlives it */
  expect_tally(tally, rows, way.weighted);
  cx_tally_free(tally);
}

/* Random rows of so many persons, none of a third round where rounds is 2. */
static void draw_rows(nasty *g, panel_rows *rows, uint32_t persons, uint32_t rounds) {
  static const char *const sites[] = {"A", "B", ""}, *const names[] = {"1", "2", "3"};
  static const char *const odd[] = {"", "11", "x"};
  static char name[40][16];
  rows->n = nasty_below(g, 250);
  for (size_t i = 0; i < rows->n; i++) {
    uint32_t person = nasty_below(g, persons);
    snprintf(name[person], sizeof name[person], "p%u", person);
    const char **c = rows->cell[i];
    c[P_PERSON] = nasty_below(g, 30) == 0 ? "" : name[person];
    c[P_ROUND] = names[nasty_below(g, rounds)];
    c[P_SCORE] = nasty_below(g, 8) == 0 ? odd[nasty_below(g, 3)] : panel_scores[nasty_below(g, 11)];
    c[P_SITE] = sites[nasty_below(g, 3)];
    c[P_WEIGHT] = panel_weights[nasty_below(g, N_OF(panel_weights))];
    rows->spaced[i] = nasty_below(g, 4) == 0;
  }
}

static void random_rows_are_paired_as_the_rules_say(void **state) {
  (void)state;
  static panel_rows rows;
  nasty g = {.seed = 5};
  for (int round = 0; round < 60; round++) {
    draw_rows(&g, &rows, 1 + nasty_below(&g, 40), 3);
    for (size_t t = 0; t < N_OF(thread_counts); t++) {
      panel_way way = {.threads = thread_counts[t], .block_size = block_sizes[nasty_below(&g, N_OF(block_sizes))],
                       .weighted = round % 2 == 0};
      if (rows.n > 0 && round % 3 == 0) way.split = nasty_below(&g, (uint32_t)rows.n);
      expect_pairs(&rows, way);
    }
  }
}

static void two_passes_are_two_rounds(void **state) { /* (8) */
  (void)state;
  static panel_rows all, side[CX_ROUNDS];
  nasty g = {.seed = 6};
  for (int round = 0; round < 40; round++) {
    panel_way way = {.threads = thread_counts[round % 3], .block_size = 128, .weighted = round % 2 == 0};
    cx_error error = {0};
    cx_panel *panel = NULL;
    cx_tally *none = NULL, *tally = NULL;
    draw_rows(&g, &all, 30, 2);
    side[0].n = side[1].n = 0;
    for (size_t i = 0; i < all.n; i++) {
      panel_rows *to = &side[strcmp(all.cell[i][P_ROUND], "2") == 0];
      memcpy(to->cell[to->n], all.cell[i], sizeof all.cell[i]);
      to->spaced[to->n++] = all.spaced[i];
    }
    assert_int_equal(new_panel(&panel, way, &error), CX_OK);
    assert_int_equal(pair_rows(panel, &side[0], way, CX_ROUND_EARLIER, &none, &error), CX_OK);
    assert_int_equal(cx_tally_n_groups(none), 0);
    assert_int_equal(pair_rows(panel, &side[1], way, CX_ROUND_LATER, &tally, &error), CX_OK);
    expect_people(panel, &all);
    expect_tally(tally, &all, way.weighted);
    cx_panel_free(panel);
    cx_tally_free(none);
    cx_tally_free(tally);
  }
}

/* n rows of as many persons, in round 1 and 2 in turn. */
static void fill_persons(panel_rows *rows, size_t n) {
  static char name[PANEL_ROWS][24];
  rows->n = n;
  for (size_t i = 0; i < n; i++) {
    snprintf(name[i], sizeof name[i], "%zu", i);
    const char *const cell[P_COLUMNS] = {name[i], i % 2 ? "2" : "1", "9", "A", "1"};
    memcpy(rows->cell[i], cell, sizeof cell);
    rows->spaced[i] = false;
  }
}

static void more_persons_than_the_limit_end_the_pass(void **state) { /* (7) */
  (void)state;
  static panel_rows rows;
  fill_persons(&rows, 100);
  for (size_t t = 0; t < N_OF(thread_counts); t++)
    for (uint32_t most = 99; most <= 100; most++) {
      panel_way way = {.threads = thread_counts[t], .block_size = 64, .max_persons = most};
      cx_error error = {0};
      cx_panel *panel = NULL;
      cx_tally *tally = NULL;
      assert_int_equal(new_panel(&panel, way, &error), CX_OK);
      assert_int_equal(pair_rows(panel, &rows, way, CX_ROUNDS, &tally, &error), most < 100 ? CX_TOO_MANY : CX_OK);
      if (most < 100) assert_non_null(strstr(error.message, "more than 99 persons"));
      cx_tally_free(tally);
      cx_panel_free(panel);
    }
}

static void more_groups_than_the_limit_are_an_error(void **state) {
  (void)state;
  static panel_rows rows;
  fill_persons(&rows, 8);
  for (size_t i = 0; i < 8; i++) rows.cell[i][P_PERSON] = rows.cell[i - i % 2][P_PERSON];
  rows.cell[2][P_SCORE] = "8";
  rows.cell[4][P_SCORE] = "x"; /* what is missing is one group, whatever the reason (4) */
  rows.cell[6][P_SCORE] = "";
  for (uint32_t most = 2; most <= 3; most++) {
    panel_way way = {.threads = 1, .max_groups = most};
    cx_error error = {0};
    cx_panel *panel = NULL;
    cx_tally *tally = NULL;
    assert_int_equal(new_panel(&panel, way, &error), CX_OK);
    assert_int_equal(pair_rows(panel, &rows, way, CX_ROUNDS, &tally, &error), most < 3 ? CX_TOO_MANY : CX_OK);
    cx_tally_free(tally);
    cx_panel_free(panel);
  }
}

typedef struct hashed {
  uint32_t hash, number;
} hashed;

static int compare_hashed(const void *x, const void *y) {
  const hashed *a = x, *b = y;
  return (a->hash > b->hash) - (a->hash < b->hash);
}

static void persons_of_one_hash_are_two(void **state) { /* (1) */
  (void)state;
  enum { MANY = 400000 };
  static hashed all[MANY];
  static char name[2][24];
  static panel_rows rows;
  for (uint32_t i = 0; i < MANY; i++) {
    int length = snprintf(name[0], sizeof name[0], "%u", i);
    all[i] = (hashed){(uint32_t)cx_hash_stable((cx_text){name[0], (size_t)length}), i};
  }
  qsort(all, MANY, sizeof *all, compare_hashed);
  size_t found = 1;
  while (found < MANY && all[found].hash != all[found - 1].hash) found++;
  assert_true(found < MANY);
  for (size_t i = 0; i < 2; i++) snprintf(name[i], sizeof name[i], "%u", all[found - i].number);
  fill_persons(&rows, 6);
  for (size_t i = 0; i < 6; i++) rows.cell[i][P_PERSON] = name[i % 3 == 2];
  for (unsigned threads = 1; threads < 3; threads++) expect_pairs(&rows, (panel_way){.threads = threads, .block_size = 64});
}

static void thousands_of_persons_grow_the_tables(void **state) {
  (void)state;
  static panel_rows rows;
  static char name[PANEL_ROWS][24];
  panel_way way = {.threads = 1};
  cx_error error = {0};
  cx_panel *panel = NULL;
  assert_int_equal(new_panel(&panel, way, &error), CX_OK);
  for (uint32_t block = 0; block < 30; block++)
    for (int round = 0; round < CX_ROUNDS; round++) {
      cx_tally *tally = NULL;
      fill_persons(&rows, PANEL_ROWS);
      for (uint32_t i = 0; i < PANEL_ROWS; i++) {
        snprintf(name[i], sizeof name[i], "%u", block * PANEL_ROWS + i);
        rows.cell[i][P_PERSON] = name[i];
      }
      assert_int_equal(pair_rows(panel, &rows, way, (cx_round)round, &tally, &error), CX_OK);
      if (round == CX_ROUND_LATER) assert_int_equal(cx_tally_design(tally).n, (block + 1) * PANEL_ROWS);
      cx_tally_free(tally);
    }
  assert_int_equal(cx_panel_count(panel).both, 30 * PANEL_ROWS);
  cx_panel_free(panel);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_rows_are_paired_as_the_rules_say),
      cmocka_unit_test(two_passes_are_two_rounds),
      cmocka_unit_test(more_persons_than_the_limit_end_the_pass),
      cmocka_unit_test(more_groups_than_the_limit_are_an_error),
      cmocka_unit_test(persons_of_one_hash_are_two),
      cmocka_unit_test(thousands_of_persons_grow_the_tables),
  };
  return cmocka_run_group_tests_name("panel", tests, NULL, NULL);
}
