/*
** bind_infer.c - the inference of the core as Lua functions that need no tally
**
**   file > rows > batch > tally > METRIC > GOAL > report
**
** In:      numbers and plain tables.  Out: numbers and plain tables.
** Owns:    nothing.
**
** (1) core.distribution: normal, normal_quantile, t, t_quantile, beta, beta_quantile, chi_square,
**     chi_square_tail. What is outside a function's domain raises; so does NaN.
** (2) core.estimate(cells, design_n, options): cells is a list of { n =, w = n, q = n, score = }.
** (3) core.verdict(estimate, "at_least" | "at_most", target, power = .8).
*/
#include <lauxlib.h>
#include <math.h>

#include "bind/bind.h"
#include "bind/option.h"
#include "bind/shape.h"
#include "infer/distribution.h"
#include "infer/verdict.h"

/* ---- distributions (1) ---- */

static double point(lua_State *L, int arg) {
  double x = luaL_checknumber(L, arg);
  luaL_argcheck(L, !isnan(x), arg, "a number is wanted, not NaN");
  return x;
}

static double probability(lua_State *L, int arg) {
  double p = luaL_checknumber(L, arg);
  luaL_argcheck(L, p >= 0 && p <= 1, arg, "a probability from 0 to 1 is wanted");
  return p;
}

static double positive(lua_State *L, int arg) {
  double x = luaL_checknumber(L, arg);
  luaL_argcheck(L, x > 0 && isfinite(x), arg, "a positive number is wanted");
  return x;
}

static int answer(lua_State *L, double x) {
  lua_pushnumber(L, x);
  return 1;
}

static int normal(lua_State *L) { return answer(L, cx_distribution_normal(point(L, 1))); }

static int normal_quantile(lua_State *L) {
  return answer(L, cx_distribution_normal_quantile(probability(L, 1)));
}

static int t(lua_State *L) { return answer(L, cx_distribution_t(point(L, 1), positive(L, 2))); }

static int t_quantile(lua_State *L) {
  return answer(L, cx_distribution_t_quantile(probability(L, 1), positive(L, 2)));
}

static int beta(lua_State *L) {
  return answer(L, cx_distribution_beta(point(L, 1), positive(L, 2), positive(L, 3)));
}

static int beta_quantile(lua_State *L) {
  double p = probability(L, 1), a = positive(L, 2), b = positive(L, 3);
  return answer(L, cx_distribution_beta_quantile(p, a, b));
}

static int chi_square(lua_State *L) {
  return answer(L, cx_distribution_chi_square(point(L, 1), positive(L, 2)));
}

static int chi_square_tail(lua_State *L) {
  return answer(L, cx_distribution_chi_square_tail(point(L, 1), positive(L, 2)));
}

/* ---- estimate (2) ---- */

static cx_cell read_cell(lua_State *L, int cells, lua_Integer i) {
  lua_geti(L, cells, i);
  luaL_checktype(L, -1, LUA_TTABLE);
  int at = lua_absindex(L, -1);
  cx_cell cell = {.n = cx_option_number(L, at, "n", 0)};
  cell.w = cx_option_number(L, at, "w", cell.n);
  cell.q = cx_option_number(L, at, "q", cell.n);
  cell.score = cx_option_number(L, at, "score", NAN);
  if (!isfinite(cell.n) || !isfinite(cell.w) || !isfinite(cell.q))
    luaL_error(L, "cell %I: n, w and q are finite numbers", (LUAI_UACINT)i);
  lua_pop(L, 1);
  return cell;
}

static int estimate(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 3);
  double design_n = point(L, 2);
  luaL_argcheck(L, design_n >= 0 && isfinite(design_n), 2, "the rows of the design are wanted");
  size_t n = (size_t)luaL_len(L, 1);
  cx_cell *cell = cx_option_scratch(L, n, sizeof *cell);
  for (size_t i = 0; i < n; i++) cell[i] = read_cell(L, 1, (lua_Integer)i + 1);
  cx_estimate_options options = cx_shape_options(L, 3, design_n);
  cx_estimate e;
  cx_shape_estimate(L, cell, n, design_n, &options, &e);
  cx_shape_push(L, &e);
  return 1;
}

/* ---- verdict (3) ---- */

static int verdict(lua_State *L) {
  static const char *const RELATION[] = {"at_least", "at_most", NULL};
  cx_estimate e = cx_shape_read(L, 1);
  cx_relation relation = (cx_relation)luaL_checkoption(L, 2, NULL, RELATION);
  double target = luaL_checknumber(L, 3), power = luaL_optnumber(L, 4, 0.8);
  luaL_argcheck(L, isfinite(target), 3, "a finite number is wanted");
  luaL_argcheck(L, power > 0 && power < 1, 4, "a number between 0 and 1 is wanted");
  cx_verdict v;
  cx_verdict_make(&e, relation, target, power, &v);
  lua_createtable(L, 0, 6);
  lua_pushstring(L, cx_verdict_word(v.decision));
  lua_setfield(L, -2, "verdict");
  if (v.has_probability) {
    lua_pushnumber(L, v.probability);
    lua_setfield(L, -2, "probability");
  }
  if (v.has_needed) {
    lua_pushinteger(L, (lua_Integer)v.n_needed);
    lua_setfield(L, -2, "n_needed");
  }
  return 1;
}

void cx_bind_infer(lua_State *L) {
  static const luaL_Reg DISTRIBUTION[] = {
      {"normal", normal},
      {"normal_quantile", normal_quantile},
      {"t", t},
      {"t_quantile", t_quantile},
      {"beta", beta},
      {"beta_quantile", beta_quantile},
      {"chi_square", chi_square},
      {"chi_square_tail", chi_square_tail},
      {NULL, NULL},
  };
  static const luaL_Reg INFER[] = {{"estimate", estimate}, {"verdict", verdict}, {NULL, NULL}};
  luaL_setfuncs(L, INFER, 0);
  luaL_newlib(L, DISTRIBUTION);
  lua_setfield(L, -2, "distribution");
}
