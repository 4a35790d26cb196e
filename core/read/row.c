/* row.c - see row.h for the rules */
#include "read/row.h"

#include <stdlib.h>

/*
** A closing quote is the last of a run of quotes, found from inside a quoted cell, whose length
** is odd: pairs are doubled quotes. Where a search begins does not matter as long as it begins
** outside a run, so one search answers for every cell that it passes: `known` keeps it, and no
** byte of a record is searched twice, however many quotes in it fail to close.
*/
typedef struct search {
  const char *at;
  size_t end;       /* nothing from here on is looked at: the bytes or the limit end */
  bool end_is_last; /* the bytes end here for good, so that a quote may close here */
  bool end_is_soft; /* more bytes may come */
  char quote, escape;
  struct cx_row_known *known;
} search;

typedef enum found { FOUND, NOT_FOUND, CUT_OFF } found;


static size_t run_of(const char *at, size_t from, size_t end, char quote) {
  size_t i = from;
  while (i < end && at[i] == quote) i++;
  return i - from;
}


/* The next quote or escape at or after `from`; end when there is none. */
static size_t next_special(const search *s, size_t from) {
  if (s->escape == 0) {
    const char *p = from < s->end ? memchr(s->at + from, s->quote, s->end - from) : NULL;
    return p != NULL ? (size_t)(p - s->at) : s->end;
  }
  size_t i = from;
  while (i < s->end && s->at[i] != s->quote && s->at[i] != s->escape) i++;
  return i;
}


/* Searches on from known->to for an odd run; known->to is then the offset after it. */
static found search_on(const search *s) {
  struct cx_row_known *known = s->known;
  for (size_t i = next_special(s, known->to); i < s->end; i = next_special(s, i)) {
    known->to = i;
    if (s->escape != 0 && s->at[i] == s->escape) {
      if (i + 1 >= s->end) break;
      i += 2;
      continue;
    }
    size_t run = run_of(s->at, i, s->end, s->quote);
    if (i + run == s->end && !s->end_is_last) return s->end_is_soft ? CUT_OFF : NOT_FOUND;
    i += run;
    if (run % 2 == 1) {
      known->to = i;
      known->closes = true;
      return FOUND;
    }
    known->to = i;
  }
  if (known->to < s->end && s->at[known->to] != s->escape) known->to = s->end;
  return s->end_is_soft ? CUT_OFF : NOT_FOUND;
}


/* The offset after the quote that closes a cell whose inside goes on at `from`, outside a run. */
static found find_close(const search *s, size_t from, size_t *after) {
  struct cx_row_known *known = s->known;
  if (from < known->from || from > known->to || (known->closes && from == known->to))
    *known = (struct cx_row_known){.from = from, .to = from};
  found result = known->closes ? FOUND : search_on(s);
  *after = known->to;
  return result;
}


/* Rule (2): may a cell end at `after`, the offset behind a quote? *mark is then what ends it. */
static found follows(const search *s, const cx_dialect *dialect, size_t after, size_t *mark) {
  *mark = after;
  if (after >= s->end) {
    if (s->end_is_last) return FOUND;
    return s->end_is_soft ? CUT_OFF : NOT_FOUND;
  }
  char c = s->at[after];
  if (c == dialect->delimiter || c == dialect->newline) return FOUND;
  if (!dialect->crlf || c != '\r') return NOT_FOUND;
  if (after + 1 >= s->end) return s->end_is_soft ? CUT_OFF : NOT_FOUND;
  *mark = after + 1;
  return s->at[after + 1] == dialect->newline ? FOUND : NOT_FOUND;
}


/*
** The quoted cell whose opening run begins at `from`: *n_data of its quotes are data. Opening with
** the first quote of the run or with the second are the only two cases: a third leaves
** the same parity as the first.
*/
static found read_quoted(const search *s, const cx_dialect *dialect, size_t from, size_t *n_data,
                         size_t *mark) {
  size_t run = run_of(s->at, from, s->end, s->quote);
  if (from + run == s->end && s->end_is_soft) return CUT_OFF;
  for (size_t skipped = 0; skipped < 2 && skipped < run; skipped++) {
    size_t after = from + run;
    found closed = FOUND;
    if ((run - skipped) % 2 == 1) closed = find_close(s, from + run, &after);
    if (closed == FOUND) closed = follows(s, dialect, after, mark);
    if (closed == CUT_OFF) return CUT_OFF;
    *n_data = skipped;
    if (closed == FOUND) return FOUND;
  }
  *n_data = run;
  return NOT_FOUND;
}


/* The end of an unquoted cell; quotes on the way are data (3). */
static size_t read_plain(cx_text bytes, const cx_dialect *dialect, size_t from, unsigned *stray) {
  const char delimiter = dialect->delimiter, newline = dialect->newline, quote = dialect->quote;
  size_t i = from;
  for (; i < bytes.length; i++) {
    char c = bytes.at[i];
    if (c == delimiter || c == newline) break;
    if (c == quote && quote != 0) (*stray)++;
  }
  return i;
}


static bool push_mark(cx_row *row, size_t mark) {
  if (row->n_cells == row->capacity) {
    size_t capacity = row->capacity == 0 ? 64 : row->capacity * 2;
    uint32_t *grown = realloc(row->mark, capacity * sizeof *grown);
    if (grown == NULL) return false;
    row->mark = grown;
    row->capacity = capacity;
  }
  row->mark[row->n_cells++] = (uint32_t)mark;
  return true;
}


static size_t skip_spaces(const cx_dialect *dialect, cx_text bytes, size_t from) {
  if (!dialect->skip_space || dialect->delimiter == ' ') return from;
  while (from < bytes.length && bytes.at[from] == ' ') from++;
  return from;
}


/* Reads one cell from *at; *at is then the offset of what ends it. */
static found read_cell(cx_row *row, const search *s, const cx_dialect *dialect, cx_text bytes,
                       size_t *at) {
  size_t from = skip_spaces(dialect, bytes, *at);
  if (dialect->quote != 0 && from < s->end && bytes.at[from] == dialect->quote) {
    size_t n_data = 0, mark = 0;
    found closed = read_quoted(s, dialect, from, &n_data, &mark);
    if (closed == CUT_OFF) return CUT_OFF;
    row->stray += (unsigned)n_data;
    if (closed == FOUND) {
      *at = mark;
      return FOUND;
    }
    from += n_data;
  }
  *at = read_plain(bytes, dialect, from, &row->stray);
  return FOUND;
}


static search start_search(cx_row *row, const cx_dialect *dialect, cx_text bytes, bool last,
                           size_t limit) {
  if (!row->follows || row->known.to > bytes.length)
    row->known = (struct cx_row_known){0, 0, false};
  row->follows = false;
  return (search){.at = bytes.at,
                  .end = bytes.length < limit ? bytes.length : limit,
                  .end_is_last = last && bytes.length < limit,
                  .end_is_soft = !last && bytes.length < limit,
                  .quote = dialect->quote,
                  .escape = dialect->escape,
                  .known = &row->known};
}


/* What was searched, seen from the record that follows. */
static void carry_known(cx_row *row) {
  struct cx_row_known *known = &row->known;
  if (known->to < row->length || known->to == known->from) {
    *known = (struct cx_row_known){0, 0, false};
    return;
  }
  known->from = known->from > row->length ? known->from - row->length : 0;
  known->to -= row->length;
}


cx_row_state cx_row_read(cx_row *row, const cx_dialect *dialect, cx_text bytes, bool last,
                         size_t limit) {
  if (bytes.length > UINT32_MAX - 1) {
    bytes.length = UINT32_MAX - 1;
    last = false;
  }
  search s = start_search(row, dialect, bytes, last, limit);
  row->n_cells = 0;
  row->length = 0;
  row->stray = 0;
  row->failed = false;
  if (bytes.length == 0) return last ? CX_ROW_END : CX_ROW_MORE;
  for (size_t at = 0;; at++) {
    if (read_cell(row, &s, dialect, bytes, &at) == CUT_OFF) return CX_ROW_MORE;
    if (at >= bytes.length && !last) return CX_ROW_MORE;
    if (!push_mark(row, at)) row->failed = true;
    bool ends = row->failed || at >= bytes.length || bytes.at[at] == dialect->newline;
    if (!ends) continue;
    row->length = at < bytes.length ? at + 1 : bytes.length;
    carry_known(row);
    return CX_ROW_WHOLE;
  }
}


cx_text cx_row_cell(const cx_row *row, const cx_dialect *dialect, const char *at, size_t i) {
  size_t from = i == 0 ? 0 : (size_t)row->mark[i - 1] + 1;
  size_t to = row->mark[i];
  bool before_newline = i + 1 == row->n_cells && to < row->length;
  if (dialect->crlf && before_newline && to > from && at[to - 1] == '\r') to--;
  return (cx_text){at + from, to - from};
}


/* The inside of a quoted cell, appended to scratch with doubled and escaped bytes undone. */
static size_t undo(const cx_dialect *dialect, cx_text inside, char *scratch, size_t length) {
  for (size_t i = 0; i < inside.length; i++) {
    char c = inside.at[i];
    if (i + 1 < inside.length) {
      char next = inside.at[i + 1];
      bool doubled = c == dialect->quote && next == c;
      bool escaped = dialect->escape != 0 && c == dialect->escape &&
                     (next == dialect->quote || next == c || next == dialect->delimiter ||
                      next == dialect->newline);
      if (doubled || escaped) {
        c = next;
        i++;
      }
    }
    scratch[length++] = c;
  }
  return length;
}


/* The number of opening quotes that are data, when raw (from its first quote) is a quoted cell. */
static bool is_quoted(const cx_dialect *dialect, cx_text raw, size_t *n_data) {
  struct cx_row_known known = {0, 0, false};
  search s = {.at = raw.at, .end = raw.length, .end_is_last = true, .quote = dialect->quote,
              .escape = dialect->escape, .known = &known};
  size_t run = run_of(raw.at, 0, raw.length, dialect->quote);
  for (*n_data = 0; *n_data < 2 && *n_data < run; ++*n_data) {
    size_t after = run;
    found closed = FOUND;
    if ((run - *n_data) % 2 == 1) closed = find_close(&s, run, &after);
    if (closed == FOUND && after == raw.length) return true;
  }
  return false;
}


static bool needs_undoing(const cx_dialect *dialect, cx_text inside) {
  if (inside.length == 0) return false;
  if (memchr(inside.at, dialect->quote, inside.length) != NULL) return true;
  return dialect->escape != 0 && memchr(inside.at, dialect->escape, inside.length) != NULL;
}


cx_text cx_row_value(const cx_dialect *dialect, cx_text raw, char *scratch) {
  size_t from = skip_spaces(dialect, raw, 0);
  raw = (cx_text){raw.at + from, raw.length - from};
  size_t n_data = 0;
  if (raw.length == 0 || dialect->quote == 0 || raw.at[0] != dialect->quote ||
      !is_quoted(dialect, raw, &n_data))
    return raw;
  cx_text inside = {raw.at + n_data + 1, raw.length - n_data - 2};
  if (n_data == 0 && !needs_undoing(dialect, inside)) return inside;
  if (n_data == 1) scratch[0] = dialect->quote;
  return (cx_text){scratch, undo(dialect, inside, scratch, n_data)};
}


void cx_row_free(cx_row *row) {
  free(row->mark);
  *row = (cx_row){0};
}
