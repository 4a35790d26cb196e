/*
** nasty.h - random texts that look like survey exports and go wrong in every way seen
**
**   FILE > rows > batch > tally > metric > goal > report
**
** In:      a seed, a dialect.  Out: records.  Owns: nothing; the caller's buffer is written.
*/
#ifndef CX_TESTS_NASTY_H
#define CX_TESTS_NASTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "read/dialect.h"

#define N_OF(array) (sizeof(array) / sizeof *(array))

/* What to write; a word stands for nothing until `kind` tells the column. */
typedef struct nasty {
  const cx_dialect *dialect;
  uint32_t seed;
  unsigned per_mille; /* of cells that are nasty */
  size_t long_cell;   /* now and then a quoted cell of up to so many bytes */
  char *to;
  size_t n, capacity;
} nasty;

static inline uint32_t nasty_next(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static inline uint32_t nasty_below(nasty *g, uint32_t most) { return nasty_next(&g->seed) % most; }

/* Appends bytes, ',' as the dialect's delimiter, '"' as its quote, '\n' as its newline. */
static inline void nasty_put(nasty *g, const char *bytes, size_t n) {
  const cx_dialect *d = g->dialect;
  for (size_t i = 0; i < n && g->n < g->capacity; i++) {
    char c = bytes[i];
    if (c == ',') c = d->delimiter;
    if (c == '"' && d->quote != 0) c = d->quote;
    if (c == '\n') c = d->newline;
    g->to[g->n++] = c;
  }
}

static inline void nasty_say(nasty *g, const char *word) { nasty_put(g, word, strlen(word)); }

static inline void nasty_cell(nasty *g) {
  static const char *const bad[] = {
      "12\" screen", "say \"hi\"",  "\"never closed", "\"",          "\"\"\"",      "\"\" x",
      "\"a\"b",      "a\"",         "\"x\" ",         " \"x\"",      "\"\"a\"",     "\"\"\"\"a",
      "\"a\"\"",     "\"\"\"\" \"", "\"\r\"",         "\"a\"\r",     "\r",          "a\rb",
      "\"a\\\"b\"",  "\"a\\",       "\\",             "\"\\\"",      "\"x\"\r\r",   "\"12\" x\""};
  static const char *const fine[] = {
      "\"\"",   "\"a,b\"", "\"line\nbreak\"", "\"a\r\nb\"", "\"\"\"quoted\"\"\"", "\"\"\"\"",
      "\"\n\"", "\",\"",   "\"a\"\",\"\"b\"", "\"\n\n\"",   "\"\xc3\xa4\"",       "\" x \""};
  static const char many[] = "\",\n\r x\"\"\xc3\xa4";
  uint32_t pick = nasty_below(g, 8);
  if (pick == 0) nasty_put(g, "a\0b", 3);
  else if (pick == 1) nasty_say(g, "\xff");
  else if (pick < 5) nasty_say(g, fine[nasty_below(g, N_OF(fine))]);
  else nasty_say(g, bad[nasty_below(g, N_OF(bad))]);
  if (g->long_cell == 0 || nasty_below(g, 6) != 0) return;
  size_t n = nasty_below(g, (uint32_t)g->long_cell);
  nasty_say(g, ",\"");
  for (size_t i = 0; i < n; i++) nasty_put(g, many + nasty_below(g, 5), 1);
  nasty_say(g, "\"");
}

/* One record of n_columns cells, or nearly; word(context, column) gives a fine cell. */
static inline void nasty_record(nasty *g, uint32_t n_columns,
                                const char *(*word)(nasty *g, uint32_t column)) {
  uint32_t n = n_columns, how = nasty_below(g, 1000);
  bool troubled = how < g->per_mille;
  if (troubled && how % 5 == 0) n = nasty_below(g, n_columns + 3);
  for (uint32_t c = 0; c < n; c++) {
    if (c > 0) nasty_say(g, ",");
    if (c >= n_columns) nasty_say(g, nasty_below(g, 3) ? "" : "\"\"");
    else if (nasty_below(g, 1000) < g->per_mille) nasty_cell(g);
    else nasty_say(g, word(g, c));
  }
  if (g->dialect->crlf && nasty_below(g, 8) != 0) nasty_say(g, "\r");
  nasty_say(g, "\n");
}

/* Cuts the text somewhere, now and then: a last record without its newline. */
static inline void nasty_end(nasty *g) {
  uint32_t how = nasty_below(g, 3);
  if (how == 0 && g->n > 0) g->n -= nasty_below(g, (uint32_t)(g->n < 20 ? g->n : 20));
}

/* Bytes drawn from a few letters: no shape at all. */
static inline void nasty_soup(nasty *g, size_t n) {
  static const char letters[] = "\"\"\"\",,,\n\n\n\r\\ a5";
  for (size_t i = 0; i < n; i++) nasty_put(g, letters + nasty_below(g, sizeof letters - 1), 1);
}

/* A dialect of the usual kinds. */
static inline cx_dialect nasty_dialect(uint32_t *seed) {
  cx_dialect d = {.encoding = CX_UTF8, .delimiter = ',', .quote = '"', .newline = '\n',
                  .decimal = '.', .data_row = 2};
  uint32_t how = nasty_next(seed) % 16;
  d.crlf = nasty_next(seed) % 2;
  if (how == 0) d.delimiter = ';', d.quote = '\'';
  if (how == 1) d.delimiter = '\t', d.quote = 0;
  if (how == 2) d.newline = '\r', d.crlf = false;
  if (how == 3) d.escape = '\\';
  if (how == 4) d.skip_space = true;
  if (how == 5) d.delimiter = '|';
  return d;
}

#endif
