/* table.h - a CSV file of numbers and bare words as rows of texts, for the tests of infer */
#ifndef CX_TEST_TABLE_H
#define CX_TEST_TABLE_H

#include <stdlib.h>
#include <string.h>

#include "sample.h"

enum { TABLE_COLUMNS = 24 };

typedef struct row {
  char line[512];
  char *at[TABLE_COLUMNS];
} row;

/* Cuts a line at its commas; quotes protect commas and are dropped. */
static inline void cut(row *r) {
  char *to = r->line;
  int column = 0;
  bool quoted = false;
  r->at[0] = to;
  for (const char *from = r->line; *from && *from != '\n'; from++) {
    if (*from == '"') quoted = !quoted;
    else if (*from == ',' && !quoted) *to++ = '\0', r->at[++column] = to;
    else *to++ = *from;
  }
  *to = '\0';
}

/* Calls visit with each row under the header; returns how many there are. */
static inline int each_row(const char *path, void (*visit)(row *)) {
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  row r;
  int n = 0;
  assert_non_null(fgets(r.line, sizeof r.line, file));
  for (; fgets(r.line, sizeof r.line, file); n++) {
    cut(&r);
    visit(&r);
  }
  fclose(file);
  return n;
}

static inline double number(const row *r, int column) { return strtod(r->at[column], NULL); }

/* To a relative tolerance. */
#define SAME(got, want, relative) NEAR(got, want, (relative) * fabs(want) + 1e-300)

#endif
