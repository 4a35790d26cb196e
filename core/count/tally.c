/* tally.c - see tally.h */
#include "count/tally.h"

#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "count/tally_private.h"

/*
** The shape.
*/

size_t cx_tally_n_by(const cx_tally *tally) { return tally->n_by; }
cx_text cx_tally_by(const cx_tally *tally, size_t by) { return tally->by[by]; }
size_t cx_tally_n_questions(const cx_tally *tally) { return tally->n_questions; }
cx_count cx_tally_design(const cx_tally *tally) { return tally->design; }
size_t cx_tally_n_groups(const cx_tally *tally) { return tally->n_groups; }
size_t cx_tally_bytes(const cx_tally *tally) { return tally->bytes + tally->arena.bytes; }

cx_tally_question cx_tally_question_at(const cx_tally *tally, size_t question) {
  return (cx_tally_question){tally->question[question].name, tally->question[question].n_bins};
}

cx_text cx_tally_label(const cx_tally *tally, size_t group, size_t by) {
  return tally->label[group * tally->n_by + by];
}

cx_count cx_tally_group(const cx_tally *tally, size_t group) { return tally->rows[group]; }

size_t cx_tally_n_answers(const cx_tally *tally, size_t question) {
  return tally->question[question].n_answers;
}

cx_text cx_tally_answer(const cx_tally *tally, size_t question, uint32_t answer) {
  return tally->question[question].answer[answer];
}

const cx_tally_cell *cx_tally_cells(const cx_tally *tally, size_t question, size_t group, size_t *n) {
  const tally_question *q = &tally->question[question];
  assert(tally->settled);
  *n = q->start[group + 1] - q->start[group];
  return q->cell + q->start[group];
}

/*
** Making and freeing.
*/

/* Room for one more in an array of `size`-byte things; doubles. */
static void *room(cx_tally *tally, void *array, size_t n, size_t *capacity, size_t size) {
  if (n < *capacity) return array;
  size_t wanted = *capacity ? 2 * *capacity : 16;
  void *wider = realloc(array, wanted * size);
  if (wider == NULL) return NULL;
  tally->bytes += (wanted - *capacity) * size;
  *capacity = wanted;
  return wider;
}

cx_status cx_tally_add_question(cx_tally *tally, cx_text name, uint32_t n_bins, cx_error *error) {
  size_t n = tally->n_questions;
  tally_question *question = realloc(tally->question, (n + 1) * sizeof *question);
  if (question == NULL) return cx_error_memory(error, "");
  tally->question = question;
  tally_question *q = &question[n];
  *q = (tally_question){.name = cx_arena_copy(&tally->arena, name), .n_bins = n_bins};
  if (n_bins == 0) q->codes = cx_labels_new(UINT32_MAX - 1);
  if (q->name.at == NULL || (n_bins == 0 && q->codes == NULL)) {
    cx_labels_free(q->codes);
    return cx_error_memory(error, "");
  }
  tally->n_questions++;
  return CX_OK;
}

cx_status cx_tally_new(cx_tally **out, const cx_text *by, size_t n_by,
                       const cx_tally_question *question, size_t n_questions, cx_error *error) {
  cx_tally *tally = calloc(1, sizeof *tally);
  if (tally == NULL) return cx_error_memory(error, "");
  tally->n_by = n_by;
  tally->groups = cx_labels_new(UINT32_MAX - 1);
  cx_status status = tally->groups ? CX_OK : CX_NO_MEMORY;
  for (size_t i = 0; i < n_by && status == CX_OK; i++) {
    tally->by[i] = cx_arena_copy(&tally->arena, by[i]);
    if (tally->by[i].at == NULL) status = CX_NO_MEMORY;
  }
  for (size_t q = 0; q < n_questions && status == CX_OK; q++)
    status = cx_tally_add_question(tally, question[q].name, question[q].n_bins, error);
  if (status != CX_OK) {
    cx_tally_free(tally);
    return cx_error_memory(error, "");
  }
  *out = tally;
  return CX_OK;
}

void cx_tally_free(cx_tally *tally) {
  if (tally == NULL) return;
  for (size_t q = 0; q < tally->n_questions; q++) {
    cx_labels_free(tally->question[q].codes);
    free(tally->question[q].answer);
    free(tally->question[q].cell);
    free(tally->question[q].start);
  }
  free(tally->question);
  cx_labels_free(tally->groups);
  free(tally->label);
  free(tally->rows);
  free(tally->scratch);
  cx_arena_free(&tally->arena);
  free(tally);
}

/*
** Building.
*/

bool cx_tally_sum(cx_count *to, cx_count count) {
  to->n += count.n;
  return !__builtin_add_overflow(to->w, count.w, &to->w) &&
         !__builtin_add_overflow(to->w2, count.w2, &to->w2);
}

cx_status cx_tally_too_large(cx_error *error) {
  return cx_error_set(error, CX_TOO_LARGE, "",
                      "the weights are so large that their sum does not fit; divide them by a constant");
}

cx_status cx_tally_add_design(cx_tally *tally, cx_count count, cx_error *error) {
  return cx_tally_sum(&tally->design, count) ? CX_OK : cx_tally_too_large(error);
}

/* The labels of a group as one text that no other labels give: each is followed by its length. */
static bool join(cx_tally *tally, const cx_text *label, cx_text *joined) {
  size_t need = 0;
  for (size_t i = 0; i < tally->n_by; i++) need += label[i].length + sizeof(size_t);
  if (need > tally->scratch_capacity) {
    char *scratch = malloc(2 * need);
    if (scratch == NULL) return false;
    free(tally->scratch);
    tally->scratch = scratch;
    tally->scratch_capacity = 2 * need;
  }
  char *to = tally->scratch;
  for (size_t i = 0; i < tally->n_by; i++) {
    if (label[i].length > 0) memcpy(to, label[i].at, label[i].length);
    memcpy(to + label[i].length, &label[i].length, sizeof(size_t));
    to += label[i].length + sizeof(size_t);
  }
  *joined = (cx_text){tally->scratch ? tally->scratch : "", need};
  return true;
}

static cx_status new_group(cx_tally *tally, const cx_text *label, cx_error *error) {
  size_t n = tally->n_groups, capacity = tally->row_capacity;
  cx_count *rows = room(tally, tally->rows, n, &capacity, sizeof *rows);
  if (rows == NULL) return cx_error_memory(error, "");
  tally->rows = rows;
  if (capacity != tally->row_capacity && tally->n_by > 0) {
    cx_text *labels = realloc(tally->label, capacity * tally->n_by * sizeof *labels);
    if (labels == NULL) return cx_error_memory(error, "");
    tally->label = labels;
    tally->bytes += (capacity - tally->row_capacity) * tally->n_by * sizeof *labels;
  }
  tally->row_capacity = capacity;
  rows[n] = (cx_count){0, 0, 0};
  for (size_t i = 0; i < tally->n_by; i++) {
    cx_text copy = cx_arena_copy(&tally->arena, label[i]);
    if (copy.at == NULL) return cx_error_memory(error, "");
    tally->label[n * tally->n_by + i] = copy;
  }
  tally->n_groups++;
  return CX_OK;
}

cx_status cx_tally_add_group(cx_tally *tally, const cx_text *label, cx_count rows, uint32_t *group,
                             cx_error *error) {
  cx_text joined;
  bool full;
  if (!join(tally, label, &joined)) return cx_error_memory(error, "");
  uint32_t code = cx_labels_code(tally->groups, joined, &full);
  if (code == CX_NO_LABEL) return cx_error_memory(error, "");
  tally->settled = false;
  if (code == tally->n_groups) {
    cx_status status = new_group(tally, label, error);
    if (status != CX_OK) return status;
  }
  *group = code;
  return cx_tally_sum(&tally->rows[code], rows) ? CX_OK : cx_tally_too_large(error);
}

cx_status cx_tally_add_answer(cx_tally *tally, size_t question, cx_text text, uint32_t *answer,
                              cx_error *error) {
  tally_question *q = &tally->question[question];
  bool full;
  *answer = cx_labels_code(q->codes, text, &full);
  if (*answer == CX_NO_LABEL) return cx_error_memory(error, "");
  if (*answer < q->n_answers) return CX_OK;
  cx_text *texts = room(tally, q->answer, q->n_answers, &q->answer_capacity, sizeof *texts);
  if (texts == NULL) return cx_error_memory(error, "");
  q->answer = texts;
  texts[q->n_answers++] = cx_labels_text(q->codes, *answer);
  tally->settled = false;
  return CX_OK;
}

cx_status cx_tally_add_cell(cx_tally *tally, size_t question, uint32_t group, uint32_t answer,
                            cx_count count, cx_error *error) {
  tally_question *q = &tally->question[question];
  assert(group < tally->n_groups && (q->n_bins == 0 || answer < q->n_bins));
  cx_tally_cell *cell = room(tally, q->cell, q->n_cells, &q->cell_capacity, sizeof *cell);
  if (cell == NULL) return cx_error_memory(error, "");
  q->cell = cell;
  cell[q->n_cells++] = (cx_tally_cell){group, answer, count};
  tally->settled = false;
  return CX_OK;
}
