/* instant.c - see instant.h */
#include "read/instant.h"

#define ZEROS UINT64_C(0x3030303030303030)

static uint64_t load(const char *at) {
  uint64_t word;
  memcpy(&word, at, sizeof word);
  return word;
}

/* Whether all eight bytes are digits. */
static bool are_digits(uint64_t word) {
  return ((word & UINT64_C(0xf0f0f0f0f0f0f0f0)) == ZEROS) &&
         (((word + UINT64_C(0x0606060606060606)) & UINT64_C(0xf0f0f0f0f0f0f0f0)) == ZEROS);
}

/* The number that eight digits are, the first byte the highest. */
static uint64_t number_of(uint64_t word) {
  word = (word & UINT64_C(0x0f0f0f0f0f0f0f0f)) * 2561 >> 8;
  word = (word & UINT64_C(0x00ff00ff00ff00ff)) * 6553601 >> 16;
  return (word & UINT64_C(0x0000ffff0000ffff)) * UINT64_C(42949672960001) >> 32;
}

/* The last n bytes before end, 1 to 8, as digits with zeros before them. */
static uint64_t last_digits(const char *end, size_t n) {
  uint64_t word = load(end - 8), keep = n == 8 ? ~UINT64_C(0) : ~(~UINT64_C(0) >> (8 * n));
  return (word & keep) | (ZEROS & ~keep);
}

bool cx_instant_digits(cx_text text, uint64_t *value) {
  if (text.length == 0 || text.length > 18 || (text.at[0] == '0' && text.length > 1)) return false;
  const char *end = text.at + text.length;
  uint64_t result = 0, scale = 1;
  for (size_t left = text.length; left > 0;) {
    size_t n = left < 8 ? left : 8;
    uint64_t word = last_digits(end, n);
    if (!are_digits(word)) return false;
    result += number_of(word) * scale;
    scale *= 100000000;
    end -= n;
    left -= n;
  }
  *value = result;
  return true;
}

/* (1) The midnight of the ten bytes at `at`; CX_NO_TIME when they are no date. */
static int64_t midnight(cx_instants *instants, const char *at) {
  uint64_t date = load(at), more = load(at + 2);
  if (date != 0 && instants->date == date && instants->more == more) return instants->day_ms;
  int64_t seconds;
  if (at[4] != '-' || at[7] != '-' || !cx_time_read((cx_text){at, 10}, 0, &seconds)) return CX_NO_TIME;
  instants->date = date;
  instants->more = more;
  return instants->day_ms = seconds * 1000;
}

/* "hh:mm:ss" as milliseconds, or -1. */
static int64_t clock_of(const char *at) {
  uint64_t word = load(at) ^ UINT64_C(0x00003a00003a0000); /* marks become NUL where they are ':' */
  if ((word & UINT64_C(0x0000ff0000ff0000)) != 0) return -1;
  if (!are_digits(word | (ZEROS & UINT64_C(0x0000ff0000ff0000)))) return -1;
  unsigned hour = (unsigned)(at[0] - '0') * 10 + (unsigned)(at[1] - '0');
  unsigned minute = (unsigned)(at[3] - '0') * 10 + (unsigned)(at[4] - '0');
  unsigned second = (unsigned)(at[6] - '0') * 10 + (unsigned)(at[7] - '0');
  if (hour > 23 || minute > 59 || second > 59) return -1;
  return (int64_t)(hour * 3600 + minute * 60 + second) * 1000;
}

/* (1) True when the cell is spelled in a common way. */
static bool read_common(cx_instants *instants, cx_text raw, int64_t *ms) {
  uint64_t value;
  if (raw.length == 10 || raw.length == 13) {
    if (!cx_instant_digits(raw, &value)) return false;
    *ms = (int64_t)value * (raw.length == 10 ? 1000 : 1);
    instants->zoned++;
    return true;
  }
  if (raw.length < 19 || raw.length > 24 || (raw.at[10] != 'T' && raw.at[10] != ' ')) return false;
  int64_t day = midnight(instants, raw.at), clock = clock_of(raw.at + 11);
  if (day == CX_NO_TIME || clock < 0) return false;
  size_t end = raw.length;
  bool zoned = raw.at[end - 1] == 'Z';
  end -= zoned;
  if (end != 19) {
    const char *f = raw.at + 20;
    bool fraction = end == 23 && raw.at[19] == '.' && (unsigned char)(f[0] - '0') < 10 &&
                    (unsigned char)(f[1] - '0') < 10 && (unsigned char)(f[2] - '0') < 10;
    if (!fraction) return false;
    clock += (f[0] - '0') * 100 + (f[1] - '0') * 10 + (f[2] - '0');
  }
  *ms = day + clock;
  instants->zoned += zoned;
  instants->zoneless += !zoned;
  return true;
}

/* (2) */
static cx_status read_slowly(cx_instants *instants, cx_cell *cell, cx_text value, int64_t *ms, cx_error *error) {
  cx_instant instant;
  char order = cell->dialect->day_order;
  *ms = CX_NO_TIME;
  bool slashed = order == 0 && value.length > 0 && memchr(value.at, '/', value.length) != NULL;
  if (!cx_time_instant(value, order, &instant)) {
    instants->unsettled += slashed && cx_time_instant(value, 'd', &instant);
    return CX_OK;
  }
  if (slashed && value.length > 4 && value.at[4] != '/') {
    char settled = cx_time_instant(value, 'd', &instant) ? 'd' : 'm';
    return cx_error_set(error, CX_OVERTURNED, cell->name,
                        "day_order is settled by a later row; set day_order = \"%c\"", settled);
  }
  *ms = instant.ms;
  instants->zoned += instant.zoned;
  instants->zoneless += !instant.zoned;
  return CX_OK;
}

cx_status cx_instant_read(cx_instants *instants, cx_cell *cell, cx_text raw, int64_t *ms, cx_error *error) {
  *ms = CX_NO_TIME;
  if (raw.at == NULL || raw.length == 0) return CX_OK;
  if (read_common(instants, raw, ms)) return CX_OK;
  cx_text value;
  cx_status status = cx_cell_value(cell, raw, &value, error);
  if (status != CX_OK || value.length == 0) return status;
  return read_slowly(instants, cell, value, ms, error);
}
