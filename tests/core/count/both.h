/*
** both.h - one job done by the engine and by the oracle, and where they differ
**
** In:      a job (job.h).  Out: a failed assertion that shows the bytes and the first difference.
*/
#ifndef CX_TEST_BOTH_H
#define CX_TEST_BOTH_H

#include <stdio.h>

#include "job.h"

static inline void show_problems(const char *whose, const outcome *o) {
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

static inline void show_bytes(const char *at, size_t n) {
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)at[i];
    if (c == '"' || c == '\\') fprintf(stderr, "\\%c", c);
    else if (c == '\n') fprintf(stderr, "\\n");
    else if (c < 32 || c > 126) fprintf(stderr, "\\%03o", c);
    else fputc(c, stderr);
  }
  fprintf(stderr, "\n");
}

static inline void show_entry(const char *whose, const ledger *l, size_t i) {
  if (i >= l->n) return;
  const entry *e = &l->entry[i];
  fprintf(stderr, "%s: n %llu, w %.6f, w2 %.6f, key ", whose, (unsigned long long)e->count.n,
          cx_wide_number(e->count.w), cx_wide_number(e->count.w2));
  show_bytes(l->bytes + e->key, e->length);
}

static inline void show_first_difference(const char *what, const ledger *a, const ledger *b) {
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

static inline void expect_same(const job *j, const outcome *engine, const outcome *oracle) {
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

static inline void run_both(job *j) {
  if (cx_scan_kernel(j->spec.kernel) == NULL) return;
  outcome engine = {0}, oracle = {0};
  job_run(j, &engine);
  job_ask_oracle(j, &oracle);
  expect_same(j, &engine, &oracle);
  outcome_free(&engine);
  outcome_free(&oracle);
}

/* Without the weights of which a few hundred are too many. */
static inline const char *modest_word(nasty *g, uint32_t column) {
  const char *word = job_word(g, column);
  return strcmp(word, "1000000000") == 0 ? "12345.678" : word;
}

#endif
