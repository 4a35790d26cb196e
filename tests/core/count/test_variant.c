/* test_variant.c - rules of variant.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "count/variant.h"

/* (1): all are given one hash */
static void sequences_of_equal_hash_are_told_apart(void **state) {
  (void)state;
  cx_variants variants = {0};
  for (int round = 0; round < 3; round++)
    for (uint16_t i = 0; i < 300; i++) {
      uint16_t codes[] = {i, 7, (uint16_t)(i / 2)};
      assert_true(cx_variants_add(&variants, codes, 1 + i % 3u, 42, 1, 5));
    }
  assert_int_equal(variants.n, 300);
  for (size_t i = 0; i < variants.n; i++) {
    assert_int_equal(variants.variant[i].n, 3);
    assert_int_equal(variants.variant[i].ms, 15);
  }
  cx_variants_free(&variants);
}

/* (2), and the first ones in order are those of the whole order */
static void the_most_frequent_ones_come_first(void **state) {
  (void)state;
  cx_variants all = {0}, part[2] = {{0}};
  for (uint16_t i = 0; i < 500; i++) {
    uint16_t codes[] = {(uint16_t)(i * 31 % 500), i};
    cx_variants_add(&all, codes, 2, i, 1 + i * 7u % 20, 0);
    cx_variants_add(&part[i % 2], codes, 2, i, 1 + i * 7u % 20, 0);
  }
  assert_true(cx_variants_merge(&part[0], &part[1]));
  cx_variants_sort(&all, 0);
  cx_variants_sort(&part[0], 40);
  for (size_t i = 0; i < 40; i++) {
    assert_int_equal(all.variant[i].n, part[0].variant[i].n);
    assert_int_equal(cx_variant_code(&all.variant[i], 0), cx_variant_code(&part[0].variant[i], 0));
    if (i > 0) assert_true(all.variant[i - 1].n >= all.variant[i].n);
  }
  cx_variants_free(&all);
  cx_variants_free(&part[0]);
  cx_variants_free(&part[1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sequences_of_equal_hash_are_told_apart),
      cmocka_unit_test(the_most_frequent_ones_come_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
