/* audit.h */
#include "infer/audit.h"

#include <stdlib.h>

#include "base/wide.h"

static const uint64_t PRIME[] = {((uint64_t)1 << 61) - 1, ((uint64_t)1 << 61) - 31};
static const int64_t MOST = (int64_t)1 << 30; /* of a fraction's parts (4) */

typedef struct proof {
  cx_factor *factor; /* NULL: none found */
  size_t n_factors;
  int64_t divisor;
} proof;

struct cx_audit {
  size_t n_equations, n_unknowns, rank;
  cx_secrecy *secrecy;
  uint32_t *proof_of; /* by unknown */
  proof *proof;
  size_t n_proofs, capacity;
  cx_feasible *range;
  bool contradicts;
};

/* What the search for proofs stands on. */
typedef struct search {
  cx_audit *audit;
  const cx_equation *equation;
  const cx_elimination *e;
  size_t *use_start; /* by unknown: its terms in use[], one past the end in the next */
  cx_factor *use;    /* equation, coefficient */
  cx_wide *sum;      /* by unknown or by equation, whichever are more; all 0 between checks */
  cx_residue *column; /* the multiples being turned into fractions */
} search;

/* ---- fractions (3) ---- */

/* value modulo prime as numerator / denominator, both small; false when there is no such fraction. */
static bool fraction(uint64_t value, uint64_t prime, int64_t *numerator, int64_t *denominator) {
  int64_t a = (int64_t)prime, b = (int64_t)value, s = 0, t = 1;
  while (b >= MOST) {
    int64_t quotient = a / b, rest = a % b, next = s - quotient * t;
    a = b, b = rest, s = t, t = next;
    if (t > MOST || t < -MOST) return false;
  }
  if (t == 0) return false;
  *numerator = t < 0 ? -b : b;
  *denominator = t < 0 ? -t : t;
  return true;
}

static int64_t common(int64_t a, int64_t b) {
  while (b != 0) {
    int64_t rest = a % b;
    a = b, b = rest;
  }
  return a;
}

/* Residues as whole multiples with one divisor; false when they are no small fractions. */
static bool whole(const cx_residue *term, size_t n, uint64_t prime, cx_factor *out, int64_t *divisor) {
  int64_t all = 1;
  for (size_t i = 0; i < n; i++) {
    int64_t numerator, denominator;
    if (!fraction(term[i].value, prime, &numerator, &denominator)) return false;
    all = all / common(all, denominator) * denominator;
    if (all > MOST) return false;
  }
  for (size_t i = 0; i < n; i++) {
    int64_t numerator, denominator;
    if (!fraction(term[i].value, prime, &numerator, &denominator)) return false;
    out[i] = (cx_factor){term[i].at, numerator * (all / denominator)};
  }
  *divisor = all;
  return true;
}

/* ---- checks in whole numbers (3) ---- */

/* Whether the multiples of the equations add up to divisor times the unknown and nothing else. */
static bool derives(search *s, const proof *p, uint32_t unknown) {
  bool right = true;
  for (int clear = 0; clear < 2; clear++)
    for (size_t i = 0; i < p->n_factors; i++) {
      const cx_equation *equation = &s->equation[p->factor[i].at];
      for (size_t j = 0; j < equation->n_terms; j++) {
        cx_term t = equation->term[j];
        if (clear == 0) s->sum[t.unknown] += (cx_wide)p->factor[i].times * t.coefficient;
        else if (s->sum[t.unknown] != (t.unknown == unknown ? p->divisor : 0)) right = false;
      }
    }
  if (s->sum[unknown] != p->divisor) right = false;
  for (size_t i = 0; i < p->n_factors; i++) {
    const cx_equation *equation = &s->equation[p->factor[i].at];
    for (size_t j = 0; j < equation->n_terms; j++) s->sum[equation->term[j].unknown] = 0;
  }
  return right;
}

/* Whether every equation turns the multiples of the unknowns into 0. */
static bool vanishes(search *s, const proof *p) {
  bool right = true;
  for (size_t i = 0; i < p->n_factors; i++) {
    uint32_t unknown = p->factor[i].at;
    for (size_t j = s->use_start[unknown]; j < s->use_start[unknown + 1]; j++)
      s->sum[s->use[j].at] += (cx_wide)p->factor[i].times * s->use[j].times;
  }
  for (size_t i = 0; i < p->n_factors; i++) {
    uint32_t unknown = p->factor[i].at;
    for (size_t j = s->use_start[unknown]; j < s->use_start[unknown + 1]; j++) {
      if (s->sum[s->use[j].at] != 0) right = false;
      s->sum[s->use[j].at] = 0;
    }
  }
  return right;
}

/* ---- keeping proofs ---- */

/* Room for one more proof with n factors; NULL without memory. */
static proof *add_proof(cx_audit *audit, size_t n) {
  if (audit->n_proofs == audit->capacity) {
    size_t capacity = audit->capacity * 2 + 16;
    proof *more = realloc(audit->proof, capacity * sizeof *more);
    if (!more) return NULL;
    audit->proof = more;
    audit->capacity = capacity;
  }
  proof *p = &audit->proof[audit->n_proofs];
  *p = (proof){.factor = malloc((n + 1) * sizeof *p->factor), .n_factors = n, .divisor = 1};
  if (!p->factor) return NULL;
  audit->n_proofs++;
  return p;
}

static void drop_proof(cx_audit *audit) { free(audit->proof[--audit->n_proofs].factor); }

static void settle(cx_audit *audit, uint32_t unknown, cx_secrecy secrecy) {
  if (audit->secrecy[unknown] != CX_UNPROVED) return;
  audit->secrecy[unknown] = secrecy;
  audit->proof_of[unknown] = (uint32_t)(audit->n_proofs - 1);
}

/* ---- the two kinds of proof (2) ---- */

/* A row that names one unknown alone derives it. */
static bool prove_leak(search *s, const cx_reduced_row *row) {
  if (row->n_unknowns != 1 || s->audit->secrecy[row->pivot] != CX_UNPROVED) return true;
  size_t n = row->n_terms - 1;
  proof *p = add_proof(s->audit, n);
  if (!p) return false;
  bool found = whole(row->term + 1, n, s->e->prime, p->factor, &p->divisor);
  for (size_t i = 0; found && i < n; i++) p->factor[i].at -= (uint32_t)s->e->n_unknowns;
  if (found && derives(s, p, row->pivot)) settle(s->audit, row->pivot, CX_LEAKS);
  else drop_proof(s->audit);
  return true;
}

/* column[] holds 1 for a free unknown, and what the rows then make of their pivots. */
static bool prove_safe(search *s, size_t n) {
  proof *p = add_proof(s->audit, n);
  if (!p) return false;
  int64_t divisor;
  bool found = whole(s->column, n, s->e->prime, p->factor, &divisor);
  if (!found || !vanishes(s, p)) {
    drop_proof(s->audit);
    return true;
  }
  bool is_new = false;
  for (size_t i = 0; i < n; i++) is_new = is_new || s->audit->secrecy[p->factor[i].at] == CX_UNPROVED;
  for (size_t i = 0; i < n; i++) settle(s->audit, p->factor[i].at, CX_SAFE);
  if (!is_new) drop_proof(s->audit);
  return true;
}

/* The rows seen by column: for each free unknown the pivots that hang on it, and how. */
static bool prove_all_safe(search *s) {
  const cx_elimination *e = s->e;
  size_t *start = calloc(e->n_unknowns + 2, sizeof *start), n = 0;
  for (size_t i = 0; i < e->rank; i++) n += e->row[i].n_unknowns - 1;
  cx_residue *hang = malloc((n + 1) * sizeof *hang);
  bool done = start && hang;
  for (int fill = 0; done && fill < 2; fill++) {
    for (size_t i = 0; i < e->rank; i++)
      for (size_t j = 0; j < e->row[i].n_unknowns; j++) {
        cx_residue t = e->row[i].term[j];
        if (t.at == e->row[i].pivot) continue;
        if (fill) hang[start[t.at + 1]++] = (cx_residue){e->row[i].pivot, e->prime - t.value};
        else start[t.at + 2]++;
      }
    for (size_t i = 1; !fill && i < e->n_unknowns; i++) start[i + 1] += start[i];
  }
  for (uint32_t u = 0; done && u < e->n_unknowns; u++) {
    if (e->row_of[u] != CX_NO_ROW) continue;
    size_t n_column = 0;
    s->column[n_column++] = (cx_residue){u, 1};
    for (size_t i = start[u]; i < start[u + 1]; i++) s->column[n_column++] = hang[i];
    done = prove_safe(s, n_column);
  }
  free(start);
  free(hang);
  return done;
}

/* ---- one prime after the other ---- */

static bool is_settled(const cx_audit *audit) {
  for (size_t i = 0; i < audit->n_unknowns; i++)
    if (audit->secrecy[i] == CX_UNPROVED) return false;
  return true;
}

static cx_status try_prime(search *s, uint64_t prime, cx_error *error) {
  cx_audit *audit = s->audit;
  cx_elimination *e;
  cx_status status = cx_elimination_new(s->equation, audit->n_equations, audit->n_unknowns, prime, &e, error);
  if (status != CX_OK) return status;
  s->e = e;
  if (e->rank > audit->rank) audit->rank = e->rank;
  bool done = prove_all_safe(s);
  for (size_t i = 0; done && i < e->rank; i++) done = prove_leak(s, &e->row[i]);
  cx_elimination_free(e);
  return done ? CX_OK : cx_error_memory(error, "audit");
}

/* The terms of each unknown. */
static bool gather_uses(search *s) {
  const cx_audit *audit = s->audit;
  size_t n = 0;
  for (size_t i = 0; i < audit->n_equations; i++) n += s->equation[i].n_terms;
  s->use_start = calloc(audit->n_unknowns + 2, sizeof *s->use_start);
  s->use = malloc((n + 1) * sizeof *s->use);
  if (!s->use_start || !s->use) return false;
  for (size_t i = 0; i < audit->n_equations; i++)
    for (size_t j = 0; j < s->equation[i].n_terms; j++) s->use_start[s->equation[i].term[j].unknown + 2]++;
  for (size_t i = 1; i < audit->n_unknowns; i++) s->use_start[i + 1] += s->use_start[i];
  for (size_t i = 0; i < audit->n_equations; i++)
    for (size_t j = 0; j < s->equation[i].n_terms; j++) {
      cx_term t = s->equation[i].term[j];
      s->use[s->use_start[t.unknown + 1]++] = (cx_factor){(uint32_t)i, t.coefficient};
    }
  return true;
}

static cx_status look_for_proofs(cx_audit *audit, const cx_equation *equation, cx_error *error) {
  size_t most = audit->n_unknowns > audit->n_equations ? audit->n_unknowns : audit->n_equations;
  search s = {.audit = audit, .equation = equation};
  s.sum = calloc(most + 1, sizeof *s.sum);
  s.column = malloc((audit->n_unknowns + 1) * sizeof *s.column);
  cx_status status = CX_OK;
  if (!s.sum || !s.column || !gather_uses(&s)) status = cx_error_memory(error, "audit");
  for (size_t i = 0; status == CX_OK && i < sizeof PRIME / sizeof *PRIME && (i == 0 || !is_settled(audit)); i++)
    status = try_prime(&s, PRIME[i], error);
  free(s.use_start);
  free(s.use);
  free(s.sum);
  free(s.column);
  return status;
}

/* ---- whole ---- */

static cx_audit *make(size_t n_equations, size_t n_unknowns) {
  cx_audit *audit = calloc(1, sizeof *audit);
  if (!audit) return NULL;
  audit->n_equations = n_equations;
  audit->n_unknowns = n_unknowns;
  audit->secrecy = malloc((n_unknowns + 1) * sizeof *audit->secrecy);
  audit->proof_of = calloc(n_unknowns + 1, sizeof *audit->proof_of);
  audit->range = malloc((n_unknowns + 1) * sizeof *audit->range);
  if (!audit->secrecy || !audit->proof_of || !audit->range) {
    cx_audit_free(audit);
    return NULL;
  }
  for (size_t i = 0; i < n_unknowns; i++) audit->secrecy[i] = CX_UNPROVED;
  return audit;
}

cx_status cx_audit_new(const cx_equation *equation, size_t n_equations, size_t n_unknowns,
                       cx_audit **out, cx_error *error) {
  cx_audit *audit = make(n_equations, n_unknowns);
  if (!audit) return cx_error_memory(error, "audit");
  cx_status status = look_for_proofs(audit, equation, error);
  if (status != CX_OK) {
    cx_audit_free(audit);
    return status;
  }
  audit->contradicts = !cx_feasible_ranges(equation, n_equations, n_unknowns, audit->range);
  for (size_t i = 0; audit->contradicts && i < n_unknowns; i++)
    audit->range[i] = (cx_feasible){0, CX_NO_LIMIT};                               /* (7) */
  *out = audit;
  return CX_OK;
}

size_t cx_audit_rank(const cx_audit *audit) { return audit->rank; }

bool cx_audit_contradicts(const cx_audit *audit) { return audit->contradicts; }

cx_secrecy cx_audit_secrecy(const cx_audit *audit, size_t unknown) { return audit->secrecy[unknown]; }

cx_proof cx_audit_proof(const cx_audit *audit, size_t unknown) {
  if (audit->secrecy[unknown] == CX_UNPROVED) return (cx_proof){.divisor = 1};
  const proof *p = &audit->proof[audit->proof_of[unknown]];
  int64_t divisor = audit->secrecy[unknown] == CX_LEAKS ? p->divisor : 1;
  return (cx_proof){p->factor, p->n_factors, divisor};
}

cx_feasible cx_audit_range(const cx_audit *audit, size_t unknown) { return audit->range[unknown]; }

bool cx_audit_is_given_away(const cx_audit *audit, size_t unknown) {
  cx_feasible range = audit->range[unknown];
  return audit->secrecy[unknown] != CX_SAFE || range.low == range.high;
}

void cx_audit_free(cx_audit *audit) {
  if (!audit) return;
  for (size_t i = 0; i < audit->n_proofs; i++) free(audit->proof[i].factor);
  free(audit->proof);
  free(audit->secrecy);
  free(audit->proof_of);
  free(audit->range);
  free(audit);
}
