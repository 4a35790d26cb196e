/* test_order.c - order.h: every order once, the observed one first, random ones by a counter */
#include "infer/order.h"

#include <string.h>

#include "sample.h"

static bool is_order(const size_t *list, size_t n) {
  unsigned seen = 0;
  for (size_t i = 0; i < n; i++) {
    if (list[i] >= n) return false;
    seen |= 1u << list[i];
  }
  return seen == (1u << n) - 1;
}

static int compare(const size_t *a, const size_t *b, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}

static void all_orders_come_once_in_the_order_of_words(void **state) {
  (void)state; /* (1) (2) */
  const uint32_t factorial[] = {1, 1, 2, 6, 24, 120, 720, 5040};
  for (size_t n = 0; n < 8; n++) {
    cx_order orders = cx_order_new(n, 8, 10, 1, 0);
    size_t last[8] = {0}, list[8] = {0};
    assert_true(orders.exact);
    assert_int_equal(orders.n, factorial[n]);
    for (uint32_t i = 0; i < orders.n; i++) {
      cx_order_make(&orders, i, list);
      assert_true(is_order(list, n));
      assert_true(i == 0 || compare(last, list, n) < 0);
      for (size_t k = 0; i == 0 && k < n; k++) assert_int_equal(list[k], k);
      memcpy(last, list, sizeof last);
    }
  }
}

static void random_orders_begin_with_the_observed_one(void **state) {
  (void)state; /* (1) (3) */
  cx_order orders = cx_order_new(9, 8, 500, 3, 1);
  size_t list[9], again[9];
  assert_false(orders.exact);
  assert_int_equal(orders.n, 501);
  for (uint32_t i = 0; i < orders.n; i++) {
    cx_order_make(&orders, i, list);
    assert_true(is_order(list, 9));
    for (size_t k = 0; i == 0 && k < 9; k++) assert_int_equal(list[k], k);
  }
  cx_order_make(&orders, 77, list);
  cx_order_make(&orders, 77, again);
  assert_memory_equal(list, again, sizeof list);
}

static void random_orders_put_each_thing_anywhere(void **state) {
  (void)state; /* (3): 81 places, 1000 expected in each; chi-square of 64 degrees of freedom, p .001: 104.7 */
  cx_order orders = cx_order_new(9, 8, 9000, 5, 1);
  double seen[81] = {0}, chi = 0;
  size_t list[9];
  for (uint32_t i = 1; i < orders.n; i++) {
    cx_order_make(&orders, i, list);
    for (size_t k = 0; k < 9; k++) seen[k * 9 + list[k]] += 1;
  }
  for (size_t k = 0; k < 81; k++) chi += (seen[k] - 1000) * (seen[k] - 1000) / 1000;
  assert_true(chi < 104.7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_orders_come_once_in_the_order_of_words),
      cmocka_unit_test(random_orders_begin_with_the_observed_one),
      cmocka_unit_test(random_orders_put_each_thing_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
