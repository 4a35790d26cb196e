/*
** panel_job.h - pairs of one person counted by a pass, and by a loop over all rows as slow as the rules are written
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      rows as texts of five cells.  Out: a tally, and what the loop makes of the same rows.
** Owns:    a panel_rows its rows.
*/
#ifndef CX_TESTS_PANEL_JOB_H
#define CX_TESTS_PANEL_JOB_H

#include <stdio.h>
#include <stdlib.h>

#include "count/panel.h"
#include "count/pass.h"

#define PANEL_HEADER "person,round,score,site,weight\n"
#define PANEL_ROWS 400
#define PANEL_MISSING 11u /* the first bin that is no answer */

enum { P_PERSON, P_ROUND, P_SCORE, P_SITE, P_WEIGHT, P_COLUMNS };

typedef struct panel_rows {
  size_t n;
  const char *cell[PANEL_ROWS][P_COLUMNS];
  bool spaced[PANEL_ROWS]; /* the person's name has blanks around it */
} panel_rows;

static const cx_column_spec panel_columns[P_COLUMNS] = {
    [P_PERSON] = {.kind = CX_COLUMN_LABEL, .name = {"person", 6}},
    [P_ROUND] = {.kind = CX_COLUMN_LABEL, .name = {"round", 5}},
    [P_SCORE] = {.kind = CX_COLUMN_SCORE, .name = {"score", 5}, .scale = {0, 10, 11, 15, NULL, 0}},
    [P_SITE] = {.kind = CX_COLUMN_LABEL, .name = {"site", 4}},
    [P_WEIGHT] = {.kind = CX_COLUMN_WEIGHT, .name = {"weight", 6}},
};
static const uint32_t panel_of[] = {P_SCORE};
static const cx_text panel_of_name[] = {{"score", 5}}, panel_before_name[] = {{"before", 6}};
static const char *const panel_scores[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "", "", "", ""};
static const char *const panel_weights[] = {"1", "0.5", "2.25", "0", "0.123456789012", "1000.5"};

/* How a pass is made of them. */
typedef struct panel_way {
  unsigned threads;
  size_t block_size, split; /* rows of the first of two files; 0: one file */
  bool weighted;
  uint32_t max_persons, max_groups;
} panel_way;

static inline cx_status read_rows(cx_pass *pass, const panel_rows *rows, size_t from, size_t to, cx_error *error) {
  static char name[P_COLUMNS][8] = {"person", "round", "score", "site", "weight"};
  char *names[] = {name[0], name[1], name[2], name[3], name[4]};
  const cx_header header = {P_COLUMNS, names, 0};
  const cx_dialect dialect = {.delimiter = ',', .quote = '"', .newline = '\n', .decimal = '.',
                              .data_offset = sizeof PANEL_HEADER - 1, .data_row = 2};
  static char text[PANEL_ROWS * 64];
  size_t n = (size_t)snprintf(text, sizeof text, "%s", PANEL_HEADER);
  for (size_t i = from; i < to; i++) {
    const char *const *c = rows->cell[i];
    n += (size_t)snprintf(text + n, sizeof text - n, rows->spaced[i] ? "\" %s \",%s,%s,%s,%s\n" : "%s,%s,%s,%s,%s\n",
                          c[0], c[1], c[2], c[3], c[4]);
  }
  cx_source *source = NULL;
  cx_file_receipt receipt;
  cx_status status = cx_source_open_text(&source, (cx_text){text, n}, "text", error);
  if (status == CX_OK) status = cx_pass_file(pass, source, &dialect, &header, &receipt, error);
  cx_source_close(source);
  return status;
}

/* The tally of one pass. side: CX_ROUNDS for rounds told by the column, else the round of all rows. */
static inline cx_status pair_rows(cx_panel *panel, const panel_rows *rows, panel_way way, cx_round side, cx_tally **out,
                                  cx_error *error) {
  cx_text label[15];
  for (size_t i = 0; i < 15; i++) label[i] = cx_text_of(panel_scores[i]);
  const cx_text *const before[] = {label};
  const size_t n_before[] = {15};
  cx_panel_spec how = {.panel = panel, .person = P_PERSON, .round = side == CX_ROUNDS ? P_ROUND : -1,
                       .label = {{"1", 1}, {"2", 1}}, .side = side, .before_at = side != CX_ROUND_EARLIER,
                       .before_name = panel_before_name, .before = before, .n_before = n_before};
  cx_tally_spec tally = {.n_by = side != CX_ROUND_EARLIER, .by = {P_SITE}, .by_name = {{"site", 4}}, .n_of = 1,
                         .of = panel_of, .of_name = panel_of_name, .panel = &how, .max_groups = way.max_groups};
  cx_pass_spec spec = {.column = panel_columns, .n_columns = P_COLUMNS, .weight = way.weighted ? P_WEIGHT : -1,
                       .tally = &tally, .n_tallies = 1, .threads = way.threads, .block_size = way.block_size};
  cx_pass *pass = NULL;
  cx_status status = cx_pass_new(&pass, &spec, error);
  if (status == CX_OK && way.split > 0) status = read_rows(pass, rows, 0, way.split, error);
  if (status == CX_OK) status = read_rows(pass, rows, way.split, rows->n, error);
  if (status == CX_OK) status = cx_pass_finish(pass, out, error);
  cx_pass_free(pass);
  return status;
}

static inline cx_status new_panel(cx_panel **out, panel_way way, cx_error *error) {
  cx_panel_shape shape = {.n_of = 1, .n_by = 1, .weighted = way.weighted, .max_persons = way.max_persons};
  return cx_panel_new(out, &shape, error);
}

/*
** The slow way.
*/

/* The last row of the person of row i in a round, or SIZE_MAX. */
static inline size_t last_of(const panel_rows *rows, size_t i, const char *round) {
  size_t last = SIZE_MAX;
  for (size_t k = 0; k < rows->n; k++)
    if (strcmp(rows->cell[k][P_PERSON], rows->cell[i][P_PERSON]) == 0 && strcmp(rows->cell[k][P_ROUND], round) == 0)
      last = k;
  return last;
}

static inline uint32_t naive_bin(const char *text) {
  if (*text == '\0') return PANEL_MISSING;
  char *end;
  long value = strtol(text, &end, 10);
  if (*end != '\0') return PANEL_MISSING + CX_MISSING_UNREADABLE;
  return value >= 0 && value <= 10 ? (uint32_t)value : PANEL_MISSING + CX_MISSING_OFF_SCALE;
}

static inline cx_panel_people naive_people(const panel_rows *rows) {
  cx_panel_people people = {0};
  for (size_t i = 0; i < rows->n; i++) {
    const char *const *c = rows->cell[i];
    bool first = strcmp(c[P_ROUND], "1") == 0, second = strcmp(c[P_ROUND], "2") == 0;
    people.other += !first && !second;
    people.blank += (first || second) && *c[P_PERSON] == '\0';
    if ((!first && !second) || *c[P_PERSON] == '\0') continue;
    size_t earlier = last_of(rows, i, "1"), later = last_of(rows, i, "2");
    if (i != earlier && i != later) people.repeated++;
    else if (earlier == SIZE_MAX) people.after++;
    else if (later == SIZE_MAX) people.before++;
    else people.both += i == later;
  }
  return people;
}

/* The count of the pairs with these labels and later bin; bin UINT32_MAX: of all of the group. */
static inline cx_count naive_cell(const panel_rows *rows, bool weighted, cx_text site, cx_text before, uint32_t bin) {
  cx_count sum = {0, 0, 0};
  for (size_t i = 0; i < rows->n; i++) {
    const char *const *c = rows->cell[i];
    size_t earlier = last_of(rows, i, "1");
    if (*c[P_PERSON] == '\0' || last_of(rows, i, "2") != i || earlier == SIZE_MAX) continue;
    uint32_t b = naive_bin(rows->cell[earlier][P_SCORE]);
    if (!cx_text_equal(site, cx_text_of(c[P_SITE])) || !cx_text_equal(before, cx_text_of(panel_scores[b]))) continue;
    if (bin != UINT32_MAX && naive_bin(c[P_SCORE]) != bin) continue;
    cx_count one = {1, CX_WIDE_ONE, CX_WIDE_ONE};
    if (weighted) {
      cx_wide_read(c[P_WEIGHT], strlen(c[P_WEIGHT]), &one.w);
      cx_wide_square((uint64_t)(one.w / 1000000), 12, &one.w2); /* no weight here has more decimals */
    }
    sum.n += one.n;
    sum.w += one.w;
    sum.w2 += one.w2;
  }
  return sum;
}

#endif
