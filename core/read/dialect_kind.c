/* dialect_kind.c - what a cell looks like; see dialect_guess.h. Not a parser: value.h is. */
#include "read/dialect_guess.h"


static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}


/* The bytes at `i` begin with one of the words: its length, else 0. */
static size_t match(cx_text text, size_t i, const char *const *words) {
  for (; *words != NULL; words++) {
    size_t n = strlen(*words);
    if (text.length - i >= n && memcmp(text.at + i, *words, n) == 0) return n;
  }
  return 0;
}


static size_t skip_any(cx_text text, size_t i, const char *const *words) {
  for (size_t n = match(text, i, words); n > 0; n = match(text, i, words)) i += n;
  return i;
}


static cx_text trim(cx_text text) {
  while (text.length > 0 && (text.at[0] == ' ' || text.at[0] == '\t')) {
    text.at++;
    text.length--;
  }
  while (text.length > 0 &&
         (text.at[text.length - 1] == ' ' || text.at[text.length - 1] == '\t'))
    text.length--;
  return text;
}


/* The length of what may stand between digits: a mark of a decimal or of thousands. */
static size_t between(cx_text text, size_t i) {
  static const char *const rare[] = {"'", " ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89",
                                     "\xA0", NULL};
  if (i >= text.length) return 0;
  if (text.at[i] == '.' || text.at[i] == ',') return 1;
  return match(text, i, rare);
}


static size_t skip_exponent(cx_text text, size_t i) {
  if (i + 1 >= text.length || (text.at[i] != 'e' && text.at[i] != 'E')) return i;
  i++;
  if (text.at[i] == '+' || text.at[i] == '-') i++;
  while (i < text.length && is_digit(text.at[i])) i++;
  return i;
}


/* Groups of digits with single marks between, from `i` on: of three, but the first and last. */
static bool skip_groups(cx_text text, size_t *i) {
  size_t n_groups = 0, n_odd = 0, mark = 0;
  do {
    size_t from = *i;
    while (*i < text.length && is_digit(text.at[*i])) ++*i;
    n_odd += n_groups > 0 && *i - from != 3;
    n_groups++;
    mark = between(text, *i);
    if (mark == 0 || *i + mark >= text.length || !is_digit(text.at[*i + mark])) return true;
    *i += mark;
  } while (n_odd == 0);
  return false;
}


/* Signs and money before, money and percent after. */
static bool is_number(cx_text text) {
  static const char *const before[] = {"+", "-", " ", "$", "\xE2\x88\x92", "\xE2\x80\x93",
                                       "\xE2\x82\xAC", "\xC2\xA3", "\xA3", "\x80", NULL};
  static const char *const after[] = {" ", "%", "$", "\xC2\xA0", "\xE2\x82\xAC", "\xA0", NULL};
  size_t i = is_digit(text.at[0]) ? 0 : skip_any(text, 0, before);
  if (i < text.length && !is_digit(text.at[i])) i += between(text, i);
  if (i >= text.length || !is_digit(text.at[i])) return false;
  if (!skip_groups(text, &i)) return false;
  i = skip_exponent(text, i);
  return i == text.length || skip_any(text, i, after) == text.length;
}


/* Begins with a digit, holds only digits, their marks and the words of a clock. */
static bool is_date(cx_text text) {
  static const char *const words[] = {"klo", "kl", "AM", "PM", "am", "pm", "T", "Z", " ", NULL};
  if (text.length < 4 || text.length > 40 || !is_digit(text.at[0])) return false;
  size_t colons = 0, marks = 0;
  for (size_t i = 0; i < text.length;) {
    char c = text.at[i];
    bool is_mark = c == '-' || c == '/' || c == '.';
    colons += c == ':';
    marks += is_mark;
    bool known = is_digit(c) || is_mark || c == ':' || c == '+' || c == ',';
    size_t n = known ? 1 : match(text, i, words);
    if (n == 0) return false;
    i += n;
  }
  return colons > 0 || marks >= 2;
}


cx_dialect_kind cx_dialect_kind_of(cx_text value) {
  value = trim(value);
  if (value.length == 0) return CX_DIALECT_EMPTY;
  if (value.length > 40) return CX_DIALECT_TEXT;
  char first = (char)(value.at[0] | 0x20);
  if (first >= 'a' && first <= 'z') return CX_DIALECT_TEXT;
  if (is_number(value)) return CX_DIALECT_NUMBER;
  return is_date(value) ? CX_DIALECT_DATE : CX_DIALECT_TEXT;
}
