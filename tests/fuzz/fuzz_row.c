/* fuzz_row.c - any bytes as records: rules of read/row.h
**
** The first two bytes choose the dialect and the limit; the rest is read whole, with what was
** searched carried on, and cut at a place that the third byte chooses.
*/
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "read/row.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "broken: %s\n", what);
  abort();
}

static cx_dialect choose(uint8_t byte) {
  static const char delimiters[] = {',', ';', '\t', ' '};
  return (cx_dialect){.delimiter = delimiters[byte & 3],
                      .quote = byte & 4 ? '\'' : '"',
                      .escape = byte & 8 ? '\\' : 0,
                      .newline = byte & 16 ? '\r' : '\n',
                      .crlf = (byte & 48) == 32,
                      .skip_space = byte & 64};
}

static void check_record(const cx_row *row, const cx_dialect *dialect, cx_text rest) {
  hold(row->length > 0 && row->length <= rest.length, "a record within the bytes");
  hold(row->n_cells > 0, "a record has a cell");
  char *scratch = malloc(row->length);
  for (size_t i = 0; i < row->n_cells; i++) {
    size_t from = i == 0 ? 0 : (size_t)row->mark[i - 1] + 1;
    hold(row->mark[i] >= from && row->mark[i] <= row->length, "marks go on");
    cx_text raw = cx_row_cell(row, dialect, rest.at, i);
    hold(cx_row_value(dialect, raw, scratch).length <= raw.length, "a value is no longer");
  }
  free(scratch);
}

static bool same(const cx_row *a, const cx_row *b) {
  return a->length == b->length && a->n_cells == b->n_cells && a->stray == b->stray &&
         memcmp(a->mark, b->mark, a->n_cells * sizeof *a->mark) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 3) return 0;
  const cx_dialect dialect = choose(data[0]);
  const size_t limit = data[1] & 1 ? (size_t)1 << 20 : data[1];
  const cx_text text = {(const char *)data + 3, size - 3};
  cx_row carried = {0}, fresh = {0}, cut = {0};
  for (size_t at = 0; at < text.length; at += carried.length) {
    const cx_text rest = {text.at + at, text.length - at};
    carried.follows = at > 0;
    hold(cx_row_read(&carried, &dialect, rest, true, limit) == CX_ROW_WHOLE, "a record is read");
    check_record(&carried, &dialect, rest);
    cx_row_read(&fresh, &dialect, rest, true, limit);
    hold(same(&carried, &fresh), "what is carried changes nothing");
    const cx_text part = {rest.at, data[2] < rest.length ? data[2] : rest.length};
    if (cx_row_read(&cut, &dialect, part, false, limit) == CX_ROW_WHOLE)
      hold(same(&cut, &fresh), "a cut changes nothing");
  }
  cx_row_free(&carried);
  cx_row_free(&fresh);
  cx_row_free(&cut);
  return 0;
}
