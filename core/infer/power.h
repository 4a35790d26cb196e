/*
** power.h - how many answers it takes
**
**   file > rows > batch > tally > metric > GOAL > report
**
** In:      what one answer scatters, a difference, the level of the test, a power.
** Out:     people, as a number with decimals: round up. Or the power that there is.
** Owns:    nothing, allocates nothing.
**
** z is the normal quantile of (1 + confidence)/2, z_power that of the power.
**
** (1) To know a value to +- h: n = v (z/h)^2, v the variance of one answer times the design
**     effect.
** (2) To see a change of d between two rounds of n people each: n = 2 v ((z + z_power)/d)^2.
** (3) The power of n: P(Z > sqrt(n/2v) |d| - z), the far side neglected, as (2) does.
** (4) Two shares: z takes the variance without a difference, z_power the one with it: R's
**     power.prop.test.
** (5) Means by t of 2(n - 1) degrees of freedom, noncentral: R's power.t.test.
** (6) A difference of 0 can never be seen, and beyond 1e15 people nor can any other: infinite n,
**     the only infinity here. No spread at all: n is 0, and the power 1.
** (7) Months: of whole months with so many answers in each, the first after which there are
**     enough. 0 when there are enough already; -1, never, when none come or it takes more than
**     1200.
*/
#ifndef CX_POWER_H
#define CX_POWER_H

typedef struct cx_power_question {
  double confidence; /* between 0 and 1, as all probabilities here */
  double variance;   /* of one answer; (1) (2) (3) (5) */
  double effect;     /* of the design; 1 without weights and clusters */
} cx_power_question;

double cx_power_within(const cx_power_question *question, double half);                 /* (1) */
double cx_power_people(const cx_power_question *question, double change, double power); /* (2) */
double cx_power_of(const cx_power_question *question, double change, double n);         /* (3) */

/* (4): shares x and y, 0 to 1; the variance is theirs. */
double cx_power_share_people(const cx_power_question *question, double x, double y, double power);
double cx_power_share_of(const cx_power_question *question, double x, double y, double n);

/* (5): two people a round at least. */
double cx_power_mean_people(const cx_power_question *question, double change, double power);
double cx_power_mean_of(const cx_power_question *question, double change, double n);

/* (7) */
int cx_power_months(double have, double needed, double a_month);

#endif
