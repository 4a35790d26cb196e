/*
** cells.h - a window of one column, made from texts, for the tests of what reads windows
**
**   file > ROWS > batch > tally > metric > goal > report
*/
#ifndef CX_TESTS_CELLS_H
#define CX_TESTS_CELLS_H

#include <assert.h>
#include <string.h>

#include "read/window.h"

#define CELLS_MOST 512

typedef struct cells {
  char bytes[1 << 16];
  uint32_t mark[2 * CELLS_MOST + 1];
  size_t n_bytes;
  cx_window window;
} cells;

/* Begins; cr: the column is the file's last, and its records end in "\r\n". */
static inline void cells_begin(cells *c, bool cr) {
  memset(c->bytes, 0x5a, sizeof c->bytes);
  c->n_bytes = 64;
  c->window = (cx_window){.bytes = c->bytes, .mark = c->mark, .stride = 2};
  c->window.last_column = cr ? 0 : CX_ABSENT;
}

/* Adds a cell; .at NULL: the row is too short. */
static inline void cells_add(cells *c, cx_text text) {
  uint32_t *mark = c->mark + 2 * c->window.n_rows++;
  assert(c->window.n_rows <= CELLS_MOST && c->n_bytes + text.length + 80 < sizeof c->bytes);
  mark[0] = (uint32_t)c->n_bytes++;
  mark[1] = mark[0];
  if (text.at == NULL) return;
  if (text.length > 0) memcpy(c->bytes + c->n_bytes, text.at, text.length);
  c->n_bytes += text.length;
  if (c->window.last_column == 0) c->bytes[c->n_bytes++] = '\r';
  mark[1] = (uint32_t)c->n_bytes;
  c->bytes[c->n_bytes++] = '\n';
}

#endif
