/*
** generate.c - writes the made-up survey that the bench reads, the same bytes on every machine
**
**   FILE > rows > batch > tally > metric > goal > report
**
** In:      generate ROWS [FORM], a form being one of the table `forms` below.
** Out:     CSV on standard output; README.md says what the columns hold.
** Owns:    one pen, a block of memory that is written when it is full.
**
** (1) A shorter file is the beginning of a longer one: the numbers come in order from fixed seeds.
** (2) Answers, comments and extra columns draw from three streams, so that every form holds the
**     same answers.
** (3) Build without fused multiply-add (-ffp-contract=off): a score on the edge would fall elsewhere.
*/
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  N_TOUCHPOINTS = 12, N_CHANNELS = 5, N_DAYS = 731, FIRST_YEAR = 2023, FIRST_MONTH = 7,
  PLACES = 65536, /* entries of the touchpoint table */
  STEPS = 4096,   /* entries of a recommendation table */
  BLOCK = 1 << 20, SPARE = 1 << 14 /* the pen's block, and room for the longest row */
};

/* How a file is written; what it says stays the same. */
typedef struct form {
  const char *name;
  char delimiter, decimal;
  bool crlf, quoted, comment, stray;
  int more_scores, more_columns, places; /* places: each touchpoint split into as many */
} form;

static const form forms[] = {
  {"plain", ',', '.', false, false, true, false, 0, 0, 1},
  {"narrow", ',', '.', false, false, false, false, 0, 0, 1},
  {"crlf", ',', '.', true, false, true, false, 0, 0, 1},
  {"semicolon", ';', ',', false, false, true, false, 0, 0, 1},
  {"quoted", ',', '.', false, true, true, false, 0, 0, 1},
  {"scores", ',', '.', false, false, true, false, 17, 0, 1},  /* 20 scores */
  {"columns", ',', '.', false, false, true, false, 0, 86, 1}, /* 97 columns */
  {"groups", ',', '.', false, false, true, false, 0, 0, 84},  /* 12 x 84 = 1,008 groups */
  {"stray", ',', '.', false, false, true, true, 0, 0, 1},
};

static const char *const touchpoints[N_TOUCHPOINTS] = {
  "Verkkokauppa", "Myymälä", "Asiakaspalvelu", "Toimitus", "Käyttöönotto", "Laskutus",
  "Huolto ja korjaus", "Puhelinpalvelu", "Mobiilisovellus", "Palautus", "Sähköposti",
  "Sopimuksen päättö"};
static const double shares[N_TOUCHPOINTS] = {
  .22, .16, .13, .11, .09, .08, .06, .05, .04, .03, .02, .01};
static const double levels[N_TOUCHPOINTS] = { /* where each touchpoint's recommendations centre */
  8.1, 8.6, 7.4, 7.9, 7.2, 6.4, 7.0, 6.8, 7.7, 6.1, 7.5, 4.9};
static const char *const channels[N_CHANNELS] = {"web", "app", "email", "phone", "store"};
static const char *const words[] = {
  "palvelu", "oli", "todella", "hyvää", "nopea", "toimitus", "myöhässä", "tuote", "ei", "vastannut",
  "kuvausta", "kiitos", "mutta", "hinta", "liian", "korkea", "asiakaspalvelija", "ystävällinen",
  "jonotus", "kesti", "pitkään", "sovellus", "kaatui", "uudelleen", "lähetys", "hävisi",
  "käyttöönotto", "helppo", "ohjeet", "epäselvät", "suosittelen", "ehdottomasti", "lasku", "väärin",
  "korjattiin", "nopeasti", "myymälässä", "siistiä", "yö", "äiti", "öljy", "tilaus", "saapui",
  "ajallaan", "very", "good", "service", "slow", "website", "ok"};


/* Random numbers: xoshiro256**, its state filled by splitmix64. */

typedef struct stream { uint64_t state[4]; } stream;

static uint64_t mix(uint64_t *seed) {
  uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

static stream start(uint64_t seed) {
  stream s;
  for (int i = 0; i < 4; i++) s.state[i] = mix(&seed);
  return s;
}

static uint64_t turn(uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }

static uint64_t draw(stream *s) {
  uint64_t *at = s->state, drawn = turn(at[1] * 5, 7) * 9, shifted = at[1] << 17;
  at[2] ^= at[0];
  at[3] ^= at[1];
  at[1] ^= at[2];
  at[0] ^= at[3];
  at[2] ^= shifted;
  at[3] = turn(at[3], 45);
  return drawn;
}

/* `width` bits of a drawn number, from bit `from`. */
static uint32_t bits(uint64_t drawn, int from, int width) {
  return (uint32_t)((drawn >> from) & ((UINT64_C(1) << width) - 1));
}

/* A whole number below n, from `width` such bits. */
static uint32_t below(uint32_t n, uint64_t drawn, int from, int width) {
  return (uint32_t)(((uint64_t)bits(drawn, from, width) * n) >> width);
}


/* The tables that turn bits into places, recommendations and days. */

typedef struct tables {
  uint8_t touchpoint[PLACES];
  uint8_t recommend[N_TOUCHPOINTS][STEPS];
  char day[N_DAYS][11];
} tables;

static void share_out(tables *t) {
  int at = 0;
  double sum = shares[0] * PLACES;
  for (int i = 0; i < PLACES; i++) {
    while (at < N_TOUCHPOINTS - 1 && i >= sum) {
      at++;
      sum = 0;
      for (int j = 0; j <= at; j++) sum += shares[j] * PLACES;
    }
    t->touchpoint[i] = (uint8_t)at;
  }
}

/* A bell round the touchpoint's level, with some enthusiasts at 10 and some angry at 0. */
static double likelihood(int touchpoint, int answer) {
  double z = (answer - levels[touchpoint]) / 2.1, p = exp(-.5 * z * z) + .02;
  return p + (answer == 10 ? .25 : 0) + (answer == 0 ? .03 : 0);
}

static void shape(uint8_t table[STEPS], int touchpoint) {
  double p[11], whole = 0, sum = 0;
  for (int v = 0; v <= 10; v++) whole += p[v] = likelihood(touchpoint, v);
  for (int i = 0, v = 0; i < STEPS; i++) {
    for (double q = (i + .5) / STEPS; v < 10 && q >= sum + p[v] / whole; v++) sum += p[v] / whole;
    table[i] = (uint8_t)v;
  }
}

static void name_days(tables *t) {
  static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int year = FIRST_YEAR, month = FIRST_MONTH, day = 1;
  for (int i = 0; i < N_DAYS; i++) {
    (void)snprintf(t->day[i], sizeof t->day[i], "%04u-%02u-%02u", (unsigned)year % 10000u,
                   (unsigned)month % 100u, (unsigned)day % 100u);
    int length = lengths[month - 1] + (month == 2 && year % 4 == 0);
    if (++day > length) day = 1, month++;
    if (month > 12) month = 1, year++;
  }
}

static void fill(tables *t) {
  share_out(t);
  for (int i = 0; i < N_TOUCHPOINTS; i++) shape(t->recommend[i], i);
  name_days(t);
}


/* The pen. */

typedef struct pen {
  const form *form;
  size_t n;
  char block[BLOCK + SPARE];
} pen;

static void put(pen *to, char c) { to->block[to->n++] = c; }

static void write_text(pen *to, const char *text) {
  size_t length = strlen(text);
  memcpy(to->block + to->n, text, length);
  to->n += length;
}

static void write_digits(pen *to, uint64_t number, size_t width) {
  for (size_t i = width; i-- > 0; number /= 10) to->block[to->n + i] = (char)('0' + number % 10);
  to->n += width;
}

static void next_cell(pen *to) { put(to, to->form->delimiter); }

static void end_row(pen *to) {
  if (to->form->crlf) put(to, '\r');
  put(to, '\n');
}

static bool empty_if(pen *to, size_t over) {
  if (to->n <= over) return true;
  size_t n = to->n;
  to->n = 0;
  return fwrite(to->block, 1, n, stdout) == n;
}


/* The cells of a row. */

static void write_score(pen *to, int score, bool answered) {
  next_cell(to);
  if (to->form->quoted) put(to, '"');
  if (answered) write_digits(to, (uint64_t)score, score > 9 ? 2 : 1);
  if (to->form->quoted) put(to, '"');
}

static void write_moment(pen *to, const tables *t, uint64_t drawn) {
  uint32_t second = below(86400, drawn, 0, 32);
  write_text(to, t->day[below(N_DAYS, drawn, 48, 16)]);
  put(to, 'T');
  write_digits(to, second / 3600, 2);
  put(to, ':');
  write_digits(to, second / 60 % 60, 2);
  put(to, ':');
  write_digits(to, second % 60, 2);
}

static void write_place(pen *to, int touchpoint, uint64_t drawn) {
  write_text(to, touchpoints[touchpoint]);
  if (to->form->places == 1) return;
  put(to, ' ');
  write_digits(to, below((uint32_t)to->form->places, drawn, 0, 32), 2);
}

static void write_customer(pen *to, uint64_t drawn) {
  uint32_t home = bits(drawn, 24, 8);
  write_text(to, channels[below(N_CHANNELS, drawn, 0, 16)]);
  next_cell(to);
  write_text(to, bits(drawn, 16, 8) < 64 ? "B2B" : "B2C");
  next_cell(to);
  write_text(to, home < 150 ? "FI" : home < 200 ? "SE" : home < 230 ? "EE" : "NO");
}

static int clamp(double score, int most) {
  int whole = (int)score;
  return whole < 1 ? 1 : whole > most ? most : whole;
}

/* Satisfaction and ease lean on the recommendation; each has its share of blanks. */
static void write_opinions(pen *to, int recommend, uint64_t drawn) {
  double one = bits(drawn, 0, 8) / 256.0, other = bits(drawn, 20, 8) / 256.0;
  write_score(to, clamp(1 + recommend * 0.4 + one * 1.6 - 0.6, 5), bits(drawn, 8, 12) >= 205);
  write_score(to, clamp(1 + recommend * 0.5 + other * 3.0 - 1.0, 7), bits(drawn, 28, 12) >= 410);
}

static void write_weight(pen *to, uint64_t drawn) { /* 0.2000 to 3.0000 */
  uint32_t weight = 2000 + below(28001, drawn, 40, 24);
  next_cell(to);
  write_digits(to, weight / 10000, 1);
  put(to, to->form->decimal);
  write_digits(to, weight % 10000, 4);
}

static void write_more(pen *to, stream *more) {
  for (int i = 0; i < to->form->more_scores; i++) {
    uint64_t drawn = draw(more);
    write_score(to, 1 + (int)below(5, drawn, 0, 32), bits(drawn, 32, 8) >= 13);
  }
  for (int i = 0; i < to->form->more_columns; i++) {
    next_cell(to);
    uint64_t drawn = draw(more);
    if (bits(drawn, 32, 8) >= 64) write_digits(to, below(100, drawn, 0, 32), 2);
  }
}


/* The comment: in quotes, up to 200 characters, some with doubled quotes, some with line breaks. */

typedef struct comment {
  uint32_t length, written; /* in characters */
  bool doubles, breaks;
} comment;

static void write_word(pen *to, comment *c, const char *word) {
  while (*word && c->written < c->length) {
    do put(to, *word++);
    while (((unsigned char)*word & 0xC0) == 0x80);
    c->written++;
  }
}

static void write_gap(pen *to, comment *c, uint32_t choice) {
  if (choice < 4) put(to, ','), c->written++;
  if (c->written >= c->length) return;
  put(to, c->breaks && choice >= 24 && choice < 27 ? '\n' : ' ');
  c->written++;
}

static void write_words(pen *to, comment *c, stream *s) {
  const uint32_t n_words = sizeof words / sizeof *words;
  for (bool first = true; c->written < c->length; first = false) {
    uint64_t drawn = draw(s);
    if (!first) write_gap(to, c, bits(drawn, 32, 5));
    bool doubled = c->doubles && bits(drawn, 40, 3) == 0 && c->written + 2 <= c->length;
    if (doubled) write_text(to, "\"\""), c->written++;
    write_word(to, c, words[below(n_words, drawn, 0, 32)]);
    if (doubled) write_text(to, "\"\""), c->written++;
  }
}

static void write_comment(pen *to, stream *s, bool stray) {
  uint64_t drawn = draw(s), u = bits(drawn, 12, 16);
  bool said = bits(drawn, 0, 12) >= 1638;
  comment c = {.length = 1 + (uint32_t)(u * u * 200 >> 32),
               .doubles = bits(drawn, 28, 8) < 26, .breaks = bits(drawn, 36, 8) < 13};
  next_cell(to);
  if (stray) write_text(to, "näyttö on 27\" eikä 24");
  if (said && !stray) put(to, '"');
  size_t kept = to->n;
  if (said) write_words(to, &c, s);
  if (stray) to->n = kept;
  if (said && !stray) put(to, '"');
}


/* The file. */

static void write_header(pen *to) {
  static const char *const names[] = {"respondent_id", "responded_at", "touchpoint", "channel",
                                      "segment", "country", "nps", "csat", "ces", "weight"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (i) next_cell(to);
    write_text(to, names[i]);
  }
  for (int i = 0; i < to->form->more_scores + to->form->more_columns; i++) {
    next_cell(to);
    write_text(to, i < to->form->more_scores ? "score_" : "extra_");
    write_digits(to, (uint64_t)i + 1, 2);
  }
  if (to->form->comment) next_cell(to), write_text(to, "comment");
  end_row(to);
}

typedef struct streams { stream answers, comments, more; } streams;

static void write_row(pen *to, const tables *t, streams *from, uint64_t row, bool stray) {
  uint64_t first = draw(&from->answers), second = draw(&from->answers);
  uint64_t third = draw(&from->answers);
  int touchpoint = t->touchpoint[bits(first, 32, 16)];
  int recommend = t->recommend[touchpoint][bits(second, 32, 12)];
  put(to, 'R');
  write_digits(to, row, 8);
  next_cell(to);
  write_moment(to, t, first);
  next_cell(to);
  write_place(to, touchpoint, to->form->places > 1 ? draw(&from->more) : 0);
  next_cell(to);
  write_customer(to, second);
  write_score(to, recommend, bits(second, 44, 12) >= 123);
  write_opinions(to, recommend, third);
  write_weight(to, third);
  write_more(to, &from->more);
  if (to->form->comment) write_comment(to, &from->comments, stray);
  end_row(to);
}

static bool write_file(pen *to, const tables *t, uint64_t rows) {
  streams from = {start(20240607), start(987654321), start(31415926)};
  bool fine = true;
  write_header(to);
  for (uint64_t row = 1; row <= rows && fine; row++) {
    write_row(to, t, &from, row, to->form->stray && row == rows / 2);
    fine = empty_if(to, BLOCK);
  }
  return fine && empty_if(to, 0) && fflush(stdout) == 0;
}

static const form *find(const char *name) {
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    if (strcmp(forms[i].name, name) == 0) return &forms[i];
  }
  return NULL;
}

int main(int argc, char **argv) {
  uint64_t rows = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
  const form *wanted = find(argc > 2 ? argv[2] : "plain");
  if (rows == 0 || wanted == NULL) {
    (void)fprintf(stderr, "usage: generate ROWS [plain|narrow|crlf|semicolon|quoted|scores|columns|"
                          "groups|stray]\n");
    return 2;
  }
  tables *t = malloc(sizeof *t);
  pen *to = malloc(sizeof *to);
  bool fine = t != NULL && to != NULL;
  if (fine) {
    fill(t);
    to->form = wanted;
    to->n = 0;
    fine = write_file(to, t, rows);
  }
  free(to);
  free(t);
  return fine ? 0 : 1;
}
