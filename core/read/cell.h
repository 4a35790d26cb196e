/*
** cell.h - one raw cell as its value: the slow way, for texts met for the first time
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      a raw cell, as bytes of the file.  Out: its value in UTF-8, quotes undone, trimmed.
** Owns:    its scratch; a value is good until the next one.
**
** (1) Bytes that are no UTF-8 overturn an encoding that was only assumed; else they become U+FFFD and the
**     caller is told.
*/
#ifndef CX_CELL_H
#define CX_CELL_H

#include "read/dialect.h"

typedef struct cx_cell {
  const cx_dialect *dialect;
  const char *name;     /* of the source, for messages */
  char *scratch;
  size_t capacity;
  bool damaged;         /* out: the last value was not UTF-8 */
} cx_cell;

cx_status cx_cell_value(cx_cell *cell, cx_text raw, cx_text *value, cx_error *error);

void cx_cell_free(cx_cell *cell);

#endif
