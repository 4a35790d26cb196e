/* dialect_layout.c - where the header begins and ends; see (2)-(4) of dialect_guess.h */
#include <stdlib.h>

#include "read/dialect_guess.h"

#define MOST 200u         /* records looked at */
#define MOST_PREAMBLE 100u
#define MOST_HEADER 5u

typedef struct layout {
  const cx_dialect *dialect;
  const cx_dialect_head *head;
  cx_row row;
  size_t open;         /* the record that row holds */
  size_t *start;       /* n + 1 of them */
  uint32_t *width, *effective; /* cells; cells up to the last that is not empty */
  size_t n;
  uint32_t mode;       /* the commonest width */
  char *scratch;
  bool *typed;         /* of a column: numbers or dates */
  bool failed;
} layout;


static bool allocate(layout *l, size_t most) {
  l->start = calloc(most + 1, sizeof *l->start);
  l->width = calloc(most, sizeof *l->width);
  l->effective = calloc(most, sizeof *l->effective);
  l->scratch = malloc(l->head->text.length + 1);
  return l->start != NULL && l->width != NULL && l->effective != NULL && l->scratch != NULL;
}


static void release(layout *l) {
  cx_row_free(&l->row);
  free(l->start);
  free(l->width);
  free(l->effective);
  free(l->scratch);
  free(l->typed);
}


static cx_text value(const layout *l, size_t column) {
  const char *at = l->head->text.at + l->start[l->open];
  return cx_row_value(l->dialect, cx_row_cell(&l->row, l->dialect, at, column), l->scratch);
}


static uint32_t effective_width(const layout *l) {
  size_t n = l->row.n_cells;
  while (n > 0 && cx_dialect_kind_of(value(l, n - 1)) == CX_DIALECT_EMPTY) n--;
  return (uint32_t)n;
}


/* Reads the first records, `most` at the most, and notes where they begin. */
static bool load(layout *l, size_t most) {
  cx_text text = l->head->text;
  if (!allocate(l, most)) return false;
  for (size_t at = 0; l->n < most; l->n++) {
    cx_text rest = {text.at + at, text.length - at};
    l->row.follows = at > 0;
    if (cx_row_read(&l->row, l->dialect, rest, l->head->whole, CX_DIALECT_LIMIT) != CX_ROW_WHOLE)
      break;
    if (l->row.failed) return false;
    l->open = l->n;
    l->start[l->n] = at;
    l->width[l->n] = (uint32_t)l->row.n_cells;
    l->effective[l->n] = effective_width(l);
    at += l->row.length;
    l->start[l->n + 1] = at;
  }
  return true;
}


/* Holds record i in row, so that its cells can be asked for. */
static void open_record(layout *l, size_t i) {
  cx_text text = l->head->text;
  cx_text rest = {text.at + l->start[i], text.length - l->start[i]};
  cx_row_read(&l->row, l->dialect, rest, l->head->whole, CX_DIALECT_LIMIT);
  l->open = i;
  if (!l->row.failed) return;
  l->failed = true;
  l->row.n_cells = 0;
}


/* Of equals the wider, or else the one that comes first: later tables do not widen the first. */
static uint32_t commonest_width(const layout *l, size_t from, bool wider) {
  uint32_t best = 1;
  size_t most = 0;
  for (size_t i = from; i < l->n; i++) {
    size_t same = 0;
    for (size_t j = from; j < l->n; j++) same += l->width[j] == l->width[i];
    if (l->effective[i] == 0 && l->width[i] == 1) continue; /* a blank line */
    if (same > most || (wider && same == most && l->width[i] > best)) {
      most = same;
      best = l->width[i];
    }
  }
  return best;
}


static bool is_typed(cx_dialect_kind kind) {
  return kind == CX_DIALECT_NUMBER || kind == CX_DIALECT_DATE;
}


/* Which columns hold numbers or dates in the rows after `row`, as far from it as there are. */
static bool find_typed(layout *l, size_t row) {
  uint32_t *counts = calloc(l->mode, 2 * sizeof *counts);
  free(l->typed);
  l->typed = calloc(l->mode, sizeof *l->typed);
  bool done = counts != NULL && l->typed != NULL;
  size_t after = l->n - row - 1;
  size_t from = row + 1 + (after / 2 < MOST_HEADER ? after / 2 : MOST_HEADER);
  for (size_t i = from; done && i < l->n; i++) {
    open_record(l, i);
    for (size_t c = 0; c < l->row.n_cells && c < l->mode; c++) {
      cx_dialect_kind kind = cx_dialect_kind_of(value(l, c));
      counts[2 * c] += kind != CX_DIALECT_EMPTY;
      counts[2 * c + 1] += is_typed(kind);
    }
  }
  for (size_t c = 0; done && c < l->mode; c++)
    l->typed[c] = counts[2 * c] > 0 && counts[2 * c + 1] * 5 >= counts[2 * c] * 4;
  free(counts);
  return done;
}


static uint64_t hash(cx_text text) {
  uint64_t h = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < text.length; i++) h = (h ^ (unsigned char)text.at[i]) * 1099511628211u;
  return h;
}


typedef struct evidence {
  size_t text, typed; /* cells of the one kind and the other in columns of numbers and dates */
  bool varies;        /* the text cells are not all one word */
  size_t any_typed;   /* cells of that kind in any column */
} evidence;

static evidence weigh(layout *l, size_t row) {
  evidence e = {0, 0, false, 0};
  uint64_t word = 0;
  open_record(l, row);
  for (size_t c = 0; c < l->row.n_cells && c < l->mode; c++) {
    cx_text cell = value(l, c);
    cx_dialect_kind kind = cx_dialect_kind_of(cell);
    e.any_typed += is_typed(kind);
    if (!l->typed[c] || kind == CX_DIALECT_EMPTY) continue;
    if (is_typed(kind)) {
      e.typed++;
      continue;
    }
    uint64_t h = hash(cell);
    if (e.text > 0 && h != word) e.varies = true;
    word = h;
    e.text++;
  }
  return e;
}


/* True when most words of a row stand in the same columns of later rows: it is no header. */
static bool is_repeated(layout *l, size_t row) {
  uint64_t *word = calloc(l->mode, sizeof *word);
  size_t n_words = 0, n_seen = 0;
  if (word == NULL) {
    l->failed = true;
    return false;
  }
  open_record(l, row);
  for (size_t c = 0; c < l->row.n_cells && c < l->mode; c++) {
    cx_text cell = value(l, c);
    word[c] = cell.length > 0 ? hash(cell) | 1 : 0;
    n_words += word[c] != 0;
  }
  for (size_t i = row + 1; i < l->n; i++) {
    open_record(l, i);
    for (size_t c = 0; c < l->row.n_cells && c < l->mode; c++) {
      if (word[c] == 0 || (hash(value(l, c)) | 1) != word[c]) continue;
      word[c] = 0;
      n_seen++;
    }
  }
  free(word);
  return n_seen > 0 && n_seen * 2 >= n_words;
}


/* (3) for the first row of the table. */
static bool is_header(layout *l, size_t row) {
  if (row + 1 >= l->n) { /* nothing below to compare with */
    open_record(l, row);
    size_t n_typed = 0;
    for (size_t c = 0; c < l->row.n_cells; c++)
      n_typed += is_typed(cx_dialect_kind_of(value(l, c)));
    return n_typed * 2 <= l->effective[row];
  }
  if (!find_typed(l, row)) {
    l->failed = true;
    return true;
  }
  evidence e = weigh(l, row);
  if (e.typed > e.text) return false;
  return e.text > 0 || !is_repeated(l, row);
}


static bool begins(const layout *l, size_t column, const char *with) {
  if (column >= l->row.n_cells) return false;
  cx_text cell = value(l, column);
  size_t n = strlen(with);
  return cell.length >= n && memcmp(cell.at, with, n) == 0;
}


static bool record_begins(layout *l, size_t i, const char *with) {
  if (i >= l->n) return false;
  open_record(l, i);
  return begins(l, 0, with);
}


/* (4) The header rows of a known export, 0 when it is none. */
static uint32_t known_header(layout *l, size_t row, bool *names_in_first) {
  *names_in_first = true;
  if (record_begins(l, row + 2, "{\"ImportId\"") || record_begins(l, row + 2, "{'ImportId'"))
    return 3;
  if (record_begins(l, row + 1, "{\"ImportId\"") || record_begins(l, row + 1, "{'ImportId'"))
    return 2;
  if (record_begins(l, row, "V1") && record_begins(l, row + 1, "ResponseID")) return 2;
  *names_in_first = false;
  if (!record_begins(l, row, "Respondent ID") && !record_begins(l, row, "RespondentID")) return 0;
  if (row + 1 >= l->n || l->effective[row + 1] == 0) return 1;
  open_record(l, row + 1);
  return cx_dialect_kind_of(value(l, 0)) == CX_DIALECT_EMPTY ? 2 : 1;
}


/* (3) and (4): the header rows of a table that begins at `row`. */
static uint32_t count_header(layout *l, size_t row, bool *names_in_first) {
  uint32_t known = known_header(l, row, names_in_first);
  if (known > 0) return known;
  if (!is_header(l, row) || l->failed) return 0;
  uint32_t n = 1;
  while (n < MOST_HEADER && row + n + 1 < l->n) {
    evidence e = weigh(l, row + n);
    if (e.any_typed > 0 || e.text < 2 || !e.varies) break;
    n++;
  }
  return n;
}


/* (2) Records before the table; `strict`: only what cannot be a row of it. */
static size_t skip_preamble(const layout *l, size_t from, bool strict) {
  size_t i = from;
  for (; i < l->n && i - from < MOST_PREAMBLE; i++) {
    bool blank = l->effective[i] == 0 && l->width[i] == 1;
    bool lone = l->mode > 1 && l->width[i] == 1;
    bool narrow = l->mode > 1 && l->effective[i] * 2 < l->mode;
    if (!blank && !lone && (strict || !narrow)) return i;
  }
  return from;
}


static void find_rows(layout *l, unsigned known, uint32_t skip, cx_dialect *dialect,
                      cx_dialect_layout *out) {
  bool knows_header = (known & CX_KNOWN_HEADER_ROWS) != 0;
  size_t row = dialect->skip_rows;
  if ((known & CX_KNOWN_SKIP_ROWS) == 0) row = skip_preamble(l, skip, false);
  uint32_t header = row < l->n ? count_header(l, row, &out->names_in_first) : 0;
  if ((known & CX_KNOWN_SKIP_ROWS) == 0 && (knows_header ? dialect->header_rows : header) == 0) {
    row = skip_preamble(l, skip, true);
    header = row < l->n ? count_header(l, row, &out->names_in_first) : 0;
  }
  dialect->skip_rows = (uint32_t)row;
  if (!knows_header) dialect->header_rows = header;
  if (dialect->header_rows != header) out->names_in_first = false;
}


/* Columns: those of the header without empty ones at its end that no row has, and those of the
** rows when they hold something there. */
static uint32_t count_columns(layout *l, const cx_dialect *dialect) {
  size_t from = dialect->skip_rows, to = from + dialect->header_rows;
  uint32_t named = 0, widest = 0, rows = 0;
  for (size_t i = from; i < to && i < l->n; i++) {
    if (l->effective[i] > named) named = l->effective[i];
    if (l->width[i] > widest) widest = l->width[i];
  }
  if (dialect->header_rows == 0 || to >= l->n) return widest > l->mode ? widest : l->mode;
  uint32_t common = commonest_width(l, to, false);
  for (size_t i = to; i < l->n; i++)
    if (l->width[i] == common && l->effective[i] > rows) rows = l->effective[i];
  uint32_t n = named > rows ? named : rows;
  uint32_t shared = widest < common ? widest : common; /* empty everywhere, but there */
  return n > shared ? n : shared;
}


/* True when nothing stands in the records from `from` on. */
static bool is_blank(const layout *l, size_t from) {
  for (size_t i = from; i < l->n; i++)
    if (l->effective[i] > 0 || l->width[i] > 1) return false;
  return true;
}


static void lay_out(layout *l, unsigned known, uint32_t skip, cx_dialect *dialect,
                    cx_dialect_layout *out) {
  bool blank = is_blank(l, skip);
  l->mode = commonest_width(l, skip < l->n ? skip : 0, true);
  if (!blank) {
    find_rows(l, known, skip, dialect, out);
    out->n_columns = count_columns(l, dialect);
  } else {
    if ((known & CX_KNOWN_SKIP_ROWS) == 0) dialect->skip_rows = skip;
    if ((known & CX_KNOWN_HEADER_ROWS) == 0) dialect->header_rows = 0;
  }
  size_t data = (size_t)dialect->skip_rows + dialect->header_rows;
  size_t first = dialect->skip_rows;
  out->n_records = l->n;
  out->header_offset = l->start[first < l->n ? first : l->n];
  dialect->data_offset = l->start[data < l->n ? data : l->n];
  dialect->data_row = data + 1;
}


cx_status cx_dialect_layout_find(cx_dialect *dialect, unsigned known, uint32_t skip,
                                 const cx_dialect_head *head, cx_dialect_layout *out,
                                 cx_error *error) {
  layout l = {.dialect = dialect, .head = head};
  size_t most = MOST;
  if ((known & CX_KNOWN_SKIP_ROWS) != 0) most += dialect->skip_rows;
  if ((known & CX_KNOWN_HEADER_ROWS) != 0) most += dialect->header_rows;
  *out = (cx_dialect_layout){0};
  if (!load(&l, most)) l.failed = true;
  if (!l.failed) lay_out(&l, known, skip, dialect, out);
  bool failed = l.failed;
  release(&l);
  return failed ? cx_error_memory(error, head->name) : CX_OK;
}
