/* scale.c - see scale.h */
#include "read/scale.h"

#include <math.h>
#include <stdlib.h>

#include "read/value.h"

#define SLOW 255u         /* in the table: ask the dictionary */
#define ONE 256u          /* in the table: the empty cell at 0, cells of one byte from here ... */
#define TWO 512u          /* ... and of two from here, so that "5" and "5\0" have entries of their own */
#define TABLE (TWO + (1u << 16))
#define ODD_MOST 1000u    /* different odd texts that are remembered */

struct cx_scores {
  const cx_scale *scale;
  uint8_t *table;
  cx_labels *odd;
  uint16_t *bin;  /* by code of odd */
  uint64_t *n;
};

static uint16_t reason(const cx_scale *scale, unsigned missing) {
  return (uint16_t)(scale->n_answers + missing);
}

static bool is_whole(double number, long *whole) {
  if (!(fabs(number) < 1e9) || number != floor(number)) return false;
  *whole = (long)number;
  return true;
}

/* The bin of a declared text, or n_bins. */
static uint16_t find_code(const cx_scale *scale, cx_text value, char decimal) {
  for (size_t i = 0; i < scale->n_codes; i++)
    if (cx_text_equal(scale->code[i].text, value)) return scale->code[i].bin;
  double number, declared;
  if (!cx_value_number(value, decimal, &number)) return scale->n_bins;
  for (size_t i = 0; i < scale->n_codes; i++)
    if (cx_value_number(scale->code[i].text, '.', &declared) && declared == number)
      return scale->code[i].bin;
  return scale->n_bins;
}

uint16_t cx_scale_bin(const cx_scale *scale, cx_text value, char decimal) {
  uint16_t bin = find_code(scale, value, decimal);
  if (bin < scale->n_bins) return bin;
  if (value.length == 0) return reason(scale, CX_MISSING_EMPTY);
  double number;
  long whole;
  bool is_number = cx_value_number(value, decimal, &number);
  bool has_whole = is_number ? is_whole(number, &whole) : cx_value_leading_integer(value, &whole);
  if (has_whole && whole >= scale->from && whole <= scale->to) return (uint16_t)(whole - scale->from);
  return reason(scale, is_number ? CX_MISSING_OFF_SCALE : CX_MISSING_UNREADABLE);
}

/* The entry of a cell of up to two bytes. */
static unsigned table_key(cx_text cell) {
  if (cell.length == 0) return 0;
  unsigned first = (unsigned char)cell.at[0];
  return cell.length == 1 ? ONE + first : TWO + first + ((unsigned)(unsigned char)cell.at[1] << 8);
}

/* The table knows the plain spellings of answers and reasons; the rest is SLOW. */
static void fill_table(const cx_scale *scale, uint8_t *table) {
  memset(table, (int)SLOW, TABLE);
  if (scale->n_bins >= SLOW) return;
  table[0] = (uint8_t)cx_scale_bin(scale, (cx_text){"", 0}, '.');
  for (unsigned number = 0; number < 100; number++) {
    char text[2] = {(char)('0' + number / 10), (char)('0' + number % 10)};
    cx_text value = number < 10 ? (cx_text){text + 1, 1} : (cx_text){text, 2};
    uint16_t bin = cx_scale_bin(scale, value, '.');
    unsigned key = table_key(value);
    if (bin < scale->n_answers || bin >= scale->n_answers + CX_MISSING_KINDS)
      table[key] = (uint8_t)bin;
  }
}

cx_status cx_scores_new(cx_scores **out, const cx_scale *scale, cx_error *error) {
  cx_scores *scores = calloc(1, sizeof *scores);
  if (scores == NULL) return cx_error_memory(error, "");
  scores->scale = scale;
  scores->table = malloc(TABLE);
  scores->odd = cx_labels_new(ODD_MOST);
  scores->bin = calloc(ODD_MOST, sizeof *scores->bin);
  scores->n = calloc(ODD_MOST, sizeof *scores->n);
  if (!scores->table || !scores->odd || !scores->bin || !scores->n) {
    cx_scores_free(scores);
    return cx_error_memory(error, "");
  }
  fill_table(scale, scores->table);
  *out = scores;
  return CX_OK;
}

void cx_scores_free(cx_scores *scores) {
  if (scores == NULL) return;
  free(scores->table);
  cx_labels_free(scores->odd);
  free(scores->bin);
  free(scores->n);
  free(scores);
}

void cx_scores_forget(cx_scores *scores) { cx_labels_forget(scores->odd); }

/* A decimal mark that was only assumed is overturned by a number that needs the other one. */
static cx_status check_decimal(const cx_cell *cell, cx_text value, cx_error *error) {
  double number;
  char other = cell->dialect->decimal == '.' ? ',' : '.';
  if (!(cell->dialect->assumed & CX_KNOWN_DECIMAL)) return CX_OK;
  if (cx_value_number(value, cell->dialect->decimal, &number)) return CX_OK;
  if (!cx_value_number(value, other, &number)) return CX_OK;
  return cx_error_set(error, CX_OVERTURNED, cell->name,
                      "decimal is not '%c' after all; set decimal = \"%c\"",
                      cell->dialect->decimal, other);
}

/* The dictionary's way for one cell. */
static cx_status decode_odd(cx_scores *scores, cx_cell *cell, cx_text raw, uint16_t *bin,
                            cx_error *error) {
  uint32_t code = cx_labels_find(scores->odd, raw);
  if (code == CX_NO_LABEL) {
    cx_text value;
    bool full;
    cx_status status = cx_cell_value(cell, raw, &value, error);
    if (status == CX_OK) status = check_decimal(cell, value, error);
    if (status != CX_OK) return status;
    *bin = cx_scale_bin(scores->scale, value, cell->dialect->decimal);
    code = cx_labels_code(scores->odd, value, &full);
    if (code == CX_NO_LABEL) return CX_OK;
    scores->bin[code] = *bin;
    cx_labels_learn(scores->odd, raw, code);
  }
  scores->n[code]++;
  *bin = scores->bin[code];
  return CX_OK;
}

/* The table's answer for a cell in quotes; SLOW for any other. */
static uint16_t look_up_quoted(const uint8_t *table, char quote, cx_text raw) {
  if (raw.length < 2 || raw.length > 4 || quote == 0) return SLOW;
  if (raw.at[0] != quote || raw.at[raw.length - 1] != quote) return SLOW;
  return table[table_key((cx_text){raw.at + 1, raw.length - 2})];
}

/* Rule (4), the table: SLOW where it does not know; returns how many. `cr`: cells may end in '\r'. */
static inline uint32_t look_up(const uint8_t *table, const char *bytes, const uint32_t *mark,
                               size_t stride, bool cr, uint32_t n, uint16_t *bin) {
  /* Sixteen bits for each length from 0 to 3: which bytes of a pair belong to the cell, and where the entries
  ** of that length begin. */
  const uint64_t belong = 0x0000ffff00ff0000, begin = (uint64_t)TWO << 32 | ONE << 16;
  uint32_t slow = 0;
  for (uint32_t i = 0; i < n; i++, mark += stride) {
    uint32_t length = mark[1] - mark[0] - 1;
    if (cr) length -= bytes[mark[1] - 1] == '\r';
    uint16_t pair;
    memcpy(&pair, bytes + mark[0] + 1, sizeof pair);
    uint32_t of_length = (length & 3) * 16;
    uint32_t found = table[(pair & (uint16_t)(belong >> of_length)) + (uint16_t)(begin >> of_length)];
    if (length >= 3) found = SLOW;
    bin[i] = (uint16_t)found;
    slow += found == SLOW;
  }
  return slow;
}

cx_status cx_scores_decode(cx_scores *scores, cx_cell *cell, const cx_window *window,
                           uint32_t column, uint32_t first, uint32_t n, uint16_t *bin,
                           cx_error *error) {
  const uint32_t *mark = window->mark + first * window->stride + column;
  bool cr = column == window->last_column;
  uint32_t slow = cr ? look_up(scores->table, window->bytes, mark, window->stride, true, n, bin)
                     : look_up(scores->table, window->bytes, mark, window->stride, false, n, bin);
  for (uint32_t i = 0; slow > 0 && i < n; i++) {
    if (bin[i] != SLOW) continue;
    slow--;
    cx_text raw = cx_window_cell(window, first + i, column);
    if (raw.at == NULL) {
      bin[i] = reason(scores->scale, CX_MISSING_SHORT_ROW);
      continue;
    }
    bin[i] = look_up_quoted(scores->table, cell->dialect->quote, raw);
    if (bin[i] != SLOW) continue;
    cx_status status = decode_odd(scores, cell, raw, &bin[i], error);
    if (status != CX_OK) return status;
  }
  return CX_OK;
}

uint32_t cx_scores_n_odd(const cx_scores *scores) { return cx_labels_count(scores->odd); }

cx_text cx_scores_odd(const cx_scores *scores, uint32_t i, uint16_t *bin, uint64_t *n) {
  *bin = scores->bin[i];
  *n = scores->n[i];
  return cx_labels_text(scores->odd, i);
}
