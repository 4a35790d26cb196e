/*
** dialect.h - how a file writes its rows, guessed from its first megabyte or told
**
**   FILE > rows > batch > tally > metric > goal > report
**
** In:      the head of a source (source.h) and what the caller already knows.
** Out:     one cx_dialect, which guesses it rests on, and the column names.
** Owns:    the names. Borrows the head only during the call.
**
** (1) Guesses are made by structure over many records, never from the first line alone.
** (2) What the caller names is never guessed again.
** (3) Two delimiters that explain the file equally well are a question to the user: CX_NOT_CSV
**     naming both.
** (4) Names are unique and never empty: a repeated name gets ".2", an empty one is "column N".
** (5) A guess that rests on evidence in the head stands; a later cell that contradicts it is a problem of
**     the data. One that rests on nothing (only ASCII seen, no decimal mark seen) is `assumed`.
** (6) Records end in LF (CRLF); in CR where no LF stands outside quotes, or where CRs are ten times as
**     many as LFs and the records between them have an even width: LFs are then part of cells.
*/
#ifndef CX_DIALECT_H
#define CX_DIALECT_H

#include "read/source.h"

typedef struct cx_dialect {
  cx_encoding encoding;  /* of the file; the bytes handed out are UTF-8 or Windows-1252 */
  char delimiter;        /* ',' ';' '\t' '|' or ' ' */
  char quote;            /* '"' or '\''; 0 when nothing is quoted */
  char escape;           /* '\\' before a quote; 0: a quote is doubled */
  char newline;          /* '\n', or '\r' (rule 6) */
  bool crlf;             /* a '\r' before newline belongs to the record's end */
  bool skip_space;       /* spaces after a delimiter are not part of the cell */
  char decimal;          /* '.' or ',' */
  char day_order;        /* 'd': d/m/y, 'm': m/d/y, 0: not settled; asked only of slashed dates */
  unsigned assumed;      /* CX_KNOWN_ENCODING, _DECIMAL, _DAY_ORDER: nothing in the head speaks for or
                         ** against the value, so that a later row may overturn it (rule 5) */
  uint32_t skip_rows;    /* records before the header: preamble, "sep=;" */
  uint32_t header_rows;  /* 0: no header, the names are "column 1", ... */
  uint64_t data_offset;  /* first byte of the first record after the header (derived) */
  uint64_t data_row;     /* its record number in the file, from 1 (derived) */
} cx_dialect;

/* Which members of a cx_dialect the caller has named; the others are guessed. */
enum {
  CX_KNOWN_ENCODING = 1, CX_KNOWN_DELIMITER = 2, CX_KNOWN_QUOTE = 4, CX_KNOWN_ESCAPE = 8,
  CX_KNOWN_NEWLINE = 16, CX_KNOWN_SPACE = 32, CX_KNOWN_DECIMAL = 64, CX_KNOWN_DAY_ORDER = 128,
  CX_KNOWN_SKIP_ROWS = 256, CX_KNOWN_HEADER_ROWS = 512
};

typedef struct cx_header {
  uint32_t n_columns;
  char **name;           /* UTF-8, unique, each ended by a NUL */
  uint32_t n_renamed;    /* names that had to be made unique or were empty */
} cx_header;

/* Completes *dialect (whose known members are set) from the source's head and reads the names.
** header is the caller's to free with cx_header_free. */
cx_status cx_dialect_guess(cx_dialect *dialect, unsigned known, cx_header *header,
                           cx_source *source, cx_error *error);

/* The index of a column, or -1. */
long cx_header_find(const cx_header *header, cx_text name);

/* Frees the names and empties the header; an empty one is fine. */
void cx_header_free(cx_header *header);

#endif
