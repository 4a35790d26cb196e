/* cells.c - for tests: a file's dialect, names and cells as JSON on standard output
**
** cells [option=value ...] FILE
** Options name members of the dialect: delimiter quote escape newline ("cr" or "lf") skip_space
** decimal skip_rows header_rows encoding ("windows"). Rows are padded to the names' number; empty
** cells past it are dropped unless raw=1.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/dialect.h"
#include "read/encoding.h"
#include "read/row.h"

static int is_raw;


static void print_text(cx_text text) {
  putchar('"');
  for (size_t i = 0; i < text.length; i++) {
    unsigned char c = (unsigned char)text.at[i];
    if (c == '"' || c == '\\') {
      printf("\\%c", c);
    } else if (c < 0x20) {
      printf("\\u%04x", c);
    } else {
      putchar(c);
    }
  }
  putchar('"');
}


static void print_value(const cx_dialect *dialect, cx_text raw) {
  char *scratch = malloc(raw.length + 1), *wide = malloc(3 * raw.length + 1);
  if (scratch == NULL || wide == NULL) exit(3);
  cx_text value = cx_row_value(dialect, raw, scratch);
  if (dialect->encoding == CX_WINDOWS_1252)
    value = (cx_text){wide, cx_encoding_from_windows(value, wide)};
  print_text(value);
  free(scratch);
  free(wide);
}


static void print_row(const cx_dialect *dialect, const cx_row *row, const char *at, size_t n) {
  size_t n_cells = row->n_cells;
  while (!is_raw && n_cells > n && cx_row_cell(row, dialect, at, n_cells - 1).length == 0)
    n_cells--;
  for (size_t i = 0; i < n_cells || (!is_raw && i < n); i++) {
    if (i > 0) putchar(',');
    if (i < n_cells) {
      print_value(dialect, cx_row_cell(row, dialect, at, i));
    } else {
      printf("\"\"");
    }
  }
}


/* All bytes of the source, read in order in odd pieces. */
static cx_text read_all(cx_source *source, cx_error *error) {
  size_t room = 0, n = 0, got = 1;
  char *all = NULL;
  while (got > 0) {
    if (room - n < 4097) all = realloc(all, room = 2 * room + 8192);
    if (all == NULL || cx_source_read(source, all + n, 4097, &got, error) != CX_OK) exit(3);
    n += got;
  }
  return (cx_text){all, n};
}


static void print_rows(const cx_dialect *dialect, const cx_header *header, cx_text all) {
  cx_row row = {0};
  unsigned long stray = 0;
  int first = 1;
  printf("\"rows\":[");
  for (size_t at = dialect->data_offset; at < all.length; at += row.length) {
    cx_text rest = {all.at + at, all.length - at};
    row.follows = at > dialect->data_offset;
    if (cx_row_read(&row, dialect, rest, true, (size_t)8 << 20) != CX_ROW_WHOLE) break;
    stray += row.stray;
    int blank = row.n_cells == 1 && cx_row_cell(&row, dialect, rest.at, 0).length == 0;
    if (blank && !is_raw) continue;
    printf(first ? "\n[" : ",\n[");
    print_row(dialect, &row, rest.at, header->n_columns);
    putchar(']');
    first = 0;
  }
  printf("],\n\"stray\":%lu}\n", stray);
  cx_row_free(&row);
}


static void print_dialect(const cx_dialect *d, const cx_header *header) {
  static const char *const encodings[] = {"utf8", "windows", "utf16le", "utf16be"};
  printf("{\"encoding\":\"%s\",\"delimiter\":", encodings[d->encoding]);
  print_text((cx_text){&d->delimiter, 1});
  printf(",\"quote\":");
  print_text((cx_text){&d->quote, d->quote != 0});
  printf(",\"escape\":");
  print_text((cx_text){&d->escape, d->escape != 0});
  printf(",\"newline\":\"%s\",\"skip_space\":%s,\"decimal\":\"%c\",\"day_order\":\"%.1s\",",
         d->newline == '\r' ? "cr" : d->crlf ? "crlf" : "lf", d->skip_space ? "true" : "false",
         d->decimal, d->day_order != 0 ? &d->day_order : "");
  printf("\"skip_rows\":%u,\"header_rows\":%u,\"data_offset\":%llu,\"data_row\":%llu,",
         (unsigned)d->skip_rows, (unsigned)d->header_rows, (unsigned long long)d->data_offset,
         (unsigned long long)d->data_row);
  printf("\"renamed\":%u,\"names\":[", (unsigned)header->n_renamed);
  for (uint32_t i = 0; i < header->n_columns; i++) {
    if (i > 0) putchar(',');
    print_text(cx_text_of(header->name[i]));
  }
  printf("],\n");
}


static unsigned set_option(cx_dialect *d, const char *name, const char *value) {
  static const struct { const char *name; unsigned known; } options[] = {
      {"delimiter", CX_KNOWN_DELIMITER}, {"quote", CX_KNOWN_QUOTE}, {"escape", CX_KNOWN_ESCAPE},
      {"newline", CX_KNOWN_NEWLINE}, {"skip_space", CX_KNOWN_SPACE}, {"raw", 0},
      {"decimal", CX_KNOWN_DECIMAL}, {"skip_rows", CX_KNOWN_SKIP_ROWS},
      {"header_rows", CX_KNOWN_HEADER_ROWS}, {"encoding", CX_KNOWN_ENCODING}};
  size_t i = 0;
  while (i < sizeof options / sizeof *options && strcmp(options[i].name, name) != 0) i++;
  if (i == sizeof options / sizeof *options) exit(2);
  switch (options[i].known) {
    case CX_KNOWN_DELIMITER: d->delimiter = value[0]; break;
    case CX_KNOWN_QUOTE: d->quote = value[0]; break;
    case CX_KNOWN_ESCAPE: d->escape = value[0]; break;
    case CX_KNOWN_NEWLINE: d->newline = strcmp(value, "cr") == 0 ? '\r' : '\n'; break;
    case CX_KNOWN_SPACE: d->skip_space = value[0] == '1'; break;
    case CX_KNOWN_DECIMAL: d->decimal = value[0]; break;
    case CX_KNOWN_SKIP_ROWS: d->skip_rows = (uint32_t)atoi(value); break;
    case CX_KNOWN_HEADER_ROWS: d->header_rows = (uint32_t)atoi(value); break;
    case CX_KNOWN_ENCODING: d->encoding = value[0] == 'w' ? CX_WINDOWS_1252 : CX_UTF8; break;
    default: is_raw = value[0] == '1';
  }
  return options[i].known;
}


int main(int argc, char **argv) {
  cx_dialect dialect = {0};
  cx_header header = {0};
  cx_error error = {0};
  cx_source *source = NULL;
  unsigned known = 0;
  for (int i = 1; i + 1 < argc; i++) {
    char *equals = strchr(argv[i], '=');
    if (equals == NULL) return 2;
    *equals = 0;
    known |= set_option(&dialect, argv[i], equals + 1);
  }
  if (argc < 2) return 2;
  if (cx_source_open(&source, argv[argc - 1], &error) != CX_OK ||
      cx_dialect_guess(&dialect, known, &header, source, &error) != CX_OK) {
    printf("{\"error\":\"%s\"}\n", cx_error_code(error.status));
    fprintf(stderr, "%s: %s\n", error.place, error.message);
    cx_source_close(source);
    return 1;
  }
  cx_text all = read_all(source, &error);
  print_dialect(&dialect, &header);
  print_rows(&dialect, &header, all);
  free((void *)(uintptr_t)all.at);
  cx_header_free(&header);
  cx_source_close(source);
  return 0;
}
