/* shape.c - see shape.h */
#include "bind/shape.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>

#include "bind/option.h"

static const double MOST_SCORE = 1e15; /* what estimate.h takes */

static cx_method method_of(lua_State *L, const char *name) {
  cx_method method;
  if (cx_interval_named(name, &method)) return method;
  luaL_Buffer known;
  luaL_buffinit(L, &known);
  for (int i = CX_METHOD_AUTO; i < CX_METHOD_EQUAL; i++) {
    if (i > 0) luaL_addstring(&known, ", ");
    luaL_addstring(&known, cx_interval_name((cx_method)i));
  }
  luaL_pushresult(&known);
  luaL_error(L, "interval: '%s' is not known; there are %s", name, lua_tostring(L, -1));
  return CX_METHOD_AUTO;
}

cx_estimate_options cx_shape_options(lua_State *L, int index, double design_n) {
  double confidence = 0.95;
  cx_method method = CX_METHOD_AUTO;
  bool weighted = true;
  if (!lua_isnoneornil(L, index)) {
    luaL_checktype(L, index, LUA_TTABLE);
    confidence = cx_option_number(L, index, "confidence", confidence);
    if (!(confidence > 0 && confidence < 1))
      luaL_error(L, "confidence: a number between 0 and 1 is wanted, such as 0.95");
    cx_text name = cx_option_text(L, index, "interval");
    if (name.at) method = method_of(L, name.at);
    if (cx_option_has(L, index, "weighted")) weighted = cx_option_flag(L, index, "weighted");
  }
  return cx_estimate_options_make(confidence, method, weighted, design_n);
}

void cx_shape_estimate(lua_State *L, const cx_cell *cell, size_t n_cells, double design_n,
                       const cx_estimate_options *options, cx_estimate *out) {
  for (size_t i = 0; i < n_cells; i++)
    if (!(fabs(cell[i].score) <= MOST_SCORE))
      luaL_error(L, "a score is a finite number up to 1e15");
  if (n_cells == 0) luaL_error(L, "a metric needs at least one score");
  if (cx_estimate_make(cell, n_cells, design_n, options, out)) return;
  luaL_error(L, "interval '%s' needs %s; t serves any metric", cx_interval_name(options->method),
             cx_interval_needs(options->method));
}

/* ---- the table ---- */

/* (3) */
static void set_count(lua_State *L, const char *name, double value) {
  if (value == floor(value) && fabs(value) < 9e15) lua_pushinteger(L, (lua_Integer)value);
  else lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
}

static void set_number(lua_State *L, const char *name, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
}

static void set_method(lua_State *L, const cx_estimate *e) {
  char percent[32];
  const char *name = cx_interval_name(e->method);
  lua_pushstring(L, name);
  lua_setfield(L, -2, "interval");
  snprintf(percent, sizeof percent, "%.6g", 100 * e->confidence);
  lua_pushfstring(L, "%s %s %%", name, percent);
  lua_setfield(L, -2, "method");
}

void cx_shape_push(lua_State *L, const cx_estimate *e) {
  lua_createtable(L, 0, 18);
  set_count(L, "n", e->n);
  set_number(L, "n_effective", e->n_effective);
  if (!e->defined) return; /* (2) */
  set_number(L, "value", e->value);
  set_number(L, "se", e->se);
  set_number(L, "low", e->low);
  set_number(L, "high", e->high);
  set_method(L, e);
  set_number(L, "confidence", e->confidence);
  set_number(L, "centre", e->centre);
  set_number(L, "centre_se", e->centre_se);
  set_count(L, "df", e->df);
  set_number(L, "n_interval", e->n_interval);
  set_number(L, "spread", e->spread);
  set_number(L, "lowest", e->lowest);
  set_number(L, "highest", e->highest);
}

static double get(lua_State *L, int index, const char *name) {
  int is_number;
  lua_getfield(L, index, name);
  double value = lua_tonumberx(L, -1, &is_number);
  if (!is_number || !isfinite(value))
    luaL_error(L, "not an estimate: its %s is no finite number", name);
  lua_pop(L, 1);
  return value;
}

static cx_method get_method(lua_State *L, int index) {
  cx_text name = cx_option_text(L, index, "interval");
  if (!name.at) luaL_error(L, "not an estimate: it has no interval");
  if (cx_text_equal(name, cx_text_of(cx_interval_name(CX_METHOD_EQUAL)))) return CX_METHOD_EQUAL;
  return method_of(L, name.at);
}

cx_estimate cx_shape_read(lua_State *L, int index) {
  index = lua_absindex(L, index);
  luaL_checktype(L, index, LUA_TTABLE);
  cx_estimate e = {.defined = cx_option_has(L, index, "value")};
  if (!e.defined) return e; /* (2) */
  e.method = get_method(L, index);
  const struct {
    const char *name;
    double *at;
  } field[] = {
      {"value", &e.value},           {"se", &e.se},
      {"low", &e.low},               {"high", &e.high},
      {"n", &e.n},                   {"n_effective", &e.n_effective},
      {"confidence", &e.confidence}, {"centre", &e.centre},
      {"centre_se", &e.centre_se},   {"df", &e.df},
      {"n_interval", &e.n_interval}, {"spread", &e.spread},
      {"lowest", &e.lowest},         {"highest", &e.highest},
  };
  for (size_t i = 0; i < sizeof field / sizeof *field; i++)
    *field[i].at = get(L, index, field[i].name);
  if (!(e.confidence > 0 && e.confidence < 1))
    luaL_error(L, "not an estimate: its confidence is not between 0 and 1");
  return e;
}
