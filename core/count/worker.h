/*
** worker.h - one thread of a pass: batches from its reader into its counters
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      a cutter that all workers share.
** Out:     counters full of counts; a tally of problems for the file at hand.
** Owns:    its reader, counters and filter memories. Borrows the pass's spec.
**
** (1) A worker touches nothing that another one writes, but the cutter.
** (2) After an error it stops the cutter, so that all others end too.
*/
#ifndef CX_WORKER_H
#define CX_WORKER_H

#include "count/counter.h"
#include "count/moment_part.h"
#include "count/panel.h"
#include "count/pass.h"

struct cx_row_view {
  const cx_window *window;
  uint32_t row;
  cx_cell *cell;
};

typedef struct cx_worker {
  const cx_pass_spec *spec;
  const bool *keeps;
  cx_reader *reader;
  cx_counter **counter;     /* one for each tally ... */
  cx_panel **panel;         /* ... or one of these, where it holds pairs ... */
  cx_moment_part **moments; /* ... or one of these, where its rows go into moments */
  cx_filter_memory **where; /* one for each tally that has a where */
  cx_filter_memory *only;
  cx_count design;          /* of all files */
  uint64_t used;            /* in the file at hand */
  uint64_t before, last;    /* panel.h, (2): what stands before the file at hand; behind the last row */
  cx_problems problems;     /* of the file at hand, the reader's and `only` */
  cx_cell view_cell;
  cx_cutter *cutter;
  cx_source *source;
  bool calls_back;          /* the calling thread: progress, row_test */
  cx_status status;
  cx_error error;
} cx_worker;

/* The kernel of that name, of CXLUA_KERNEL for NULL, or the best there is; the message begins with who asked. */
cx_status cx_worker_kernel(const cx_kernel **out, const char *name, cx_error *error);

cx_status cx_worker_open(cx_worker *worker, const cx_pass_spec *spec, const bool *keeps,
                         cx_error *error);
void cx_worker_close(cx_worker *worker);

/* Reads blocks of the file until there are none; the outcome is in status and error. */
void cx_worker_run(cx_worker *worker);

/* Which rows of the batch are in the design and in tally t; for workers and row iterators. */
cx_status cx_worker_only(cx_worker *worker, const cx_batch *batch, uint8_t *in, cx_error *error);
cx_status cx_worker_where(cx_worker *worker, size_t t, const cx_batch *batch, uint8_t *in,
                          cx_error *error);

#endif
