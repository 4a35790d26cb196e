/*
** reader.h - one worker's way from a file's blocks to batches of decoded columns
**
**   file > rows > BATCH > tally > metric > goal > report
**
** In:      a cutter that hands out blocks of whole records; which columns are wanted and as what.
** Out:     batches, each good until the next call; problems for the receipt.
** Owns:    its dictionaries, its arrays, its block. Borrows the cutter and the column specs.
**
** (1) Only wanted columns are decoded.
** (2) A row with too few cells is read: what is absent is missing, reason "short row".
** (3) A row with too many cells is read when the surplus is empty, else it is left out and counted.
** (4) A blank line is left out and counted, when there is more than one column.
** (5) Where a weight is declared, a row whose weight is absent, no number, negative or over 10^9 is left
**     out and counted; a weight of zero is kept.
** (6) A cell that is no moment is one problem, however many wanted columns are made of it: moments, hours, days.
*/
#ifndef CX_READER_H
#define CX_READER_H

#include "base/error.h"
#include "read/batch.h"
#include "read/cutter.h"
#include "read/problem.h"
#include "read/scale.h"
#include "read/time.h"

typedef enum cx_label_kind {
  CX_LABEL_TEXT,   /* the cell's value, trimmed */
  CX_LABEL_BUCKET, /* the calendar bucket of a moment; what is no moment is "" and a problem */
  CX_LABEL_HASH    /* hash of the value mod n_hash, as "0" .. ; for jackknife buckets */
} cx_label_kind;

typedef struct cx_column_spec {
  cx_column_kind kind;
  cx_text name;            /* in the header; for HASH the empty name hashes the whole record */
  cx_scale scale;          /* SCORE */
  cx_label_kind label;     /* LABEL */
  cx_bucket bucket;        /* LABEL_BUCKET */
  uint32_t n_hash;         /* LABEL_HASH */
  uint32_t max_labels;     /* LABEL: more distinct texts are an error naming the column; 0: 1,000,000 */
} cx_column_spec;

typedef struct cx_reader cx_reader;

/* A reader of these columns, borrowed until it is freed. weight: index of the WEIGHT column, or -1.
** keeps[i]: the dictionary of LABEL column i is kept whole; the others, which only filters look at, may be
** emptied between batches. */
cx_status cx_reader_new(cx_reader **out, const cx_column_spec *column, size_t n_columns, long weight,
                        const bool *keeps, cx_error *error);
void cx_reader_free(cx_reader *reader); /* NULL is fine */

/* Begins a file: columns are found by name in header. Everything is borrowed until the next file. */
cx_status cx_reader_begin(cx_reader *reader, cx_cutter *cutter, const cx_kernel *kernel,
                          const cx_dialect *dialect, const cx_header *header, const char *name,
                          cx_error *error);

/* The next batch, or *end. It has at least one row. */
cx_status cx_reader_next(cx_reader *reader, const cx_batch **batch, bool *end, cx_error *error);

/* What happened in this file: records, problems (rows as cx_window_record), slashed dates that nothing settled. */
uint64_t cx_reader_records(const cx_reader *reader);
const cx_problems *cx_reader_problems(const cx_reader *reader);
uint64_t cx_reader_unsettled(const cx_reader *reader);

/* The window of the last batch, for row views; its odd scores (scale.h) by column. */
const cx_window *cx_reader_window(const cx_reader *reader);
const cx_scores *cx_reader_scores(const cx_reader *reader, size_t column);
const cx_labels *cx_reader_labels(const cx_reader *reader, size_t column);

#endif
