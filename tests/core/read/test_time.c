/* test_time.c - moments as exports write them, and calendar buckets: rules of read/time.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "read/time.h"

static int64_t at(int64_t year, unsigned month, unsigned day, int64_t h, int64_t m, int64_t s) {
  return cx_time_from_date(year, month, day) + h * 3600 + m * 60 + s;
}

static void reads(const char *text, char day_order, int64_t expected) {
  int64_t seconds = CX_NO_TIME;
  if (!cx_time_read(cx_text_of(text), day_order, &seconds) || seconds != expected)
    fail_msg("'%s' gave %lld, expected %lld", text, (long long)seconds, (long long)expected);
}

static void refuses(const char *text, char day_order) {
  int64_t seconds = 42;
  if (cx_time_read(cx_text_of(text), day_order, &seconds))
    fail_msg("'%s' was read as %lld", text, (long long)seconds);
  assert_int_equal(seconds, 42);
}

static void buckets(int64_t seconds, cx_bucket bucket, const char *expected) {
  char label[16];
  assert_int_equal(cx_time_bucket(seconds, bucket, label), strlen(expected));
  assert_string_equal(label, expected);
}

static void iso_dates_and_clocks_are_read_by_rule_1(void **state) {
  (void)state;
  reads("1970-01-01", 0, 0);
  reads("2026-03-09", 0, at(2026, 3, 9, 0, 0, 0));
  reads("2026-03-09T14:05", 0, at(2026, 3, 9, 14, 5, 0));
  reads("2026-03-09 14:05:59", 0, at(2026, 3, 9, 14, 5, 59));
  reads("2026-03-09T14:05:59.999", 0, at(2026, 3, 9, 14, 5, 59));
  reads("2026-03-09 14:05:59,123456789012", 0, at(2026, 3, 9, 14, 5, 59));
  reads("0001-01-01", 0, INT64_C(-62135596800));
  reads("9999-12-31T23:59:59", 0, INT64_C(253402300799));
}

static void broken_iso_is_refused_by_rule_1(void **state) {
  (void)state;
  static const char *const broken[] = {
      "2026-3-09", "2026-03-9", "26-03-09", "2026-03-09T", "2026-03-09T14", "2026-03-09T14:",
      "2026-03-09T14:5", "2026-03-09T1:05", "2026-03-09T14:05:", "2026-03-09T14:05:5",
      "2026-03-09T14:05:59.", "2026-03-09X14:05", "2026-03-0914:05", "2026-03-09Z", "2026-03-091",
      "2026-03-09T14:05x", "2026/03-09", "2026-03-09T14.05", "20260309", "2026-03", "", " ", "klo"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) refuses(broken[i], 'd');
}

static void finnish_moments_are_read_by_rule_2(void **state) {
  (void)state;
  const int64_t day = cx_time_from_date(2026, 3, 9);
  reads("9.3.2026", 0, day);
  reads("09.03.2026", 0, day);
  reads("9.3.2026 klo 7.05", 0, day + 7 * 3600 + 300);
  reads("9.3.2026 Klo 17.05.30", 0, day + 17 * 3600 + 330);
  reads("9.3.2026 7:05", 0, day + 7 * 3600 + 300);
  reads("9.3.2026 07:05:01", 0, day + 7 * 3600 + 301);
  reads("9.3.2026 kl. 7.05", 0, day + 7 * 3600 + 300);
  reads("9.3.2026, 7.05", 0, day + 7 * 3600 + 300);
  reads("9.3.2026\xC2\xA0klo\xC2\xA0" "7.05", 0, day + 7 * 3600 + 300);
  static const char *const broken[] = {"9.3.26", "9.3.", "9.3", "9.3.2026 klo", "9.3.2026klo 7.05",
                                       "9.3.2026 7", "9.3.2026 7.5", "9.3.2026 7.05:30",
                                       "9.3.2026 klo7.05", "9.13.2026", "123.3.2026",
                                       "9.3.2026 7.05 PM", "9..2026", "9.3.2026 7.05.30.5"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) refuses(broken[i], 0);
}

static void slashed_dates_follow_their_order_by_rule_3(void **state) {
  (void)state;
  reads("3/9/2026", 'm', at(2026, 3, 9, 0, 0, 0));
  reads("3/9/2026", 'd', at(2026, 9, 3, 0, 0, 0));
  refuses("3/9/2026", 0);
  reads("13/9/2026", 0, at(2026, 9, 13, 0, 0, 0));
  reads("9/13/2026", 0, at(2026, 9, 13, 0, 0, 0));
  refuses("13/9/2026", 'm');
  refuses("9/13/2026", 'd');
  refuses("13/13/2026", 0);
  refuses("3/9/26", 'm');
}

static void half_days_are_read_by_rule_3(void **state) {
  (void)state;
  const int64_t day = cx_time_from_date(2026, 3, 9);
  reads("3/9/2026 12:00 AM", 'm', day);
  reads("3/9/2026 12:30:05 am", 'm', day + 1805);
  reads("3/9/2026 12:00 PM", 'm', day + 12 * 3600);
  reads("3/9/2026, 1:05:07 PM", 'm', day + 13 * 3600 + 307);
  reads("3/9/2026, 1:05:07\xE2\x80\xAFPM", 'm', day + 13 * 3600 + 307);
  reads("3/9/2026 11:59pm", 'm', day + 23 * 3600 + 59 * 60);
  reads("3/9/2026 0:05", 'm', day + 300);
  reads("3/9/2026 23:05", 'm', day + 23 * 3600 + 300);
  refuses("3/9/2026 0:05 AM", 'm');
  refuses("3/9/2026 13:05 PM", 'm');
  refuses("3/9/2026 1:05 XM", 'm');
  refuses("3/9/2026 1:05 A", 'm');
}

static void epochs_are_told_by_their_length_by_rule_4(void **state) {
  (void)state;
  reads("1000000000", 0, 1000000000);
  reads("999999999", 0, 999999999);
  reads("1773065107", 0, 1773065107);
  reads("1773065107999", 0, 1773065107);
  reads("999999999999", 0, 999999999);
  refuses("99999999", 0);
  refuses("17730651071", 0);
  refuses("17730651079990", 0);
  refuses("-1000000000", 0);
}

static void days_that_do_not_exist_are_no_moments_by_rule_5(void **state) {
  (void)state;
  static const char *const days[] = {"2026-02-29", "2026-02-30", "1900-02-29", "2026-04-31",
                                     "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32",
                                     "0000-01-01", "30.2.2026",  "29.2.2025",  "31.6.2026",
                                     "2026-01-01T25:00", "2026-01-01T12:60", "2026-01-01T12:00:61"};
  for (size_t i = 0; i < sizeof days / sizeof *days; i++) refuses(days[i], 0);
  reads("2024-02-29", 0, at(2024, 2, 29, 0, 0, 0));
  reads("2000-02-29", 0, at(2000, 2, 29, 0, 0, 0));
  reads("29.2.2028", 0, at(2028, 2, 29, 0, 0, 0));
}

static void midnight_and_leap_seconds_follow_rule_7(void **state) {
  (void)state;
  reads("2026-12-31T24:00", 0, at(2027, 1, 1, 0, 0, 0));
  reads("2026-02-28 24:00:00.000", 0, at(2026, 3, 1, 0, 0, 0));
  reads("2016-12-31T23:59:60Z", 0, at(2016, 12, 31, 23, 59, 59));
  refuses("2026-12-31T24:00:01", 0);
  refuses("2026-12-31T24:01", 0);
  refuses("9999-12-31T24:00", 0);
}

static void zones_are_checked_and_the_wall_clock_kept_by_rule_8(void **state) {
  (void)state;
  const int64_t moment = at(2026, 3, 9, 14, 5, 0);
  static const char *const good[] = {"Z", "+02", "+0200", "+02:00", "-12:00", "+14:00", "-00:00",
                                     "\xE2\x88\x92\x30\x33:30", " +0200", " UTC", " GMT+2",
                                     " GMT-11:30", " Z"};
  static const char *const bad[] = {"z", "+2", "+14:01", "+15", "-12:30", "+02:60", "+02:0", "+02:",
                                    "UTC", " EET", "+", "Z+02", "+02:00:00", " GMT+"};
  char text[64];
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    snprintf(text, sizeof text, "2026-03-09T14:05%s", good[i]);
    reads(text, 0, moment);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    snprintf(text, sizeof text, "2026-03-09T14:05%s", bad[i]);
    refuses(text, 0);
  }
}

static void a_form_tools_year_comes_first_by_rule_9(void **state) {
  (void)state;
  reads("2026/3/9", 0, at(2026, 3, 9, 0, 0, 0));
  reads("2026/03/09 2:04:35 PM GMT+2", 0, at(2026, 3, 9, 14, 4, 35));
  reads("2026/03/09 14:04", 'm', at(2026, 3, 9, 14, 4, 0));
  refuses("2026/13/9", 'd');
  refuses("202/1/9", 0);
}

static void spaces_around_are_trimmed_by_rule_10(void **state) {
  (void)state;
  reads("\t 2026-03-09 \xC2\xA0", 0, at(2026, 3, 9, 0, 0, 0));
  reads("2026-03-09  14:05", 0, at(2026, 3, 9, 14, 5, 0));
}

/* A calendar that only counts: every day of eight centuries, against the formulas. */
static void every_day_of_eight_centuries_has_its_date_by_rule_5(void **state) {
  (void)state;
  static const unsigned lengths[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int64_t day = -135140; /* 1600-01-01: 370 years of 365.2425 days before 1970 */
  for (unsigned year = 1600; year <= 2400; year++)
    for (unsigned month = 1; month <= 12; month++) {
      const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
      const unsigned n = lengths[month] + (month == 2 && leap);
      for (unsigned d = 1; d <= n; d++, day++) {
        int64_t y;
        unsigned m, back;
        assert_int_equal(cx_time_from_date(year, month, d), day * 86400);
        cx_time_to_date(day * 86400 + 86399, &y, &m, &back);
        assert_true(y == year && m == month && back == d);
      }
    }
}

static void every_day_agrees_with_the_c_library_by_rule_6(void **state) {
  (void)state;
  char theirs[32], ours[16];
  for (int64_t day = -719162; day <= 2932896; day++) { /* 0001-01-01 to 9999-12-31 */
    const time_t seconds = (time_t)(day * 86400 + 3600 * (((day % 24) + 24) % 24));
    struct tm parts;
    gmtime_r(&seconds, &parts);
    int year = parts.tm_year + 1900, week_year, week;
    strftime(theirs, sizeof theirs, "%G %V", &parts);
    sscanf(theirs, "%d %d", &week_year, &week);
    snprintf(theirs, sizeof theirs, "%04d-W%02d", week_year, week);
    cx_time_bucket(seconds, CX_WEEK, ours);
    if (strcmp(ours, theirs) != 0) fail_msg("%s, not %s", ours, theirs);
    snprintf(theirs, sizeof theirs, "%04d-%02d-%02dT%02d", year, parts.tm_mon + 1, parts.tm_mday,
             parts.tm_hour);
    cx_time_bucket(seconds, CX_HOUR, ours);
    if (strcmp(ours, theirs) != 0) fail_msg("%s, not %s", ours, theirs);
  }
}

static void buckets_have_their_labels(void **state) {
  (void)state;
  const int64_t moment = at(2026, 3, 9, 14, 59, 59);
  buckets(moment, CX_HOUR, "2026-03-09T14");
  buckets(moment, CX_DAY, "2026-03-09");
  buckets(moment, CX_WEEK, "2026-W11");
  buckets(moment, CX_MONTH, "2026-03");
  buckets(moment, CX_QUARTER, "2026-Q1");
  buckets(moment, CX_YEAR, "2026");
  buckets(-1, CX_HOUR, "1969-12-31T23");
  buckets(at(2026, 12, 31, 0, 0, 0), CX_QUARTER, "2026-Q4");
  buckets(moment, CX_HALF_YEAR, "2026-H1");
  buckets(at(2026, 6, 30, 23, 59, 59), CX_HALF_YEAR, "2026-H1");
  buckets(at(2026, 7, 1, 0, 0, 0), CX_HALF_YEAR, "2026-H2");
  buckets(CX_NO_TIME, CX_DAY, "");
}

static void weeks_at_the_turn_of_the_year_belong_to_their_thursday_by_rule_6(void **state) {
  (void)state;
  buckets(at(2005, 1, 1, 0, 0, 0), CX_WEEK, "2004-W53");
  buckets(at(2005, 1, 2, 23, 59, 59), CX_WEEK, "2004-W53");
  buckets(at(2005, 1, 3, 0, 0, 0), CX_WEEK, "2005-W01");
  buckets(at(2005, 12, 31, 0, 0, 0), CX_WEEK, "2005-W52");
  buckets(at(2007, 1, 1, 0, 0, 0), CX_WEEK, "2007-W01");
  buckets(at(2007, 12, 31, 0, 0, 0), CX_WEEK, "2008-W01");
  buckets(at(2008, 12, 29, 0, 0, 0), CX_WEEK, "2009-W01");
  buckets(at(2010, 1, 3, 0, 0, 0), CX_WEEK, "2009-W53");
  buckets(at(2020, 12, 31, 0, 0, 0), CX_WEEK, "2020-W53");
  buckets(at(2026, 12, 31, 0, 0, 0), CX_WEEK, "2026-W53");
}

static void what_is_written_as_iso_is_read_back(void **state) {
  (void)state;
  srand(7);
  for (int i = 0; i < 200000; i++) {
    const int64_t moment = (int64_t)rand() * 117 % INT64_C(253402300800);
    char hour[16], text[64];
    cx_time_bucket(moment, CX_HOUR, hour);
    snprintf(text, sizeof text, "%s:%02d:%02d", hour, (int)(moment / 60 % 60), (int)(moment % 60));
    reads(text, 0, moment);
    int64_t y;
    unsigned m, d;
    cx_time_to_date(moment, &y, &m, &d);
    snprintf(text, sizeof text, "%u.%u.%04d klo %d.%02d.%02d", d, m, (int)y,
             (int)(moment / 3600 % 24), (int)(moment / 60 % 60), (int)(moment % 60));
    reads(text, 0, moment);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(iso_dates_and_clocks_are_read_by_rule_1),
      cmocka_unit_test(broken_iso_is_refused_by_rule_1),
      cmocka_unit_test(finnish_moments_are_read_by_rule_2),
      cmocka_unit_test(slashed_dates_follow_their_order_by_rule_3),
      cmocka_unit_test(half_days_are_read_by_rule_3),
      cmocka_unit_test(epochs_are_told_by_their_length_by_rule_4),
      cmocka_unit_test(days_that_do_not_exist_are_no_moments_by_rule_5),
      cmocka_unit_test(midnight_and_leap_seconds_follow_rule_7),
      cmocka_unit_test(zones_are_checked_and_the_wall_clock_kept_by_rule_8),
      cmocka_unit_test(a_form_tools_year_comes_first_by_rule_9),
      cmocka_unit_test(spaces_around_are_trimmed_by_rule_10),
      cmocka_unit_test(every_day_of_eight_centuries_has_its_date_by_rule_5),
      cmocka_unit_test(every_day_agrees_with_the_c_library_by_rule_6),
      cmocka_unit_test(buckets_have_their_labels),
      cmocka_unit_test(weeks_at_the_turn_of_the_year_belong_to_their_thursday_by_rule_6),
      cmocka_unit_test(what_is_written_as_iso_is_read_back),
  };
  return cmocka_run_group_tests_name("time", tests, NULL, NULL);
}
