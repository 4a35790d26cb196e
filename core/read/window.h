/*
** window.h - a few kilobytes of a block as rows of equal width
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      blocks from a cutter (cutter.h), the number of columns.
** Out:     windows: for each row where each of its cells begins and ends.
** Owns:    its block and its marks. A window is good until the next one.
**
** (1) Row r has its marks at mark[r * stride]: first the byte before its first cell, then the stop that
**     ends each cell. A window whose rows all have the right width uses the scan's marks as they are.
** (2) Otherwise the window is evened out: a short row gets absent cells (CX_ABSENT), a long row loses its
**     surplus when that is empty and is left out when it is not, a blank line is left out.
** (3) What is left out or repaired is a problem, with its record's number.
*/
#ifndef CX_WINDOW_H
#define CX_WINDOW_H

#include "read/cutter.h"
#include "base/text.h"
#include "read/problem.h"

#define CX_ABSENT UINT32_MAX /* the length of a cell that its row does not have */

typedef struct cx_window {
  const char *bytes;
  const uint32_t *mark;
  size_t stride;
  uint32_t n_rows;
  uint32_t last_column;    /* whose cells may end in '\r'; CX_ABSENT when none do */
  const uint32_t *record;  /* number of each row's record in its block; NULL: consecutive ... */
  uint32_t first_record;   /* ... from this one */
  uint64_t ticket;
} cx_window;

/* The length of the raw cell that ends at mark[1] and begins after mark[0]. */
static inline uint32_t cx_window_length(const uint32_t *mark) { return mark[1] - mark[0] - 1; }

/* The raw cell of a row; .at is NULL when it is absent. */
static inline cx_text cx_window_cell(const cx_window *window, uint32_t row, uint32_t column) {
  const uint32_t *mark = window->mark + row * window->stride + column;
  uint32_t length = cx_window_length(mark);
  if (length == CX_ABSENT) return (cx_text){NULL, 0};
  const char *at = window->bytes + mark[0] + 1;
  if (column == window->last_column && length > 0 && at[length - 1] == '\r') length--;
  return (cx_text){at, length};
}

/* A row for the receipt: sorts as the file does; cx_cutter_records_before makes it a number. */
static inline uint64_t cx_window_record(const cx_window *window, uint32_t row) {
  uint32_t record = window->record ? window->record[row] : window->first_record + row;
  return window->ticket << 24 | record;
}

typedef struct cx_windows cx_windows;

/* Cutter, kernel and problems are borrowed until it is freed. */
cx_status cx_windows_new(cx_windows **out, cx_cutter *cutter, const cx_kernel *kernel,
                         const cx_dialect *dialect, uint32_t n_columns, cx_problems *problems,
                         cx_error *error);
void cx_windows_free(cx_windows *windows); /* NULL is fine */

/* The next window, or *end. It has at least one row. */
cx_status cx_windows_next(cx_windows *windows, cx_window *window, bool *end, cx_error *error);

/* All records met so far, whatever became of them. */
uint64_t cx_windows_records(const cx_windows *windows);

#endif
