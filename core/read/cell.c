/* cell.c - see cell.h */
#include "read/cell.h"

#include <stdlib.h>

#include "read/encoding.h"
#include "read/row.h"
#include "read/value.h"

/* Scratch for the value without quotes, and for the same in UTF-8. */
static cx_status reserve(cx_cell *cell, size_t length, cx_error *error) {
  size_t need = 4 * length + 16;
  if (need <= cell->capacity) return CX_OK;
  char *scratch = realloc(cell->scratch, 2 * need);
  if (scratch == NULL) return cx_error_memory(error, cell->name);
  cell->scratch = scratch;
  cell->capacity = 2 * need;
  return CX_OK;
}

/* Valid stretches as they are, each byte between them as U+FFFD. */
static cx_text replace_invalid(cx_text text, char *to) {
  size_t n = 0;
  while (text.length > 0) {
    bool valid;
    size_t good = cx_encoding_utf8_prefix(text, &valid);
    memcpy(to + n, text.at, good);
    n += good;
    text = (cx_text){text.at + good, text.length - good};
    if (text.length == 0) break;
    memcpy(to + n, "\xef\xbf\xbd", 3);
    n += 3;
    text = (cx_text){text.at + 1, text.length - 1};
  }
  return (cx_text){to, n};
}

cx_status cx_cell_value(cx_cell *cell, cx_text raw, cx_text *value, cx_error *error) {
  cx_status status = reserve(cell, raw.length, error);
  if (status != CX_OK) return status;
  cell->damaged = false;
  cx_text text = cx_row_value(cell->dialect, raw, cell->scratch);
  char *to = cell->scratch + raw.length;
  if (cell->dialect->encoding == CX_WINDOWS_1252) {
    text = (cx_text){to, cx_encoding_from_windows(text, to)};
  } else if (!cx_encoding_is_utf8(text)) {
    if (cell->dialect->assumed & CX_KNOWN_ENCODING)
      return cx_error_set(error, CX_OVERTURNED, cell->name,
                          "encoding is not UTF-8 after all; set encoding = \"windows-1252\"");
    cell->damaged = true;
    text = replace_invalid(text, to);
  }
  *value = cx_value_trim(text);
  return CX_OK;
}

void cx_cell_free(cx_cell *cell) {
  free(cell->scratch);
  *cell = (cx_cell){0};
}
