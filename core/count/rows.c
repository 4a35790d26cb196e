/* rows.c - rows one at a time: the last part of pass.h */
#include <assert.h>
#include <stdlib.h>

#include "count/worker.h"

struct cx_rows {
  cx_worker worker;
  cx_cutter *cutter;
  bool *keeps;
  const cx_batch *batch;
  uint32_t next;
  uint8_t in[CX_BATCH_ROWS];
  size_t n_any;   /* tallies whose rows are given */
  uint8_t *marks; /* n_any times CX_BATCH_ROWS */
  cx_row_view view;
};

cx_status cx_rows_open(cx_rows **out, const cx_pass_spec *spec, cx_source *source,
                       const cx_dialect *dialect, const cx_header *header, cx_error *error) {
  cx_rows *rows = calloc(1, sizeof *rows);
  if (rows == NULL) return cx_error_memory(error, "");
  const cx_kernel *kernel = NULL;
  rows->keeps = calloc(spec->n_columns + 1, sizeof *rows->keeps);
  cx_status status = rows->keeps ? CX_OK : cx_error_memory(error, "");
  if (status == CX_OK) status = cx_worker_kernel(&kernel, spec->kernel, error);
  if (status == CX_OK) status = cx_worker_open(&rows->worker, spec, rows->keeps, error);
  if (status == CX_OK)
    status = cx_cutter_open(&rows->cutter, source, dialect, kernel, spec->record_limit,
                            spec->block_size, error);
  if (status == CX_OK)
    status = cx_reader_begin(rows->worker.reader, rows->cutter, kernel, dialect, header,
                             cx_source_name(source), error);
  if (status != CX_OK) {
    cx_rows_close(rows);
    return status;
  }
  rows->worker.view_cell.dialect = dialect;
  rows->worker.view_cell.name = cx_source_name(source);
  rows->view = (cx_row_view){NULL, 0, &rows->worker.view_cell};
  rows->n_any = spec->n_tallies > 0 ? 1 : 0;
  *out = rows;
  return CX_OK;
}

void cx_rows_any(cx_rows *rows, size_t n) {
  assert(n >= 1 && n <= rows->worker.spec->n_tallies && rows->batch == NULL);
  rows->n_any = n;
}

/* Which rows of the batch are in each tally asked for; those in none are not handed out. */
static cx_status mark(cx_rows *rows, cx_error *error) {
  uint8_t any[CX_BATCH_ROWS] = {0};
  if (rows->marks == NULL) rows->marks = calloc(rows->n_any, CX_BATCH_ROWS);
  if (rows->marks == NULL) return cx_error_memory(error, "");
  for (size_t t = 0; t < rows->n_any; t++) {
    uint8_t *where = rows->marks + t * CX_BATCH_ROWS;
    cx_status status = cx_worker_where(&rows->worker, t, rows->batch, where, error);
    if (status != CX_OK) return status;
    for (uint32_t i = 0; i < rows->batch->n_rows; i++) any[i] |= where[i];
  }
  for (uint32_t i = 0; i < rows->batch->n_rows; i++) rows->in[i] &= any[i];
  return CX_OK;
}

/* The next batch and which of its rows pass. */
static cx_status next_batch(cx_rows *rows, bool *end, cx_error *error) {
  cx_status status = cx_reader_next(rows->worker.reader, &rows->batch, end, error);
  if (status != CX_OK || *end) return status;
  rows->next = rows->batch->n_rows; /* none is handed out that a filter could not look at */
  status = cx_worker_only(&rows->worker, rows->batch, rows->in, error);
  if (status == CX_OK && rows->n_any > 0) status = mark(rows, error);
  if (status == CX_OK) rows->next = 0;
  return status;
}

cx_status cx_rows_next(cx_rows *rows, const cx_row_view **row, cx_error *error) {
  for (;;) {
    for (; rows->batch != NULL && rows->next < rows->batch->n_rows; rows->next++) {
      if (!rows->in[rows->next]) continue;
      rows->view.window = cx_reader_window(rows->worker.reader);
      rows->view.row = rows->batch->row[rows->next++];
      *row = &rows->view;
      return CX_OK;
    }
    bool end = false;
    *row = NULL;
    cx_status status = next_batch(rows, &end, error);
    if (status != CX_OK || end) return status;
  }
}

bool cx_rows_passes(const cx_rows *rows, size_t t) {
  assert(t < rows->n_any && rows->marks != NULL && rows->next > 0);
  return rows->marks[t * CX_BATCH_ROWS + rows->next - 1] != 0;
}

void cx_rows_close(cx_rows *rows) {
  if (rows == NULL) return;
  free(rows->marks);
  cx_worker_close(&rows->worker);
  cx_cutter_close(rows->cutter);
  free(rows->keeps);
  free(rows);
}
