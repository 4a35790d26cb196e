/* merge.c - tallies joined and collapsed: the last part of tally.h */
#include <assert.h>
#include <stdlib.h>

#include "count/tally_private.h"

static bool same_shape(const cx_tally *a, const cx_tally *b) {
  bool same = a->n_by == b->n_by && a->n_questions == b->n_questions;
  for (size_t i = 0; same && i < a->n_by; i++) same = cx_text_equal(a->by[i], b->by[i]);
  for (size_t q = 0; same && q < a->n_questions; q++)
    same = cx_text_equal(a->question[q].name, b->question[q].name) &&
           a->question[q].n_bins == b->question[q].n_bins;
  return same;
}

/* Adds the cells of question q to question `to`; group[i] and answer codes are translated. */
static cx_status merge_cells(cx_tally *tally, size_t to, const cx_tally *other, size_t q, const uint32_t *group,
                             cx_error *error) {
  const tally_question *from = &other->question[q];
  cx_status status = CX_OK;
  for (size_t i = 0; i < from->n_cells && status == CX_OK; i++) {
    uint32_t answer = from->cell[i].answer;
    if (from->n_bins == 0)
      status = cx_tally_add_answer(tally, to, from->answer[answer], &answer, error);
    if (status == CX_OK)
      status = cx_tally_add_cell(tally, to, group[from->cell[i].group], answer, from->cell[i].count,
                                 error);
  }
  return status;
}

cx_status cx_tally_merge(cx_tally *tally, const cx_tally *other, cx_error *error) {
  assert(same_shape(tally, other));
  uint32_t *group = malloc((other->n_groups + 1) * sizeof *group);
  if (group == NULL) return cx_error_memory(error, "");
  cx_status status = cx_tally_add_design(tally, other->design, error);
  for (size_t g = 0; g < other->n_groups && status == CX_OK; g++)
    status = cx_tally_add_group(tally, other->label + g * other->n_by, other->rows[g], &group[g],
                                error);
  for (size_t q = 0; q < other->n_questions && status == CX_OK; q++)
    status = merge_cells(tally, q, other, q, group, error);
  free(group);
  return status;
}

/* The groups of `tally` under fewer columns, added to `out`; group[g] is where g went. */
static cx_status collapse_groups(cx_tally *out, const cx_tally *tally, const size_t *by, size_t n_by,
                                 uint32_t *group, cx_error *error) {
  cx_status status = CX_OK;
  for (size_t g = 0; g < tally->n_groups && status == CX_OK; g++) {
    cx_text label[CX_TALLY_BY];
    for (size_t k = 0; k < n_by; k++) label[k] = tally->label[g * tally->n_by + by[k]];
    status = cx_tally_add_group(out, label, tally->rows[g], &group[g], error);
  }
  return status;
}

cx_status cx_tally_collapse(cx_tally **out, const cx_tally *tally, const size_t *by, size_t n_by,
                            cx_error *error) {
  cx_tally *small = NULL;
  cx_text name[CX_TALLY_BY];
  for (size_t k = 0; k < n_by; k++) name[k] = tally->by[by[k]];
  uint32_t *group = malloc((tally->n_groups + 1) * sizeof *group);
  if (group == NULL) return cx_error_memory(error, "");
  cx_status status = cx_tally_new(&small, name, n_by, NULL, 0, error);
  for (size_t q = 0; q < tally->n_questions && status == CX_OK; q++)
    status = cx_tally_add_question(small, tally->question[q].name, tally->question[q].n_bins, error);
  if (status == CX_OK) status = cx_tally_add_design(small, tally->design, error);
  if (status == CX_OK) status = collapse_groups(small, tally, by, n_by, group, error);
  for (size_t q = 0; q < tally->n_questions && status == CX_OK; q++)
    status = merge_cells(small, q, tally, q, group, error);
  if (status == CX_OK) status = cx_tally_settle(small, error);
  free(group);
  if (status != CX_OK) {
    cx_tally_free(small);
    return status;
  }
  *out = small;
  return CX_OK;
}

static bool begins(const cx_text *label, const cx_text *with, size_t n) {
  for (size_t k = 0; k < n; k++)
    if (!cx_text_equal(label[k], with[k])) return false;
  return true;
}

/* The groups of `tally` by side and the columns behind the first n_own; group[g] is where g went. */
static cx_status part_groups(cx_tally *out, const cx_tally *tally, const cx_text *own, size_t n_own, uint32_t *group,
                             cx_error *error) {
  cx_status status = CX_OK;
  for (size_t g = 0; g < tally->n_groups && status == CX_OK; g++) {
    const cx_text *label = tally->label + g * tally->n_by;
    cx_text to[CX_TALLY_BY] = {begins(label, own, n_own) ? (cx_text){"group", 5} : (cx_text){"rest", 4}};
    for (size_t k = n_own; k < tally->n_by; k++) to[1 + k - n_own] = label[k];
    status = cx_tally_add_group(out, to, tally->rows[g], &group[g], error);
  }
  return status;
}

cx_status cx_tally_against(cx_tally **out, const cx_tally *tally, size_t question, const cx_text *own, size_t n_own,
                           cx_error *error) {
  assert(n_own <= tally->n_by && tally->n_by - n_own < CX_TALLY_BY && question < tally->n_questions);
  const tally_question *asked = &tally->question[question];
  cx_tally *two = NULL;
  cx_text name[CX_TALLY_BY] = {{"side", 4}};
  for (size_t k = n_own; k < tally->n_by; k++) name[1 + k - n_own] = tally->by[k];
  uint32_t *group = malloc((tally->n_groups + 1) * sizeof *group);
  if (group == NULL) return cx_error_memory(error, "");
  cx_status status = cx_tally_new(&two, name, 1 + tally->n_by - n_own, NULL, 0, error);
  if (status == CX_OK) status = cx_tally_add_question(two, asked->name, asked->n_bins, error);
  if (status == CX_OK) status = cx_tally_add_design(two, tally->design, error);
  if (status == CX_OK) status = part_groups(two, tally, own, n_own, group, error);
  if (status == CX_OK) status = merge_cells(two, 0, tally, question, group, error);
  if (status == CX_OK) status = cx_tally_settle(two, error);
  free(group);
  if (status == CX_OK) *out = two;
  else cx_tally_free(two);
  return status;
}
