/*
** problem.h - imperfect data, counted by kind, with the first rows where it was met
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      a kind and a row.  Out: counts and the smallest row numbers of each kind.
** Owns:    nothing: fixed size.
**
** (1) Whatever the number of threads, the rows listed are the first ones of the file.
*/
#ifndef CX_PROBLEM_H
#define CX_PROBLEM_H

#include <stdint.h>

#define CX_PROBLEM_ROWS 5

typedef enum cx_problem_kind {
  CX_PROBLEM_BLANK_LINE,   /* left out */
  CX_PROBLEM_LONG_ROW,     /* left out: more cells than the header, and not empty ones */
  CX_PROBLEM_NO_WEIGHT,    /* left out: weight absent or no number */
  CX_PROBLEM_BAD_WEIGHT,   /* left out: weight negative or too large */
  CX_PROBLEM_ONLY,         /* left out: not in `only` */
  CX_PROBLEM_DROPPED_KINDS,
  CX_PROBLEM_SHORT_ROW = CX_PROBLEM_DROPPED_KINDS, /* kept: absent cells are missing */
  CX_PROBLEM_SURPLUS,      /* kept: empty cells past the header's */
  CX_PROBLEM_STRAY_QUOTE,  /* kept: a quote read as data */
  CX_PROBLEM_NO_TIME,      /* kept: the time column holds no moment */
  CX_PROBLEM_NUL,          /* kept: a NUL byte in a cell that was read */
  CX_PROBLEM_NOT_UTF8,     /* kept: bytes that are no UTF-8 in a cell that was read, shown as U+FFFD */
  CX_PROBLEM_KINDS
} cx_problem_kind;

typedef struct cx_problems {
  uint64_t n[CX_PROBLEM_KINDS];
  uint64_t row[CX_PROBLEM_KINDS][CX_PROBLEM_ROWS]; /* ascending; record numbers, header included */
  uint8_t n_rows[CX_PROBLEM_KINDS];
} cx_problems;

/* Counts one problem in row; rows of one worker come in any order. */
void cx_problems_add(cx_problems *problems, cx_problem_kind kind, uint64_t row);

/* Adds `other`; the first rows of both stay. */
void cx_problems_merge(cx_problems *problems, const cx_problems *other);

/* "blank line", "short row", ... */
const char *cx_problem_name(cx_problem_kind kind);

#endif
