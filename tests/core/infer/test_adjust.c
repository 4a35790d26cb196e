/* test_adjust.c - adjust.h against R's p.adjust, and its properties */
#include "table.h"

#include "infer/adjust.h"

enum { MOST = 64 };

static row rows[MOST];
static int n_rows;

static void keep(row *r) {
  memcpy(rows[n_rows].line, r->line, sizeof r->line);
  for (int i = 0; i < TABLE_COLUMNS; i++)
    rows[n_rows].at[i] = i < 8 ? rows[n_rows].line + (r->at[i] - r->line) : NULL;
  n_rows++;
}

/* The column of each way in p_adjust.csv. */
static const struct {
  cx_adjust how;
  int column;
} WAY[] = {{CX_ADJUST_HOLM, 3},
           {CX_ADJUST_BENJAMINI_HOCHBERG, 4},
           {CX_ADJUST_BENJAMINI_YEKUTIELI, 5},
           {CX_ADJUST_HOCHBERG, 6},
           {CX_ADJUST_BONFERRONI, 7}};

static void check_set(int from, int to) {
  double p[MOST], out[MOST];
  cx_adjust_rank rank[MOST];
  size_t n = (size_t)(to - from);
  for (size_t w = 0; w < sizeof WAY / sizeof *WAY; w++) {
    for (size_t i = 0; i < n; i++) p[i] = number(&rows[from + (int)i], 2);
    cx_adjust_make(WAY[w].how, p, n, rank, out);
    for (size_t i = 0; i < n; i++) SAME(out[i], number(&rows[from + (int)i], WAY[w].column), 1e-9);
  }
}

static void every_way_is_that_of_r(void **state) {
  (void)state; /* (1) (2) (3) (4) (5) */
  n_rows = 0;
  assert_int_equal(each_row("tests/data/numeric/p_adjust.csv", keep), 41);
  int from = 0;
  for (int i = 1; i <= n_rows; i++) {
    if (i < n_rows && strcmp(rows[i].at[0], rows[from].at[0]) == 0) continue;
    check_set(from, i);
    from = i;
  }
}

static void the_note_is_met(void **state) {
  (void)state; /* (1) (3): the statistics note, section 4 */
  const double p[] = {.001, .008, .020, .041, .060}, holm[] = {.005, .032, .060, .082, .082};
  const double bh[] = {.005, .020, .033333, .05125, .060};
  double out[5];
  cx_adjust_rank rank[5];
  cx_adjust_make(CX_ADJUST_HOLM, p, 5, rank, out);
  for (int i = 0; i < 5; i++) NEAR(out[i], holm[i], 5e-7);
  cx_adjust_make(CX_ADJUST_BENJAMINI_HOCHBERG, p, 5, rank, out);
  for (int i = 0; i < 5; i++) NEAR(out[i], bh[i], 5e-7);
}

static void adjusting_keeps_the_order_and_never_goes_below_the_raw(void **state) {
  (void)state; /* (6) */
  uint64_t random = 11;
  double p[40], out[40];
  cx_adjust_rank rank[40];
  for (int round = 0; round < 500; round++) {
    size_t n = 1 + (size_t)(39 * chance(&random));
    for (size_t i = 0; i < n; i++) p[i] = i % 5 == 4 ? p[i - 1] : pow(chance(&random), 3);
    for (cx_adjust how = CX_ADJUST_NONE; how <= CX_ADJUST_BONFERRONI; how++) {
      cx_adjust_make(how, p, n, rank, out);
      for (size_t i = 0; i < n; i++) {
        assert_true(out[i] >= p[i] && out[i] <= 1);
        for (size_t j = 0; j < n; j++) {
          if (p[i] < p[j]) assert_true(out[i] <= out[j]);
          if (p[i] == p[j]) assert_true(out[i] == out[j]);
        }
      }
    }
  }
}

static void one_p_and_none_and_in_place(void **state) {
  (void)state;
  double p[] = {0.5, 0.01};
  cx_adjust_rank rank[2];
  cx_adjust_make(CX_ADJUST_HOLM, p, 0, rank, p);
  cx_adjust_make(CX_ADJUST_BENJAMINI_YEKUTIELI, p, 1, rank, p);
  NEAR(p[0], 0.5, 0);
  cx_adjust_make(CX_ADJUST_BONFERRONI, p, 2, rank, p);
  NEAR(p[0], 1, 0);
  NEAR(p[1], 0.02, 0);
  assert_string_equal(cx_adjust_names[CX_ADJUST_BENJAMINI_HOCHBERG], "benjamini-hochberg");
  assert_null(cx_adjust_names[CX_ADJUST_BONFERRONI + 1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_way_is_that_of_r),
      cmocka_unit_test(the_note_is_met),
      cmocka_unit_test(adjusting_keeps_the_order_and_never_goes_below_the_raw),
      cmocka_unit_test(one_p_and_none_and_in_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
