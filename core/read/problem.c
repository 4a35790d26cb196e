/* problem.c - see problem.h */
#include "read/problem.h"

/* Puts row among the smallest ones, which stand in ascending order. */
static void keep_row(cx_problems *problems, cx_problem_kind kind, uint64_t row) {
  uint64_t *rows = problems->row[kind];
  unsigned n = problems->n_rows[kind];
  if (n == CX_PROBLEM_ROWS && row >= rows[n - 1]) return;
  unsigned i = n < CX_PROBLEM_ROWS ? n : n - 1;
  for (; i > 0 && rows[i - 1] > row; i--) rows[i] = rows[i - 1];
  rows[i] = row;
  if (n < CX_PROBLEM_ROWS) problems->n_rows[kind]++;
}

void cx_problems_add(cx_problems *problems, cx_problem_kind kind, uint64_t row) {
  problems->n[kind]++;
  keep_row(problems, kind, row);
}

void cx_problems_merge(cx_problems *problems, const cx_problems *other) {
  for (int kind = 0; kind < CX_PROBLEM_KINDS; kind++) {
    problems->n[kind] += other->n[kind];
    for (unsigned i = 0; i < other->n_rows[kind]; i++)
      keep_row(problems, (cx_problem_kind)kind, other->row[kind][i]);
  }
}

const char *cx_problem_name(cx_problem_kind kind) {
  static const char *const names[] = {
      [CX_PROBLEM_BLANK_LINE] = "blank line",
      [CX_PROBLEM_LONG_ROW] = "long row",
      [CX_PROBLEM_NO_WEIGHT] = "no weight",
      [CX_PROBLEM_BAD_WEIGHT] = "bad weight",
      [CX_PROBLEM_ONLY] = "not in only",
      [CX_PROBLEM_SHORT_ROW] = "short row",
      [CX_PROBLEM_SURPLUS] = "empty surplus cells",
      [CX_PROBLEM_STRAY_QUOTE] = "stray quote",
      [CX_PROBLEM_NO_TIME] = "no time",
      [CX_PROBLEM_NUL] = "NUL byte",
      [CX_PROBLEM_NOT_UTF8] = "not UTF-8",
  };
  return names[kind];
}
