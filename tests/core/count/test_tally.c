/* test_tally.c - building a tally, settling it, reading it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "count/tally.h"

static const cx_text by[] = {{"site", 4}, {"month", 5}};
static const cx_tally_question questions[] = {{{"score", 5}, 15}, {{"comment", 7}, 0}};

static cx_tally *make(void) {
  cx_tally *tally = NULL;
  assert_int_equal(cx_tally_new(&tally, by, 2, questions, 2, NULL), CX_OK);
  return tally;
}

static cx_count one(unsigned n) { return (cx_count){n, (cx_wide)n * CX_WIDE_ONE, (cx_wide)n * CX_WIDE_ONE}; }

static uint32_t add_group(cx_tally *tally, const char *site, const char *month) {
  const cx_text label[] = {cx_text_of(site), cx_text_of(month)};
  uint32_t group;
  assert_int_equal(cx_tally_add_group(tally, label, one(1), &group, NULL), CX_OK);
  return group;
}

static void add_answer(cx_tally *tally, uint32_t group, const char *text, unsigned n) {
  uint32_t answer;
  assert_int_equal(cx_tally_add_answer(tally, 1, cx_text_of(text), &answer, NULL), CX_OK);
  assert_int_equal(cx_tally_add_cell(tally, 1, group, answer, one(n), NULL), CX_OK);
}

static void a_tally_knows_its_shape(void **state) {
  (void)state;
  cx_tally *tally = make();
  assert_int_equal(cx_tally_n_by(tally), 2);
  assert_true(cx_text_equal(cx_tally_by(tally, 1), by[1]));
  assert_int_equal(cx_tally_n_questions(tally), 2);
  assert_int_equal(cx_tally_question_at(tally, 0).n_bins, 15);
  assert_int_equal(cx_tally_settle(tally, NULL), CX_OK);
  assert_int_equal(cx_tally_n_groups(tally), 0);
  assert_true(cx_tally_bytes(tally) > 0);
  cx_tally_free(tally);
  cx_tally_free(NULL);
}

static void groups_and_answers_stand_in_byte_order(void **state) { /* (4) */
  (void)state;
  cx_tally *tally = make();
  static const char *const sites[] = {"b", "\xc3\xa4", "", "a", "ab", "b"};
  static const char *const months[] = {"2026-02", "x", "", "z", "y", "2026-01"};
  for (int i = 0; i < 6; i++) {
    uint32_t group = add_group(tally, sites[i], months[i]);
    assert_int_equal(cx_tally_add_cell(tally, 0, group, (uint32_t)(14 - i), one(1), NULL), CX_OK);
    assert_int_equal(cx_tally_add_cell(tally, 0, group, 3, one(2), NULL), CX_OK);
    add_answer(tally, group, months[5 - i], 1);
  }
  assert_int_equal(cx_tally_settle(tally, NULL), CX_OK);
  static const char *const ordered[] = {"", "a", "ab", "b", "b", "\xc3\xa4"};
  static const char *const texts[] = {"", "2026-01", "2026-02", "x", "y", "z"};
  for (size_t i = 0; i < 6; i++) {
    assert_true(cx_text_equal(cx_tally_label(tally, i, 0), cx_text_of(ordered[i])));
    assert_true(cx_text_equal(cx_tally_answer(tally, 1, (uint32_t)i), cx_text_of(texts[i])));
    size_t n;
    const cx_tally_cell *cell = cx_tally_cells(tally, 0, i, &n);
    assert_int_equal(n, 2);
    assert_int_equal(cell[0].answer, 3);
    assert_true(cell[1].answer > 8);
  }
  assert_true(cx_text_equal(cx_tally_label(tally, 3, 1), cx_text_of("2026-01")));
  cx_tally_free(tally);
}

static void equal_groups_answers_and_cells_are_joined(void **state) { /* (5) */
  (void)state;
  cx_tally *tally = make();
  for (int i = 0; i < 3; i++) {
    uint32_t group = add_group(tally, "a", "b");
    assert_int_equal(group, 0);
    assert_int_equal(cx_tally_add_cell(tally, 0, group, 7, one(2), NULL), CX_OK);
    add_answer(tally, group, "good", 1);
    assert_int_equal(cx_tally_settle(tally, NULL), CX_OK); /* and again after it */
  }
  size_t n;
  const cx_tally_cell *cell = cx_tally_cells(tally, 0, 0, &n);
  assert_int_equal(n, 1);
  assert_int_equal(cell->count.n, 6);
  assert_true(cell->count.w == 6 * CX_WIDE_ONE);
  assert_int_equal(cx_tally_n_answers(tally, 1), 1);
  assert_int_equal(cx_tally_cells(tally, 1, 0, &n)->count.n, 3);
  assert_int_equal(cx_tally_group(tally, 0).n, 3);
  cx_tally_free(tally);
}

static void labels_are_not_mixed_up_by_where_they_are_cut(void **state) {
  (void)state;
  cx_tally *tally = make();
  assert_int_equal(add_group(tally, "ab", "c"), 0);
  assert_int_equal(add_group(tally, "a", "bc"), 1);
  assert_int_equal(add_group(tally, "abc", ""), 2);
  assert_int_equal(add_group(tally, "", "abc"), 3);
  assert_int_equal(add_group(tally, "a", "bc"), 1);
  cx_tally_free(tally);
}

static void a_sum_that_does_not_fit_is_an_error(void **state) {
  (void)state;
  const cx_wide most = (cx_wide)(((cx_wide_unsigned)-1) >> 1);
  cx_tally *tally = make();
  cx_error error = {0};
  assert_int_equal(cx_tally_add_design(tally, (cx_count){1, most, 0}, &error), CX_OK);
  assert_int_equal(cx_tally_add_design(tally, (cx_count){1, 0, most}, &error), CX_OK);
  assert_int_equal(cx_tally_add_design(tally, (cx_count){1, 0, 1}, &error), CX_TOO_LARGE);
  uint32_t group = add_group(tally, "a", "b");
  assert_int_equal(cx_tally_add_cell(tally, 0, group, 1, (cx_count){1, most, 0}, NULL), CX_OK);
  assert_int_equal(cx_tally_add_cell(tally, 0, group, 1, (cx_count){1, 1, 0}, NULL), CX_OK);
  assert_int_equal(cx_tally_settle(tally, &error), CX_TOO_LARGE);
  cx_tally_free(tally);
}

static void without_columns_there_is_one_group(void **state) {
  (void)state;
  cx_tally *tally = NULL;
  uint32_t group = 7;
  assert_int_equal(cx_tally_new(&tally, NULL, 0, questions, 1, NULL), CX_OK);
  for (int i = 0; i < 2; i++) {
    assert_int_equal(cx_tally_add_group(tally, NULL, one(5), &group, NULL), CX_OK);
    assert_int_equal(group, 0);
  }
  assert_int_equal(cx_tally_settle(tally, NULL), CX_OK);
  assert_int_equal(cx_tally_n_groups(tally), 1);
  assert_int_equal(cx_tally_group(tally, 0).n, 10);
  cx_tally_free(tally);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_tally_knows_its_shape),
      cmocka_unit_test(groups_and_answers_stand_in_byte_order),
      cmocka_unit_test(equal_groups_answers_and_cells_are_joined),
      cmocka_unit_test(labels_are_not_mixed_up_by_where_they_are_cut),
      cmocka_unit_test(a_sum_that_does_not_fit_is_an_error),
      cmocka_unit_test(without_columns_there_is_one_group),
  };
  return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
