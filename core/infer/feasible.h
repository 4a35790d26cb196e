/*
** feasible.h - between which counts an unknown lies, when counts are whole and not negative
**
**   file > rows > batch > tally > metric > goal > REPORT
**
** In:      equations over unknown counts.
** Out:     the least and the most that each unknown can be.
** Owns:    nothing. Borrows the equations during the call.
**
** (1) Every unknown starts in 0 .. no limit. One equation and the ranges of its other unknowns bound
**     each of its unknowns; bounds are rounded inwards to whole numbers.
** (2) Repeated until nothing changes. Every step is exact: no range ever excludes a possible count.
** (3) Its limit: one equation is looked at at a time, so that what only several together forbid stays
**     inside a range. A range that is one value is a leak; a wider one proves nothing by itself.
** (4) It stops after CX_MOST_SWEEPS at the latest; the ranges are then wider than they could be.
** (5) A range without a count in it: the equations contradict each other.
** (6) Totals lie within 2^53.
*/
#ifndef CX_FEASIBLE_H
#define CX_FEASIBLE_H

#include <stdbool.h>

#include "infer/elimination.h"

#define CX_MOST_SWEEPS 1000
#define CX_NO_LIMIT INT64_MAX

typedef struct cx_feasible {
  int64_t low, high; /* high may be CX_NO_LIMIT */
} cx_feasible;

/* Fills out[n_unknowns]; false when the equations contradict each other (5), out is then of no use. */
bool cx_feasible_ranges(const cx_equation *equation, size_t n_equations, size_t n_unknowns,
                        cx_feasible *out);

#endif
