/* dialect_marks.c - decimal mark and day order, from all cells of the head that show them
**
** (1) "1.234" and "1,234" decide nothing, unless they cannot be groups: "0,123", "1234,567".
** (2) Of two marks in a number the last is the decimal one; a mark that repeats is none.
** (3) A comma wins when there are no points, or with ';' between the cells, or by number.
** (4) In a slashed date a first part over 12 is a day, a second part over 12 too; both: unsettled.
*/
#include <stdlib.h>

#include "read/dialect_guess.h"

#define SETTLED ((size_t)64 << 10) /* bytes after which one answer is enough */

typedef struct marks {
  size_t point, comma;            /* numbers that show it as the decimal mark */
  size_t day_first, month_first;  /* dates that show it */
} marks;


static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}


static size_t digits(cx_text text, size_t from) {
  size_t i = from;
  while (i < text.length && is_digit(text.at[i])) i++;
  return i - from;
}


static cx_text trim_number(cx_text text) {
  static const char marks_before[] = "+-' \t";
  while (text.length > 0 && text.at[0] != 0 && strchr(marks_before, text.at[0]) != NULL) {
    text.at++;
    text.length--;
  }
  if (text.length > 3 && (memcmp(text.at, "\xE2\x88\x92", 3) == 0 ||
                          memcmp(text.at, "\xE2\x80\x93", 3) == 0)) {
    text.at += 3;
    text.length -= 3;
  }
  while (text.length > 0 && (text.at[text.length - 1] == ' ' || text.at[text.length - 1] == '%'))
    text.length--;
  return text;
}


static void count_mark(marks *m, char mark) {
  if (mark == '.') m->point++;
  if (mark == ',') m->comma++;
}


/* (1) and (2) */
static void look_at_number(marks *m, cx_text text) {
  size_t n_marks[2] = {0, 0}, last_digits = 0;
  size_t whole = digits(text, 0), i = whole;
  char last = 0;
  while (i < text.length && (text.at[i] == '.' || text.at[i] == ',')) {
    last = text.at[i];
    n_marks[last == ',']++;
    last_digits = digits(text, i + 1);
    if (last_digits == 0) return;
    i += 1 + last_digits;
  }
  if (i != text.length || last == 0) return;
  size_t same = n_marks[last == ','], other = n_marks[last == '.'];
  if (same > 1) {
    if (other == 0 && last_digits == 3) count_mark(m, last == '.' ? ',' : '.');
    return;
  }
  bool could_group = last_digits == 3 && other == 0 && whole > 0 && whole <= 3 &&
                     text.at[0] != '0';
  if (!could_group) count_mark(m, last);
}


/* (4) */
static void look_at_date(marks *m, cx_text text) {
  size_t a = digits(text, 0);
  if (a < 1 || a > 2 || a >= text.length || text.at[a] != '/') return;
  size_t b = digits(text, a + 1), second = a + 1 + b;
  if (b < 1 || b > 2 || second >= text.length || text.at[second] != '/') return;
  if (digits(text, second + 1) < 2) return;
  int first_part = 0, second_part = 0;
  for (size_t i = 0; i < a; i++) first_part = first_part * 10 + (text.at[i] - '0');
  for (size_t i = a + 1; i < second; i++) second_part = second_part * 10 + (text.at[i] - '0');
  m->day_first += first_part > 12 && first_part <= 31 && second_part <= 12;
  m->month_first += second_part > 12 && second_part <= 31 && first_part <= 12;
}


static void look_at_cell(marks *m, cx_text value) {
  value = trim_number(value);
  if (value.length < 2 || value.length > 40) return;
  if (!is_digit(value.at[0]) && value.at[0] != '.' && value.at[0] != ',') return;
  if (memchr(value.at, '/', value.length) != NULL) {
    look_at_date(m, value);
  } else {
    look_at_number(m, value);
  }
}


static void look_at_record(marks *m, const cx_dialect *dialect, const cx_row *row,
                           const char *at) {
  char scratch[64];
  for (size_t i = 0; i < row->n_cells; i++) {
    cx_text raw = cx_row_cell(row, dialect, at, i);
    if (raw.length < 2 || raw.length > sizeof scratch) continue;
    look_at_cell(m, cx_row_value(dialect, raw, scratch));
  }
}


/* What is asked: a question that no byte of the head can answer is none. */
typedef struct questions {
  bool decimal, day_order;
} questions;


static bool is_settled(const marks *m, questions ask) {
  return (!ask.decimal || m->point + m->comma > 0) &&
         (!ask.day_order || m->day_first + m->month_first > 0);
}


static bool look(marks *m, const cx_dialect *dialect, questions ask,
                 const cx_dialect_head *head) {
  cx_row row = {0};
  cx_text text = head->text;
  size_t start = dialect->data_offset;
  bool done = true;
  for (size_t at = start; done && at < text.length; at += row.length) {
    if (at - start > SETTLED && is_settled(m, ask)) break;
    cx_text rest = {text.at + at, text.length - at};
    row.follows = at > start;
    if (cx_row_read(&row, dialect, rest, head->whole, CX_DIALECT_LIMIT) != CX_ROW_WHOLE) break;
    done = !row.failed;
    if (done) look_at_record(m, dialect, &row, rest.at);
  }
  cx_row_free(&row);
  return done;
}


/* True when `mark` stands between digits anywhere. */
static bool has_between_digits(cx_text text, char mark) {
  for (size_t i = 1; i + 1 < text.length; i++) {
    const char *p = memchr(text.at + i, mark, text.length - 1 - i);
    if (p == NULL) return false;
    i = (size_t)(p - text.at);
    if (is_digit(p[-1]) && is_digit(p[1])) return true;
  }
  return false;
}


/* True when a quote stands before a number anywhere. */
static bool has_quoted_number(cx_text text, char quote) {
  if (quote == 0) return false;
  for (size_t i = 0; i + 1 < text.length; i++) {
    const char *p = memchr(text.at + i, quote, text.length - 1 - i);
    if (p == NULL) return false;
    i = (size_t)(p - text.at);
    if (is_digit(p[1]) || (p[1] != 0 && strchr("+-\xE2.,' ", p[1]) != NULL)) return true;
  }
  return false;
}


/* A comma between the cells is no decimal mark, unless in quotes. */
static questions find_questions(const cx_dialect *dialect, unsigned known, cx_text text) {
  questions ask = {(known & CX_KNOWN_DECIMAL) == 0, (known & CX_KNOWN_DAY_ORDER) == 0};
  bool apart = dialect->delimiter != ',';
  ask.decimal = ask.decimal && (has_between_digits(text, '.') ||
                                (apart ? has_between_digits(text, ',')
                                       : has_quoted_number(text, dialect->quote)));
  ask.day_order = ask.day_order && has_between_digits(text, '/');
  return ask;
}


static char settle_decimal(const marks *m, char delimiter) { /* (3) */
  if (m->comma == 0) return '.';
  return m->point == 0 || delimiter == ';' || m->comma > m->point ? ',' : '.';
}


static char settle_day_order(const marks *m) { /* (4) */
  if ((m->day_first > 0) == (m->month_first > 0)) return 0;
  return m->day_first > 0 ? 'd' : 'm';
}


cx_status cx_dialect_marks_find(cx_dialect *dialect, unsigned known,
                                const cx_dialect_head *head, cx_error *error) {
  marks m = {0, 0, 0, 0};
  questions ask = find_questions(dialect, known, head->text);
  if ((ask.decimal || ask.day_order) && !look(&m, dialect, ask, head))
    return cx_error_memory(error, head->name);
  if ((known & CX_KNOWN_DECIMAL) == 0) {
    dialect->decimal = settle_decimal(&m, dialect->delimiter);
    if (m.point + m.comma == 0) dialect->assumed |= CX_KNOWN_DECIMAL;
  }
  if ((known & CX_KNOWN_DAY_ORDER) == 0) {
    dialect->day_order = settle_day_order(&m);
    if (m.day_first + m.month_first == 0) dialect->assumed |= CX_KNOWN_DAY_ORDER;
  }
  return CX_OK;
}
