/*
** panel.h - the same people in two rounds: each person's last answers in either, joined into pairs
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      batches, and which of their rows pass; a column that says who answered, another that says when.
** Out:     a tally of those who are in both rounds: their later answers, by their earlier ones.
** Owns:    persons, their names, the labels of their groups: they leave memory with it. A tally made of it has
**          none of the names.
**
** (1) A person is the text of a cell, trimmed, compared byte for byte. A blank one is nobody: its rows are counted,
**     and left out.
** (2) Of a person's rows in one round the last one counts, in the order of the file and of the files; the others are
**     counted as repeated. Which is the last does not depend on threads or blocks.
** (3) Groups and weight of a pair are those of its later row.
** (4) An earlier answer is a label of the tally, "" when it is missing for whatever reason; a later one is in its bin.
** (5) The tally holds the pairs, and its design is their number and weight. Persons of one round are counted only.
** (6) Memory grows with persons, not with rows: 28 bytes each, 4 for each question and each column that groups, 32
**     with weights, the name's bytes and one more, and 16 to 32 of the table that finds them. Measured: 70 bytes a person
**     of a million with names of 11 letters, one question and one column. A worker has those it met, and they are joined
**     in the end, so that two workers who meet everybody need twice as much.
** (7) More than max_persons end the pass, told of each worker by itself and of all together.
** (8) Two files of different questionnaires are two passes that fill one panel, one round each; the tally of the
**     first is empty.
*/
#ifndef CX_PANEL_H
#define CX_PANEL_H

#include "count/tally_spec.h"
#include "read/reader.h"

#define CX_PANEL_MOST 10000000u /* persons where max_persons is 0 */

typedef enum cx_round {
  CX_ROUND_EARLIER,
  CX_ROUND_LATER,
  CX_ROUNDS,
  CX_ROUND_OTHER = CX_ROUNDS /* of neither */
} cx_round;

typedef struct cx_panel_shape {
  size_t n_of;          /* questions */
  size_t n_by;          /* columns that group */
  bool weighted;
  uint32_t max_persons; /* 0: CX_PANEL_MOST; at most 2^30 */
} cx_panel_shape;

typedef struct cx_panel cx_panel;

/* What the spec of a tally of pairs says besides its `by` and `of`: LABEL columns, as many as the panel's shape has or,
** where all rows are of the earlier round, none; SCORE columns. */
struct cx_panel_spec {
  cx_panel *panel;              /* to be filled when the pass is finished */
  uint32_t person;              /* LABEL column */
  long round;                   /* LABEL column that says the round, or -1: all rows are of `side` */
  cx_text label[CX_ROUNDS];     /* of the two rounds in that column */
  cx_round side;
  size_t before_at;             /* the earlier answers' place among the tally's columns */
  const cx_text *before_name;   /* what they are called, for each question */
  const cx_text *const *before; /* for each question the labels of its earlier bins (4) ... */
  const size_t *n_before;       /* ... and how many */
};

/* How many persons and rows there are: rows that passed = blank + other + repeated + before + after + 2 both. */
typedef struct cx_panel_people {
  uint64_t both, before, after; /* persons of both rounds, of the earlier or the later one only */
  uint64_t blank, other;        /* rows of nobody (1), rows of other rounds */
  uint64_t repeated;            /* rows that a later one of the person stands for (2) */
} cx_panel_people;

cx_status cx_panel_new(cx_panel **out, const cx_panel_shape *shape, cx_error *error);
void cx_panel_free(cx_panel *panel); /* NULL is fine */

/* An empty panel of the same shape, for one worker. */
cx_status cx_panel_part(cx_panel **out, const cx_panel *whole, cx_error *error);

/* Adds n rows of the batch, those listed. before: what stands before the file in the order of (2). */
cx_status cx_panel_add(cx_panel *part, const cx_tally_spec *spec, const cx_batch *batch, const cx_window *window,
                       uint64_t before, const uint32_t *rows, uint32_t n, cx_error *error);

/* Adds a worker's part, whose labels are those of its reader, and empties it. */
cx_status cx_panel_join(cx_panel *whole, cx_panel *part, const cx_tally_spec *spec, const cx_reader *reader,
                        cx_error *error);

/* The pairs as a settled tally, its columns being spec's `by` with the earlier answers put in at before_at. */
cx_status cx_panel_tally(const cx_panel *whole, const cx_tally_spec *spec, const cx_column_spec *column,
                         cx_tally **out, cx_error *error);

cx_panel_shape cx_panel_shaped(const cx_panel *panel);
cx_panel_people cx_panel_count(const cx_panel *panel);

#endif
