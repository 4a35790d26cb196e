/*
** audit.h - which hidden cells can be worked out from what is published, with a proof for each
**
**   file > rows > batch > tally > metric > goal > REPORT
**
** In:      published equations over hidden cells, with whole coefficients and totals.
** Out:     for each hidden cell: leaks or safe, the proof, and the range of counts it can have.
** Owns:    its answers. Borrows the equations during cx_audit_new.
**
** (1) A cell can be worked out exactly when its unit vector lies in the row space of the equations:
**     when it is 0 in every vector that all equations turn into 0 (Fellegi 1972, Cox 1980).
** (2) Both answers carry a proof in whole numbers. LEAKS: multiples of the equations whose sum is
**     divisor times the cell alone. SAFE: multiples of hidden cells, this one's not 0, that every
**     equation turns into 0, so that many tables fit what is published.
** (3) Proofs are found modulo the prime 2^61 - 1 (elimination.h), turned into fractions (continued
**     fractions; Wang 1981) and then checked against the equations as given, in whole numbers of 128
**     bits. So an unlucky prime can cost a proof, never make a wrong one.
** (4) What has no proof is tried once more modulo 2^61 - 31. Still none (factors beyond 2^30):
**     UNPROVED, to be treated as a leak.
** (5) The ranges are those of feasible.h, with its limit. A range of one value is a leak without
**     rank: cx_audit_is_given_away is true for it too.
** (6) Sums of weights, sums of scores and the counts of each answer obey the same equations as
**     counts of people, with other totals: what is safe here by (1) is safe there, and so is a mean.
** (7) Equations that contradict each other prove nothing: cx_audit_contradicts. Ranges are then open.
*/
#ifndef CX_AUDIT_H
#define CX_AUDIT_H

#include "infer/feasible.h"

typedef enum cx_secrecy {
  CX_SAFE,    /* proved */
  CX_LEAKS,   /* proved */
  CX_UNPROVED /* neither */
} cx_secrecy;

/* A whole multiple of an equation (LEAKS) or of an unknown (SAFE). */
typedef struct cx_factor {
  uint32_t at;
  int64_t times;
} cx_factor;

typedef struct cx_proof {
  const cx_factor *factor; /* borrowed from the audit */
  size_t n_factors;
  int64_t divisor; /* positive; 1 when SAFE */
} cx_proof;

typedef struct cx_audit cx_audit;

/* Free with cx_audit_free. Coefficients are any whole numbers; totals lie within 2^53. */
cx_status cx_audit_new(const cx_equation *equation, size_t n_equations, size_t n_unknowns,
                       cx_audit **out, cx_error *error);

/* How many equations are independent. */
size_t cx_audit_rank(const cx_audit *audit);

bool cx_audit_contradicts(const cx_audit *audit); /* (7) */

cx_secrecy cx_audit_secrecy(const cx_audit *audit, size_t unknown);

/* The proof of the answer (2); without factors when UNPROVED. */
cx_proof cx_audit_proof(const cx_audit *audit, size_t unknown);

cx_feasible cx_audit_range(const cx_audit *audit, size_t unknown);

/* Anything but proved safe with a range of several values (4) (5). */
bool cx_audit_is_given_away(const cx_audit *audit, size_t unknown);

void cx_audit_free(cx_audit *audit);

#endif
