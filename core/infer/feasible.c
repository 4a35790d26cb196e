/* feasible.h */
#include "infer/feasible.h"

#include <assert.h>

#include "base/wide.h"

/* A sum of terms: its finite part, and how many terms have no limit. */
typedef struct bound {
  cx_wide sum;
  size_t n_open;
} bound;

static void add(bound *b, int64_t limit, int32_t coefficient) {
  if (limit == CX_NO_LIMIT) b->n_open++;
  else b->sum += (cx_wide)limit * coefficient;
}

/* Without one term of it. */
static bound without(bound b, int64_t limit, int32_t coefficient) {
  if (limit == CX_NO_LIMIT) b.n_open--;
  else b.sum -= (cx_wide)limit * coefficient;
  return b;
}

static cx_wide floor_of(cx_wide a, cx_wide b) {
  cx_wide q = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? q - 1 : q;
}

static cx_wide ceiling_of(cx_wide a, cx_wide b) { return -floor_of(-a, b); }

/* Narrows a range to what coefficient * x in least .. most allows; true when it changed. */
static bool narrow(cx_feasible *x, int32_t coefficient, bool has_least, cx_wide least, bool has_most,
                   cx_wide most) {
  bool has_low = coefficient > 0 ? has_least : has_most, has_high = coefficient > 0 ? has_most : has_least;
  bool changed = false;
  if (has_low) {
    cx_wide low = ceiling_of(coefficient > 0 ? least : most, coefficient);
    if (low > x->low) x->low = low < CX_NO_LIMIT ? (int64_t)low : CX_NO_LIMIT - 1, changed = true;
  }
  if (has_high) {
    cx_wide high = floor_of(coefficient > 0 ? most : least, coefficient);
    if (high < x->high) x->high = high > -1 ? (int64_t)high : -1, changed = true;
  }
  return changed;
}

/* The smallest and the largest that an equation's terms can add up to. */
static void reach(const cx_equation *equation, const cx_feasible *range, bound *least, bound *most) {
  *least = *most = (bound){0, 0};
  for (size_t i = 0; i < equation->n_terms; i++) {
    cx_term t = equation->term[i];
    const cx_feasible *x = &range[t.unknown];
    add(least, t.coefficient > 0 ? x->low : x->high, t.coefficient);
    add(most, t.coefficient > 0 ? x->high : x->low, t.coefficient);
  }
}

/* (1) for one equation; true when a range changed. */
static bool look_at(const cx_equation *equation, cx_feasible *range) {
  bound least, most;
  bool changed = false;
  reach(equation, range, &least, &most);
  for (size_t i = 0; i < equation->n_terms; i++) {
    cx_term t = equation->term[i];
    if (t.coefficient == 0) continue;
    cx_feasible *x = &range[t.unknown];
    bool up = t.coefficient > 0;
    bound low = without(least, up ? x->low : x->high, t.coefficient);
    bound high = without(most, up ? x->high : x->low, t.coefficient);
    bool narrower = narrow(x, t.coefficient, high.n_open == 0, equation->total - high.sum,
                           low.n_open == 0, equation->total - low.sum);
    if (!narrower) continue;
    changed = true;
    if (x->low > x->high) return true;
    reach(equation, range, &least, &most);
  }
  return changed;
}

static bool is_possible(const cx_equation *equation, size_t n_equations, const cx_feasible *range,
                        size_t n_unknowns) {
  for (size_t i = 0; i < n_unknowns; i++)
    if (range[i].low > range[i].high) return false;
  for (size_t i = 0; i < n_equations; i++)
    if (equation[i].n_terms == 0 && equation[i].total != 0) return false;
  return true;
}

bool cx_feasible_ranges(const cx_equation *equation, size_t n_equations, size_t n_unknowns,
                        cx_feasible *out) {
  for (size_t i = 0; i < n_unknowns; i++) out[i] = (cx_feasible){0, CX_NO_LIMIT};
  for (size_t sweep = 0; sweep < CX_MOST_SWEEPS; sweep++) {
    bool changed = false;
    for (size_t i = 0; i < n_equations; i++) {
      assert(equation[i].total <= (int64_t)1 << 53 && equation[i].total >= -((int64_t)1 << 53));
      changed = look_at(&equation[i], out) || changed;
    }
    if (!is_possible(equation, n_equations, out, n_unknowns)) return false;
    if (!changed) break;
  }
  return true;
}
