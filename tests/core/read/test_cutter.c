/* test_cutter.c - blocks of whole records that together are the file; stopping; numbering */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "read/cutter.h"

static const cx_dialect DIALECT = {.delimiter = ',', .quote = '"', .newline = '\n', .data_offset = 4};

typedef struct opened {
  cx_source *source;
  cx_cutter *cutter;
} opened;

static opened open_text(cx_text text, size_t block_size) {
  opened o = {0};
  assert_int_equal(cx_source_open_text(&o.source, text, "text", NULL), CX_OK);
  assert_int_equal(cx_cutter_open(&o.cutter, o.source, &DIALECT, cx_scan_kernel(NULL), 0, block_size, NULL),
                   CX_OK);
  return o;
}

static void close_both(opened *o) {
  cx_cutter_close(o->cutter);
  cx_cutter_close(NULL);
  cx_source_close(o->source);
}

/* A header of four bytes, then records, some with newlines or stray quotes in them. */
static cx_text make_text(void) {
  static char text[100000];
  size_t n = (size_t)sprintf(text, "a,b\n");
  for (int i = 0; n < sizeof text - 100; i++)
    n += (size_t)sprintf(text + n, i % 50 == 7 ? "%d,12\" x\n" : i % 3 ? "%d,\"b\nb\"\n" : "%d,b\n", i);
  return (cx_text){text, n};
}

static void blocks_are_the_file_in_order(void **state) { /* (1) */
  (void)state;
  cx_text text = make_text();
  static const size_t sizes[] = {64, 128, 4096, 0};
  for (size_t s = 0; s < 4; s++) {
    opened o = open_text(text, sizes[s]);
    cx_block block = {0};
    size_t at = 4, n_stray = 0;
    bool end = false;
    for (uint64_t last = 0;; last = block.ticket) {
      assert_int_equal(cx_cutter_next(o.cutter, &block, &end, NULL), CX_OK);
      if (end) break;
      assert_true(block.ticket >= last && block.from < block.to);
      assert_int_equal((uintptr_t)block.bytes % 64, 0);
      assert_memory_equal(block.bytes + block.from, text.at + at, block.to - block.from);
      assert_int_equal(block.bytes[block.to - 1], '\n');
      at += block.to - block.from;
      for (size_t i = 0; i < block.n_stray; i++) {
        assert_true(block.stray[i] >= block.from && block.stray[i] < block.to);
        assert_true(i == 0 || block.stray[i] > block.stray[i - 1]);
      }
      n_stray += block.n_stray;
    }
    assert_int_equal(at, text.length);
    assert_true(n_stray > 100);
    assert_int_equal(cx_cutter_done(o.cutter), text.length - 4);
    assert_int_equal(cx_cutter_next(o.cutter, &block, &end, NULL), CX_OK); /* and stays there */
    assert_true(end);
    cx_block_free(&block);
    close_both(&o);
  }
}

typedef struct worker {
  cx_cutter *cutter;
  size_t bytes;
  cx_status status;
  unsigned stop_after;
} worker;

static void *work(void *context) {
  worker *w = context;
  cx_block block = {0};
  bool end = false;
  for (unsigned n = 0; (w->status = cx_cutter_next(w->cutter, &block, &end, NULL)) == CX_OK && !end; n++) {
    w->bytes += block.to - block.from;
    w->status = cx_cutter_count(w->cutter, block.ticket, block.to - block.from, NULL);
    if (w->stop_after > 0 && n == w->stop_after) cx_cutter_stop(w->cutter);
  }
  cx_block_free(&block);
  return NULL;
}

static void workers_share_the_file(void **state) { /* (1) */
  (void)state;
  cx_text text = make_text();
  for (int n = 1; n < 8; n++) {
    opened o = open_text(text, 192);
    worker w[8] = {{0}};
    pthread_t thread[8];
    size_t bytes = 0;
    for (int i = 0; i < n; i++) {
      w[i].cutter = o.cutter;
      assert_int_equal(pthread_create(&thread[i], NULL, work, &w[i]), 0);
    }
    for (int i = 0; i < n; i++) {
      pthread_join(thread[i], NULL);
      assert_int_equal(w[i].status, CX_OK);
      bytes += w[i].bytes;
    }
    assert_int_equal(bytes, text.length - 4);
    assert_int_equal(cx_cutter_records_before(o.cutter, UINT64_MAX), bytes); /* counted as records above */
    assert_int_equal(cx_cutter_records_before(o.cutter, 0), 0);
    close_both(&o);
  }
}

static void a_stop_ends_every_worker(void **state) {
  (void)state;
  cx_text text = make_text();
  for (int round = 0; round < 20; round++) {
    opened o = open_text(text, 64);
    worker w[4] = {{0}};
    pthread_t thread[4];
    for (int i = 0; i < 4; i++) {
      w[i].cutter = o.cutter;
      w[i].stop_after = 1 + (unsigned)round;
      assert_int_equal(pthread_create(&thread[i], NULL, work, &w[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
      pthread_join(thread[i], NULL);
      assert_int_equal(w[i].status, CX_INTERRUPTED);
    }
    close_both(&o);
  }
}

static void nothing_after_the_header_is_no_block(void **state) {
  (void)state;
  opened o = open_text(cx_text_of("a,b\n"), 64);
  cx_block block = {0};
  bool end = false;
  assert_int_equal(cx_cutter_next(o.cutter, &block, &end, NULL), CX_OK);
  assert_true(end);
  cx_block_free(&block);
  close_both(&o);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks_are_the_file_in_order),
      cmocka_unit_test(workers_share_the_file),
      cmocka_unit_test(a_stop_ends_every_worker),
      cmocka_unit_test(nothing_after_the_header_is_no_block),
  };
  return cmocka_run_group_tests_name("cutter", tests, NULL, NULL);
}
