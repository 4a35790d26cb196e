/*
** decompose.h - why a total moved: mix, rate and questionnaire, parts that add up exactly
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      for each group, before and after: the sum of weights and the weighted sum of scores.
** Out:     the two totals, and of each group the parts of their change.
** Owns:    nothing, allocates nothing.
**
** p is a group's share of its round, m its metric; bars are means of both rounds, M the totals.
**
** (1) mix = (p1 - p0)(m_bar - M_bar), rate = p_bar (m1 - m0): they add up to M1 - M0 (Kitagawa
**     1955; centred on the total, so that a group grows the total only if it lies above it).
** (2) A group of one round only has the same metric in the other: all of it is mix.
** (3) Items that were changed, or asked in one round only, stand apart: the questionnaire part is
**     the change of the total with them, less the change without them. (1) then parts the latter.
**     All items apart: everything is questionnaire.
** (4) Exact: totals and parts are whole multiples of one unit, a power of two some 2^-48 of the
**     largest of them, rounded so that the parts' sum is the change to the last bit, in whatever
**     order they are added. What rounding leaves goes, unit by unit, to the parts whose
**     remainders are largest, the first of equals first.
** (5) For display the same rule in decimal units: the printed parts add up to the printed change.
** (6) A round without people: not defined.
*/
#ifndef CX_DECOMPOSE_H
#define CX_DECOMPOSE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cx_slice {
  double w[2], ws[2]; /* before and after: sum of weights, of weights times scores */
  bool apart;         /* (3) */
} cx_slice;

typedef struct cx_change {
  bool defined;           /* (6) */
  double before, after;   /* the totals, in units (4) */
  double change;          /* after - before, and the sum of the next three */
  double mix, rate, questionnaire;
} cx_change;

/* Room for sorting: a part in units, later its remainder, and its place. */
typedef struct cx_decompose_rank {
  long double rest;
  size_t at;
} cx_decompose_rank;

/* part has room for 2 n + 1: mix and rate of each group in turn, then the questionnaire; rank for
** as many. */
void cx_decompose_make(const cx_slice *slice, size_t n, double *part, cx_decompose_rank *rank,
                       cx_change *out);

/* (5): n parts in units of 10^-decimals (0 to 9), which add up to sum, a whole number of them. */
void cx_decompose_round(const double *part, size_t n, int decimals, double sum,
                        cx_decompose_rank *rank, double *out);

#endif
