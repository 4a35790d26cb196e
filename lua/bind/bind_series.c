/*
** bind_series.c - core/infer for Lua: trends, control charts and shrinkage of values in plain lists
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      lists of numbers of one length.  Out: plain tables; nil when the numbers cannot decide.
** Owns:    nothing; scratch is userdata on the stack.
**
** (1) Lists are composed by lua/cx, never by an analyst: what is wrong with one raises without ceremony.
** (2) Places are counted from 1 in Lua and from 0 in the core.
*/
#include <math.h>

#include "bind/bind.h"
#include "bind/option.h"
#include "infer/chart.h"
#include "infer/shrink.h"
#include "infer/trend.h"

/* The list at arg, n numbers, in scratch (1). */
static double *numbers(lua_State *L, int arg, size_t n) {
  luaL_checktype(L, arg, LUA_TTABLE);
  luaL_argcheck(L, lua_rawlen(L, arg) == n, arg, "a list of the same length is wanted");
  double *list = cx_option_scratch(L, n, sizeof *list);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, arg, (lua_Integer)i + 1);
    list[i] = luaL_checknumber(L, -1);
    luaL_argcheck(L, isfinite(list[i]), arg, "finite numbers are wanted");
    lua_pop(L, 1);
  }
  return list;
}

static size_t length_of(lua_State *L, int arg) {
  luaL_checktype(L, arg, LUA_TTABLE);
  return lua_rawlen(L, arg);
}

static void set(lua_State *L, const char *name, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
}

static void set_flag(lua_State *L, const char *name, bool value) {
  lua_pushboolean(L, value);
  lua_setfield(L, -2, name);
}

/* ---- trend ---- */

/* trend(times, values, variances [, coefficients of a contrast]) -> { value, se, z, p, level, mean_time } */
static int trend(lua_State *L) {
  size_t n = length_of(L, 1);
  lua_settop(L, 4);
  const double *t = numbers(L, 1, n), *y = numbers(L, 2, n), *v = numbers(L, 3, n);
  cx_trend_point *point = cx_option_scratch(L, n, sizeof *point);
  for (size_t i = 0; i < n; i++) point[i] = (cx_trend_point){t[i], y[i], v[i]};
  cx_trend out;
  bool fine = lua_isnil(L, 4) ? cx_trend_slope(point, n, &out)
                              : cx_trend_contrast(point, numbers(L, 4, n), n, &out);
  if (!fine) return 0;
  lua_createtable(L, 0, 6);
  set(L, "value", out.value);
  set(L, "se", out.se);
  set(L, "z", out.z);
  set(L, "p", out.p);
  set(L, "level", out.level);
  set(L, "mean_time", out.mean_time);
  return 1;
}

/* trend_shares(times, had, people) -> { chi_square, z, p } */
static int trend_shares(lua_State *L) {
  size_t n = length_of(L, 1);
  const double *t = numbers(L, 1, n), *x = numbers(L, 2, n), *people = numbers(L, 3, n);
  cx_trend_share out;
  if (!cx_trend_shares(t, x, people, n, &out)) return 0;
  lua_createtable(L, 0, 3);
  set(L, "chi_square", out.chi_square);
  set(L, "z", out.z);
  set(L, "p", out.p);
  return 1;
}

/* trend_order(values) -> { s, tau, se, p, exact } */
static int trend_order(lua_State *L) {
  size_t n = length_of(L, 1);
  cx_trend_order out;
  if (!cx_trend_kendall(numbers(L, 1, n), n, &out)) return 0;
  lua_createtable(L, 0, 5);
  set(L, "s", out.s);
  set(L, "tau", out.tau);
  set(L, "se", out.se);
  set(L, "p", out.p);
  set_flag(L, "exact", out.exact);
  return 1;
}

/* ---- chart ---- */

/* Fills the points from { y =, se =, weight = | n =, spread = } at 2; false: no pooled error there is. */
static bool read_points(lua_State *L, cx_chart_point *point, size_t n, size_t from, size_t to, bool xmr) {
  lua_getfield(L, 2, "y");
  const double *y = numbers(L, lua_gettop(L), n);
  for (size_t i = 0; i < n; i++) point[i] = (cx_chart_point){.y = y[i], .weight = 1};
  if (xmr) return true;
  bool pooled = cx_option_has(L, 2, "spread");
  lua_getfield(L, 2, pooled ? "n" : "se");
  const double *a = numbers(L, lua_gettop(L), n);
  lua_getfield(L, 2, pooled ? "spread" : "weight");
  const double *b = numbers(L, lua_gettop(L), n);
  if (pooled) return cx_chart_pool(point, n, a, b, from, to);
  for (size_t i = 0; i < n; i++) {
    point[i].se = a[i];
    point[i].weight = b[i];
  }
  return true;
}

static void push_points(lua_State *L, const cx_chart_point *point, size_t n) {
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_createtable(L, 0, 9);
    set(L, "se", point[i].se);
    set(L, "low", point[i].low);
    set(L, "high", point[i].high);
    set(L, "range", point[i].range);
    set_flag(L, "above", point[i].above);
    set_flag(L, "below", point[i].below);
    set_flag(L, "row", point[i].row);
    set_flag(L, "jump", point[i].jump);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* The changes at the places of the list at 5; false where there is none. */
static void push_events(lua_State *L, const cx_chart_point *point, size_t n, const cx_chart *chart, bool xmr) {
  size_t events = length_of(L, 5);
  lua_createtable(L, (int)events, 0);
  for (size_t i = 1; i <= events; i++) {
    cx_chart_change c;
    lua_rawgeti(L, 5, (lua_Integer)i);
    lua_Integer at = luaL_checkinteger(L, -1);
    lua_pop(L, 1);
    if (at >= 1 && cx_chart_event(point, n, (size_t)at - 1, chart, xmr, &c)) {
      lua_createtable(L, 0, 6);
      set(L, "before", c.before);
      set(L, "after", c.after);
      set(L, "difference", c.difference);
      set(L, "se", c.se);
      set(L, "z", c.z);
      set(L, "p", c.p);
    } else {
      lua_pushboolean(L, 0);
    }
    lua_rawseti(L, -2, (lua_Integer)i);
  }
}

/* chart("laney" | "xmr", { y =, ... }, from, to, places of events) -> { centre, sigma, points, ... } */
static int chart(lua_State *L) {
  static const char *const KIND[] = {"laney", "xmr", NULL};
  bool xmr = luaL_checkoption(L, 1, NULL, KIND) == 1;
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 5);
  lua_getfield(L, 2, "y");
  size_t n = length_of(L, -1);
  lua_Integer from = luaL_checkinteger(L, 3), to = luaL_checkinteger(L, 4);
  if (from < 1 || to <= from || (size_t)to > n) return 0;
  cx_chart_point *point = cx_option_scratch(L, n, sizeof *point);
  size_t first = (size_t)from - 1, last = (size_t)to - 1;
  cx_chart out;
  if (!read_points(L, point, n, first, last, xmr)) return 0;
  bool fine = xmr ? cx_chart_xmr(point, n, first, last, &out) : cx_chart_laney(point, n, first, last, &out);
  if (!fine) return 0;
  lua_createtable(L, 0, 7);
  set(L, "centre", out.centre);
  set(L, "sigma", out.sigma);
  set(L, "range", out.range);
  set(L, "range_limit", out.range_limit);
  push_points(L, point, n);
  lua_setfield(L, -2, "points");
  push_events(L, point, n, &out, xmr);
  lua_setfield(L, -2, "events");
  return 1;
}

/* ---- shrink ---- */

static void push_shrunk(lua_State *L, const cx_shrink_value *value, size_t n, bool ranked) {
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_createtable(L, 0, 7);
    set(L, "factor", value[i].factor);
    set(L, "shrunk", value[i].shrunk);
    set(L, "se", value[i].se);
    if (ranked) {
      set(L, "rank", value[i].rank);
      set(L, "rank_low", value[i].rank_low);
      set(L, "rank_high", value[i].rank_high);
      set(L, "first", value[i].first);
    }
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* shrink(values, variances, seed, draws, confidence) -> { tau2, start, mean, mean_se, q, values = {...} };
** no draws: no ranks */
static int shrink(lua_State *L) {
  size_t n = length_of(L, 1);
  lua_Integer seed = luaL_checkinteger(L, 3), draws = luaL_checkinteger(L, 4);
  double confidence = luaL_checknumber(L, 5);
  luaL_argcheck(L, draws >= 0 && draws <= 1000000, 4, "a number of draws is wanted");
  luaL_argcheck(L, draws == 0 || n <= CX_SHRINK_RANKED, 4, "too many values to rank");
  const double *y = numbers(L, 1, n), *v = numbers(L, 2, n);
  cx_shrink_value *value = cx_option_scratch(L, n, sizeof *value);
  for (size_t i = 0; i < n; i++) value[i] = (cx_shrink_value){.y = y[i], .v = v[i]};
  cx_shrink out;
  if (!cx_shrink_fit(value, n, &out)) return 0;
  if (draws > 0 && !cx_shrink_rank(value, n, (uint64_t)seed, (uint32_t)draws, confidence))
    return luaL_error(L, "not enough memory");
  lua_createtable(L, 0, 6);
  set(L, "tau2", out.tau2);
  set(L, "start", out.start);
  set(L, "mean", out.mean);
  set(L, "mean_se", out.mean_se);
  set(L, "q", out.q);
  push_shrunk(L, value, n, draws > 0);
  lua_setfield(L, -2, "values");
  return 1;
}

void cx_bind_series(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"trend", trend}, {"trend_shares", trend_shares}, {"trend_order", trend_order},
      {"chart", chart}, {"shrink", shrink},             {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
