/*
** journey.h - a file of events into the paths of its cases, in two phases
**
**   FILE > ROWS > BATCH > TALLY > metric > goal > report
**
** In:      files of events in any order: which case, what, when; perhaps a feeling and an overall score.
** Out:     paths (path.h), and where every row went.
** Owns:    its readers, traces (trace.h) and names of cases. Borrows its spec until it is freed.
**
** (1) First all workers read, and part the events by case; then they take the parts in turn, put each case's events in
**     the order of time, and count its path. The same bytes give the same counts with any number of workers.
** (2) Events of a case at the same moment keep the order of the file, and of the files.
** (3) A row without a case, an event or a moment is left out and counted, under the first of these that it lacks.
** (4) Memory: `memory` bytes for events, then a temporary file (trace.h); besides, one part of the cases for each
**     worker, at least as much as the longest case; names of cases that are no numbers; different paths.
** (5) Moments are instants in UTC (time.h, 11): files of mixed zones are in order.
** (6) A case's overall score is its last one.
** (7) A journey that failed is only good for cx_journey_free.
*/
#ifndef CX_JOURNEY_H
#define CX_JOURNEY_H

#include "count/pass.h"
#include "count/path.h"

#define CX_JOURNEY_MEMORY ((size_t)512 << 20)
#define CX_JOURNEY_ACTIVITIES 1000u /* the most */

/* What is known of an activity by its name. */
typedef struct cx_journey_role {
  cx_text activity;
  uint8_t what, phase; /* path.h */
} cx_journey_role;

typedef struct cx_journey_spec {
  const cx_pass_spec *pass;   /* columns, only, threads, kernel, limits, progress; no tallies, no weight */
  cx_text case_name, time_name; /* columns that are read here */
  uint32_t event;             /* LABEL column with max_labels CX_JOURNEY_ACTIVITIES */
  long feeling, overall;      /* SCORE columns, or -1 */
  const double *feeling_of;   /* of each answer's bin: deviation from the neutral one, at most 32768 */
  const double *overall_of;
  const cx_journey_role *role;
  size_t n_roles;
  size_t most_variants;       /* that are put in order, the most frequent ones; 0: all */
  size_t memory;              /* 0: CX_JOURNEY_MEMORY */
  const char *folder;         /* NULL: TMPDIR, else /tmp */
} cx_journey_spec;

typedef struct cx_journey_rows {
  uint64_t no_case, no_event, no_time; /* left out (3) */
  uint64_t zoned, zoneless;            /* moments with a zone, and without */
  uint64_t spilled;                    /* bytes in temporary files */
} cx_journey_rows;

typedef struct cx_journey cx_journey;

cx_status cx_journey_new(cx_journey **out, const cx_journey_spec *spec, cx_error *error);
void cx_journey_free(cx_journey *journey); /* NULL is fine */

/* Reads one file whole. Columns are found by name in header. */
cx_status cx_journey_file(cx_journey *journey, cx_source *source, const cx_dialect *dialect, const cx_header *header,
                          cx_file_receipt *receipt, cx_error *error);

/* After the last file: the paths, of the variants the first most_variants in order; the journey's own. */
cx_status cx_journey_finish(cx_journey *journey, const cx_paths **paths, cx_error *error);

/* After that: activities in the order of their bytes; roles that no event has are left out. */
cx_text cx_journey_activity(const cx_journey *journey, uint32_t code);

cx_journey_rows cx_journey_count(const cx_journey *journey);

#endif
