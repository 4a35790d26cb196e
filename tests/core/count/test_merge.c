/* test_merge.c - parts merged in any order, and columns collapsed, equal one pass to the last bit */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "job.h"

enum { N_PARTS = 5 };

/* Records of the job's survey, with weights of many decimals. */
static size_t write_records(char *text, size_t room, const cx_dialect *d, uint32_t seed, unsigned n) {
  nasty g = {.dialect = d, .seed = seed, .to = text, .capacity = room, .per_mille = 10};
  nasty_say(&g, JOB_HEADER "\n");
  while (n-- > 0) nasty_record(&g, JOB_COLUMNS, job_word);
  return g.n;
}

static void count(const job *j, cx_tally **tally) {
  cx_error error = {0};
  cx_pass *pass = NULL;
  cx_source *source = NULL;
  cx_file_receipt receipt;
  assert_int_equal(cx_source_open_text(&source, j->text, "text", &error), CX_OK);
  assert_int_equal(cx_pass_new(&pass, &j->spec, &error), CX_OK);
  assert_int_equal(cx_pass_file(pass, source, &j->dialect, &j->header, &receipt, &error), CX_OK);
  assert_int_equal(cx_pass_finish(pass, tally, &error), CX_OK);
  cx_pass_free(pass);
  cx_source_close(source);
}

static void expect_same(const cx_pass_spec *spec, size_t t, const cx_tally *a, const cx_tally *b) {
  ledger x = {0}, y = {0};
  read_tally(spec, t, a, &x);
  read_tally(spec, t, b, &y);
  assert_true(is_in_order(a));
  assert_int_equal(ledger_settle(&x), 0);
  assert_int_equal(ledger_settle(&y), 0);
  assert_true(ledger_equal(&x, &y));
  ledger_free(&x);
  ledger_free(&y);
}

/* Counts the parts one by one and all records at once. */
static void count_parts(job *j, cx_tally *part[N_PARTS][N_TALLIES], cx_tally *whole[N_TALLIES]) {
  static char text[1 << 17], all[1 << 19];
  size_t n_all = 0;
  for (uint32_t p = 0; p < N_PARTS; p++) {
    size_t n = write_records(text, sizeof text, &j->dialect, p + 1, p == 2 ? 0 : 300);
    if (text[n - 1] != '\n') text[n++] = '\n';
    size_t skip = n_all > 0 ? strlen(JOB_HEADER) + 1 : 0;
    memcpy(all + n_all, text + skip, n - skip);
    n_all += n - skip;
    job_set_text(j, text, n);
    count(j, part[p]);
  }
  job_set_text(j, all, n_all);
  count(j, whole);
}

static void any_order_of_merging_gives_one_pass(void **state) { /* tally (3) */
  (void)state;
  cx_tally *part[N_PARTS][N_TALLIES], *whole[N_TALLIES];
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
  j.spec.weight = JOB_WEIGHT;
  j.dialect.quote = 0; /* so that no quote joins records of two parts */
  count_parts(&j, part, whole);
  uint32_t seed = 5;
  for (int round = 0; round < 20; round++)
    for (size_t t = 0; t < N_TALLIES; t++) {
      cx_tally *sum[N_TALLIES];
      j.text.length = strlen(JOB_HEADER) + 1; /* an empty one, to add to */
      count(&j, sum);
      for (uint32_t i = 0, first = nasty_next(&seed); i < N_PARTS; i++) {
        assert_int_equal(cx_tally_merge(sum[t], part[(first + i * 2) % N_PARTS][t], NULL), CX_OK);
        if (round % 2) assert_int_equal(cx_tally_settle(sum[t], NULL), CX_OK);
      }
      assert_int_equal(cx_tally_settle(sum[t], NULL), CX_OK);
      expect_same(&j.spec, t, sum[t], whole[t]);
      for (size_t i = 0; i < N_TALLIES; i++) cx_tally_free(sum[i]);
    }
  for (size_t t = 0; t < N_TALLIES; t++) {
    for (size_t p = 0; p < N_PARTS; p++) cx_tally_free(part[p][t]);
    cx_tally_free(whole[t]);
  }
  job_close(&j);
}

static void a_collapsed_tally_is_one_grouped_by_less(void **state) {
  (void)state;
  static char text[1 << 18];
  cx_tally *wide[N_TALLIES], *narrow[N_TALLIES];
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
  j.spec.weight = JOB_WEIGHT;
  job_set_text(&j, text, write_records(text, sizeof text, &j.dialect, 9, 600));
  count(&j, wide);
  cx_tally_spec tally[N_TALLIES];
  memcpy(tally, j.spec.tally, sizeof tally);
  cx_pass_spec spec = j.spec;
  j.spec.tally = tally;
  static const size_t by[][3] = {{0}, {0}, {2}, {0, 2}, {1, 2}, {0, 1, 2}};
  static const size_t n_by[] = {0, 1, 1, 2, 2, 3};
  for (size_t i = 0; i < N_OF(by); i++) {
    tally[2].n_by = n_by[i];
    for (size_t k = 0; k < n_by[i]; k++) tally[2].by[k] = spec.tally[2].by[by[i][k]];
    count(&j, narrow);
    cx_tally *small = NULL;
    assert_int_equal(cx_tally_collapse(&small, wide[2], by[i], n_by[i], NULL), CX_OK);
    expect_same(&j.spec, 2, small, narrow[2]);
    cx_tally_free(small);
    for (size_t t = 0; t < N_TALLIES; t++) cx_tally_free(narrow[t]);
  }
  for (size_t t = 0; t < N_TALLIES; t++) cx_tally_free(wide[t]);
  job_close(&j);
}

/* The cells of a question over all groups whose label in a column is, or is not, a text. */
static uint64_t people(const cx_tally *tally, size_t q, size_t by, cx_text label, bool is) {
  uint64_t sum = 0;
  for (size_t g = 0; g < cx_tally_n_groups(tally); g++) {
    size_t n;
    const cx_tally_cell *cell = cx_tally_cells(tally, q, g, &n);
    if (cx_text_equal(cx_tally_label(tally, g, by), label) != is) continue;
    for (size_t i = 0; i < n; i++) sum += cell[i].count.n;
  }
  return sum;
}

static void a_group_against_the_rest_parts_everybody_in_two(void **state) {
  (void)state;
  static char text[1 << 18];
  cx_tally *wide[N_TALLIES], *two = NULL;
  job j;
  job_open(&j, (cx_dialect){.delimiter = ',', .quote = '"', .newline = '\n'});
  job_set_text(&j, text, write_records(text, sizeof text, &j.dialect, 9, 600));
  count(&j, wide);
  const size_t last = cx_tally_n_questions(wide[2]) - 1;
  cx_text own = cx_tally_label(wide[2], cx_tally_n_groups(wide[2]) / 2, 0);
  assert_int_equal(cx_tally_against(&two, wide[2], last, &own, 1, NULL), CX_OK);
  assert_int_equal(cx_tally_n_by(two), cx_tally_n_by(wide[2]));
  assert_int_equal(cx_tally_n_questions(two), 1);
  assert_int_equal(cx_tally_design(two).n, cx_tally_design(wide[2]).n);
  assert_int_equal(people(two, 0, 0, (cx_text){"group", 5}, true), people(wide[2], last, 0, own, true));
  assert_int_equal(people(two, 0, 0, (cx_text){"rest", 4}, true), people(wide[2], last, 0, own, false));
  cx_tally_free(two);
  for (size_t t = 0; t < N_TALLIES; t++) cx_tally_free(wide[t]);
  job_close(&j);
}

static void merged_sums_that_do_not_fit_are_an_error(void **state) {
  (void)state;
  const cx_wide most = (cx_wide)(((cx_wide_unsigned)-1) >> 1);
  static const cx_tally_question question = {{"q", 1}, 3};
  cx_tally *a = NULL, *b = NULL;
  uint32_t group;
  assert_int_equal(cx_tally_new(&a, NULL, 0, &question, 1, NULL), CX_OK);
  assert_int_equal(cx_tally_new(&b, NULL, 0, &question, 1, NULL), CX_OK);
  assert_int_equal(cx_tally_add_group(a, NULL, (cx_count){1, most, 0}, &group, NULL), CX_OK);
  assert_int_equal(cx_tally_add_group(b, NULL, (cx_count){1, 1, 0}, &group, NULL), CX_OK);
  assert_int_equal(cx_tally_settle(a, NULL), CX_OK);
  assert_int_equal(cx_tally_settle(b, NULL), CX_OK);
  assert_int_equal(cx_tally_merge(a, b, NULL), CX_TOO_LARGE);
  cx_tally_free(a);
  cx_tally_free(b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_order_of_merging_gives_one_pass),
      cmocka_unit_test(a_collapsed_tally_is_one_grouped_by_less),
      cmocka_unit_test(a_group_against_the_rest_parts_everybody_in_two),
      cmocka_unit_test(merged_sums_that_do_not_fit_are_an_error),
  };
  return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
