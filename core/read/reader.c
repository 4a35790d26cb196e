/* reader.c - see reader.h */
#include "read/reader.h"

#include <stdlib.h>

#include "read/column.h"
#include "read/weight.h"

struct cx_reader {
  cx_column *column;
  cx_cells *cells;
  size_t n_columns;
  long weight;
  cx_cell cell;
  cx_windows *windows;
  cx_window window;
  uint32_t next_row;         /* of the window */
  uint32_t rows[CX_BATCH_ROWS];
  uint32_t small[CX_BATCH_ROWS];
  cx_weights *weights;
  cx_exact_weight *exact;
  cx_problems problems;
  cx_batch batch;
};

static void point_cells(cx_reader *reader) {
  for (size_t i = 0; i < reader->n_columns; i++) {
    const cx_column *column = &reader->column[i];
    reader->cells[i] = (cx_cells){column->spec->kind, column->score,  column->label,
                                  column->labels,     column->number, column->time};
  }
  reader->batch = (cx_batch){.n_columns = (uint32_t)reader->n_columns,
                             .column = reader->cells,
                             .weight = reader->small,
                             .exact = reader->exact,
                             .plain = true,
                             .row = reader->rows};
}

static cx_status open_columns(cx_reader *reader, const cx_column_spec *spec, const bool *keeps,
                              cx_error *error) {
  for (size_t i = 0; i < reader->n_columns; i++) {
    cx_status status = cx_column_open(&reader->column[i], &spec[i], keeps[i], error);
    if (status != CX_OK) return status;
  }
  for (uint32_t i = 0; i < CX_BATCH_ROWS; i++) reader->small[i] = CX_WEIGHT_SCALE;
  if (reader->weight < 0) return CX_OK;
  reader->exact = calloc(CX_BATCH_ROWS, sizeof *reader->exact);
  if (reader->exact == NULL) return cx_error_memory(error, "");
  return cx_weights_new(&reader->weights, error);
}

cx_status cx_reader_new(cx_reader **out, const cx_column_spec *column, size_t n_columns, long weight,
                        const bool *keeps, cx_error *error) {
  cx_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return cx_error_memory(error, "");
  reader->weight = weight;
  reader->column = calloc(n_columns + 1, sizeof *reader->column);
  reader->cells = calloc(n_columns + 1, sizeof *reader->cells);
  cx_status status = CX_NO_MEMORY;
  if (reader->column != NULL && reader->cells != NULL) {
    reader->n_columns = n_columns;
    status = open_columns(reader, column, keeps, error);
  }
  if (status != CX_OK) {
    cx_reader_free(reader);
    return cx_error_memory(error, "");
  }
  point_cells(reader);
  *out = reader;
  return CX_OK;
}

void cx_reader_free(cx_reader *reader) {
  if (reader == NULL) return;
  for (size_t i = 0; i < reader->n_columns; i++) cx_column_close(&reader->column[i]);
  cx_windows_free(reader->windows);
  cx_weights_free(reader->weights);
  cx_cell_free(&reader->cell);
  free(reader->exact);
  free(reader->column);
  free(reader->cells);
  free(reader);
}

/* How much of a cell a column wants to be a moment (column.h, 1): all, date and hour, the date; 0: nothing. */
static int timeliness(const cx_column_spec *spec) {
  if (spec->kind == CX_COLUMN_TIME) return 3;
  if (spec->kind != CX_COLUMN_LABEL || spec->label != CX_LABEL_BUCKET) return 0;
  return spec->bucket == CX_HOUR ? 2 : 1;
}

/* Rule (6): of the columns made of one cell, the first of those that want most of it tells. */
static void share_out(cx_reader *reader) {
  for (size_t i = 0; i < reader->n_columns; i++) {
    cx_column *column = &reader->column[i];
    int own = timeliness(column->spec);
    column->is_told = false;
    for (size_t k = 0; own > 0 && k < reader->n_columns; k++) {
      int other = timeliness(reader->column[k].spec);
      bool before = other > own || (other == own && k < i);
      if (before && reader->column[k].index == column->index) column->is_told = true;
    }
  }
}

static cx_status find_columns(cx_reader *reader, const cx_header *header, const char *name,
                              cx_error *error) {
  for (size_t i = 0; i < reader->n_columns; i++) {
    cx_column *column = &reader->column[i];
    cx_text wanted = column->spec->name;
    long index = wanted.length > 0 ? cx_header_find(header, wanted) : 0;
    if (index < 0)
      return cx_error_set(error, CX_NO_COLUMN, name, "there is no column '%.*s'", (int)wanted.length,
                          wanted.at);
    cx_column_begin(column, (uint32_t)index);
  }
  share_out(reader);
  return CX_OK;
}

cx_status cx_reader_begin(cx_reader *reader, cx_cutter *cutter, const cx_kernel *kernel,
                          const cx_dialect *dialect, const cx_header *header, const char *name,
                          cx_error *error) {
  cx_status status = find_columns(reader, header, name, error);
  if (status != CX_OK) return status;
  cx_windows_free(reader->windows);
  reader->windows = NULL;
  if (reader->weights != NULL && reader->cell.dialect != NULL) cx_weights_forget(reader->weights);
  reader->cell.dialect = dialect;
  reader->cell.name = name;
  reader->problems = (cx_problems){0};
  reader->window.n_rows = reader->next_row = 0;
  return cx_windows_new(&reader->windows, cutter, kernel, dialect, header->n_columns,
                        &reader->problems, error);
}

static cx_status decode_columns(cx_reader *reader, uint32_t first, uint32_t n, cx_error *error) {
  for (size_t i = 0; i < reader->n_columns; i++) {
    cx_column *column = &reader->column[i];
    cx_status status = CX_OK;
    if (column->spec->kind != CX_COLUMN_WEIGHT)
      status = cx_column_decode(column, &reader->cell, &reader->window, first, n,
                                &reader->problems, error);
    else if ((long)i == reader->weight)
      status = cx_weights_decode(reader->weights, &reader->cell, &reader->window, column->index,
                                 first, n, reader->small, reader->exact, &reader->batch.plain,
                                 error);
    if (status != CX_OK) return status;
  }
  return CX_OK;
}

/* Rule (5): leaves out rows without a good weight; returns how many stay. */
static uint32_t drop_unweighted(cx_reader *reader, uint32_t n) {
  uint32_t keep[CX_BATCH_ROWS], kept = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t small = reader->small[i];
    keep[kept] = i;
    kept += small < CX_WEIGHT_NONE;
    if (small < CX_WEIGHT_NONE) continue;
    cx_problem_kind kind =
        small == CX_WEIGHT_NONE ? CX_PROBLEM_NO_WEIGHT : CX_PROBLEM_BAD_WEIGHT;
    cx_problems_add(&reader->problems, kind, cx_window_record(&reader->window, reader->rows[i]));
  }
  if (kept == n) return n;
  for (size_t i = 0; i < reader->n_columns; i++) cx_column_keep(&reader->column[i], keep, kept);
  for (uint32_t i = 0; i < kept; i++) {
    reader->small[i] = reader->small[keep[i]];
    reader->exact[i] = reader->exact[keep[i]];
    reader->rows[i] = reader->rows[keep[i]];
  }
  return kept;
}

cx_status cx_reader_next(cx_reader *reader, const cx_batch **batch, bool *end, cx_error *error) {
  *end = false;
  do {
    if (reader->next_row == reader->window.n_rows) {
      cx_status status = cx_windows_next(reader->windows, &reader->window, end, error);
      if (status != CX_OK || *end) return status;
      reader->next_row = 0;
    }
    uint32_t first = reader->next_row, left = reader->window.n_rows - first;
    uint32_t n = left < CX_BATCH_ROWS ? left : CX_BATCH_ROWS;
    for (uint32_t i = 0; i < n; i++) reader->rows[i] = first + i;
    cx_status status = decode_columns(reader, first, n, error);
    if (status != CX_OK) return status;
    reader->next_row = first + n;
    reader->batch.n_rows = reader->batch.plain ? n : drop_unweighted(reader, n);
  } while (reader->batch.n_rows == 0);
  *batch = &reader->batch;
  return CX_OK;
}

uint64_t cx_reader_records(const cx_reader *reader) { return cx_windows_records(reader->windows); }
const cx_problems *cx_reader_problems(const cx_reader *reader) { return &reader->problems; }
const cx_window *cx_reader_window(const cx_reader *reader) { return &reader->window; }

uint64_t cx_reader_unsettled(const cx_reader *reader) {
  uint64_t n = 0;
  for (size_t i = 0; i < reader->n_columns; i++) n += reader->column[i].unsettled;
  return n;
}

const cx_scores *cx_reader_scores(const cx_reader *reader, size_t column) {
  return reader->column[column].scores;
}

const cx_labels *cx_reader_labels(const cx_reader *reader, size_t column) {
  return reader->column[column].labels;
}
