/* fuzz_time.c - any bytes as a moment: rules of read/time.h */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "read/time.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold(bool condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "broken: %s\n", what);
  abort();
}

/* A moment written in another way is the same moment. */
static void check_again(const char *text, int64_t expected) {
  int64_t seconds;
  hold(cx_time_read(cx_text_of(text), 0, &seconds) && seconds == expected, text);
}

/* What was read is a moment of years 1 to 9999 (5), and its writing reads back. */
static void check_moment(int64_t seconds) {
  char hour[16], label[16], text[64];
  int64_t year;
  unsigned month, day;
  cx_time_to_date(seconds, &year, &month, &day);
  hold(year >= 1 && year <= 9999, "years 1 to 9999");
  hold(cx_time_bucket(seconds, CX_HOUR, hour) == 13, "an hour has 13 characters");
  const int minute = (int)(((seconds % 3600) + 3600) % 3600 / 60);
  const int second = (int)(((seconds % 60) + 60) % 60);
  snprintf(text, sizeof text, " %s:%02d:%02d.5 -1130 ", hour, minute, second);
  check_again(text, seconds);
  snprintf(text, sizeof text, "%u.%u.%04d klo %s.%02d.%02d", day, month, (int)year, hour + 11,
           minute, second);
  check_again(text, seconds);
  for (int bucket = CX_HOUR; bucket <= CX_YEAR; bucket++)
    hold(cx_time_bucket(seconds, (cx_bucket)bucket, label) == strlen(label), "its own length");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char orders[3] = {0, 'd', 'm'};
  int64_t seconds[3];
  bool read[3];
  for (int i = 0; i < 3; i++) {
    read[i] = cx_time_read((cx_text){(const char *)data, size}, orders[i], &seconds[i]);
    if (read[i]) check_moment(seconds[i]);
  }
  hold(!read[0] || read[1] || read[2], "what needs no order has one");
  return 0;
}
