/* test_moment_part.c - rows multiplied block by block equal schoolbook sums to the last bit */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "moment_rows.h"

static cx_moments *made_of(const moment_rows *r, const char *kernel, const size_t *edge, size_t n_edges, size_t size) {
  cx_moments *moments = moment_rows_empty(r);
  cx_moment_spec spec = moment_rows_spec(r, moments);
  cx_error error = {0};
  for (size_t i = 0; i + 1 < n_edges; i++) {
    cx_moment_part *part = NULL;
    assert_int_equal(cx_moment_part_new(&part, &spec, cx_moment_kernel_of(kernel), &error), CX_OK);
    assert_int_equal(moment_rows_add(r, part, edge[i], edge[i + 1], size, &error), CX_OK);
    assert_int_equal(cx_moment_part_join(part, &error), CX_OK);
    cx_moment_part_free(part);
  }
  return moments;
}

static void expect_naive(const moment_rows *r, const cx_moments *moments) {
  for (int rows = CX_MOMENT_PAIRWISE; rows <= CX_MOMENT_LISTWISE; rows++)
    for (uint32_t bucket = 0; bucket < r->buckets; bucket++)
      for (size_t i = 0; i < r->n; i++)
        for (size_t j = i; j < r->n; j++) {
          cx_moment_pair made = cx_moment_at(moments, (cx_moment_rows)rows, bucket, i, j);
          assert_true(moment_pairs_equal(made, moment_rows_pair(r, (cx_moment_rows)rows, bucket, i, j)));
        }
}

static void check(size_t n, uint32_t buckets, bool weighted, bool exact, uint32_t missing, double size) {
  static const size_t edge[] = {0, MOMENT_ROWS};
  moment_rows *r = moment_rows_new(n, buckets, weighted, exact, missing, size);
  cx_moments *moments = made_of(r, NULL, edge, 2, CX_BATCH_ROWS);
  expect_naive(r, moments);
  uint64_t rows = 0;
  for (uint32_t b = 0; b < buckets; b++) rows += cx_moment_n(moments, b);
  assert_int_equal(rows, MOMENT_ROWS);
  cx_moment_free(moments);
  free(r);
}

/* (1) */
static void sums_are_those_of_a_naive_reader(void **state) {
  (void)state;
  check(1, 1, false, false, 4, 1);
  check(2, 3, false, false, 5, 1);
  check(9, 4, false, false, 1000000, 1);
  check(9, 4, false, false, 3, 1);
  check(8, 2, true, false, 10, 1);
}

/* (3) */
static void exact_weights_lose_nothing(void **state) {
  (void)state;
  check(8, 2, true, true, 6, 1);
  check(3, 1, true, true, 2, 1);
}

/* (4) */
static void numbers_too_large_for_a_block_are_added_one_by_one(void **state) {
  (void)state;
  check(4, 2, false, false, 5, 1e6);
  check(4, 2, true, true, 5, 100);
}

/* (2) */
static void sums_are_emptied_before_they_could_be_rounded(void **state) {
  (void)state;
  check(5, 1, false, false, 5, 500);
  check(5, 1, true, false, 5, 5);
}

static void many_variables_fit(void **state) {
  (void)state;
  static const size_t edge[] = {0, MOMENT_ROWS};
  moment_rows *r = moment_rows_new(CX_MOMENT_MOST, 1, false, false, 40, 1);
  cx_moments *moments = made_of(r, NULL, edge, 2, CX_BATCH_ROWS);
  for (size_t i = 0; i < r->n; i += 7)
    for (size_t j = i; j < r->n; j += 9) {
      cx_moment_pair made = cx_moment_at(moments, CX_MOMENT_PAIRWISE, 0, i, j);
      assert_true(moment_pairs_equal(made, moment_rows_pair(r, CX_MOMENT_PAIRWISE, 0, i, j)));
    }
  cx_moment_free(moments);
  free(r);
}

static bool same(const cx_moments *a, const cx_moments *b, const moment_rows *r) {
  for (int rows = CX_MOMENT_PAIRWISE; rows <= CX_MOMENT_LISTWISE; rows++)
    for (uint32_t bucket = 0; bucket < r->buckets; bucket++)
      for (size_t i = 0; i < r->n; i++)
        for (size_t j = i; j < r->n; j++)
          if (!moment_pairs_equal(cx_moment_at(a, (cx_moment_rows)rows, bucket, i, j),
                                  cx_moment_at(b, (cx_moment_rows)rows, bucket, i, j)))
            return false;
  return true;
}

static void kernels_blocks_and_parts_make_no_difference(void **state) {
  (void)state;
  static const char *const kernels[] = {"portable", "avx2", "avx512"};
  static const size_t whole[] = {0, MOMENT_ROWS}, parts[] = {0, 1, 7, 900, 901, 2500, MOMENT_ROWS};
  static const size_t sizes[] = {1, 3, 64, 511, CX_BATCH_ROWS};
  moment_rows *r = moment_rows_new(11, 4, true, true, 8, 1);
  cx_moments *first = made_of(r, "portable", whole, 2, CX_BATCH_ROWS);
  for (size_t k = 0; k < 3; k++)
    for (size_t s = 0; s < 5; s++) {
      cx_moments *other = made_of(r, kernels[k], parts, 7, sizes[s]);
      assert_true(same(first, other, r));
      cx_moment_free(other);
    }
  cx_moment_free(first);
  free(r);
}

/* (5) */
static void a_number_of_too_many_digits_is_an_error(void **state) {
  (void)state;
  moment_rows *r = moment_rows_new(2, 1, false, false, 100, 1);
  r->number[5] = 1e15;
  cx_moments *moments = moment_rows_empty(r);
  cx_moment_spec spec = moment_rows_spec(r, moments);
  cx_moment_part *part = NULL;
  cx_error error = {0};
  assert_int_equal(cx_moment_part_new(&part, &spec, cx_moment_kernel_of(NULL), &error), CX_OK);
  assert_int_equal(moment_rows_add(r, part, 0, 10, 10, &error), CX_TOO_LARGE);
  assert_string_equal(error.message, "a number of 'b' has more than 15 digits; give it fewer decimals");
  cx_moment_part_free(part);
  cx_moment_free(moments);
  free(r);
}

/* (6) The two ways to multiply meet at the naive one, with any kernel. */
static void answers_held_as_bytes_add_up_as_others(void **state) {
  (void)state;
  static const char *const kernels[] = {"portable", "avx2", "avx512"};
  static const size_t edge[] = {0, 1, 2, 700, MOMENT_ROWS}, sizes[] = {1, 5, CX_BATCH_ROWS};
  static const struct { size_t n; uint32_t buckets, missing; } tried[] = {
      {1, 1, 3}, {5, 1, 1000000}, {15, 3, 2}, {16, 32, 10}, {20, 4, 50}, {CX_MOMENT_MOST, 2, 30}, {3, 2, 1}};
  for (size_t t = 0; t < sizeof tried / sizeof *tried; t++) {
    moment_rows *r = moment_rows_new(tried[t].n, tried[t].buckets, false, false, tried[t].missing, 1);
    moment_rows_make_small(r);
    cx_moments *first = made_of(r, "portable", edge, 5, CX_BATCH_ROWS);
    expect_naive(r, first);
    for (size_t k = 0; k < 3; k++) {
      cx_moments *other = made_of(r, kernels[k], edge, 5, sizes[k]);
      assert_true(same(first, other, r));
      cx_moment_free(other);
    }
    cx_moment_free(first);
    free(r);
  }
}

/* (5) A number with three decimals where there are two; what is out of bounds or a missing code is no answer. */
static void rounded_numbers_are_counted_and_others_left_out(void **state) {
  (void)state;
  static const double numbers[] = {1.234, 1.235, 1.01, -5, 2.5, 9, 1e15};
  moment_rows *r = moment_rows_new(1, 1, false, false, 100, 1);
  memcpy(r->number, numbers, sizeof numbers);
  r->numbers[0].low = 0;
  r->numbers[0].high = 9;
  cx_moments *moments = moment_rows_empty(r);
  cx_moment_spec spec = moment_rows_spec(r, moments);
  cx_moment_part *part = NULL;
  assert_int_equal(cx_moment_part_new(&part, &spec, cx_moment_kernel_of(NULL), NULL), CX_OK);
  assert_int_equal(moment_rows_add(r, part, 0, 7, 7, NULL), CX_OK);
  assert_int_equal(cx_moment_part_join(part, NULL), CX_OK);
  assert_int_equal(cx_moment_rounded(moments, 0), 2);
  cx_moment_pair pair = cx_moment_at(moments, CX_MOMENT_LISTWISE, 0, 0, 0);
  assert_int_equal(pair.n, 4);
  assert_true(pair.x == 123 + 124 + 250 + 900);
  cx_moment_part_free(part);
  cx_moment_free(moments);
  free(r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sums_are_those_of_a_naive_reader),
      cmocka_unit_test(exact_weights_lose_nothing),
      cmocka_unit_test(numbers_too_large_for_a_block_are_added_one_by_one),
      cmocka_unit_test(sums_are_emptied_before_they_could_be_rounded),
      cmocka_unit_test(many_variables_fit),
      cmocka_unit_test(kernels_blocks_and_parts_make_no_difference),
      cmocka_unit_test(rounded_numbers_are_counted_and_others_left_out),
      cmocka_unit_test(answers_held_as_bytes_add_up_as_others),
      cmocka_unit_test(a_number_of_too_many_digits_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
