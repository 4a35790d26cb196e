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
** (4) An event is kept as two words, or as three where feelings or overall scores are wanted: less memory is more speed.
** (5) Events come in runs, each of one block of the file; a run's place says where the block stood, so that the runs
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

#define CX_TRACE_CODES 1024u                           /* codes of events are below it */
#define CX_TRACE_EARLIEST (INT64_C(62135596800000))    /* milliseconds from the year 1 to 1970 */

/* An event as words (4). A moment of the years 1 to 9999, zones and all, fits the 54 bits above the code. */
static inline void cx_trace_pack(const cx_trace_event *event, unsigned words, uint64_t *to) {
  to[0] = event->key;
  to[1] = (uint64_t)(event->ms + CX_TRACE_EARLIEST + 86400000) << 10 | event->event;
  if (words == 3) to[2] = (uint64_t)event->overall << 16 | event->feeling;
}

static inline cx_trace_event cx_trace_unpack(const uint64_t *from, unsigned words) {
  return (cx_trace_event){.key = from[0],
                          .ms = (int64_t)(from[1] >> 10) - CX_TRACE_EARLIEST - 86400000,
                          .event = (uint16_t)(from[1] & (CX_TRACE_CODES - 1)),
                          .feeling = words == 3 ? (uint16_t)from[2] : UINT16_MAX,
                          .overall = words == 3 ? (uint16_t)(from[2] >> 16) : UINT16_MAX};
}

/* memory: bytes, at least one chunk's; folder: of the temporary file, borrowed; words: 2 or 3 (4). */
cx_status cx_trace_new(cx_trace **out, size_t memory, const char *folder, unsigned words, cx_error *error);
void cx_trace_free(cx_trace *trace); /* NULL is fine */

static inline uint32_t cx_trace_part(uint64_t key) { return (uint32_t)(cx_hash_finish(key) >> 55); }

/* Adds n events, each of as many words, of the block at a place; places never go back. */
cx_status cx_trace_add(cx_trace *trace, uint64_t place, const uint64_t *event, uint32_t n, cx_error *error);

/* How many events a part has; its runs. */
uint64_t cx_trace_count(const cx_trace *trace, uint32_t part);
const cx_trace_run *cx_trace_runs(const cx_trace *trace, uint32_t part, size_t *n);

/* A place among the events of a part, from the first to the last in the order they came. */
typedef struct cx_trace_cursor {
  const uint64_t *at, *end;       /* the stretch at hand ... */
  const void *next;               /* ... and the chunk after it */
  const void *last;
  uint64_t in_last, in_chunk;     /* words */
  unsigned words;
} cx_trace_cursor;

/* How many of a part's events are in the temporary file. */
uint64_t cx_trace_in_file(const cx_trace *trace, uint32_t part);

/* A cursor at the first event. file: room for those in the temporary file, borrowed by the cursor. Thread safe for
** different parts. */
cx_status cx_trace_open(const cx_trace *trace, uint32_t part, uint64_t *file, cx_trace_cursor *cursor,
                        cx_error *error);

/* The next events, *n at least 1, which there must be: a stretch of them that stands together. */
const uint64_t *cx_trace_next(cx_trace_cursor *cursor, uint64_t most, uint64_t *n);

/* Bytes in the temporary file. */
uint64_t cx_trace_spilled(const cx_trace *trace);

#endif
