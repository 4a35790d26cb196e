/*
** scale.h - the answers of a question and the bins they are counted in
**
**   file > ROWS > BATCH > tally > metric > goal > report
**
** In:      a scale as declared; raw cells.  Out: bins.
** Owns:    a cx_scores: its odd answers. A cx_scale is the caller's, and borrowed.
**
** (1) Bins stand in this order: answers; empty, short row, off scale, unreadable; declared reasons.
** (2) Declared texts come first; then whole numbers from..to ("4", "4.0", "4,0", " 4 "); then the whole
**     number at the start of a label ("10 - Extremely likely") when it is on the scale.
** (3) Any other number is off its scale, any other text unreadable: counted, listed, never in a bin of
**     answers.
** (4) Cells of up to two bytes that name an answer or a reason are looked up in a table; all others in a
**     dictionary, so that each different text is understood once.
*/
#ifndef CX_SCALE_H
#define CX_SCALE_H

#include "read/cell.h"
#include "read/label.h"
#include "read/window.h"

/* Reasons for a missing answer that every scale has, as bins after its answers. */
enum {
  CX_MISSING_EMPTY,
  CX_MISSING_SHORT_ROW,
  CX_MISSING_OFF_SCALE,
  CX_MISSING_UNREADABLE,
  CX_MISSING_KINDS
};

/* A text that stands for a bin: a named answer, a code for missing. */
typedef struct cx_score_code {
  cx_text text; /* UTF-8, compared exactly after trimming; numbers also by value: "6" is "6.0" */
  uint16_t bin;
} cx_score_code;

typedef struct cx_scale {
  long from, to;      /* whole numbers, in bins 0 .. to - from; from > to: named answers only */
  uint16_t n_answers; /* bins of answers */
  uint16_t n_bins;    /* all bins */
  const cx_score_code *code;
  size_t n_codes;
} cx_scale;

typedef struct cx_scores cx_scores;

cx_status cx_scores_new(cx_scores **out, const cx_scale *scale, cx_error *error);
void cx_scores_free(cx_scores *scores); /* NULL is fine */

/* Empties the dictionary's cache of raw cells, for a file of another dialect; what was met stays. */
void cx_scores_forget(cx_scores *scores);

/* The bins of a column's cells in n rows of the window from `first`. */
cx_status cx_scores_decode(cx_scores *scores, cx_cell *cell, const cx_window *window, uint32_t column,
                           uint32_t first, uint32_t n, uint16_t *bin, cx_error *error);

/* The bin of a value, by rules (2) and (3). */
uint16_t cx_scale_bin(const cx_scale *scale, cx_text value, char decimal);

/* Different texts met that rule (4) sent to the dictionary: how many, and one with its bin and count. */
uint32_t cx_scores_n_odd(const cx_scores *scores);
cx_text cx_scores_odd(const cx_scores *scores, uint32_t i, uint16_t *bin, uint64_t *n);

#endif
