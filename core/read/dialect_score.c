/* dialect_score.c - delimiter and quote by how well they explain many records; see (1) of
** dialect_guess.h */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "read/dialect_guess.h"

#define SAMPLE ((size_t)32 << 10) /* bytes, and */
#define ENOUGH 30u                /* records, and at most */
#define MOST 1000u
#define TIE 0.01
#define LONE_COLUMN 0.405  /* log 1.5: less than two columns, more than two that do not fit */
#define BLANK 0.4          /* a blank is a delimiter only when far better */
#define NARROW_FIRST 0.4   /* the first record, mostly the header, has fewer cells */

typedef struct sample {
  const cx_dialect_head *head;
  uint32_t width[MOST];
  size_t n;
  double cells, plausible;  /* cells looked at, and the sum of how plausible they are */
  size_t spaced, inner;     /* cells not first and not empty; those that begin with a blank */
  size_t quoted, stray;     /* quoted cells; records with stray quotes */
  cx_row row;
} sample;

typedef struct score {
  cx_dialect dialect;
  double value;
  uint32_t width;    /* the commonest */
  double spaced;     /* share of cells after the first that begin with a blank */
  size_t quoted;
  bool fits;         /* every record has one cell */
} score;


/* A cell's plausibility: one for what a table holds, less for what another delimiter splits. */
static double weigh(sample *s, const cx_dialect *dialect, cx_text raw) {
  char first = 0;
  if (raw.length > 0) first = raw.at[0];
  if (dialect->skip_space)
    for (size_t i = 0; first == ' ' && i < raw.length; i++) first = raw.at[i];
  if (raw.length > 1 && first == dialect->quote && raw.at[raw.length - 1] == first) {
    s->quoted++;
    return 1;
  }
  if (cx_dialect_kind_of(raw) != CX_DIALECT_TEXT) return 1;
  for (size_t i = 0; i < raw.length; i++) {
    char c = raw.at[i];
    if (c == ',' || c == ';' || c == '\t' || c == '|' || c == '"') return 0.5;
  }
  return raw.length <= 40 ? 1 : 0.7;
}


static void look_at_record(sample *s, const cx_dialect *dialect, const char *at) {
  const cx_row *row = &s->row;
  for (size_t i = 0; i < row->n_cells; i++) {
    cx_text raw = cx_row_cell(row, dialect, at, i);
    s->plausible += weigh(s, dialect, raw);
    s->cells++;
    if (i == 0 || raw.length == 0) continue;
    s->inner++;
    s->spaced += raw.at[0] == ' ';
  }
  s->stray += row->stray > 0;
  s->width[s->n++] = (uint32_t)row->n_cells;
}


/* Reads records into the sample; false when memory fails. Blank records say nothing. */
static bool take(sample *s, const cx_dialect *dialect) {
  cx_text text = s->head->text;
  size_t at = 0;
  while (s->n < MOST && (s->n < ENOUGH || at < SAMPLE)) {
    cx_text rest = {text.at + at, text.length - at};
    s->row.follows = at > 0;
    if (cx_row_read(&s->row, dialect, rest, s->head->whole, CX_DIALECT_LIMIT) != CX_ROW_WHOLE)
      break;
    if (s->row.failed) return false;
    cx_text first = cx_row_cell(&s->row, dialect, rest.at, 0);
    if (s->row.n_cells > 1 || first.length > 0) look_at_record(s, dialect, rest.at);
    at += s->row.length;
  }
  return true;
}


static int by_width(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}


/* The commonest width and how many records have it; of equals the wider. */
static size_t commonest(sample *s, uint32_t *width) {
  qsort(s->width, s->n, sizeof *s->width, by_width);
  size_t most = 0;
  for (size_t i = 0, j; i < s->n; i = j) {
    for (j = i; j < s->n && s->width[j] == s->width[i]; j++) {}
    if (j - i >= most) {
      most = j - i;
      *width = s->width[i];
    }
  }
  return most;
}


static void summarise(sample *s, score *out) {
  uint32_t first = s->width[0];
  size_t most = commonest(s, &out->width);
  double n = (double)s->n;
  double value = (double)most / n * (s->plausible / s->cells);
  value *= out->width > 1 ? log(out->width) : LONE_COLUMN;
  if (first < out->width) value *= NARROW_FIRST;
  if (out->dialect.delimiter == ' ') value *= BLANK;
  out->value = value * (1 - 0.5 * (double)s->stray / n);
  out->spaced = s->inner > 0 ? (double)s->spaced / (double)s->inner : 0;
  out->quoted = s->quoted;
  out->fits = out->width == 1 && most == s->n;
}


/* The score of out->dialect; false when memory fails. */
static bool measure(const cx_dialect_head *head, score *out) {
  sample *s = calloc(1, sizeof *s);
  if (s == NULL) return false;
  s->head = head;
  bool done = take(s, &out->dialect);
  out->value = 0;
  out->fits = true;
  if (done && s->n > 0) summarise(s, out);
  cx_row_free(&s->row);
  free(s);
  return done;
}


/* True when b follows a in the bytes where guesses are made. */
static bool has_pair(cx_text text, char a, char b) {
  size_t end = text.length < 4 * SAMPLE ? text.length : 4 * SAMPLE;
  for (size_t i = 0; i + 1 < end; i++) {
    const char *p = memchr(text.at + i, a, end - 1 - i);
    if (p == NULL) return false;
    if (p[1] == b) return true;
    i = (size_t)(p - text.at);
  }
  return false;
}


static bool better_with_space(const score *with, const score *without) {
  if (with->value > without->value * 1.05) return true;
  return with->spaced >= 0.9 && with->value >= without->value * (1 - TIE);
}


/* Tries skip_space on top of *best, when the bytes have a delimiter and a blank. */
static bool try_space(const cx_dialect_head *head, unsigned known, score *best) {
  char delimiter = best->dialect.delimiter;
  if ((known & CX_KNOWN_SPACE) != 0 || delimiter == ' ' || !has_pair(head->text, delimiter, ' '))
    return measure(head, best);
  score with = *best;
  with.dialect.skip_space = true;
  if (!measure(head, best) || !measure(head, &with)) return false;
  if (with.width > 1 && better_with_space(&with, best)) *best = with;
  return true;
}


/* The best reading with one delimiter and one quote: with or without escape and blanks. */
static bool try_quote(const cx_dialect_head *head, unsigned known, score *best) {
  if (!try_space(head, known, best)) return false;
  bool asks = (known & CX_KNOWN_ESCAPE) == 0 && best->dialect.quote != 0;
  if (!asks || !has_pair(head->text, '\\', best->dialect.quote)) return true;
  score with = *best;
  with.dialect.escape = '\\';
  with.dialect.skip_space = false;
  if (!try_space(head, known, &with)) return false;
  if (with.value > best->value * (1 + TIE)) *best = with;
  return true;
}


/* The best reading with one delimiter; an apostrophe must quote something and win. */
static bool try_delimiter(const cx_dialect_head *head, unsigned known, score *best) {
  if ((known & CX_KNOWN_QUOTE) != 0) return try_quote(head, known, best);
  score single = *best;
  best->dialect.quote = '"';
  if (!try_quote(head, known, best)) return false;
  char delimiter = best->dialect.delimiter, newline = best->dialect.newline;
  cx_text text = head->text;
  bool opens = (text.length > 0 && text.at[0] == '\'') || has_pair(text, newline, '\'') ||
               has_pair(text, delimiter, '\'') || has_pair(text, ' ', '\'');
  if (!opens) return true;
  single.dialect.quote = '\'';
  if (!try_quote(head, known, &single)) return false;
  if (single.quoted > 0 && single.value > best->value * (1 + TIE)) *best = single;
  return true;
}


static const char *word_of(char delimiter) {
  switch (delimiter) {
    case ',': return "','";
    case ';': return "';'";
    case '\t': return "a tab";
    case '|': return "'|'";
    default: return "a blank";
  }
}


/* One column: the delimiter is the first that splits no record. */
static bool choose_lone(const cx_dialect_head *head, score *lone) {
  static const char order[] = {',', ';', '\t', '|'};
  score tried = *lone;
  for (size_t i = 0; i < sizeof order; i++) {
    tried.dialect.delimiter = order[i];
    if (!measure(head, &tried)) return false;
    if (tried.fits) break;
  }
  if (!tried.fits) tried.dialect.delimiter = '\t';
  lone->dialect.delimiter = tried.dialect.delimiter;
  return true;
}


static cx_status choose(const cx_dialect_head *head, unsigned known, score *out,
                        cx_error *error) {
  static const char order[] = {',', ';', '\t', '|', ' '};
  score lone = *out, best = *out, second = *out;
  lone.dialect.delimiter = '\1';
  best.value = second.value = 0;
  if (!try_delimiter(head, known, &lone)) return cx_error_memory(error, head->name);
  for (size_t i = 0; i < sizeof order; i++) {
    if (memchr(head->text.at, order[i], head->text.length) == NULL) continue;
    score tried = *out;
    tried.dialect.delimiter = order[i];
    if (!try_delimiter(head, known, &tried)) return cx_error_memory(error, head->name);
    if (tried.width < 2) continue;
    if (tried.value > best.value) {
      second = best;
      best = tried;
    } else if (tried.value > second.value) {
      second = tried;
    }
  }
  if (lone.value >= best.value) {
    if (!choose_lone(head, &lone)) return cx_error_memory(error, head->name);
    best = lone;
  } else if (second.value > best.value * (1 - TIE)) { /* dialect.h (3) */
    return cx_error_set(error, CX_NOT_CSV, head->name,
                        "%s and %s explain it equally well; name the delimiter",
                        word_of(best.dialect.delimiter), word_of(second.dialect.delimiter));
  }
  *out = best;
  return CX_OK;
}


cx_status cx_dialect_score_choose(cx_dialect *dialect, unsigned known,
                                  const cx_dialect_head *head, cx_error *error) {
  score best = {.dialect = *dialect};
  if ((known & CX_KNOWN_ESCAPE) == 0) best.dialect.escape = 0;
  if ((known & CX_KNOWN_SPACE) == 0) best.dialect.skip_space = false;
  cx_status status = CX_OK;
  if ((known & CX_KNOWN_DELIMITER) == 0) {
    status = choose(head, known, &best, error);
  } else if (!try_delimiter(head, known, &best)) {
    status = cx_error_memory(error, head->name);
  }
  if (status == CX_OK) *dialect = best.dialect;
  return status;
}
