/* test_pass.c - a whole pass against the oracle, for every kernel, block and number of threads */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "job.h"

static const char *const kernels[] = {"avx512", "avx2", "portable"};
static const size_t block_sizes[] = {64, 128, 192, 320, 1024, 4096, 0};
static const unsigned thread_counts[] = {1, 1, 1, 2, 7};

static uint32_t rounds(uint32_t usual) {
  const char *told = getenv("CXLUA_TEST_ROUNDS");
  return told ? usual * (uint32_t)atoi(told) : usual;
}

static void show_problems(const char *whose, const outcome *o) {
  fprintf(stderr, "%s: status %d, read %llu, used %llu;", whose, (int)o->status,
          (unsigned long long)o->read, (unsigned long long)o->used);
  for (int kind = 0; kind < CX_PROBLEM_KINDS; kind++) {
    if (o->problems.n[kind] == 0) continue;
    fprintf(stderr, " %s %llu (", cx_problem_name((cx_problem_kind)kind),
            (unsigned long long)o->problems.n[kind]);
    for (unsigned i = 0; i < o->problems.n_rows[kind]; i++)
      fprintf(stderr, " %llu", (unsigned long long)o->problems.row[kind][i]);
    fprintf(stderr, " )");
  }
  fprintf(stderr, "\n");
}

static void show_bytes(const char *at, size_t n) {
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)at[i];
    if (c == '"' || c == '\\') fprintf(stderr, "\\%c", c);
    else if (c == '\n') fprintf(stderr, "\\n");
    else if (c < 32 || c > 126) fprintf(stderr, "\\%03o", c);
    else fputc(c, stderr);
  }
  fprintf(stderr, "\n");
}

static void show_entry(const char *whose, const ledger *l, size_t i) {
  if (i >= l->n) return;
  const entry *e = &l->entry[i];
  fprintf(stderr, "%s: n %llu, w %.6f, w2 %.6f, key ", whose, (unsigned long long)e->count.n,
          cx_wide_number(e->count.w), cx_wide_number(e->count.w2));
  show_bytes(l->bytes + e->key, e->length);
}

static void show_first_difference(const char *what, const ledger *a, const ledger *b) {
  for (size_t i = 0; i < a->n || i < b->n; i++) {
    ledger x = *a, y = *b;
    x.entry += i, y.entry += i;
    x.n = i < a->n, y.n = i < b->n;
    if (ledger_equal(&x, &y)) continue;
    fprintf(stderr, "%s %zu:\n", what, i);
    show_entry("  engine", a, i);
    show_entry("  oracle", b, i);
    return;
  }
}

static void expect_same(const job *j, const outcome *engine, const outcome *oracle) {
  bool same = engine->status == oracle->status;
  if (same && engine->status == CX_OK)
    same = engine->read == oracle->read && engine->used == oracle->used &&
           memcmp(&engine->problems, &oracle->problems, sizeof engine->problems) == 0 &&
           ledger_equal(&engine->tally, &oracle->tally) && ledger_equal(&engine->odd, &oracle->odd);
  if (same) return;
  fprintf(stderr, "kernel %s, block %zu, threads %u, limit %zu, weight %ld, only %d, delimiter %d\n",
          j->spec.kernel, j->spec.block_size, j->spec.threads, j->spec.record_limit, j->spec.weight,
          j->spec.only != NULL, j->dialect.delimiter);
  show_problems("engine", engine);
  show_problems("oracle", oracle);
  show_first_difference("cell", &engine->tally, &oracle->tally);
  show_first_difference("odd answer", &engine->odd, &oracle->odd);
  show_bytes(j->text.at, j->text.length < 3000 ? j->text.length : 3000);
  fail();
}

static void run_both(job *j) {
  if (cx_scan_kernel(j->spec.kernel) == NULL) return;
  outcome engine = {0}, oracle = {0};
  job_run(j, &engine);
  job_ask_oracle(j, &oracle);
  expect_same(j, &engine, &oracle);
  outcome_free(&engine);
  outcome_free(&oracle);
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
  for (uint32_t round = 0, n = rounds(6000); round < n; round++) {
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

/* Without the weights of which a few hundred are too many. */
static const char *modest_word(nasty *g, uint32_t column) {
  const char *word = job_word(g, column);
  return strcmp(word, "1000000000") == 0 ? "12345.678" : word;
}

static void many_rows_are_counted_as_the_rules_say(void **state) {
  (void)state;
  static char text[6 << 20];
  uint32_t seed = 12;
  for (uint32_t round = 0, n = rounds(2); round < n; round++) {
    job j;
    job_open(&j, (cx_dialect){.delimiter = ';', .quote = '"', .newline = '\n', .crlf = round % 2});
    nasty g = {.dialect = &j.dialect, .seed = seed, .to = text, .capacity = sizeof text};
    g.per_mille = 3;
    nasty_say(&g, JOB_HEADER "\n");
    while (g.n < 5u << 20) nasty_record(&g, JOB_COLUMNS, modest_word);
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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_files_are_counted_as_the_rules_say),
      cmocka_unit_test(random_files_are_counted_as_the_rules_say),
      cmocka_unit_test(many_rows_are_counted_as_the_rules_say),
  };
  return cmocka_run_group_tests_name("pass", tests, NULL, NULL);
}
