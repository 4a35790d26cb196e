/* window.c - see window.h */
#include "read/window.h"

#include <stdlib.h>
#include <string.h>

#define WORDS 256u /* of a window, 16 KB: its marks stay in the nearest cache */

/* An array of marks that grows. */
typedef struct mark_list {
  uint32_t *at;
  size_t n, capacity;
} mark_list;

struct cx_windows {
  cx_cutter *cutter;
  const cx_kernel *kernel;
  const cx_dialect *dialect;
  uint32_t n_columns;
  cx_problems *problems;
  cx_block block;
  bool has_block;
  size_t word, last_word;  /* the next to be marked; one past the block's last */
  uint64_t inside;
  size_t handed_out;       /* marks of the window before */
  mark_list scan;              /* the byte before the row at hand, then its stops and those that follow */
  mark_list even, record;      /* rule (2) */
  uint32_t n_records;      /* of this block so far */
  size_t next_stray;
  uint64_t all_records;
};

static cx_status reserve(mark_list *marks, size_t n, cx_error *error) {
  if (n <= marks->capacity) return CX_OK;
  size_t capacity = 2 * n;
  uint32_t *at = realloc(marks->at, capacity * sizeof *at);
  if (at == NULL) return cx_error_memory(error, "");
  marks->at = at;
  marks->capacity = capacity;
  return CX_OK;
}

/* Says how many records the last block held and gets the next one. */
static cx_status next_block(cx_windows *w, bool *end, cx_error *error) {
  if (w->has_block) {
    cx_status status = cx_cutter_count(w->cutter, w->block.ticket, w->n_records, error);
    if (status != CX_OK) return status;
  }
  w->has_block = false;
  cx_status status = cx_cutter_next(w->cutter, &w->block, end, error);
  if (status != CX_OK || *end) return status;
  w->has_block = true;
  w->word = w->block.from / CX_WORD;
  w->last_word = (w->block.to + CX_WORD - 1) / CX_WORD;
  w->inside = 0;
  w->n_records = 0;
  w->next_stray = 0;
  w->scan.n = 1;
  status = reserve(&w->scan, 1, error);
  if (status == CX_OK) w->scan.at[0] = (uint32_t)w->block.from - 1;
  return status;
}

/* Marks the next words; *lines is how many records end among the marks. */
static cx_status mark_words(cx_windows *w, size_t *lines, cx_error *error) {
  size_t to = w->word + WORDS < w->last_word ? w->word + WORDS : w->last_word;
  cx_status status = reserve(&w->scan, w->scan.n + (to - w->word + 1) * CX_WORD, error);
  if (status != CX_OK) return status;
  w->scan.n += w->kernel->mark(&w->block.masks, w->word, to, &w->inside, w->scan.at + w->scan.n,
                               lines);
  w->word = to;
  return CX_OK;
}

/* True when every record among the marks has n_columns cells. */
static bool is_even(const cx_windows *w, size_t lines) {
  size_t n = w->n_columns;
  if (lines * n + 1 > w->scan.n) return false;
  const uint32_t *mark = w->scan.at + n;
  const char *bytes = w->block.bytes, newline = w->dialect->newline;
  unsigned other = 0;
  for (size_t i = 0; i < lines; i++) other |= (unsigned)(bytes[mark[i * n]] ^ newline);
  return other == 0;
}

/* The number of cells of the record whose marks begin at m. */
static size_t count_cells(const cx_windows *w, const uint32_t *m) {
  size_t n = 1;
  while (w->block.bytes[m[n]] != w->dialect->newline) n++;
  return n;
}

/* The cell that ends at m[1] holds nothing but perhaps '\r' or a pair of quotes. */
static bool is_empty(const cx_windows *w, const uint32_t *m) {
  const char *at = w->block.bytes + m[0] + 1;
  size_t length = cx_window_length(m);
  if (length > 0 && w->dialect->crlf && at[length - 1] == '\r') length--;
  return length == 0 || (length == 2 && w->dialect->quote && at[0] == w->dialect->quote &&
                         at[1] == w->dialect->quote);
}

/* Rule (2) for one record with n cells; true when it becomes a row. */
static bool accept(cx_windows *w, const uint32_t *m, size_t n, uint64_t record) {
  if (n == w->n_columns) return true;
  if (n == 1 && is_empty(w, m) && w->block.bytes[m[0] + 1] != w->dialect->quote) {
    cx_problems_add(w->problems, CX_PROBLEM_BLANK_LINE, record);
    return false;
  }
  if (n < w->n_columns) {
    cx_problems_add(w->problems, CX_PROBLEM_SHORT_ROW, record);
    return true;
  }
  bool surplus_is_empty = true;
  for (size_t i = w->n_columns; i < n; i++) surplus_is_empty &= is_empty(w, m + i);
  cx_problems_add(w->problems, surplus_is_empty ? CX_PROBLEM_SURPLUS : CX_PROBLEM_LONG_ROW, record);
  return surplus_is_empty;
}

/* Appends a row of the right width; absent cells end where the last present one does, which is before the
** '\r' of a record's end: only the last column's cells are known to have one. */
static void append(cx_windows *w, const uint32_t *m, size_t n) {
  uint32_t *to = w->even.at + w->even.n;
  size_t present = n < w->n_columns ? n : w->n_columns;
  memcpy(to, m, (present + 1) * sizeof *to);
  bool cr = n < w->n_columns && w->dialect->crlf && cx_window_length(m + n - 1) > 0 &&
            w->block.bytes[m[n] - 1] == '\r';
  to[present] -= cr;
  for (size_t i = present; i < w->n_columns; i++) to[i + 1] = to[present];
  w->even.n += w->n_columns + 1;
  w->record.at[w->record.n] = w->n_records;
}

/* Rule (2) for a window; returns how many marks were used up. */
static cx_status even_out(cx_windows *w, size_t lines, size_t *used, cx_error *error) {
  cx_status status = reserve(&w->record, lines, error);
  w->even.n = w->record.n = 0;
  const uint32_t *m = w->scan.at;
  for (size_t i = 0; i < lines && status == CX_OK; i++) {
    size_t n = count_cells(w, m);
    if (accept(w, m, n, w->block.ticket << 24 | w->n_records)) {
      status = reserve(&w->even, w->even.n + w->n_columns + 1, error);
      if (status != CX_OK) break;
      append(w, m, n);
      w->record.n++;
    }
    w->n_records++;
    m += n;
  }
  *used = (size_t)(m - w->scan.at);
  return status;
}

/* Records with stray quotes among the marks [0, used]: found by where they begin. */
static void note_stray(cx_windows *w, size_t used) {
  uint32_t record = w->n_records;
  for (size_t i = 0; i < used && w->next_stray < w->block.n_stray; i++) {
    if (i > 0 && w->block.bytes[w->scan.at[i]] == w->dialect->newline) record++;
    if (w->scan.at[i] + 1 != w->block.stray[w->next_stray]) continue;
    if (i > 0 && w->block.bytes[w->scan.at[i]] != w->dialect->newline) continue;
    cx_problems_add(w->problems, CX_PROBLEM_STRAY_QUOTE, w->block.ticket << 24 | record);
    w->next_stray++;
  }
}

/* Drops the marks that were handed out; the last one begins the next row. */
static void drop_used(mark_list *scan, size_t used) {
  if (used == 0) return;
  memmove(scan->at, scan->at + used, (scan->n - used) * sizeof *scan->at);
  scan->n -= used;
}

static void describe(cx_windows *w, bool even, uint32_t n_rows, cx_window *window) {
  *window = (cx_window){
      .bytes = w->block.bytes,
      .mark = even ? w->scan.at : w->even.at,
      .stride = even ? w->n_columns : w->n_columns + 1,
      .n_rows = n_rows,
      .last_column = w->dialect->crlf ? w->n_columns - 1 : CX_ABSENT,
      .record = even ? NULL : w->record.at,
      .first_record = w->n_records,
      .ticket = w->block.ticket,
  };
}

/* Fills the window from the marks at hand, whose `lines` records are whole. */
static cx_status fill(cx_windows *w, size_t lines, size_t *used, cx_window *window,
                      cx_error *error) {
  bool even = is_even(w, lines);
  *used = lines * w->n_columns;
  w->all_records += lines;
  if (even) {
    if (w->next_stray < w->block.n_stray) note_stray(w, *used);
    describe(w, true, (uint32_t)lines, window);
    w->n_records += (uint32_t)lines;
    return CX_OK;
  }
  uint32_t first = w->n_records;
  cx_status status = even_out(w, lines, used, error);
  if (w->next_stray < w->block.n_stray) {
    uint32_t now = w->n_records;
    w->n_records = first;
    note_stray(w, *used);
    w->n_records = now;
  }
  describe(w, false, (uint32_t)w->record.n, window);
  return status;
}

cx_status cx_windows_next(cx_windows *w, cx_window *window, bool *end, cx_error *error) {
  drop_used(&w->scan, w->handed_out);
  w->handed_out = 0;
  for (;;) {
    if (!w->has_block || w->word == w->last_word) {
      cx_status status = next_block(w, end, error);
      if (status != CX_OK || *end) return status;
    }
    size_t lines = 0, used = 0;
    cx_status status = mark_words(w, &lines, error);
    if (status == CX_OK && lines > 0) status = fill(w, lines, &used, window, error);
    if (status != CX_OK) return status;
    if (lines > 0 && window->n_rows > 0) {
      w->handed_out = used;
      return CX_OK;
    }
    drop_used(&w->scan, used);
  }
}

uint64_t cx_windows_records(const cx_windows *windows) { return windows->all_records; }

cx_status cx_windows_new(cx_windows **out, cx_cutter *cutter, const cx_kernel *kernel,
                         const cx_dialect *dialect, uint32_t n_columns, cx_problems *problems,
                         cx_error *error) {
  cx_windows *w = calloc(1, sizeof *w);
  if (w == NULL) return cx_error_memory(error, "");
  w->cutter = cutter;
  w->kernel = kernel;
  w->dialect = dialect;
  w->n_columns = n_columns;
  w->problems = problems;
  *out = w;
  return CX_OK;
}

void cx_windows_free(cx_windows *w) {
  if (w == NULL) return;
  cx_block_free(&w->block);
  free(w->scan.at);
  free(w->even.at);
  free(w->record.at);
  free(w);
}
