/* comatrix.c - see comatrix.h */
#include "infer/comatrix.h"

#include <math.h>

#include "base/cross.h"

static double power(unsigned n) { return n == 0 ? 1 : 10 * power(n - 1); }

/* What is centred of one pair (1), in steps of x, of y and of a squared weight. */
typedef struct centred {
  double xx, yy, xy;
} centred;

static centred centre(const cx_moment_pair *pair) {
  return (centred){cx_cross(pair->w, pair->xx, pair->x, pair->x), cx_cross(pair->w, pair->yy, pair->y, pair->y),
                   cx_cross(pair->w, pair->xy, pair->x, pair->y)};
}

/* (3) */
static double correlate(const centred *c, bool same) {
  if (same) return 1;
  if (!(c->xx > 0) || !(c->yy > 0)) return 0;
  double r = c->xy / sqrt(c->xx) / sqrt(c->yy);
  return r > 1 ? 1 : r < -1 ? -1 : r;
}

static void fill(double *matrix, size_t k, size_t i, size_t j, double value) {
  if (matrix != NULL) matrix[i * k + j] = matrix[j * k + i] = value;
}

cx_status cx_comatrix_make(const cx_moments *moments, cx_moment_rows rows, uint32_t without, const size_t *variable,
                           size_t k, cx_comatrix *out, cx_error *error) {
  cx_moment_shape shape = cx_moment_shaped(moments);
  for (size_t i = 0; i < k; i++)
    for (size_t j = i; j < k; j++) {
      size_t a = variable[i] < variable[j] ? variable[i] : variable[j], b = variable[i] + variable[j] - a;
      cx_moment_pair pair;
      cx_status status = cx_moment_total(moments, rows, without, a, b, &pair, error);
      if (status != CX_OK) return status;
      centred c = centre(&pair);
      double w = (double)pair.w, step = power(shape.decimals[a]) * power(shape.decimals[b]);
      fill(out->n, k, i, j, (double)pair.n);
      fill(out->covariance, k, i, j, w > 0 ? c.xy / w / w / step : 0);
      fill(out->correlation, k, i, j, correlate(&c, i == j));
      if (i == j && out->mean != NULL) out->mean[i] = w > 0 ? (double)pair.x / w / power(shape.decimals[a]) : 0;
    }
  return CX_OK;
}
