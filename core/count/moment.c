/* moment.c - see moment.h */
#include "count/moment.h"

#include <assert.h>
#include <stdlib.h>

/* The sums of the rows where all are there are kept once for each variable, not for each two. */
typedef struct complete {
  uint64_t n;
  cx_wide w;
} complete;

struct cx_moments {
  cx_moment_shape shape;
  cx_text *name;
  uint8_t *decimals;
  char *names;
  size_t n_pairs;
  uint64_t *rows;       /* of each bucket */
  uint64_t *rounded;    /* of each variable */
  cx_moment_pair *pair; /* n_pairs of each bucket */
  complete *complete;   /* one of each bucket */
  cx_wide *x, *xy;      /* of complete rows: n, n_pairs of each bucket */
};

cx_status cx_moment_too_large(cx_error *error) {
  return cx_error_set(error, CX_TOO_LARGE, "",
                      "the sums of products do not fit; give the numbers fewer decimals, or the weights a smaller scale");
}

static size_t place(size_t n, size_t i, size_t j) { return i * n - i * (i + 1) / 2 + j; }

static bool copy_names(cx_moments *moments, const cx_moment_shape *shape) {
  size_t bytes = 0;
  for (size_t i = 0; i < shape->n; i++) bytes += shape->name[i].length;
  moments->names = malloc(bytes + 1);
  moments->name = calloc(shape->n + 1, sizeof *moments->name);
  moments->decimals = calloc(shape->n + 1, 1);
  if (moments->names == NULL || moments->name == NULL || moments->decimals == NULL) return false;
  char *to = moments->names;
  for (size_t i = 0; i < shape->n; i++) {
    size_t length = shape->name[i].length;
    if (length > 0) memcpy(to, shape->name[i].at, length);
    moments->name[i] = (cx_text){to, length};
    moments->decimals[i] = shape->decimals[i];
    to += length;
  }
  moments->shape.name = moments->name;
  moments->shape.decimals = moments->decimals;
  return true;
}

cx_status cx_moment_new(cx_moments **out, const cx_moment_shape *shape, cx_error *error) {
  assert(shape->n <= CX_MOMENT_MOST && shape->n_buckets >= 1 && shape->n_buckets <= CX_MOMENT_BUCKETS);
  cx_moments *moments = calloc(1, sizeof *moments);
  if (moments == NULL) return cx_error_memory(error, "");
  size_t n = shape->n, buckets = shape->n_buckets;
  moments->shape = *shape;
  moments->n_pairs = n * (n + 1) / 2;
  moments->rows = calloc(buckets, sizeof *moments->rows);
  moments->rounded = calloc(n + 1, sizeof *moments->rounded);
  moments->pair = calloc(buckets * moments->n_pairs + 1, sizeof *moments->pair);
  moments->complete = calloc(buckets, sizeof *moments->complete);
  moments->x = calloc(buckets * n + 1, sizeof *moments->x);
  moments->xy = calloc(buckets * moments->n_pairs + 1, sizeof *moments->xy);
  bool fine = moments->rows && moments->rounded && moments->pair && moments->complete && moments->x && moments->xy;
  if (!fine || !copy_names(moments, shape)) {
    cx_moment_free(moments);
    return cx_error_memory(error, "");
  }
  *out = moments;
  return CX_OK;
}

void cx_moment_free(cx_moments *moments) {
  if (moments == NULL) return;
  free(moments->names);
  free(moments->name);
  free(moments->decimals);
  free(moments->rows);
  free(moments->rounded);
  free(moments->pair);
  free(moments->complete);
  free(moments->x);
  free(moments->xy);
  free(moments);
}

cx_moment_shape cx_moment_shaped(const cx_moments *moments) { return moments->shape; }

uint64_t cx_moment_n(const cx_moments *moments, uint32_t bucket) { return moments->rows[bucket]; }

cx_moment_pair cx_moment_at(const cx_moments *moments, cx_moment_rows rows, uint32_t bucket, size_t i, size_t j) {
  size_t n = moments->shape.n, first = bucket * moments->n_pairs;
  assert(i <= j && j < n && bucket < moments->shape.n_buckets);
  if (rows == CX_MOMENT_PAIRWISE) return moments->pair[first + place(n, i, j)];
  const complete *all = &moments->complete[bucket];
  const cx_wide *x = moments->x + bucket * n, *xy = moments->xy + first;
  return (cx_moment_pair){all->n, all->w, x[i], x[j], xy[place(n, i, i)], xy[place(n, j, j)], xy[place(n, i, j)]};
}

static bool grow(cx_wide *to, cx_wide by) { return !__builtin_add_overflow(*to, by, to); }

static bool sum(cx_moment_pair *to, const cx_moment_pair *by) {
  bool fits = !__builtin_add_overflow(to->n, by->n, &to->n);
  return grow(&to->w, by->w) && grow(&to->x, by->x) && grow(&to->y, by->y) && grow(&to->xx, by->xx) &&
         grow(&to->yy, by->yy) && grow(&to->xy, by->xy) && fits;
}

cx_status cx_moment_add(cx_moments *moments, cx_moment_rows rows, uint32_t bucket, size_t i, size_t j,
                        const cx_moment_pair *pair, cx_error *error) {
  size_t n = moments->shape.n, at = bucket * moments->n_pairs + place(n, i, j);
  assert(i <= j && j < n && bucket < moments->shape.n_buckets);
  bool fits = true;
  if (rows == CX_MOMENT_PAIRWISE) {
    fits = sum(&moments->pair[at], pair);
  } else {
    complete *all = &moments->complete[bucket];
    fits = grow(&moments->xy[at], pair->xy);
    if (i == j) fits &= grow(&moments->x[bucket * n + i], pair->x);
    if (j == 0) fits &= grow(&all->w, pair->w) && !__builtin_add_overflow(all->n, pair->n, &all->n);
  }
  return fits ? CX_OK : cx_moment_too_large(error);
}

cx_status cx_moment_add_n(cx_moments *moments, uint32_t bucket, uint64_t n, cx_error *error) {
  bool fits = !__builtin_add_overflow(moments->rows[bucket], n, &moments->rows[bucket]);
  return fits ? CX_OK : cx_moment_too_large(error);
}

uint64_t cx_moment_rounded(const cx_moments *moments, size_t i) { return moments->rounded[i]; }

cx_status cx_moment_add_rounded(cx_moments *moments, size_t i, uint64_t n, cx_error *error) {
  bool fits = !__builtin_add_overflow(moments->rounded[i], n, &moments->rounded[i]);
  return fits ? CX_OK : cx_moment_too_large(error);
}

cx_status cx_moment_total(const cx_moments *moments, cx_moment_rows rows, uint32_t without, size_t i, size_t j,
                          cx_moment_pair *out, cx_error *error) {
  cx_moment_pair total = {0};
  bool fits = true;
  for (uint32_t bucket = 0; bucket < moments->shape.n_buckets; bucket++) {
    if (bucket == without) continue;
    cx_moment_pair pair = cx_moment_at(moments, rows, bucket, i, j);
    fits &= sum(&total, &pair);
  }
  if (!fits) return cx_moment_too_large(error);
  *out = total;
  return CX_OK;
}

bool cx_moment_alike(const cx_moments *a, const cx_moments *b) {
  bool alike = a->shape.n == b->shape.n && a->shape.weighted == b->shape.weighted &&
               a->shape.n_buckets == b->shape.n_buckets;
  for (size_t i = 0; alike && i < a->shape.n; i++)
    alike = cx_text_equal(a->name[i], b->name[i]) && a->decimals[i] == b->decimals[i];
  return alike;
}

cx_status cx_moment_merge(cx_moments *moments, const cx_moments *other, cx_error *error) {
  assert(cx_moment_alike(moments, other));
  size_t n = moments->shape.n, buckets = moments->shape.n_buckets, n_pairs = moments->n_pairs;
  bool fits = true;
  for (size_t b = 0; b < buckets; b++) {
    fits &= !__builtin_add_overflow(moments->rows[b], other->rows[b], &moments->rows[b]);
    fits &= !__builtin_add_overflow(moments->complete[b].n, other->complete[b].n, &moments->complete[b].n);
    fits &= grow(&moments->complete[b].w, other->complete[b].w);
  }
  for (size_t i = 0; i < n; i++)
    fits &= !__builtin_add_overflow(moments->rounded[i], other->rounded[i], &moments->rounded[i]);
  for (size_t i = 0; i < buckets * n; i++) fits &= grow(&moments->x[i], other->x[i]);
  for (size_t i = 0; i < buckets * n_pairs; i++)
    fits &= grow(&moments->xy[i], other->xy[i]) && sum(&moments->pair[i], &other->pair[i]);
  return fits ? CX_OK : cx_moment_too_large(error);
}

size_t cx_moment_bytes(const cx_moments *moments) {
  size_t of_pair = sizeof(cx_moment_pair) + sizeof(cx_wide), of_bucket = sizeof(uint64_t) + sizeof(complete);
  size_t of_one = moments->shape.n * sizeof(cx_wide);
  return sizeof *moments + moments->shape.n_buckets * (moments->n_pairs * of_pair + of_bucket + of_one);
}
