/*
** job.h - a survey with every kind of column, its tallies and filters, run through engine and oracle
**
**   FILE > rows > batch > tally > metric > goal > report
**
** In:      a dialect, a text.  Out: outcomes (oracle.h).  Owns: its filters.
*/
#ifndef CX_TESTS_JOB_H
#define CX_TESTS_JOB_H

#include "../nasty.h"
#include "oracle.h"

#define JOB_HEADER "site,city,score,face,comment,weight,stamp"
#define JOB_COLUMNS 7
#define JOB_WEIGHT 5

enum { SITE, CITY, SCORE, FACE, COMMENT, WEIGHT, STAMP, HASH, N_SPECS };
enum { N_TALLIES = 6 };

typedef struct job {
  cx_dialect dialect;
  cx_header header;
  cx_pass_spec spec;
  cx_text text;
  cx_filter *only, *where;
  cx_source *source; /* to be read instead of text, and closed after the run; NULL: none */
} job;

static const cx_score_code job_codes[] = {
    {{"don't know", 10}, 15}, {{"dk", 2}, 15}, {{"99", 2}, 16}, {{"-", 1}, 16}, {{"top", 3}, 10}};
static const cx_score_code job_faces[] = {{{"delighted", 9}, 0}, {{"ok", 2}, 1}, {{"bad", 3}, 2}};

static const cx_column_spec job_columns[N_SPECS] = {
    [SITE] = {.kind = CX_COLUMN_LABEL, .name = {"site", 4}},
    [CITY] = {.kind = CX_COLUMN_LABEL, .name = {"city", 4}},
    [SCORE] = {.kind = CX_COLUMN_SCORE, .name = {"score", 5},
               .scale = {0, 10, 11, 17, job_codes, N_OF(job_codes)}},
    [FACE] = {.kind = CX_COLUMN_SCORE, .name = {"face", 4},
              .scale = {1, 0, 3, 7, job_faces, N_OF(job_faces)}},
    [COMMENT] = {.kind = CX_COLUMN_LABEL, .name = {"comment", 7}},
    [WEIGHT] = {.kind = CX_COLUMN_WEIGHT, .name = {"weight", 6}},
    [STAMP] = {.kind = CX_COLUMN_LABEL, .name = {"stamp", 5}, .label = CX_LABEL_BUCKET,
               .bucket = CX_MONTH},
    [HASH] = {.kind = CX_COLUMN_LABEL, .label = CX_LABEL_HASH, .n_hash = 4},
};

static const uint32_t job_of[] = {SCORE, FACE, COMMENT};
static const cx_text job_of_name[] = {{"score", 5}, {"face", 4}, {"comment", 7}};

static inline bool job_only(const oracle_row *row) {
  cx_text city = row->label[CITY];
  return city.length > 0 && !cx_text_equal(city, (cx_text){"Turku", 5});
}

static inline bool job_where(size_t t, const oracle_row *row) {
  (void)t;
  return row->bin[SCORE] == 9 || row->bin[SCORE] == 10;
}

static const oracle_rules job_rules = {job_only, job_where};

static inline cx_filter *job_filter(cx_test test) {
  static const int32_t program[] = {0};
  cx_filter *filter = NULL;
  if (cx_filter_new(&filter, &test, 1, program, 1, NULL) != CX_OK) abort();
  return filter;
}

static inline void job_open(job *j, cx_dialect dialect) {
  static char name[JOB_COLUMNS][8] = {"site", "city", "score", "face", "comment", "weight", "stamp"};
  static char *names[JOB_COLUMNS] = {name[0], name[1], name[2], name[3], name[4], name[5], name[6]};
  static cx_tally_spec tally[N_TALLIES];
  static const uint8_t high[17] = {[9] = CX_TRUE, [10] = CX_TRUE};
  static const cx_text turku = {"Turku", 5};
  *j = (job){.dialect = dialect, .header = {JOB_COLUMNS, names, 0}};
  j->dialect.data_row = 2;
  j->dialect.data_offset = strlen(JOB_HEADER) + 1;
  if (j->dialect.decimal == 0) j->dialect.decimal = '.';
  tally[0] = (cx_tally_spec){.n_of = 3, .of = job_of, .of_name = job_of_name};
  tally[1] = (cx_tally_spec){.n_by = 1, .by = {SITE}, .n_of = 2, .of = job_of, .of_name = job_of_name};
  tally[2] = (cx_tally_spec){.n_by = 3, .by = {SITE, CITY, STAMP}, .n_of = 1, .of = job_of,
                             .of_name = job_of_name};
  tally[3] = (cx_tally_spec){.n_by = 1, .by = {CITY}, .n_of = 1, .of = job_of + 1,
                             .of_name = job_of_name + 1};
  tally[4] = (cx_tally_spec){.n_by = 1, .by = {HASH}, .n_of = 1, .of = job_of, .of_name = job_of_name};
  tally[5] = (cx_tally_spec){.n_by = 8, .by = {SITE, CITY, STAMP, HASH, COMMENT, SITE, CITY, STAMP},
                             .n_of = 1, .of = job_of + 2, .of_name = job_of_name + 2};
  j->where = job_filter((cx_test){.kind = CX_TEST_BINS, .column = SCORE, .n_truth = 17,
                                        .truth = high});
  tally[3].where = j->where;
  j->spec = (cx_pass_spec){.column = job_columns, .n_columns = N_SPECS, .weight = -1, .tally = tally,
                           .n_tallies = N_TALLIES, .threads = 1};
  j->only = job_filter((cx_test){.kind = CX_TEST_TEXT, .column = CITY, .compare = CX_NE,
                                 .n_constants = 1, .text = &turku});
  j->spec.only = j->only;
}

static inline void job_close(job *j) {
  cx_filter_free(j->where);
  cx_filter_free(j->only);
}

static inline void job_set_text(job *j, const char *text, size_t n) {
  j->text = (cx_text){text, n};
}

/* Counts the tallies and odd answers of a pass that has read its files. */
static inline void job_finish(const job *j, cx_pass *pass, outcome *o) {
  cx_tally *tally[N_TALLIES] = {0};
  cx_error error = {0};
  o->status = cx_pass_finish(pass, tally, &error);
  if (o->status != CX_OK) return;
  for (size_t t = 0; t < j->spec.n_tallies; t++) {
    if (!is_in_order(tally[t])) o->status = CX_CALLBACK; /* no such outcome: a failure */
    read_tally(&j->spec, t, tally[t], &o->tally);
    cx_tally_free(tally[t]);
  }
  read_odd(pass, &o->odd);
  if (ledger_settle(&o->tally) > 0 || ledger_settle(&o->odd) > 0) o->status = CX_CALLBACK;
}

static inline void job_run(const job *j, outcome *o) {
  cx_error error = {0};
  cx_pass *pass = NULL;
  cx_source *source = j->source;
  cx_file_receipt receipt = {0};
  o->status = CX_OK;
  if (source == NULL) o->status = cx_source_open_text(&source, j->text, "text", &error);
  if (o->status == CX_OK) o->status = cx_pass_new(&pass, &j->spec, &error);
  if (o->status == CX_OK)
    o->status = cx_pass_file(pass, source, &j->dialect, &j->header, &receipt, &error);
  if (o->status == CX_OK) job_finish(j, pass, o);
  o->read = receipt.read;
  o->used = receipt.used;
  o->problems = receipt.problems;
  cx_pass_free(pass);
  cx_source_close(source);
}

static inline void job_ask_oracle(const job *j, outcome *o) {
  run_oracle(&j->spec, &job_rules, &j->dialect, &j->header, j->text, o);
  ledger_settle(&o->tally);
  ledger_settle(&o->odd);
  if (o->status == CX_OK && o->tally.too_large) o->status = CX_TOO_LARGE;
}

/* A word that suits a column, ',' and '"' standing for the dialect's own. */
static inline const char *job_word(nasty *g, uint32_t column) {
  static const char *const words[JOB_COLUMNS][16] = {
      {"A", "B", "\"A\"", "C", "", " B ", "a site with a name of over thirty-two bytes", "D"},
      {"Oulu", "Turku", "Espoo", "\"Oulu\"", "", "\xc3\x84ht\xc3\xa4ri"},
      {"0", "1", "2", "5", "7", "8", "9", "10", "\"10\"", "11", "99", "10 - Extremely likely", "dk", "6.5",
       " 4 ", "4.0"},
      {"delighted", "ok", "bad", "\"ok\"", "", "meh", " bad"},
      {"", "good", "\"good, really\"", "\"two\nlines\"", "\"a \"\"b\"\" c\"", "\"good\"", "-"},
      {"1", "0.5", "1.25", "0", "2.3333", "0.123456789012345678", "1e-3", "999.9999", "1000",
       "1000000000", "-1", "", "x", "\"1.5\"", "0.12345678901", "1000000001"},
      {"2026-03-09", "2026-03-10T12:30", "9.4.2026", "2026-04-01 00:00:00", "", "yesterday", "\"\"",
       "\"2026-03-31 klo\"", "2026-02-30", " 2026-03-09x", "2026-13-01"}};
  uint32_t n = 0;
  while (n < 16 && words[column][n] != NULL) n++;
  return words[column][nasty_below(g, n)];
}

#endif
