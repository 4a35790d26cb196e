/* pass.c - see pass.h */
#include "count/pass.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "count/limit.h"
#include "count/worker.h"

#define MOST_THREADS 64u
#define ALONE ((uint64_t)1 << 20) /* bytes that are not worth a second thread */

struct cx_pass {
  const cx_pass_spec *spec;
  const cx_kernel *kernel;
  bool *keeps;
  cx_worker *worker;
  unsigned n_workers, n_open;
  cx_odd_answer *odd;
  size_t n_odd;
};

/*
** Before the first file.
*/

static unsigned choose_threads(const cx_pass_spec *spec) {
  const char *told = getenv("CXLUA_THREADS");
  long threads = (long)spec->threads;
  if (threads == 0 && told != NULL) threads = strtol(told, NULL, 10);
  if (threads <= 0) threads = sysconf(_SC_NPROCESSORS_ONLN);
  if (spec->row_test != NULL || threads < 1) threads = 1;
  return threads < (long)MOST_THREADS ? (unsigned)threads : MOST_THREADS;
}

static cx_status choose_kernel(cx_pass *pass, cx_error *error) {
  return cx_worker_kernel(&pass->kernel, pass->spec->kernel, error);
}

/* Columns that a tally groups by or counts keep their dictionaries. */
static void mark_kept(cx_pass *pass) {
  for (size_t t = 0; t < pass->spec->n_tallies; t++) {
    const cx_tally_spec *tally = &pass->spec->tally[t];
    for (size_t k = 0; k < tally->n_by; k++) pass->keeps[tally->by[k]] = true;
    for (size_t q = 0; q < tally->n_of; q++) pass->keeps[tally->of[q]] = true;
    if (tally->moments != NULL && tally->moments->bucket >= 0) pass->keeps[tally->moments->bucket] = true;
  }
}

cx_status cx_pass_new(cx_pass **out, const cx_pass_spec *spec, cx_error *error) {
  cx_pass *pass = calloc(1, sizeof *pass);
  if (pass == NULL) return cx_error_memory(error, "");
  pass->spec = spec;
  pass->n_workers = choose_threads(spec);
  pass->keeps = calloc(spec->n_columns + 1, sizeof *pass->keeps);
  pass->worker = calloc(pass->n_workers, sizeof *pass->worker);
  cx_status status = CX_NO_MEMORY;
  if (pass->keeps != NULL && pass->worker != NULL) {
    mark_kept(pass);
    status = choose_kernel(pass, error);
  } else {
    cx_error_memory(error, "");
  }
  if (status != CX_OK) {
    cx_pass_free(pass);
    return status;
  }
  *out = pass;
  return CX_OK;
}

void cx_pass_free(cx_pass *pass) {
  if (pass == NULL) return;
  for (unsigned i = 0; i < pass->n_open; i++) cx_worker_close(&pass->worker[i]);
  free(pass->worker);
  free(pass->keeps);
  free(pass->odd);
  free(pass);
}

/* Workers are opened when they are first needed: a small file needs one. */
static cx_status open_workers(cx_pass *pass, unsigned n, cx_error *error) {
  while (pass->n_open < n) {
    cx_worker *worker = &pass->worker[pass->n_open++];
    cx_status status = cx_worker_open(worker, pass->spec, pass->keeps, error);
    if (status != CX_OK) return status;
  }
  return CX_OK;
}

/*
** One file.
*/

static void *run(void *worker) {
  cx_worker_run(worker);
  return NULL;
}

/* Runs n workers, the first on the calling thread; a thread that cannot be made is done without. */
static void run_workers(cx_pass *pass, unsigned n) {
  pthread_t thread[MOST_THREADS];
  unsigned started = 1;
  while (started < n && pthread_create(&thread[started], NULL, run, &pass->worker[started]) == 0)
    started++;
  for (unsigned i = started; i < n; i++) pass->worker[i].status = CX_OK;
  cx_worker_run(&pass->worker[0]);
  for (unsigned i = 1; i < started; i++) pthread_join(thread[i], NULL);
}

/* The trouble that made the others stop: any but a mere interruption, if there is one. */
static cx_status first_trouble(const cx_pass *pass, unsigned n, const char *name, cx_error *error) {
  const cx_worker *worst = NULL;
  for (unsigned i = 0; i < n; i++) {
    const cx_worker *worker = &pass->worker[i];
    if (worker->status == CX_OK) continue;
    bool worse = worst == NULL || (worst->error.status == CX_OK && worker->error.status != CX_OK) ||
                 (worst->status == CX_INTERRUPTED && worker->status != CX_INTERRUPTED);
    if (worse) worst = worker;
  }
  if (worst == NULL) return CX_OK;
  const cx_error *trouble = &worst->error;
  const char *message = trouble->status == CX_OK ? "interrupted!" : trouble->message;
  return cx_error_set(error, worst->status, trouble->place[0] ? trouble->place : name, "%s", message);
}

/* Turns a record's place into its number: the header's records come first. */
static void number_rows(const cx_cutter *cutter, const cx_dialect *dialect, cx_problems *problems) {
  for (int kind = 0; kind < CX_PROBLEM_KINDS; kind++)
    for (unsigned i = 0; i < problems->n_rows[kind]; i++) {
      uint64_t *row = &problems->row[kind][i];
      *row = dialect->data_row + cx_cutter_records_before(cutter, *row >> 24) + (*row & 0xffffff);
    }
}

static cx_status write_receipt(const cx_pass *pass, unsigned n, const cx_cutter *cutter,
                               const cx_dialect *dialect, const char *name,
                               cx_file_receipt *receipt, cx_error *error) {
  uint64_t unsettled = 0;
  cx_file_receipt made = {.bytes = cx_cutter_done(cutter)};
  for (unsigned i = 0; i < n; i++) {
    const cx_worker *worker = &pass->worker[i];
    made.read += cx_reader_records(worker->reader);
    made.used += worker->used;
    unsettled += cx_reader_unsettled(worker->reader);
    cx_problems_merge(&made.problems, &worker->problems);
  }
  if (unsettled > 0)
    return cx_error_set(error, CX_NOT_CSV, name,
                        "dates such as 3/4/2026 may be day first or month first, and no row settles it; "
                        "set day_order = \"d\" or \"m\"");
  number_rows(cutter, dialect, &made.problems);
  *receipt = made;
  return CX_OK;
}

/* What stands before the next file: all rows of those that were read. */
static uint64_t behind_all(const cx_pass *pass) {
  uint64_t last = 0;
  for (unsigned i = 0; i < pass->n_open; i++)
    if (pass->worker[i].last > last) last = pass->worker[i].last;
  return last;
}

static cx_status begin_workers(cx_pass *pass, unsigned n, cx_cutter *cutter, cx_source *source,
                               const cx_dialect *dialect, const cx_header *header,
                               cx_error *error) {
  uint64_t before = behind_all(pass);
  for (unsigned i = 0; i < n; i++) {
    cx_worker *worker = &pass->worker[i];
    cx_status status = cx_reader_begin(worker->reader, cutter, pass->kernel, dialect, header,
                                       cx_source_name(source), error);
    if (status != CX_OK) return status;
    worker->cutter = cutter;
    worker->source = source;
    worker->used = 0;
    worker->before = before;
    worker->problems = (cx_problems){0};
    worker->view_cell.dialect = dialect;
    worker->view_cell.name = cx_source_name(source);
    worker->calls_back = i == 0;
    worker->status = CX_OK;
    worker->error = (cx_error){0};
  }
  return CX_OK;
}

cx_status cx_pass_file(cx_pass *pass, cx_source *source, const cx_dialect *dialect,
                       const cx_header *header, cx_file_receipt *receipt, cx_error *error) {
  uint64_t size = cx_source_size(source);
  unsigned n = size > 0 && size < ALONE && pass->spec->threads == 0 ? 1 : pass->n_workers;
  cx_cutter *cutter = NULL;
  cx_status status = open_workers(pass, n, error);
  if (status == CX_OK)
    status = cx_cutter_open(&cutter, source, dialect, pass->kernel, pass->spec->record_limit,
                            pass->spec->block_size, error);
  if (status == CX_OK) status = begin_workers(pass, n, cutter, source, dialect, header, error);
  if (status == CX_OK) {
    run_workers(pass, n);
    status = first_trouble(pass, n, cx_source_name(source), error);
  }
  if (status == CX_OK)
    status = write_receipt(pass, n, cutter, dialect, cx_source_name(source), receipt, error);
  cx_cutter_close(cutter);
  return status;
}

/*
** After the last file.
*/

/* Joins what the workers know of persons; each part is let go at once. */
static cx_status make_pairs(const cx_pass *pass, size_t t, cx_tally **out, cx_error *error) {
  const cx_tally_spec *spec = &pass->spec->tally[t];
  cx_status status = CX_OK;
  for (unsigned i = 0; i < pass->n_open && status == CX_OK; i++)
    status = cx_panel_join(spec->panel->panel, pass->worker[i].panel[t], spec, pass->worker[i].reader, error);
  return status == CX_OK ? cx_panel_tally(spec->panel->panel, spec, pass->spec->column, out, error) : status;
}

static cx_status make_tally(const cx_pass *pass, size_t t, cx_tally **out, cx_error *error) {
  const cx_tally_spec *spec = &pass->spec->tally[t];
  if (spec->panel != NULL) return make_pairs(pass, t, out, error);
  cx_tally_question *question = calloc(spec->n_of + 1, sizeof *question);
  cx_tally *tally = NULL;
  if (question == NULL) return cx_error_memory(error, "");
  for (size_t q = 0; q < spec->n_of; q++) {
    const cx_column_spec *column = &pass->spec->column[spec->of[q]];
    uint32_t n_bins = column->kind == CX_COLUMN_SCORE ? column->scale.n_bins : 0;
    question[q] = (cx_tally_question){spec->of_name[q], n_bins};
  }
  cx_status status = cx_tally_new(&tally, spec->by_name, spec->n_by, question, spec->n_of, error);
  free(question);
  for (unsigned i = 0; i < pass->n_open && status == CX_OK; i++) {
    status = cx_tally_add_design(tally, pass->worker[i].design, error);
    if (status != CX_OK) continue;
    cx_worker *worker = &pass->worker[i];
    if (spec->moments != NULL) status = cx_moment_part_join(worker->moments[t], error);
    else status = cx_counter_finish(worker->counter[t], tally, error);
  }
  if (status == CX_OK) status = cx_limit_groups(tally, spec, error);
  if (status == CX_OK) status = cx_tally_settle(tally, error);
  if (status == CX_OK) *out = tally;
  else cx_tally_free(tally);
  return status;
}

static int compare_odd(const void *x, const void *y) {
  const cx_odd_answer *a = x, *b = y;
  if (a->column != b->column) return a->column < b->column ? -1 : 1;
  if (a->n != b->n) return a->n > b->n ? -1 : 1;
  size_t shorter = a->text.length < b->text.length ? a->text.length : b->text.length;
  int order = memcmp(a->text.at, b->text.at, shorter);
  return order ? order : (a->text.length > b->text.length) - (a->text.length < b->text.length);
}

/* One odd answer more, added to the same one of another worker. */
static bool add_odd(cx_pass *pass, size_t *capacity, cx_odd_answer odd) {
  for (size_t i = 0; i < pass->n_odd; i++) {
    cx_odd_answer *known = &pass->odd[i];
    if (known->column != odd.column || !cx_text_equal(known->text, odd.text)) continue;
    known->n += odd.n;
    return true;
  }
  if (pass->n_odd == *capacity) {
    size_t wanted = *capacity ? 2 * *capacity : 16;
    cx_odd_answer *wider = realloc(pass->odd, wanted * sizeof *wider);
    if (wider == NULL) return false;
    pass->odd = wider;
    *capacity = wanted;
  }
  pass->odd[pass->n_odd++] = odd;
  return true;
}

/* Off scale or unreadable: the answers that have no place. */
static bool has_no_place(const cx_scale *scale, uint16_t bin) {
  return bin == scale->n_answers + CX_MISSING_OFF_SCALE ||
         bin == scale->n_answers + CX_MISSING_UNREADABLE;
}

static cx_status collect_odd(cx_pass *pass, cx_error *error) {
  size_t capacity = 0;
  for (unsigned w = 0; w < pass->n_open; w++)
    for (size_t c = 0; c < pass->spec->n_columns; c++) {
      const cx_scores *scores = cx_reader_scores(pass->worker[w].reader, c);
      for (uint32_t i = 0; scores != NULL && i < cx_scores_n_odd(scores); i++) {
        cx_odd_answer odd = {.column = (uint32_t)c};
        odd.text = cx_scores_odd(scores, i, &odd.bin, &odd.n);
        if (!has_no_place(&pass->spec->column[c].scale, odd.bin)) continue;
        if (!add_odd(pass, &capacity, odd)) return cx_error_memory(error, "");
      }
    }
  if (pass->n_odd > 0) qsort(pass->odd, pass->n_odd, sizeof *pass->odd, compare_odd);
  return CX_OK;
}

/* Limit (1) for the dictionaries that are kept. */
static cx_status check_labels(const cx_pass *pass, cx_error *error) {
  cx_reader *reader[MOST_THREADS];
  cx_status status = CX_OK;
  for (unsigned i = 0; i < pass->n_open; i++) reader[i] = pass->worker[i].reader;
  for (size_t c = 0; c < pass->spec->n_columns && status == CX_OK; c++)
    if (pass->keeps[c] && pass->spec->column[c].kind == CX_COLUMN_LABEL)
      status = cx_limit_labels(&pass->spec->column[c], c, reader, pass->n_open, error);
  return status;
}

cx_status cx_pass_finish(cx_pass *pass, cx_tally **tally, cx_error *error) {
  cx_status status = check_labels(pass, error);
  if (status == CX_OK) status = collect_odd(pass, error);
  size_t made = 0;
  while (made < pass->spec->n_tallies && status == CX_OK) {
    status = make_tally(pass, made, &tally[made], error);
    if (status == CX_OK) made++;
  }
  if (status == CX_OK) return CX_OK;
  while (made > 0) {
    cx_tally_free(tally[--made]);
    tally[made] = NULL;
  }
  return status;
}

const cx_odd_answer *cx_pass_odd(const cx_pass *pass, size_t *n) {
  *n = pass->n_odd;
  return pass->odd;
}
