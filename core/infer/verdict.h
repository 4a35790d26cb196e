/*
** verdict.h - a goal met, missed, or cannot tell
**
**   file > rows > batch > tally > metric > GOAL > report
**
** In:      an estimate with its interval; a target, at least or at most.
** Out:     the verdict, the probability that the goal is truly met, the people needed to decide.
** Owns:    nothing, allocates nothing.
**
** (1) At least: met when low >= target, missed when high < target, else cannot tell. At most:
**     mirrored.
** (2) The probability is the one-sided level at which the interval's own bound touches the
**     target. So it never contradicts the verdict: met = at least (1 + confidence)/2. For
**     intervals that are a centre and an error it is the normal (or t) probability of (centre -
**     target)/se, unclamped; for Wilson and score intervals that of their test; for beta the
**     nearer of its two tails. Where rounding or a clamped bound would turn it around, it stops
**     at the verdict's edge.
** (3) People needed to decide: the interval shrinks with more people while the shares stay,
**     until the truth found would decide with the power asked for (.8 in reports). Always more
**     than n. Adjusted Wald: (n* + 3)((z + z_power) se/(centre - target))^2 - 3, t and Wald: the
**     same without the 3. Wilson: ((z sqrt(t(1-t)) + z_power sqrt(x(1-x)))/(x - t))^2 (Fleiss,
**     Levin, Paik 2003); score likewise with its own variances; beta by search. In people of
**     this design: times n/n*.
** (4) Centre = target, or more than 1e12 people: not decidable, no number. Nor is there one when
**     the verdict is met or missed.
** (5) A target that every value reaches is met with probability 1, one that none can reach is
**     missed with probability 0. An estimate that is not defined: cannot tell, no probability.
*/
#ifndef CX_VERDICT_H
#define CX_VERDICT_H

#include "infer/estimate.h"

typedef enum cx_relation { CX_AT_LEAST, CX_AT_MOST } cx_relation;

typedef enum cx_decision { CX_MET, CX_MISSED, CX_CANNOT_TELL } cx_decision;

typedef struct cx_verdict {
  cx_decision decision;
  bool has_probability;
  double probability;
  bool has_needed;
  double n_needed; /* whole people */
} cx_verdict;

/* power lies between 0 and 1. */
void cx_verdict_make(const cx_estimate *estimate, cx_relation relation, double target, double power,
                     cx_verdict *out);

/* "met", "missed", "cannot tell". */
const char *cx_verdict_word(cx_decision decision);

#endif
