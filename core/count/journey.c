/* journey.c - see journey.h; the cases are in journey_case.c */
#include "count/journey.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "count/journey_private.h"
#include "count/worker.h"

#define ALONE ((uint64_t)1 << 20) /* bytes that are not worth a second thread */

/*
** Making and freeing.
*/

static unsigned choose_threads(const cx_pass_spec *spec) {
  const char *told = getenv("CXLUA_THREADS");
  long threads = (long)spec->threads;
  if (threads == 0 && told != NULL) threads = strtol(told, NULL, 10);
  if (threads <= 0) threads = sysconf(_SC_NPROCESSORS_ONLN);
  if (threads < 1) threads = 1;
  return threads < (long)CX_JOURNEY_THREADS ? (unsigned)threads : CX_JOURNEY_THREADS;
}

cx_status cx_journey_new(cx_journey **out, const cx_journey_spec *spec, cx_error *error) {
  cx_journey *journey = calloc(1, sizeof *journey);
  if (journey == NULL) return cx_error_memory(error, "");
  journey->spec = spec;
  journey->n_workers = choose_threads(spec->pass);
  journey->keeps = calloc(spec->pass->n_columns + 1, sizeof *journey->keeps);
  journey->worker = calloc(journey->n_workers, sizeof *journey->worker);
  cx_status status = journey->keeps && journey->worker ? CX_OK : cx_error_memory(error, "");
  if (status == CX_OK) status = cx_worker_kernel(&journey->kernel, spec->pass->kernel, error);
  if (status == CX_OK) status = cx_casebook_new(&journey->book, error);
  if (status != CX_OK) {
    cx_journey_free(journey);
    return status;
  }
  journey->keeps[spec->event] = true;
  *out = journey;
  return CX_OK;
}

static void close_worker(cx_journey_worker *worker) {
  cx_reader_free(worker->reader);
  cx_filter_memory_free(worker->only);
  cx_trace_free(worker->trace);
  cx_cell_free(&worker->cell);
  cx_paths_free(worker->paths);
  free(worker->activity);
}

void cx_journey_free(cx_journey *journey) {
  if (journey == NULL) return;
  for (unsigned i = 0; i < journey->n_open; i++) close_worker(&journey->worker[i]);
  cx_casebook_free(journey->book);
  free(journey->worker);
  free(journey->keeps);
  free(journey->activity);
  free(journey->what);
  free(journey->phase);
  free(journey);
}

static const char *folder_of(const cx_journey_spec *spec) {
  const char *folder = spec->folder != NULL ? spec->folder : getenv("TMPDIR");
  return folder != NULL && *folder != '\0' ? folder : "/tmp";
}

static cx_status open_workers(cx_journey *journey, unsigned n, cx_error *error) {
  const cx_pass_spec *pass = journey->spec->pass;
  size_t memory = journey->spec->memory ? journey->spec->memory : CX_JOURNEY_MEMORY;
  while (journey->n_open < n) {
    cx_journey_worker *worker = &journey->worker[journey->n_open++];
    worker->journey = journey;
    cx_status status = cx_reader_new(&worker->reader, pass->column, pass->n_columns, -1, journey->keeps, error);
    if (status == CX_OK && pass->only != NULL) status = cx_filter_memory_new(&worker->only, pass->only, error);
    if (status == CX_OK)
      status = cx_trace_new(&worker->trace, memory / journey->n_workers, folder_of(journey->spec),
                            cx_journey_words(journey), error);
    if (status != CX_OK) return status;
  }
  return CX_OK;
}

/*
** Workers.
*/

void cx_journey_run(cx_journey *journey, unsigned n, void *(*work)(void *)) {
  pthread_t thread[CX_JOURNEY_THREADS];
  unsigned started = 1;
  for (unsigned i = 0; i < n; i++) {
    journey->worker[i].status = CX_OK;
    journey->worker[i].error = (cx_error){0};
  }
  while (started < n && pthread_create(&thread[started], NULL, work, &journey->worker[started]) == 0) started++;
  work(&journey->worker[0]);
  for (unsigned i = 1; i < started; i++) pthread_join(thread[i], NULL);
}

cx_status cx_journey_trouble(const cx_journey *journey, unsigned n, const char *place, cx_error *error) {
  const cx_journey_worker *worst = NULL;
  for (unsigned i = 0; i < n; i++) {
    const cx_journey_worker *worker = &journey->worker[i];
    if (worker->status == CX_OK) continue;
    if (worst == NULL || (worst->status == CX_INTERRUPTED && worker->status != CX_INTERRUPTED)) worst = worker;
  }
  if (worst == NULL) return CX_OK;
  const cx_error *trouble = &worst->error;
  const char *message = trouble->status == CX_OK ? "interrupted!" : trouble->message;
  return cx_error_set(error, worst->status, trouble->place[0] ? trouble->place : place, "%s", message);
}

static bool may_go_on(cx_journey_worker *worker, unsigned *batches) {
  const cx_pass_spec *spec = worker->journey->spec->pass;
  if (!worker->calls_back || spec->progress == NULL || (*batches)++ % 64 != 0) return true;
  uint64_t done = cx_source_is_plain(worker->source) ? cx_cutter_done(worker->cutter)
                                                     : cx_source_consumed(worker->source);
  return spec->progress(spec->context, done, cx_source_size(worker->source));
}

/* The key of a case, or *blank. */
static cx_status key_of(cx_journey_worker *worker, cx_text raw, uint64_t *key, bool *blank, cx_error *error) {
  *blank = false;
  if (raw.at != NULL && cx_instant_digits(raw, key)) return CX_OK;
  cx_text name = {NULL, 0};
  cx_status status = raw.at != NULL ? cx_cell_value(&worker->cell, raw, &name, error) : CX_OK;
  *blank = name.length == 0;
  if (status != CX_OK || *blank) return status;
  char padded[8 + 18] = {0}; /* a value need not have eight bytes before its end */
  if (name.length <= 18) {
    memcpy(padded + 8, name.at, name.length);
    if (cx_instant_digits((cx_text){padded + 8, name.length}, key)) return CX_OK;
  }
  return cx_casebook_key(worker->journey->book, name, key, error);
}

/* One row as an event; *kept is false when it is left out (3). */
static cx_status read_event(cx_journey_worker *worker, const cx_batch *batch, const cx_window *window, uint32_t i,
                            cx_trace_event *event, bool *kept, cx_error *error) {
  const cx_journey_spec *spec = worker->journey->spec;
  uint32_t row = batch->row[i], code = batch->column[spec->event].label[i];
  bool blank;
  *kept = false;
  cx_status status = key_of(worker, cx_window_cell(window, row, worker->case_at), &event->key, &blank, error);
  if (status != CX_OK) return status;
  worker->rows.no_case += blank;
  worker->rows.no_event += !blank && code == 0;
  if (blank || code == 0) return CX_OK; /* code 0 is "" (column.c) */
  cx_text time = cx_window_cell(window, row, worker->time_at);
  status = cx_instant_read(&worker->instants, &worker->cell, time, &event->ms, error);
  if (status != CX_OK) return status;
  if (event->ms == CX_NO_TIME) {
    worker->rows.no_time++;
    cx_problems_add(&worker->problems, CX_PROBLEM_NO_TIME, cx_window_record(window, row));
    return CX_OK;
  }
  event->event = (uint16_t)code;
  event->feeling = spec->feeling < 0 ? CX_PATH_NO_BIN : batch->column[spec->feeling].score[i];
  event->overall = spec->overall < 0 ? CX_PATH_NO_BIN : batch->column[spec->overall].score[i];
  event->spare = 0;
  *kept = true;
  return CX_OK;
}

static cx_status add_batch(cx_journey_worker *worker, const cx_batch *batch, cx_error *error) {
  const cx_window *window = cx_reader_window(worker->reader);
  const cx_filter *only = worker->journey->spec->pass->only;
  const unsigned words = cx_journey_words(worker->journey);
  uint64_t event[3 * CX_BATCH_ROWS];
  uint8_t in[CX_BATCH_ROWS];
  uint32_t n = 0;
  if (only != NULL) {
    cx_status status = cx_filter_run(only, worker->only, batch, in, error);
    if (status != CX_OK) return status;
  }
  for (uint32_t i = 0; i < batch->n_rows; i++) {
    bool kept;
    if (only != NULL && !in[i]) {
      cx_problems_add(&worker->problems, CX_PROBLEM_ONLY, cx_window_record(window, batch->row[i]));
      continue;
    }
    cx_trace_event one;
    cx_status status = read_event(worker, batch, window, i, &one, &kept, error);
    if (status != CX_OK) return status;
    if (kept) cx_trace_pack(&one, words, event + (size_t)n++ * words);
  }
  worker->used += n;
  worker->last = worker->before + window->ticket + 1;
  return cx_trace_add(worker->trace, worker->before + window->ticket, event, n, error);
}

static void *read_events(void *argument) {
  cx_journey_worker *worker = argument;
  unsigned batches = 0;
  for (;;) {
    const cx_batch *batch;
    bool end = false;
    if (!may_go_on(worker, &batches))
      worker->status = cx_error_set(&worker->error, CX_INTERRUPTED, "", "interrupted!");
    else worker->status = cx_reader_next(worker->reader, &batch, &end, &worker->error);
    if (worker->status != CX_OK || end) break;
    worker->status = add_batch(worker, batch, &worker->error);
    if (worker->status != CX_OK) break;
  }
  if (worker->status != CX_OK) cx_cutter_stop(worker->cutter);
  cx_problems_merge(&worker->problems, cx_reader_problems(worker->reader));
  return NULL;
}

/*
** One file.
*/

static cx_status find_column(const cx_header *header, cx_text wanted, const char *name, uint32_t *at, cx_error *error) {
  long index = cx_header_find(header, wanted);
  if (index < 0)
    return cx_error_set(error, CX_NO_COLUMN, name, "there is no column '%.*s'", (int)wanted.length, wanted.at);
  *at = (uint32_t)index;
  return CX_OK;
}

static cx_status begin_workers(cx_journey *journey, unsigned n, cx_cutter *cutter, cx_source *source,
                               const cx_dialect *dialect, const cx_header *header, cx_error *error) {
  const char *name = cx_source_name(source);
  uint64_t before = 0;
  for (unsigned i = 0; i < journey->n_open; i++)
    if (journey->worker[i].last > before) before = journey->worker[i].last;
  for (unsigned i = 0; i < n; i++) {
    cx_journey_worker *worker = &journey->worker[i];
    cx_status status = cx_reader_begin(worker->reader, cutter, journey->kernel, dialect, header, name, error);
    if (status == CX_OK) status = find_column(header, journey->spec->case_name, name, &worker->case_at, error);
    if (status == CX_OK) status = find_column(header, journey->spec->time_name, name, &worker->time_at, error);
    if (status != CX_OK) return status;
    worker->cutter = cutter;
    worker->source = source;
    worker->used = 0;
    worker->before = before;
    worker->problems = (cx_problems){0};
    worker->instants.unsettled = 0;
    worker->cell.dialect = dialect;
    worker->cell.name = name;
    worker->calls_back = i == 0;
  }
  return CX_OK;
}

static cx_status write_receipt(const cx_journey *journey, unsigned n, const cx_cutter *cutter, const cx_dialect *dialect,
                               const char *name, cx_file_receipt *receipt, cx_error *error) {
  uint64_t unsettled = 0;
  cx_file_receipt made = {.bytes = cx_cutter_done(cutter)};
  for (unsigned i = 0; i < n; i++) {
    const cx_journey_worker *worker = &journey->worker[i];
    made.read += cx_reader_records(worker->reader);
    made.used += worker->used;
    unsettled += worker->instants.unsettled + cx_reader_unsettled(worker->reader);
    cx_problems_merge(&made.problems, &worker->problems);
  }
  if (unsettled > 0)
    return cx_error_set(error, CX_NOT_CSV, name,
                        "dates such as 3/4/2026 may be day first or month first, and no row settles it; "
                        "set day_order = \"d\" or \"m\"");
  for (int kind = 0; kind < CX_PROBLEM_KINDS; kind++)
    for (unsigned i = 0; i < made.problems.n_rows[kind]; i++) {
      uint64_t *row = &made.problems.row[kind][i];
      *row = dialect->data_row + cx_cutter_records_before(cutter, *row >> 24) + (*row & 0xffffff);
    }
  *receipt = made;
  return CX_OK;
}

cx_status cx_journey_file(cx_journey *journey, cx_source *source, const cx_dialect *dialect, const cx_header *header,
                          cx_file_receipt *receipt, cx_error *error) {
  const cx_pass_spec *pass = journey->spec->pass;
  uint64_t size = cx_source_size(source);
  unsigned n = size > 0 && size < ALONE && pass->threads == 0 ? 1 : journey->n_workers;
  cx_cutter *cutter = NULL;
  cx_status status = open_workers(journey, n, error);
  if (status == CX_OK)
    status = cx_cutter_open(&cutter, source, dialect, journey->kernel, pass->record_limit, pass->block_size, error);
  if (status == CX_OK) status = begin_workers(journey, n, cutter, source, dialect, header, error);
  if (status == CX_OK) {
    cx_journey_run(journey, n, read_events);
    status = cx_journey_trouble(journey, n, cx_source_name(source), error);
  }
  if (status == CX_OK) status = write_receipt(journey, n, cutter, dialect, cx_source_name(source), receipt, error);
  cx_cutter_close(cutter);
  return status;
}

/*
** After the last file.
*/

cx_journey_rows cx_journey_count(const cx_journey *journey) {
  cx_journey_rows rows = {0};
  for (unsigned i = 0; i < journey->n_open; i++) {
    const cx_journey_worker *worker = &journey->worker[i];
    rows.no_case += worker->rows.no_case;
    rows.no_event += worker->rows.no_event;
    rows.no_time += worker->rows.no_time;
    rows.zoned += worker->instants.zoned;
    rows.zoneless += worker->instants.zoneless;
    rows.spilled += cx_trace_spilled(worker->trace);
  }
  return rows;
}

cx_text cx_journey_activity(const cx_journey *journey, uint32_t code) { return journey->activity[code]; }
