/* fuzz_dialect.c - any bytes as a file, packed or not: rules of read/dialect.h and source.h */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "read/dialect.h"
#include "read/encoding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "broken: %s\n", what);
  abort();
}

static void check_names(const cx_header *header) {
  for (uint32_t i = 0; i < header->n_columns; i++) {
    const cx_text name = cx_text_of(header->name[i]);
    hold(name.length > 0, "no name is empty");
    hold(cx_encoding_is_utf8(name), "names are UTF-8");
    if (i < 100) hold(cx_header_find(header, name) == (long)i, "names are unique");
  }
}

static void check_dialect(const cx_dialect *d, cx_text head) {
  hold(d->delimiter != 0 && d->delimiter != d->newline, "there is a delimiter");
  hold(d->newline == '\n' || d->newline == '\r', "there is a newline");
  hold(d->decimal == '.' || d->decimal == ',', "there is a decimal mark");
  hold(d->data_offset <= head.length, "the data begin within the head");
  hold(d->data_row == (uint64_t)d->skip_rows + d->header_rows + 1, "rows are counted");
}

static void check(cx_source *source) {
  cx_error error = {0};
  cx_dialect dialect = {0};
  cx_header header = {0};
  cx_text head = {NULL, 0};
  bool whole = false;
  if (cx_dialect_guess(&dialect, 0, &header, source, &error) != CX_OK) {
    hold(error.status != CX_OK && error.message[0] != 0, "trouble is said");
    return;
  }
  if (cx_source_head(source, &head, &whole, &error) == CX_OK) check_dialect(&dialect, head);
  check_names(&header);
  cx_header_free(&header);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  cx_source *source = NULL;
  cx_error error = {0};
  const cx_text text = {(const char *)data, size};
  if (cx_source_open_text(&source, text, "text", &error) == CX_OK) check(source);
  cx_source_close(source);
  return 0;
}
