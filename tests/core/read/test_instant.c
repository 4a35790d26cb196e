/* test_instant.c - rules of instant.h, and (11) of time.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "read/instant.h"

static const cx_dialect dialect = {.delimiter = ',', .quote = '"', .decimal = '.', .newline = '\n'};

static int64_t quick(const char *cell) {
  static char room[128];
  cx_instants instants = {0};
  cx_cell scratch = {.dialect = &dialect, .name = "text"};
  int64_t ms = 1;
  snprintf(room, sizeof room, "--------------------%s,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,", cell);
  assert_int_equal(cx_instant_read(&instants, &scratch, (cx_text){room + 20, strlen(cell)}, &ms, NULL), CX_OK);
  cx_cell_free(&scratch);
  return ms;
}

/* (1): both ways give the same */
static void the_quick_way_and_the_slow_way_agree(void **state) {
  (void)state;
  static const char *const cells[] = {
      "2026-03-09T12:30:59", "2026-03-09 12:30:59", "2026-03-09T12:30:59Z", "2026-03-09T12:30:59.123", "2026-03-09",
      "2026-03-09T12:30:59.123Z", "2026-03-09T12:30:59.12", "2026-02-29T00:00:00", "2024-02-29T00:00:00",
      "2026-03-09T24:00:00", "2026-03-09T25:00:00", "2026-03-09T12:60:00", "2026-03-09T12:30:60", "2026-03-09T12:30:61",
      "2026-03-09T12-30-59", "1773052200", "1773052200123", "177305220", "17730522001", "0773052200", "2026-03-09T12:30",
      "2026-03-09T12:30:59+02:00", "2026-03-09T12:30:59-0330", "9.3.2026 12.30", "x026-03-09T12:30:59", "0001-01-01T00:00:00",
      "9999-12-31T23:59:59.999", "2026-03-09T1a:30:59", "2026-03-09T12:30:59.1x3", "nan", "25/3/2026 7:05 PM"};
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
    cx_instant instant = {CX_NO_TIME, false};
    bool good = cx_time_instant(cx_text_of(cells[i]), 'd', &instant);
    int64_t ms = quick(cells[i]);
    if (strchr(cells[i], '/') != NULL) continue;
    if (ms != (good ? instant.ms : CX_NO_TIME)) fail_msg("%s", cells[i]);
  }
}

static void zones_and_fractions_count(void **state) {
  (void)state;
  assert_int_equal(quick("1970-01-01T02:00:00+02:00"), 0);
  assert_int_equal(quick("1969-12-31T20:30:00-03:30"), 0);
  assert_int_equal(quick("1970-01-01T00:00:00,25"), 250);
  assert_int_equal(quick("1970-01-01T00:00:00.9999"), 999);
  assert_int_equal(quick("1970-01-01 00:00 UTC"), 0);
  cx_instant instant;
  assert_true(cx_time_instant(cx_text_of("1970-01-01T00:00"), 0, &instant));
  assert_false(instant.zoned);
  assert_true(cx_time_instant(cx_text_of("1970-01-01T00:00Z"), 0, &instant));
  assert_true(instant.zoned);
}

static void plain_numbers_of_up_to_18_digits(void **state) {
  (void)state;
  uint64_t seed = 3;
  char room[64];
  for (int i = 0; i < 20000; i++) {
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    uint64_t wanted = (seed >> 4) % UINT64_C(1000000000000000000) >> (i % 60), value = 0;
    int length = snprintf(room, sizeof room, "99999999%llu", (unsigned long long)wanted) - 8;
    assert_true(cx_instant_digits((cx_text){room + 8, (size_t)length}, &value));
    assert_int_equal(value, wanted);
    room[8 + i % length] = "a:/ -"[i % 5];
    assert_false(cx_instant_digits((cx_text){room + 8, (size_t)length}, &value));
  }
  static const char bad[] = "99999999" "007";
  uint64_t value;
  assert_false(cx_instant_digits((cx_text){bad + 8, 3}, &value));
  assert_false(cx_instant_digits((cx_text){bad + 8, 0}, &value));
  assert_true(cx_instant_digits((cx_text){bad + 8, 1}, &value));
  assert_int_equal(value, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_quick_way_and_the_slow_way_agree),
      cmocka_unit_test(zones_and_fractions_count),
      cmocka_unit_test(plain_numbers_of_up_to_18_digits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
