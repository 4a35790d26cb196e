/* panel_tally.c - the pairs as a tally: the last part of panel.h */
#include <assert.h>
#include <stdlib.h>

#include "base/pair.h"
#include "count/limit.h"
#include "count/panel_private.h"

/* Counts by number, for as many as are met. */
typedef struct counts {
  cx_count *count;
  size_t capacity;
} counts;

/* Groups and cells on their way into a tally. */
typedef struct pairing {
  const cx_panel *panel;
  const cx_tally_spec *spec;
  const cx_panel_spec *how;
  size_t n_columns;
  cx_pair_table level[CX_TALLY_BY]; /* of columns 0..k, from the number at level k - 1 and the code */
  counts rows;                      /* by number at the last level */
  cx_pair_table *cell;              /* of each question: (group, bin) */
  counts *cells;
  cx_count design;
} pairing;

/* The sum fits: that of the design, which is as large as any, did. False: no memory. */
static bool add(counts *to, uint32_t number, cx_count count) {
  if (number >= to->capacity) {
    size_t capacity = to->capacity ? 2 * to->capacity : 64;
    cx_count *wider = realloc(to->count, capacity * sizeof *wider);
    if (wider == NULL) return false;
    memset(wider + to->capacity, 0, (capacity - to->capacity) * sizeof *wider);
    to->count = wider;
    to->capacity = capacity;
  }
  return cx_tally_sum(&to->count[number], count);
}

/* (4) The code of an earlier answer; all missing ones have the one behind the last. */
static uint32_t code_before(const pairing *p, const cx_person *person, size_t q) {
  uint32_t bin = person->answer[CX_ROUND_EARLIER * p->spec->n_of + q];
  size_t n = p->how->n_before[q];
  return bin < n && p->how->before[q][bin].length > 0 ? bin : (uint32_t)n;
}

/* The question whose earlier answer is column k of the tally, or n_of; *by: else its number among the spec's. */
static size_t question_of(const pairing *p, size_t k, size_t *by) {
  size_t from = p->how->before_at, n_of = p->spec->n_of;
  *by = k < from ? k : k - n_of;
  return k >= from && k < from + n_of ? k - from : n_of;
}

static uint32_t code_of(const pairing *p, cx_person *person, size_t k) {
  size_t by, q = question_of(p, k, &by);
  return q < p->spec->n_of ? code_before(p, person, q) : cx_panel_codes(p->panel, person)[by];
}

static cx_text label_of(const pairing *p, size_t k, uint32_t code) {
  size_t by, q = question_of(p, k, &by);
  if (q == p->spec->n_of) return cx_labels_text(p->panel->labels[by], code);
  return code < p->how->n_before[q] ? p->how->before[q][code] : (cx_text){"", 0};
}

static cx_count count_of(const pairing *p, cx_person *person) {
  if (!p->panel->shape.weighted) return (cx_count){1, CX_WIDE_ONE, CX_WIDE_ONE};
  const cx_exact_weight *weight = cx_panel_weight(p->panel, person);
  return (cx_count){1, weight->w, weight->w2};
}

static cx_status too_many(const pairing *p, cx_error *error) {
  return cx_error_set(error, CX_TOO_MANY, "",
                      "more than %u groups of pairs; group by something coarser, pair fewer questions at a time, or raise "
                      "max_groups",
                      p->spec->max_groups ? p->spec->max_groups : CX_MOST_GROUPS);
}

static cx_status add_pair(pairing *p, cx_person *person, cx_error *error) {
  uint32_t group = 0;
  for (size_t k = 0; k < p->n_columns; k++) {
    group = cx_pair_number(&p->level[k], group, code_of(p, person, k));
    if (group == CX_NO_PAIR) return cx_error_memory(error, "");
  }
  if (group >= (p->spec->max_groups ? p->spec->max_groups : CX_MOST_GROUPS)) return too_many(p, error);
  cx_count count = count_of(p, person);
  if (!cx_tally_sum(&p->design, count)) return cx_tally_too_large(error);
  if (!add(&p->rows, group, count)) return cx_error_memory(error, "");
  for (size_t q = 0; q < p->spec->n_of; q++) {
    uint32_t bin = person->answer[CX_ROUND_LATER * p->spec->n_of + q];
    uint32_t cell = cx_pair_number(&p->cell[q], group, bin);
    if (cell == CX_NO_PAIR || !add(&p->cells[q], cell, count)) return cx_error_memory(error, "");
  }
  return CX_OK;
}

static cx_status add_pairs(pairing *p, cx_error *error) {
  cx_status status = CX_OK;
  for (uint32_t i = 0; i < p->panel->n && status == CX_OK; i++) {
    cx_person *person = cx_panel_person(p->panel, i);
    if (person->place[CX_ROUND_EARLIER] > 0 && person->place[CX_ROUND_LATER] > 0) /* (5) */
      status = add_pair(p, person, error);
  }
  return status;
}

/* All groups into the tally; to[number] is where each went. */
static cx_status hand_groups(const pairing *p, cx_tally *tally, uint32_t *to, cx_error *error) {
  const cx_pair_table *last = &p->level[p->n_columns - 1];
  cx_status status = cx_tally_add_design(tally, p->design, error);
  for (uint32_t g = 0; g < last->n && status == CX_OK; g++) {
    cx_text label[CX_TALLY_BY];
    uint32_t number = g;
    for (size_t k = p->n_columns; k-- > 0;) {
      uint64_t key = p->level[k].key[number];
      label[k] = label_of(p, k, (uint32_t)key);
      number = (uint32_t)(key >> 32);
    }
    status = cx_tally_add_group(tally, label, p->rows.count[g], &to[g], error);
  }
  return status;
}

static cx_status hand_cells(const pairing *p, cx_tally *tally, const uint32_t *to, cx_error *error) {
  cx_status status = CX_OK;
  for (size_t q = 0; q < p->spec->n_of; q++)
    for (uint32_t i = 0; i < p->cell[q].n && status == CX_OK; i++) {
      uint64_t key = p->cell[q].key[i];
      status = cx_tally_add_cell(tally, q, to[key >> 32], (uint32_t)key, p->cells[q].count[i], error);
    }
  return status;
}

static cx_status new_tally(const pairing *p, const cx_column_spec *column, cx_tally **out, cx_error *error) {
  cx_text name[CX_TALLY_BY];
  cx_tally_question *question = calloc(p->spec->n_of, sizeof *question);
  if (question == NULL) return cx_error_memory(error, "");
  for (size_t k = 0; k < p->n_columns; k++) {
    size_t by, q = question_of(p, k, &by);
    name[k] = q < p->spec->n_of ? p->how->before_name[q] : p->spec->by_name[by];
  }
  for (size_t q = 0; q < p->spec->n_of; q++)
    question[q] = (cx_tally_question){p->spec->of_name[q], column[p->spec->of[q]].scale.n_bins};
  cx_status status = cx_tally_new(out, name, p->n_columns, question, p->spec->n_of, error);
  free(question);
  return status;
}

static cx_status hand_over(const pairing *p, const cx_column_spec *column, cx_tally **out, cx_error *error) {
  cx_tally *tally = NULL;
  uint32_t *to = malloc(((size_t)p->level[p->n_columns - 1].n + 1) * sizeof *to);
  cx_status status = to ? new_tally(p, column, &tally, error) : cx_error_memory(error, "");
  if (status == CX_OK) status = hand_groups(p, tally, to, error);
  if (status == CX_OK) status = hand_cells(p, tally, to, error);
  if (status == CX_OK) status = cx_tally_settle(tally, error);
  free(to);
  if (status == CX_OK) *out = tally;
  else cx_tally_free(tally);
  return status;
}

static void discard(pairing *p) {
  for (size_t k = 0; k < CX_TALLY_BY; k++) cx_pair_free(&p->level[k]);
  for (size_t q = 0; q < p->spec->n_of; q++) {
    if (p->cell != NULL) cx_pair_free(&p->cell[q]);
    if (p->cells != NULL) free(p->cells[q].count);
  }
  free(p->rows.count);
  free(p->cell);
  free(p->cells);
}

cx_status cx_panel_tally(const cx_panel *whole, const cx_tally_spec *spec, const cx_column_spec *column, cx_tally **out,
                         cx_error *error) {
  pairing p = {.panel = whole, .spec = spec, .how = spec->panel, .n_columns = spec->n_by + spec->n_of};
  assert(spec->n_of > 0 && p.n_columns <= CX_TALLY_BY && spec->panel->before_at <= spec->n_by);
  p.cell = calloc(spec->n_of, sizeof *p.cell);
  p.cells = calloc(spec->n_of, sizeof *p.cells);
  cx_status status = p.cell != NULL && p.cells != NULL ? CX_OK : cx_error_memory(error, "");
  bool is_first = spec->panel->round < 0 && spec->panel->side == CX_ROUND_EARLIER; /* (8) */
  if (status == CX_OK && !is_first) status = add_pairs(&p, error);
  if (status == CX_OK) status = hand_over(&p, column, out, error);
  discard(&p);
  return status;
}
