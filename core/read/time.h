/*
** time.h - moments as exports write them, and the calendar buckets they fall into
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      a cell's value.  Out: seconds since 1970-01-01 of the clock as written.  Owns: nothing.
**
** (1) ISO 8601: yyyy-mm-dd, then nothing, or 'T' or a blank and hh:mm[:ss[.fff]] and a zone (8).
** (2) Finnish: d.m.yyyy[,], then nothing or [klo ]h.mm[.ss] or h:mm[:ss]; "kl." is as good.
** (3) Slashed: m/d/yyyy or d/m/yyyy (day_order decides)[,], then nothing or h:mm[:ss][ AM|PM].
** (4) Epoch: 9 to 10 digits are seconds, 12 to 13 milliseconds; in UTC.
** (5) Days that do not exist (30.2.) are no moments. The calendar is the proleptic Gregorian one,
**     years 1 to 9999.
** (6) Weeks are those of ISO 8601: Monday first, week 1 holds the year's first Thursday.
** (7) 24:00 is the start of the next day. Second 60, a leap second, is read as 59: it belongs to
**     the minute that it ends. Fractions of a second are cut.
** (8) A zone is nothing, 'Z', +hh, +hhmm, +hh:mm, or after a space also "UTC", "GMT" or "GMT+h". It
**     must exist (-12:00 to +14:00) and is then left out: buckets use the clock on the wall. An instant
**     (11) is in UTC.
** (9) Year first, as form tools export: yyyy/m/d, then nothing or the clock of (3) and a zone (8).
** (10) Spaces are those of value.h (1), and several are as good as one.
** (11) An instant is for what is ordered and subtracted: milliseconds in UTC, the fraction cut to them. A
**      moment without a zone is taken for one in UTC, and says so.
*/
#ifndef CX_TIME_H
#define CX_TIME_H

#include <stdint.h>

#include "base/text.h"

#define CX_NO_TIME INT64_MIN

typedef enum cx_bucket {
  CX_HOUR, CX_DAY, CX_WEEK, CX_MONTH, CX_QUARTER, CX_HALF_YEAR, CX_YEAR
} cx_bucket;

/* True and *seconds when text is a moment; day_order 'd' or 'm' reads (3), 0 refuses it unless the
** day is over 12. */
bool cx_time_read(cx_text text, char day_order, int64_t *seconds);

/* A moment on one clock (11). */
typedef struct cx_instant {
  int64_t ms;
  bool zoned; /* the zone was written, or is known: epoch numbers */
} cx_instant;

bool cx_time_instant(cx_text text, char day_order, cx_instant *out);

/* The bucket of a moment as its label: "2026-03-09T14", "2026-03-09", "2026-W11", "2026-03",
** "2026-Q1", "2026-H1", "2026"; of CX_NO_TIME "". Writes at most 16 bytes with the ending NUL, returns the
** length. */
size_t cx_time_bucket(int64_t seconds, cx_bucket bucket, char label[16]);

/* Seconds of a civil date, and back. */
int64_t cx_time_from_date(int64_t year, unsigned month, unsigned day);
void cx_time_to_date(int64_t seconds, int64_t *year, unsigned *month, unsigned *day);

#endif
