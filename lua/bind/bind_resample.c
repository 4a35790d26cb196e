/*
** bind_resample.c - core/infer for Lua: bootstrap and jackknife
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      a tally's box and where each answer belongs (scored.h), or lists of numbers.
** Out:     resampled errors as plain tables.
** Owns:    nothing; scratch is userdata on the stack.
**
** (1) Lists are composed by lua/cx, never by an analyst: what is wrong with one raises without ceremony.
*/
#include <math.h>

#include "bind/bind.h"
#include "bind/option.h"
#include "bind/scored.h"
#include "bind/tally_box.h"
#include "infer/resample.h"

static void set(lua_State *L, const char *name, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
}

static cx_resample_options read_options(lua_State *L, int arg) {
  luaL_checktype(L, arg, LUA_TTABLE);
  return (cx_resample_options){
      .seed = (uint64_t)cx_option_integer(L, arg, "seed", 1, LUA_MININTEGER, LUA_MAXINTEGER),
      .replicates = (uint32_t)cx_option_integer(L, arg, "replicates", 2000, 2, 1000000),
      .threads = (unsigned)cx_option_integer(L, arg, "threads", 1, 1, 1024),
      .confidence = cx_option_number(L, arg, "confidence", 0.95),
  };
}

static void push_result(lua_State *L, const cx_resample_result *r) {
  lua_createtable(L, 0, 8);
  if (!r->defined) return;
  set(L, "value", r->value);
  set(L, "mean", r->mean);
  set(L, "se", r->se);
  set(L, "low", r->low);
  set(L, "high", r->high);
}

/* bootstrap(tally, question, { place, score, reason }, { seed, replicates, threads, confidence })
** -> list, one a group: { value, mean, se, low, high, n, missing } */
static int bootstrap(lua_State *L) {
  lua_settop(L, 4);
  cx_scored p = cx_scored_read(L, 1);
  cx_resample_options options = read_options(L, 4);
  size_t groups = cx_tally_n_groups(p.tally);
  uint64_t *n = cx_option_scratch(L, groups * p.scores, sizeof *n);
  uint64_t *missing = cx_option_scratch(L, groups * p.reasons, sizeof *missing);
  double *score = cx_option_scratch(L, p.scores, sizeof *score);
  cx_resample_result *result = cx_option_scratch(L, groups, sizeof *result);
  for (size_t i = 0; i < p.scores; i++) score[i] = p.score[i].score;
  for (size_t g = 0; g < groups; g++) {
    size_t cells;
    const cx_tally_cell *cell = cx_tally_cells(p.tally, p.question, g, &cells);
    for (size_t i = 0; i < cells; i++) {
      int32_t place = p.place[cell[i].answer];
      if (place >= 0) n[g * p.scores + (size_t)place] += cell[i].count.n;
      else missing[g * p.reasons + (size_t)(-place - 1)] += cell[i].count.n;
    }
  }
  if (!cx_resample_scores(n, groups, p.scores, score, &options, result)) return luaL_error(L, "not enough memory");
  lua_createtable(L, (int)groups, 0);
  for (size_t g = 0; g < groups; g++) {
    lua_Integer people = 0;
    for (size_t i = 0; i < p.scores; i++) people += (lua_Integer)n[g * p.scores + i];
    push_result(L, &result[g]);
    lua_pushinteger(L, people);
    lua_setfield(L, -2, "n");
    cx_scored_missing(L, 3, missing + g * p.reasons, p.reasons);
    lua_rawseti(L, -2, (lua_Integer)g + 1);
  }
  return 1;
}

/* resample({ people of each answer }, seed, cell, replicate) -> the same list, drawn again */
static int resample(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t n = lua_rawlen(L, 1);
  lua_Integer cell = luaL_checkinteger(L, 3), replicate = luaL_checkinteger(L, 4);
  cx_random random = cx_random_stream((uint64_t)luaL_checkinteger(L, 2), (uint64_t)cell, (uint32_t)replicate);
  uint64_t *people = cx_option_scratch(L, 2 * n, sizeof *people);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, 1, (lua_Integer)i + 1);
    lua_Integer count = luaL_checkinteger(L, -1);
    luaL_argcheck(L, count >= 0, 1, "counts are wanted");
    people[i] = (uint64_t)count;
    lua_pop(L, 1);
  }
  cx_resample_histogram(&random, people, n, people + n);
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_pushinteger(L, (lua_Integer)people[n + i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static double *read_values(lua_State *L, int arg, size_t least, size_t *n) {
  luaL_checktype(L, arg, LUA_TTABLE);
  *n = lua_rawlen(L, arg);
  luaL_argcheck(L, *n >= least, arg, "more values are wanted");
  double *value = cx_option_scratch(L, *n, sizeof *value);
  for (size_t i = 0; i < *n; i++) {
    lua_rawgeti(L, arg, (lua_Integer)i + 1);
    value[i] = luaL_checknumber(L, -1);
    luaL_argcheck(L, isfinite(value[i]), arg, "finite numbers are wanted");
    lua_pop(L, 1);
  }
  return value;
}

/* resample_sum_up(values, confidence) -> { mean, se, low, high } */
static int resample_sum_up(lua_State *L) {
  size_t n;
  double *value = read_values(L, 1, 2, &n);
  cx_resample_result r = {.defined = true};
  cx_resample_sum_up(value, (uint32_t)n, luaL_checknumber(L, 2), &r);
  push_result(L, &r);
  lua_pushnil(L);
  lua_setfield(L, -2, "value");
  return 1;
}

/* replicates(values, factors, how many there are of each) -> standard error */
static int replicates(lua_State *L) {
  size_t n, factors, counts;
  const double *theta = read_values(L, 1, 1, &n), *factor = read_values(L, 2, 1, &factors);
  const double *times = read_values(L, 3, 1, &counts);
  luaL_argcheck(L, factors == n && counts == n, 2, "one for each value is wanted");
  lua_pushnumber(L, cx_resample_replicates(theta, factor, times, n));
  return 1;
}

void cx_bind_resample(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"bootstrap", bootstrap},
      {"resample", resample},
      {"resample_sum_up", resample_sum_up},
      {"replicates", replicates},
      {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
