/*
** journey_private.h - the inside of a journey, for journey.c (reading) and journey_case.c (cases)
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** Owns:    a journey owns all that its pointers show, but the spec.
*/
#ifndef CX_JOURNEY_PRIVATE_H
#define CX_JOURNEY_PRIVATE_H

#include <stdatomic.h>

#include "count/casebook.h"
#include "count/journey.h"
#include "count/trace.h"
#include "read/instant.h"

#define CX_JOURNEY_THREADS 64u

typedef struct cx_journey_worker {
  struct cx_journey *journey;
  cx_reader *reader;
  cx_filter_memory *only;
  cx_trace *trace;
  cx_cell cell;
  cx_instants instants;
  cx_problems problems;
  uint32_t case_at, time_at; /* columns in the file at hand */
  uint64_t used, before, last;
  cx_journey_rows rows;
  cx_cutter *cutter;
  cx_source *source;
  bool calls_back;
  uint16_t *activity;        /* codes of its dictionary as those of all */
  cx_paths *paths;
  cx_status status;
  cx_error error;
} cx_journey_worker;

struct cx_journey {
  const cx_journey_spec *spec;
  const cx_kernel *kernel;
  bool *keeps;
  cx_journey_worker *worker;
  unsigned n_workers, n_open;
  cx_casebook *book;
  cx_text *activity;
  uint32_t n_activities;
  uint8_t *what, *phase;
  cx_path_rules rules;
  atomic_uint next_part;
  atomic_bool stopped;
};

/* How many words an event takes (trace.h, 4). */
static inline unsigned cx_journey_words(const cx_journey *journey) {
  return journey->spec->feeling < 0 && journey->spec->overall < 0 ? 2 : 3;
}

/* Runs work(worker) for the first n workers, the first of them on the calling thread. */
void cx_journey_run(cx_journey *journey, unsigned n, void *(*work)(void *));

/* The trouble of the worker that made the others stop, if there is one. */
cx_status cx_journey_trouble(const cx_journey *journey, unsigned n, const char *place, cx_error *error);

#endif
