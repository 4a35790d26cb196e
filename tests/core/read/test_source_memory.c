/* test_source_memory.c - each allocation of a source fails in turn: nothing leaks or changes */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing.h"
#include "packed.h"
#include "read/source.h"

static const char *path;

static void read_once(bool *done) {
  cx_source *source = NULL;
  cx_error error = {0};
  cx_text head = {NULL, 0};
  bool whole = false;
  char to[100];
  size_t got = 0;
  cx_status status = cx_source_open(&source, path, &error);
  if (status != CX_OK) assert_null(source);
  if (status == CX_OK) status = cx_source_head(source, &head, &whole, &error);
  if (status == CX_OK) status = cx_source_read(source, to, sizeof to, &got, &error);
  *done = status == CX_OK && head.length == 8 && got == 8;
  if (has_failed) assert_int_equal(status, CX_NO_MEMORY);
  cx_source_close(source);
}

static void every_failing_allocation_is_said(void **state) {
  (void)state;
  static const char plain[] = "a,b\n1,2\n", wide[] = "\xFF\xFE" "a\0,\0b\0\n\0" "1\0,\0" "2\0\n";
  char packed[256], name[64];
  for (int kind = 0; kind < 4; kind++) {
    cx_text bytes = {plain, 8};
    if (kind == 1) bytes = (cx_text){wide, sizeof wide};
    if (kind == 2) bytes = (cx_text){packed, pack_gzip(bytes, packed, sizeof packed)};
    if (kind == 3) bytes = (cx_text){packed, pack_zstd(bytes, packed, sizeof packed)};
    write_file(name, bytes);
    path = name;
    assert_true(fail_each(read_once) >= 3);
    unlink(name);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_failing_allocation_is_said)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
