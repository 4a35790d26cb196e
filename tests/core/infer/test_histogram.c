/* test_histogram.c - histogram.h against R's chisq.test and wilcox.test, and counting by hand */
#include "table.h"

#include "infer/histogram.h"

static void check_table(row *r) {
  double count[64];
  size_t n = 0, rows = (size_t)number(r, 1), columns = (size_t)number(r, 2);
  for (char *at = r->at[3]; *at; n++) count[n] = strtod(at, &at);
  assert_int_equal(n, rows * columns);
  cx_independence t;
  cx_histogram_independence(count, rows, columns, &t);
  assert_true(t.defined);
  SAME(t.chi_square, number(r, 4), 1e-9);
  SAME(t.df, number(r, 5), 0);
  SAME(t.p, number(r, 6), 1e-9);
  SAME(t.v, number(r, 7), 1e-9);
  assert_int_equal(t.doubtful, r->at[0][0] == 'c');
}

static void chi_square_is_that_of_r(void **state) {
  (void)state; /* (1) (2) (3) */
  assert_int_equal(each_row("tests/data/numeric/chi_squared.csv", check_table), 3);
}

static void rows_and_columns_without_people_do_not_count(void **state) {
  (void)state; /* (1) */
  const double full[] = {30, 45, 25, 60, 20, 20}, gaps[] = {30, 0, 45, 25, 0, 0, 0, 0, 60, 0, 20, 20};
  cx_independence a, b;
  cx_histogram_independence(full, 2, 3, &a);
  cx_histogram_independence(gaps, 3, 4, &b);
  NEAR(a.p, b.p, 0);
  NEAR(a.df, b.df, 0);
  assert_int_equal(b.n_cells, 6);
}

static void one_row_tells_nothing(void **state) {
  (void)state; /* (6) */
  const double one[] = {5, 4, 0, 0}, column[] = {5, 0, 4, 0};
  cx_independence t;
  cx_histogram_independence(one, 2, 2, &t);
  assert_false(t.defined);
  cx_histogram_independence(column, 2, 2, &t);
  assert_false(t.defined);
  cx_histogram_independence(one, 0, 0, &t);
  assert_false(t.defined);
}

static void small_expected_counts_are_counted(void **state) {
  (void)state; /* (3) */
  const double count[] = {3, 9, 12, 8, 5, 1};
  cx_independence t;
  cx_histogram_independence(count, 2, 3, &t);
  NEAR(t.least, 11.0 * 14 / 38, 1e-12);
  assert_int_equal(t.n_small, 2);
  assert_true(t.doubtful);
  const double fine[] = {30, 30, 30, 30};
  cx_histogram_independence(fine, 2, 2, &t);
  assert_false(t.doubtful);
  NEAR(t.p, 1, 0);
}

static void mann_whitney_is_that_of_the_note(void **state) {
  (void)state; /* (4) (5) */
  const double a[] = {4, 6, 10, 20, 10}, b[] = {10, 12, 14, 10, 4};
  cx_rank_test t, back;
  cx_histogram_rank(a, b, 5, &t);
  NEAR(t.u, 1706, 0);
  NEAR(t.superiority, .6824, 1e-12);
  NEAR(t.p, .001243, 5e-7);
  cx_histogram_rank(b, a, 5, &back);
  NEAR(back.z, -t.z, 1e-14);
  NEAR(back.superiority, 1 - t.superiority, 1e-15);
}

static void u_is_what_pairs_say_one_by_one(void **state) {
  (void)state; /* (4) */
  uint64_t random = 5;
  for (int round = 0; round < 200; round++) {
    double a[6], b[6], u = 0;
    for (int i = 0; i < 6; i++) a[i] = floor(5 * chance(&random)), b[i] = floor(5 * chance(&random));
    for (int i = 0; i < 6; i++)
      for (int j = 0; j < 6; j++) u += a[i] * b[j] * (i > j ? 1 : i == j ? 0.5 : 0);
    cx_rank_test t;
    cx_histogram_rank(a, b, 6, &t);
    NEAR(t.u, u, 1e-12);
    assert_true(isfinite(t.z) && t.p >= 0 && t.p <= 1);
  }
}

static void equal_answers_and_empty_groups(void **state) {
  (void)state; /* (6) */
  const double a[] = {0, 7}, b[] = {0, 4}, none[] = {0, 0};
  cx_rank_test t;
  cx_histogram_rank(a, b, 2, &t);
  assert_true(t.defined);
  NEAR(t.p, 1, 0);
  NEAR(t.superiority, 0.5, 0);
  cx_histogram_rank(a, none, 2, &t);
  assert_false(t.defined);
  cx_histogram_rank(none, none, 0, &t);
  assert_false(t.defined);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(chi_square_is_that_of_r),
      cmocka_unit_test(rows_and_columns_without_people_do_not_count),
      cmocka_unit_test(one_row_tells_nothing),
      cmocka_unit_test(small_expected_counts_are_counted),
      cmocka_unit_test(mann_whitney_is_that_of_the_note),
      cmocka_unit_test(u_is_what_pairs_say_one_by_one),
      cmocka_unit_test(equal_answers_and_empty_groups),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
