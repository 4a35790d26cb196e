/* moment_small.c - see moment_small.h */
#include "count/moment_small.h"

#include <math.h>
#include <stdlib.h>

#define STEPS 14          /* from the lowest value to the largest (1) */
#define FAR 1099511627776 /* 2^40: a value, so that products fit */

/* value = low + step x byte; of what is missing the byte is 0 */
typedef struct scale {
  double low, step;
  uint8_t *byte; /* of each bin */
} scale;

struct cx_moment_small {
  const cx_moment_kernel *kernel;
  size_t n, stride, n_table, n_bucket;
  uint8_t *x;      /* the rows held */
  uint32_t *plane; /* the tables of each bucket: products of complete rows, of others, sums of others */
  scale scale[CX_MOMENT_MOST];
};

static double common(double a, double b) { return b == 0 ? a : common(b, fmod(a, b)); }

/* The lowest value and the step of all; false where the largest would be too far (1). */
static bool measure(const double *value, size_t n, scale *of) {
  double high = -INFINITY, low = INFINITY, step = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(value[i])) continue;
    high = fmax(high, value[i]);
    low = fmin(low, value[i]);
  }
  for (size_t i = 0; i < n; i++)
    if (!isnan(value[i])) step = common(value[i] - low, step);
  *of = (scale){.step = step > 0 ? step : 1};
  of->low = (low <= high ? low : 0) - of->step;
  return low > high || (high - low <= STEPS * of->step && high < FAR && of->low > -FAR);
}

static bool place(const double *value, size_t n, scale *of) {
  of->byte = calloc(n + 1, 1);
  for (size_t i = 0; of->byte != NULL && i < n; i++)
    of->byte[i] = isnan(value[i]) ? 0 : (uint8_t)((value[i] - of->low) / of->step);
  return of->byte != NULL;
}

cx_status cx_moment_small_new(cx_moment_small **out, const cx_moment_spec *spec, const cx_moment_kernel *kernel, size_t held,
                              cx_error *error) {
  cx_moment_shape shape = cx_moment_shaped(spec->moments);
  scale all[CX_MOMENT_MOST];
  *out = NULL;
  if (shape.weighted) return CX_OK;
  for (size_t v = 0; v < shape.n; v++)
    if (spec->value[v] == NULL || !measure(spec->value[v], spec->n_values[v], &all[v])) return CX_OK;
  cx_moment_small *small = calloc(1, sizeof *small);
  if (small == NULL) return cx_error_memory(error, "");
  small->kernel = kernel;
  small->n = shape.n;
  small->stride = (shape.n + 1 + 15) / 16 * 16;
  small->n_table = small->stride * small->stride;
  small->n_bucket = 2 * small->n_table + shape.n * CX_MOMENT_ABSENT * small->stride;
  small->x = calloc(held * small->stride, 1);
  small->plane = calloc(shape.n_buckets * small->n_bucket, sizeof *small->plane);
  bool fine = small->x != NULL && small->plane != NULL;
  for (size_t v = 0; fine && v < shape.n; v++) {
    small->scale[v] = all[v];
    fine = place(spec->value[v], spec->n_values[v], &small->scale[v]);
  }
  if (fine) *out = small;
  else cx_moment_small_free(small);
  return fine ? CX_OK : cx_error_memory(error, "");
}

void cx_moment_small_free(cx_moment_small *small) {
  if (small == NULL) return;
  for (size_t v = 0; v < small->n; v++) free(small->scale[v].byte);
  free(small->x);
  free(small->plane);
  free(small);
}

size_t cx_moment_small_stride(const cx_moment_small *small) { return small->stride; }

void cx_moment_small_clear(cx_moment_small *small, uint32_t at, uint32_t n) {
  uint8_t *x = small->x + at * small->stride;
  memset(x, 0, n * small->stride);
  for (uint32_t i = 0; i < n; i++) x[i * small->stride] = 1;
}

void cx_moment_small_lay(cx_moment_small *small, size_t v, const uint16_t *bin, uint32_t at, uint32_t n) {
  const uint8_t *byte = small->scale[v].byte;
  const size_t stride = small->stride;
  uint8_t *to = small->x + at * stride + v + 1;
  for (uint32_t i = 0; i < n; i++) to[i * stride] = byte[bin[i]];
}

void cx_moment_small_mask(const cx_moment_small *small, uint32_t at, uint32_t n, uint64_t *mask) {
  small->kernel->mask_bytes(small->x + at * small->stride, n, small->n + 1, small->stride, mask);
}

void cx_moment_small_multiply(cx_moment_small *small, uint32_t bucket, const uint64_t *mask, const uint32_t *row, size_t n) {
  uint32_t *to = small->plane + bucket * small->n_bucket;
  const size_t used = small->n + 1, stride = small->stride;
  if (mask != NULL) {
    small->kernel->absent_bytes(small->x, mask, row, n, used, stride, to + 2 * small->n_table);
    to += small->n_table;
  }
  small->kernel->product_bytes(small->x, row, n, used, stride, to);
}

void cx_moment_small_empty(cx_moment_small *small, uint32_t bucket, double *to) {
  uint32_t *from = small->plane + bucket * small->n_bucket;
  for (size_t i = 0; i < small->n_bucket; i++) to[i] = from[i];
  for (size_t v = 0; v < small->n; v++) { /* of weights of 1 sums are counts */
    double *last = to + 2 * small->n_table + (v * CX_MOMENT_ABSENT + 3) * small->stride;
    memcpy(last, last - small->stride, small->stride * sizeof *last);
  }
  memset(from, 0, small->n_bucket * sizeof *from);
}

cx_moment_pair cx_moment_small_pair(const cx_moment_small *small, size_t i, size_t j, cx_moment_pair p) {
  cx_wide a = (int64_t)small->scale[i].low, b = (int64_t)small->scale[i].step;
  cx_wide c = (int64_t)small->scale[j].low, d = (int64_t)small->scale[j].step;
  return (cx_moment_pair){
      .n = p.n,
      .w = p.w,
      .x = a * p.w + b * p.x,
      .y = c * p.w + d * p.y,
      .xx = a * a * p.w + 2 * a * b * p.x + b * b * p.xx,
      .yy = c * c * p.w + 2 * c * d * p.y + d * d * p.yy,
      .xy = a * c * p.w + a * d * p.y + b * c * p.x + b * d * p.xy,
  };
}
