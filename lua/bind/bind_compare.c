/*
** bind_compare.c - differences, families, tests of whole distributions, power and parts for Lua
**
**   file > rows > batch > tally > METRIC > GOAL > report
**
** In:      estimates as plain tables (shape.h), lists of numbers.  Out: plain tables.
** Owns:    nothing: scratch is userdata on the stack.
**
** (1) core.compare(a, b, options): { value, centre, se, df, low, high, statistic, p, method,
**     effect, effect_name }; empty when it is not defined. Options: method, confidence, df,
**     covariance, share, whole. core.design_error(strata, z, z2) -> variance, df: design.h (6), with
**     the sums over PSUs of a contrast's z and of its square, one a stratum.
** (2) core.compare_pairs(cells, options): the same of one list of { n, w, q, score = difference }.
** (3) core.adjust(p, way), core.independence(rows), core.rank_test(a, b).
** (4) core.power: within, people, of, share_people, share_of, mean_people, mean_of, months. What
**     is infinite, or never, is nil.
** (5) core.decompose(slices): slices are { w0, ws0, w1, ws1, apart }; the parts come as a list, mix
**     and rate of each slice in turn, then the questionnaire. core.decompose_round(parts,
**     decimals, sum in units).
*/
#include <lauxlib.h>
#include <math.h>

#include "bind/bind.h"
#include "bind/option.h"
#include "bind/shape.h"
#include "infer/adjust.h"
#include "infer/compare.h"
#include "infer/decompose.h"
#include "infer/design.h"
#include "infer/histogram.h"
#include "infer/power.h"

static void set(lua_State *L, const char *name, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
}

static double between(lua_State *L, int index, const char *name, double fallback) {
  double p = cx_option_number(L, index, name, fallback);
  if (!(p > 0 && p < 1)) luaL_error(L, "%s: a number between 0 and 1 is wanted, such as %f", name, fallback);
  return p;
}

/* The list at index as doubles in scratch; each finite and at least lo. */
static double *read_list(lua_State *L, int index, size_t *n, double lo) {
  luaL_checktype(L, index, LUA_TTABLE);
  *n = lua_rawlen(L, index);
  double *list = cx_option_scratch(L, *n, sizeof *list);
  for (size_t i = 0; i < *n; i++) {
    int is_number;
    lua_rawgeti(L, index, (lua_Integer)i + 1);
    list[i] = lua_tonumberx(L, -1, &is_number);
    if (!is_number || !isfinite(list[i]) || list[i] < lo)
      luaL_error(L, "number %I of the list is none, or out of range", (LUAI_UACINT)i + 1);
    lua_pop(L, 1);
  }
  return list;
}

/* ---- differences (1) (2) ---- */

static cx_compare_method read_method(lua_State *L, int index) {
  cx_compare_method method = CX_COMPARE_AUTO;
  cx_text name = cx_option_text(L, index, "method");
  if (name.at && !cx_compare_named(name.at, &method))
    luaL_error(L, "method: '%s' is not known; there are auto, adjusted Wald, score, Newcombe, Wald, "
               "Welch t, linearised t", name.at);
  return method;
}

static void push_difference(lua_State *L, const cx_difference *d) {
  lua_createtable(L, 0, 12);
  if (!d->defined) return;
  set(L, "value", d->value);
  set(L, "centre", d->centre);
  set(L, "se", d->se);
  set(L, "df", d->df);
  set(L, "low", d->low);
  set(L, "high", d->high);
  if (fabs(d->statistic) < CX_COMPARE_SURE) set(L, "statistic", d->statistic);
  set(L, "p", d->p);
  lua_pushstring(L, cx_compare_name(d->method));
  lua_setfield(L, -2, "method");
  if (d->stands_in) lua_pushboolean(L, 1), lua_setfield(L, -2, "stands_in");
  if (d->effect_kind == CX_EFFECT_NONE) return;
  set(L, "effect", d->effect);
  lua_pushstring(L, cx_compare_effect_name(d->effect_kind));
  lua_setfield(L, -2, "effect_name");
}

static int compare(lua_State *L) {
  lua_settop(L, 3);
  if (lua_isnil(L, 3)) lua_newtable(L), lua_replace(L, 3);
  luaL_checktype(L, 3, LUA_TTABLE);
  cx_estimate a = cx_shape_read(L, 1), b = cx_shape_read(L, 2), whole;
  cx_compare_options o = {
      .method = read_method(L, 3),
      .confidence = between(L, 3, "confidence", 0.95),
      .df = cx_option_number(L, 3, "df", 0),
      .covariance = cx_option_number(L, 3, "covariance", 0),
      .share = cx_option_number(L, 3, "share", 0),
  };
  if (!isfinite(o.covariance) || !(o.df >= 0) || !isfinite(o.df) || !(o.share >= 0 && o.share <= 1))
    return luaL_error(L, "df, covariance and share are finite numbers; share lies between 0 and 1");
  if (lua_getfield(L, 3, "whole") == LUA_TTABLE) {
    whole = cx_shape_read(L, -1);
    o.whole = &whole;
  }
  if (!cx_compare_fits(o.method, &a) || !cx_compare_fits(o.method, &b))
    return luaL_error(L, "method '%s' needs a metric of %s scores", cx_compare_name(o.method),
                      o.method == CX_COMPARE_ADJUSTED ? "three equally spaced" : "two");
  cx_difference d;
  cx_compare_make(&a, &b, &o, &d);
  push_difference(L, &d);
  return 1;
}

static int compare_pairs(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  double confidence = between(L, 2, "confidence", 0.95);
  bool weighted = cx_option_has(L, 2, "weighted") && cx_option_flag(L, 2, "weighted");
  size_t n = lua_rawlen(L, 1);
  cx_cell *cell = cx_option_scratch(L, n, sizeof *cell);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, 1, (lua_Integer)i + 1);
    luaL_checktype(L, -1, LUA_TTABLE);
    int at = lua_absindex(L, -1);
    cell[i].n = cx_option_number(L, at, "n", 0);
    cell[i].w = cx_option_number(L, at, "w", cell[i].n);
    cell[i].q = cx_option_number(L, at, "q", cell[i].n);
    cell[i].score = cx_option_number(L, at, "score", NAN);
    if (!isfinite(cell[i].n) || !isfinite(cell[i].w) || !isfinite(cell[i].q) || !(fabs(cell[i].score) <= 1e15))
      return luaL_error(L, "cell %I: n, w, q and score are finite numbers", (LUAI_UACINT)i + 1);
    lua_pop(L, 1);
  }
  cx_difference d;
  cx_compare_paired(cell, n, weighted, confidence, &d);
  push_difference(L, &d);
  return 1;
}

/* strata = { psus = { n... }, population = { 0 = unknown... }, lonely = "adjust" } */
static int design_error(lua_State *L) {
  size_t n, m, k;
  lua_settop(L, 3);
  luaL_checktype(L, 1, LUA_TTABLE);
  cx_text policy = cx_option_text(L, 1, "lonely");
  cx_lonely lonely = CX_LONELY_ADJUST;
  if (policy.at && !cx_design_lonely_named(policy.at, &lonely))
    return luaL_error(L, "lonely: '%s' is no policy", policy.at);
  lua_getfield(L, 1, "psus");
  const double *psus = read_list(L, 4, &n, 0);
  lua_getfield(L, 1, "population");
  const double *population = read_list(L, lua_absindex(L, -1), &m, 0);
  luaL_argcheck(L, n == m, 1, "a population for each stratum is wanted");
  const double *z = read_list(L, 2, &m, -HUGE_VAL), *z2 = read_list(L, 3, &k, 0);
  luaL_argcheck(L, n == m && n == k, 2, "a sum for each stratum is wanted");
  cx_stratum *stratum = cx_option_scratch(L, n, sizeof *stratum);
  cx_design_sum *sum = cx_option_scratch(L, n, sizeof *sum);
  for (size_t h = 0; h < n; h++) {
    stratum[h] = (cx_stratum){.psus = psus[h], .population = population[h]};
    sum[h] = (cx_design_sum){.z = z[h], .z2 = z2[h]};
  }
  cx_design_error error;
  if (!cx_design_make(stratum, sum, n, lonely, &error))
    return cx_option_refuse_lonely(L, (size_t)error.n_lonely);
  lua_pushnumber(L, error.variance);
  lua_pushnumber(L, error.df);
  return 2;
}

/* ---- families and distributions (3) ---- */

static int adjust(lua_State *L) {
  int how = luaL_checkoption(L, 2, "holm", cx_adjust_names);
  size_t n;
  double *p = read_list(L, 1, &n, 0);
  for (size_t i = 0; i < n; i++) luaL_argcheck(L, p[i] <= 1, 1, "probabilities from 0 to 1 are wanted");
  cx_adjust_make((cx_adjust)how, p, n, cx_option_scratch(L, n, sizeof(cx_adjust_rank)), p);
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_pushnumber(L, p[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static int independence(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  size_t n_rows = lua_rawlen(L, 1), n_columns = 0, n;
  double *count = NULL;
  for (size_t row = 0; row < n_rows; row++) {
    lua_rawgeti(L, 1, (lua_Integer)row + 1);
    double *list = read_list(L, lua_absindex(L, -1), &n, 0);
    if (row == 0) {
      n_columns = n;
      count = cx_option_scratch(L, n_rows * n_columns, sizeof *count);
      lua_insert(L, 2);
    }
    luaL_argcheck(L, n == n_columns, 1, "rows of one length are wanted");
    for (size_t i = 0; i < n; i++) count[row * n_columns + i] = list[i];
    lua_settop(L, 2);
  }
  cx_independence t;
  cx_histogram_independence(count, n_rows, n_columns, &t);
  lua_createtable(L, 0, 8);
  set(L, "n", t.n);
  if (!t.defined) return 1;
  set(L, "statistic", t.chi_square);
  set(L, "df", t.df);
  set(L, "p", t.p);
  set(L, "effect", t.v);
  set(L, "least_expected", t.least);
  lua_pushinteger(L, (lua_Integer)t.n_small);
  lua_setfield(L, -2, "small_expected");
  lua_pushboolean(L, t.doubtful);
  lua_setfield(L, -2, "doubtful");
  return 1;
}

static int rank_test(lua_State *L) {
  size_t n, m;
  double *a = read_list(L, 1, &n, 0), *b = read_list(L, 2, &m, 0);
  luaL_argcheck(L, n == m, 2, "two histograms of one length are wanted");
  cx_rank_test t;
  cx_histogram_rank(a, b, n, &t);
  lua_createtable(L, 0, 6);
  if (!t.defined) return 1;
  set(L, "u", t.u);
  set(L, "statistic", t.z);
  set(L, "p", t.p);
  set(L, "effect", t.superiority);
  return 1;
}

/* ---- power (4) ---- */

static double positive(lua_State *L, int arg, double least) {
  double x = luaL_checknumber(L, arg);
  luaL_argcheck(L, x >= least && isfinite(x), arg, "a number is wanted that is not too small");
  return x;
}

static double probability(lua_State *L, int arg) {
  double p = luaL_checknumber(L, arg);
  luaL_argcheck(L, p > 0 && p < 1, arg, "a number between 0 and 1 is wanted");
  return p;
}

static int answer(lua_State *L, double x) {
  if (isfinite(x)) lua_pushnumber(L, x);
  else lua_pushnil(L);
  return 1;
}

/* { confidence = .95, variance = 0, effect = 1 } */
static cx_power_question question(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  cx_power_question q = {
      .confidence = between(L, 1, "confidence", 0.95),
      .variance = cx_option_number(L, 1, "variance", 0),
      .effect = cx_option_number(L, 1, "effect", 1),
  };
  if (!(q.variance >= 0 && q.effect > 0) || !isfinite(q.variance) || !isfinite(q.effect))
    luaL_error(L, "variance and design effect are positive numbers");
  return q;
}

static double share(lua_State *L, int arg) {
  double x = positive(L, arg, 0);
  luaL_argcheck(L, x <= 1, arg, "a share from 0 to 1 is wanted");
  return x;
}

static int within(lua_State *L) {
  cx_power_question q = question(L);
  return answer(L, cx_power_within(&q, luaL_checknumber(L, 2)));
}

static int people(lua_State *L) {
  cx_power_question q = question(L);
  return answer(L, cx_power_people(&q, luaL_checknumber(L, 2), probability(L, 3)));
}

static int power_of(lua_State *L) {
  cx_power_question q = question(L);
  return answer(L, cx_power_of(&q, luaL_checknumber(L, 2), positive(L, 3, 0)));
}

static int share_people(lua_State *L) {
  cx_power_question q = question(L);
  return answer(L, cx_power_share_people(&q, share(L, 2), share(L, 3), probability(L, 4)));
}

static int share_of(lua_State *L) {
  cx_power_question q = question(L);
  return answer(L, cx_power_share_of(&q, share(L, 2), share(L, 3), positive(L, 4, 0)));
}

static int mean_people(lua_State *L) {
  cx_power_question q = question(L);
  return answer(L, cx_power_mean_people(&q, luaL_checknumber(L, 2), probability(L, 3)));
}

static int mean_of(lua_State *L) {
  cx_power_question q = question(L);
  return answer(L, cx_power_mean_of(&q, luaL_checknumber(L, 2), positive(L, 3, 2)));
}

static int months(lua_State *L) {
  int n = cx_power_months(positive(L, 1, 0), positive(L, 2, 0), positive(L, 3, 0));
  if (n < 0) lua_pushnil(L);
  else lua_pushinteger(L, n);
  return 1;
}

/* ---- parts of a change (5) ---- */

static cx_slice read_slice(lua_State *L, lua_Integer i) {
  cx_slice s;
  lua_geti(L, 1, i);
  luaL_checktype(L, -1, LUA_TTABLE);
  int at = lua_absindex(L, -1);
  s.w[0] = cx_option_number(L, at, "w0", 0);
  s.ws[0] = cx_option_number(L, at, "ws0", 0);
  s.w[1] = cx_option_number(L, at, "w1", 0);
  s.ws[1] = cx_option_number(L, at, "ws1", 0);
  s.apart = cx_option_has(L, at, "apart") && cx_option_flag(L, at, "apart");
  for (int k = 0; k < 2; k++)
    if (!(s.w[k] >= 0) || !isfinite(s.w[k]) || !isfinite(s.ws[k]))
      luaL_error(L, "slice %I: weights and sums are finite numbers", (LUAI_UACINT)i);
  lua_pop(L, 1);
  return s;
}

static void push_list(lua_State *L, const double *list, size_t n) {
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_pushnumber(L, list[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

static int decompose(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  size_t n = lua_rawlen(L, 1);
  cx_slice *slice = cx_option_scratch(L, n, sizeof *slice);
  double *part = cx_option_scratch(L, 2 * n + 1, sizeof *part);
  cx_decompose_rank *rank = cx_option_scratch(L, 2 * n + 1, sizeof *rank);
  for (size_t i = 0; i < n; i++) slice[i] = read_slice(L, (lua_Integer)i + 1);
  cx_change change;
  cx_decompose_make(slice, n, part, rank, &change);
  lua_createtable(L, 0, 8);
  if (!change.defined) return 1;
  set(L, "before", change.before);
  set(L, "after", change.after);
  set(L, "change", change.change);
  set(L, "mix", change.mix);
  set(L, "rate", change.rate);
  set(L, "questionnaire", change.questionnaire);
  push_list(L, part, 2 * n + 1);
  lua_setfield(L, -2, "parts");
  return 1;
}

static int decompose_round(lua_State *L) {
  size_t n;
  double *part = read_list(L, 1, &n, -HUGE_VAL);
  lua_Integer decimals = luaL_checkinteger(L, 2);
  luaL_argcheck(L, decimals >= 0 && decimals <= 9, 2, "0 to 9 decimals are wanted");
  double sum = luaL_checknumber(L, 3);
  luaL_argcheck(L, sum == floor(sum) && fabs(sum) < 9e15, 3, "a whole number of units is wanted");
  double *out = cx_option_scratch(L, n, sizeof *out);
  cx_decompose_round(part, n, (int)decimals, sum, cx_option_scratch(L, n, sizeof(cx_decompose_rank)), out);
  push_list(L, out, n);
  return 1;
}

void cx_bind_compare(lua_State *L) {
  static const luaL_Reg COMPARE[] = {
      {"compare", compare},           {"compare_pairs", compare_pairs},
      {"adjust", adjust},             {"independence", independence},
      {"rank_test", rank_test},       {"decompose", decompose},
      {"decompose_round", decompose_round}, {"design_error", design_error},
      {NULL, NULL},
  };
  static const luaL_Reg POWER[] = {
      {"within", within},             {"people", people},
      {"of", power_of},               {"share_people", share_people},
      {"share_of", share_of},         {"mean_people", mean_people},
      {"mean_of", mean_of},           {"months", months},
      {NULL, NULL},
  };
  luaL_setfuncs(L, COMPARE, 0);
  luaL_newlib(L, POWER);
  lua_setfield(L, -2, "power");
}
