/* test_filter.c - which rows count: rules of count/filter.h */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "count/filter.h"
#include "read/time.h"

enum { F = CX_FALSE, T = CX_TRUE, U = CX_UNKNOWN, N = CX_BATCH_ROWS };

/* Columns that the tests share: one of each kind. */
typedef struct table {
  uint16_t score[N];
  uint32_t label[N];
  double number[N];
  int64_t time[N];
  cx_labels *labels;
  cx_cells cells[4];
  cx_batch batch;
} table;

static void lay_table(table *t, uint32_t n_rows) {
  cx_labels_free(t->labels);
  memset(t, 0, sizeof *t);
  t->labels = cx_labels_new(1000000);
  t->cells[0] = (cx_cells){.kind = CX_COLUMN_SCORE, .score = t->score};
  t->cells[1] = (cx_cells){.kind = CX_COLUMN_LABEL, .label = t->label, .labels = t->labels};
  t->cells[2] = (cx_cells){.kind = CX_COLUMN_NUMBER, .number = t->number};
  t->cells[3] = (cx_cells){.kind = CX_COLUMN_TIME, .time = t->time};
  t->batch = (cx_batch){.n_rows = n_rows, .n_columns = 4, .column = t->cells};
}

/* The table that the tests fill, and what it leaves. */
static table t;

static int clear(void **state) {
  (void)state;
  cx_labels_free(t.labels);
  t.labels = NULL;
  return 0;
}

static uint32_t code(const char *text) {
  bool full = false;
  return cx_labels_code(t.labels, cx_text_of(text), &full);
}

/* Which truths a program gives the rows of a batch: it is run plain, and under "not". */
static void run(const cx_test *test, size_t n_tests, const int32_t *op, size_t n_ops,
                const cx_batch *batch, uint8_t *truth) {
  int32_t opposite[64];
  uint8_t pass[N], fail[N];
  memcpy(opposite, op, n_ops * sizeof *op);
  opposite[n_ops] = CX_OP_NOT;
  for (int negated = 0; negated < 2; negated++) {
    cx_filter *filter = NULL;
    cx_filter_memory *memory = NULL;
    assert_int_equal(cx_filter_new(&filter, test, n_tests, negated ? opposite : op,
                                   n_ops + (size_t)negated, NULL), CX_OK);
    assert_int_equal(cx_filter_memory_new(&memory, filter, NULL), CX_OK);
    assert_int_equal(cx_filter_run(filter, memory, batch, negated ? fail : pass, NULL), CX_OK);
    cx_filter_memory_free(memory);
    cx_filter_free(filter);
  }
  for (uint32_t i = 0; i < batch->n_rows; i++) {
    assert_false(pass[i] && fail[i]);
    truth[i] = pass[i] ? T : fail[i] ? F : U;
  }
  for (uint32_t i = batch->n_rows; i < N; i++) assert_int_equal(pass[i], 0);
}

/* The truths of one test alone on the first rows. */
static void gives(const cx_test *test, const cx_batch *batch, const uint8_t *expected) {
  uint8_t truth[N];
  const int32_t op[1] = {0};
  run(test, 1, op, 1, batch, truth);
  assert_memory_equal(truth, expected, batch->n_rows);
}

static void bins_past_the_answers_are_unknown_by_rule_1(void **state) {
  (void)state;
  lay_table(&t, 5);
  memcpy(t.score, (uint16_t[]){0, 1, 2, 3, 65535}, 5 * sizeof(uint16_t));
  const uint8_t truth[3] = {F, T, U};
  const cx_test test = {.kind = CX_TEST_BINS, .column = 0, .truth = truth, .n_truth = 3};
  gives(&test, &t.batch, (uint8_t[]){F, T, U, U, U});
}

static void numbers_compare_and_missing_ones_are_unknown_by_rule_1(void **state) {
  (void)state;
  lay_table(&t, 7);
  memcpy(t.number, (double[]){-1e308, 6.5, 7, nextafter(7, 0), nextafter(7, 8), NAN, 1e308},
         7 * sizeof(double));
  const double seven = 7;
  static const struct { cx_compare compare; uint8_t truth[7]; } cases[] = {
      {CX_EQ, {F, F, T, F, F, U, F}}, {CX_NE, {T, T, F, T, T, U, T}},
      {CX_LT, {T, T, F, T, F, U, F}}, {CX_LE, {T, T, T, T, F, U, F}},
      {CX_GT, {F, F, F, F, T, U, T}}, {CX_GE, {F, F, T, F, T, U, T}}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const cx_test test = {.kind = CX_TEST_NUMBER, .column = 2, .compare = cases[i].compare,
                          .number = &seven, .n_constants = 1};
    gives(&test, &t.batch, cases[i].truth);
  }
}

static void zero_has_no_sign(void **state) {
  (void)state;
  lay_table(&t, 2);
  t.number[0] = -0.0;
  const double zero = 0;
  cx_test test = {.kind = CX_TEST_NUMBER, .column = 2, .compare = CX_LT, .number = &zero,
                  .n_constants = 1};
  gives(&test, &t.batch, (uint8_t[]){F, F});
  test.compare = CX_EQ;
  gives(&test, &t.batch, (uint8_t[]){T, T});
}

static void moments_compare_and_missing_ones_are_unknown_by_rule_1(void **state) {
  (void)state;
  lay_table(&t, 5);
  memcpy(t.time, (int64_t[]){-5, 9, 10, 11, CX_NO_TIME}, 5 * sizeof(int64_t));
  const int64_t ten = 10;
  static const struct { cx_compare compare; uint8_t truth[5]; } cases[] = {
      {CX_EQ, {F, F, T, F, U}}, {CX_NE, {T, T, F, T, U}}, {CX_LT, {T, T, F, F, U}},
      {CX_LE, {T, T, T, F, U}}, {CX_GT, {F, F, F, T, U}}, {CX_GE, {F, F, T, T, U}}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const cx_test test = {.kind = CX_TEST_TIME, .column = 3, .compare = cases[i].compare,
                          .time = &ten, .n_constants = 1};
    gives(&test, &t.batch, cases[i].truth);
  }
}

static void texts_compare_by_their_bytes_by_rule_4(void **state) {
  (void)state;
  lay_table(&t, 6);
  static const char *const words[6] = {"B2B", "", "B2", "B2B ", "b", "\xC3\xA4"};
  for (uint32_t i = 0; i < 6; i++) t.label[i] = code(words[i]);
  const cx_text constant = cx_text_of("B2B");
  static const struct { cx_compare compare; uint8_t truth[6]; } cases[] = {
      {CX_EQ, {T, U, F, F, F, F}}, {CX_NE, {F, U, T, T, T, T}}, {CX_LT, {F, U, T, F, F, F}},
      {CX_LE, {T, U, T, F, F, F}}, {CX_GT, {F, U, F, T, T, T}}, {CX_GE, {T, U, F, T, T, T}}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const cx_test test = {.kind = CX_TEST_TEXT, .column = 1, .compare = cases[i].compare,
                          .text = &constant, .n_constants = 1};
    gives(&test, &t.batch, cases[i].truth);
  }
}

static void in_is_true_of_any_constant_and_keeps_unknown(void **state) {
  (void)state;
  lay_table(&t, 3);
  memcpy(t.number, (double[]){3, 4, NAN}, 3 * sizeof(double));
  memcpy(t.time, (int64_t[]){30, CX_NO_TIME, 50}, 3 * sizeof(int64_t));
  memcpy(t.label, (uint32_t[]){code("off"), code(""), code("on")}, 3 * sizeof(uint32_t));
  const double numbers[2] = {1, 3};
  const int64_t times[3] = {50, 51, 30};
  const cx_text texts[2] = {cx_text_of(""), cx_text_of("on")};
  const cx_test in_numbers = {.kind = CX_TEST_NUMBER, .column = 2, .compare = CX_IN,
                              .number = numbers, .n_constants = 2};
  const cx_test in_times = {.kind = CX_TEST_TIME, .column = 3, .compare = CX_IN, .time = times,
                            .n_constants = 3};
  const cx_test in_texts = {.kind = CX_TEST_TEXT, .column = 1, .compare = CX_IN, .text = texts,
                            .n_constants = 2};
  gives(&in_numbers, &t.batch, (uint8_t[]){T, F, U});
  gives(&in_times, &t.batch, (uint8_t[]){T, U, T});
  gives(&in_texts, &t.batch, (uint8_t[]){F, U, T});
}

static void is_missing_is_never_unknown_by_rule_1(void **state) {
  (void)state;
  lay_table(&t, 2);
  t.number[1] = NAN;
  t.time[1] = CX_NO_TIME;
  t.label[0] = code("x");
  t.label[1] = code("");
  for (uint32_t column = 1; column < 4; column++) {
    const cx_test test = {.kind = CX_TEST_MISSING, .column = column};
    gives(&test, &t.batch, (uint8_t[]){F, T});
  }
}

static void and_or_not_are_those_of_kleene_by_rule_1(void **state) {
  (void)state;
  lay_table(&t, 9);
  const uint8_t left[9] = {F, F, F, T, T, T, U, U, U}, right[9] = {F, T, U, F, T, U, F, T, U};
  const cx_test tests[2] = {{.kind = CX_TEST_BINS, .column = 0, .truth = left, .n_truth = 9},
                            {.kind = CX_TEST_BINS, .column = 0, .truth = right, .n_truth = 9}};
  for (uint16_t i = 0; i < 9; i++) t.score[i] = i;
  uint8_t truth[N];
  run(tests, 2, (int32_t[]){0, 1, CX_OP_AND}, 3, &t.batch, truth);
  assert_memory_equal(truth, ((uint8_t[]){F, F, F, F, T, U, F, U, U}), 9);
  run(tests, 2, (int32_t[]){0, 1, CX_OP_OR}, 3, &t.batch, truth);
  assert_memory_equal(truth, ((uint8_t[]){F, T, U, T, T, T, U, T, U}), 9);
  run(tests, 2, (int32_t[]){0, CX_OP_NOT}, 2, &t.batch, truth);
  assert_memory_equal(truth, ((uint8_t[]){T, T, T, F, F, F, U, U, U}), 9);
  run(tests, 2, (int32_t[]){CX_OP_TRUE}, 1, &t.batch, truth);
  assert_memory_equal(truth, ((uint8_t[]){T, T, T, T, T, T, T, T, T}), 9);
}

static void labels_are_worked_out_as_they_come_by_rule_3(void **state) {
  (void)state;
  lay_table(&t, N);
  const cx_text constant = cx_text_of("w100");
  const cx_test test = {.kind = CX_TEST_TEXT, .column = 1, .compare = CX_EQ, .text = &constant,
                        .n_constants = 1};
  cx_filter *filter;
  cx_filter_memory *memory;
  uint8_t pass[N];
  cx_filter_new(&filter, &test, 1, (int32_t[]){0}, 1, NULL);
  cx_filter_memory_new(&memory, filter, NULL);
  srand(3);
  for (uint32_t n = 1; n <= 4096; n += n / 3 + 1) {
    while (cx_labels_count(t.labels) < n) {
      char word[16];
      snprintf(word, sizeof word, "w%u", cx_labels_count(t.labels));
      code(word);
    }
    for (uint32_t i = 0; i < N; i++) t.label[i] = (uint32_t)rand() % n;
    assert_int_equal(cx_filter_run(filter, memory, &t.batch, pass, NULL), CX_OK);
    for (uint32_t i = 0; i < N; i++) assert_int_equal(pass[i], t.label[i] == 100);
  }
  cx_labels_empty(t.labels); /* an emptied dictionary starts anew */
  for (uint32_t i = 0; i < N; i++) t.label[i] = code(i % 2 ? "w100" : "w0");
  cx_filter_run(filter, memory, &t.batch, pass, NULL);
  for (uint32_t i = 0; i < N; i++) assert_int_equal(pass[i], i % 2);
  cx_filter_memory_free(memory);
  cx_filter_free(filter);
}

static void constants_are_copied(void **state) {
  (void)state;
  lay_table(&t, 1);
  t.label[0] = code("abc");
  char bytes[] = "abc";
  cx_text constant[2] = {{bytes, 3}, {bytes, 0}};
  cx_test test = {.kind = CX_TEST_TEXT, .column = 1, .compare = CX_IN, .text = constant,
                  .n_constants = 2};
  int32_t op[1] = {0};
  cx_filter *filter;
  cx_filter_memory *memory;
  uint8_t pass[N];
  cx_filter_new(&filter, &test, 1, op, 1, NULL);
  memset(bytes, 'x', 3);
  memset(constant, 0, sizeof constant);
  memset(&test, 0, sizeof test);
  op[0] = 77;
  cx_filter_memory_new(&memory, filter, NULL);
  cx_filter_run(filter, memory, &t.batch, pass, NULL);
  assert_int_equal(pass[0], 1);
  cx_filter_memory_free(memory);
  cx_filter_free(filter);
  cx_filter_memory_free(NULL);
  cx_filter_free(NULL);
}

/* ---- random programs against a naive evaluator -------------------------------------------- */

static int pick(int n) { return rand() % n; }

static uint8_t compared(cx_compare compare, int sign) {
  switch (compare) {
    case CX_EQ: case CX_IN: return sign == 0;
    case CX_NE: return sign != 0;
    case CX_LT: return sign < 0;
    case CX_LE: return sign <= 0;
    case CX_GT: return sign > 0;
    case CX_GE: return sign >= 0;
  }
  return U;
}

/* The sign of one row's cell against constant c; 2 when the cell is missing. */
static int sign_of(const cx_test *test, uint32_t row, uint32_t c) {
  if (test->column == 1) {
    char text[8] = "", constant[8] = "";
    const cx_text label = cx_labels_text(t.labels, t.label[row]);
    memcpy(text, label.at, label.length);
    if (c < test->n_constants) memcpy(constant, test->text[c].at, test->text[c].length);
    const int sign = strcmp(text, constant);
    return *text == 0 ? 2 : (sign > 0) - (sign < 0);
  }
  if (test->column == 2) {
    const double x = t.number[row], y = c < test->n_constants ? test->number[c] : 0;
    return isnan(x) ? 2 : (x > y) - (x < y);
  }
  const int64_t x = t.time[row], y = c < test->n_constants ? test->time[c] : 0;
  return x == CX_NO_TIME ? 2 : (x > y) - (x < y);
}

static uint8_t truth_of(const cx_test *test, uint32_t row) {
  if (test->kind == CX_TEST_BINS)
    return t.score[row] < test->n_truth ? test->truth[t.score[row]] : U;
  if (test->kind == CX_TEST_MISSING) return sign_of(test, row, 0) == 2;
  uint8_t any = F;
  for (uint32_t c = 0; c < test->n_constants; c++) {
    const int sign = sign_of(test, row, c);
    any = sign == 2 ? (uint8_t)U : any | compared(test->compare, sign);
  }
  return any;
}

/* Reads a program from its end: what op number *i stands for. */
static uint8_t evaluate(const cx_test *test, const int32_t *op, size_t *i, uint32_t row) {
  const int32_t now = op[(*i)--];
  if (now >= 0) return truth_of(&test[now], row);
  if (now == CX_OP_TRUE) return T;
  const uint8_t b = evaluate(test, op, i, row);
  if (now == CX_OP_NOT) return b == U ? U : !b;
  const uint8_t a = evaluate(test, op, i, row), decides = now == CX_OP_AND ? F : T;
  if (a == decides || b == decides) return decides;
  return a == U || b == U ? U : !decides;
}

static const char *const words[8] = {"", "a", "ab", "b", "\xC3\xA4", "B", "abc", "c"};
static const double numbers[6] = {-1, -0.0, 0.5, 1, 7, 1e9};
static const int64_t times[6] = {-86400, 0, 1, 86400, INT64_MAX, INT64_MIN + 1};
static const uint8_t truths[6] = {F, T, U, T, F, U};

static cx_test random_test(cx_text *text) {
  cx_test test = {.kind = (cx_test_kind)pick(5), .compare = (cx_compare)pick(7)};
  test.n_constants = test.compare == CX_IN ? 1 + (uint32_t)pick(3) : 1;
  test.column = test.kind == CX_TEST_MISSING ? 1 + (uint32_t)pick(3) : (uint32_t)test.kind;
  if (test.kind == CX_TEST_MISSING) test.n_constants = 0;
  test.truth = truths + pick(3);
  test.n_truth = (uint32_t)pick(4);
  for (int i = 0; i < 3; i++) text[i] = cx_text_of(words[1 + pick(7)]);
  test.text = text;
  test.number = numbers + pick(4);
  test.time = times + pick(4);
  return test;
}

static size_t random_program(int32_t *op, int n_tests) {
  size_t n = 0;
  int depth = 0;
  while (n < 40 || depth != 1) {
    const int die = n < 40 ? pick(5) : 0;
    if (depth >= 2 && die < 2) {
      op[n++] = pick(2) ? CX_OP_AND : CX_OP_OR;
      depth--;
    } else if (depth >= 1 && die == 2) {
      op[n++] = CX_OP_NOT;
    } else if (n < 40 && depth < 12) {
      op[n++] = pick(12) ? pick(n_tests) : CX_OP_TRUE;
      depth++;
    }
  }
  return n;
}

static void random_rows(void) {
  lay_table(&t, 1 + (uint32_t)pick(N));
  for (uint32_t i = 0; i < t.batch.n_rows; i++) {
    t.score[i] = (uint16_t)pick(6);
    t.label[i] = code(words[pick(8)]);
    t.number[i] = pick(5) ? numbers[pick(6)] : (double)NAN;
    t.time[i] = pick(5) ? times[pick(6)] : CX_NO_TIME;
  }
}

static void random_programs_agree_with_a_naive_evaluator(void **state) {
  (void)state;
  srand(17);
  for (int round = 0; round < 400; round++) {
    cx_test tests[5];
    cx_text text[5][3];
    int32_t op[64];
    uint8_t truth[N];
    for (int i = 0; i < 5; i++) tests[i] = random_test(text[i]);
    const size_t n_ops = random_program(op, 5);
    random_rows();
    run(tests, 5, op, n_ops, &t.batch, truth);
    for (uint32_t row = 0; row < t.batch.n_rows; row++) {
      size_t last = n_ops - 1;
      assert_int_equal(truth[row], evaluate(tests, op, &last, row));
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bins_past_the_answers_are_unknown_by_rule_1),
      cmocka_unit_test(numbers_compare_and_missing_ones_are_unknown_by_rule_1),
      cmocka_unit_test(zero_has_no_sign),
      cmocka_unit_test(moments_compare_and_missing_ones_are_unknown_by_rule_1),
      cmocka_unit_test(texts_compare_by_their_bytes_by_rule_4),
      cmocka_unit_test(in_is_true_of_any_constant_and_keeps_unknown),
      cmocka_unit_test(is_missing_is_never_unknown_by_rule_1),
      cmocka_unit_test(and_or_not_are_those_of_kleene_by_rule_1),
      cmocka_unit_test(labels_are_worked_out_as_they_come_by_rule_3),
      cmocka_unit_test(constants_are_copied),
      cmocka_unit_test(random_programs_agree_with_a_naive_evaluator),
  };
  return cmocka_run_group_tests_name("filter", tests, NULL, clear);
}
