/*
** pass.h - one streaming pass: files in, every tally that a plan needs out
**
**   FILE > ROWS > BATCH > TALLY > metric > goal > report
**
** In:      wanted columns, an `only` filter, one or several tallies to fill; files, one after another.
** Out:     settled tallies and a receipt for each file.
** Owns:    workers, their dictionaries and counters. Borrows the specs and filters until it is freed.
**
** (1) All tallies are filled in the same pass, by all workers, one block at a time.
** (2) The same bytes give the same tallies to the last bit with any number of workers.
** (3) A pass that failed is only good for cx_pass_free.
** (4) read = used + the sum of what was dropped, for every file.
** (5) A tally of pairs is filled through a panel (panel.h), which the caller owns and may fill in two passes.
*/
#ifndef CX_PASS_H
#define CX_PASS_H

#include "count/filter.h"
#include "count/tally.h"
#include "count/tally_spec.h"
#include "read/dialect.h"
#include "read/reader.h"

/* A row asked about by `row_test`. */
typedef struct cx_row_view cx_row_view;

typedef struct cx_pass_spec {
  const cx_column_spec *column;
  size_t n_columns;
  const cx_filter *only;         /* NULL: all rows */
  long weight;                   /* index of the WEIGHT column, or -1: every row weighs 1 */
  const cx_tally_spec *tally;
  size_t n_tallies;
  unsigned threads;              /* 0: CXLUA_THREADS, else the processors there are */
  const char *kernel;            /* NULL: CXLUA_KERNEL, else the best there is */
  size_t record_limit;           /* 0: 8 MB */
  size_t block_size;             /* 0: 256 KB; for tests, a multiple of 64 */
  /* Called on the calling thread now and then; false stops the pass with CX_INTERRUPTED. */
  bool (*progress)(void *context, uint64_t done, uint64_t total);
  /* NULL, or an extra `where` asked row by row on the calling thread (the pass then has one worker):
  ** 1 passes, 0 does not, -1 fails the pass with CX_CALLBACK. */
  int (*row_test)(void *context, const cx_row_view *row);
  void *context;
} cx_pass_spec;

/* Scores met that have no place on their scale, for the receipt. */
typedef struct cx_odd_answer {
  uint32_t column;
  uint16_t bin;      /* the reason it was given */
  cx_text text;
  uint64_t n;
} cx_odd_answer;

typedef struct cx_file_receipt {
  uint64_t bytes;
  uint64_t read;     /* records after the header */
  uint64_t used;     /* of them in the design */
  cx_problems problems;
} cx_file_receipt;

typedef struct cx_pass cx_pass;

cx_status cx_pass_new(cx_pass **out, const cx_pass_spec *spec, cx_error *error);

/* Reads one file whole. Columns are found by name in header. */
cx_status cx_pass_file(cx_pass *pass, cx_source *source, const cx_dialect *dialect,
                       const cx_header *header, cx_file_receipt *receipt, cx_error *error);

/* After the last file: tally[i] for spec->tally[i], settled, the caller's to free. When it fails, those that
** were made are freed and NULL again. */
cx_status cx_pass_finish(cx_pass *pass, cx_tally **tally, cx_error *error);

/* After cx_pass_finish: odd answers, most frequent first for each column; borrowed from the pass. */
const cx_odd_answer *cx_pass_odd(const cx_pass *pass, size_t *n);

void cx_pass_free(cx_pass *pass); /* NULL is fine */

/* The value of a cell of the row, by index in the header, in UTF-8, quotes undone, good until the next call
** with the same view; ->at is NULL when the row is too short. Bytes that overturn the encoding are an error:
** nobody may take such a cell for an absent one. */
cx_status cx_row_view_cell(const cx_row_view *row, uint32_t column, cx_text *value, cx_error *error);

/*
** Rows one at a time, for the caller's own logic: the slow way.
*/
typedef struct cx_rows cx_rows;

/* Opens; spec->column are those of the filters, found by name in header. Of the tallies only the first one's
** `where` is looked at. Source, dialect, header and spec are borrowed until the close. */
cx_status cx_rows_open(cx_rows **out, const cx_pass_spec *spec, cx_source *source,
                       const cx_dialect *dialect, const cx_header *header, cx_error *error);

/* Asks for the rows of several tallies at once, before the first row: those that pass the `where` of any of the first n
** (at least 1, at most there are). */
void cx_rows_any(cx_rows *rows, size_t n);

/* The next row that passes `only` and tally[0].where, or *row = NULL at the end. */
cx_status cx_rows_next(cx_rows *rows, const cx_row_view **row, cx_error *error);

/* Whether the row that was given last passes the `where` of tally t. */
bool cx_rows_passes(const cx_rows *rows, size_t t);

void cx_rows_close(cx_rows *rows); /* NULL is fine */

#endif
