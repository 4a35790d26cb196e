/*
** bind_rake.c - core/infer for Lua: raked weights of a tally
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      a tally's box; margins.
** Out:     a box of raked weights, their factors, what was reached.
** Owns:    nothing after a call: the box owns its weights.
**
** (1) The joint cells are the groups of the tally. A margin's level is found by the group's labels, joined
**     by the byte 31 when there are several columns.
** (2) What raking refuses is nil, a word and its place; lua/cx makes the sentence.
** (3) Lists are composed by lua/cx, never by an analyst: what is wrong with one raises without ceremony.
*/
#include <math.h>

#include "bind/bind.h"
#include "bind/option.h"
#include "bind/rake_box.h"
#include "bind/tally_box.h"

static void discard(void *resource) { cx_rake_free(resource); }

cx_rake *cx_rake_box_at(lua_State *L, int index) { return cx_box_open(L, index, CX_RAKE_TYPE, "raked weights"); }

static void set(lua_State *L, const char *name, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
}

/* ---- raking ---- */

/* Pushes the key of a group in the columns of the list at index (1). */
static void push_key(lua_State *L, const cx_tally *tally, size_t group, int columns, size_t n) {
  luaL_Buffer key;
  luaL_buffinit(L, &key);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, columns, (lua_Integer)i + 1);
    lua_Integer by = lua_tointeger(L, -1);
    lua_pop(L, 1);
    if (by < 1 || (size_t)by > cx_tally_n_by(tally)) luaL_error(L, "no such column");
    cx_text label = cx_tally_label(tally, group, (size_t)by - 1);
    if (i > 0) luaL_addchar(&key, '\x1f');
    luaL_addlstring(&key, label.at, label.length);
  }
  luaL_pushresult(&key);
}

/* Levels of all groups in the margin at index; 0 when a key has none, which is then pushed. */
static uint32_t *read_levels(lua_State *L, const cx_tally *tally, int margin, size_t n_levels) {
  size_t groups = cx_tally_n_groups(tally);
  uint32_t *level = cx_option_scratch(L, groups, sizeof *level);
  size_t n = cx_option_list(L, margin, "columns");
  int columns = lua_gettop(L);
  lua_getfield(L, margin, "level");
  luaL_checktype(L, -1, LUA_TTABLE);
  for (size_t group = 0; group < groups; group++) {
    push_key(L, tally, group, columns, n);
    lua_pushvalue(L, -1);
    lua_rawget(L, columns + 1);
    lua_Integer at = lua_tointeger(L, -1);
    if (at < 1 || (size_t)at > n_levels) {
      lua_pop(L, 1);
      return NULL;
    }
    level[group] = (uint32_t)at - 1;
    lua_pop(L, 2);
  }
  return level;
}

static double *read_targets(lua_State *L, int margin, size_t *n) {
  *n = cx_option_list(L, margin, "target");
  int list = lua_gettop(L);
  double *target = cx_option_scratch(L, *n, sizeof *target);
  for (size_t i = 0; i < *n; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    target[i] = luaL_checknumber(L, -1);
    lua_pop(L, 1);
  }
  return target;
}

/* The joint cells of a tally; unweighted, each person weighs 1. */
static void read_cells(lua_State *L, const cx_tally *tally, bool weighted, cx_rake_spec *spec) {
  size_t groups = cx_tally_n_groups(tally);
  double *n = cx_option_scratch(L, groups, sizeof *n), *w = cx_option_scratch(L, groups, sizeof *w);
  double *q = cx_option_scratch(L, groups, sizeof *q);
  for (size_t i = 0; i < groups; i++) {
    cx_count count = cx_tally_group(tally, i);
    n[i] = (double)count.n;
    w[i] = weighted ? cx_wide_number(count.w) : n[i];
    q[i] = weighted ? cx_wide_number(count.w2) : n[i];
  }
  spec->cells = groups;
  spec->n = n;
  spec->w = w;
  spec->q = q;
  spec->design_n = (double)cx_tally_design(tally).n;
}

static const char *word_of(cx_rake_outcome outcome) {
  static const char *const WORD[] = {"fine", "no_memory", "many", "target", "sum", "empty", "apart", "unlike", "tight"};
  return WORD[outcome];
}

/* The margins, listed at 2; the number of one with a group that has no target, then with its key on top, or 0. */
static size_t read_margins(lua_State *L, const cx_tally *tally, cx_rake_spec *spec) {
  const uint32_t **level = cx_option_scratch(L, spec->margins, sizeof *level);
  const double **target = cx_option_scratch(L, spec->margins, sizeof *target);
  size_t *levels = cx_option_scratch(L, spec->margins, sizeof *levels);
  for (size_t m = 0; m < spec->margins; m++) {
    lua_rawgeti(L, 2, (lua_Integer)m + 1);
    int margin = lua_gettop(L);
    luaL_checktype(L, margin, LUA_TTABLE);
    target[m] = read_targets(L, margin, &levels[m]);
    level[m] = read_levels(L, tally, margin, levels[m]);
    if (!level[m]) return m + 1;
  }
  spec->level = level;
  spec->target = target;
  spec->levels = levels;
  return 0;
}

/* nil, word, margin, level, value (2) */
static int refuse(lua_State *L, cx_rake_outcome outcome, const cx_rake_place *place) {
  lua_pushnil(L);
  lua_pushstring(L, word_of(outcome));
  lua_pushinteger(L, (lua_Integer)place->margin + 1);
  lua_pushinteger(L, (lua_Integer)place->level + 1);
  lua_pushnumber(L, place->value);
  return 5;
}

/* rake(tally, { { columns =, level = { key -> number }, target = {...} } ... }, weighted, sweeps)
** -> box | nil, word, margin, level or the key that has no target, value */
static int rake(lua_State *L) {
  const cx_tally *tally = cx_tally_box_at(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  size_t n = lua_rawlen(L, 2);
  luaL_argcheck(L, n >= 1, 2, "a margin is wanted");
  lua_Integer sweeps = luaL_checkinteger(L, 4);
  luaL_argcheck(L, sweeps >= 1 && sweeps <= 1000000, 4, "a number of sweeps is wanted");
  cx_rake_spec spec = {.margins = n, .sweeps = (unsigned)sweeps};
  luaL_checkstack(L, (int)n * 8 + 20, "too many margins");
  read_cells(L, tally, lua_toboolean(L, 3), &spec);
  size_t strange = read_margins(L, tally, &spec);
  if (strange > 0) {
    lua_pushnil(L);
    lua_pushliteral(L, "no target");
    lua_pushinteger(L, (lua_Integer)strange);
    lua_pushvalue(L, -4); /* the key */
    return 4;
  }
  cx_box *box = cx_box_new(L, CX_RAKE_TYPE, discard);
  cx_rake *out = NULL;
  cx_rake_place place = {0};
  cx_rake_outcome outcome = cx_rake_new(&out, &spec, &place);
  box->resource = out;
  return outcome ? refuse(L, outcome, &place) : 1;
}

/* rake_trim(raked, times) -> true | nil, word */
static int rake_trim(lua_State *L) {
  double times = luaL_checknumber(L, 2);
  luaL_argcheck(L, times > 1 && isfinite(times), 2, "more than 1 is wanted");
  cx_rake_outcome outcome = cx_rake_trim(cx_rake_box_at(L, 1), times);
  lua_pushboolean(L, 1);
  if (!outcome) return 1;
  lua_pushnil(L);
  lua_pushstring(L, word_of(outcome));
  return 2;
}

/* The list of numbers at arg, one for each group of the tally, in scratch. */
static double *read_sums(lua_State *L, int arg, size_t n) {
  luaL_checktype(L, arg, LUA_TTABLE);
  luaL_argcheck(L, lua_rawlen(L, arg) == n, arg, "a number for each group is wanted");
  double *sum = cx_option_scratch(L, n, sizeof *sum);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, arg, (lua_Integer)i + 1);
    sum[i] = luaL_checknumber(L, -1);
    lua_pop(L, 1);
  }
  return sum;
}

/* rake_again(raked, groups, { weight of each group }) -> list of their factors | nil, word, margin, level, value */
static int rake_again(lua_State *L) {
  lua_settop(L, 3);
  const cx_rake *raked = cx_rake_box_at(L, 1);
  size_t n = cx_tally_n_groups(cx_tally_box_at(L, 2));
  const double *w = read_sums(L, 3, n);
  double *x = cx_option_scratch(L, n, sizeof *x);
  cx_rake_place place = {0};
  cx_rake_outcome outcome = cx_rake_again(raked, w, x, &place);
  if (outcome) return refuse(L, outcome, &place);
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_pushnumber(L, w[i] > 0 ? x[i] / w[i] : 1);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* rake_taken(raked, groups, { sum of a variable over each group's people }, { of weight times it })
** -> list of what the margins take from it in each group */
static int rake_taken(lua_State *L) {
  lua_settop(L, 4);
  const cx_rake *raked = cx_rake_box_at(L, 1);
  size_t n = cx_tally_n_groups(cx_tally_box_at(L, 2));
  const double *sum = read_sums(L, 3, n), *weighted = read_sums(L, 4, n);
  double *scratch = cx_option_scratch(L, cx_rake_scratch(raked), sizeof *scratch);
  cx_rake_residualise(raked, sum, weighted, scratch);
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_pushnumber(L, cx_rake_taken(raked, scratch, i));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* rake_factors(raked, groups) -> list of the factor of each group */
static int rake_factors(lua_State *L) {
  const cx_rake *raked = cx_rake_box_at(L, 1);
  const cx_tally *tally = cx_tally_box_at(L, 2);
  size_t n = cx_tally_n_groups(tally);
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_pushnumber(L, cx_rake_factor(raked, i));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* rake_level(raked, margin, level) -> people, weight before, target, weight now; numbers made by rake */
static int rake_level(lua_State *L) {
  cx_rake_level level =
      cx_rake_level_at(cx_rake_box_at(L, 1), (size_t)luaL_checkinteger(L, 2) - 1, (size_t)luaL_checkinteger(L, 3) - 1);
  lua_pushinteger(L, (lua_Integer)level.n);
  lua_pushnumber(L, level.before);
  lua_pushnumber(L, level.target);
  lua_pushnumber(L, level.after);
  return 4;
}

/* rake_sum_up(raked) -> { sweeps, error, lowest, highest, n, weight, effect_before, effect_after, ... } */
static int rake_sum_up(lua_State *L) {
  cx_rake_summary s = cx_rake_sum_up(cx_rake_box_at(L, 1));
  lua_createtable(L, 0, 11);
  lua_pushinteger(L, s.sweeps);
  lua_setfield(L, -2, "sweeps");
  lua_pushinteger(L, (lua_Integer)s.n);
  lua_setfield(L, -2, "n");
  lua_pushinteger(L, (lua_Integer)s.trimmed);
  lua_setfield(L, -2, "trimmed");
  set(L, "error", s.error);
  set(L, "lowest", s.lowest);
  set(L, "highest", s.highest);
  set(L, "weight", s.weight);
  set(L, "effect_before", s.effect_before);
  set(L, "effect_after", s.effect_after);
  set(L, "cap", s.cap);
  set(L, "moved", s.moved);
  return 1;
}

void cx_bind_rake(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"rake", rake},
      {"rake_trim", rake_trim},
      {"rake_again", rake_again},
      {"rake_taken", rake_taken},
      {"rake_factors", rake_factors},
      {"rake_level", rake_level},
      {"rake_sum_up", rake_sum_up},
      {NULL, NULL},
  };
  static const luaL_Reg none[] = {{NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  cx_box_type(L, CX_RAKE_TYPE, none);
  lua_pop(L, 1);
}
