/* test_pass_end.c - where a pass ends: limits of groups, texts and sums; callbacks; columns and kernels that are not
** there; streams, whole and cut */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "../read/packed.h"
#include "both.h"

/* Counts "value,score" rows by value; the status. */
static cx_status count_values(uint32_t n_values, uint32_t max_groups, uint32_t max_labels, unsigned threads,
                              bool open, cx_error *error) {
  static char text[400000], name[2][6] = {"site", "score"};
  static char *names[] = {name[0], name[1]};
  size_t n = (size_t)sprintf(text, "site,score\n");
  for (uint32_t i = 0; i < 2 * n_values; i++) n += (size_t)sprintf(text + n, "v%u,%u\n", i % n_values, i % 11);
  cx_column_spec columns[] = {job_columns[SITE], job_columns[SCORE]};
  columns[0].max_labels = max_labels;
  const uint32_t of[] = {open ? 0 : 1};
  cx_tally_spec tally = {.n_of = 1, .of = of, .of_name = job_of_name, .max_groups = max_groups};
  if (!open) tally.n_by = 1, tally.by_name[0] = cx_text_of("site");
  cx_pass_spec spec = {.column = columns, .n_columns = 2, .weight = -1, .tally = &tally, .n_tallies = 1,
                       .threads = threads, .block_size = 128};
  const cx_dialect d = {.delimiter = ',', .quote = '"', .newline = '\n', .data_offset = 11, .data_row = 2};
  const cx_header header = {2, names, 0};
  cx_pass *pass = NULL;
  cx_source *source = NULL;
  cx_tally *out = NULL;
  cx_file_receipt receipt;
  assert_int_equal(cx_pass_new(&pass, &spec, error), CX_OK);
  assert_int_equal(cx_source_open_text(&source, (cx_text){text, n}, "text", error), CX_OK);
  cx_status status = cx_pass_file(pass, source, &d, &header, &receipt, error);
  if (status == CX_OK) status = cx_pass_finish(pass, &out, error);
  if (status == CX_OK && !open) assert_int_equal(cx_tally_n_groups(out), n_values);
  if (status == CX_OK && open) assert_int_equal(cx_tally_n_answers(out, 0), n_values);
  cx_tally_free(out);
  cx_pass_free(pass);
  cx_source_close(source);
  return status;
}

static void too_many_groups_are_an_error_with_any_number_of_threads(void **state) { /* limit (1) */
  (void)state;
  static const uint32_t limits[] = {1, 100, 1000, 9999};
  for (size_t i = 0; i < N_OF(limits); i++)
    for (unsigned threads = 1; threads < 8; threads++) {
      cx_error error = {0};
      assert_int_equal(count_values(limits[i], limits[i], 0, threads, false, &error), CX_OK);
      assert_int_equal(count_values(limits[i] + 1, limits[i], 0, threads, false, &error), CX_TOO_MANY);
      assert_non_null(strstr(error.message, "'site' alone has"));
    }
}

static void too_many_labels_are_an_error_with_any_number_of_threads(void **state) {
  (void)state;
  static const uint32_t limits[] = {1, 100, 9999};
  for (size_t i = 0; i < N_OF(limits); i++)
    for (unsigned threads = 1; threads < 8; threads++)
      for (int open = 0; open < 2; open++) {
        cx_error error = {0};
        assert_int_equal(count_values(limits[i], 0, limits[i], threads, open, &error), CX_OK);
        assert_int_equal(count_values(limits[i] + 1, 0, limits[i], threads, open, &error), CX_TOO_MANY);
        assert_non_null(strstr(error.message, "column 'site' has more than"));
      }
}

static void more_cells_than_are_packed_are_counted_exactly(void **state) { /* counter (3) */
  (void)state;
  static char text[2 << 20];
  for (int mixed = 0; mixed < 3; mixed++) {
    job j;
    job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
    size_t n = (size_t)sprintf(text, "%s\n", JOB_HEADER);
    for (int i = 0; n < sizeof text - 100 && i < 9000; i++) {
      const char *weight = mixed == 0 ? "1.5" : mixed == 1 ? "0.12345678901" : i % 7 ? "3" : "1e-7";
      n += (size_t)sprintf(text + n, "s%d,c%d,%d,ok,,%s,\n", i % 4001, i % 3, i % 12, weight);
    }
    job_set_text(&j, text, n);
    j.spec.weight = JOB_WEIGHT;
    for (unsigned threads = 1; threads < 3; threads++) {
      j.spec.threads = threads;
      j.spec.block_size = threads == 1 ? 0 : 4096;
      run_both(&j);
    }
    job_close(&j);
  }
}

static void sums_of_the_largest_small_weights_do_not_overflow(void **state) { /* counter (2) */
  (void)state;
  static char text[4 << 20];
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
  size_t n = (size_t)sprintf(text, "%s\n", JOB_HEADER);
  for (int i = 0; i < 140000; i++) n += (size_t)sprintf(text + n, ",,1,ok,,999.9999,\n");
  job_set_text(&j, text, n);
  j.spec.weight = JOB_WEIGHT;
  j.spec.only = NULL;
  j.spec.n_tallies = 1;
  run_both(&j);
  job_close(&j);
}

/*
** Callbacks and trouble.
*/

typedef struct called {
  unsigned n, until;
  uint64_t done, total;
} called;

static bool go_on(void *context, uint64_t done, uint64_t total) {
  called *c = context;
  assert_true(done >= c->done);
  c->done = done;
  c->total = total;
  return ++c->n < c->until;
}

/* A million short rows. */
static cx_text many_rows(void) {
  static char text[8 << 20];
  static size_t n;
  if (n == 0) {
    n = (size_t)sprintf(text, "%s\n", JOB_HEADER);
    while (n < sizeof text - 100) n += (size_t)sprintf(text + n, "A,Oulu,%zu,ok,,1,\n", n % 11);
  }
  return (cx_text){text, n};
}

static void a_pass_stops_when_it_is_told_to(void **state) {
  (void)state;
  for (unsigned threads = 1; threads < 8; threads += 3)
    for (unsigned until = 1; until < (threads == 1 ? 6 : 2); until += 2) {
      called c = {.until = until};
      job j;
      job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
      j.text = many_rows();
      j.spec.threads = threads;
      j.spec.progress = go_on;
      j.spec.context = &c;
      outcome engine = {0};
      job_run(&j, &engine);
      assert_int_equal(engine.status, CX_INTERRUPTED);
      assert_int_equal(c.n, until);
      if (threads == 1) assert_true(c.done < j.text.length / 2);
      outcome_free(&engine);
      job_close(&j);
    }
}

static void progress_is_told_of_bytes(void **state) {
  (void)state;
  called c = {.until = UINT32_MAX};
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
  j.text = many_rows();
  j.spec.progress = go_on;
  j.spec.context = &c;
  outcome engine = {0};
  job_run(&j, &engine);
  assert_int_equal(engine.status, CX_OK);
  assert_true(c.n > 5 && c.done > j.text.length / 2 && c.done <= j.text.length);
  outcome_free(&engine);
  job_close(&j);
}

static int test_row(void *context, const cx_row_view *row) {
  called *c = context;
  if (++c->n >= c->until) return -1;
  cx_text score;
  if (cx_row_view_cell(row, 2, &score, NULL) != CX_OK) return -1;
  return score.length == 1 && (*score.at == '9' || *score.at == '8');
}

static void a_row_test_chooses_rows(void **state) {
  (void)state;
  called c = {.until = UINT32_MAX};
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
  static const char text[] = JOB_HEADER "\nA,,9,,,,\nA,,\"8\",,,,\nA,,7,,,,\nA\nA,,98,,,,\nA,,9\n";
  job_set_text(&j, text, sizeof text - 1);
  j.spec.only = NULL;
  j.spec.row_test = test_row;
  j.spec.context = &c;
  j.spec.n_tallies = 1;
  j.spec.threads = 7;
  outcome engine = {0};
  job_run(&j, &engine);
  assert_int_equal(engine.status, CX_OK);
  assert_int_equal(c.n, 6);
  uint64_t n = 0;
  for (size_t i = 0; i < engine.tally.n; i++)
    if (engine.tally.bytes[engine.tally.entry[i].key] == 'g') n += engine.tally.entry[i].count.n;
  assert_int_equal(n, 3);
  assert_int_equal(engine.used, 6);
  outcome_free(&engine);
  c = (called){.until = 4};
  job_run(&j, &engine);
  assert_int_equal(engine.status, CX_CALLBACK);
  outcome_free(&engine);
  job_close(&j);
}

static void trouble_in_one_worker_ends_all(void **state) { /* worker (2) */
  (void)state;
  static char text[600000];
  static const char *const bad[] = {"A,,1,,,,3/13/2026\n", "A,,\"6,5\",,,,\n", "A,,1,,\xe4,,\n"};
  for (unsigned threads = 1; threads < 8; threads += 2)
    for (size_t i = 0; i < N_OF(bad); i++) {
      job j;
      job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
      j.dialect.assumed = CX_KNOWN_ENCODING | CX_KNOWN_DECIMAL | CX_KNOWN_DAY_ORDER;
      size_t n = (size_t)sprintf(text, "%s\n", JOB_HEADER);
      for (int row = 0; row < 20000; row++)
        n += (size_t)sprintf(text + n, "%s", row == 9000 ? bad[i] : "A,Oulu,10,ok,,1,2026-03-09\n");
      job_set_text(&j, text, n);
      j.spec.threads = threads;
      j.spec.block_size = 1024;
      outcome engine = {0};
      job_run(&j, &engine);
      assert_int_equal(engine.status, CX_OVERTURNED);
      outcome_free(&engine);
      job_close(&j);
    }
}

static void a_column_that_is_not_there_is_an_error(void **state) {
  (void)state;
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
  job_set_text(&j, JOB_HEADER "\n", sizeof JOB_HEADER);
  j.header.n_columns = 6;
  outcome engine = {0};
  job_run(&j, &engine);
  assert_int_equal(engine.status, CX_NO_COLUMN);
  outcome_free(&engine);
  job_close(&j);
}

static void dates_that_nothing_settles_leave_no_receipt(void **state) { /* error (3) */
  (void)state;
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
  static const char text[] = JOB_HEADER "\nA,Oulu,9,,,1,3/4/2026\n";
  job_set_text(&j, text, sizeof text - 1);
  outcome engine = {0};
  job_run(&j, &engine);
  assert_int_equal(engine.status, CX_NOT_CSV);
  assert_int_equal(engine.read, 0);
  assert_int_equal(engine.used, 0);
  outcome_free(&engine);
  job_close(&j);
}

static void a_kernel_that_is_not_known_is_an_error(void **state) {
  (void)state;
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
  job_set_text(&j, JOB_HEADER "\n", sizeof JOB_HEADER);
  j.spec.kernel = "sse9";
  outcome engine = {0};
  job_run(&j, &engine);
  assert_int_equal(engine.status, CX_NOT_READABLE);
  job_close(&j);
}

/*
** Streams.
*/

/* A source over a packed or a piped copy of the text. */
static cx_source *open_stream(const char *how, cx_text text, pid_t *writer) {
  static char packed[1 << 20];
  char path[64];
  cx_source *source = NULL;
  *writer = 0;
  if (strcmp(how, "pipe") == 0) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    *writer = fork();
    if (*writer == 0) {
      ssize_t n = write(ends[1], text.at, text.length);
      _exit(n != (ssize_t)text.length);
    }
    close(ends[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(cx_source_open(&source, path, NULL), CX_OK);
    close(ends[0]);
    return source;
  }
  size_t n = strcmp(how, "gzip") == 0 ? pack_gzip(text, packed, sizeof packed)
                                      : pack_zstd(text, packed, sizeof packed);
  write_file(path, (cx_text){packed, n});
  assert_int_equal(cx_source_open(&source, path, NULL), CX_OK);
  unlink(path);
  return source;
}

static void streams_are_counted_like_plain_files(void **state) { /* source (3) */
  (void)state;
  static char text[600000];
  static const char *const how[] = {"gzip", "zstd", "pipe"};
  static const size_t sizes[] = {64, 4096, 0};
  uint32_t seed = 21;
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n', .crlf = true});
  nasty g = {.dialect = &j.dialect, .seed = seed, .to = text, .capacity = sizeof text, .per_mille = 20};
  nasty_say(&g, JOB_HEADER "\n");
  while (g.n < 500000) nasty_record(&g, JOB_COLUMNS, modest_word);
  job_set_text(&j, text, g.n - 1);
  j.spec.weight = JOB_WEIGHT;
  outcome oracle = {0};
  job_ask_oracle(&j, &oracle);
  for (size_t i = 0; i < N_OF(how); i++)
    for (size_t b = 0; b < N_OF(sizes); b++)
      for (unsigned threads = 1; threads < 8; threads += 3) {
        outcome engine = {0};
        pid_t writer;
        j.spec.block_size = sizes[b];
        j.spec.threads = threads;
        j.source = open_stream(how[i], j.text, &writer);
        job_run(&j, &engine);
        expect_same(&j, &engine, &oracle);
        outcome_free(&engine);
        if (writer > 0) assert_int_equal(waitpid(writer, NULL, 0), writer);
      }
  outcome_free(&oracle);
  job_close(&j);
}

static void a_cut_stream_is_an_error(void **state) { /* source (4) */
  (void)state;
  static char packed[1 << 20];
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
  size_t n = pack_gzip(many_rows(), packed, sizeof packed);
  for (unsigned threads = 1; threads < 5; threads++) {
    outcome engine = {0};
    j.spec.threads = threads;
    j.source = NULL;
    assert_int_equal(cx_source_open_text(&j.source, (cx_text){packed, n - n / 3}, "cut", NULL), CX_OK);
    job_run(&j, &engine);
    assert_int_equal(engine.status, CX_TRUNCATED);
    outcome_free(&engine);
  }
  job_close(&j);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(too_many_groups_are_an_error_with_any_number_of_threads),
      cmocka_unit_test(too_many_labels_are_an_error_with_any_number_of_threads),
      cmocka_unit_test(more_cells_than_are_packed_are_counted_exactly),
      cmocka_unit_test(sums_of_the_largest_small_weights_do_not_overflow),
      cmocka_unit_test(a_pass_stops_when_it_is_told_to),
      cmocka_unit_test(progress_is_told_of_bytes),
      cmocka_unit_test(a_row_test_chooses_rows),
      cmocka_unit_test(trouble_in_one_worker_ends_all),
      cmocka_unit_test(a_column_that_is_not_there_is_an_error),
      cmocka_unit_test(dates_that_nothing_settles_leave_no_receipt),
      cmocka_unit_test(a_kernel_that_is_not_known_is_an_error),
      cmocka_unit_test(streams_are_counted_like_plain_files),
      cmocka_unit_test(a_cut_stream_is_an_error),
  };
  return cmocka_run_group_tests_name("pass, its end", tests, NULL, NULL);
}
