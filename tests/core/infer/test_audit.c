/* test_audit.c - what can be worked out from published totals: audit.h, elimination.h, feasible.h */
#include "infer/audit.h"

#include <stdlib.h>
#include <string.h>

#include "base/wide.h"
#include "sample.h"

enum { MOST_TERMS = 4096 };

/* A system under way: equations are added term by term. */
typedef struct book {
  cx_term term[MOST_TERMS];
  cx_equation equation[600];
  size_t n_terms, n_equations;
} book;

static void open_line(book *b, int64_t total) {
  b->equation[b->n_equations++] = (cx_equation){&b->term[b->n_terms], 0, total};
}

static void name(book *b, uint32_t unknown, int32_t coefficient) {
  assert_true(b->n_terms < MOST_TERMS);
  b->term[b->n_terms++] = (cx_term){unknown, coefficient};
  b->equation[b->n_equations - 1].n_terms++;
}

static cx_audit *audit_of(const book *b, size_t n_unknowns) {
  cx_audit *audit = NULL;
  assert_int_equal(cx_audit_new(b->equation, b->n_equations, n_unknowns, &audit, NULL), CX_OK);
  return audit;
}

/* ---- the table of the statistics note, k = 10 ---- */

enum { B2B_STORE, B2B_PHONE, B2C_STORE, B2C_PHONE };

static void hiding_only_the_two_small_cells_leaks_both(void **state) {
  (void)state;
  book b = {.n_equations = 0};
  open_line(&b, 52 - 34 - 12), name(&b, 0, 1); /* B2B */
  open_line(&b, 24 - 18), name(&b, 0, 1);      /* store */
  open_line(&b, 66 - 41 - 18), name(&b, 1, 1); /* B2C */
  open_line(&b, 19 - 12), name(&b, 1, 1);      /* phone */
  cx_audit *audit = audit_of(&b, 2);
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(cx_audit_secrecy(audit, i), CX_LEAKS);
    assert_int_equal(cx_audit_range(audit, i).low, i == 0 ? 6 : 7);
    assert_int_equal(cx_audit_range(audit, i).high, i == 0 ? 6 : 7);
  }
  cx_audit_free(audit);
}

static cx_audit *four_hidden(void) {
  book b = {.n_equations = 0};
  open_line(&b, 18), name(&b, B2B_STORE, 1), name(&b, B2B_PHONE, 1);
  open_line(&b, 25), name(&b, B2C_STORE, 1), name(&b, B2C_PHONE, 1);
  open_line(&b, 24), name(&b, B2B_STORE, 1), name(&b, B2C_STORE, 1);
  open_line(&b, 19), name(&b, B2B_PHONE, 1), name(&b, B2C_PHONE, 1);
  return audit_of(&b, 4);
}

static void hiding_four_has_rank_three_and_leaks_none(void **state) {
  (void)state;
  cx_audit *audit = four_hidden();
  assert_int_equal(cx_audit_rank(audit), 3);
  for (size_t i = 0; i < 4; i++) {
    assert_int_equal(cx_audit_secrecy(audit, i), CX_SAFE);
    assert_false(cx_audit_is_given_away(audit, i));
  }
  cx_audit_free(audit);
}

static void the_proof_of_the_four_is_their_null_vector(void **state) {
  (void)state;
  static const int64_t WANT[] = {1, -1, -1, 1};
  cx_audit *audit = four_hidden();
  for (size_t i = 0; i < 4; i++) {
    cx_proof p = cx_audit_proof(audit, i);
    int64_t got[4] = {0};
    for (size_t j = 0; j < p.n_factors; j++) got[p.factor[j].at] = p.factor[j].times;
    for (size_t j = 0; j < 4; j++) assert_int_equal(got[j] * got[0], WANT[j]);
  }
  cx_audit_free(audit);
}

static void the_store_of_b2b_lies_between_0_and_18(void **state) {
  (void)state;
  cx_audit *audit = four_hidden();
  cx_feasible store = cx_audit_range(audit, B2B_STORE), other = cx_audit_range(audit, B2C_STORE);
  assert_int_equal(store.low, 0);
  assert_int_equal(store.high, 18);
  assert_int_equal(other.low, 6);
  assert_int_equal(other.high, 24);
  cx_audit_free(audit);
}

/* ---- proofs ---- */

static void a_leak_names_the_equations_and_their_divisor(void **state) {
  (void)state;
  book b = {.n_equations = 0}; /* x + y, y + z, x + z: half their sum less y + z is x */
  open_line(&b, 30), name(&b, 0, 1), name(&b, 1, 1);
  open_line(&b, 50), name(&b, 1, 1), name(&b, 2, 1);
  open_line(&b, 40), name(&b, 0, 1), name(&b, 2, 1);
  cx_audit *audit = audit_of(&b, 3);
  static const int64_t WANT[3][3] = {{1, -1, 1}, {1, 1, -1}, {-1, 1, 1}};
  for (size_t i = 0; i < 3; i++) {
    cx_proof p = cx_audit_proof(audit, i);
    assert_int_equal(cx_audit_secrecy(audit, i), CX_LEAKS);
    assert_int_equal(p.divisor, 2);
    assert_int_equal(p.n_factors, 3);
    for (size_t j = 0; j < 3; j++) assert_int_equal(p.factor[j].times, WANT[i][p.factor[j].at]);
  }
  cx_audit_free(audit);
}

static void a_prime_as_coefficient_costs_nothing_or_is_called_unproved(void **state) {
  (void)state;
  book b = {.n_equations = 0};
  open_line(&b, 0), name(&b, 0, INT32_MAX);
  open_line(&b, 0), name(&b, 1, INT32_MAX), name(&b, 2, INT32_MIN);
  cx_audit *audit = audit_of(&b, 3);
  assert_int_not_equal(cx_audit_secrecy(audit, 0), CX_SAFE);
  for (size_t i = 1; i < 3; i++) assert_int_not_equal(cx_audit_secrecy(audit, i), CX_LEAKS);
  for (size_t i = 0; i < 3; i++) assert_true(cx_audit_is_given_away(audit, i));
  cx_audit_free(audit);
}

static void nothing_published_leaks_nothing(void **state) {
  (void)state;
  cx_audit *audit = NULL;
  assert_int_equal(cx_audit_new(NULL, 0, 3, &audit, NULL), CX_OK);
  assert_int_equal(cx_audit_rank(audit), 0);
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(cx_audit_secrecy(audit, i), CX_SAFE);
    assert_true(cx_audit_range(audit, i).high == CX_NO_LIMIT);
  }
  cx_audit_free(audit);
  assert_int_equal(cx_audit_new(NULL, 0, 0, &audit, NULL), CX_OK);
  cx_audit_free(audit);
  cx_audit_free(NULL);
}

static void an_equation_without_unknowns_says_nothing_or_contradicts(void **state) {
  (void)state;
  book b = {.n_equations = 0};
  open_line(&b, 0);
  cx_audit *audit = audit_of(&b, 1);
  assert_false(cx_audit_contradicts(audit));
  cx_audit_free(audit);
  b.equation[0].total = 3;
  audit = audit_of(&b, 1);
  assert_true(cx_audit_contradicts(audit));
  assert_int_equal(cx_audit_secrecy(audit, 0), CX_SAFE);
  cx_audit_free(audit);
}

/* ---- ranges ---- */

static void a_total_of_nobody_gives_every_part_away_without_rank(void **state) {
  (void)state;
  book b = {.n_equations = 0};
  open_line(&b, 0), name(&b, 0, 1), name(&b, 1, 1);
  cx_audit *audit = audit_of(&b, 2);
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(cx_audit_secrecy(audit, i), CX_SAFE);
    assert_true(cx_audit_is_given_away(audit, i));
  }
  cx_audit_free(audit);
}

static void totals_that_disagree_are_found(void **state) {
  (void)state;
  book b = {.n_equations = 0};
  open_line(&b, 5), name(&b, 0, 1), name(&b, 1, 1);
  open_line(&b, 6), name(&b, 0, 1), name(&b, 1, 1);
  cx_audit *audit = audit_of(&b, 2);
  assert_true(cx_audit_contradicts(audit));
  assert_true(cx_audit_range(audit, 0).high == CX_NO_LIMIT);
  cx_audit_free(audit);
}

static void bounds_are_rounded_inwards(void **state) {
  (void)state;
  book b = {.n_equations = 0};
  cx_feasible range[2];
  open_line(&b, 7), name(&b, 0, 2), name(&b, 1, 3); /* (2, 1) alone */
  assert_true(cx_feasible_ranges(b.equation, 1, 2, range));
  assert_int_equal(range[0].low, 2);
  assert_int_equal(range[0].high, 2);
  assert_int_equal(range[1].low, 1);
  b.equation[0].total = 8; /* (4, 0) or (1, 2) */
  assert_true(cx_feasible_ranges(b.equation, 1, 2, range));
  assert_int_equal(range[0].low, 1);
  assert_int_equal(range[0].high, 4);
  b.equation[0].total = 1;
  assert_false(cx_feasible_ranges(b.equation, 1, 2, range));
  b.equation[0].total = -1;
  assert_false(cx_feasible_ranges(b.equation, 1, 2, range));
}

static void a_difference_has_no_upper_limit(void **state) {
  (void)state;
  book b = {.n_equations = 0};
  cx_feasible range[2];
  open_line(&b, 4), name(&b, 0, 1), name(&b, 1, -1);
  assert_true(cx_feasible_ranges(b.equation, 1, 2, range));
  assert_int_equal(range[0].low, 4);
  assert_true(range[0].high == CX_NO_LIMIT && range[1].high == CX_NO_LIMIT);
}

/* ---- against a naive rank ---- */

enum { WIDE = 8, TALL = 7 };

/* Rank by Bareiss' fraction-free elimination: entries stay minors, small here. */
static size_t naive_rank(int64_t m[TALL + 1][WIDE], size_t n_rows) {
  size_t rank = 0;
  int64_t last = 1;
  for (size_t column = 0; column < WIDE && rank < n_rows; column++) {
    size_t at = rank;
    while (at < n_rows && m[at][column] == 0) at++;
    if (at == n_rows) continue;
    for (size_t j = 0; j < WIDE; j++) {
      int64_t kept = m[at][j];
      m[at][j] = m[rank][j];
      m[rank][j] = kept;
    }
    for (size_t i = rank + 1; i < n_rows; i++)
      for (size_t j = WIDE; j-- > column;)
        m[i][j] = (m[i][j] * m[rank][column] - m[i][column] * m[rank][j]) / last;
    last = m[rank++][column];
  }
  return rank;
}

static bool naive_leak(int64_t a[TALL][WIDE], size_t n_rows, size_t unknown, size_t *rank) {
  int64_t m[TALL + 1][WIDE];
  memcpy(m, a, sizeof m[0] * TALL);
  *rank = naive_rank(m, n_rows);
  memcpy(m, a, sizeof m[0] * TALL);
  memset(m[n_rows], 0, sizeof m[0]);
  m[n_rows][unknown] = 1;
  return naive_rank(m, n_rows + 1) == *rank;
}

static void random_systems_agree_with_a_naive_rank(void **state) {
  (void)state;
  uint64_t seed = 20261121;
  size_t n_leaks = 0;
  for (int round = 0; round < 3000; round++) {
    int64_t a[TALL][WIDE] = {{0}};
    book b = {.n_equations = 0};
    size_t n_rows = 1 + (size_t)(chance(&seed) * TALL);
    for (size_t i = 0; i < n_rows; i++) {
      open_line(&b, 0);
      for (uint32_t j = 0; j < WIDE; j++) {
        if (chance(&seed) < 0.6) continue;
        int32_t c = chance(&seed) < 0.8 ? 1 : -1;
        a[i][j] = c;
        name(&b, j, c);
      }
    }
    cx_audit *audit = audit_of(&b, WIDE);
    for (size_t j = 0; j < WIDE; j++) {
      size_t rank;
      bool leaks = naive_leak(a, n_rows, j, &rank);
      n_leaks += leaks;
      assert_int_equal(cx_audit_rank(audit), rank);
      assert_int_equal(cx_audit_secrecy(audit, j), leaks ? CX_LEAKS : CX_SAFE);
    }
    cx_audit_free(audit);
  }
  assert_in_range(n_leaks, 1000, 20000);
}

/* ---- large ---- */

/* A table of side x side hidden cells with all its margins: rank 2 side - 1, none leaks. */
static void a_table_of_some_thousand_hidden_cells_is_audited(void **state) {
  (void)state;
  enum { SIDE = 45 };
  book *b = calloc(1, sizeof *b);
  assert_non_null(b);
  for (uint32_t i = 0; i < SIDE; i++) {
    open_line(b, 1000);
    for (uint32_t j = 0; j < SIDE; j++) name(b, i * SIDE + j, 1);
  }
  for (uint32_t j = 0; j < SIDE; j++) {
    open_line(b, 1000);
    for (uint32_t i = 0; i < SIDE; i++) name(b, i * SIDE + j, 1);
  }
  cx_audit *audit = audit_of(b, SIDE * SIDE);
  assert_int_equal(cx_audit_rank(audit), 2 * SIDE - 1);
  for (size_t i = 0; i < SIDE * SIDE; i++) assert_int_equal(cx_audit_secrecy(audit, i), CX_SAFE);
  cx_audit_free(audit);
  free(b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hiding_only_the_two_small_cells_leaks_both),
      cmocka_unit_test(hiding_four_has_rank_three_and_leaks_none),
      cmocka_unit_test(the_proof_of_the_four_is_their_null_vector),
      cmocka_unit_test(the_store_of_b2b_lies_between_0_and_18),
      cmocka_unit_test(a_leak_names_the_equations_and_their_divisor),
      cmocka_unit_test(a_prime_as_coefficient_costs_nothing_or_is_called_unproved),
      cmocka_unit_test(nothing_published_leaks_nothing),
      cmocka_unit_test(an_equation_without_unknowns_says_nothing_or_contradicts),
      cmocka_unit_test(a_total_of_nobody_gives_every_part_away_without_rank),
      cmocka_unit_test(totals_that_disagree_are_found),
      cmocka_unit_test(bounds_are_rounded_inwards),
      cmocka_unit_test(a_difference_has_no_upper_limit),
      cmocka_unit_test(random_systems_agree_with_a_naive_rank),
      cmocka_unit_test(a_table_of_some_thousand_hidden_cells_is_audited),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
