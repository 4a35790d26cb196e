/* test_scale.c - which bin a text falls into, and that decoding windows gives the same */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cells.h"
#include "read/scale.h"

#define N_OF(array) (sizeof(array) / sizeof *(array))
enum { EMPTY = 11, SHORT_ROW, OFF_SCALE, UNREADABLE, REFUSED, NOT_USED };

static const cx_score_code codes[] = {{{"99", 2}, REFUSED}, {{"-1", 2}, NOT_USED}, {{"n/a", 3}, NOT_USED},
                                      {{"kymmenen", 8}, 10}, {{"98.5", 4}, REFUSED}};
static const cx_scale scale = {0, 10, 11, 17, codes, N_OF(codes)};

typedef struct example {
  const char *text;
  uint16_t bin;
} example;

static const example examples[] = {
    {"0", 0}, {"7", 7}, {"10", 10}, {"007", 7}, {"7.0", 7}, {"+7", 7}, {"7.", 7}, {"1e1", 10},
    {"10 - Extremely likely", 10}, {"0 = ei lainkaan", 0}, {"7: good", 7}, {"kymmenen", 10},
    {"", EMPTY}, {"11", OFF_SCALE}, {"-2", OFF_SCALE}, {"6.5", OFF_SCALE}, {"98", OFF_SCALE},
    {"1e9", OFF_SCALE}, {"99999999999999999999", OFF_SCALE}, {"1e300", OFF_SCALE},
    {"eleven", UNREADABLE}, {"11 - more", UNREADABLE}, {"6.5 - half", UNREADABLE}, {"nan", UNREADABLE},
    {"10-20", UNREADABLE}, {"Kymmenen", UNREADABLE}, {"7x", UNREADABLE}, {"1e400", UNREADABLE},
    {"99", REFUSED}, {"99.0", REFUSED}, {"98.5", REFUSED}, {"-1", NOT_USED}, {"\xe2\x88\x92" "1", NOT_USED},
    {"n/a", NOT_USED}};

static void texts_fall_into_their_bins(void **state) { /* (1) (2) (3) */
  (void)state;
  for (size_t i = 0; i < N_OF(examples); i++) {
    uint16_t bin = cx_scale_bin(&scale, cx_text_of(examples[i].text), '.');
    if (bin != examples[i].bin) fprintf(stderr, "'%s' is in bin %u\n", examples[i].text, bin);
    assert_int_equal(bin, examples[i].bin);
  }
  assert_int_equal(cx_scale_bin(&scale, cx_text_of("7,0"), ','), 7);
  assert_int_equal(cx_scale_bin(&scale, cx_text_of("6,5"), ','), OFF_SCALE);
  assert_int_equal(cx_scale_bin(&scale, cx_text_of("98,5"), ','), REFUSED);
}

static void decode(cx_scores *scores, const cx_dialect *d, const cells *c, uint16_t *bin) {
  cx_cell cell = {.dialect = d, .name = "text"};
  cx_error error = {0};
  assert_int_equal(cx_scores_decode(scores, &cell, &c->window, 0, 0, c->window.n_rows, bin, &error), CX_OK);
  cx_cell_free(&cell);
}

/* Every example plain, quoted and with spaces, several times, in LF and CRLF files. */
static void windows_are_decoded_like_values(void **state) { /* (4) */
  (void)state;
  static cells c;
  const cx_dialect d = {.delimiter = ';', .quote = '"', .newline = '\n', .decimal = '.'};
  uint16_t bin[CELLS_MOST];
  for (int cr = 0; cr < 2; cr++) {
    cx_scores *scores = NULL;
    assert_int_equal(cx_scores_new(&scores, &scale, NULL), CX_OK);
    cells_begin(&c, cr);
    for (int round = 0; round < 3; round++)
      for (size_t i = 0; i < N_OF(examples); i++) {
        char text[3][80];
        snprintf(text[0], sizeof text[0], "%s", examples[i].text);
        snprintf(text[1], sizeof text[1], "\"%s\"", examples[i].text);
        snprintf(text[2], sizeof text[2], " %s ", examples[i].text);
        for (int k = 0; k < 3; k++) cells_add(&c, cx_text_of(text[k]));
      }
    cells_add(&c, (cx_text){NULL, 0});
    decode(scores, &d, &c, bin);
    for (size_t i = 0; i + 1 < c.window.n_rows; i++)
      assert_int_equal(bin[i], examples[i / 3 % N_OF(examples)].bin);
    assert_int_equal(bin[c.window.n_rows - 1], SHORT_ROW);
    cx_scores_free(scores);
  }
}

static void a_NUL_beside_a_digit_or_alone_is_no_answer(void **state) { /* (3) (4) */
  (void)state;
  static cells c;
  const cx_dialect d = {.delimiter = ';', .quote = '"', .newline = '\n', .decimal = '.'};
  uint16_t bin[CELLS_MOST];
  cx_scores *scores = NULL;
  assert_int_equal(cx_scores_new(&scores, &scale, NULL), CX_OK);
  cells_begin(&c, false);
  cells_add(&c, (cx_text){"5\0", 2});
  cells_add(&c, (cx_text){"\0", 1});
  cells_add(&c, (cx_text){"\"5\0\"", 4});
  decode(scores, &d, &c, bin);
  for (int i = 0; i < 3; i++) assert_int_equal(bin[i], UNREADABLE);
  cx_scores_free(scores);
}

static void odd_texts_are_counted(void **state) { /* (3) (4) */
  (void)state;
  static cells c;
  const cx_dialect d = {.delimiter = ';', .quote = '"', .newline = '\n', .decimal = '.'};
  uint16_t bin[CELLS_MOST], odd_bin;
  cx_scores *scores = NULL;
  assert_int_equal(cx_scores_new(&scores, &scale, NULL), CX_OK);
  cells_begin(&c, false);
  static const char *const texts[] = {"11", "\"11\"", "5", " 11", "eleven", "99", "11", ""};
  for (size_t i = 0; i < N_OF(texts); i++) cells_add(&c, cx_text_of(texts[i]));
  decode(scores, &d, &c, bin);
  uint64_t n_11 = 0, n_eleven = 0, n;
  for (uint32_t i = 0; i < cx_scores_n_odd(scores); i++) {
    cx_text text = cx_scores_odd(scores, i, &odd_bin, &n);
    if (cx_text_equal(text, cx_text_of("11")) && odd_bin == OFF_SCALE) n_11 += n;
    if (cx_text_equal(text, cx_text_of("eleven")) && odd_bin == UNREADABLE) n_eleven += n;
  }
  assert_int_equal(n_11, 4);
  assert_int_equal(n_eleven, 1);
  cx_scores_free(scores);
  cx_scores_free(NULL);
}

static void more_odd_texts_than_are_remembered_are_still_understood(void **state) {
  (void)state;
  static cells c;
  const cx_dialect d = {.delimiter = ';', .quote = '"', .newline = '\n', .decimal = '.'};
  uint16_t bin[CELLS_MOST];
  cx_scores *scores = NULL;
  assert_int_equal(cx_scores_new(&scores, &scale, NULL), CX_OK);
  for (int round = 0; round < 20; round++) {
    cells_begin(&c, false);
    for (int i = 0; i < 400; i++) {
      char text[80];
      snprintf(text, sizeof text, "%d - label number %d, of %s", i % 13, 400 * round + i,
               i % 2 ? "words" : "so many words that no slot holds it");
      cells_add(&c, cx_text_of(text));
    }
    decode(scores, &d, &c, bin);
    for (int i = 0; i < 400; i++) assert_int_equal(bin[i], i % 13 <= 10 ? i % 13 : UNREADABLE);
  }
  cx_scores_free(scores);
}

static void names_alone_make_a_scale(void **state) { /* (2) */
  (void)state;
  static const cx_score_code names[] = {{{"yes", 3}, 0}, {{"no", 2}, 1}, {{"?", 1}, 6}};
  const cx_scale named = {1, 0, 2, 7, names, 3};
  assert_int_equal(cx_scale_bin(&named, cx_text_of("no"), '.'), 1);
  assert_int_equal(cx_scale_bin(&named, cx_text_of("?"), '.'), 6);
  assert_int_equal(cx_scale_bin(&named, cx_text_of(""), '.'), 2 + CX_MISSING_EMPTY);
  assert_int_equal(cx_scale_bin(&named, cx_text_of("1"), '.'), 2 + CX_MISSING_OFF_SCALE);
  assert_int_equal(cx_scale_bin(&named, cx_text_of("No"), '.'), 2 + CX_MISSING_UNREADABLE);
}

static void a_scale_of_many_bins_is_decoded(void **state) {
  (void)state;
  static cells c;
  const cx_scale wide = {-50, 350, 401, 405, NULL, 0};
  const cx_dialect d = {.delimiter = ';', .quote = '"', .newline = '\n', .decimal = '.'};
  uint16_t bin[CELLS_MOST];
  cx_scores *scores = NULL;
  assert_int_equal(cx_scores_new(&scores, &wide, NULL), CX_OK);
  cells_begin(&c, true);
  for (int i = -50; i <= 350; i++) {
    char text[16];
    snprintf(text, sizeof text, "%d", i);
    cells_add(&c, cx_text_of(text));
  }
  decode(scores, &d, &c, bin);
  for (int i = 0; i <= 400; i++) assert_int_equal(bin[i], i);
  cx_scores_free(scores);
}

static void an_assumed_decimal_mark_is_overturned(void **state) {
  (void)state;
  static cells c;
  const cx_dialect d = {.delimiter = ';', .newline = '\n', .decimal = '.', .assumed = CX_KNOWN_DECIMAL};
  uint16_t bin[CELLS_MOST];
  cx_cell cell = {.dialect = &d, .name = "text"};
  cx_error error = {0};
  cx_scores *scores = NULL;
  assert_int_equal(cx_scores_new(&scores, &scale, NULL), CX_OK);
  cells_begin(&c, false);
  cells_add(&c, cx_text_of("4,0"));
  assert_int_equal(cx_scores_decode(scores, &cell, &c.window, 0, 0, 1, bin, &error), CX_OVERTURNED);
  assert_non_null(strstr(error.message, "decimal = \",\""));
  cx_cell_free(&cell);
  cx_scores_free(scores);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_fall_into_their_bins),
      cmocka_unit_test(windows_are_decoded_like_values),
      cmocka_unit_test(a_NUL_beside_a_digit_or_alone_is_no_answer),
      cmocka_unit_test(odd_texts_are_counted),
      cmocka_unit_test(more_odd_texts_than_are_remembered_are_still_understood),
      cmocka_unit_test(names_alone_make_a_scale),
      cmocka_unit_test(a_scale_of_many_bins_is_decoded),
      cmocka_unit_test(an_assumed_decimal_mark_is_overturned),
  };
  return cmocka_run_group_tests_name("scale", tests, NULL, NULL);
}
