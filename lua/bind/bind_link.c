/*
** bind_link.c - core/infer for Lua: links of staff and customers, their reliability, agreement of rankings
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      lists of numbers; false in a panel where nothing was measured.
** Out:     plain tables; what is not defined is absent.
** Owns:    nothing; scratch is userdata on the stack.
**
** (1) Lists are composed by lua/cx, never by an analyst: what is wrong with one raises without ceremony.
*/
#include <math.h>

#include "bind/bind.h"
#include "bind/option.h"
#include "infer/agree.h"
#include "infer/link.h"

static void set(lua_State *L, const char *name, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
}

static void set_whole(lua_State *L, const char *name, size_t value) {
  lua_pushinteger(L, (lua_Integer)value);
  lua_setfield(L, -2, name);
}

static void set_flag(lua_State *L, const char *name, bool value) {
  lua_pushboolean(L, value);
  lua_setfield(L, -2, name);
}

/* The list at arg, n numbers or, where they may be missing, false, in scratch (1). */
static double *numbers(lua_State *L, int arg, size_t n, bool may_miss) {
  luaL_checktype(L, arg, LUA_TTABLE);
  luaL_argcheck(L, lua_rawlen(L, arg) == n, arg, "a list of the same length is wanted");
  double *list = cx_option_scratch(L, n, sizeof *list);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, arg, (lua_Integer)i + 1);
    bool missing = may_miss && lua_isboolean(L, -1);
    list[i] = missing ? NAN : luaL_checknumber(L, -1);
    luaL_argcheck(L, missing || isfinite(list[i]), arg, "finite numbers are wanted");
    lua_pop(L, 1);
  }
  return list;
}

static cx_link_options read_options(lua_State *L, int arg) {
  luaL_checktype(L, arg, LUA_TTABLE);
  return (cx_link_options){
      .lags = (size_t)cx_option_integer(L, arg, "lags", 0, 0, 10000),
      .within = cx_option_flag(L, arg, "within"),
      .seed = (uint64_t)cx_option_integer(L, arg, "seed", 1, LUA_MININTEGER, LUA_MAXINTEGER),
      .permutations = (uint32_t)cx_option_integer(L, arg, "permutations", 9999, 1, 1000000),
      .confidence = cx_option_number(L, arg, "confidence", 0.95),
  };
}

/* staff, customers, number of periods at 1, 2, 3 */
static cx_link_panel read_panel(lua_State *L, const cx_link_options *options) {
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t n = lua_rawlen(L, 1);
  lua_Integer periods = luaL_checkinteger(L, 3);
  luaL_argcheck(L, periods > 0 && n > 0 && n % (size_t)periods == 0, 3, "units by periods are wanted");
  luaL_argcheck(L, options->lags < (size_t)periods, 4, "fewer lags than periods are wanted");
  const double *staff = numbers(L, 1, n, true), *customers = numbers(L, 2, n, true);
  return (cx_link_panel){staff, customers, n / (size_t)periods, (size_t)periods};
}

static void push_lags(lua_State *L, const cx_link_lag *lag, size_t lags, bool tested) {
  lua_createtable(L, (int)(2 * lags + 1), 0);
  for (size_t i = 0; i <= 2 * lags; i++) {
    lua_createtable(L, 0, 9);
    lua_pushinteger(L, (lua_Integer)i - (lua_Integer)lags);
    lua_setfield(L, -2, "lag");
    if (lag[i].defined) {
      set(L, "value", lag[i].r);
      set_whole(L, "n", lag[i].pairs);
      set_whole(L, "units", lag[i].units);
    }
    if (lag[i].defined && tested) {
      set(L, "p", lag[i].p);
      set(L, "p_family", lag[i].p_family);
    }
    if (lag[i].bounded) {
      set(L, "se", lag[i].se);
      set(L, "low", lag[i].low);
      set(L, "high", lag[i].high);
    }
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* link(staff, customers, periods, { lags, within, seed, permutations, confidence })
** -> { lags = {...}, at, p, band, orders, exact }; nil when no lag has an r */
static int make(lua_State *L) {
  lua_settop(L, 4);
  cx_link_options options = read_options(L, 4);
  cx_link_panel panel = read_panel(L, &options);
  cx_link_lag *lag = cx_option_scratch(L, 2 * options.lags + 1, sizeof *lag);
  cx_link out;
  if (!cx_link_make(&panel, &options, lag, &out)) return luaL_error(L, "not enough memory");
  if (!out.defined) return 0;
  lua_createtable(L, 0, 6);
  push_lags(L, lag, options.lags, true);
  lua_setfield(L, -2, "lags");
  set_whole(L, "at", out.at + 1);
  set(L, "p", out.p);
  set(L, "band", out.band);
  set_whole(L, "orders", out.orders);
  set_flag(L, "exact", out.exact);
  return 1;
}

/* link_lead(the same) -> { { value, se, low, high, p } or false for each lag from 1 } */
static int lead(lua_State *L) {
  lua_settop(L, 4);
  cx_link_options options = read_options(L, 4);
  cx_link_panel panel = read_panel(L, &options);
  cx_link_contrast *list = cx_option_scratch(L, options.lags + 1, sizeof *list);
  if (!cx_link_lead(&panel, &options, list)) return luaL_error(L, "not enough memory");
  lua_createtable(L, (int)options.lags, 0);
  for (size_t i = 0; i < options.lags; i++) {
    if (list[i].defined) {
      lua_createtable(L, 0, 5);
      set(L, "value", list[i].value);
      set(L, "se", list[i].se);
      set(L, "low", list[i].low);
      set(L, "high", list[i].high);
      set(L, "p", list[i].p);
    } else {
      lua_pushboolean(L, 0);
    }
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* link_moderate(the same, { number of each unit's stratum, 0 for none }, strata, one lag or nil for all)
** -> { strata = { lags of each }, at, p, orders, exact } */
static int moderate(lua_State *L) {
  lua_settop(L, 7);
  cx_link_options options = read_options(L, 4);
  cx_link_panel panel = read_panel(L, &options);
  lua_Integer strata = luaL_checkinteger(L, 6);
  luaL_argcheck(L, strata >= 2 && strata <= 1000, 6, "two strata at least are wanted");
  lua_Integer most = (lua_Integer)options.lags, only = luaL_optinteger(L, 7, 0);
  luaL_argcheck(L, only >= -most && only <= most, 7, "one of the lags is wanted");
  const double *number = numbers(L, 5, panel.units, false);
  size_t places = 2 * options.lags + 1, n = (size_t)strata;
  uint32_t *stratum = cx_option_scratch(L, panel.units, sizeof *stratum);
  for (size_t u = 0; u < panel.units; u++)
    stratum[u] = number[u] >= 1 && number[u] <= (double)n ? (uint32_t)number[u] - 1 : (uint32_t)n;
  cx_link_lag *lag = cx_option_scratch(L, n * places, sizeof *lag);
  cx_link out;
  size_t place = lua_isnil(L, 7) ? CX_LINK_ALL : (size_t)(only + most);
  if (!cx_link_moderate(&panel, &options, stratum, n, place, lag, &out)) return luaL_error(L, "not enough memory");
  lua_createtable(L, 0, 5);
  lua_createtable(L, (int)n, 0);
  for (size_t g = 0; g < n; g++) {
    push_lags(L, lag + g * places, options.lags, false);
    lua_rawseti(L, -2, (lua_Integer)g + 1);
  }
  lua_setfield(L, -2, "strata");
  set_whole(L, "at", out.at + 1);
  if (out.defined) set(L, "p", out.p);
  set_whole(L, "orders", out.orders);
  set_flag(L, "exact", out.exact);
  return 1;
}

/* icc(answers, means, sums of squares, confidence) -> { k, icc1, icc1_low ... }, or nil */
static int icc(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t n = lua_rawlen(L, 1);
  const double *people = numbers(L, 1, n, false), *mean = numbers(L, 2, n, false), *squares = numbers(L, 3, n, false);
  cx_link_reliability r;
  cx_link_icc(people, mean, squares, n, luaL_checknumber(L, 4), &r);
  if (!r.defined) return 0;
  lua_createtable(L, 0, 7);
  set(L, "k", r.k);
  set(L, "icc1", r.icc1);
  set(L, "icc1_low", r.icc1_low);
  set(L, "icc1_high", r.icc1_high);
  set(L, "icc2", r.icc2);
  set(L, "icc2_low", r.icc2_low);
  set(L, "icc2_high", r.icc2_high);
  return 1;
}

/* agree(a, b, confidence, seed, permutations) -> { value, low, high, se, p, orders, exact }, or nil */
static int agree(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t n = lua_rawlen(L, 1);
  const double *a = numbers(L, 1, n, false), *b = numbers(L, 2, n, false);
  double confidence = luaL_checknumber(L, 3);
  lua_Integer seed = luaL_checkinteger(L, 4), permutations = luaL_checkinteger(L, 5);
  luaL_argcheck(L, permutations >= 1 && permutations <= 1000000, 5, "a number of permutations is wanted");
  cx_agree out;
  if (!cx_agree_make(a, b, n, confidence, (uint64_t)seed, (uint32_t)permutations, &out))
    return luaL_error(L, "not enough memory");
  if (!out.defined) return 0;
  lua_createtable(L, 0, 7);
  set(L, "value", out.tau);
  set(L, "p", out.p);
  set_whole(L, "orders", out.orders);
  set_flag(L, "exact", out.exact);
  if (!out.bounded) return 1;
  set(L, "se", out.se);
  set(L, "low", out.low);
  set(L, "high", out.high);
  return 1;
}

void cx_bind_link(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"link", make}, {"link_lead", lead}, {"link_moderate", moderate}, {"icc", icc}, {"agree", agree}, {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
