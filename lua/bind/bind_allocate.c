/*
** bind_allocate.c - core/infer for Lua: a budget divided among touchpoints, and normals to draw what is not sure
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      for each item a list of what 0, 1, 2 ... steps gain; the least and the most steps of each.
** Out:     the steps of each item; whether step by step was enough.
** Owns:    nothing; scratch is userdata on the stack.
**
** (1) Lists are composed by lua/cx, never by an analyst: what is wrong with one raises without ceremony.
*/
#include <math.h>

#include "bind/bind.h"
#include "bind/option.h"
#include "infer/allocate.h"
#include "infer/random.h"

/* The list at arg as steps; none above `most`. */
static size_t *read_steps(lua_State *L, int arg, size_t items, size_t highest) {
  luaL_checktype(L, arg, LUA_TTABLE);
  size_t *step = cx_option_scratch(L, items, sizeof *step);
  for (size_t i = 0; i < items; i++) {
    lua_rawgeti(L, arg, (lua_Integer)i + 1);
    lua_Integer n = luaL_checkinteger(L, -1);
    luaL_argcheck(L, n >= 0 && (size_t)n <= highest, arg, "a number of steps is wanted");
    step[i] = (size_t)n;
    lua_pop(L, 1);
  }
  return step;
}

static void read_gain(lua_State *L, size_t item, size_t width, double *gain) {
  lua_rawgeti(L, 1, (lua_Integer)item + 1);
  luaL_argcheck(L, lua_istable(L, -1) && lua_rawlen(L, -1) == width, 1, "lists of one length are wanted");
  for (size_t s = 0; s < width; s++) {
    lua_rawgeti(L, -1, (lua_Integer)s + 1);
    gain[item * width + s] = luaL_checknumber(L, -1);
    luaL_argcheck(L, isfinite(gain[item * width + s]), 1, "finite gains are wanted");
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* allocate(gains, least, most) -> steps of each, "greedy" | "dynamic programme" */
static int allocate(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t items = lua_rawlen(L, 1), sum = 0;
  luaL_argcheck(L, items > 0, 1, "an item is wanted");
  lua_rawgeti(L, 1, 1);
  luaL_argcheck(L, lua_istable(L, -1) && lua_rawlen(L, -1) > 0, 1, "gains from 0 steps on are wanted");
  size_t width = lua_rawlen(L, -1);
  lua_pop(L, 1);
  double *gain = cx_option_scratch(L, items * width, sizeof *gain);
  for (size_t i = 0; i < items; i++) read_gain(L, i, width, gain);
  size_t *least = read_steps(L, 2, items, width - 1), *most = read_steps(L, 3, items, width - 1);
  for (size_t i = 0; i < items; i++) {
    luaL_argcheck(L, least[i] <= most[i], 3, "the most is below the least");
    sum += least[i];
  }
  luaL_argcheck(L, sum < width, 2, "the least of all is more than there is");
  cx_allocate_job job = {.gain = gain, .least = least, .most = most, .items = items, .steps = width - 1};
  size_t *spend = cx_option_scratch(L, items, sizeof *spend);
  if (!cx_allocate(&job, spend)) return luaL_error(L, "not enough memory");
  lua_createtable(L, (int)items, 0);
  for (size_t i = 0; i < items; i++) {
    lua_pushinteger(L, (lua_Integer)spend[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_pushstring(L, cx_allocate_is_concave(&job) ? "greedy" : "dynamic programme");
  return 2;
}

/* normals(n, seed, cell, replicate) -> n standard normals */
static int normals(lua_State *L) {
  lua_Integer n = luaL_checkinteger(L, 1), cell = luaL_checkinteger(L, 3), replicate = luaL_checkinteger(L, 4);
  luaL_argcheck(L, n >= 0 && n <= 1000000, 1, "a number of draws is wanted");
  cx_random random = cx_random_stream((uint64_t)luaL_checkinteger(L, 2), (uint64_t)cell, (uint32_t)replicate);
  lua_createtable(L, (int)n, 0);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_pushnumber(L, cx_random_normal(&random));
    lua_rawseti(L, -2, i);
  }
  return 1;
}

void cx_bind_allocate(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"allocate", allocate},
      {"normals", normals},
      {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
