/*
** oracle.h - what a pass must count, row by row and sum by sum, from the naive reading
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      a pass's spec and a text.  Out: ledgers: every cell of every tally under a key, sorted.
** Owns:    a ledger owns its entries.
**
** (1) Keys say tally, group labels, question and answer, so equal ledgers are equal tallies.
** (2) Numbers and moments are read by value.h and time.h, which have tests of their own; scales, weights,
**     squares, groups, filters and receipts are worked out here anew.
*/
#ifndef CX_TESTS_ORACLE_H
#define CX_TESTS_ORACLE_H

#include "../naive.h"
#include "base/hash.h"
#include "count/pass.h"
#include "read/encoding.h"
#include "read/value.h"

typedef struct entry {
  size_t key, length; /* in bytes */
  cx_count count;
} entry;

typedef struct ledger {
  bool too_large; /* a sum does not fit */
  entry *entry;
  size_t n, capacity;
  char *bytes;
  size_t used, room;
} ledger;

static inline void ledger_bytes(ledger *l, const void *bytes, size_t n) {
  if (l->used + n > l->room) l->bytes = realloc(l->bytes, l->room = 2 * (l->used + n));
  if (n > 0) memcpy(l->bytes + l->used, bytes, n);
  l->used += n;
}

static inline void ledger_text(ledger *l, cx_text text) {
  uint32_t length = (uint32_t)text.length;
  ledger_bytes(l, &length, sizeof length);
  ledger_bytes(l, text.at, text.length);
}

/* Begins an entry: its key is the bytes added until ledger_end. */
static inline void ledger_begin(ledger *l, char kind, size_t number) {
  if (l->n == l->capacity)
    l->entry = realloc(l->entry, (l->capacity = 2 * l->capacity + 16) * sizeof *l->entry);
  l->entry[l->n] = (entry){.key = l->used};
  uint16_t tag = (uint16_t)number;
  ledger_bytes(l, &kind, 1);
  ledger_bytes(l, &tag, sizeof tag);
}

static inline void ledger_end(ledger *l, cx_count count) {
  entry *e = &l->entry[l->n++];
  e->length = l->used - e->key;
  e->count = count;
}

static const char *ledger_base; /* qsort gives no context */

static inline int compare_entries(const void *x, const void *y) {
  const entry *a = x, *b = y;
  size_t shorter = a->length < b->length ? a->length : b->length;
  int order = memcmp(ledger_base + a->key, ledger_base + b->key, shorter);
  return order ? order : (a->length > b->length) - (a->length < b->length);
}

/* Sorts, joins equal keys; returns how many were joined. */
static inline size_t ledger_settle(ledger *l) {
  size_t kept = 0;
  ledger_base = l->bytes;
  if (l->n > 0) qsort(l->entry, l->n, sizeof *l->entry, compare_entries);
  for (size_t i = 0; i < l->n; i++) {
    if (kept > 0 && compare_entries(&l->entry[kept - 1], &l->entry[i]) == 0) {
      cx_count *to = &l->entry[kept - 1].count;
      to->n += l->entry[i].count.n;
      l->too_large |= __builtin_add_overflow(to->w, l->entry[i].count.w, &to->w);
      l->too_large |= __builtin_add_overflow(to->w2, l->entry[i].count.w2, &to->w2);
    } else {
      l->entry[kept++] = l->entry[i];
    }
  }
  size_t joined = l->n - kept;
  l->n = kept;
  return joined;
}

static inline bool ledger_equal(const ledger *a, const ledger *b) {
  if (a->n != b->n) return false;
  for (size_t i = 0; i < a->n; i++) {
    const entry *x = &a->entry[i], *y = &b->entry[i];
    if (x->length != y->length || memcmp(a->bytes + x->key, b->bytes + y->key, x->length) != 0 ||
        x->count.n != y->count.n || x->count.w != y->count.w || x->count.w2 != y->count.w2)
      return false;
  }
  return true;
}

static inline void ledger_free(ledger *l) {
  free(l->entry);
  free(l->bytes);
  *l = (ledger){0};
}

/* Everything a pass gives but the bytes. */
typedef struct outcome {
  cx_status status;
  ledger tally, odd;
  uint64_t read, used;
  cx_problems problems;
} outcome;

static inline void outcome_free(outcome *o) {
  ledger_free(&o->tally);
  ledger_free(&o->odd);
}

/*
** Values.
*/

/* A cell in UTF-8, trimmed; invalid bytes become U+FFFD, and *damaged. To be freed: *memory. */
static inline cx_text oracle_text(cx_text value, bool *damaged, char **memory) {
  char *to = *memory = malloc(3 * value.length + 1);
  *damaged = false;
  for (size_t i = 0; i < value.length;) {
    bool valid;
    cx_text rest = {value.at + i, value.length - i};
    size_t good = cx_encoding_utf8_prefix(rest, &valid);
    memcpy(to, rest.at, good);
    to += good;
    if ((i += good) == value.length) break;
    memcpy(to, "\xef\xbf\xbd", 3);
    to += 3;
    i++;
    *damaged = true;
  }
  return cx_value_trim((cx_text){*memory, (size_t)(to - *memory)});
}

/* scale (2) and (3). */
static inline uint32_t oracle_bin(const cx_scale *scale, cx_text value, bool absent, char decimal) {
  if (absent) return scale->n_answers + CX_MISSING_SHORT_ROW;
  double number, declared;
  bool is_number = cx_value_number(value, decimal, &number);
  for (size_t i = 0; i < scale->n_codes; i++)
    if (cx_text_equal(scale->code[i].text, value)) return scale->code[i].bin;
  for (size_t i = 0; is_number && i < scale->n_codes; i++)
    if (cx_value_number(scale->code[i].text, '.', &declared) && declared == number)
      return scale->code[i].bin;
  if (value.length == 0) return scale->n_answers + CX_MISSING_EMPTY;
  for (long answer = scale->from; answer <= scale->to; answer++)
    if (is_number && number == (double)answer) return (uint32_t)(answer - scale->from);
  if (is_number) return scale->n_answers + CX_MISSING_OFF_SCALE;
  long code;
  if (cx_value_leading_integer(value, &code) && code >= scale->from && code <= scale->to)
    return (uint32_t)(code - scale->from);
  return scale->n_answers + CX_MISSING_UNREADABLE;
}

/* weight (1) to (3): 1 a weight, 0 none, -1 a bad one. */
static inline int oracle_weight(cx_text value, char decimal, cx_count *count) {
  cx_decimal d;
  double rough;
  if (!cx_value_decimal(value, decimal, &d)) return cx_value_number(value, decimal, &rough) ? -1 : 0;
  cx_wide_unsigned w = d.mantissa, square = w * w, least = 1;
  for (unsigned i = d.decimals; i < 18; i++) w *= 10;
  for (unsigned i = 0; i < 27; i++) least *= 10;
  if ((d.negative && w > 0) || w > least) return -1;
  for (unsigned i = 2u * d.decimals; i < 18; i++) square *= 10;
  unsigned last = 0;
  for (unsigned i = 18; i < 2u * d.decimals; i++, square /= 10) last = (unsigned)(square % 10);
  *count = (cx_count){1, (cx_wide)w, (cx_wide)(square + (last >= 5))};
  return 1;
}

/* column (1): the part of a raw cell that a bucket looks at, or its value. */
static inline cx_text oracle_timely(cx_text text, cx_bucket bucket, char quote) {
  size_t need = bucket == CX_HOUR ? 13 : 10;
  size_t quoted = text.length > 0 && quote != 0 && text.at[0] == quote;
  bool timely = text.length >= need + quoted && text.at[quoted + 4] == '-' && text.at[quoted + 7] == '-';
  return timely ? (cx_text){text.at + quoted, need} : (cx_text){NULL, 0};
}

/* The moment's bucket, or "" and false. */
static inline bool oracle_bucket(cx_text value, cx_bucket bucket, char order, char text[20], cx_text *out) {
  int64_t seconds;
  cx_text timely = oracle_timely(value, bucket, 0);
  *out = (cx_text){"", 0};
  if (timely.at != NULL) value = timely;
  if (timely.at != NULL && bucket == CX_HOUR) {
    memcpy(text, timely.at, 13);
    memcpy(text + 13, ":00", 3);
    value = (cx_text){text, 16};
  }
  if (!cx_time_read(value, order, &seconds)) return false;
  *out = (cx_text){text, cx_time_bucket(seconds, bucket, text)};
  return true;
}

/*
** Rows.
*/

/* What is known of one row: for each column a label or a bin. */
typedef struct oracle_row {
  cx_text label[16];
  uint32_t bin[16];
  char *memory[16];
  char bucket[16][20];
} oracle_row;

static inline void note_odd(outcome *o, size_t column, const cx_scale *scale, uint32_t bin, cx_text value) {
  uint32_t off_scale = scale->n_answers + CX_MISSING_OFF_SCALE;
  if (bin != off_scale && bin != off_scale + 1) return; /* unreadable is next to it */
  ledger_begin(&o->odd, 'o', column);
  ledger_bytes(&o->odd, &bin, sizeof bin);
  ledger_text(&o->odd, value);
  ledger_end(&o->odd, (cx_count){1, 0, 0});
}

/* The record as far as it has columns, without what ends it. */
static inline cx_text oracle_record(const naive_file *file) {
  const naive_row *row = &file->row;
  size_t n = row->n_cells < file->n_columns ? row->n_cells : file->n_columns;
  const char *end = row->raw[n - 1].at + row->raw[n - 1].length;
  if (file->dialect->quote != 0) /* a closing quote may be followed by the record's '\r' only */
    while (n == row->n_cells && *end != file->dialect->newline && *end != '\r') end++;
  cx_text record = {row->raw[0].at, (size_t)(end - row->raw[0].at)};
  bool cr = file->dialect->crlf && row->n_cells < file->n_columns && record.length > 0 &&
            record.at[record.length - 1] == '\r';
  record.length -= cr;
  return record;
}

static inline void understand_cell(const cx_pass_spec *spec, const cx_header *header, naive_file *file,
                                   size_t c, uint64_t record, oracle_row *row, outcome *o) {
  const cx_column_spec *column = &spec->column[c];
  bool damaged = false, whole = column->name.length == 0;
  long index = whole ? 0 : cx_header_find(header, column->name);
  cx_text cell = file->row.value[index], timely = {NULL, 0};
  if (column->kind == CX_COLUMN_LABEL && column->label == CX_LABEL_BUCKET)
    timely = oracle_timely(file->row.raw[index], column->bucket, file->dialect->quote);
  if (timely.at != NULL) cell = timely;
  cx_text value = oracle_text(cell, &damaged, &row->memory[c]);
  if (column->kind == CX_COLUMN_SCORE) {
    row->bin[c] = oracle_bin(&column->scale, value, file->row.raw[index].at == NULL,
                             file->dialect->decimal);
    if (file->row.raw[index].at != NULL) note_odd(o, c, &column->scale, row->bin[c], value);
  }
  row->label[c] = value;
  if (column->kind != CX_COLUMN_LABEL) return;
  if (column->label == CX_LABEL_HASH) {
    uint64_t hash = cx_hash_stable(whole ? oracle_record(file) : value) % column->n_hash;
    static const char digits[] = "0123456789";
    row->label[c] = (cx_text){digits + hash, 1};
    return;
  }
  if (damaged) cx_problems_add(&file->problems, CX_PROBLEM_NOT_UTF8, record);
  if (value.length > 0 && memchr(value.at, 0, value.length) != NULL)
    cx_problems_add(&file->problems, CX_PROBLEM_NUL, record);
  if (column->label != CX_LABEL_BUCKET) return;
  if (!oracle_bucket(value, column->bucket, file->dialect->day_order, row->bucket[c], &row->label[c]) &&
      value.length > 0)
    cx_problems_add(&file->problems, CX_PROBLEM_NO_TIME, record);
}

/* Adds the row to tally t. */
static inline void count_row(const cx_pass_spec *spec, size_t t, const oracle_row *row, cx_count weight,
                             ledger *l) {
  const cx_tally_spec *tally = &spec->tally[t];
  for (size_t q = 0; q <= tally->n_of; q++) {
    ledger_begin(l, q < tally->n_of ? 'c' : 'g', t);
    for (size_t k = 0; k < tally->n_by; k++) ledger_text(l, row->label[tally->by[k]]);
    if (q < tally->n_of) {
      uint32_t column = tally->of[q];
      ledger_bytes(l, &column, sizeof column);
      if (spec->column[column].kind == CX_COLUMN_SCORE) ledger_bytes(l, &row->bin[column], 4);
      else ledger_text(l, row->label[column]);
    }
    ledger_end(l, weight);
  }
}

/* A filter said in C: does the row pass `only`, or the where of tally t? */
typedef struct oracle_rules {
  bool (*only)(const oracle_row *row);
  bool (*where)(size_t t, const oracle_row *row);
} oracle_rules;

static inline void count_naively(const cx_pass_spec *spec, const oracle_rules *rules, naive_file *file,
                                 const oracle_row *row, uint64_t record, outcome *o) {
  cx_count weight = {1, CX_WIDE_ONE, CX_WIDE_ONE};
  int good = 1;
  if (spec->weight >= 0)
    good = oracle_weight(row->label[spec->weight], file->dialect->decimal, &weight);
  if (good <= 0) {
    cx_problems_add(&file->problems, good ? CX_PROBLEM_BAD_WEIGHT : CX_PROBLEM_NO_WEIGHT, record);
    return;
  }
  if (spec->only != NULL && !rules->only(row)) {
    cx_problems_add(&file->problems, CX_PROBLEM_ONLY, record);
    return;
  }
  o->used++;
  for (size_t t = 0; t < spec->n_tallies; t++) {
    ledger_begin(&o->tally, 'd', t);
    ledger_end(&o->tally, weight);
    if (spec->tally[t].where == NULL || rules->where(t, row)) count_row(spec, t, row, weight, &o->tally);
  }
}

/* The outcome of one file; added to what o holds of files before. */
static inline void run_oracle(const cx_pass_spec *spec, const oracle_rules *rules,
                              const cx_dialect *dialect, const cx_header *header, cx_text text,
                              outcome *o) {
  static naive_file file;
  cx_text records = {text.at + dialect->data_offset, text.length - (size_t)dialect->data_offset};
  naive_open(&file, dialect, records, spec->record_limit, header->n_columns);
  uint64_t record;
  while (naive_next(&file, &record)) {
    oracle_row row;
    for (size_t c = 0; c < spec->n_columns; c++)
      understand_cell(spec, header, &file, c, record, &row, o);
    count_naively(spec, rules, &file, &row, record, o);
    for (size_t c = 0; c < spec->n_columns; c++) free(row.memory[c]);
  }
  if (file.too_long) o->status = CX_TOO_LONG;
  for (int kind = 0; kind < CX_PROBLEM_KINDS; kind++)
    for (unsigned i = 0; i < file.problems.n_rows[kind]; i++)
      file.problems.row[kind][i] += dialect->data_row;
  o->read += file.record;
  o->problems = file.problems;
  naive_close_file(&file);
}

/*
** The engine's outcome, in the same form.
*/

static inline void read_tally(const cx_pass_spec *spec, size_t t, const cx_tally *tally, ledger *l) {
  const cx_tally_spec *s = &spec->tally[t];
  cx_count design = cx_tally_design(tally);
  if (design.n > 0) {
    ledger_begin(l, 'd', t);
    ledger_end(l, design);
  }
  for (size_t g = 0; g < cx_tally_n_groups(tally); g++)
    for (size_t q = 0; q <= s->n_of; q++) {
      size_t n = 1;
      const cx_tally_cell *cell = q < s->n_of ? cx_tally_cells(tally, q, g, &n) : NULL;
      for (size_t i = 0; i < n; i++) {
        ledger_begin(l, cell ? 'c' : 'g', t);
        for (size_t k = 0; k < s->n_by; k++) ledger_text(l, cx_tally_label(tally, g, k));
        if (cell) {
          ledger_bytes(l, &s->of[q], sizeof s->of[q]);
          if (spec->column[s->of[q]].kind == CX_COLUMN_SCORE) ledger_bytes(l, &cell[i].answer, 4);
          else ledger_text(l, cx_tally_answer(tally, q, cell[i].answer));
        }
        ledger_end(l, cell ? cell[i].count : cx_tally_group(tally, g));
      }
    }
}

static inline int compare_texts(cx_text a, cx_text b) {
  size_t shorter = a.length < b.length ? a.length : b.length;
  int order = shorter ? memcmp(a.at, b.at, shorter) : 0;
  return order ? order : (a.length > b.length) - (a.length < b.length);
}

/* tally (4) and (5): groups and answers ascend, no cell is empty. */
static inline bool is_in_order(const cx_tally *tally) {
  for (size_t g = 0; g < cx_tally_n_groups(tally); g++) {
    int order = g == 0 ? -1 : 0;
    for (size_t k = 0; k < cx_tally_n_by(tally) && order == 0; k++)
      order = compare_texts(cx_tally_label(tally, g - 1, k), cx_tally_label(tally, g, k));
    if (order >= 0) return false;
    for (size_t q = 0; q < cx_tally_n_questions(tally); q++) {
      size_t n;
      const cx_tally_cell *cell = cx_tally_cells(tally, q, g, &n);
      for (size_t i = 0; i < n; i++)
        if (cell[i].group != g || cell[i].count.n == 0 || (i > 0 && cell[i - 1].answer >= cell[i].answer))
          return false;
    }
  }
  for (size_t q = 0; q < cx_tally_n_questions(tally); q++)
    for (uint32_t a = 1; a < cx_tally_n_answers(tally, q); a++)
      if (compare_texts(cx_tally_answer(tally, q, a - 1), cx_tally_answer(tally, q, a)) >= 0) return false;
  return true;
}

static inline void read_odd(const cx_pass *pass, ledger *l) {
  size_t n;
  const cx_odd_answer *odd = cx_pass_odd(pass, &n);
  for (size_t i = 0; i < n; i++) {
    uint32_t bin = odd[i].bin;
    ledger_begin(l, 'o', odd[i].column);
    ledger_bytes(l, &bin, sizeof bin);
    ledger_text(l, odd[i].text);
    ledger_end(l, (cx_count){odd[i].n, 0, 0});
  }
}

#endif
