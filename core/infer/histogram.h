/*
** histogram.h - whole distributions of answers compared: chi-square and Mann-Whitney
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      people by answer, of two groups or more. Weights have no place here: a weighted count is
**          not a count of people.
** Out:     one test.
** Owns:    nothing, allocates nothing.
**
** (1) Independence: Pearson's chi-square (1900) with (rows - 1)(columns - 1) degrees of freedom,
**     without continuity correction. Rows and columns that nobody is in are left out.
** (2) Cramer's V = sqrt(chi-square/(n (min(rows, columns) - 1))) (1946).
** (3) Chi-square is doubtful where an expected count is below 1, or more than a fifth of them are
**     below 5 (Cochran 1954): `doubtful` says so, and how many are.
** (4) Mann-Whitney (1947): U is how many of the n m pairs the first group wins, a tie being half a
**     win; z by its variance with ties, without continuity correction.
** (5) Superiority: U/(n m), the chance that one of the first group answers higher than one of the
**     second, ties shared (McGraw and Wong 1992).
** (6) Fewer than two rows or columns with people, or an empty group: not defined. All answers
**     equal: z 0, p 1, superiority a half.
*/
#ifndef CX_HISTOGRAM_H
#define CX_HISTOGRAM_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cx_independence {
  bool defined;               /* (6) */
  double chi_square, df, p;   /* (1) */
  double v;                   /* (2) */
  double n;
  size_t n_cells, n_small;    /* cells; those that expect fewer than 5 people */
  double least;               /* the least that a cell expects */
  bool doubtful;              /* (3) */
} cx_independence;

typedef struct cx_rank_test {
  bool defined;           /* (6) */
  double u, z, p;         /* (4) */
  double superiority;     /* (5) */
  double n, m;
} cx_rank_test;

/* count[row * n_columns + column], none negative. */
void cx_histogram_independence(const double *count, size_t n_rows, size_t n_columns,
                               cx_independence *out);

/* a and b by answer, in ascending order of the answers. */
void cx_histogram_rank(const double *a, const double *b, size_t n_answers, cx_rank_test *out);

#endif
