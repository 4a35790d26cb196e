/* settle.c - a tally put in order: rule (4) of tally.h */
#include <stdlib.h>

#include "count/tally_private.h"

/* Something with its labels, to be sorted. */
typedef struct named {
  const cx_text *label;
  uint32_t number;
} named;

static int compare_text(cx_text a, cx_text b) {
  size_t shorter = a.length < b.length ? a.length : b.length;
  int order = shorter > 0 ? memcmp(a.at, b.at, shorter) : 0;
  return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

/* qsort gives no context, so one comparison for each number of labels would be needed; instead labels
** end with a text whose .at is NULL. */
static int compare_named(const void *x, const void *y) {
  const named *a = x, *b = y;
  for (size_t i = 0; a->label[i].at != NULL; i++) {
    int order = compare_text(a->label[i], b->label[i]);
    if (order != 0) return order;
  }
  return 0;
}

/* The place of each of n things among all, by their labels; to[old] = new. NULL: no memory. */
static uint32_t *order_of(const cx_text *label, size_t n_labels, size_t n) {
  named *all = malloc((n + 1) * sizeof *all);
  cx_text *ended = malloc((n + 1) * (n_labels + 1) * sizeof *ended);
  uint32_t *to = malloc((n + 1) * sizeof *to);
  for (size_t i = 0; all && ended && to && i < n; i++) {
    cx_text *own = ended + i * (n_labels + 1);
    for (size_t k = 0; k < n_labels; k++) own[k] = label[i * n_labels + k];
    own[n_labels] = (cx_text){NULL, 0};
    all[i] = (named){own, (uint32_t)i};
  }
  if (all && ended && to) {
    qsort(all, n, sizeof *all, compare_named);
    for (size_t i = 0; i < n; i++) to[all[i].number] = (uint32_t)i;
  } else {
    free(to);
    to = NULL;
  }
  free(ended);
  free(all);
  return to;
}

/* Forgets the dictionary's order: a settled tally that is added to learns its groups anew. */
static cx_status relearn_groups(cx_tally *tally, cx_error *error) {
  cx_text *label = tally->label;
  cx_count *rows = tally->rows;
  size_t n = tally->n_groups;
  tally->label = NULL;
  tally->rows = NULL;
  tally->n_groups = tally->row_capacity = 0;
  cx_labels_empty(tally->groups);
  cx_status status = CX_OK;
  for (size_t i = 0; i < n && status == CX_OK; i++) {
    uint32_t group;
    status = cx_tally_add_group(tally, label + i * tally->n_by, rows[i], &group, error);
  }
  free(label);
  free(rows);
  return status;
}

static cx_status settle_groups(cx_tally *tally, cx_error *error) {
  size_t n = tally->n_groups, n_by = tally->n_by;
  uint32_t *to = order_of(tally->label, n_by, n);
  cx_text *label = malloc((n * n_by + 1) * sizeof *label);
  cx_count *rows = malloc((n + 1) * sizeof *rows);
  if (to == NULL || label == NULL || rows == NULL) {
    free(to);
    free(label);
    free(rows);
    return cx_error_memory(error, "");
  }
  for (size_t i = 0; i < n; i++) {
    rows[to[i]] = tally->rows[i];
    for (size_t k = 0; k < n_by; k++) label[to[i] * n_by + k] = tally->label[i * n_by + k];
  }
  for (size_t q = 0; q < tally->n_questions; q++)
    for (size_t i = 0; i < tally->question[q].n_cells; i++)
      tally->question[q].cell[i].group = to[tally->question[q].cell[i].group];
  free(to);
  free(tally->label);
  free(tally->rows);
  tally->label = label;
  tally->rows = rows;
  tally->row_capacity = n;
  return relearn_groups(tally, error);
}

/* Open answers in byte order; the dictionary learns them anew in that order. */
static cx_status settle_answers(tally_question *q, cx_error *error) {
  uint32_t *to = order_of(q->answer, 1, q->n_answers);
  cx_labels *codes = cx_labels_new(UINT32_MAX - 1);
  cx_text *answer = malloc((q->n_answers + 1) * sizeof *answer);
  bool fine = to != NULL && codes != NULL && answer != NULL, full;
  for (size_t i = 0; fine && i < q->n_answers; i++) answer[to[i]] = q->answer[i];
  for (size_t i = 0; fine && i < q->n_answers; i++) {
    fine = cx_labels_code(codes, answer[i], &full) == i;
    if (fine) answer[i] = cx_labels_text(codes, (uint32_t)i);
  }
  if (!fine) {
    free(to);
    free(answer);
    cx_labels_free(codes);
    return cx_error_memory(error, "");
  }
  for (size_t i = 0; i < q->n_cells; i++) q->cell[i].answer = to[q->cell[i].answer];
  free(to);
  free(q->answer);
  cx_labels_free(q->codes);
  q->answer = answer;
  q->answer_capacity = q->n_answers;
  q->codes = codes;
  return CX_OK;
}

static int compare_cells(const void *x, const void *y) {
  const cx_tally_cell *a = x, *b = y;
  return (a->answer > b->answer) - (a->answer < b->answer);
}

/* Joins equal cells among the n of one group, sorted by answer; returns how many stay. */
static size_t join_cells(cx_tally_cell *cell, size_t n, bool *fits) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    if (kept > 0 && cell[kept - 1].answer == cell[i].answer)
      *fits &= cx_tally_sum(&cell[kept - 1].count, cell[i].count);
    else
      cell[kept++] = cell[i];
  }
  return kept;
}

/* Puts the cells in order of their groups; start[g] is then the first cell of group g. */
static void sort_by_group(const tally_question *q, size_t n_groups, size_t *start,
                          cx_tally_cell *cell) {
  for (size_t i = 0; i < q->n_cells; i++) start[q->cell[i].group + 1]++;
  for (size_t g = 0; g < n_groups; g++) start[g + 1] += start[g];
  for (size_t i = 0; i < q->n_cells; i++) cell[start[q->cell[i].group]++] = q->cell[i];
  for (size_t g = n_groups; g > 0; g--) start[g] = start[g - 1];
  start[0] = 0;
}

/* Sorts cells by group, then by answer, and joins equal ones. */
static cx_status settle_cells(tally_question *q, size_t n_groups, cx_error *error) {
  size_t *start = calloc(n_groups + 1, sizeof *start), kept = 0;
  cx_tally_cell *cell = malloc((q->n_cells + 1) * sizeof *cell);
  bool fits = true;
  if (start == NULL || cell == NULL) {
    free(start);
    free(cell);
    return cx_error_memory(error, "");
  }
  sort_by_group(q, n_groups, start, cell);
  for (size_t g = 0; g < n_groups; g++) {
    size_t from = start[g], n = start[g + 1] - from;
    qsort(cell + from, n, sizeof *cell, compare_cells);
    n = join_cells(cell + from, n, &fits);
    memmove(cell + kept, cell + from, n * sizeof *cell);
    start[g] = kept;
    kept += n;
  }
  start[n_groups] = kept;
  free(q->cell);
  free(q->start);
  q->cell = cell;
  q->start = start;
  q->n_cells = q->cell_capacity = kept;
  return fits ? CX_OK : cx_tally_too_large(error);
}

cx_status cx_tally_settle(cx_tally *tally, cx_error *error) {
  cx_status status = settle_groups(tally, error);
  for (size_t q = 0; q < tally->n_questions && status == CX_OK; q++) {
    if (tally->question[q].n_bins == 0) status = settle_answers(&tally->question[q], error);
    if (status == CX_OK) status = settle_cells(&tally->question[q], tally->n_groups, error);
  }
  tally->settled = status == CX_OK;
  return status;
}
