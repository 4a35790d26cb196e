/*
** elimination.h - whole-number equations in reduced row echelon form, modulo a prime
**
**   file > rows > batch > tally > metric > goal > REPORT
**
** In:      equations: sums of whole multiples of unknowns.
** Out:     one row for each independent equation: what it says of the unknowns, and which
**          multiples of the given equations made it.
** Owns:    its rows. Borrows the equations during cx_elimination_new.
**
** (1) Rows are sparse: a row holds its non-zero terms, unknowns first, then equations (their
**     number + n_unknowns), ascending. Modulo the prime, the unknown part is the sum of the
**     equation parts.
** (2) A row's pivot has coefficient 1 and stands in no other row. The pivot is the unknown that
**     the fewest equations name, so that rows stay short.
** (3) A modulus can only lose rank, never add to it; what depends on the answer proves it in whole
**     numbers (audit.h).
** (4) Equations with few terms go first. Same input, same rows.
*/
#ifndef CX_ELIMINATION_H
#define CX_ELIMINATION_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

typedef struct cx_term {
  uint32_t unknown;
  int32_t coefficient;
} cx_term;

typedef struct cx_equation {
  const cx_term *term;
  size_t n_terms;
  int64_t total; /* what the terms add up to */
} cx_equation;

typedef struct cx_residue {
  uint32_t at;    /* an unknown, or n_unknowns + an equation */
  uint64_t value; /* 1 .. prime - 1 */
} cx_residue;

typedef struct cx_reduced_row {
  cx_residue *term; /* (1) */
  size_t n_terms, n_unknowns; /* in all, and of these unknowns */
  uint32_t pivot;
} cx_reduced_row;

typedef struct cx_elimination {
  uint64_t prime;
  size_t n_unknowns, n_equations, rank;
  cx_reduced_row *row; /* rank of them */
  uint32_t *row_of;    /* by unknown: the row whose pivot it is, or CX_NO_ROW */
} cx_elimination;

#define CX_NO_ROW UINT32_MAX

/* The prime is below 2^62. Free with cx_elimination_free. */
cx_status cx_elimination_new(const cx_equation *equation, size_t n_equations, size_t n_unknowns,
                             uint64_t prime, cx_elimination **out, cx_error *error);

void cx_elimination_free(cx_elimination *elimination);

#endif
