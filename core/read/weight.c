/* weight.c - see weight.h */
#include "read/weight.h"

#include <stdlib.h>

#include "base/hash.h"
#include "read/value.h"

#define CACHE 4096u /* slots, of which each holds the last weight that fell into it */
#define LONGEST 24u /* bytes of a text that is cached */

typedef struct cached {
  char text[LONGEST];
  uint32_t length;
  uint32_t small;
  cx_exact_weight exact;
} cached;

struct cx_weights {
  cached *cache;
};

cx_status cx_weights_new(cx_weights **out, cx_error *error) {
  cx_weights *weights = malloc(sizeof *weights);
  if (weights == NULL) return cx_error_memory(error, "");
  weights->cache = calloc(CACHE, sizeof *weights->cache);
  if (weights->cache == NULL) {
    free(weights);
    return cx_error_memory(error, "");
  }
  *out = weights;
  return CX_OK;
}

void cx_weights_free(cx_weights *weights) {
  if (weights == NULL) return;
  free(weights->cache);
  free(weights);
}

void cx_weights_forget(cx_weights *weights) {
  memset(weights->cache, 0, CACHE * sizeof *weights->cache);
}

/* Eight digits, the first in the lowest byte, as a number. */
static inline uint64_t eight_digits(uint64_t digits) {
  digits = (digits & 0x0f0f0f0f0f0f0f0f) * 2561 >> 8;
  digits = (digits & 0x00ff00ff00ff00ff) * 6553601 >> 16;
  return (digits & 0x0000ffff0000ffff) * 42949672960001 >> 32;
}

/*
** A text of up to eight bytes, digits with at most one decimal mark, in ten-thousandths; CX_WEIGHT_EXACT
** when it is anything else. All eight bytes are worked on at once: the mark is squeezed out, the digits
** are moved to the top, so that NULs stand for leading noughts.
*/
static inline uint32_t parse_small(uint64_t text, uint32_t length, uint64_t mark_everywhere) {
  static const uint32_t scale[16] = {10000, 1000, 100, 10, 1};
  const uint64_t low = 0x7f7f7f7f7f7f7f7f;
  text &= ~(uint64_t)0 >> (64 - 8 * length);
  uint64_t other = text ^ mark_everywhere;
  uint64_t marks = ~(((other & low) + low) | other | low);
  uint32_t at = marks ? (uint32_t)__builtin_ctzll(marks) / 8 : length;
  uint64_t before = at ? ~(uint64_t)0 >> (64 - 8 * at) : 0;
  uint64_t digits = (text & before) | (text >> 8 & ~before);
  uint32_t n_digits = length - (at < length), decimals = n_digits - at;
  if (n_digits == 0) return CX_WEIGHT_EXACT;
  uint64_t moved = digits << (64 - 8 * n_digits);
  uint64_t expected = (uint64_t)0x3030303030303030 << (64 - 8 * n_digits);
  uint64_t value = moved ^ expected;
  if (((value + 0x7676767676767676) | value) & 0x8080808080808080) return CX_WEIGHT_EXACT;
  uint64_t number = eight_digits(value) * scale[decimals & 15];
  bool fits = decimals <= 4 && number < CX_WEIGHT_MOST;
  return fits ? (uint32_t)number : CX_WEIGHT_EXACT;
}

/*
** The same for the commonest shape, one digit, the mark and one to four decimals ("0.7500"): the digit is
** moved over the mark. UINT32_MAX when it is anything else.
*/
static inline uint32_t parse_common(uint64_t text, uint32_t length, unsigned char mark) {
  static const uint32_t scale[8] = {[3] = 1000, [4] = 100, [5] = 10, [6] = 1};
  if ((unsigned char)(text >> 8) != mark || length - 3 > 3) return UINT32_MAX;
  unsigned up = 64 - 8 * length;
  uint64_t digits = (text & ~(uint64_t)0xffff) | (text & 0xff) << 8;
  uint64_t value = (digits << up) ^ ((uint64_t)0x3030303030303000 << up);
  if (((value + 0x7676767676767676) | value) & 0x8080808080808080) return UINT32_MAX;
  return (uint32_t)eight_digits(value) * scale[length];
}

static inline uint32_t parse(uint64_t text, uint32_t length, uint64_t mark_everywhere) {
  uint32_t common = parse_common(text, length, (unsigned char)mark_everywhere);
  if (common != UINT32_MAX) return common;
  return length - 1 < 8 ? parse_small(text, length, mark_everywhere) : CX_WEIGHT_EXACT;
}

/* Rules (2) and (3) for a value. */
static uint32_t understand(cx_text value, char decimal, cx_exact_weight *exact) {
  cx_decimal number;
  double rough;
  if (!cx_value_decimal(value, decimal, &number)) {
    if (!cx_value_number(value, decimal, &rough)) return CX_WEIGHT_NONE;
    return CX_WEIGHT_BAD;
  }
  exact->w = cx_wide_from_decimal(number.mantissa, number.decimals);
  if ((number.negative && number.mantissa != 0) || exact->w > (cx_wide)1000000000 * CX_WIDE_ONE)
    return CX_WEIGHT_BAD;
  if (!cx_wide_square(number.mantissa, number.decimals, &exact->w2)) return CX_WEIGHT_BAD;
  const cx_wide step = CX_WIDE_ONE / CX_WEIGHT_SCALE;
  if (exact->w % step == 0 && exact->w / step < CX_WEIGHT_MOST) return (uint32_t)(exact->w / step);
  return CX_WEIGHT_EXACT;
}

static cx_status check_decimal(const cx_cell *cell, cx_text value, uint32_t small, cx_error *error) {
  char other = cell->dialect->decimal == '.' ? ',' : '.';
  cx_decimal number;
  if (small != CX_WEIGHT_NONE || !(cell->dialect->assumed & CX_KNOWN_DECIMAL)) return CX_OK;
  if (!cx_value_decimal(value, other, &number)) return CX_OK;
  return cx_error_set(error, CX_OVERTURNED, cell->name,
                      "decimal is not '%c' after all; set decimal = \"%c\"",
                      cell->dialect->decimal, other);
}

/* A weight that eight bytes do not hold, by way of the cache. */
static cx_status decode_exact(cx_weights *weights, cx_cell *cell, cx_text raw, uint32_t *small,
                              cx_exact_weight *exact, cx_error *error) {
  cached *slot = &weights->cache[cx_hash_stable(raw) % CACHE];
  bool cacheable = raw.length > 0 && raw.length <= LONGEST; /* a free slot has length 0 */
  if (cacheable && slot->length == raw.length && memcmp(slot->text, raw.at, raw.length) == 0) {
    *small = slot->small;
    *exact = slot->exact;
    return CX_OK;
  }
  cx_text value;
  cx_status status = cx_cell_value(cell, raw, &value, error);
  if (status != CX_OK) return status;
  *exact = (cx_exact_weight){0, 0};
  *small = understand(value, cell->dialect->decimal, exact);
  if (cacheable) {
    memcpy(slot->text, raw.at, raw.length);
    slot->length = (uint32_t)raw.length;
    slot->small = *small;
    slot->exact = *exact;
  }
  return check_decimal(cell, value, *small, error);
}

cx_status cx_weights_decode(cx_weights *weights, cx_cell *cell, const cx_window *window,
                            uint32_t column, uint32_t first, uint32_t n, uint32_t *small,
                            cx_exact_weight *exact, bool *plain, cx_error *error) {
  uint64_t everywhere = 0x0101010101010101 * (uint64_t)(unsigned char)cell->dialect->decimal;
  const uint32_t *mark = window->mark + first * window->stride + column;
  uint32_t cr = column == window->last_column, others = 0;
  for (uint32_t i = 0; i < n; i++, mark += window->stride) {
    uint64_t text;
    memcpy(&text, window->bytes + mark[0] + 1, sizeof text);
    uint32_t length = mark[1] - mark[0] - 1;
    length -= cr & (window->bytes[mark[1] - 1] == '\r');
    small[i] = parse(text, length, everywhere);
    others += small[i] == CX_WEIGHT_EXACT;
  }
  *plain = true;
  for (uint32_t i = 0; others > 0 && i < n; i++) {
    if (small[i] != CX_WEIGHT_EXACT) continue;
    others--;
    cx_text raw = cx_window_cell(window, first + i, column);
    small[i] = CX_WEIGHT_NONE;
    cx_status status = CX_OK;
    if (raw.at != NULL)
      status = decode_exact(weights, cell, raw, &small[i], &exact[i], error);
    if (status != CX_OK) return status;
    if (small[i] >= CX_WEIGHT_MOST) *plain = false;
  }
  return CX_OK;
}
