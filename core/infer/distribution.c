/* distribution.h */
#include "infer/distribution.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>

/* Both tails of one probability, so that neither is got by subtraction from the other's 1. */
typedef struct tails {
  long double lower, upper;
} tails;

/* A point x of (0, 1) and 1 - x, both with their full relative precision. */
typedef struct point {
  long double x, y;
} point;

static const long double TWO_PI = 6.283185307179586476925286766559005768L;
static const long double ROOT_HALF = 0.707106781186547524400844362104849039L;

/* ---- normal (2) ---- */

double cx_distribution_normal(double x) {
  return (double)(0.5L * erfcl(-(long double)x * ROOT_HALF));
}

/* Hastings' sheet 67: x of the upper tail p <= 1/2, wrong by less than 4.5e-4. */
static long double start(long double p) {
  long double t = sqrtl(-2 * logl(p));
  return t - (2.515517L + t * (0.802853L + t * 0.010328L)) /
                 (1 + t * (1.432788L + t * (0.189269L + t * 0.001308L)));
}

double cx_distribution_normal_quantile(double p) {
  assert(p >= 0 && p <= 1);
  if (p == 0) return -INFINITY; /* (7) */
  if (p == 1) return INFINITY;
  if (p == 0.5) return 0;
  long double tail = p < 0.5 ? p : 1 - (long double)p;
  long double x = start(tail);
  for (int i = 0; i < 4; i++) { /* Halley; each step triples the digits */
    long double density = expl(-0.5L * x * x) / sqrtl(TWO_PI);
    if (density <= 0) break;
    long double u = (0.5L * erfcl(x * ROOT_HALF) - tail) / density;
    x += u / (1 + 0.5L * x * u);
  }
  return (double)(p < 0.5 ? -x : x);
}

/* ---- factors shared by beta and gamma (3) ---- */

/* What Stirling's formula lacks: ln Gamma(z) - ((z - 1/2) ln z - z + ln sqrt(2 pi)). */
static long double lack(long double z) {
  long double sum = 0;
  while (z < 16) { /* the lack of z from that of z + 1 */
    sum += (z + 0.5L) * log1pl(1 / z) - 1;
    z += 1;
  }
  long double r = 1 / (z * z);
  return sum + (1.0L / 12 -
                r * (1.0L / 360 -
                     r * (1.0L / 1260 -
                          r * (1.0L / 1680 -
                               r * (1.0L / 1188 -
                                    r * (691.0L / 360360 -
                                         r * (1.0L / 156 - r * (3617.0L / 122400)))))))) /
                   z;
}

/* a ln(a/m) - a + m, also where a is nearly m. */
static long double deviance(long double a, long double m) {
  long double v = (a - m) / (a + m);
  if (fabsl(v) > 0.1L) return a * logl(a / m) - a + m;
  long double s = (a - m) * v, power = 2 * a * v; /* ln(a/m) = 2 (v + v^3/3 + v^5/5 ...) */
  for (int i = 3; i < 60; i += 2) {
    power *= v * v;
    long double next = s + power / i;
    if (next == s) break;
    s = next;
  }
  return s;
}

/* x^a y^b / B(a, b). */
static long double beta_factor(point at, long double a, long double b) {
  long double n = a + b;
  long double exponent = lack(n) - lack(a) - lack(b);
  exponent -= deviance(a, n * at.x) + deviance(b, n * at.y);
  return sqrtl(a / TWO_PI * (b / n)) * expl(exponent);
}

/* ---- beta (3) ---- */

/* The continued fraction for I_x(a, b) over its factor; quick where x is below the mean. Terms and
** recurrence are those of DiDonato and Morris; Lentz's method evaluates them from the front. */
static long double fraction(point at, long double a, long double b) {
  const long double tiny = 1e-300L;
  long double lambda = a * at.y - b * at.x; /* (a + b)(mean - x) */
  long double beta_n = a / (a + 1) * (lambda + 1);
  long double f = beta_n == 0 ? tiny : beta_n, c = f, d = 0;
  for (int n = 1; n < 1000000; n++) {
    long double m = a + 2 * n - 1;
    long double alpha = (a + n - 1) / m * ((a + b + n - 1) / m) * n * (b - n) * at.x * at.x;
    long double w = n * (b - n) * at.x / m;
    beta_n = n + w + (a + n) / (a + 2 * n + 1) * (lambda + 1 + n * (1 + at.y));
    d = beta_n + alpha * d;
    d = 1 / (d == 0 ? tiny : d);
    c = beta_n + alpha / c;
    if (c == 0) c = tiny;
    f *= c * d;
    if (fabsl(c * d - 1) < 4 * LDBL_EPSILON) break;
  }
  return 1 / f;
}

static tails beta(point at, long double a, long double b) {
  if (at.x <= 0) return (tails){0, 1};
  if (at.y <= 0) return (tails){1, 0};
  bool below = at.x <= a / (a + b);
  if (below) {
    long double p = beta_factor(at, a, b) * fraction(at, a, b);
    return (tails){p, 1 - p};
  }
  point mirror = {at.y, at.x};
  long double q = beta_factor(mirror, b, a) * fraction(mirror, b, a);
  return (tails){1 - q, q};
}

double cx_distribution_beta(double x, double a, double b) {
  assert(a > 0 && b > 0);
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return (double)beta((point){x, 1 - (long double)x}, a, b).lower;
}

/* ---- quantile of the beta (6) ---- */

/* How far ln of the smaller tail is from ln of the wanted one; *slope is its derivative by ln x. */
static long double miss(point at, long double a, long double b, tails want, long double *slope) {
  tails have = beta(at, a, b);
  long double density = beta_factor(at, a, b) / at.y; /* by ln x */
  if (want.lower <= want.upper) {
    *slope = density / have.lower;
    return logl(have.lower) - logl(want.lower);
  }
  *slope = density / have.upper;
  return logl(want.upper) - logl(have.upper);
}

/* The x <= 1/2 whose tails are want. */
static point solve(tails want, long double a, long double b) {
  long double lo = -11000, hi = -0.693147180559945309417232121458176568L; /* of ln x */
  if (LDBL_MIN_EXP > -16000) lo = -700;
  long double u = -0.7L;
  for (int i = 0; i < 200; i++) {
    long double x = expl(u), slope;
    long double off = miss((point){x, 1 - x}, a, b, want, &slope);
    if (off > 0) hi = u;
    else lo = u;
    long double next = u - off / slope;
    if (!(next > lo && next < hi)) next = 0.5L * (lo + hi);
    if (fabsl(next - u) < 1e-17L || hi - lo < 1e-17L) return (point){expl(next), 1 - expl(next)};
    u = next;
  }
  return (point){expl(u), 1 - expl(u)};
}

static point beta_point(tails want, long double a, long double b) {
  tails middle = beta((point){0.5L, 0.5L}, a, b);
  bool left = want.lower <= want.upper ? want.lower <= middle.lower : want.upper >= middle.upper;
  if (left) return solve(want, a, b);
  point mirror = solve((tails){want.upper, want.lower}, b, a);
  return (point){mirror.y, mirror.x};
}

double cx_distribution_beta_quantile(double p, double a, double b) {
  assert(a > 0 && b > 0 && p >= 0 && p <= 1);
  if (p == 0 || p == 1) return p; /* (7) */
  return (double)beta_point((tails){p, 1 - (long double)p}, a, b).x;
}

/* ---- t (4) ---- */

double cx_distribution_t(double t, double df) {
  assert(df > 0);
  if (isinf(t)) return t < 0 ? 0 : 1;
  long double square = (long double)t * t, sum = df + square;
  tails both = beta((point){df / sum, square / sum}, 0.5L * df, 0.5L);
  return (double)(t < 0 ? 0.5L * both.lower : 0.5L + 0.5L * both.upper);
}

double cx_distribution_t_quantile(double p, double df) {
  assert(df > 0 && p >= 0 && p <= 1);
  if (p == 0) return -INFINITY; /* (7) */
  if (p == 1) return INFINITY;
  if (p == 0.5) return 0;
  long double tail = p < 0.5 ? p : 1 - (long double)p;
  point at = beta_point((tails){2 * tail, 1 - 2 * tail}, 0.5L * df, 0.5L);
  double t = (double)sqrtl(df * (at.y / at.x));
  return p < 0.5 ? -t : t;
}

/* ---- gamma, as chi-square needs it (5) ---- */

/* x^a e^-x / Gamma(a). */
static long double gamma_factor(long double x, long double a) {
  return sqrtl(a / TWO_PI) * expl(-deviance(a, x) - lack(a));
}

static tails gamma_below(long double x, long double a) {
  long double term = 1 / a, sum = term;
  for (int n = 1; n < 1000000 && term > sum * 0.25L * LDBL_EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  long double p = gamma_factor(x, a) * sum;
  return (tails){p, 1 - p};
}

static tails gamma_above(long double x, long double a) {
  long double b = x + 1 - a, c = 1e300L, d = 1 / b, f = d;
  for (int n = 1; n < 1000000; n++) { /* Lentz */
    long double an = n * (a - n);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    f *= c * d;
    if (fabsl(c * d - 1) < 4 * LDBL_EPSILON) break;
  }
  long double q = gamma_factor(x, a) * f;
  return (tails){1 - q, q};
}

static tails chi_square(double x, double df) {
  assert(df > 0);
  if (x <= 0) return (tails){0, 1};
  if (isinf(x)) return (tails){1, 0};
  long double a = 0.5L * df, half = 0.5L * x;
  return half < a + 1 ? gamma_below(half, a) : gamma_above(half, a);
}

double cx_distribution_chi_square(double x, double df) { return (double)chi_square(x, df).lower; }

double cx_distribution_chi_square_tail(double x, double df) {
  return (double)chi_square(x, df).upper;
}

/* ---- noncentral t (8) ---- */

/* The density of u = sqrt(chi-square/df), times P(Z > t u - shift). */
static long double shifted(long double u, long double t, long double df, long double shift) {
  long double density = gamma_factor(0.5L * df * u * u, 0.5L * df) * 2 / u;
  return density * 0.5L * erfcl((t * u - shift) * ROOT_HALF);
}

double cx_distribution_noncentral_t_tail(double t, double df, double shift) {
  assert(df > 0 && isfinite(t) && isfinite(shift));
  const long double step = 1.0L / 64, half_pi = TWO_PI / 4;
  long double width = 14 / sqrtl(2.0L * df), lo = fmaxl(0, 1 - width), hi = 1 + width;
  long double half = 0.5L * (hi - lo), sum = 0;
  for (int i = -256; i <= 256; i++) { /* u runs from lo to hi, ever more slowly at both ends */
    long double s = half_pi * sinhl(i * step), c = coshl(s);
    long double u = s < 0 ? lo + half * expl(s) / c : hi - half * expl(-s) / c;
    if (u <= lo || u >= hi) continue;
    sum += shifted(u, t, df, shift) * half_pi * coshl(i * step) / (c * c);
  }
  return (double)fminl(1, step * half * sum);
}
