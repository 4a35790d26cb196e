/*
** moment_rows.h - random rows of answers, as batches and as what a naive reader makes of them
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      a seed and what the rows are like.  Out: batches for a part; moments by schoolbook sums.
** Owns:    its arrays.
*/
#ifndef CX_TESTS_MOMENT_ROWS_H
#define CX_TESTS_MOMENT_ROWS_H

#include <math.h>
#include <stdlib.h>

#include "count/moment_part.h"

enum { MOMENT_ROWS = 3000, MOMENT_BINS = 7, MOMENT_BUCKET = CX_MOMENT_MOST };

typedef struct moment_rows {
  size_t n; /* variables; the last is a number */
  bool weighted;
  uint32_t buckets;
  const double *value[CX_MOMENT_MOST];
  size_t n_values[CX_MOMENT_MOST];
  uint32_t column[CX_MOMENT_MOST];
  uint8_t decimals[CX_MOMENT_MOST];
  cx_text name[CX_MOMENT_MOST];
  cx_moment_number numbers[CX_MOMENT_MOST];
  uint16_t bin[CX_MOMENT_MOST][MOMENT_ROWS];
  double number[MOMENT_ROWS];
  uint32_t bucket[MOMENT_ROWS], weight[MOMENT_ROWS];
  cx_exact_weight exact[MOMENT_ROWS];
} moment_rows;

static const double moment_values[MOMENT_BINS] = {-100, 0, 100, 3, 7, NAN, NAN};

static const double moment_gone[] = {1.01};
static const char moment_names[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnop";

static inline uint32_t moment_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

/* One row in `missing` answers is missing; `exact` says that one weight in three is an exact one. */
static inline moment_rows *moment_rows_new(size_t n, uint32_t buckets, bool weighted, bool exact, uint32_t missing,
                                           double size) {
  moment_rows *r = calloc(1, sizeof *r);
  uint32_t seed = 17;
  *r = (moment_rows){.n = n, .weighted = weighted, .buckets = buckets};
  for (size_t v = 0; v < n; v++) {
    r->numbers[v] = (cx_moment_number){-INFINITY, 1e15, moment_gone, 1};
    r->column[v] = (uint32_t)v;
    r->name[v] = (cx_text){&moment_names[v], 1 + v / 26};
    r->value[v] = v + 1 < n ? moment_values : NULL;
    r->n_values[v] = MOMENT_BINS;
    r->decimals[v] = v + 1 < n ? 0 : 2;
  }
  for (size_t i = 0; i < MOMENT_ROWS; i++) {
    for (size_t v = 0; v < n; v++)
      r->bin[v][i] = (uint16_t)(moment_random(&seed) % missing == 0 ? 5 + v % 2 : moment_random(&seed) % 5);
    r->number[i] = moment_random(&seed) % missing == 0 ? NAN : floor((moment_random(&seed) % 2000) * size) / 100;
    r->bucket[i] = moment_random(&seed) % buckets;
    r->weight[i] = exact && i % 3 == 0 ? CX_WEIGHT_EXACT : moment_random(&seed) % CX_WEIGHT_MOST;
    r->exact[i].w = (cx_wide)moment_random(&seed) * 123456789012345 * (i % 2 ? 1 : 1000);
  }
  return r;
}

/* Every variable a question of few answers, as far apart as bytes can tell. */
static inline void moment_rows_make_small(moment_rows *r) {
  static const double values[][MOMENT_BINS] = {{1, 2, 15, 8, 14, NAN, NAN},
                                               {-100, 0, 100, 0, 100, NAN, NAN},
                                               {0, NAN, 10, 5, NAN, NAN, NAN},
                                               {15, 15, 15, 15, 15, NAN, NAN},
                                               {0.5e9, 7.5e9, 0.5e9, 1e9, 1.5e9, NAN, NAN}};
  for (size_t v = 0; v < r->n; v++) r->value[v] = values[v % 5];
}

static inline cx_moments *moment_rows_empty(const moment_rows *r) {
  cx_moment_shape shape = {r->n, r->name, r->decimals, r->weighted, r->buckets};
  cx_moments *moments = NULL;
  return cx_moment_new(&moments, &shape, NULL) == CX_OK ? moments : NULL;
}

static inline cx_moment_spec moment_rows_spec(const moment_rows *r, cx_moments *moments) {
  return (cx_moment_spec){moments, r->column, r->value, r->n_values, r->numbers, r->buckets > 1 ? MOMENT_BUCKET : -1};
}

/* Adds rows from .. to, `size` at a time. */
static inline cx_status moment_rows_add(const moment_rows *r, cx_moment_part *part, size_t from, size_t to, size_t size,
                                        cx_error *error) {
  cx_cells cells[CX_MOMENT_MOST + 1] = {{0}};
  uint32_t rows[CX_BATCH_ROWS];
  cx_status status = CX_OK;
  for (uint32_t i = 0; i < CX_BATCH_ROWS; i++) rows[i] = i;
  for (size_t at = from; at < to && status == CX_OK; at += size) {
    uint32_t n = (uint32_t)(to - at < size ? to - at : size);
    bool plain = true;
    for (uint32_t i = 0; i < n; i++) plain &= r->weight[at + i] != CX_WEIGHT_EXACT;
    for (size_t v = 0; v < r->n; v++) {
      cells[v].score = r->bin[v] + at;
      if (r->value[v] == NULL) cells[v].number = r->number + at;
    }
    cells[MOMENT_BUCKET].label = r->bucket + at;
    cx_batch batch = {n, MOMENT_BUCKET + 1, cells, r->weight + at, r->exact + at, plain, rows};
    status = cx_moment_part_add(part, &batch, rows, n, error);
  }
  return status;
}

/* The value in steps, or NAN. */
static inline double moment_rows_value(const moment_rows *r, size_t v, size_t i) {
  if (r->value[v] != NULL) return r->value[v][r->bin[v][i]];
  return isnan(r->number[i]) || r->number[i] == moment_gone[0] ? NAN : nearbyint(r->number[i] * pow(10, r->decimals[v]));
}

static inline cx_wide moment_rows_weight(const moment_rows *r, size_t i) {
  if (!r->weighted) return 1;
  if (r->weight[i] == CX_WEIGHT_EXACT) return r->exact[i].w;
  return (cx_wide)r->weight[i] * (CX_WIDE_ONE / CX_WEIGHT_SCALE);
}

static inline bool moment_rows_complete(const moment_rows *r, size_t i) {
  for (size_t v = 0; v < r->n; v++)
    if (isnan(moment_rows_value(r, v, i))) return false;
  return true;
}

/* The sums of a and b by the schoolbook. */
static inline cx_moment_pair moment_rows_pair(const moment_rows *r, cx_moment_rows rows, uint32_t bucket, size_t a,
                                              size_t b) {
  cx_moment_pair sum = {0};
  for (size_t i = 0; i < MOMENT_ROWS; i++) {
    double x = moment_rows_value(r, a, i), y = moment_rows_value(r, b, i);
    if (r->bucket[i] != bucket || isnan(x) || isnan(y)) continue;
    if (rows == CX_MOMENT_LISTWISE && !moment_rows_complete(r, i)) continue;
    cx_wide w = moment_rows_weight(r, i), p = (int64_t)x, q = (int64_t)y;
    sum.n++;
    sum.w += w;
    sum.x += w * p;
    sum.y += w * q;
    sum.xx += w * p * p;
    sum.yy += w * q * q;
    sum.xy += w * p * q;
  }
  return sum;
}

static inline bool moment_pairs_equal(cx_moment_pair a, cx_moment_pair b) {
  return a.n == b.n && a.w == b.w && a.x == b.x && a.y == b.y && a.xx == b.xx && a.yy == b.yy && a.xy == b.xy;
}

#endif
