/*
** moment.h - how answers go together: exact sums of products, for each two questions
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      sums that parts hand over (moment_part.h), or a saved file; other moments to merge.
** Out:     for each bucket and each two variables n and the sums of w, w x, w y, w x x, w y y, w x y: over the rows
**          where both are there, and over those where all are.
** Owns:    its sums and its names; it outlives files, workers and survey.
**
** (1) A variable's value is a whole number of steps of 10^-decimals; a weight one of 10^-18, or 1 where nothing is
**     weighted. Sums are those whole numbers, exact: any order of adding or merging gives the same bits.
** (2) Rows of a bucket are those of one hash of the person, the account or the record (reader.h), for the jackknife.
** (3) A sum that does not fit 128 bits is CX_TOO_LARGE, never a wrong one.
*/
#ifndef CX_MOMENT_H
#define CX_MOMENT_H

#include "base/error.h"
#include "base/text.h"
#include "base/wide.h"

#define CX_MOMENT_MOST 64u       /* variables */
#define CX_MOMENT_BUCKETS 1024u  /* the most */
#define CX_MOMENT_DECIMALS 9u    /* the most */

typedef struct cx_moment_shape {
  size_t n;                /* variables */
  const cx_text *name;
  const uint8_t *decimals; /* of each (1) */
  bool weighted;
  uint32_t n_buckets;      /* 1: none */
} cx_moment_shape;

/* Of two variables, x the one with the smaller number; of one, x and y are the same. */
typedef struct cx_moment_pair {
  uint64_t n;
  cx_wide w, x, y, xx, yy, xy;
} cx_moment_pair;

typedef enum cx_moment_rows {
  CX_MOMENT_PAIRWISE, /* rows where both are there */
  CX_MOMENT_LISTWISE  /* rows where all are */
} cx_moment_rows;

typedef struct cx_moments cx_moments;

/* Empty moments; copies the names. */
cx_status cx_moment_new(cx_moments **out, const cx_moment_shape *shape, cx_error *error);
void cx_moment_free(cx_moments *moments); /* NULL is fine */

cx_moment_shape cx_moment_shaped(const cx_moments *moments);

/* Rows of a bucket, whatever they have. */
uint64_t cx_moment_n(const cx_moments *moments, uint32_t bucket);

/* The sums of variables i <= j in one bucket. */
cx_moment_pair cx_moment_at(const cx_moments *moments, cx_moment_rows rows, uint32_t bucket, size_t i, size_t j);

/* Adds to them; what listwise rows share (n, w, x ...) is taken of the pair (i, i) alone. */
cx_status cx_moment_add(cx_moments *moments, cx_moment_rows rows, uint32_t bucket, size_t i, size_t j,
                        const cx_moment_pair *pair, cx_error *error);
cx_status cx_moment_add_n(cx_moments *moments, uint32_t bucket, uint64_t n, cx_error *error);

/* Numbers of a variable that had more decimals than it has. */
uint64_t cx_moment_rounded(const cx_moments *moments, size_t i);
cx_status cx_moment_add_rounded(cx_moments *moments, size_t i, uint64_t n, cx_error *error);

/* The sums of cx_moment_at over all buckets but one (CX_MOMENT_BUCKETS: over all). */
cx_status cx_moment_total(const cx_moments *moments, cx_moment_rows rows, uint32_t without, size_t i, size_t j,
                          cx_moment_pair *out, cx_error *error);

/* Adds all of `other`, which has the same variables, decimals, weighting and buckets (assertion). */
cx_status cx_moment_merge(cx_moments *moments, const cx_moments *other, cx_error *error);

bool cx_moment_alike(const cx_moments *a, const cx_moments *b);

/* CX_TOO_LARGE with its message. */
cx_status cx_moment_too_large(cx_error *error);

/* Bytes held, for the garbage collector's pace. */
size_t cx_moment_bytes(const cx_moments *moments);

#endif
