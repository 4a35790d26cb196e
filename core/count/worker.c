/* worker.c - see worker.h */
#include "count/worker.h"

#include <stdlib.h>

#include "read/weight.h"

cx_status cx_worker_kernel(const cx_kernel **out, const char *name, cx_error *error) {
  const char *place = name != NULL ? "kernel" : "CXLUA_KERNEL";
  if (name == NULL) name = getenv("CXLUA_KERNEL");
  if (name != NULL && *name == '\0') name = NULL;
  *out = cx_scan_kernel(name);
  if (*out != NULL) return CX_OK;
  return cx_error_set(error, CX_NOT_READABLE, place,
                      "no kernel '%s' runs on this machine; there are avx512, avx2 and portable", name);
}

/* What takes the rows of tally t. */
static cx_status open_sink(cx_worker *worker, size_t t, cx_error *error) {
  const cx_tally_spec *tally = &worker->spec->tally[t];
  if (tally->panel != NULL) return cx_panel_part(&worker->panel[t], tally->panel->panel, error);
  if (tally->moments == NULL)
    return cx_counter_new(&worker->counter[t], tally, worker->spec->column, worker->reader, error);
  const cx_kernel *kernel;
  cx_status status = cx_worker_kernel(&kernel, worker->spec->kernel, error);
  if (status != CX_OK) return status;
  return cx_moment_part_new(&worker->moments[t], tally->moments, cx_moment_kernel_of(kernel->name), error);
}

cx_status cx_worker_open(cx_worker *worker, const cx_pass_spec *spec, const bool *keeps,
                         cx_error *error) {
  *worker = (cx_worker){.spec = spec, .keeps = keeps};
  worker->counter = calloc(spec->n_tallies + 1, sizeof *worker->counter);
  worker->panel = calloc(spec->n_tallies + 1, sizeof *worker->panel);
  worker->moments = calloc(spec->n_tallies + 1, sizeof *worker->moments);
  worker->where = calloc(spec->n_tallies + 1, sizeof *worker->where);
  if (worker->counter == NULL || worker->panel == NULL || worker->moments == NULL || worker->where == NULL)
    return cx_error_memory(error, "");
  cx_status status =
      cx_reader_new(&worker->reader, spec->column, spec->n_columns, spec->weight, keeps, error);
  if (status == CX_OK && spec->only != NULL)
    status = cx_filter_memory_new(&worker->only, spec->only, error);
  for (size_t t = 0; t < spec->n_tallies && status == CX_OK; t++) {
    status = open_sink(worker, t, error);
    if (status == CX_OK && spec->tally[t].where != NULL)
      status = cx_filter_memory_new(&worker->where[t], spec->tally[t].where, error);
  }
  return status;
}

void cx_worker_close(cx_worker *worker) {
  for (size_t t = 0; worker->spec != NULL && t < worker->spec->n_tallies; t++) {
    if (worker->counter != NULL) cx_counter_free(worker->counter[t]);
    if (worker->panel != NULL) cx_panel_free(worker->panel[t]);
    if (worker->moments != NULL) cx_moment_part_free(worker->moments[t]);
    if (worker->where != NULL) cx_filter_memory_free(worker->where[t]);
  }
  cx_filter_memory_free(worker->only);
  free(worker->counter);
  free(worker->panel);
  free(worker->moments);
  free(worker->where);
  cx_reader_free(worker->reader);
  cx_cell_free(&worker->view_cell);
  *worker = (cx_worker){0};
}

cx_status cx_worker_only(cx_worker *worker, const cx_batch *batch, uint8_t *in, cx_error *error) {
  if (worker->spec->only == NULL) {
    memset(in, 1, batch->n_rows);
    return CX_OK;
  }
  return cx_filter_run(worker->spec->only, worker->only, batch, in, error);
}

cx_status cx_worker_where(cx_worker *worker, size_t t, const cx_batch *batch, uint8_t *in,
                          cx_error *error) {
  const cx_filter *where = worker->spec->tally[t].where;
  if (where == NULL) {
    memset(in, 1, batch->n_rows);
    return CX_OK;
  }
  return cx_filter_run(where, worker->where[t], batch, in, error);
}

/* The numbers of the rows with in[i], without a branch for each. */
static uint32_t list_rows(const uint8_t *in, uint32_t n, uint32_t *rows) {
  uint32_t listed = 0;
  for (uint32_t i = 0; i < n; i++) {
    rows[listed] = i;
    listed += in[i] != 0;
  }
  return listed;
}

/* Adds the rows of the design to its size; those out of it are problems. */
static cx_status count_design(cx_worker *worker, const cx_batch *batch, const uint8_t *in,
                              cx_error *error) {
  const cx_wide step = CX_WIDE_ONE / CX_WEIGHT_SCALE;
  uint64_t w = 0, w2 = 0;
  uint32_t n = 0;
  bool fits = true;
  for (uint32_t i = 0; i < batch->n_rows; i++) {
    uint64_t small = in[i] && batch->weight[i] < CX_WEIGHT_MOST ? batch->weight[i] : 0;
    w += small;
    w2 += small * small;
    n += in[i];
  }
  for (uint32_t i = 0; !batch->plain && i < batch->n_rows; i++)
    if (in[i] && batch->weight[i] == CX_WEIGHT_EXACT)
      fits &= cx_tally_sum(&worker->design, (cx_count){0, batch->exact[i].w, batch->exact[i].w2});
  for (uint32_t i = 0; n < batch->n_rows && i < batch->n_rows; i++)
    if (!in[i])
      cx_problems_add(&worker->problems, CX_PROBLEM_ONLY,
                      cx_window_record(cx_reader_window(worker->reader), batch->row[i]));
  cx_count sum = {n, (cx_wide)w * step, (cx_wide)w2 * (step / CX_WEIGHT_SCALE)};
  fits &= cx_tally_sum(&worker->design, sum);
  worker->used += n;
  return fits ? CX_OK : cx_tally_too_large(error);
}

/* The caller's own test, row by row. */
static cx_status test_rows(cx_worker *worker, const cx_batch *batch, uint8_t *in, cx_error *error) {
  const cx_window *window = cx_reader_window(worker->reader);
  for (uint32_t i = 0; i < batch->n_rows; i++) {
    if (!in[i]) continue;
    cx_row_view view = {window, batch->row[i], &worker->view_cell};
    int answer = worker->spec->row_test(worker->spec->context, &view);
    if (answer < 0) return cx_error_set(error, CX_CALLBACK, "", "the where function failed");
    in[i] = answer > 0;
  }
  return CX_OK;
}

static cx_status count_tally(cx_worker *worker, size_t t, const cx_batch *batch, const uint8_t *design,
                             cx_error *error) {
  uint8_t in[CX_BATCH_ROWS];
  uint32_t rows[CX_BATCH_ROWS];
  cx_status status = cx_worker_where(worker, t, batch, in, error);
  for (uint32_t i = 0; i < batch->n_rows; i++) in[i] &= design[i];
  if (status == CX_OK && worker->spec->row_test != NULL) status = test_rows(worker, batch, in, error);
  if (status != CX_OK) return status;
  uint32_t n = list_rows(in, batch->n_rows, rows);
  if (n == 0) return CX_OK;
  if (worker->moments[t] != NULL) return cx_moment_part_add(worker->moments[t], batch, rows, n, error);
  if (worker->panel[t] == NULL) return cx_counter_add(worker->counter[t], batch, rows, n, error);
  const cx_window *window = cx_reader_window(worker->reader);
  return cx_panel_add(worker->panel[t], &worker->spec->tally[t], batch, window, worker->before, rows, n, error);
}

static cx_status count_batch(cx_worker *worker, const cx_batch *batch, cx_error *error) {
  uint8_t design[CX_BATCH_ROWS];
  cx_status status = cx_worker_only(worker, batch, design, error);
  if (status == CX_OK) status = count_design(worker, batch, design, error);
  for (size_t t = 0; t < worker->spec->n_tallies && status == CX_OK; t++)
    status = count_tally(worker, t, batch, design, error);
  return status;
}

/* Asks the caller whether to go on; not for every batch. */
static cx_status ask(cx_worker *worker, unsigned *batches, cx_error *error) {
  if (!worker->calls_back || worker->spec->progress == NULL || (*batches)++ % 64 != 0) return CX_OK;
  uint64_t done = cx_source_is_plain(worker->source) ? cx_cutter_done(worker->cutter)
                                                     : cx_source_consumed(worker->source);
  if (worker->spec->progress(worker->spec->context, done, cx_source_size(worker->source)))
    return CX_OK;
  return cx_error_set(error, CX_INTERRUPTED, "", "interrupted!");
}

void cx_worker_run(cx_worker *worker) {
  cx_status status = CX_OK;
  unsigned batches = 0;
  for (;;) {
    const cx_batch *batch;
    bool end;
    status = ask(worker, &batches, &worker->error);
    if (status == CX_OK) status = cx_reader_next(worker->reader, &batch, &end, &worker->error);
    if (status != CX_OK || end) break;
    status = count_batch(worker, batch, &worker->error);
    if (status != CX_OK) break;
    worker->last = worker->before + ((cx_reader_window(worker->reader)->ticket + 1) << 24);
  }
  worker->status = status;
  if (status != CX_OK) cx_cutter_stop(worker->cutter);
  cx_problems_merge(&worker->problems, cx_reader_problems(worker->reader));
}

cx_status cx_row_view_cell(const cx_row_view *row, uint32_t column, cx_text *value, cx_error *error) {
  cx_text raw = cx_window_cell(row->window, row->row, column);
  if (raw.at != NULL) return cx_cell_value(row->cell, raw, value, error);
  *value = raw;
  return CX_OK;
}
