/* test_pass.c - a whole pass against the oracle, for every kernel, block and number of threads */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "../read/packed.h"
#include "both.h"

static const char *const kernels[] = {"avx512", "avx2", "portable"};
static const size_t block_sizes[] = {64, 128, 192, 320, 1024, 4096, 0};
static const unsigned thread_counts[] = {1, 1, 1, 2, 7};

static uint32_t rounds(uint32_t usual) {
  const char *told = getenv("CXLUA_TEST_ROUNDS");
  return told ? usual * (uint32_t)atoi(told) : usual;
}

static void run_everywhere(job *j) {
  for (size_t k = 0; k < N_OF(kernels); k++)
    for (size_t b = 0; b < N_OF(block_sizes); b++)
      for (size_t t = 2; t < N_OF(thread_counts); t++) {
        j->spec.kernel = kernels[k];
        j->spec.block_size = block_sizes[b];
        j->spec.threads = thread_counts[t];
        run_both(j);
      }
}

static void expect_text(const char *records, bool crlf) {
  job j;
  char text[4096];
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n', .crlf = crlf});
  job_set_text(&j, text, (size_t)snprintf(text, sizeof text, "%s\n%s", JOB_HEADER, records));
  j.spec.weight = JOB_WEIGHT;
  run_everywhere(&j);
  j.spec.weight = -1;
  run_everywhere(&j);
  job_close(&j);
}

static void small_files_are_counted_as_the_rules_say(void **state) {
  (void)state;
  expect_text("", false);
  expect_text("\n\n", true);
  expect_text("A,Oulu,9,bad,hello,1,2026-03-09\n", false);
  expect_text("A,Oulu,9,bad,hello,1,2026-03-09", true);
  expect_text("A,Oulu,9\r\nA,Oulu,8\r\nB\r\n", true); /* reader (2) */
  expect_text("A,Oulu,9,bad,hello,1,2026-03-09,,\nA,,,,,,,x\n", false); /* (3) */
  expect_text("A,,10,,,,\nA,,10,,,0,\nA,,10,,,-1,\nA,,10,,,x,\nA,,10,,,1e10,\n", false); /* (5) */
  expect_text("A,,11,,,1,\nA,,6.5,,,1,\nA,,99,,,1,\nA,,\"11\",,,1,\nA,,eleven,,,1,\n", false);
  expect_text("A,,\"10 - Extremely likely\",,,1,\nA,, 7 ,,,1,\nA,,7.0,,,1,\nA,,007,,,1,\n", false);
  expect_text("\"A\",,1,,,1,\nA,,1,,,1,\n A,,1,,,1,\n\" A \",,1,,,1,\n", false); /* label (1) */
  expect_text("A,,1,,12\" screen,1,\nA,,2,,say \"hi\",1,\nA,,3,,\"never,1,\n", false);
  expect_text("A,,,,,,2026-03-09T99\nA,,,,,,2026-03-09T10:00\nA,,,,,,\"\"\nA,,,,,,x\n", false);
  expect_text("A,,,,,,\"\"\nA,,,,,, \nA,,,,,,x\nA,,,,,,\"\"\nA,,,,,,2026-02-30\n", false);
}

static void random_files_are_counted_as_the_rules_say(void **state) {
  (void)state;
  static char text[1 << 16];
  static const unsigned per_mille[] = {0, 5, 30, 150};
  uint32_t seed = 11;
  for (uint32_t round = 0, n = rounds(2500); round < n; round++) {
    job j;
    job_open(&j, nasty_dialect(&seed));
    nasty g = {.dialect = &j.dialect, .seed = seed, .to = text, .capacity = sizeof text};
    g.per_mille = per_mille[nasty_below(&g, N_OF(per_mille))];
    if (nasty_below(&g, 20) == 0) g.long_cell = 300;
    if (nasty_below(&g, 4) == 0) j.dialect.decimal = ',';
    nasty_say(&g, JOB_HEADER "\n");
    for (uint32_t i = nasty_below(&g, 60); i > 0; i--) nasty_record(&g, JOB_COLUMNS, job_word);
    nasty_end(&g);
    job_set_text(&j, text, g.n > strlen(JOB_HEADER) ? g.n : strlen(JOB_HEADER) + 1);
    j.spec.weight = nasty_below(&g, 3) ? JOB_WEIGHT : -1;
    if (nasty_below(&g, 3) == 0) j.spec.only = NULL;
    if (nasty_below(&g, 8) == 0) j.spec.record_limit = 256;
    for (int times = 0; times < 2; times++) {
      j.spec.kernel = kernels[nasty_below(&g, N_OF(kernels))];
      j.spec.block_size = block_sizes[nasty_below(&g, N_OF(block_sizes))];
      j.spec.threads = thread_counts[nasty_below(&g, N_OF(thread_counts))];
      run_both(&j);
    }
    seed = g.seed;
    job_close(&j);
  }
}

static void many_rows_are_counted_as_the_rules_say(void **state) {
  (void)state;
  static char text[2 << 20];
  uint32_t seed = 12;
  for (uint32_t round = 0, n = rounds(2); round < n; round++) {
    job j;
    job_open(&j, (cx_dialect){.delimiter = ';', .quote = '"', .newline = '\n', .crlf = round % 2});
    nasty g = {.dialect = &j.dialect, .seed = seed, .to = text, .capacity = sizeof text};
    g.per_mille = 3;
    nasty_say(&g, JOB_HEADER "\n");
    while (g.n < 3u << 19) nasty_record(&g, JOB_COLUMNS, modest_word);
    job_set_text(&j, text, g.n);
    j.spec.weight = JOB_WEIGHT;
    outcome oracle = {0};
    job_ask_oracle(&j, &oracle);
    for (size_t t = 2; t < N_OF(thread_counts); t++)
      for (size_t k = 0; k < N_OF(kernels); k++) {
        outcome engine = {0};
        j.spec.kernel = kernels[k];
        j.spec.threads = thread_counts[t];
        if (cx_scan_kernel(j.spec.kernel) == NULL) continue;
        job_run(&j, &engine);
        expect_same(&j, &engine, &oracle);
        outcome_free(&engine);
      }
    outcome_free(&oracle);
    seed = g.seed;
    job_close(&j);
  }
}


/* Counts the two texts, each with its own header and dialect, in one pass and in the oracle. */
static void run_two(job *a, job *b) {
  outcome engine = {0}, oracle = {0};
  cx_error error = {0};
  cx_pass *pass = NULL;
  assert_int_equal(cx_pass_new(&pass, &a->spec, &error), CX_OK);
  for (job *j = a; j != NULL; j = j == a ? b : NULL) {
    cx_source *source = NULL;
    cx_file_receipt receipt;
    assert_int_equal(cx_source_open_text(&source, j->text, "text", &error), CX_OK);
    assert_int_equal(cx_pass_file(pass, source, &j->dialect, &j->header, &receipt, &error), CX_OK);
    engine.read += receipt.read;
    engine.used += receipt.used;
    engine.problems = oracle.problems = receipt.problems;
    cx_source_close(source);
    j->spec = a->spec;
  }
  job_finish(a, pass, &engine);
  cx_pass_free(pass);
  run_oracle(&a->spec, &job_rules, &a->dialect, &a->header, a->text, &oracle);
  run_oracle(&a->spec, &job_rules, &b->dialect, &b->header, b->text, &oracle);
  assert_int_equal(memcmp(&engine.problems, &oracle.problems, sizeof oracle.problems), 0);
  ledger_settle(&oracle.tally);
  ledger_settle(&oracle.odd);
  expect_same(a, &engine, &oracle);
  outcome_free(&engine);
  outcome_free(&oracle);
}

static void the_same_bytes_may_be_other_values_in_the_next_file(void **state) {
  (void)state;
  job a, b;
  char *other[JOB_COLUMNS];
  job_open(&a, (cx_dialect){.delimiter = ';', .quote = '"', .newline = '\n', .crlf = true, .decimal = '.'});
  job_open(&b, (cx_dialect){.delimiter = ';', .quote = '\'', .newline = '\n', .decimal = ','});
  for (size_t i = 0; i < JOB_COLUMNS; i++) other[i] = b.header.name[JOB_COLUMNS - 1 - i];
  b.header.name = other;
  static const char first[] = JOB_HEADER "\r\n\"A\";'x';7;ok;c;1,500;2026-03-09\r\nB;'x';4;ok;c;2.5;s\r\n"
                                         "B;\"x\";11;ok;c;1.234567891;s\r\nB;\"x\";11;ok;c;1,234567891;s\r\n";
  static const char second[] = JOB_HEADER "\ns;1,500;c;ok;7;'x';\"A\"\ns;1.500;c;ok;4;\"x\";B\n"
                                          "s;1,234567891;c;ok;11;'x';'x'\ns\r;1;c\r;ok\r;5;'x';x\r\n";
  job_set_text(&a, first, sizeof first - 1);
  job_set_text(&b, second, sizeof second - 1);
  a.dialect.data_offset = sizeof JOB_HEADER + 1;
  a.spec.only = NULL;
  for (unsigned threads = 1; threads < 4; threads++)
    for (int weighted = 0; weighted < 2; weighted++) {
      a.spec.weight = weighted ? JOB_WEIGHT : -1;
      a.spec.threads = threads;
      a.spec.block_size = 64;
      run_two(&a, &b);
    }
  job_close(&a);
  job_close(&b);
}

/*
** Limits.
*/

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_files_are_counted_as_the_rules_say),
      cmocka_unit_test(random_files_are_counted_as_the_rules_say),
      cmocka_unit_test(many_rows_are_counted_as_the_rules_say),
      cmocka_unit_test(the_same_bytes_may_be_other_values_in_the_next_file),
  };
  return cmocka_run_group_tests_name("pass", tests, NULL, NULL);
}
