/*
** journey_job.h - a log of events run through a journey
**
**   FILE > rows > batch > TALLY > metric > goal > report
**
** In:      a text with the columns id, what, when, felt, score.  Out: its journey.  Owns: what journey_job_close frees.
*/
#ifndef CX_TESTS_JOURNEY_JOB_H
#define CX_TESTS_JOURNEY_JOB_H

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "count/journey.h"

typedef struct journey_job {
  cx_journey_spec spec;
  cx_pass_spec pass;
  cx_journey *journey;
  const cx_paths *paths;
  cx_journey_rows rows;
  cx_file_receipt receipt;
  cx_status status;
  cx_error error;
} journey_job;

static const cx_column_spec journey_columns[] = {
    {.kind = CX_COLUMN_LABEL, .name = {"what", 4}, .max_labels = CX_JOURNEY_ACTIVITIES},
    {.kind = CX_COLUMN_SCORE, .name = {"felt", 4}, .scale = {-2, 2, 5, 9, NULL, 0}},
    {.kind = CX_COLUMN_SCORE, .name = {"score", 5}, .scale = {0, 10, 11, 15, NULL, 0}}};
static const double journey_felt[] = {-2, -1, 0, 1, 2};
static const double journey_score[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

static inline void journey_job_open(journey_job *j, unsigned threads) {
  *j = (journey_job){.pass = {.column = journey_columns, .n_columns = 3, .weight = -1, .threads = threads}};
  j->spec = (cx_journey_spec){.case_name = {"id", 2}, .time_name = {"when", 4}, .feeling = 1, .overall = 2,
                              .feeling_of = journey_felt, .overall_of = journey_score};
}

static inline void journey_job_read(journey_job *j, const char *text, size_t length) {
  cx_dialect dialect = {0};
  cx_header header = {0};
  cx_source *source = NULL;
  j->spec.pass = &j->pass;
  j->status = cx_source_open_text(&source, (cx_text){text, length}, "log", &j->error);
  if (j->status == CX_OK) j->status = cx_dialect_guess(&dialect, 0, &header, source, &j->error);
  if (j->status == CX_OK && j->journey == NULL) j->status = cx_journey_new(&j->journey, &j->spec, &j->error);
  if (j->status == CX_OK) j->status = cx_journey_file(j->journey, source, &dialect, &header, &j->receipt, &j->error);
  cx_header_free(&header);
  cx_source_close(source);
}

static inline void journey_job_run(journey_job *j, const char *text) {
  journey_job_read(j, text, strlen(text));
  if (j->status == CX_OK) j->status = cx_journey_finish(j->journey, &j->paths, &j->error);
  if (j->status == CX_OK) j->rows = cx_journey_count(j->journey);
}

static inline void journey_job_close(journey_job *j) { cx_journey_free(j->journey); }

/* The code of an activity. */
static inline uint32_t journey_code(const journey_job *j, const char *name) {
  for (uint32_t i = 0; i < j->paths->rules->n_activities; i++)
    if (cx_text_equal(cx_journey_activity(j->journey, i), cx_text_of(name))) return i;
  fail_msg("no activity %s", name);
  return 0;
}

/* How often one activity directly follows another. */
static inline uint64_t journey_follows(const journey_job *j, const char *from, const char *to) {
  const cx_path_step *step = cx_paths_step(j->paths, journey_code(j, from), journey_code(j, to));
  return step != NULL ? step->n : 0;
}

#endif
