/*
** row.h - one record read exactly, byte by byte: what the fast scan must agree with
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      bytes from the first byte of a record, and the dialect.
** Out:     where each cell ends, where the record ends, how many stray quotes it held.
** Owns:    its marks. Borrows the bytes during a call.
**
** (1) A quote opens only at the start of a cell (after spaces, when skip_space).
** (2) It closes at the first quote that is not doubled (or escaped); what follows must be a
**     delimiter, the record's end or the end of the bytes. If something else follows, or no
**     close comes within the record limit, the opening quote is data: the cell is read again
**     from the next byte, which may itself open a quoted cell (without skipping spaces again).
** (3) A quote inside an unquoted cell is data.
** (4) Each quote that (2) or (3) makes data is counted in `stray`, once.
** (5) A record ends at an unquoted newline; with crlf a '\r' just before it is not in the cell.
*/
#ifndef CX_ROW_H
#define CX_ROW_H

#include "read/dialect.h"

typedef enum cx_row_state {
  CX_ROW_WHOLE, /* a record was read; marks and length hold it */
  CX_ROW_MORE,  /* the bytes end inside the record and more may come */
  CX_ROW_END    /* there were no bytes */
} cx_row_state;

struct cx_row_known { /* row.c's own: from..to was searched for a closing quote */
  size_t from, to;
  bool closes;
};

typedef struct cx_row {
  uint32_t *mark;    /* mark[i]: offset of the delimiter or newline that ends cell i */
  size_t n_cells;
  size_t capacity;   /* of mark */
  size_t length;     /* bytes of the record with its newline */
  unsigned stray;    /* rule (4) */
  bool failed;       /* an allocation failed; the record is not to be used */
  bool follows;      /* set by the caller before a call (which clears it): bytes.at is the byte
                     ** right after the record read last, in the same text; saves searches */
  struct cx_row_known known;
} cx_row;

/* Reads the record that begins at bytes.at. `last`: no more bytes will follow, so the end of the
** bytes ends the record; `limit`: rule (2), a closing quote and what follows it must lie within
** that many bytes. Row starts zeroed and is used again from call to call. A record without
** newline is CX_ROW_MORE at any length, the caller gives up; of an open quote only below limit. */
cx_row_state cx_row_read(cx_row *row, const cx_dialect *dialect, cx_text bytes, bool last,
                         size_t limit);

/* Cell i of the record at `at`, raw: quotes still there, '\r' of (5) not. */
cx_text cx_row_cell(const cx_row *row, const cx_dialect *dialect, const char *at, size_t i);

/* A raw cell as its value: quotes undone by the same rules, spaces skipped when skip_space, still in
** the file's encoding. Points into raw or into scratch, which must hold raw.length bytes. */
cx_text cx_row_value(const cx_dialect *dialect, cx_text raw, char *scratch);

void cx_row_free(cx_row *row);

#endif
