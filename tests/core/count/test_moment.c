/* test_moment.c - sums of products are added, merged and left out exactly */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "moment_rows.h"

enum { N_PARTS = 4 };

static void expect_equal(const cx_moments *a, const cx_moments *b) {
  cx_moment_shape shape = cx_moment_shaped(a);
  assert_true(cx_moment_alike(a, b));
  for (uint32_t k = 0; k < shape.n_buckets; k++) {
    assert_int_equal(cx_moment_n(a, k), cx_moment_n(b, k));
    for (size_t i = 0; i < shape.n; i++)
      for (size_t j = i; j < shape.n; j++)
        for (int rows = CX_MOMENT_PAIRWISE; rows <= CX_MOMENT_LISTWISE; rows++)
          assert_true(moment_pairs_equal(cx_moment_at(a, (cx_moment_rows)rows, k, i, j),
                                         cx_moment_at(b, (cx_moment_rows)rows, k, i, j)));
  }
}

static cx_moments *of_rows(const moment_rows *r, size_t from, size_t to) {
  cx_moments *moments = moment_rows_empty(r);
  cx_moment_spec spec = moment_rows_spec(r, moments);
  cx_moment_part *part = NULL;
  assert_int_equal(cx_moment_part_new(&part, &spec, cx_moment_kernel_of(NULL), NULL), CX_OK);
  assert_int_equal(moment_rows_add(r, part, from, to, CX_BATCH_ROWS, NULL), CX_OK);
  assert_int_equal(cx_moment_part_join(part, NULL), CX_OK);
  cx_moment_part_free(part);
  return moments;
}

/* (1) Every order of merging four parts. */
static void any_order_of_merging_gives_the_same_bits(void **state) {
  (void)state;
  moment_rows *r = moment_rows_new(6, 3, true, true, 7, 1);
  cx_moments *whole = of_rows(r, 0, MOMENT_ROWS), *part[N_PARTS];
  for (size_t i = 0; i < N_PARTS; i++) part[i] = of_rows(r, i * 700, i + 1 < N_PARTS ? (i + 1) * 700 : MOMENT_ROWS);
  for (unsigned order = 0; order < 256; order++) {
    unsigned seen = 0;
    for (unsigned i = 0; i < N_PARTS; i++) seen |= 1u << (order >> 2 * i & 3);
    if (seen != 15) continue;
    cx_moments *sum = moment_rows_empty(r);
    for (unsigned i = 0; i < N_PARTS; i++)
      assert_int_equal(cx_moment_merge(sum, part[order >> 2 * i & 3], NULL), CX_OK);
    expect_equal(sum, whole);
    cx_moment_free(sum);
  }
  for (size_t i = 0; i < N_PARTS; i++) cx_moment_free(part[i]);
  cx_moment_free(whole);
  free(r);
}

/* (2) */
static void a_bucket_can_be_left_out(void **state) {
  (void)state;
  moment_rows *r = moment_rows_new(3, 4, false, false, 9, 1);
  cx_moments *moments = of_rows(r, 0, MOMENT_ROWS);
  for (int rows = CX_MOMENT_PAIRWISE; rows <= CX_MOMENT_LISTWISE; rows++) {
    cx_moment_pair all, less, of;
    assert_int_equal(cx_moment_total(moments, (cx_moment_rows)rows, CX_MOMENT_BUCKETS, 0, 2, &all, NULL), CX_OK);
    assert_int_equal(cx_moment_total(moments, (cx_moment_rows)rows, 1, 0, 2, &less, NULL), CX_OK);
    of = cx_moment_at(moments, (cx_moment_rows)rows, 1, 0, 2);
    assert_int_equal(all.n, less.n + of.n);
    assert_true(all.xy == less.xy + of.xy && all.yy == less.yy + of.yy && all.x == less.x + of.x);
  }
  cx_moment_free(moments);
  free(r);
}

/* What was read back pair by pair equals what was written. */
static void sums_can_be_put_back_one_by_one(void **state) {
  (void)state;
  moment_rows *r = moment_rows_new(5, 3, true, true, 6, 1);
  cx_moments *moments = of_rows(r, 0, MOMENT_ROWS), *copy = moment_rows_empty(r);
  for (uint32_t k = 0; k < 3; k++) {
    assert_int_equal(cx_moment_add_n(copy, k, cx_moment_n(moments, k), NULL), CX_OK);
    for (size_t i = 0; i < 5; i++)
      for (size_t j = i; j < 5; j++)
        for (int rows = CX_MOMENT_PAIRWISE; rows <= CX_MOMENT_LISTWISE; rows++) {
          cx_moment_pair pair = cx_moment_at(moments, (cx_moment_rows)rows, k, i, j);
          assert_int_equal(cx_moment_add(copy, (cx_moment_rows)rows, k, i, j, &pair, NULL), CX_OK);
        }
  }
  expect_equal(copy, moments);
  cx_moment_free(moments);
  cx_moment_free(copy);
  free(r);
}

/* (3) */
static void a_sum_that_does_not_fit_is_an_error(void **state) {
  (void)state;
  moment_rows *r = moment_rows_new(2, 1, true, false, 6, 1);
  cx_moments *moments = moment_rows_empty(r);
  cx_moment_pair large = {.n = 1, .xy = (cx_wide)1 << 126};
  cx_error error = {0};
  assert_int_equal(cx_moment_add(moments, CX_MOMENT_PAIRWISE, 0, 0, 1, &large, &error), CX_OK);
  assert_int_equal(cx_moment_add(moments, CX_MOMENT_PAIRWISE, 0, 0, 1, &large, &error), CX_TOO_LARGE);
  cx_moment_free(moments);
  free(r);
}

static void moments_of_other_questions_are_not_alike(void **state) {
  (void)state;
  moment_rows *r = moment_rows_new(2, 1, true, false, 6, 1), *other = moment_rows_new(2, 1, false, false, 6, 1);
  cx_moments *a = moment_rows_empty(r), *b = moment_rows_empty(other);
  assert_false(cx_moment_alike(a, b));
  assert_true(cx_moment_alike(a, a));
  cx_moment_free(a);
  cx_moment_free(b);
  free(r);
  free(other);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_order_of_merging_gives_the_same_bits),
      cmocka_unit_test(a_bucket_can_be_left_out),
      cmocka_unit_test(sums_can_be_put_back_one_by_one),
      cmocka_unit_test(a_sum_that_does_not_fit_is_an_error),
      cmocka_unit_test(moments_of_other_questions_are_not_alike),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
