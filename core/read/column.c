/* column.c - see column.h */
#include "read/column.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "read/batch.h"
#include "read/value.h"

#define MOST_LABELS 1000000u
#define FORGET_OVER 4096u /* labels of a dictionary that is not kept */

static cx_status open_labels(cx_column *column) {
  const cx_column_spec *spec = column->spec;
  column->labels = cx_labels_new(column->keeps ? cx_column_limit(spec) : UINT32_MAX - 1);
  column->label = malloc(CX_BATCH_ROWS * sizeof *column->label);
  if (column->labels == NULL || column->label == NULL) return CX_NO_MEMORY;
  bool full;
  if (spec->label == CX_LABEL_HASH) {
    for (uint32_t i = 0; i < spec->n_hash; i++) {
      char text[12];
      size_t at = sizeof text;
      uint32_t rest = i;
      do text[--at] = (char)('0' + rest % 10); while ((rest /= 10) != 0);
      if (cx_labels_code(column->labels, (cx_text){text + at, sizeof text - at}, &full) != i)
        return CX_NO_MEMORY;
    }
    return CX_OK;
  }
  column->blank = cx_labels_code(column->labels, (cx_text){"", 0}, &full);
  if (spec->label == CX_LABEL_BUCKET)
    column->pair = malloc(2 * CX_BATCH_ROWS * sizeof *column->pair);
  bool fine = column->blank == 0 && (spec->label != CX_LABEL_BUCKET || column->pair != NULL);
  return fine ? CX_OK : CX_NO_MEMORY;
}

cx_status cx_column_open(cx_column *column, const cx_column_spec *spec, bool keeps,
                         cx_error *error) {
  *column = (cx_column){.spec = spec, .keeps = keeps};
  cx_status status = CX_OK;
  switch (spec->kind) {
    case CX_COLUMN_SCORE:
      status = cx_scores_new(&column->scores, &spec->scale, error);
      column->score = malloc(CX_BATCH_ROWS * sizeof *column->score);
      if (column->score == NULL) status = CX_NO_MEMORY;
      break;
    case CX_COLUMN_LABEL:
      status = open_labels(column);
      break;
    case CX_COLUMN_NUMBER:
      column->number = malloc(CX_BATCH_ROWS * sizeof *column->number);
      if (column->number == NULL) status = CX_NO_MEMORY;
      break;
    case CX_COLUMN_TIME:
      column->time = malloc(CX_BATCH_ROWS * sizeof *column->time);
      if (column->time == NULL) status = CX_NO_MEMORY;
      break;
    case CX_COLUMN_WEIGHT:
      break;
  }
  if (status == CX_OK) return CX_OK;
  cx_column_close(column);
  return cx_error_memory(error, "");
}

void cx_column_close(cx_column *column) {
  cx_scores_free(column->scores);
  cx_labels_free(column->labels);
  free(column->score);
  free(column->label);
  free(column->number);
  free(column->time);
  free(column->pair);
  *column = (cx_column){0};
}

void cx_column_begin(cx_column *column, uint32_t index) {
  column->index = index;
  column->unsettled = 0;
  if (column->labels != NULL) cx_labels_forget(column->labels);
  if (column->scores != NULL) cx_scores_forget(column->scores);
}

/*
** Labels.
*/

static uint32_t most_labels(const cx_column_spec *spec) {
  return spec->max_labels ? spec->max_labels : MOST_LABELS;
}

uint32_t cx_column_limit(const cx_column_spec *spec) {
  return most_labels(spec) + (spec->label != CX_LABEL_HASH); /* "" is no value, but has a code */
}

cx_status cx_column_too_many(const cx_column_spec *spec, const char *place, cx_error *error) {
  return cx_error_set(error, CX_TOO_MANY, place,
                      "column '%.*s' has more than %u different values; group by something coarser, "
                      "or raise max_groups",
                      (int)spec->name.length, spec->name.at, most_labels(spec));
}

/* What is odd about a value: true when something is, and then it is to be counted each time it is met. */
static bool note_damage(const cx_cell *cell, cx_text value, uint64_t record, cx_problems *problems) {
  bool has_nul = value.length > 0 && memchr(value.at, '\0', value.length) != NULL;
  if (cell->damaged) cx_problems_add(problems, CX_PROBLEM_NOT_UTF8, record);
  if (has_nul) cx_problems_add(problems, CX_PROBLEM_NUL, record);
  return cell->damaged || has_nul;
}

/* Rule (2): CX_OK and *seconds, which is CX_NO_TIME for what is no moment. */
static cx_status read_time(cx_column *column, const cx_cell *cell, cx_text value, int64_t *seconds,
                           cx_error *error) {
  char order = cell->dialect->day_order;
  *seconds = CX_NO_TIME;
  if (cx_time_read(value, order, seconds)) {
    bool slashed = memchr(value.at, '/', value.length) != NULL;
    if (order != 0 || !slashed) return CX_OK;
    int64_t as_day;
    char settled = cx_time_read(value, 'd', &as_day) ? 'd' : 'm';
    return cx_error_set(error, CX_OVERTURNED, cell->name,
                        "day_order is settled by a later row; set day_order = \"%c\"", settled);
  }
  *seconds = CX_NO_TIME;
  if (order == 0 && cx_time_read(value, 'd', seconds)) column->unsettled++;
  *seconds = CX_NO_TIME;
  return CX_OK;
}

/* Rule (1): what the bucket depends on in a cell of that length, an opening quote not counted; 0: all. */
static uint32_t timely_length(const char *at, size_t length, cx_bucket bucket) {
  uint32_t need = bucket == CX_HOUR ? 13 : 10;
  return length >= need && at[4] == '-' && at[7] == '-' ? need : 0;
}

/* Rule (1): the timely part of a raw cell or value, without its opening quote; the text itself when it has
** none. An hour is made a whole one in `hour`. */
static cx_text timely_part(const cx_column *column, cx_text text, char quote, char hour[17]) {
  bool quoted = text.length > 0 && quote != 0 && text.at[0] == quote;
  uint32_t length = timely_length(text.at + quoted, text.length - quoted, column->spec->bucket);
  if (length == 0) return text;
  text = (cx_text){text.at + quoted, length};
  if (column->spec->bucket != CX_HOUR) return text;
  memcpy(hour, text.at, length);
  memcpy(hour + length, ":00", 4);
  return (cx_text){hour, length + 3};
}

/* The text that a value is grouped by, in `bucket` when it is a calendar one. */
static cx_status name_of(cx_column *column, const cx_cell *cell, cx_text *value, char bucket[16],
                         cx_error *error) {
  if (column->spec->label != CX_LABEL_BUCKET) return CX_OK;
  int64_t seconds = CX_NO_TIME;
  char hour[17];
  cx_text part = timely_part(column, *value, 0, hour);
  cx_status status = read_time(column, cell, part, &seconds, error);
  if (status != CX_OK) return status;
  if (seconds == CX_NO_TIME) {
    column->has_untimely |= value->length > 0;
    *value = (cx_text){"", 0};
    return CX_OK;
  }
  *value = (cx_text){bucket, cx_time_bucket(seconds, column->spec->bucket, bucket)};
  return CX_OK;
}

/* A raw cell that the dictionary does not know: its value, its code; `key` is what is learned. */
static cx_status meet(cx_column *column, cx_cell *cell, cx_text raw, cx_text key, uint64_t record,
                      uint32_t *code, cx_problems *problems, cx_error *error) {
  cx_text value;
  char bucket[16], hour[17];
  bool full;
  *code = column->blank;
  if (raw.at == NULL) return CX_OK;
  if (column->spec->label == CX_LABEL_BUCKET)
    raw = timely_part(column, raw, cell->dialect->quote, hour);
  cx_status status = cx_cell_value(cell, raw, &value, error);
  if (status != CX_OK) return status;
  bool odd = note_damage(cell, value, record, problems);
  status = name_of(column, cell, &value, bucket, error);
  if (status != CX_OK) return status;
  *code = cx_labels_code(column->labels, value, &full);
  if (full) return cx_column_too_many(column->spec, cell->name, error);
  if (*code == CX_NO_LABEL) return cx_error_memory(error, cell->name);
  if (!odd) cx_labels_learn(column->labels, key, *code);
  return CX_OK;
}

/* Marks around the timely parts of the cells. */
static void pair_up(cx_column *column, const cx_cell *cell, const cx_window *window, uint32_t first,
                    uint32_t n) {
  const uint32_t *mark = window->mark + first * window->stride + column->index;
  const char quote = cell->dialect->quote;
  for (uint32_t i = 0; i < n; i++, mark += window->stride) {
    const char *at = window->bytes + mark[0] + 1;
    uint32_t length = cx_window_length(mark), timely = 0;
    bool absent = length == CX_ABSENT, quoted = !absent && length > 0 && quote != 0 && *at == quote;
    if (!absent) timely = timely_length(at + quoted, length - quoted, column->spec->bucket);
    column->pair[2 * i] = mark[0];
    column->pair[2 * i + 1] = mark[0] + 1 + (timely ? timely + quoted : length);
  }
}

/* Rows whose text is no moment: each is a problem, unless it is blank. */
static cx_status note_untimely(const cx_column *column, cx_cell *cell, const cx_window *window,
                               uint32_t first, uint32_t n, cx_problems *problems, cx_error *error) {
  for (uint32_t i = 0; i < n; i++) {
    if (column->label[i] != column->blank) continue;
    cx_text raw = cx_window_cell(window, first + i, column->index), value;
    if (raw.length == 0) continue;
    cx_status status = cx_cell_value(cell, raw, &value, error);
    if (status != CX_OK) return status;
    if (value.length > 0)
      cx_problems_add(problems, CX_PROBLEM_NO_TIME, cx_window_record(window, first + i));
  }
  return CX_OK;
}

static cx_status decode_labels(cx_column *column, cx_cell *cell, const cx_window *window,
                               uint32_t first, uint32_t n, cx_problems *problems,
                               cx_error *error) {
  bool bucket = column->spec->label == CX_LABEL_BUCKET;
  if (bucket) pair_up(column, cell, window, first, n);
  const uint32_t *mark = bucket ? column->pair : window->mark + first * window->stride + column->index;
  size_t stride = bucket ? 2 : window->stride;
  if (!column->keeps && cx_labels_count(column->labels) > FORGET_OVER) {
    bool full;
    cx_labels_empty(column->labels);
    column->blank = cx_labels_code(column->labels, (cx_text){"", 0}, &full);
    if (column->blank == CX_NO_LABEL) return cx_error_memory(error, cell->name);
  }
  uint32_t unknown = cx_labels_decode(column->labels, window->bytes, mark, stride, n, column->label);
  for (uint32_t i = 0; unknown > 0 && i < n; i++) {
    if (column->label[i] != CX_NO_LABEL) continue;
    unknown--;
    const uint32_t *m = mark + i * stride;
    cx_text raw = cx_window_cell(window, first + i, column->index);
    cx_text key = {window->bytes + m[0] + 1, cx_window_length(m)};
    cx_status status = meet(column, cell, raw, key, cx_window_record(window, first + i),
                            &column->label[i], problems, error);
    if (status != CX_OK) return status;
  }
  if (!column->has_untimely || column->is_told) return CX_OK;
  return note_untimely(column, cell, window, first, n, problems, error);
}

/* The whole record, without what ends it. */
static cx_text record_of(const cx_window *window, uint32_t row) {
  const uint32_t *mark = window->mark + row * window->stride;
  uint32_t last = (uint32_t)(window->record ? window->stride - 1 : window->stride);
  size_t length = mark[last] - mark[0] - 1;
  const char *at = window->bytes + mark[0] + 1;
  if (window->last_column != CX_ABSENT && length > 0 && at[length - 1] == '\r') length--;
  return (cx_text){at, length};
}

static cx_status decode_hash(cx_column *column, cx_cell *cell, const cx_window *window,
                             uint32_t first, uint32_t n, cx_error *error) {
  for (uint32_t i = 0; i < n; i++) {
    cx_text text = record_of(window, first + i);
    if (column->spec->name.length > 0) {
      text = cx_window_cell(window, first + i, column->index);
      if (text.at == NULL) text = (cx_text){"", 0};
      cx_status status = cx_cell_value(cell, text, &text, error);
      if (status != CX_OK) return status;
    }
    column->label[i] = (uint32_t)(cx_hash_stable(text) % column->spec->n_hash);
  }
  return CX_OK;
}

/*
** Numbers and moments, for comparisons.
*/

static cx_status decode_numbers(cx_column *column, cx_cell *cell, const cx_window *window,
                                uint32_t first, uint32_t n, cx_error *error) {
  char decimal = cell->dialect->decimal;
  for (uint32_t i = 0; i < n; i++) {
    cx_text raw = cx_window_cell(window, first + i, column->index), value;
    double *number = &column->number[i];
    *number = NAN;
    if (raw.at == NULL || raw.length == 0 || cx_value_number(raw, decimal, number)) continue;
    cx_status status = cx_cell_value(cell, raw, &value, error);
    if (status != CX_OK) return status;
    if (!cx_value_number(value, decimal, number)) *number = NAN;
  }
  return CX_OK;
}

static cx_status decode_times(cx_column *column, cx_cell *cell, const cx_window *window,
                              uint32_t first, uint32_t n, cx_problems *problems, cx_error *error) {
  for (uint32_t i = 0; i < n; i++) {
    cx_text raw = cx_window_cell(window, first + i, column->index), value;
    int64_t *time = &column->time[i];
    *time = CX_NO_TIME;
    if (raw.at == NULL || raw.length == 0) continue;
    if (raw.at[0] >= '0' && raw.at[0] <= '9') {
      cx_status status = read_time(column, cell, raw, time, error);
      if (status != CX_OK) return status;
      if (*time != CX_NO_TIME) continue;
    }
    cx_status status = cx_cell_value(cell, raw, &value, error);
    if (status == CX_OK) status = read_time(column, cell, value, time, error);
    if (status != CX_OK) return status;
    if (*time == CX_NO_TIME && value.length > 0 && !column->is_told)
      cx_problems_add(problems, CX_PROBLEM_NO_TIME, cx_window_record(window, first + i));
  }
  return CX_OK;
}

cx_status cx_column_decode(cx_column *column, cx_cell *cell, const cx_window *window, uint32_t first,
                           uint32_t n, cx_problems *problems, cx_error *error) {
  switch (column->spec->kind) {
    case CX_COLUMN_SCORE:
      return cx_scores_decode(column->scores, cell, window, column->index, first, n, column->score,
                              error);
    case CX_COLUMN_LABEL:
      if (column->spec->label == CX_LABEL_HASH)
        return decode_hash(column, cell, window, first, n, error);
      return decode_labels(column, cell, window, first, n, problems, error);
    case CX_COLUMN_NUMBER:
      return decode_numbers(column, cell, window, first, n, error);
    case CX_COLUMN_TIME:
      return decode_times(column, cell, window, first, n, problems, error);
    case CX_COLUMN_WEIGHT:
      break;
  }
  return CX_OK;
}

void cx_column_keep(cx_column *column, const uint32_t *rows, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    if (column->score) column->score[i] = column->score[rows[i]];
    if (column->label) column->label[i] = column->label[rows[i]];
    if (column->number) column->number[i] = column->number[rows[i]];
    if (column->time) column->time[i] = column->time[rows[i]];
  }
}
