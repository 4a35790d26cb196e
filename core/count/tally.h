/*
** tally.h - how many people gave each answer, in each group
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      cells that counters hand over, or a saved file; other tallies to merge.
** Out:     for each group, question and answer: n, sum of w, sum of w squared; the size of the design.
** Owns:    its counts and its labels; it outlives files, workers and survey.
**
** (1) A row outside the filter adds only to the size of the design.
** (2) A missing answer is counted under its reason, never as a score.
** (3) Sums are exact (wide.h): any order of adding or merging gives the same bits.
** (4) Groups stand in byte order of their labels; answers of a scale by bin, open answers by text.
** (5) Only cells with n > 0 are kept; memory grows with groups seen, never with rows.
*/
#ifndef CX_TALLY_H
#define CX_TALLY_H

#include "base/error.h"
#include "base/text.h"
#include "base/wide.h"

#define CX_TALLY_BY 12 /* the most columns that group: eight, and hidden ones for strata, clusters, buckets */

typedef struct cx_count {
  uint64_t n;
  cx_wide w;
  cx_wide w2;
} cx_count;

typedef struct cx_tally_cell {
  uint32_t group;
  uint32_t answer; /* bin of a scale, or code of an open answer */
  cx_count count;
} cx_tally_cell;

typedef struct cx_tally_question {
  cx_text name;
  uint32_t n_bins; /* of a scale, missing reasons included; 0: open, answers are the texts found */
} cx_tally_question;

typedef struct cx_tally cx_tally;

/* An empty tally; copies the names. n_by at most CX_TALLY_BY. */
cx_status cx_tally_new(cx_tally **out, const cx_text *by, size_t n_by,
                       const cx_tally_question *question, size_t n_questions, cx_error *error);
void cx_tally_free(cx_tally *tally); /* NULL is fine */

/* The shape. */
size_t cx_tally_n_by(const cx_tally *tally);
cx_text cx_tally_by(const cx_tally *tally, size_t by);
size_t cx_tally_n_questions(const cx_tally *tally);
cx_tally_question cx_tally_question_at(const cx_tally *tally, size_t question);

/* The size of the design: rows read that were not taken out of it, and their weights. */
cx_count cx_tally_design(const cx_tally *tally);

/* Groups, in order (4): how many, and the label of one. Rows n of a group: cx_tally_group. */
size_t cx_tally_n_groups(const cx_tally *tally);
cx_text cx_tally_label(const cx_tally *tally, size_t group, size_t by);
cx_count cx_tally_group(const cx_tally *tally, size_t group); /* all rows of the group that passed */

/* Open answers of a question, in order (4). */
size_t cx_tally_n_answers(const cx_tally *tally, size_t question);
cx_text cx_tally_answer(const cx_tally *tally, size_t question, uint32_t answer);

/* The cells of a question in a group, by answer; borrowed until the tally changes. */
const cx_tally_cell *cx_tally_cells(const cx_tally *tally, size_t question, size_t group, size_t *n);

/* Building, for counters, loaders and merge: codes may be asked in any order; afterwards call
** cx_tally_settle once, which sorts, joins equal cells and makes rule (4) hold. */
cx_status cx_tally_add_design(cx_tally *tally, cx_count count, cx_error *error);
cx_status cx_tally_add_group(cx_tally *tally, const cx_text *label, cx_count rows, uint32_t *group,
                             cx_error *error);
cx_status cx_tally_add_answer(cx_tally *tally, size_t question, cx_text text, uint32_t *answer,
                              cx_error *error);
cx_status cx_tally_add_cell(cx_tally *tally, size_t question, uint32_t group, uint32_t answer,
                            cx_count count, cx_error *error);
cx_status cx_tally_settle(cx_tally *tally, cx_error *error);

/* Adds one count to another; false when the sum does not fit. */
bool cx_tally_sum(cx_count *to, cx_count count);

/* CX_TOO_LARGE with its message. */
cx_status cx_tally_too_large(cx_error *error);

/* Adds all of `other`, which must have the same by and question names and bins (assertion), to an
** unsettled or settled tally; settle afterwards. Checks for sums that no longer fit. */
cx_status cx_tally_merge(cx_tally *tally, const cx_tally *other, cx_error *error);

/* A new tally with only the named by-columns (indexes, ascending), groups summed; settled. */
cx_status cx_tally_collapse(cx_tally **out, const cx_tally *tally, const size_t *by, size_t n_by,
                            cx_error *error);

/* A new tally of one question by "side" and the columns behind the first n_own: those whose first labels are `own` are
** "group", all others "rest"; settled. */
cx_status cx_tally_against(cx_tally **out, const cx_tally *tally, size_t question, const cx_text *own, size_t n_own,
                           cx_error *error);

/* Bytes held, for the garbage collector's pace. */
size_t cx_tally_bytes(const cx_tally *tally);

#endif
