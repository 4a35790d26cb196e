/* fuzz_instant.c - any cells as instants: rule (1) of read/instant.h, the quick way and the slow one agree */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/instant.h"

enum { MOST = 64, BEFORE = 8, BEHIND = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "broken: %s\n", what);
  abort();
}

/* Text that the quick way alone may read otherwise: an order of days that a cell must settle, bytes that are no UTF-8. */
static bool is_plain(const uint8_t *data, size_t size) {
  for (size_t i = 0; i < size; i++) {
    if (data[i] == '/' || data[i] == '"' || data[i] >= 0x80) return false;
  }
  return true;
}

/* One cell after another through the same struct, so that what is remembered of one is met by the next. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const cx_dialect dialect = {.delimiter = ',', .quote = '"', .decimal = '.', .newline = '\n'};
  cx_cell cell = {.dialect = &dialect, .name = "fuzz"};
  cx_instants instants = {0};
  cx_error error;
  while (size > 0) {
    const uint8_t *end = memchr(data, '\n', size);
    size_t whole = end ? (size_t)(end - data) : size, length = whole < MOST ? whole : MOST;
    char *room = calloc(1, BEFORE + length + BEHIND); /* no more than what may be read (instant.h) */
    if (!room) abort();
    memcpy(room + BEFORE, data, length);
    const cx_text raw = {room + BEFORE, length};
    int64_t ms = 1;
    const cx_status status = cx_instant_read(&instants, &cell, raw, &ms, &error);
    cx_instant slow = {CX_NO_TIME, false};
    cx_text trimmed = raw;
    while (trimmed.length > 0 && *trimmed.at == ' ') trimmed = (cx_text){trimmed.at + 1, trimmed.length - 1};
    while (trimmed.length > 0 && trimmed.at[trimmed.length - 1] == ' ') trimmed.length--;
    const bool good = cx_time_instant(trimmed, 0, &slow);
    if (is_plain(data, length)) {
      hold(status == CX_OK, "a plain cell is read or missing");
      hold(ms == (good ? slow.ms : CX_NO_TIME), "both ways give the same");
    }
    free(room);
    data += whole + (end != NULL);
    size -= whole + (end != NULL);
  }
  cx_cell_free(&cell);
  return 0;
}
