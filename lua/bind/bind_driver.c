/*
** bind_driver.c - core/infer for Lua: what an outcome goes with
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      moments; which rows; the bucket left out; the outcome and its drivers, by number from 1.
** Out:     a table of lists, one entry for each driver in the order given; shares of groups.
** Owns:    nothing: scratch is userdata.
*/
#include <math.h>

#include "bind/bind.h"
#include "bind/moment_box.h"
#include "bind/option.h"
#include "infer/comatrix.h"
#include "infer/driver.h"

static const char *const ways[] = {"none", "exact", "sampled", NULL};

/* What is asked. */
typedef struct asked {
  size_t p, variable[CX_SHAPLEY_MOST + 1]; /* the outcome last */
  size_t n_groups, size[CX_SHAPLEY_MOST];
  bool grouped;
} asked;

static void read_variables(lua_State *L, const cx_moments *moments, asked *a) {
  lua_Integer n = (lua_Integer)cx_moment_shaped(moments).n, outcome = luaL_checkinteger(L, 4);
  luaL_checktype(L, 5, LUA_TTABLE);
  a->p = lua_rawlen(L, 5);
  luaL_argcheck(L, a->p >= 1 && a->p <= CX_SHAPLEY_MOST, 5, "1 to 63 drivers are wanted");
  for (size_t i = 0; i <= a->p; i++) {
    lua_Integer number = outcome;
    if (i < a->p) {
      lua_rawgeti(L, 5, (lua_Integer)i + 1);
      number = luaL_checkinteger(L, -1);
      lua_pop(L, 1);
    }
    luaL_argcheck(L, number >= 1 && number <= n, i < a->p ? 5 : 4, "no such variable");
    a->variable[i] = (size_t)number - 1;
  }
}

static void read_groups(lua_State *L, asked *a) {
  size_t sum = 0;
  a->n_groups = cx_option_list(L, 6, "groups");
  a->grouped = a->n_groups > 0;
  luaL_argcheck(L, a->n_groups <= a->p, 6, "more groups than drivers");
  for (size_t i = 0; i < a->n_groups; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    lua_Integer size = luaL_checkinteger(L, -1);
    luaL_argcheck(L, size >= 1 && size <= (lua_Integer)a->p, 6, "no such size of a group");
    sum += a->size[i] = (size_t)size;
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  luaL_argcheck(L, !a->grouped || sum == a->p, 6, "groups of all drivers are wanted");
  if (!a->grouped) a->n_groups = a->p;
}

static void set_list(lua_State *L, const char *name, const double *value, size_t n) {
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_pushnumber(L, value[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, name);
}

static void set(lua_State *L, const char *name, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
}

/* The Shapley values, as the options at 6 want them; the table of answers is on top. */
static cx_status share(lua_State *L, const double *r, const asked *a, cx_error *error) {
  double value[CX_SHAPLEY_MOST], se[CX_SHAPLEY_MOST];
  const size_t *size = a->grouped ? a->size : NULL;
  int way = cx_option_word(L, 6, "lmg", 0, ways);
  if (way == 0) return CX_OK;
  luaL_argcheck(L, way != 1 || a->n_groups <= CX_SHAPLEY_EXACT, 6, "exact shares are of 26 groups at most");
  cx_status status;
  if (way == 1) {
    unsigned threads = (unsigned)cx_option_integer(L, 6, "threads", 2, 1, 64);
    status = cx_shapley(r, a->p, size, a->n_groups, threads, value, error);
  } else {
    size_t twins = (size_t)cx_option_integer(L, 6, "twins", 1000, 2, 1000000);
    uint64_t seed = (uint64_t)cx_option_integer(L, 6, "seed", 1, 0, INT64_MAX);
    status = cx_shapley_sample(r, a->p, size, a->n_groups, twins, seed, value, se, error);
    if (status == CX_OK) set_list(L, "lmg_se", se, a->n_groups);
  }
  if (status == CX_OK) set_list(L, "lmg", value, a->n_groups);
  return status;
}

/* What cx_driver_make made; the table of answers is on top. */
static void tell(lua_State *L, const cx_driver *made, size_t p) {
  const struct {
    const char *name;
    const double *value;
  } lists[] = {{"beta", made->beta}, {"pratt", made->pratt}, {"first", made->first},    {"last", made->last},
               {"vif", made->vif},   {"car", made->car},     {"johnson", made->johnson}};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) set_list(L, lists[i].name, lists[i].value, p);
  lua_createtable(L, (int)p, 0);
  for (size_t i = 0; i < p; i++) {
    lua_pushboolean(L, made->collinear[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "collinear");
  set(L, "r_squared", made->r_squared);
  set(L, "least", made->least);
  set(L, "lambda", made->lambda);
  set(L, "condition", made->condition);
  lua_pushinteger(L, (lua_Integer)made->rank);
  lua_setfield(L, -2, "rank");
}

/* The rows of the matrices that Lua wants beside: the outcome's correlations, means, spreads; harmonic mean of n. */
static void describe(lua_State *L, const cx_comatrix *m, size_t p) {
  double with[CX_SHAPLEY_MOST], spread[CX_SHAPLEY_MOST + 1], inverse = 0;
  size_t n = p + 1;
  for (size_t i = 0; i < p; i++) with[i] = m->correlation[i * n + p];
  for (size_t i = 0; i < n; i++) spread[i] = sqrt(fmax(m->covariance[i * n + i], 0));
  for (size_t i = 0; i < n * n; i++) inverse += m->n[i] > 0 ? 1 / m->n[i] : INFINITY;
  set_list(L, "correlation", with, p);
  set_list(L, "mean", m->mean, n);
  set_list(L, "spread", spread, n);
  set(L, "n", (double)(n * n) / inverse);
}

/* driver(moments, "pairwise" | "listwise", bucket left out or 0, outcome, drivers,
**        { lmg = "exact" | "sampled", groups = { sizes }, twins =, seed =, threads = }) -> lists by driver */
static int driver(lua_State *L) {
  lua_settop(L, 6);
  const cx_moments *moments = cx_moment_box_at(L, 1);
  cx_moment_rows rows = cx_moment_rows_at(L, 2);
  lua_Integer without = luaL_checkinteger(L, 3);
  luaL_argcheck(L, without >= 0 && without <= (lua_Integer)cx_moment_shaped(moments).n_buckets, 3, "no such bucket");
  luaL_checktype(L, 6, LUA_TTABLE);
  asked a = {0};
  read_variables(L, moments, &a);
  read_groups(L, &a);
  size_t n = a.p + 1;
  double *square = cx_option_scratch(L, 3 * n * n + n, sizeof *square), *list = cx_option_scratch(L, 7 * n, sizeof *list);
  bool *collinear = cx_option_scratch(L, n, sizeof *collinear);
  cx_comatrix m = {square, square + 3 * n * n, square + n * n, square + 2 * n * n};
  cx_driver made = {list, list + n, list + 2 * n, list + 3 * n, list + 4 * n, list + 5 * n, list + 6 * n, collinear,
                    0, 0, 0, 0, 0};
  uint32_t bucket = without == 0 ? CX_MOMENT_BUCKETS : (uint32_t)without - 1;
  cx_error error = {0};
  cx_status status = cx_comatrix_make(moments, rows, bucket, a.variable, n, &m, &error);
  lua_createtable(L, 0, 20);
  if (status == CX_OK) describe(L, &m, a.p);
  if (status == CX_OK && rows == CX_MOMENT_PAIRWISE)
    status = cx_driver_mend(m.correlation, a.p, &made.least, &made.lambda, &error);
  if (status == CX_OK) status = cx_driver_make(m.correlation, a.p, &made, &error);
  if (status == CX_OK) status = share(L, m.correlation, &a, &error);
  if (status != CX_OK) return cx_option_fail(L, &error);
  tell(L, &made, a.p);
  return 1;
}

void cx_bind_driver(lua_State *L) {
  static const luaL_Reg functions[] = {{"driver", driver}, {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
}
