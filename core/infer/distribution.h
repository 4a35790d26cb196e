/*
** distribution.h - normal, t, beta and chi-square probabilities
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      a point or a probability, degrees of freedom.  Out: the other one.
** Owns:    nothing, allocates nothing, keeps no state.
**
** (1) Relative errors stay below 1e-12, also far in the lower tail; for the upper tail use the
**     symmetry (normal(-x), t(-t), beta(1 - x, b, a)) or the function named tail.
** (2) Normal: the complementary error function of C. Quantile: Hastings' rational start (1955,
**     Sheet 67), refined by Halley's method.
** (3) Beta: the continued fraction of DiDonato and Morris (1992) on the side of the mean where
**     it converges; its leading factor as Loader's deviance (2000), so that large a and b lose
**     nothing.
** (4) t: a beta of x = df/(df + t^2), from whichever of x and 1 - x is small.
** (5) Gamma, for chi-square: power series below the mean, Legendre's continued fraction above
**     it.
** (6) Quantiles: Newton's method on logarithms inside a bracket that only shrinks.
** (7) A probability of 0 or 1 gives the end of the support, which for normal and t is infinite:
**     the only infinities here. Degrees of freedom, a and b are positive (an assertion).
** (8) Noncentral t: the normal probability under the density of sqrt(chi-square/df), integrated by
**     the double exponential rule of Takahasi and Mori (1974); absolute error below 1e-12.
*/
#ifndef CX_DISTRIBUTION_H
#define CX_DISTRIBUTION_H

/* P(X <= x) of the standard normal, and the x of a probability. */
double cx_distribution_normal(double x);
double cx_distribution_normal_quantile(double p);

/* P(X <= t) of Student's t with df, whole or not, and the t of a probability. */
double cx_distribution_t(double t, double df);
double cx_distribution_t_quantile(double p, double df);

/* P(T > t) of the t that is shifted: (Z + shift)/sqrt(chi-square/df) (8). */
double cx_distribution_noncentral_t_tail(double t, double df, double shift);

/* P(X <= x) of the beta (a, b): the regularised incomplete beta function; and the x of a
** probability. */
double cx_distribution_beta(double x, double a, double b);
double cx_distribution_beta_quantile(double p, double a, double b);

/* P(X <= x) and P(X > x) of chi-square with df. */
double cx_distribution_chi_square(double x, double df);
double cx_distribution_chi_square_tail(double x, double df);

#endif
