/*
** removal.h - what conversion would lose without a touchpoint, from how often one follows another
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      numbers of steps: from the start, between states, into "converted" and into "lost".
** Out:     the probability of converting; of each state the removal effect.
** Owns:    nothing.
**
** (1) A chain of the first order: with Q the probabilities between states and r those of converting from each,
**     N = (I - Q)^-1 and a = N r; the start, a row s, converts with a_s = s a + r_s.
** (2) f_i = (s N)_i / N_ii is the probability of ever reaching i, and the removal effect of i is f_i a_i / a_s: what
**     entered i is lost (Anderl, Becker, von Wangenheim and Schumann, Int. J. Research in Marketing 33:457, 2016, in
**     closed form). One factorisation, no simulation. It describes; it is not a cause.
** (3) A state that no step leaves is left by none; its row is 0, as if it ended there.
*/
#ifndef CX_REMOVAL_H
#define CX_REMOVAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

typedef struct cx_removal_steps {
  size_t n;                /* states */
  const double *start;     /* n: from the start into each */
  double start_converted;  /* from the start straight into "converted" ... */
  double start_lost;       /* ... or into "lost" */
  const double *between;   /* n by n, from the row into the column */
  const double *converted; /* n */
  const double *lost;      /* n */
} cx_removal_steps;

/* effect: n numbers from 0 to 1, or 0 each when nothing converts. *conversion: a_s. *defined is false when there
** are no steps, or when a set of states that is entered is never left. */
cx_status cx_removal_effects(const cx_removal_steps *steps, double *conversion, double *effect, bool *defined,
                             cx_error *error);

#endif
