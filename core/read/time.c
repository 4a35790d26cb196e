/* time.c - see time.h */
#include "read/time.h"

#include "read/value.h"

enum {
  DAY = 86400,
  EPOCH_DAY = 719162,     /* days from 0001-01-01 to 1970-01-01 */
  DAYS_4 = 1461, DAYS_100 = 36524, DAYS_400 = 146097,
  LAST_YEAR = 9999
};

#define LAST_SECOND INT64_C(253402300799) /* 9999-12-31T23:59:59 */

static const uint16_t days_before[14] = {0,   0,   31,  59,  90,  120, 151,
                                         181, 212, 243, 273, 304, 334, 365};

/* What is left to read. */
typedef struct cursor {
  const char *at;
  const char *end;
} cursor;

/* A moment as written, each part in its own unit. */
typedef struct moment {
  unsigned year, month, day, hour, minute, second;
  unsigned milli;  /* of the fraction, cut */
  int offset;      /* of the zone, in minutes ... */
  bool zoned;      /* ... if one was written */
} moment;

/* ---- the calendar (5) ---------------------------------------------------------------------- */

static int64_t divide_down(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static bool is_leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int64_t days_before_year(int64_t year) {
  const int64_t y = year - 1;
  return y * 365 + divide_down(y, 4) - divide_down(y, 100) + divide_down(y, 400);
}

static unsigned days_in(unsigned year, unsigned month) {
  return (unsigned)(days_before[month + 1] - days_before[month]) + (month == 2 && is_leap(year));
}

/* Days from 1970-01-01. */
static int64_t day_of(int64_t year, unsigned month, unsigned day) {
  return days_before_year(year) - EPOCH_DAY + days_before[month] + (month > 2 && is_leap(year)) +
         day - 1;
}

/* The year of a day counted from 1970-01-01; *rest gets its day within the year, from 0. */
static int64_t year_of(int64_t days, unsigned *rest) {
  const int64_t era = divide_down(days + EPOCH_DAY, DAYS_400);
  const unsigned day = (unsigned)(days + EPOCH_DAY - era * DAYS_400);
  const unsigned century = day / DAYS_100 - (day == DAYS_400 - 1);
  const unsigned in_century = day - century * DAYS_100;
  const unsigned leap = in_century / DAYS_4;
  const unsigned in_leap = in_century - leap * DAYS_4;
  const unsigned year = in_leap / 365 - (in_leap == DAYS_4 - 1);
  *rest = in_leap - year * 365;
  return era * 400 + century * 100 + leap * 4 + year + 1;
}

int64_t cx_time_from_date(int64_t year, unsigned month, unsigned day) {
  return day_of(year, month, day) * DAY;
}

/* The year, month and day of a day counted from 1970-01-01. */
static void to_date(int64_t days, int64_t *year, unsigned *month, unsigned *day) {
  unsigned rest;
  *year = year_of(days, &rest);
  const bool leap = is_leap(*year);
  unsigned guess = rest / 32 + 1; /* the month, or the one before */
  guess += guess < 12 && rest >= days_before[guess + 1] + (unsigned)(guess > 1 && leap);
  *month = guess;
  *day = rest - days_before[guess] - (unsigned)(guess > 2 && leap) + 1;
}

void cx_time_to_date(int64_t seconds, int64_t *year, unsigned *month, unsigned *day) {
  to_date(divide_down(seconds, DAY), year, month, day);
}

/* ---- reading ------------------------------------------------------------------------------- */

static bool is_digit(char c) { return (unsigned char)(c - '0') <= 9; }

static bool take(cursor *in, char c) {
  const bool here = in->at < in->end && *in->at == c;
  in->at += here;
  return here;
}

/* Steps over spaces of any kind; false when there is none. */
static bool take_spaces(cursor *in) {
  const cx_text rest = {in->at, (size_t)(in->end - in->at)};
  const char *before = in->at;
  in->at = cx_value_trim(rest).at;
  return in->at > before;
}

/* Steps over a word, whatever its case (given in capitals). */
static bool take_word(cursor *in, const char *word) {
  const size_t n = strlen(word);
  if ((size_t)(in->end - in->at) < n) return false;
  for (size_t i = 0; i < n; i++)
    if ((in->at[i] & ~0x20) != word[i]) return false;
  in->at += n;
  return true;
}

/* Steps over a number of fewest to most digits; false when there are fewer. */
static bool take_number(cursor *in, unsigned fewest, unsigned most, unsigned *out) {
  unsigned value = 0, n = 0;
  for (; n < most && in->at < in->end && is_digit(*in->at); n++, in->at++)
    value = value * 10 + (unsigned)(*in->at - '0');
  *out = value;
  return n >= fewest;
}

/* Digits of a fraction of a second; its first three count. */
static bool take_fraction(cursor *in, unsigned *milli) {
  unsigned value = 0, n = 0;
  for (; in->at < in->end && is_digit(*in->at); n++, in->at++)
    if (n < 3) value = value * 10 + (unsigned)(*in->at - '0');
  if (n == 0) return false;
  for (; n < 3; n++) value *= 10;
  *milli = value;
  return true;
}

/* (7) Two digits of minutes and perhaps of seconds, and a fraction. */
static bool take_minutes(cursor *in, char mark, bool fraction, moment *out) {
  out->second = 0;
  if (!take_number(in, 2, 2, &out->minute)) return false;
  if (!take(in, mark)) return true;
  if (!take_number(in, 2, 2, &out->second)) return false;
  if (!fraction || !(take(in, '.') || take(in, ','))) return true;
  return take_fraction(in, &out->milli);
}

/* h:mm[:ss][ AM|PM] of (3). */
static bool take_clock(cursor *in, moment *out) {
  if (!take_number(in, 1, 2, &out->hour) || !take(in, ':')) return false;
  if (!take_minutes(in, ':', true, out)) return false;
  const char *before = in->at;
  take_spaces(in);
  const bool am = take_word(in, "AM"), pm = !am && take_word(in, "PM");
  if (!am && !pm) {
    in->at = before;
    return true;
  }
  if (out->hour < 1 || out->hour > 12) return false;
  out->hour = out->hour % 12 + (pm ? 12 : 0);
  return true;
}

/* The sign of a zone; '-' may be U+2212, as the standard has it. */
static bool take_zone_sign(cursor *in, bool *minus) {
  *minus = take(in, '-');
  if (*minus || take(in, '+')) return true;
  *minus = in->end - in->at >= 3 && memcmp(in->at, "\xE2\x88\x92", 3) == 0;
  if (*minus) in->at += 3;
  return *minus;
}

/* (8) Nothing, or a zone that exists; the clock stays as written. */
static bool take_zone(cursor *in, moment *m) {
  if (in->at == in->end) return true;
  const bool apart = take_spaces(in);
  m->zoned = true;
  if (take(in, 'Z')) return true;
  const bool named = apart && (take_word(in, "UTC") || take_word(in, "GMT"));
  bool minus;
  if (!take_zone_sign(in, &minus)) return named;
  unsigned hour, minute = 0;
  if (!take_number(in, named ? 1 : 2, 2, &hour)) return false;
  if (take(in, ':') || in->at < in->end)
    if (!take_number(in, 2, 2, &minute)) return false;
  m->offset = (int)(hour * 60 + minute) * (minus ? -1 : 1);
  return minute < 60 && hour * 60 + minute <= (minus ? 12u : 14u) * 60;
}

/* (5) (7) Seconds of a moment whose parts have been read. */
static bool finish(const moment *m, int64_t *seconds) {
  if (m->year < 1 || m->year > LAST_YEAR || m->month < 1 || m->month > 12) return false;
  if (m->day < 1 || m->day > days_in(m->year, m->month)) return false;
  if (m->minute > 59 || m->second > 60) return false;
  const unsigned second = m->second - (m->second == 60);
  const int64_t clock = (int64_t)m->hour * 3600 + m->minute * 60 + second;
  const int64_t since_1970 = day_of(m->year, m->month, m->day) * DAY + clock;
  if (clock > DAY || since_1970 > LAST_SECOND) return false;
  *seconds = since_1970;
  return true;
}

/* Adds a digit to a number; what is no digit sets *wrong. */
static unsigned add_digit(unsigned number, char c, unsigned *wrong) {
  const unsigned value = (unsigned char)(c - '0');
  *wrong |= value > 9;
  return number * 10 + value;
}

/* (1) The date, with one branch at its end; false when the text does not begin with one. */
static bool take_iso_date(cursor *in, moment *m) {
  const char *p = in->at;
  if (in->end - p < 10) return false;
  unsigned wrong = (p[4] != '-') | (p[7] != '-');
  m->year = m->month = m->day = 0;
  for (int i = 0; i < 4; i++) m->year = add_digit(m->year, p[i], &wrong);
  for (int i = 5; i < 7; i++) m->month = add_digit(m->month, p[i], &wrong);
  for (int i = 8; i < 10; i++) m->day = add_digit(m->day, p[i], &wrong);
  if (wrong) return false;
  in->at += 10;
  return true;
}

/* (1) after the date */
static bool read_iso(cursor *in, moment *m) {
  if (in->at == in->end) return true;
  if (!take(in, 'T') && !take_spaces(in)) return false;
  if (!take_number(in, 2, 2, &m->hour) || !take(in, ':')) return false;
  return take_minutes(in, ':', true, m) && take_zone(in, m);
}

/* (2) after the first number */
static bool read_dotted(cursor *in, unsigned first, moment *m) {
  m->day = first;
  if (!take_number(in, 1, 2, &m->month) || !take(in, '.')) return false;
  if (!take_number(in, 4, 4, &m->year)) return false;
  if (in->at == in->end) return true;
  take(in, ',');
  if (!take_spaces(in)) return false;
  if (take_word(in, "KL")) {
    if (!take_word(in, "O")) take(in, '.');
    if (!take_spaces(in)) return false;
  }
  if (!take_number(in, 1, 2, &m->hour) || in->at == in->end) return false;
  const char mark = *in->at++;
  return (mark == '.' || mark == ':') && take_minutes(in, mark, false, m);
}

/* (3) after the first number */
static bool read_slashed(cursor *in, unsigned first, char day_order, moment *m) {
  unsigned second;
  if (!take_number(in, 1, 2, &second) || !take(in, '/')) return false;
  if (!take_number(in, 4, 4, &m->year)) return false;
  if (day_order == 0 && first > 12) day_order = 'd';
  if (day_order == 0 && second > 12) day_order = 'm';
  if (day_order == 0) return false;
  m->day = day_order == 'd' ? first : second;
  m->month = day_order == 'd' ? second : first;
  if (in->at == in->end) return true;
  take(in, ',');
  return take_spaces(in) && take_clock(in, m);
}

/* (9) after the year */
static bool read_year_first(cursor *in, unsigned year, moment *m) {
  m->year = year;
  if (!take_number(in, 1, 2, &m->month) || !take(in, '/')) return false;
  if (!take_number(in, 1, 2, &m->day)) return false;
  if (in->at == in->end) return true;
  return take_spaces(in) && take_clock(in, m) && take_zone(in, m);
}

/* (4) */
static bool read_epoch(cx_text text, int64_t *seconds) {
  int64_t value = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (!is_digit(text.at[i])) return false;
    value = value * 10 + (text.at[i] - '0');
  }
  *seconds = text.length > 10 ? value / 1000 : value;
  return true;
}

/* The parts of a moment, or epoch seconds with *epoch true. */
static bool read_parts(cx_text text, char day_order, moment *m, int64_t *seconds, bool *epoch) {
  cursor in = {text.at, text.at + text.length};
  unsigned first;
  *epoch = false;
  if (take_iso_date(&in, m)) return read_iso(&in, m) && in.at == in.end;
  if (text.length == 9 || text.length == 10 || text.length == 12 || text.length == 13)
    if (read_epoch(text, seconds)) return *epoch = true;
  if (!take_number(&in, 1, 4, &first)) return false;
  const size_t n = (size_t)(in.at - text.at);
  bool read = false;
  if (n <= 2 && take(&in, '.')) read = read_dotted(&in, first, m);
  else if (n <= 2 && take(&in, '/')) read = read_slashed(&in, first, day_order, m);
  else if (n == 4 && take(&in, '/')) read = read_year_first(&in, first, m);
  return read && in.at == in.end;
}

/* (10) */
static cx_text without_spaces(cx_text text) {
  if (text.length > 0 && is_digit(text.at[text.length - 1]) && is_digit(*text.at)) return text;
  return cx_value_trim(text);
}

bool cx_time_read(cx_text text, char day_order, int64_t *seconds) {
  moment m = {.hour = 0};
  bool epoch;
  if (!read_parts(without_spaces(text), day_order, &m, seconds, &epoch)) return false;
  return epoch || finish(&m, seconds);
}

bool cx_time_instant(cx_text text, char day_order, cx_instant *out) {
  moment m = {.hour = 0};
  bool epoch;
  int64_t seconds;
  text = without_spaces(text);
  if (!read_parts(text, day_order, &m, &seconds, &epoch)) return false;
  if (!epoch && !finish(&m, &seconds)) return false;
  if (epoch && text.length > 10) m.milli = (unsigned)(text.at[text.length - 3] - '0') * 100 +
      (unsigned)(text.at[text.length - 2] - '0') * 10 + (unsigned)(text.at[text.length - 1] - '0');
  *out = (cx_instant){(seconds - (int64_t)m.offset * 60) * 1000 + m.milli, epoch || m.zoned};
  return true;
}

/* ---- buckets ------------------------------------------------------------------------------- */

/* Writes the last n digits of a value; returns where they end. */
static char *put(char *at, unsigned n, uint64_t value) {
  for (unsigned i = n; i-- > 0; value /= 10) at[i] = (char)('0' + value % 10);
  return at + n;
}

/* (6) The week is that of its Thursday. */
static char *put_week(char *at, int64_t days) {
  const int64_t since_monday = days + 3 - divide_down(days + 3, 7) * 7; /* 1970-01-01: Thursday */
  unsigned rest;
  const int64_t year = year_of(days - since_monday + 3, &rest);
  at = put(at, 4, (uint64_t)year);
  *at++ = '-';
  *at++ = 'W';
  return put(at, 2, rest / 7 + 1);
}

size_t cx_time_bucket(int64_t seconds, cx_bucket bucket, char label[16]) {
  char *at = label;
  const int64_t days = divide_down(seconds, DAY);
  int64_t year;
  unsigned month, day;
  label[0] = 0;
  if (seconds == CX_NO_TIME) return 0;
  if (bucket == CX_WEEK) {
    at = put_week(at, days);
  } else {
    to_date(days, &year, &month, &day);
    at = put(at, 4, (uint64_t)year);
    if (bucket != CX_YEAR) *at++ = '-';
  }
  if (bucket == CX_QUARTER || bucket == CX_HALF_YEAR) {
    *at++ = bucket == CX_QUARTER ? 'Q' : 'H';
    at = put(at, 1, bucket == CX_QUARTER ? (month + 2) / 3 : (month + 5) / 6);
  }
  if (bucket == CX_MONTH || bucket == CX_DAY || bucket == CX_HOUR) at = put(at, 2, month);
  if (bucket == CX_DAY || bucket == CX_HOUR) {
    *at++ = '-';
    at = put(at, 2, day);
  }
  if (bucket == CX_HOUR) {
    *at++ = 'T';
    at = put(at, 2, (uint64_t)((seconds - days * DAY) / 3600));
  }
  *at = 0;
  return (size_t)(at - label);
}
