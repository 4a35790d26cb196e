/* filter.c - see filter.h */
#include "count/filter.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/time.h"

struct cx_filter {
  size_t n_tests, n_ops;
  size_t depth;       /* the most truths that stand on the stack at once */
  cx_test *test;      /* these and all their constants lie behind the struct, in one block */
  int32_t *op;
};

/* The truth of each label of one test's column, as far as it has been worked out (3). */
typedef struct judged {
  uint8_t *truth;
  uint32_t n, room, generation;
  const cx_labels *labels;
} judged;

struct cx_filter_memory {
  judged *test;     /* one for each test; lies behind the struct, as do the planes */
  uint8_t *plane;   /* depth planes of CX_BATCH_ROWS truths */
  size_t n_tests;
};

/* ---- a filter and its copy of everything --------------------------------------------------- */

static size_t round_up(size_t n) { return (n + 7) / 8 * 8; }

static size_t text_bytes(const cx_test *test) {
  size_t n = 0;
  for (uint32_t i = 0; i < test->n_constants; i++) n += test->text[i].length;
  return n;
}

/* How many bytes a test's constants take in the block. */
static size_t weigh(const cx_test *test) {
  switch (test->kind) {
    case CX_TEST_BINS: return round_up(test->n_truth);
    case CX_TEST_TEXT: return test->n_constants * sizeof(cx_text) + round_up(text_bytes(test));
    case CX_TEST_NUMBER: return test->n_constants * sizeof(double);
    case CX_TEST_TIME: return test->n_constants * sizeof(int64_t);
    case CX_TEST_MISSING: return 0;
  }
  return 0;
}

/* Copies n bytes to *at and steps past them. */
static void *lay(char **at, const void *bytes, size_t n) {
  char *here = *at;
  if (n > 0) memcpy(here, bytes, n);
  *at += round_up(n);
  return here;
}

static void lay_texts(char **at, cx_test *test) {
  cx_text *text = lay(at, test->text, test->n_constants * sizeof(cx_text));
  char *bytes = *at;
  *at += round_up(text_bytes(test));
  for (uint32_t i = 0; i < test->n_constants; i++) {
    if (text[i].length > 0) memcpy(bytes, text[i].at, text[i].length);
    text[i].at = bytes;
    bytes += text[i].length;
  }
  test->text = text;
}

/* Makes a test's constants its own. */
static void lay_constants(char **at, cx_test *test) {
  const uint32_t n = test->n_constants;
  if (test->kind == CX_TEST_BINS) test->truth = lay(at, test->truth, test->n_truth);
  if (test->kind == CX_TEST_TEXT) lay_texts(at, test);
  if (test->kind == CX_TEST_NUMBER) test->number = lay(at, test->number, n * sizeof(double));
  if (test->kind == CX_TEST_TIME) test->time = lay(at, test->time, n * sizeof(int64_t));
}

/* The depth of a program's stack; asserts that the program is one. */
static size_t measure_depth(const int32_t *op, size_t n_ops, size_t n_tests) {
  size_t depth = 0, most = 0;
  assert(n_ops > 0);
  for (size_t i = 0; i < n_ops; i++) {
    assert(op[i] >= CX_OP_TRUE && (op[i] < 0 || (size_t)op[i] < n_tests));
    if (op[i] >= 0 || op[i] == CX_OP_TRUE) depth++;
    assert(depth >= (op[i] == CX_OP_AND || op[i] == CX_OP_OR ? 2 : 1));
    if (op[i] == CX_OP_AND || op[i] == CX_OP_OR) depth--;
    if (depth > most) most = depth;
  }
  assert(depth == 1);
  (void)n_tests;
  return most;
}

cx_status cx_filter_new(cx_filter **out, const cx_test *test, size_t n_tests, const int32_t *op,
                        size_t n_ops, cx_error *error) {
  size_t size = round_up(sizeof(cx_filter)) + round_up(n_tests * sizeof *test) +
                round_up(n_ops * sizeof *op);
  for (size_t i = 0; i < n_tests; i++) {
    assert(test[i].kind == CX_TEST_BINS || test[i].kind == CX_TEST_MISSING ||
           (test[i].compare == CX_IN ? test[i].n_constants > 0 : test[i].n_constants == 1));
    size += weigh(&test[i]);
  }
  cx_filter *filter = malloc(size);
  if (filter == NULL) return cx_error_memory(error, "where");
  char *at = (char *)filter + round_up(sizeof *filter);
  *filter = (cx_filter){n_tests, n_ops, measure_depth(op, n_ops, n_tests), NULL, NULL};
  filter->test = lay(&at, test, n_tests * sizeof *test);
  filter->op = lay(&at, op, n_ops * sizeof *op);
  for (size_t i = 0; i < n_tests; i++) lay_constants(&at, &filter->test[i]);
  assert(at == (char *)filter + size);
  *out = filter;
  return CX_OK;
}

void cx_filter_free(cx_filter *filter) { free(filter); }

/* ---- a worker's memory --------------------------------------------------------------------- */

cx_status cx_filter_memory_new(cx_filter_memory **out, const cx_filter *filter, cx_error *error) {
  const size_t head = round_up(sizeof(cx_filter_memory));
  const size_t known_bytes = filter->n_tests * sizeof(judged);
  cx_filter_memory *memory = calloc(1, head + known_bytes + filter->depth * CX_BATCH_ROWS);
  if (memory == NULL) return cx_error_memory(error, "where");
  memory->test = (judged *)(void *)((char *)memory + head);
  memory->plane = (uint8_t *)memory + head + known_bytes;
  memory->n_tests = filter->n_tests;
  *out = memory;
  return CX_OK;
}

void cx_filter_memory_free(cx_filter_memory *memory) {
  if (memory == NULL) return;
  for (size_t i = 0; i < memory->n_tests; i++) free(memory->test[i].truth);
  free(memory);
}

/* ---- one test on one column ---------------------------------------------------------------- */

static void test_bins(const cx_test *test, const uint16_t *score, uint32_t n_rows, uint8_t *truth) {
  for (uint32_t i = 0; i < n_rows; i++)
    truth[i] = score[i] < test->n_truth ? test->truth[score[i]] : (uint8_t)CX_UNKNOWN;
}

/* Below 0, 0 or above 0, by bytes; a text is before those that it begins. */
static int order(cx_text a, cx_text b) {
  const size_t shorter = a.length < b.length ? a.length : b.length;
  const int by_bytes = shorter == 0 ? 0 : memcmp(a.at, b.at, shorter);
  return by_bytes != 0 ? by_bytes : (a.length > b.length) - (a.length < b.length);
}

static bool is_among(cx_text text, const cx_test *test) {
  for (uint32_t i = 0; i < test->n_constants; i++)
    if (cx_text_equal(text, test->text[i])) return true;
  return false;
}

/* (1) The truth of a test on a label. */
static cx_truth judge(const cx_test *test, cx_text label) {
  if (test->kind == CX_TEST_MISSING) return label.length == 0 ? CX_TRUE : CX_FALSE;
  if (label.length == 0) return CX_UNKNOWN;
  switch (test->compare) {
    case CX_EQ: return cx_text_equal(label, test->text[0]) ? CX_TRUE : CX_FALSE;
    case CX_NE: return cx_text_equal(label, test->text[0]) ? CX_FALSE : CX_TRUE;
    case CX_LT: return order(label, test->text[0]) < 0 ? CX_TRUE : CX_FALSE;
    case CX_LE: return order(label, test->text[0]) <= 0 ? CX_TRUE : CX_FALSE;
    case CX_GT: return order(label, test->text[0]) > 0 ? CX_TRUE : CX_FALSE;
    case CX_GE: return order(label, test->text[0]) >= 0 ? CX_TRUE : CX_FALSE;
    case CX_IN: return is_among(label, test) ? CX_TRUE : CX_FALSE;
  }
  return CX_UNKNOWN;
}

/* (3) Works out the labels that are new since the last batch, or all of another dictionary. */
static bool learn(const cx_test *test, judged *known, const cx_labels *labels) {
  const uint32_t n = cx_labels_count(labels), generation = cx_labels_generation(labels);
  if (known->labels != labels || known->generation != generation) known->n = 0;
  known->labels = labels;
  known->generation = generation;
  if (n > known->room) {
    const uint32_t room = n < 64 ? 64 : n + n / 2;
    uint8_t *truth = realloc(known->truth, room);
    if (truth == NULL) return false;
    known->truth = truth;
    known->room = room;
  }
  for (; known->n < n; known->n++)
    known->truth[known->n] = (uint8_t)judge(test, cx_labels_text(labels, known->n));
  return true;
}

static bool test_labels(const cx_test *test, judged *known, const cx_cells *cells, uint32_t n_rows,
                        uint8_t *truth) {
  if (!learn(test, known, cells->labels)) return false;
  const uint8_t *of = known->truth;
  for (uint32_t i = 0; i < n_rows; i++) truth[i] = of[cells->label[i]];
  return true;
}

/* A comparison is being between two ends, or not; NaN is between none, and missing (1). */
static void test_number(cx_compare compare, double constant, const double *number, uint32_t n_rows,
                        uint8_t *truth) {
  const bool up = compare == CX_GT || compare == CX_GE, down = compare == CX_LT || compare == CX_LE;
  const double low = down ? -INFINITY : compare == CX_GT ? nextafter(constant, INFINITY) : constant;
  const double high = up ? INFINITY : compare == CX_LT ? nextafter(constant, -INFINITY) : constant;
  const int outside = compare == CX_NE;
  for (uint32_t i = 0; i < n_rows; i++) {
    const int missing = number[i] != number[i];
    const int inside = (number[i] >= low) & (number[i] <= high);
    truth[i] = (uint8_t)(missing ? CX_UNKNOWN : inside ^ outside);
  }
}

/* The same for moments; CX_NO_TIME is the lowest of all, so that ends above it leave it out. */
static void test_time(cx_compare compare, int64_t constant, const int64_t *time, uint32_t n_rows,
                      uint8_t *truth) {
  const bool up = compare == CX_GT || compare == CX_GE, down = compare == CX_LT || compare == CX_LE;
  const int64_t low = down ? INT64_MIN : constant, high = up ? INT64_MAX : constant;
  const int outside = compare == CX_NE, without = compare == CX_LT || compare == CX_GT;
  for (uint32_t i = 0; i < n_rows; i++) {
    const int inside = (time[i] >= low) & (time[i] <= high) & !(without & (time[i] == constant));
    truth[i] = (uint8_t)(time[i] == CX_NO_TIME ? CX_UNKNOWN : inside ^ outside);
  }
}

/* Adds what is true of another constant of "in"; unknown stays unknown. */
static void widen(uint8_t *truth, const uint8_t *other, uint32_t n_rows) {
  for (uint32_t i = 0; i < n_rows; i++) truth[i] |= other[i];
}

static void test_constants(const cx_test *test, const cx_cells *cells, uint32_t n_rows,
                           uint8_t *truth) {
  const cx_compare compare = test->compare == CX_IN ? CX_EQ : test->compare;
  uint8_t other[CX_BATCH_ROWS];
  for (uint32_t c = 0; c < test->n_constants; c++) {
    uint8_t *to = c == 0 ? truth : other;
    if (test->kind == CX_TEST_NUMBER)
      test_number(compare, test->number[c], cells->number, n_rows, to);
    else
      test_time(compare, test->time[c], cells->time, n_rows, to);
    if (c > 0) widen(truth, other, n_rows);
  }
}

static void test_missing(const cx_cells *cells, uint32_t n_rows, uint8_t *truth) {
  if (cells->kind == CX_COLUMN_NUMBER)
    for (uint32_t i = 0; i < n_rows; i++) truth[i] = cells->number[i] != cells->number[i];
  else
    for (uint32_t i = 0; i < n_rows; i++) truth[i] = cells->time[i] == CX_NO_TIME;
}

static bool run_test(const cx_test *test, judged *known, const cx_batch *batch, uint8_t *truth) {
  assert(test->column < batch->n_columns);
  const cx_cells *cells = &batch->column[test->column];
  const uint32_t n_rows = batch->n_rows;
  if (cells->kind == CX_COLUMN_LABEL) {
    assert(test->kind == CX_TEST_TEXT || test->kind == CX_TEST_MISSING);
    return test_labels(test, known, cells, n_rows, truth);
  }
  assert(test->kind != CX_TEST_TEXT);
  assert((test->kind == CX_TEST_BINS) == (cells->kind == CX_COLUMN_SCORE));
  if (test->kind == CX_TEST_BINS) test_bins(test, cells->score, n_rows, truth);
  else if (test->kind == CX_TEST_MISSING) test_missing(cells, n_rows, truth);
  else test_constants(test, cells, n_rows, truth);
  return true;
}

/* ---- the program --------------------------------------------------------------------------- */

/* Kleene's and, or, not (1), on whole planes: their length is known when this is compiled. */
static void join_and(uint8_t *a, const uint8_t *b) {
  for (uint32_t i = 0; i < CX_BATCH_ROWS; i++) {
    const uint8_t larger = a[i] > b[i] ? a[i] : b[i];
    a[i] = ((a[i] == CX_FALSE) | (b[i] == CX_FALSE)) ? (uint8_t)CX_FALSE : larger;
  }
}

static void join_or(uint8_t *a, const uint8_t *b) {
  for (uint32_t i = 0; i < CX_BATCH_ROWS; i++) {
    const uint8_t larger = a[i] > b[i] ? a[i] : b[i];
    a[i] = ((a[i] == CX_TRUE) | (b[i] == CX_TRUE)) ? (uint8_t)CX_TRUE : larger;
  }
}

static void negate(uint8_t *a) {
  for (uint32_t i = 0; i < CX_BATCH_ROWS; i++) a[i] = a[i] == CX_UNKNOWN ? a[i] : a[i] ^ 1;
}

cx_status cx_filter_run(const cx_filter *filter, cx_filter_memory *memory, const cx_batch *batch,
                        uint8_t *pass, cx_error *error) {
  assert(batch->n_rows <= CX_BATCH_ROWS && memory->n_tests == filter->n_tests);
  size_t depth = 0;
  for (size_t i = 0; i < filter->n_ops; i++) {
    const int32_t op = filter->op[i];
    if (op >= 0 || op == CX_OP_TRUE) depth++;
    if (op == CX_OP_AND || op == CX_OP_OR) depth--;
    uint8_t *top = memory->plane + (depth - 1) * CX_BATCH_ROWS;
    if (op == CX_OP_AND) join_and(top, top + CX_BATCH_ROWS);
    else if (op == CX_OP_OR) join_or(top, top + CX_BATCH_ROWS);
    else if (op == CX_OP_NOT) negate(top);
    else if (op == CX_OP_TRUE) memset(top, CX_TRUE, CX_BATCH_ROWS);
    else if (!run_test(&filter->test[op], &memory->test[op], batch, top))
      return cx_error_memory(error, "where");
  }
  for (uint32_t i = 0; i < batch->n_rows; i++) pass[i] = memory->plane[i] == CX_TRUE; /* (2) */
  memset(pass + batch->n_rows, 0, CX_BATCH_ROWS - batch->n_rows);
  return CX_OK;
}
