/* test_reader.c - batches of decoded rows: which rows are left out, and that all columns stay together */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "read/reader.h"

static const cx_column_spec columns[] = {
    {.kind = CX_COLUMN_LABEL, .name = {"id", 2}},
    {.kind = CX_COLUMN_SCORE, .name = {"score", 5}, .scale = {0, 10, 11, 15, NULL, 0}},
    {.kind = CX_COLUMN_NUMBER, .name = {"id", 2}},
    {.kind = CX_COLUMN_WEIGHT, .name = {"weight", 6}}};
static const bool keeps[] = {true, true, false, false};

typedef struct reading {
  cx_dialect dialect;
  cx_header header;
  cx_source *source;
  cx_cutter *cutter;
  cx_reader *reader;
} reading;

static void begin(reading *r, cx_text text, long weight, size_t block_size) {
  static char name[3][8] = {"id", "score", "weight"};
  static char *names[] = {name[0], name[1], name[2]};
  *r = (reading){.dialect = {.delimiter = ',', .quote = '"', .newline = '\n', .crlf = true, .decimal = '.',
                             .data_offset = 16, .data_row = 2},
                 .header = {3, names, 0}};
  assert_int_equal(cx_source_open_text(&r->source, text, "text", NULL), CX_OK);
  assert_int_equal(cx_cutter_open(&r->cutter, r->source, &r->dialect, cx_scan_kernel(NULL), 0, block_size, NULL),
                   CX_OK);
  assert_int_equal(cx_reader_new(&r->reader, columns, 4, weight, keeps, NULL), CX_OK);
  assert_int_equal(cx_reader_begin(r->reader, r->cutter, cx_scan_kernel(NULL), &r->dialect, &r->header, "text",
                                   NULL), CX_OK);
}

static void end_reading(reading *r) {
  cx_reader_free(r->reader);
  cx_cutter_close(r->cutter);
  cx_source_close(r->source);
}

/* The rows of small texts as "id:bin " each. */
static const char *read_all(const char *records, long weight) {
  static char shown[1000], text[1000];
  reading r;
  size_t n = 0;
  begin(&r, (cx_text){text, (size_t)sprintf(text, "id,score,weight\n%s", records)}, weight, 64);
  const cx_batch *batch;
  bool end;
  shown[0] = 0;
  while (cx_reader_next(r.reader, &batch, &end, NULL) == CX_OK && !end) {
    assert_true(batch->n_rows > 0 && batch->n_columns == 4);
    for (uint32_t i = 0; i < batch->n_rows; i++) {
      cx_text id = cx_labels_text(batch->column[0].labels, batch->column[0].label[i]);
      n += (size_t)sprintf(shown + n, "%.*s:%u ", (int)id.length, id.at, batch->column[1].score[i]);
    }
  }
  end_reading(&r);
  return shown;
}

static void rows_of_the_wrong_width_are_kept_or_left_out(void **state) { /* (2) (3) (4) */
  (void)state;
  assert_string_equal(read_all("a,1,1\nb\nc,2\nd,3,1,,\ne,4,1,x\n\nf,5,1\r\n", -1), "a:1 b:12 c:2 d:3 f:5 ");
  assert_string_equal(read_all("b\r\nc,2\r\n\r\n", -1), "b:12 c:2 ");
  assert_string_equal(read_all("", -1), "");
}

static void rows_without_a_good_weight_are_left_out(void **state) { /* (5) */
  (void)state;
  assert_string_equal(read_all("a,1,1\nb,2,\nc,3,-1\nd,4,0\ne,5,1e10\nf,6\ng,7,\"0.123456\"\nh,8,x\n", 3),
                      "a:1 d:4 g:7 ");
}

/* Many rows, of which some go: every column, weight and row number stays with its row. */
static void columns_stay_together(void **state) {
  (void)state;
  static char text[1 << 20];
  size_t n = (size_t)sprintf(text, "id,score,weight\n");
  for (unsigned i = 0; i < 30000; i++)
    n += (size_t)sprintf(text + n, i % 7 == 3 ? "%u,%u,\n" : i % 11 == 5 ? "%u,%u,1.00000%u\n" : "%u,%u,%u\n", i,
                         i % 11, i % 9);
  static const size_t sizes[] = {64, 4096, 0};
  for (size_t s = 0; s < 3; s++) {
    reading r;
    const cx_batch *batch;
    bool end;
    unsigned expected = 0;
    begin(&r, (cx_text){text, n}, 3, sizes[s]);
    for (;;) {
      assert_int_equal(cx_reader_next(r.reader, &batch, &end, NULL), CX_OK);
      if (end) break;
      assert_true(batch->n_rows <= CX_BATCH_ROWS);
      for (uint32_t i = 0; i < batch->n_rows; i++, expected++) {
        while (expected % 7 == 3) expected++;
        char id[12];
        snprintf(id, sizeof id, "%u", expected);
        assert_true(cx_text_equal(cx_labels_text(batch->column[0].labels, batch->column[0].label[i]), cx_text_of(id)));
        assert_int_equal(batch->column[1].score[i], expected % 11);
        assert_true(batch->column[2].number[i] == expected);
        cx_wide w = batch->weight[i] == CX_WEIGHT_EXACT ? batch->exact[i].w
                                                        : (cx_wide)batch->weight[i] * (CX_WIDE_ONE / CX_WEIGHT_SCALE);
        cx_wide exact = expected % 11 == 5 ? CX_WIDE_ONE + (expected % 9) * (CX_WIDE_ONE / 1000000)
                                           : (expected % 9) * CX_WIDE_ONE;
        assert_true(w == exact);
        assert_true(!batch->plain || batch->weight[i] < CX_WEIGHT_MOST);
        assert_true(cx_text_equal(cx_window_cell(cx_reader_window(r.reader), batch->row[i], 0), cx_text_of(id)));
      }
    }
    while (expected < 30000 && expected % 7 == 3) expected++;
    assert_int_equal(expected, 30000);
    assert_int_equal(cx_reader_records(r.reader), 30000);
    assert_int_equal(cx_reader_problems(r.reader)->n[CX_PROBLEM_NO_WEIGHT], 4286);
    end_reading(&r);
  }
}

static void a_missing_column_is_named(void **state) {
  (void)state;
  reading r;
  cx_error error = {0};
  begin(&r, cx_text_of("id,score,weight\n"), 3, 64);
  r.header.n_columns = 2;
  assert_int_equal(cx_reader_begin(r.reader, r.cutter, cx_scan_kernel(NULL), &r.dialect, &r.header, "text", &error),
                   CX_NO_COLUMN);
  assert_string_equal(error.message, "there is no column 'weight'");
  end_reading(&r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_of_the_wrong_width_are_kept_or_left_out),
      cmocka_unit_test(rows_without_a_good_weight_are_left_out),
      cmocka_unit_test(columns_stay_together),
      cmocka_unit_test(a_missing_column_is_named),
  };
  return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
