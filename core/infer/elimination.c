/* elimination.h */
#include "infer/elimination.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/wide.h"

/* A row being worked on: dense values, and where they may be non-zero. */
typedef struct desk {
  uint64_t *value;
  bool *is_touched;
  uint32_t *touched;
  size_t n_touched;
} desk;

typedef struct work {
  cx_elimination *e;
  const cx_equation *equation;
  uint32_t *order;  /* equations, those with few terms first */
  uint32_t *n_uses; /* by unknown: how many terms name it */
  desk desk;
} work;

/* ---- arithmetic modulo the prime ---- */

static uint64_t times(uint64_t a, uint64_t b, uint64_t prime) {
  return (uint64_t)((cx_wide_unsigned)a * b % prime);
}

static uint64_t residue(int64_t value, uint64_t prime) {
  int64_t rest = value % (int64_t)prime;
  return rest < 0 ? (uint64_t)(rest + (int64_t)prime) : (uint64_t)rest;
}

/* By Fermat: a^(prime - 2). */
static uint64_t inverse(uint64_t a, uint64_t prime) {
  uint64_t result = 1;
  for (uint64_t power = prime - 2; power > 0; power >>= 1) {
    if (power & 1) result = times(result, a, prime);
    a = times(a, a, prime);
  }
  return result;
}

/* ---- the desk ---- */

static void put(desk *d, uint32_t at, uint64_t value, uint64_t prime) {
  if (!d->is_touched[at]) {
    d->is_touched[at] = true;
    d->touched[d->n_touched++] = at;
  }
  uint64_t sum = d->value[at] + value;
  d->value[at] = sum >= prime ? sum - prime : sum;
}

/* Adds a multiple of a row. */
static void add_row(desk *d, const cx_reduced_row *row, uint64_t factor, uint64_t prime) {
  for (size_t i = 0; i < row->n_terms; i++)
    put(d, row->term[i].at, times(row->term[i].value, factor, prime), prime);
}

static void wipe(desk *d) {
  for (size_t i = 0; i < d->n_touched; i++) {
    d->value[d->touched[i]] = 0;
    d->is_touched[d->touched[i]] = false;
  }
  d->n_touched = 0;
}

static int ascending(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* What stands on the desk as terms of a row; false without memory. */
static bool take(desk *d, size_t n_unknowns, cx_reduced_row *row) {
  qsort(d->touched, d->n_touched, sizeof *d->touched, ascending);
  size_t n = 0;
  for (size_t i = 0; i < d->n_touched; i++) n += d->value[d->touched[i]] != 0;
  cx_residue *term = malloc((n + 1) * sizeof *term);
  if (!term) return false;
  n = 0;
  row->n_unknowns = 0;
  for (size_t i = 0; i < d->n_touched; i++) {
    uint32_t at = d->touched[i];
    if (d->value[at] == 0) continue;
    term[n++] = (cx_residue){at, d->value[at]};
    if (at < n_unknowns) row->n_unknowns = n;
  }
  free(row->term);
  row->term = term;
  row->n_terms = n;
  return true;
}

/* ---- one equation ---- */

/* Loads an equation and takes away what the rows so far say of its unknowns. */
static void load(work *w, uint32_t number) {
  cx_elimination *e = w->e;
  const cx_equation *equation = &w->equation[number];
  desk *d = &w->desk;
  for (size_t i = 0; i < equation->n_terms; i++)
    put(d, equation->term[i].unknown, residue(equation->term[i].coefficient, e->prime), e->prime);
  put(d, (uint32_t)(e->n_unknowns + number), 1, e->prime);
  size_t n = d->n_touched; /* rows bring no new pivots (2) */
  for (size_t i = 0; i < n; i++) {
    uint32_t at = d->touched[i];
    uint64_t value = d->value[at];
    if (at >= e->n_unknowns || value == 0 || e->row_of[at] == CX_NO_ROW) continue;
    add_row(d, &e->row[e->row_of[at]], e->prime - value, e->prime);
  }
}

/* The pivot among the unknowns on the desk (2); CX_NO_ROW when none is left. */
static uint32_t choose(const work *w) {
  uint32_t best = CX_NO_ROW;
  for (size_t i = 0; i < w->desk.n_touched; i++) {
    uint32_t at = w->desk.touched[i];
    if (at >= w->e->n_unknowns || w->desk.value[at] == 0) continue;
    bool is_better = best == CX_NO_ROW || w->n_uses[at] < w->n_uses[best] ||
                     (w->n_uses[at] == w->n_uses[best] && at < best);
    if (is_better) best = at;
  }
  return best;
}

/* The coefficient of an unknown in a row. */
static uint64_t coefficient(const cx_reduced_row *row, uint32_t unknown) {
  size_t lo = 0, hi = row->n_unknowns;
  while (lo < hi) {
    size_t middle = lo + (hi - lo) / 2;
    if (row->term[middle].at < unknown) lo = middle + 1;
    else hi = middle;
  }
  return lo < row->n_unknowns && row->term[lo].at == unknown ? row->term[lo].value : 0;
}

/* Takes the new pivot out of the rows before. */
static bool clear_others(work *w, const cx_reduced_row *fresh) {
  cx_elimination *e = w->e;
  for (size_t i = 0; i < e->rank; i++) {
    uint64_t value = coefficient(&e->row[i], fresh->pivot);
    if (value == 0) continue;
    add_row(&w->desk, &e->row[i], 1, e->prime);
    add_row(&w->desk, fresh, e->prime - value, e->prime);
    bool done = take(&w->desk, e->n_unknowns, &e->row[i]);
    wipe(&w->desk);
    if (!done) return false;
  }
  return true;
}

static bool add_equation(work *w, uint32_t number) {
  cx_elimination *e = w->e;
  cx_reduced_row fresh = {.term = NULL};
  load(w, number);
  fresh.pivot = choose(w);
  bool done = fresh.pivot == CX_NO_ROW || take(&w->desk, e->n_unknowns, &fresh);
  wipe(&w->desk);
  if (!done || fresh.pivot == CX_NO_ROW) return done;
  uint64_t factor = inverse(coefficient(&fresh, fresh.pivot), e->prime);
  for (size_t i = 0; i < fresh.n_terms; i++)
    fresh.term[i].value = times(fresh.term[i].value, factor, e->prime);
  if (!clear_others(w, &fresh)) {
    free(fresh.term);
    return false;
  }
  e->row_of[fresh.pivot] = (uint32_t)e->rank;
  e->row[e->rank++] = fresh;
  return true;
}

/* ---- all of them ---- */

/* Equations by their number of terms, equal ones as given (4): a counting sort. */
static bool put_in_order(work *w) {
  size_t most = 0, n = w->e->n_equations;
  for (size_t i = 0; i < n; i++)
    if (w->equation[i].n_terms > most) most = w->equation[i].n_terms;
  size_t *start = calloc(most + 2, sizeof *start);
  if (!start) return false;
  for (size_t i = 0; i < n; i++) start[w->equation[i].n_terms + 1]++;
  for (size_t i = 0; i <= most; i++) start[i + 1] += start[i];
  for (size_t i = 0; i < n; i++) w->order[start[w->equation[i].n_terms]++] = (uint32_t)i;
  free(start);
  return true;
}

static bool prepare(work *w) {
  cx_elimination *e = w->e;
  size_t width = e->n_unknowns + e->n_equations;
  e->row = calloc(e->n_equations + 1, sizeof *e->row);
  e->row_of = malloc((e->n_unknowns + 1) * sizeof *e->row_of);
  w->order = malloc((e->n_equations + 1) * sizeof *w->order);
  w->n_uses = calloc(e->n_unknowns + 1, sizeof *w->n_uses);
  w->desk.value = calloc(width + 1, sizeof *w->desk.value);
  w->desk.is_touched = calloc(width + 1, sizeof *w->desk.is_touched);
  w->desk.touched = malloc((width + 1) * sizeof *w->desk.touched);
  if (!e->row || !e->row_of || !w->order || !w->n_uses || !w->desk.value || !w->desk.is_touched ||
      !w->desk.touched)
    return false;
  memset(e->row_of, 0xff, (e->n_unknowns + 1) * sizeof *e->row_of); /* CX_NO_ROW */
  for (size_t i = 0; i < e->n_equations; i++)
    for (size_t j = 0; j < w->equation[i].n_terms; j++) {
      assert(w->equation[i].term[j].unknown < e->n_unknowns);
      w->n_uses[w->equation[i].term[j].unknown]++;
    }
  return put_in_order(w);
}

static bool eliminate(work *w) {
  if (!prepare(w)) return false;
  for (size_t i = 0; i < w->e->n_equations; i++)
    if (!add_equation(w, w->order[i])) return false;
  return true;
}

cx_status cx_elimination_new(const cx_equation *equation, size_t n_equations, size_t n_unknowns,
                             uint64_t prime, cx_elimination **out, cx_error *error) {
  assert(n_unknowns + n_equations < CX_NO_ROW && prime < (uint64_t)1 << 62);
  cx_elimination *e = calloc(1, sizeof *e);
  if (!e) return cx_error_memory(error, "audit");
  *e = (cx_elimination){.prime = prime, .n_unknowns = n_unknowns, .n_equations = n_equations};
  work w = {.e = e, .equation = equation};
  bool done = eliminate(&w);
  free(w.order);
  free(w.n_uses);
  free(w.desk.value);
  free(w.desk.is_touched);
  free(w.desk.touched);
  if (!done) {
    cx_elimination_free(e);
    return cx_error_memory(error, "audit");
  }
  *out = e;
  return CX_OK;
}

void cx_elimination_free(cx_elimination *e) {
  if (!e) return;
  for (size_t i = 0; e->row && i < e->rank; i++) free(e->row[i].term);
  free(e->row);
  free(e->row_of);
  free(e);
}
