/* header.c - the names of the columns; see dialect.h (4) and dialect_guess.h (4) */
#include <stdio.h>
#include <stdlib.h>

#include "read/dialect_guess.h"
#include "read/encoding.h"

typedef struct header_rows {
  const cx_dialect *dialect;
  const cx_dialect_head *head;
  cx_row *row;
  const char **at; /* where each row begins */
  size_t n;
  size_t *span;    /* for each row: the last column that was not blank, + 1 */
  char *joined;    /* of the column at hand */
  char *scratch;
} header_rows;

typedef struct entry {
  char *name;    /* NULL: free */
  uint32_t next; /* the number that a repetition of it gets at the soonest */
} entry;

typedef struct names {
  entry *entry;
  size_t mask;
} names;


static void release_rows(header_rows *h) {
  for (size_t i = 0; h->row != NULL && i < h->n; i++) cx_row_free(&h->row[i]);
  free(h->row);
  free(h->at);
  free(h->span);
  free(h->joined);
  free(h->scratch);
}


/* Reads the header's records; a file may have fewer than it is said to. */
static bool read_rows(header_rows *h, size_t offset, size_t n) {
  size_t end = h->head->text.length, total = n + 1;
  h->row = calloc(n + 1, sizeof *h->row);
  h->at = calloc(n + 1, sizeof *h->at);
  h->span = calloc(n + 1, sizeof *h->span);
  if (h->row == NULL || h->at == NULL || h->span == NULL) return false;
  for (; h->n < n && offset < end; h->n++) {
    cx_row *row = &h->row[h->n];
    cx_text rest = {h->head->text.at + offset, end - offset};
    if (cx_row_read(row, h->dialect, rest, h->head->whole, CX_DIALECT_LIMIT) != CX_ROW_WHOLE)
      break;
    if (row->failed) return false;
    h->at[h->n] = rest.at;
    total += row->length + 1;
    offset += row->length;
  }
  h->joined = malloc(total);
  h->scratch = malloc(total);
  return h->joined != NULL && h->scratch != NULL;
}


static cx_text cell(header_rows *h, size_t row, size_t column) {
  if (column >= h->row[row].n_cells) return (cx_text){"", 0};
  cx_text raw = cx_row_cell(&h->row[row], h->dialect, h->at[row], column);
  return cx_row_value(h->dialect, raw, h->scratch);
}


/* Appends a cell to h->joined with a blank between; newlines inside become blanks, NULs go. */
static size_t append(header_rows *h, size_t n, cx_text text) {
  size_t start = n;
  bool blank = n > 0;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.at[i];
    if (c == 0) continue;
    if (c == '\n' || c == '\r' || c == '\t' || c == ' ') {
      blank = blank || n > start;
      if (c == ' ' && n > start) h->joined[n++] = ' ', blank = false;
      continue;
    }
    if (blank && n > 0 && h->joined[n - 1] != ' ') h->joined[n++] = ' ';
    blank = false;
    h->joined[n++] = c;
  }
  while (n > start && h->joined[n - 1] == ' ') n--;
  return n;
}


/* What the header says of a column: its cells joined, a blank one filled from its left when the
** last row has something below it. */
static cx_text join_column(header_rows *h, size_t column, bool names_in_first) {
  size_t n = 0, last = h->n - 1;
  if (names_in_first) return (cx_text){h->joined, append(h, 0, cell(h, 0, column))};
  bool below = h->n > 1 && cell(h, last, column).length > 0;
  for (size_t i = 0; i < h->n; i++) {
    cx_text text = cell(h, i, column);
    if (text.length > 0) {
      h->span[i] = column + 1;
    } else if (i < last && below && h->span[i] > 0) {
      text = cell(h, i, h->span[i] - 1);
    }
    n = append(h, n, text);
  }
  return (cx_text){h->joined, n};
}


/* A copy in UTF-8; what is not becomes U+FFFD. */
static char *copy_utf8(cx_text text, bool windows) {
  size_t widest = cx_encoding_is_ascii(text) ? 1 : 3;
  char *name = malloc(widest * text.length + 1);
  if (name == NULL) return NULL;
  size_t n = 0;
  if (windows) {
    n = cx_encoding_from_windows(text, name);
  } else {
    while (text.length > 0) {
      bool valid;
      size_t good = cx_encoding_utf8_prefix(text, &valid);
      memcpy(name + n, text.at, good);
      n += good;
      if (good < text.length) {
        memcpy(name + n, "\xEF\xBF\xBD", 3);
        n += 3;
        good++;
      }
      text.at += good;
      text.length -= good;
    }
  }
  name[n] = 0;
  return name;
}


static entry *find_entry(const names *set, const char *name) {
  uint64_t h = UINT64_C(14695981039346656037);
  for (const char *p = name; *p != 0; p++) h = (h ^ (unsigned char)*p) * 1099511628211u;
  h ^= h >> 29;
  size_t i = (size_t)h & set->mask;
  while (set->entry[i].name != NULL && strcmp(set->entry[i].name, name) != 0)
    i = (i + 1) & set->mask;
  return &set->entry[i];
}


/* name (owned) or, when it is taken, a free one made from it; NULL when memory fails. */
static char *make_unique(names *set, char *name, bool *renamed) {
  entry *taken = find_entry(set, name);
  *renamed = taken->name != NULL;
  while (taken->name != NULL) {
    size_t room = strlen(taken->name) + 16;
    char *other = malloc(room);
    if (other == NULL) {
      free(name);
      return NULL;
    }
    snprintf(other, room, "%s.%u", taken->name, (unsigned)taken->next++);
    entry *free_one = find_entry(set, other);
    if (free_one->name != NULL) {
      free(other);
      continue;
    }
    free(name);
    name = other;
    taken = free_one;
  }
  *taken = (entry){.name = name, .next = 2};
  return name;
}


static bool name_column(cx_header *header, names *set, cx_text said, bool windows, size_t column) {
  char number[32];
  bool empty = said.length == 0, renamed = false;
  if (empty) {
    snprintf(number, sizeof number, "column %zu", column + 1);
    said = cx_text_of(number);
  }
  char *name = copy_utf8(said, windows);
  if (name != NULL) name = make_unique(set, name, &renamed);
  if (name == NULL) return false;
  header->name[header->n_columns++] = name;
  header->n_renamed += empty || renamed;
  return true;
}


static bool name_all(cx_header *header, header_rows *h, const cx_dialect_layout *layout) {
  names set = {NULL, 15};
  while (set.mask < 2 * (size_t)layout->n_columns) set.mask = 2 * set.mask + 1;
  set.entry = calloc(set.mask + 1, sizeof *set.entry);
  header->name = calloc((size_t)layout->n_columns + 1, sizeof *header->name);
  bool done = set.entry != NULL && header->name != NULL;
  bool windows = h->dialect->encoding == CX_WINDOWS_1252;
  for (size_t i = 0; done && i < layout->n_columns; i++) {
    cx_text said = {"", 0};
    if (h->n > 0) said = join_column(h, i, layout->names_in_first);
    done = name_column(header, &set, said, windows, i);
  }
  free(set.entry);
  if (h->dialect->header_rows == 0) header->n_renamed = 0; /* nothing was there to be renamed */
  return done;
}


cx_status cx_header_read(cx_header *out, const cx_dialect *dialect,
                         const cx_dialect_layout *layout, const cx_dialect_head *head,
                         cx_error *error) {
  header_rows h = {.dialect = dialect, .head = head};
  cx_header header = {0, NULL, 0};
  bool done = read_rows(&h, layout->header_offset, dialect->header_rows) &&
              name_all(&header, &h, layout);
  release_rows(&h);
  if (!done) {
    cx_header_free(&header);
    return cx_error_memory(error, head->name);
  }
  *out = header;
  return CX_OK;
}


long cx_header_find(const cx_header *header, cx_text name) {
  for (uint32_t i = 0; i < header->n_columns; i++) {
    const char *own = header->name[i];
    if (strncmp(own, name.at, name.length) == 0 && own[name.length] == 0) return (long)i;
  }
  return -1;
}


void cx_header_free(cx_header *header) {
  for (uint32_t i = 0; header->name != NULL && i < header->n_columns; i++) free(header->name[i]);
  free(header->name);
  *header = (cx_header){0, NULL, 0};
}
