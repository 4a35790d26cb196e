/*
** trace.h - events on their way to their cases: kept by one worker, parted by case, in memory or in a file
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      events in the order of the file, each with the key of its case.
** Out:     the events of one part of the cases, in that order.
** Owns:    its chunks and its temporary file.
**
** (1) A case is in one part, by its key alone; parts are of about the same size.
** (2) When the memory given is full, all that is in it goes to a temporary file, part by part, and it is used anew.
** (3) The file has no name from the moment it is there, so that it is gone whatever ends the program.
** (4) Events come in runs, each of one block of the file; a run's place says where the block stood, so that the runs
**     of several workers can be put in the order of the file.
*/
#ifndef CX_TRACE_H
#define CX_TRACE_H

#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"

#define CX_TRACE_PARTS 512u

typedef struct cx_trace_event {
  uint64_t key; /* of the case */
  int64_t ms;
  uint16_t event, feeling, overall; /* codes and bins as read */
  uint16_t spare;
} cx_trace_event;

typedef struct cx_trace_run {
  uint64_t place;
  uint64_t from; /* the first of its events in the part */
} cx_trace_run;

typedef struct cx_trace cx_trace;

/* memory: bytes, at least one chunk's; folder: of the temporary file, borrowed. */
cx_status cx_trace_new(cx_trace **out, size_t memory, const char *folder, cx_error *error);
void cx_trace_free(cx_trace *trace); /* NULL is fine */

static inline uint32_t cx_trace_part(uint64_t key) { return (uint32_t)(cx_hash_finish(key) >> 55); }

/* Adds events of the block at a place; places never go back. */
cx_status cx_trace_add(cx_trace *trace, uint64_t place, const cx_trace_event *event, uint32_t n, cx_error *error);

/* How many events a part has; its runs. */
uint64_t cx_trace_count(const cx_trace *trace, uint32_t part);
const cx_trace_run *cx_trace_runs(const cx_trace *trace, uint32_t part, size_t *n);

/* A place among the events of a part, from the first to the last in the order they came. */
typedef struct cx_trace_cursor {
  const cx_trace_event *at, *end; /* the stretch at hand ... */
  const void *next;               /* ... and the chunk after it */
  const void *last;
  uint64_t in_last;
} cx_trace_cursor;

/* How many of a part's events are in the temporary file. */
uint64_t cx_trace_in_file(const cx_trace *trace, uint32_t part);

/* A cursor at the first event. file: room for those in the temporary file, borrowed by the cursor. Thread safe for
** different parts. */
cx_status cx_trace_open(const cx_trace *trace, uint32_t part, cx_trace_event *file, cx_trace_cursor *cursor,
                        cx_error *error);

/* The next events, *n at least 1, which there must be: a stretch of them that stands together. */
const cx_trace_event *cx_trace_next(cx_trace_cursor *cursor, uint64_t most, uint64_t *n);

/* Bytes in the temporary file. */
uint64_t cx_trace_spilled(const cx_trace *trace);

#endif
