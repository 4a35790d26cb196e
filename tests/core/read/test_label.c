/* test_label.c - dictionaries: codes by value, a cache of raw cells, limits */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "read/label.h"

/* A copy of text with room around it, as cells in a block have. */
static cx_text raw_of(const char *text) {
  static char room[4][1024];
  static int next;
  char *at = room[next++ % 4];
  memset(at, next % 2 ? 'x' : 0, sizeof room[0]);
  memcpy(at + 64, text, strlen(text));
  return (cx_text){at + 64, strlen(text)};
}

static uint32_t code_of(cx_labels *labels, const char *text) {
  bool full;
  return cx_labels_code(labels, cx_text_of(text), &full);
}

static void codes_are_given_as_first_seen(void **state) {
  (void)state;
  cx_labels *labels = cx_labels_new(100);
  assert_int_equal(code_of(labels, "b"), 0);
  assert_int_equal(code_of(labels, ""), 1);
  assert_int_equal(code_of(labels, "a"), 2);
  assert_int_equal(code_of(labels, "b"), 0);
  assert_int_equal(cx_labels_count(labels), 3);
  assert_true(cx_text_equal(cx_labels_text(labels, 2), cx_text_of("a")));
  cx_labels_free(labels);
}

static void raw_cells_of_one_value_have_one_code(void **state) { /* (1) */
  (void)state;
  cx_labels *labels = cx_labels_new(100);
  uint32_t code = code_of(labels, "Oulu");
  assert_int_equal(cx_labels_find(labels, raw_of("Oulu")), CX_NO_LABEL);
  cx_labels_learn(labels, raw_of("Oulu"), code);
  cx_labels_learn(labels, raw_of("\"Oulu\""), code);
  cx_labels_learn(labels, raw_of(" Oulu"), code);
  assert_int_equal(cx_labels_find(labels, raw_of("\"Oulu\"")), code);
  assert_int_equal(cx_labels_find(labels, raw_of(" Oulu")), code);
  assert_int_equal(cx_labels_find(labels, raw_of("Oulu ")), CX_NO_LABEL);
  cx_labels_free(labels);
}

/* Texts of one length that differ in one byte only are told apart, wherever it stands. */
static void every_byte_of_a_raw_cell_matters(void **state) { /* (4) */
  (void)state;
  char text[64];
  for (size_t length = 0; length <= 40; length++) {
    cx_labels *labels = cx_labels_new(1000);
    memset(text, 'a', sizeof text);
    text[length] = 0;
    cx_labels_learn(labels, raw_of(text), code_of(labels, text));
    for (size_t i = 0; i < length; i++) {
      text[i] = i % 2 ? 'b' : '\0' + 1;
      assert_int_equal(cx_labels_find(labels, raw_of(text)), CX_NO_LABEL);
      cx_labels_learn(labels, raw_of(text), code_of(labels, text));
      text[i] = 'a';
    }
    for (size_t i = 0; i < length && length <= 32; i++) {
      text[i] = i % 2 ? 'b' : '\0' + 1;
      assert_int_equal(cx_labels_find(labels, raw_of(text)), i + 1);
      text[i] = 'a';
    }
    if (length > 32) assert_int_equal(cx_labels_find(labels, raw_of(text)), CX_NO_LABEL);
    cx_labels_free(labels);
  }
}

static void texts_that_end_in_nuls_are_told_apart(void **state) { /* (4) */
  (void)state;
  static char room[200];
  cx_labels *labels = cx_labels_new(100);
  bool full;
  for (size_t length = 0; length < 30; length++) {
    cx_text text = {room + 64, length};
    assert_int_equal(cx_labels_find(labels, text), CX_NO_LABEL);
    assert_int_equal(cx_labels_code(labels, text, &full), length);
    cx_labels_learn(labels, text, (uint32_t)length);
  }
  for (size_t length = 0; length < 30; length++)
    assert_int_equal(cx_labels_find(labels, (cx_text){room + 64, length}), length);
  cx_labels_free(labels);
}

static void a_full_dictionary_refuses_new_texts(void **state) { /* (3) */
  (void)state;
  cx_labels *labels = cx_labels_new(2);
  bool full = true;
  assert_int_equal(cx_labels_code(labels, cx_text_of("a"), &full), 0);
  assert_false(full);
  assert_int_equal(cx_labels_code(labels, cx_text_of("b"), &full), 1);
  assert_int_equal(cx_labels_code(labels, cx_text_of("c"), &full), CX_NO_LABEL);
  assert_true(full);
  assert_int_equal(cx_labels_code(labels, cx_text_of("a"), &full), 0);
  assert_false(full);
  cx_labels_free(labels);
}

static void many_texts_keep_their_codes_and_places(void **state) { /* (4), over 65536 raw cells */
  (void)state;
  const uint32_t most = 200000;
  cx_labels *labels = cx_labels_new(most);
  char text[80];
  const char *first = NULL;
  for (uint32_t i = 0; i < most; i++) {
    snprintf(text, sizeof text, i % 3 ? "%u" : "a text with a number, %u, and of over forty bytes", i);
    assert_int_equal(code_of(labels, text), i);
    cx_labels_learn(labels, raw_of(text), i);
    if (i == 0) first = cx_labels_text(labels, 0).at;
  }
  assert_ptr_equal(cx_labels_text(labels, 0).at, first);
  for (uint32_t i = 0; i < most; i++) {
    snprintf(text, sizeof text, i % 3 ? "%u" : "a text with a number, %u, and of over forty bytes", i);
    assert_int_equal(code_of(labels, text), i);
    uint32_t found = cx_labels_find(labels, raw_of(text));
    assert_true(found == i || found == CX_NO_LABEL);
  }
  cx_labels_free(labels);
}

static void many_raw_cells_of_one_value_do_not_fill_it(void **state) { /* (4) */
  (void)state;
  cx_labels *labels = cx_labels_new(10);
  uint32_t code = code_of(labels, "a");
  char text[32];
  for (uint32_t i = 0; i < 300000; i++) {
    snprintf(text, sizeof text, "\"a\"%u", i);
    cx_labels_learn(labels, raw_of(text), code);
    assert_int_equal(cx_labels_find(labels, raw_of(text)), code);
  }
  assert_int_equal(cx_labels_count(labels), 1);
  cx_labels_free(labels);
}

static void an_emptied_dictionary_starts_again(void **state) { /* (5) */
  (void)state;
  cx_labels *labels = cx_labels_new(10);
  uint32_t generation = cx_labels_generation(labels);
  cx_labels_learn(labels, raw_of("a"), code_of(labels, "a"));
  cx_labels_learn(labels, raw_of("b"), code_of(labels, "b"));
  cx_labels_forget(labels);
  assert_int_equal(cx_labels_find(labels, raw_of("a")), CX_NO_LABEL);
  assert_int_equal(code_of(labels, "b"), 1);
  assert_int_equal(cx_labels_generation(labels), generation);
  cx_labels_empty(labels);
  assert_true(cx_labels_generation(labels) != generation);
  assert_int_equal(cx_labels_count(labels), 0);
  assert_int_equal(cx_labels_find(labels, raw_of("a")), CX_NO_LABEL);
  assert_int_equal(code_of(labels, "b"), 0);
  cx_labels_free(labels);
  cx_labels_free(NULL);
}

static void a_batch_is_decoded_like_its_cells(void **state) {
  (void)state;
  static char bytes[20000];
  uint32_t mark[2 * 400 + 2], code[400];
  cx_labels *labels = cx_labels_new(1000);
  size_t n = 64;
  mark[0] = 63;
  for (uint32_t i = 0; i < 400; i++) { /* two columns; the second one is decoded */
    n += (size_t)sprintf(bytes + n, "x,");
    mark[2 * i + 1] = (uint32_t)n - 1;
    n += (size_t)sprintf(bytes + n, "%.*s%u\n", (int)(i % 37), "a text to begin with, of many bytes..", i % 50);
    mark[2 * i + 2] = (uint32_t)n - 1;
  }
  mark[2 * 7 + 2] = mark[2 * 7 + 1]; /* absent */
  for (uint32_t i = 0; i < 400; i += 2) {
    cx_text raw = {bytes + mark[2 * i + 1] + 1, mark[2 * i + 2] - mark[2 * i + 1] - 1};
    bool full;
    cx_labels_learn(labels, raw, cx_labels_code(labels, raw, &full));
  }
  uint32_t unknown = cx_labels_decode(labels, bytes, mark + 1, 2, 400, code), count = 0;
  for (uint32_t i = 0; i < 400; i++) {
    cx_text raw = {bytes + mark[2 * i + 1] + 1, mark[2 * i + 2] - mark[2 * i + 1] - 1};
    assert_int_equal(code[i], i == 7 ? CX_NO_LABEL : cx_labels_find(labels, raw));
    count += code[i] == CX_NO_LABEL;
  }
  assert_int_equal(unknown, count);
  cx_labels_free(labels);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(codes_are_given_as_first_seen),
      cmocka_unit_test(raw_cells_of_one_value_have_one_code),
      cmocka_unit_test(every_byte_of_a_raw_cell_matters),
      cmocka_unit_test(texts_that_end_in_nuls_are_told_apart),
      cmocka_unit_test(a_full_dictionary_refuses_new_texts),
      cmocka_unit_test(many_texts_keep_their_codes_and_places),
      cmocka_unit_test(many_raw_cells_of_one_value_do_not_fill_it),
      cmocka_unit_test(an_emptied_dictionary_starts_again),
      cmocka_unit_test(a_batch_is_decoded_like_its_cells),
  };
  return cmocka_run_group_tests_name("label", tests, NULL, NULL);
}
