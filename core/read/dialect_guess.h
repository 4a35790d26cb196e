/*
** dialect_guess.h - the steps of a guess: kinds, score, layout, marks, names
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      the head of a source.  Out: members of a cx_dialect; the names of a header.
** Owns:    scratch memory during a call. Borrows the head.
**
** Private to dialect*.c and header.c, in the order of use.
**
** (1) Score: the share of records with the commonest number of cells c, times log c, times how
**     plausible the cells are (number, date, empty, quoted, short text). A lone column has its
**     own score, and a blank must be far better than it.
** (2) A run of records before the table that are narrower than half of it is a preamble, when
**     a header follows.
** (3) A header row is text where the rows below hold numbers or dates. Further header rows
**     must be so in two columns at least, hold no number there, and not repeat one word.
** (4) Known exports have their own headers: Qualtrics (three rows, or two; names in the first),
**     SurveyMonkey (two rows; a question spans the blanks to its right). Rows are else joined.
*/
#ifndef CX_DIALECT_GUESS_H
#define CX_DIALECT_GUESS_H

#include "read/dialect.h"
#include "read/row.h"

#define CX_DIALECT_LIMIT ((size_t)128 << 10) /* of a quoted cell, while guessing */

typedef struct cx_dialect_head {
  cx_text text;
  bool whole;        /* nothing follows the text */
  const char *name;  /* of the source, for messages */
} cx_dialect_head;

typedef enum cx_dialect_kind {
  CX_DIALECT_EMPTY,
  CX_DIALECT_NUMBER,
  CX_DIALECT_DATE, /* or a time */
  CX_DIALECT_TEXT
} cx_dialect_kind;

/* What the value of a cell looks like. */
cx_dialect_kind cx_dialect_kind_of(cx_text value);

/* Chooses delimiter, quote, escape and skip_space where not known; newline is set (1). */
cx_status cx_dialect_score_choose(cx_dialect *dialect, unsigned known,
                                  const cx_dialect_head *head, cx_error *error);

typedef struct cx_dialect_layout {
  size_t n_records;     /* looked at; 0 when not one is complete */
  size_t header_offset; /* where the first header row begins, or would */
  uint32_t n_columns;
  bool names_in_first;  /* the names stand in the first header row alone (4) */
} cx_dialect_layout;

/* Finds skip_rows, header_rows, data_offset and data_row; first records before `skip` are out. */
cx_status cx_dialect_layout_find(cx_dialect *dialect, unsigned known, uint32_t skip,
                                 const cx_dialect_head *head, cx_dialect_layout *out,
                                 cx_error *error);

/* Sets decimal and day_order where not known, from the records at data_offset and after. */
cx_status cx_dialect_marks_find(cx_dialect *dialect, unsigned known,
                                const cx_dialect_head *head, cx_error *error);

/* Reads the names from the header rows; *out is the caller's to free with cx_header_free. */
cx_status cx_header_read(cx_header *out, const cx_dialect *dialect,
                         const cx_dialect_layout *layout, const cx_dialect_head *head,
                         cx_error *error);

#endif
