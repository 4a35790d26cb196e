/*
** filter.h - which rows count: a compiled where-expression run on whole batches
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      tests on single columns joined by and, or, not; a batch.
** Out:     for each row true, false or unknown.
** Owns:    its program and its constants. A cx_filter is shared by all workers and never changes;
**          a cx_filter_memory is one worker's and remembers the truth of each label.
**
** (1) A test on a missing cell is unknown, save "is missing"; and, or, not are Kleene's.
** (2) Only rows that are true pass.
** (3) A test on a label is worked out once for each label, on a score once for each bin. A memory
**     sees one dictionary for each column; another one, or an emptied one, makes it start anew.
** (4) Texts compare by their bytes.
*/
#ifndef CX_FILTER_H
#define CX_FILTER_H

#include "base/error.h"
#include "read/batch.h"

typedef enum cx_truth { CX_FALSE = 0, CX_TRUE = 1, CX_UNKNOWN = 2 } cx_truth;

typedef enum cx_test_kind {
  CX_TEST_BINS,    /* SCORE: truth[bin] gives the answer; bins past n_truth are unknown */
  CX_TEST_TEXT,    /* LABEL: compare with one or several texts; the label "" is missing */
  CX_TEST_NUMBER,  /* NUMBER: compare with one or several numbers */
  CX_TEST_TIME,    /* TIME: compare with one or several moments in seconds */
  CX_TEST_MISSING  /* LABEL, NUMBER or TIME: is missing */
} cx_test_kind;

typedef enum cx_compare { CX_EQ, CX_NE, CX_LT, CX_LE, CX_GT, CX_GE, CX_IN } cx_compare;

typedef struct cx_test {
  cx_test_kind kind;
  uint32_t column;      /* index in the batch */
  cx_compare compare;
  uint32_t n_truth;     /* BINS */
  uint32_t n_constants; /* the others: one, or one or more when compare is CX_IN */
  const uint8_t *truth; /* BINS: values of cx_truth, also for bins of missing answers */
  const cx_text *text;  /* TEXT */
  const double *number; /* NUMBER */
  const int64_t *time;  /* TIME */
} cx_test;

/* A program in reverse Polish order: an op >= 0 pushes test number op, the others join. */
enum { CX_OP_AND = -1, CX_OP_OR = -2, CX_OP_NOT = -3, CX_OP_TRUE = -4 };

typedef struct cx_filter cx_filter;
typedef struct cx_filter_memory cx_filter_memory;

/* Copies tests and program; NULL programs (n_ops 0) are refused by assertion. */
cx_status cx_filter_new(cx_filter **out, const cx_test *test, size_t n_tests, const int32_t *op,
                        size_t n_ops, cx_error *error);
void cx_filter_free(cx_filter *filter); /* NULL is fine */

cx_status cx_filter_memory_new(cx_filter_memory **out, const cx_filter *filter, cx_error *error);
void cx_filter_memory_free(cx_filter_memory *memory); /* NULL is fine */

/* pass[i] = 1 for rows of the batch that are true, else 0 (rule 2), also past its last row; pass
** holds CX_BATCH_ROWS. Allocates only when a dictionary has grown much. */
cx_status cx_filter_run(const cx_filter *filter, cx_filter_memory *memory, const cx_batch *batch,
                        uint8_t *pass, cx_error *error);

#endif
