/*
** counter.h - one worker's counts for one tally, while the pass goes on
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      batches, and which of their rows pass.
** Out:     added to a tally (tally.h) when the pass is over.
** Owns:    its groups and cells. Borrows the spec and the reader's dictionaries.
**
** (1) A group is a combination of codes; its cells are allocated when it is first seen.
** (2) Small weights are summed in packed cells of two 64-bit words: people and weight in one, squares in
**     the other. Before they can overflow they are emptied into exact cells (wide.h).
** (3) Where there are so many cells that emptying would cost more than it saves, exact ones are used alone.
** (4) Answers of an open question are counted in a table of (group, code) pairs.
** (5) More groups than max_groups end the pass at once (limit.h). Groups by one column are its codes; only those
**     that have rows count, looked at again whenever there are twice as many codes.
*/
#ifndef CX_COUNTER_H
#define CX_COUNTER_H

#include "count/tally.h"
#include "count/tally_spec.h"
#include "read/reader.h"

typedef struct cx_counter cx_counter;

/* A counter for spec; columns and reader are borrowed. */
cx_status cx_counter_new(cx_counter **out, const cx_tally_spec *spec, const cx_column_spec *column,
                         const cx_reader *reader, cx_error *error);
void cx_counter_free(cx_counter *counter); /* NULL is fine */

/* Adds n rows of the batch, those listed. */
cx_status cx_counter_add(cx_counter *counter, const cx_batch *batch, const uint32_t *rows, uint32_t n,
                         cx_error *error);

/* Adds all counts to an unsettled tally of the same shape. */
cx_status cx_counter_finish(cx_counter *counter, cx_tally *tally, cx_error *error);

#endif
