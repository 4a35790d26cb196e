/* moment_part.c - see moment_part.h */
#include "count/moment_part.h"

#include "count/moment_small.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define EXACT 9007199254740992.0      /* 2^53 */
#define MOST_STEPS 4503599627370496.0 /* 2^52 */
#define PIECES 4u                     /* of an exact weight (3) ... */
#define PIECE_BITS 24u                /* ... each of so many bits */
#define PLANES (1u + PIECES)          /* small weights, then the pieces */
#define HELD (4u * CX_BATCH_ROWS)     /* rows that are multiplied at once: some dozens of each bucket */

#define CHUNK 64u                     /* rows that are laid out at once */

/* What the bins of a variable are: values, 0 where it is missing, and which of them that are. */
typedef struct worth {
  double *value;     /* NULL: a number */
  uint16_t *missing; /* 1 or 0 */
  uint16_t limit;    /* those from it on are missing, and no other ... */
  bool is_limited;   /* ... where this is true */
} worth;

struct cx_moment_part {
  const cx_moment_spec *spec;
  const cx_moment_kernel *kernel;
  cx_moment_shape shape;
  cx_moments *sums;
  cx_moment_small *small;    /* NULL: rows are doubles (6) */
  size_t stride;             /* doubles, or bytes, of a row */
  size_t n_table, n_bucket;  /* doubles of a table of products; of all tables of a bucket */
  worth *worth;              /* of each variable */
  double *factor;            /* of a number: 10^decimals */
  double *plane[PLANES];     /* of all buckets; those of the pieces only when one was met */
  uint64_t *complete, *partial; /* rows of each bucket since the planes were emptied */
  double largest;            /* value met so far */
  double n_rows;             /* since the planes were emptied */
  uint32_t *start;           /* scratch: of each bucket, complete rows and others */
  uint32_t n_held;           /* rows laid out and not yet multiplied: */
  double *x, *weight;        /* their values; their small weights, or 1 */
  uint64_t *missing;
  uint32_t *kind;            /* 2 x bucket, + 1 where something is missing */
  cx_wide *exact;            /* exact weights, 0 where it is a small one; NULL: nothing is weighted */
  bool has_exact;
  uint32_t *order;
  double *piece;
  void *raw[PLANES], *raw_x; /* what planes and x stand in */
};

/*
** Making and freeing.
*/

static double power(unsigned n) { return n == 0 ? 1 : 10 * power(n - 1); }

static bool value_bins(cx_moment_part *part, size_t v) {
  const double *value = part->spec->value[v];
  size_t n = value == NULL ? 0 : part->spec->n_values[v];
  worth *to = &part->worth[v];
  part->factor[v] = power(part->shape.decimals[v]);
  if (value == NULL) return true;
  to->value = calloc(n + 1, sizeof *to->value);
  to->missing = calloc(n + 1, sizeof *to->missing);
  if (to->value == NULL || to->missing == NULL) return false;
  while (to->limit < n && !isnan(value[to->limit])) to->limit = (uint16_t)(to->limit + 1);
  to->is_limited = true;
  for (size_t bin = 0; bin < n; bin++) {
    bool is_gone = isnan(value[bin]);
    to->missing[bin] = is_gone;
    if (is_gone != (bin >= to->limit)) to->is_limited = false;
    if (is_gone) continue;
    to->value[bin] = value[bin];
    part->largest = fmax(part->largest, fabs(value[bin]));
  }
  return true;
}

/* n doubles at a border of 64 bytes; *raw is to be freed. */
static double *doubles(void **raw, size_t n) {
  *raw = calloc(n + 8, sizeof(double));
  uintptr_t at = (uintptr_t)*raw;
  return *raw == NULL ? NULL : (double *)((at + 63) & ~(uintptr_t)63);
}

static bool allocate(cx_moment_part *part) {
  size_t n = part->shape.n, buckets = part->shape.n_buckets;
  part->worth = calloc(n + 1, sizeof *part->worth);
  part->factor = calloc(n + 1, sizeof *part->factor);
  part->plane[0] = doubles(&part->raw[0], (part->small == NULL ? buckets : 1) * part->n_bucket);
  part->complete = calloc(buckets, sizeof *part->complete);
  part->partial = calloc(buckets, sizeof *part->partial);
  part->start = calloc(2 * buckets + 1, sizeof *part->start);
  part->x = doubles(&part->raw_x, part->small == NULL ? HELD * part->stride : 0);
  part->weight = calloc(HELD, sizeof *part->weight);
  part->piece = calloc(HELD, sizeof *part->piece);
  part->missing = calloc(HELD, sizeof *part->missing);
  part->kind = calloc(HELD, sizeof *part->kind);
  part->order = calloc(HELD, sizeof *part->order);
  part->exact = calloc(part->shape.weighted ? HELD : 1, sizeof *part->exact);
  bool fine = part->worth && part->factor && part->plane[0] && part->complete && part->partial && part->start &&
              part->x && part->weight && part->piece && part->missing && part->kind && part->order && part->exact;
  for (size_t v = 0; fine && v < n; v++) fine = value_bins(part, v);
  return fine;
}

cx_status cx_moment_part_new(cx_moment_part **out, const cx_moment_spec *spec, const cx_moment_kernel *kernel,
                             cx_error *error) {
  cx_moment_part *part = calloc(1, sizeof *part);
  if (part == NULL) return cx_error_memory(error, "");
  part->spec = spec;
  part->kernel = kernel;
  part->shape = cx_moment_shaped(spec->moments);
  cx_status status = cx_moment_small_new(&part->small, spec, kernel, HELD, error);
  part->stride = part->small != NULL ? cx_moment_small_stride(part->small) : (part->shape.n + 1 + 7) / 8 * 8;
  part->n_table = part->stride * part->stride;
  part->n_bucket = 2 * part->n_table + part->shape.n * CX_MOMENT_ABSENT * part->stride;
  if (status == CX_OK && !allocate(part)) status = cx_error_memory(error, "");
  if (status == CX_OK) status = cx_moment_new(&part->sums, &part->shape, error);
  if (status == CX_OK) *out = part;
  else cx_moment_part_free(part);
  return status;
}

void cx_moment_part_free(cx_moment_part *part) {
  if (part == NULL) return;
  for (size_t v = 0; part->worth != NULL && v < part->shape.n; v++) {
    free(part->worth[v].value);
    free(part->worth[v].missing);
  }
  for (size_t i = 0; i < PLANES; i++) free(part->raw[i]);
  cx_moment_small_free(part->small);
  free(part->worth);
  free(part->factor);
  free(part->complete);
  free(part->partial);
  free(part->start);
  free(part->raw_x);
  free(part->weight);
  free(part->piece);
  free(part->missing);
  free(part->kind);
  free(part->exact);
  free(part->order);
  cx_moment_free(part->sums);
  free(part);
}

/*
** Emptying the planes into 128 bits (2).
*/

/* The tables of one bucket of one plane, and what 1 in them weighs. */
typedef struct tables {
  const double *complete, *partial, *absent;
  size_t stride;
  cx_wide step;
} tables;

static cx_wide whole(double value) { return (int64_t)value; }

/* A sum over all rows. */
static double all(const tables *t, size_t i, size_t j) {
  return t->complete[i * t->stride + j] + t->partial[i * t->stride + j];
}

/* A sum over the rows where v is missing: kind 0 of w x, 1 of w x x, 2 of w of those where `at` is missing too, 3 of 1. */
static double gone(const tables *t, size_t v, size_t kind, size_t at) {
  return t->absent[(v * CX_MOMENT_ABSENT + kind) * t->stride + at + 1];
}

/* (1) The pair's sums are those of all rows less those of the rows where the other one is missing. */
static cx_moment_pair pair_of(const tables *t, uint64_t rows, size_t i, size_t j) {
  const size_t a = i + 1, b = j + 1;
  double w = all(t, 0, 0) - gone(t, i, 2, i), less = gone(t, i, 3, i);
  if (i != j) {
    w += gone(t, i, 2, j) - gone(t, j, 2, j); /* i < j */
    less += gone(t, j, 3, j) - gone(t, i, 3, j);
  }
  return (cx_moment_pair){
      .n = rows == 0 ? 0 : rows - (uint64_t)less,
      .w = whole(w) * t->step,
      .x = whole(all(t, 0, a) - gone(t, j, 0, i)) * t->step,
      .y = whole(all(t, 0, b) - gone(t, i, 0, j)) * t->step,
      .xx = whole(all(t, a, a) - gone(t, j, 1, i)) * t->step,
      .yy = whole(all(t, b, b) - gone(t, i, 1, j)) * t->step,
      .xy = whole(all(t, a, b)) * t->step,
  };
}

static cx_moment_pair complete_of(const tables *t, uint64_t rows, size_t i, size_t j) {
  const double *at = t->complete;
  const size_t a = i + 1, b = j + 1, s = t->stride;
  return (cx_moment_pair){rows, whole(at[0]) * t->step, whole(at[a]) * t->step, whole(at[b]) * t->step,
                          whole(at[a * s + a]) * t->step, whole(at[b * s + b]) * t->step,
                          whole(at[a * s + b]) * t->step};
}

/* People are counted with the first plane alone. */
static cx_status empty_bucket(cx_moment_part *part, const tables *t, uint32_t bucket, bool counts, cx_error *error) {
  uint64_t complete = counts ? part->complete[bucket] : 0, rows = counts ? complete + part->partial[bucket] : 0;
  cx_status status = cx_moment_add_n(part->sums, bucket, rows, error);
  for (size_t i = 0; i < part->shape.n; i++)
    for (size_t j = i; j < part->shape.n && status == CX_OK; j++) {
      cx_moment_pair pair = pair_of(t, rows, i, j), whole_rows = complete_of(t, complete, i, j);
      if (part->small != NULL) {
        pair = cx_moment_small_pair(part->small, i, j, pair);
        whole_rows = cx_moment_small_pair(part->small, i, j, whole_rows);
      }
      status = cx_moment_add(part->sums, CX_MOMENT_PAIRWISE, bucket, i, j, &pair, error);
      if (status == CX_OK)
        status = cx_moment_add(part->sums, CX_MOMENT_LISTWISE, bucket, i, j, &whole_rows, error);
    }
  return status;
}

static cx_wide step_of(const cx_moment_part *part, size_t plane) {
  if (plane > 0) return (cx_wide)1 << ((plane - 1) * PIECE_BITS);
  return part->shape.weighted ? CX_WIDE_ONE / CX_WEIGHT_SCALE : 1;
}

static cx_status empty(cx_moment_part *part, cx_error *error) {
  cx_status status = CX_OK;
  for (size_t i = 0; i < PLANES; i++) {
    double *plane = part->plane[i];
    for (uint32_t b = 0; plane != NULL && b < part->shape.n_buckets && status == CX_OK; b++) {
      double *at = part->small == NULL ? plane + b * part->n_bucket : plane;
      if (part->complete[b] + part->partial[b] == 0) continue;
      if (part->small != NULL) cx_moment_small_empty(part->small, b, at);
      tables t = {at, at + part->n_table, at + 2 * part->n_table, part->stride, step_of(part, i)};
      status = empty_bucket(part, &t, b, i == 0, error);
      memset(at, 0, part->n_bucket * sizeof *at);
    }
  }
  memset(part->complete, 0, part->shape.n_buckets * sizeof *part->complete);
  memset(part->partial, 0, part->shape.n_buckets * sizeof *part->partial);
  part->n_rows = 0;
  return status;
}

/*
** The batch at hand.
*/

static cx_status too_large(const cx_moment_part *part, size_t v, cx_error *error) {
  char name[64];
  cx_text text = part->shape.name[v];
  size_t length = text.length < sizeof name - 1 ? text.length : sizeof name - 1;
  if (length > 0) memcpy(name, text.at, length);
  name[length] = '\0';
  return cx_error_set(error, CX_TOO_LARGE, "", "a number of '%s' has more than 15 digits; give it fewer decimals", name);
}

static bool is_answer(const cx_moment_number *number, double value) {
  bool is = value >= number->low && value <= number->high; /* not so for NaN */
  for (size_t i = 0; i < number->n_missing; i++) is &= value != number->missing[i];
  return is;
}

/* Lays the numbers of one variable out (5). */
static cx_status lay_numbers(cx_moment_part *part, const cx_batch *batch, size_t v, const uint32_t *rows, uint32_t n,
                             cx_error *error) {
  const double *number = batch->column[part->spec->column[v]].number;
  uint64_t rounded = 0;
  for (uint32_t i = 0; i < n; i++) {
    double value = number[rows[i]], *to = &part->x[(part->n_held + i) * part->stride + v + 1];
    bool is_there = is_answer(&part->spec->number[v], value);
    double steps = is_there ? value * part->factor[v] : 0;
    *to = nearbyint(steps);
    if (!is_there) part->missing[part->n_held + i] |= (uint64_t)1 << v;
    rounded += fabs(*to - steps) > 1e-9 * fmax(fabs(steps), 1);
    if (!(fabs(*to) <= MOST_STEPS)) return too_large(part, v, error);
    if (fabs(*to) > part->largest) part->largest = fabs(*to);
  }
  return cx_moment_add_rounded(part->sums, v, rounded, error);
}

/* The bins of up to CHUNK of the rows listed, side by side. */
static const uint16_t *bins_of(const uint16_t *bin, const uint32_t *rows, uint32_t n, uint16_t *scratch) {
  if (rows[n - 1] - rows[0] == n - 1) return bin + rows[0];
  for (uint32_t i = 0; i < n; i++) scratch[i] = bin[rows[i]];
  return scratch;
}

/* Values and missing flags of one variable, a few rows; shift: its place among sixteen. */
static void lay_bins(const worth *of, const uint16_t *bin, uint32_t n, double *to, size_t stride, uint16_t *missing,
                     unsigned shift) {
  const double *value = of->value;
  const uint16_t limit = of->limit;
  for (uint32_t i = 0; i < n; i++) to[i * stride] = value[bin[i]];
  for (uint32_t i = 0; of->is_limited && i < n; i++)
    missing[i] = (uint16_t)(missing[i] | (bin[i] >= limit ? 1u << shift : 0u));
  for (uint32_t i = 0; !of->is_limited && i < n; i++)
    missing[i] = (uint16_t)(missing[i] | (unsigned)of->missing[bin[i]] << shift);
}

/* Lays the scores of a few rows out, sixteen variables at a time. */
static void lay_scores(cx_moment_part *part, const cx_batch *batch, const uint32_t *rows, uint32_t n, uint32_t at) {
  uint16_t scratch[CHUNK], missing[CHUNK];
  double *to = part->x + at * part->stride;
  for (uint32_t i = 0; i < n; i++) {
    to[i * part->stride] = 1;
    part->missing[at + i] = 0;
  }
  for (size_t from = 0; from < part->shape.n; from += 16) {
    memset(missing, 0, sizeof missing);
    for (size_t v = from; v < from + 16 && v < part->shape.n; v++) {
      if (part->worth[v].value == NULL) continue;
      const uint16_t *bin = bins_of(batch->column[part->spec->column[v]].score, rows, n, scratch);
      lay_bins(&part->worth[v], bin, n, to + v + 1, part->stride, missing, (unsigned)(v - from));
    }
    for (uint32_t i = 0; i < n; i++) part->missing[at + i] |= (uint64_t)missing[i] << from;
  }
}

/* The same as bytes (6). */
static void lay_small(cx_moment_part *part, const cx_batch *batch, const uint32_t *rows, uint32_t n, uint32_t at) {
  uint16_t scratch[CHUNK];
  cx_moment_small_clear(part->small, at, n);
  for (size_t v = 0; v < part->shape.n; v++)
    cx_moment_small_lay(part->small, v, bins_of(batch->column[part->spec->column[v]].score, rows, n, scratch), at, n);
  cx_moment_small_mask(part->small, at, n, part->missing + at);
}

static cx_status lay_out(cx_moment_part *part, const cx_batch *batch, const uint32_t *rows, uint32_t n,
                         cx_error *error) {
  void (*lay)(cx_moment_part *, const cx_batch *, const uint32_t *, uint32_t, uint32_t) =
      part->small != NULL ? lay_small : lay_scores;
  for (uint32_t i = 0; i < n; i += CHUNK) lay(part, batch, rows + i, n - i < CHUNK ? n - i : CHUNK, part->n_held + i);
  cx_status status = CX_OK;
  for (size_t v = 0; v < part->shape.n && status == CX_OK; v++)
    if (part->worth[v].value == NULL) status = lay_numbers(part, batch, v, rows, n, error);
  return status;
}

/* What stands beside the values of the rows laid out last. */
static void lay_beside(cx_moment_part *part, const cx_batch *batch, const uint32_t *rows, uint32_t n) {
  const uint32_t *bucket = part->spec->bucket < 0 ? NULL : batch->column[part->spec->bucket].label;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t at = part->n_held + i, small = batch->weight[rows[i]];
    part->kind[at] = 2 * (bucket == NULL ? 0 : bucket[rows[i]]) + (part->missing[at] != 0);
    part->weight[at] = !part->shape.weighted ? 1 : small < CX_WEIGHT_MOST ? (double)small : 0;
    if (!part->shape.weighted) continue;
    part->exact[at] = small == CX_WEIGHT_EXACT ? batch->exact[rows[i]].w : 0;
    part->has_exact |= small == CX_WEIGHT_EXACT;
  }
}

/*
** The rows that are held.
*/

/* Lists the rows by bucket, complete ones first; start[2 b] is the first complete one of bucket b. */
static void sort(cx_moment_part *part) {
  uint32_t kinds = 2 * part->shape.n_buckets, sum = 0;
  memset(part->start, 0, (kinds + 1) * sizeof *part->start);
  for (uint32_t i = 0; i < part->n_held; i++) part->start[part->kind[i]]++;
  for (uint32_t k = 0; k <= kinds; k++) {
    uint32_t here = part->start[k];
    part->start[k] = sum;
    sum += here;
  }
  for (uint32_t i = 0; i < part->n_held; i++) part->order[part->start[part->kind[i]]++] = i;
  for (uint32_t k = kinds; k > 0; k--) part->start[k] = part->start[k - 1];
  part->start[0] = 0;
}

/* Multiplies the rows of all buckets (6). */
static void multiply_small(cx_moment_part *part) {
  for (uint32_t b = 0; b < part->shape.n_buckets; b++) {
    const uint32_t *start = part->start + 2 * b, *order = part->order;
    cx_moment_small_multiply(part->small, b, NULL, order + start[0], start[1] - start[0]);
    if (start[2] > start[1])
      cx_moment_small_multiply(part->small, b, part->missing, order + start[1], start[2] - start[1]);
  }
}

/* Multiplies the rows of all buckets into one plane. */
static void multiply(cx_moment_part *part, size_t plane, const double *weight) {
  const cx_moment_kernel *kernel = part->kernel;
  for (uint32_t b = 0; b < part->shape.n_buckets; b++) {
    double *to = part->plane[plane] + b * part->n_bucket;
    const uint32_t *first = part->order + part->start[2 * b], *second = part->order + part->start[2 * b + 1];
    size_t n_first = part->start[2 * b + 1] - part->start[2 * b];
    size_t n_second = part->start[2 * b + 2] - part->start[2 * b + 1];
    if (n_first > 0) kernel->product(part->x, weight, first, n_first, part->stride, to);
    if (n_second == 0) continue;
    kernel->product(part->x, weight, second, n_second, part->stride, to + part->n_table);
    kernel->absent(part->x, weight, part->missing, second, n_second, part->stride, to + 2 * part->n_table);
  }
}

static void count_rows(cx_moment_part *part) {
  for (uint32_t b = 0; b < part->shape.n_buckets; b++) {
    part->complete[b] += part->start[2 * b + 1] - part->start[2 * b];
    part->partial[b] += part->start[2 * b + 2] - part->start[2 * b + 1];
  }
}

/* (3) False: no weight has anything in that piece. */
static bool weigh_piece(cx_moment_part *part, unsigned piece) {
  uint64_t any = 0;
  for (uint32_t i = 0; i < part->n_held; i++) {
    uint64_t bits = (uint64_t)(part->exact[i] >> (piece * PIECE_BITS)) & (((uint64_t)1 << PIECE_BITS) - 1);
    part->piece[i] = (double)bits;
    any |= bits;
  }
  return any != 0;
}

static cx_status multiply_pieces(cx_moment_part *part, cx_error *error) {
  for (unsigned piece = 0; piece < PIECES; piece++) {
    if (!weigh_piece(part, piece)) continue;
    if (part->plane[piece + 1] == NULL)
      part->plane[piece + 1] = doubles(&part->raw[piece + 1], part->shape.n_buckets * part->n_bucket);
    if (part->plane[piece + 1] == NULL) return cx_error_memory(error, "");
    multiply(part, piece + 1, part->piece);
  }
  return CX_OK;
}

/*
** One by one (4).
*/

static bool times(cx_wide a, cx_wide b, cx_wide *out) { return !__builtin_mul_overflow(a, b, out); }

static bool make_pair(cx_wide w, cx_wide x, cx_wide y, cx_moment_pair *out) {
  *out = (cx_moment_pair){.n = 1, .w = w};
  return times(w, x, &out->x) && times(w, y, &out->y) && times(out->x, x, &out->xx) && times(out->y, y, &out->yy) &&
         times(out->x, y, &out->xy);
}

static cx_status add_row(cx_moment_part *part, uint32_t bucket, const double *row, uint64_t missing, cx_wide w,
                         cx_error *error) {
  cx_status status = cx_moment_add_n(part->sums, bucket, 1, error);
  for (size_t i = 0; i < part->shape.n; i++)
    for (size_t j = i; j < part->shape.n && status == CX_OK; j++) {
      cx_moment_pair pair;
      if ((missing >> i & 1) || (missing >> j & 1)) continue;
      if (!make_pair(w, whole(row[i + 1]), whole(row[j + 1]), &pair)) return cx_moment_too_large(error);
      status = cx_moment_add(part->sums, CX_MOMENT_PAIRWISE, bucket, i, j, &pair, error);
      if (status == CX_OK && missing == 0)
        status = cx_moment_add(part->sums, CX_MOMENT_LISTWISE, bucket, i, j, &pair, error);
    }
  return status;
}

static cx_status add_singly(cx_moment_part *part, cx_error *error) {
  cx_status status = CX_OK;
  for (uint32_t i = 0; i < part->n_held && status == CX_OK; i++) {
    cx_wide small = (cx_wide)(int64_t)part->weight[i] * step_of(part, 0);
    cx_wide w = part->shape.weighted ? small + part->exact[i] : 1;
    status = add_row(part, part->kind[i] / 2, part->x + i * part->stride, part->missing[i], w, error);
  }
  return status;
}

/* Multiplies what is held, or adds it one by one (2) (4). */
static cx_status process(cx_moment_part *part, cx_error *error) {
  double of_row = fmax(part->largest, 1) * fmax(part->largest, 1), n = part->n_held;
  if (part->shape.weighted) of_row *= (double)(1u << PIECE_BITS); /* small weights are below it too */
  cx_status status = CX_OK;
  if (part->small != NULL) {
    if (part->n_rows + n > CX_MOMENT_SMALL_ROWS) status = empty(part, error);
    sort(part);
    count_rows(part);
    multiply_small(part);
    part->n_rows += n;
  } else if (of_row * n >= EXACT) {
    status = add_singly(part, error);
  } else {
    if ((part->n_rows + n) * of_row >= EXACT) status = empty(part, error);
    sort(part);
    count_rows(part);
    if (status == CX_OK) multiply(part, 0, part->weight);
    if (status == CX_OK && part->has_exact) status = multiply_pieces(part, error);
    part->n_rows += n;
  }
  part->n_held = 0;
  part->has_exact = false;
  return status;
}

cx_status cx_moment_part_add(cx_moment_part *part, const cx_batch *batch, const uint32_t *rows, uint32_t n,
                             cx_error *error) {
  cx_status status = lay_out(part, batch, rows, n, error);
  if (status != CX_OK) return status;
  lay_beside(part, batch, rows, n);
  part->n_held += n;
  return part->n_held + CX_BATCH_ROWS > HELD ? process(part, error) : CX_OK;
}

cx_status cx_moment_part_join(cx_moment_part *part, cx_error *error) {
  cx_status status = process(part, error);
  if (status == CX_OK) status = empty(part, error);
  if (status == CX_OK) status = cx_moment_merge(part->spec->moments, part->sums, error);
  cx_moment_free(part->sums);
  part->sums = NULL;
  return status;
}
