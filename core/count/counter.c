/* counter.c - see counter.h */
#include "count/counter.h"

#include <assert.h>
#include <stdlib.h>

#include "base/pair.h"
#include "count/limit.h"
#include "read/weight.h"

#define MOST_PACKED ((size_t)1 << 16) /* cells; rule (3) */
#define MOST_ROWS (1u << 17)          /* between two emptyings; rule (2) */
#define PEOPLE 44                     /* bits of a packed cell below the number of people */

/* Rule (2): [0] people << PEOPLE | sum of small weights, [1] the sum of their squares. One register holds
** it, so that one addition serves both. */
typedef uint64_t packed __attribute__((vector_size(16)));

/* A question: bins at `offset` of a group's cells, or a table of its own. */
typedef struct asked {
  uint32_t column, offset, n_bins;
  cx_pair_table pairs; /* rule (4): (group, code) */
  cx_count *count;     /* by pair */
  size_t capacity;
} asked;

struct cx_counter {
  const cx_tally_spec *spec;
  const cx_reader *reader;
  asked *question;
  size_t stride;       /* cells of a group */
  bool counts_rows;    /* the first cell counts the group's rows: no scale does */
  cx_pair_table level[CX_TALLY_BY]; /* of columns 0..k, from the number at level k - 1 and the code */
  uint32_t n_groups, capacity, most_groups;
  uint32_t look_at;    /* the code from which on a single column's groups are counted */
  packed *packed;      /* NULL from rule (3) on */
  cx_count *exact;
  uint32_t n_packed_rows;
  uint32_t group[CX_BATCH_ROWS];
  packed add[CX_BATCH_ROWS];
};

/*
** Groups.
*/

static cx_status too_many_groups(const cx_counter *c, const cx_batch *batch, cx_error *error) {
  size_t worst = 0;
  uint32_t most = 0;
  for (size_t k = 0; k < c->spec->n_by; k++) {
    uint32_t n = cx_labels_count(batch->column[c->spec->by[k]].labels);
    if (n <= most) continue;
    most = n;
    worst = k;
  }
  return cx_limit_too_many(c->spec, worst, most, error);
}

/* (5) How many groups have rows: codes of rows that do not pass, and of "", may have none. */
static uint32_t count_groups(const cx_counter *c) {
  uint32_t n = 0;
  for (uint32_t g = 0; g < c->n_groups; g++) {
    bool has_rows = false;
    for (size_t i = g * c->stride; i < (g + 1) * c->stride && !has_rows; i++)
      has_rows = c->exact[i].n > 0 || (c->packed != NULL && c->packed[i][0] != 0);
    n += has_rows;
  }
  return n;
}

/* Looks again only when there are twice as many. */
static bool has_too_many(cx_counter *c, uint32_t most) {
  if (c->spec->n_by > 1) return most >= c->most_groups;
  if (most < c->look_at) return false;
  c->look_at = 2 * most + 1;
  return count_groups(c) > c->most_groups;
}

static cx_status widen(cx_counter *c, uint32_t need, cx_error *error) {
  uint32_t capacity = c->capacity ? c->capacity : 16;
  while (capacity < need) capacity *= 2;
  assert(c->stride > 0);
  size_t cells = capacity * c->stride, old = c->capacity * c->stride;
  cx_count *exact = realloc(c->exact, cells * sizeof *exact);
  if (exact == NULL) return cx_error_memory(error, "");
  c->exact = exact;
  memset(exact + old, 0, (cells - old) * sizeof *exact);
  if (c->packed != NULL || c->capacity == 0) {
    packed *packed_cells = realloc(c->packed, cells * sizeof *packed_cells);
    if (packed_cells == NULL) return cx_error_memory(error, "");
    c->packed = packed_cells;
    memset(packed_cells + old, 0, (cells - old) * sizeof *packed_cells);
  }
  c->capacity = capacity;
  return CX_OK;
}

/* c->group[i] for the n rows listed. */
static cx_status find_groups(cx_counter *c, const cx_batch *batch, const uint32_t *rows, uint32_t n,
                             cx_error *error) {
  uint32_t most = 0;
  const uint32_t *code = c->spec->n_by ? batch->column[c->spec->by[0]].label : NULL;
  for (uint32_t i = 0; i < n; i++) {
    c->group[i] = code ? code[rows[i]] : 0;
    most = c->group[i] > most ? c->group[i] : most;
  }
  for (size_t k = 1; k < c->spec->n_by; k++) {
    code = batch->column[c->spec->by[k]].label;
    for (uint32_t i = 0; i < n; i++) {
      c->group[i] = cx_pair_number(&c->level[k], c->group[i], code[rows[i]]);
      if (c->group[i] == CX_NO_PAIR) return cx_error_memory(error, "");
    }
    most = c->level[k].n ? c->level[k].n - 1 : 0;
  }
  if (has_too_many(c, most)) return too_many_groups(c, batch, error);
  if (most >= c->n_groups) c->n_groups = most + 1;
  return c->n_groups > c->capacity ? widen(c, c->n_groups, error) : CX_OK;
}

/*
** Cells.
*/

/* Adds a count; sums that no longer fit are an error. */
static bool add_count(cx_count *to, cx_wide w, cx_wide w2) {
  to->n++;
  return !__builtin_add_overflow(to->w, w, &to->w) && !__builtin_add_overflow(to->w2, w2, &to->w2);
}

/* Empties the packed cells; weights are in steps of 10^-4, their squares of 10^-8. */
static cx_status empty_packed(cx_counter *c, cx_error *error) {
  const cx_wide step = CX_WIDE_ONE / CX_WEIGHT_SCALE, step2 = step / CX_WEIGHT_SCALE;
  const uint64_t weight = ((uint64_t)1 << PEOPLE) - 1;
  size_t n = c->n_groups * c->stride;
  bool fits = true;
  for (size_t i = 0; i < n && c->n_packed_rows > 0; i++) {
    packed from = c->packed[i];
    if (from[0] == 0) continue;
    cx_count *to = &c->exact[i];
    to->n += from[0] >> PEOPLE;
    cx_wide w = (cx_wide)(from[0] & weight) * step;
    cx_wide w2 = (cx_wide)from[1] * step2;
    fits &= !__builtin_add_overflow(to->w, w, &to->w);
    fits &= !__builtin_add_overflow(to->w2, w2, &to->w2);
    c->packed[i] = (packed){0, 0};
  }
  c->n_packed_rows = 0;
  return fits ? CX_OK : cx_tally_too_large(error);
}

static void add_small(cx_counter *c, const cx_batch *batch, const uint32_t *rows, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    uint64_t small = batch->weight[rows[i]];
    c->add[i] = (packed){((uint64_t)1 << PEOPLE) + small, small * small};
    c->group[i] *= (uint32_t)c->stride;
  }
  for (uint32_t i = 0; c->counts_rows && i < n; i++)
    c->packed[c->group[i]] += c->add[i];
  for (size_t q = 0; q < c->spec->n_of; q++) {
    const asked *question = &c->question[q];
    if (question->n_bins == 0) continue;
    const uint16_t *bin = batch->column[question->column].score;
    packed *cells = c->packed + question->offset;
    for (uint32_t i = 0; i < n; i++) cells[c->group[i] + bin[rows[i]]] += c->add[i];
  }
  c->n_packed_rows += n;
}

static cx_status add_exact(cx_counter *c, const cx_batch *batch, const uint32_t *rows, uint32_t n,
                           cx_error *error) {
  bool fits = true;
  for (uint32_t i = 0; i < n; i++) {
    cx_exact_weight weight = cx_batch_weight(batch, rows[i]);
    cx_count *cells = c->exact + c->group[i] * c->stride;
    if (c->counts_rows) fits &= add_count(&cells[0], weight.w, weight.w2);
    for (size_t q = 0; q < c->spec->n_of; q++) {
      const asked *question = &c->question[q];
      if (question->n_bins == 0) continue;
      uint16_t bin = batch->column[question->column].score[rows[i]];
      fits &= add_count(&cells[question->offset + bin], weight.w, weight.w2);
    }
  }
  return fits ? CX_OK : cx_tally_too_large(error);
}

/* Rule (4). */
static cx_status add_open(asked *question, const cx_batch *batch, const uint32_t *group,
                          const uint32_t *rows, uint32_t n, cx_error *error) {
  const uint32_t *code = batch->column[question->column].label;
  bool fits = true;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t pair = cx_pair_number(&question->pairs, group[i], code[rows[i]]);
    if (pair == CX_NO_PAIR) return cx_error_memory(error, "");
    if (pair >= question->capacity) {
      size_t capacity = question->capacity ? 2 * question->capacity : 64;
      cx_count *count = realloc(question->count, capacity * sizeof *count);
      if (count == NULL) return cx_error_memory(error, "");
      memset(count + question->capacity, 0, (capacity - question->capacity) * sizeof *count);
      question->count = count;
      question->capacity = capacity;
    }
    cx_exact_weight weight = cx_batch_weight(batch, rows[i]);
    fits &= add_count(&question->count[pair], weight.w, weight.w2);
  }
  return fits ? CX_OK : cx_tally_too_large(error);
}

cx_status cx_counter_add(cx_counter *c, const cx_batch *batch, const uint32_t *rows, uint32_t n,
                         cx_error *error) {
  cx_status status = find_groups(c, batch, rows, n, error);
  for (size_t q = 0; q < c->spec->n_of && status == CX_OK; q++)
    if (c->question[q].n_bins == 0)
      status = add_open(&c->question[q], batch, c->group, rows, n, error);
  if (status != CX_OK) return status;
  if (c->packed != NULL && c->capacity * c->stride > MOST_PACKED) {
    status = empty_packed(c, error);
    free(c->packed);
    c->packed = NULL;
  } else if (c->packed != NULL && c->n_packed_rows + n > MOST_ROWS) {
    status = empty_packed(c, error);
  }
  if (status != CX_OK) return status;
  if (c->packed == NULL || !batch->plain) return add_exact(c, batch, rows, n, error);
  add_small(c, batch, rows, n);
  return CX_OK;
}

/*
** The end of the pass.
*/

/* The labels of group g, from its codes at each level. */
static void group_label(const cx_counter *c, uint32_t g, cx_text *label) {
  for (size_t k = c->spec->n_by; k-- > 0;) {
    uint32_t code = g;
    if (k > 0) {
      uint64_t key = c->level[k].key[g];
      code = (uint32_t)key;
      g = (uint32_t)(key >> 32);
    }
    label[k] = cx_labels_text(cx_reader_labels(c->reader, c->spec->by[k]), code);
  }
}

/* All rows of a group: every row has a bin of every scale. */
static bool count_rows(const cx_counter *c, const cx_count *cells, cx_count *rows) {
  *rows = (cx_count){0, 0, 0};
  if (c->counts_rows) return cx_tally_sum(rows, cells[0]);
  size_t q = 0;
  while (c->question[q].n_bins == 0) q++;
  bool fits = true;
  for (uint32_t bin = 0; bin < c->question[q].n_bins; bin++)
    fits &= cx_tally_sum(rows, cells[c->question[q].offset + bin]);
  return fits;
}

static cx_status finish_group(const cx_counter *c, cx_tally *tally, uint32_t g, uint32_t *to,
                              cx_error *error) {
  const cx_count *cells = c->exact + g * c->stride;
  cx_text label[CX_TALLY_BY];
  cx_count rows;
  if (!count_rows(c, cells, &rows)) return cx_tally_too_large(error);
  if (rows.n == 0) return CX_OK;
  group_label(c, g, label);
  cx_status status = cx_tally_add_group(tally, label, rows, to, error);
  for (size_t q = 0; q < c->spec->n_of && status == CX_OK; q++)
    for (uint32_t bin = 0; bin < c->question[q].n_bins && status == CX_OK; bin++) {
      const cx_count *count = &cells[c->question[q].offset + bin];
      if (count->n > 0) status = cx_tally_add_cell(tally, q, *to, bin, *count, error);
    }
  return status;
}

static cx_status finish_open(const cx_counter *c, cx_tally *tally, size_t q, const uint32_t *to,
                             cx_error *error) {
  const asked *question = &c->question[q];
  const cx_labels *labels = cx_reader_labels(c->reader, question->column);
  cx_status status = CX_OK;
  for (uint32_t i = 0; i < question->pairs.n && status == CX_OK; i++) {
    uint32_t group = (uint32_t)(question->pairs.key[i] >> 32), answer;
    cx_text text = cx_labels_text(labels, (uint32_t)question->pairs.key[i]);
    status = cx_tally_add_answer(tally, q, text, &answer, error);
    if (status == CX_OK)
      status = cx_tally_add_cell(tally, q, to[group], answer, question->count[i], error);
  }
  return status;
}

cx_status cx_counter_finish(cx_counter *c, cx_tally *tally, cx_error *error) {
  cx_status status = c->packed ? empty_packed(c, error) : CX_OK;
  uint32_t *to = calloc((size_t)c->n_groups + 1, sizeof *to);
  if (to == NULL) return cx_error_memory(error, "");
  for (uint32_t g = 0; g < c->n_groups && status == CX_OK; g++)
    status = finish_group(c, tally, g, &to[g], error);
  for (size_t q = 0; q < c->spec->n_of && status == CX_OK; q++)
    if (c->question[q].n_bins == 0) status = finish_open(c, tally, q, to, error);
  free(to);
  return status;
}

cx_status cx_counter_new(cx_counter **out, const cx_tally_spec *spec, const cx_column_spec *column,
                         const cx_reader *reader, cx_error *error) {
  cx_counter *c = calloc(1, sizeof *c);
  if (c == NULL) return cx_error_memory(error, "");
  c->spec = spec;
  c->reader = reader;
  c->most_groups = c->look_at = spec->max_groups ? spec->max_groups : CX_MOST_GROUPS;
  c->question = calloc(spec->n_of + 1, sizeof *c->question);
  if (c->question == NULL) {
    cx_counter_free(c);
    return cx_error_memory(error, "");
  }
  bool has_scale = false;
  for (size_t q = 0; q < spec->n_of; q++)
    has_scale |= column[spec->of[q]].kind == CX_COLUMN_SCORE;
  c->counts_rows = !has_scale;
  c->stride = c->counts_rows;
  for (size_t q = 0; q < spec->n_of; q++) {
    const cx_column_spec *of = &column[spec->of[q]];
    uint32_t n_bins = of->kind == CX_COLUMN_SCORE ? of->scale.n_bins : 0;
    c->question[q] = (asked){.column = spec->of[q], .offset = (uint32_t)c->stride, .n_bins = n_bins};
    c->stride += n_bins;
  }
  *out = c;
  return CX_OK;
}

void cx_counter_free(cx_counter *c) {
  if (c == NULL) return;
  for (size_t q = 0; c->question != NULL && q < c->spec->n_of; q++) {
    cx_pair_free(&c->question[q].pairs);
    free(c->question[q].count);
  }
  for (size_t k = 0; k < CX_TALLY_BY; k++) cx_pair_free(&c->level[k]);
  free(c->question);
  free(c->packed);
  free(c->exact);
  free(c);
}
