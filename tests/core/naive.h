/*
** naive.h - records read and rows made byte by byte, as slowly as the rules are written
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      a text, a dialect.  Out: what the engine must agree with, whatever its kernel, blocks, threads.
** Owns:    a naive_file owns its copy of the text; a row's texts point there or into the row.
**
** (1) Follows the rules of row.h, cutter.h (3) (4) and window.h (2), and none of their code.
*/
#ifndef CX_TESTS_NAIVE_H
#define CX_TESTS_NAIVE_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "read/dialect.h"
#include "read/problem.h"

#define NAIVE_CELLS 1024

typedef struct naive_row {
  size_t n_cells, length;
  unsigned stray;
  cx_text raw[NAIVE_CELLS];   /* without the '\r' of a record's end; .at NULL: absent */
  cx_text value[NAIVE_CELLS]; /* quotes undone, in the file's encoding */
  char *scratch, *next;
} naive_row;

typedef struct naive_file {
  const cx_dialect *dialect;
  char *text;
  size_t length, at, limit;
  uint64_t record;        /* number of the next one, from 0 */
  bool too_long;          /* a record over the limit was met; there are no more */
  uint32_t n_columns;
  cx_problems problems;   /* rows are records of the text, from 0 */
  naive_row row;
} naive_file;

/* Where the quoted cell that opens at `from` is ended by a delimiter or newline; n when it is not. */
static inline size_t naive_close(const cx_dialect *d, const char *at, size_t n, size_t from,
                                 size_t limit, size_t *inside_end) {
  size_t end = n < limit ? n : limit, i = from + 1;
  for (; i < end; i++) {
    bool escaped = d->escape != 0 && at[i] == d->escape;
    bool doubled = at[i] == d->quote && i + 1 < n && at[i + 1] == d->quote;
    if (escaped || doubled) i++;
    else if (at[i] == d->quote) break;
  }
  if (i + 1 >= end) return n;
  *inside_end = i;
  if (at[i + 1] == d->delimiter || at[i + 1] == d->newline) return i + 1;
  bool ends = d->crlf && at[i + 1] == '\r' && i + 2 < end && at[i + 2] == d->newline;
  return ends ? i + 2 : n;
}

/* Adds the inside of a quoted cell to the row's scratch, its quotes undone. */
static inline void naive_undo(const cx_dialect *d, const char *at, size_t n, naive_row *row) {
  for (size_t i = 0; i < n; i++) {
    bool more = i + 1 < n;
    if (more && at[i] == d->quote && at[i + 1] == d->quote) i++;
    else if (more && d->escape != 0 && at[i] == d->escape &&
             (at[i + 1] == d->quote || at[i + 1] == d->escape || at[i + 1] == d->delimiter ||
              at[i + 1] == d->newline))
      i++;
    *row->next++ = at[i];
  }
}

/* Reads one cell that begins at `from`; returns where it is ended. */
static inline size_t naive_cell(const cx_dialect *d, const char *at, size_t n, size_t from,
                                size_t limit, naive_row *row) {
  size_t i = from, inside_end = 0, c = row->n_cells++;
  assert(c < NAIVE_CELLS);
  while (d->skip_space && d->delimiter != ' ' && at[i] == ' ') i++;
  char *value = row->next;
  for (; d->quote != 0 && i < n && i < limit && at[i] == d->quote; i++) {
    size_t end = naive_close(d, at, n, i, limit, &inside_end);
    if (end < n) {
      naive_undo(d, at + i + 1, inside_end - i - 1, row);
      row->raw[c] = (cx_text){at + from, inside_end + 1 - from};
      row->value[c] = (cx_text){value, (size_t)(row->next - value)};
      return end;
    }
    row->stray++;
    *row->next++ = at[i];
  }
  size_t end = i;
  for (; at[end] != d->delimiter && at[end] != d->newline; end++)
    row->stray += d->quote != 0 && at[end] == d->quote;
  bool cr = d->crlf && end > from && at[end] == d->newline && at[end - 1] == '\r';
  size_t kept = end - i - (cr && end > i);
  memcpy(row->next, at + i, kept);
  row->next += kept;
  row->raw[c] = (cx_text){at + from, end - from - cr};
  row->value[c] = (cx_text){value, (size_t)(row->next - value)};
  return end;
}

/* Reads the record at `at`, which ends with a newline at the latest at at[n - 1]. */
static inline void naive_record(const cx_dialect *d, const char *at, size_t n, size_t limit,
                                naive_row *row) {
  row->n_cells = row->stray = 0;
  row->next = row->scratch;
  size_t end = naive_cell(d, at, n, 0, limit, row);
  while (at[end] != d->newline) end = naive_cell(d, at, n, end + 1, limit, row);
  row->length = end + 1;
}

/* text: the records after the header. limit 0: none. */
static inline void naive_open(naive_file *file, const cx_dialect *d, cx_text text, size_t limit,
                              uint32_t n_columns) {
  *file = (naive_file){.dialect = d, .n_columns = n_columns, .length = text.length};
  file->limit = limit ? limit : SIZE_MAX;
  file->text = malloc(text.length + 2);
  file->row.scratch = malloc(2 * text.length + 2);
  if (text.length > 0) memcpy(file->text, text.at, text.length);
  bool whole = text.length == 0 || file->text[text.length - 1] == d->newline;
  if (!whole) file->text[file->length++] = d->newline; /* cutter (4) */
}

static inline void naive_close_file(naive_file *file) {
  free(file->text);
  free(file->row.scratch);
}

static inline bool naive_is_empty(const naive_file *file, size_t cell) {
  const cx_dialect *d = file->dialect;
  cx_text raw = file->row.raw[cell];
  bool cr = d->crlf && cell + 1 < file->row.n_cells && raw.length > 0 && raw.at[raw.length - 1] == '\r';
  raw.length -= cr;
  return raw.length == 0 ||
         (raw.length == 2 && d->quote != 0 && raw.at[0] == d->quote && raw.at[1] == d->quote);
}

/* window (2): true when the record is a row, then with n_columns cells. */
static inline bool naive_accept(naive_file *file, uint64_t record) {
  naive_row *row = &file->row;
  size_t n = row->n_cells;
  if (row->stray > 0) cx_problems_add(&file->problems, CX_PROBLEM_STRAY_QUOTE, record);
  if (n == file->n_columns) return true;
  if (n == 1 && row->raw[0].length == 0) {
    cx_problems_add(&file->problems, CX_PROBLEM_BLANK_LINE, record);
    return false;
  }
  if (n < file->n_columns) {
    cx_problems_add(&file->problems, CX_PROBLEM_SHORT_ROW, record);
    for (; n < file->n_columns; n++) row->raw[n] = row->value[n] = (cx_text){NULL, 0};
    return true;
  }
  bool empty = true;
  for (size_t i = file->n_columns; i < n; i++) empty &= naive_is_empty(file, i);
  cx_problems_add(&file->problems, empty ? CX_PROBLEM_SURPLUS : CX_PROBLEM_LONG_ROW, record);
  cx_text *last = &row->raw[file->n_columns - 1], *value = &row->value[file->n_columns - 1];
  bool cr = file->dialect->crlf && last->length > 0 && last->at[last->length - 1] == '\r';
  if (cr) last->length--, value->length--; /* the last column's cells never end in '\r' */
  return empty;
}

/* The next row in file->row, which is record number *record; false at the end. */
static inline bool naive_next(naive_file *file, uint64_t *record) {
  while (file->at < file->length && !file->too_long) {
    naive_record(file->dialect, file->text + file->at, file->length - file->at, file->limit,
                 &file->row);
    if (file->row.length > file->limit) {
      file->too_long = true;
      return false;
    }
    file->at += file->row.length;
    *record = file->record++;
    if (naive_accept(file, *record)) return true;
  }
  return false;
}

#endif
