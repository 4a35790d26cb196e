/*
** bind_crosstab.c - tests of groups by answers in samples with weights, strata or clusters, for Lua
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      a plain table: what each PSU adds to the cells, and the strata.  Out: one test as a plain table.
** Owns:    nothing: scratch is userdata on the stack.
**
** (1) core.crosstab("independence" | "rank", { rows =, columns =, parts =, psus =, population =, lonely = }): parts are five
**     numbers each: stratum, cell (row by row), w, q, kind; by stratum, ascending. Kind: 0 people who are PSUs themselves,
**     1 a PSU's first part, 2 a further part of the same.
** (2) { statistic, df, df2, p, effect }; what is not defined is absent. nil and how many strata have one PSU, when the
**     policy is to fail.
** (3) A table of more than 2,000 cells is refused, as are numbers out of range.
*/
#include <lauxlib.h>
#include <math.h>

#include "bind/bind.h"
#include "bind/option.h"
#include "infer/crosstab.h"

enum { FIELDS = 5, MOST_CELLS = 2000 };

/* Number i of the list on top. */
static double at(lua_State *L, size_t i) {
  int is_number;
  lua_rawgeti(L, -1, (lua_Integer)i);
  double x = lua_tonumberx(L, -1, &is_number);
  lua_pop(L, 1);
  if (!is_number || !isfinite(x) || x < 0) luaL_error(L, "number %I of a list is none, or out of range", (LUAI_UACINT)i);
  return x;
}

static size_t size(lua_State *L, const char *name) {
  double n = cx_option_number(L, 2, name, 0);
  if (!(n >= 1 && n <= MOST_CELLS)) luaL_error(L, "%s: 1 to %d are wanted", name, MOST_CELLS);
  return (size_t)n;
}

static void read_strata(lua_State *L, cx_crosstab *table) {
  size_t n = cx_option_list(L, 2, "psus");
  cx_stratum *stratum = cx_option_scratch(L, n, sizeof *stratum);
  lua_getfield(L, 2, "psus");
  for (size_t h = 0; h < n; h++) stratum[h].psus = at(L, h + 1);
  luaL_argcheck(L, cx_option_list(L, 2, "population") == n, 2, "a population for each stratum is wanted");
  for (size_t h = 0; h < n; h++) stratum[h].population = at(L, h + 1);
  cx_text word = cx_option_text(L, 2, "lonely");
  table->lonely = CX_LONELY_ADJUST;
  if (word.at && !cx_design_lonely_named(word.at, &table->lonely)) luaL_error(L, "lonely: '%s' is no policy", word.at);
  table->stratum = stratum;
  table->n_strata = n;
}

/* A part; the one before it, or NULL. */
static cx_crosstab_part read_part(lua_State *L, const cx_crosstab *table, size_t i, const cx_crosstab_part *before) {
  double stratum = at(L, FIELDS * i + 1), cell = at(L, FIELDS * i + 2), kind = at(L, FIELDS * i + 5);
  if (!(stratum >= 1 && stratum <= (double)table->n_strata && cell >= 1 &&
        cell <= (double)(table->n_rows * table->n_columns)))
    luaL_error(L, "part %I lies outside the table", (LUAI_UACINT)i + 1);
  cx_crosstab_part part = {
      .stratum = (size_t)stratum - 1, .cell = (size_t)cell - 1, .w = at(L, FIELDS * i + 3), .q = at(L, FIELDS * i + 4),
      .whole = kind == 0, .more = kind == 2,
  };
  bool follows = before && before->stratum == part.stratum && !before->whole;
  if ((before && before->stratum > part.stratum) || (part.more && !follows))
    luaL_error(L, "part %I is out of order", (LUAI_UACINT)i + 1);
  return part;
}

static void read_parts(lua_State *L, cx_crosstab *table) {
  size_t n = cx_option_list(L, 2, "parts") / FIELDS;
  cx_crosstab_part *part = cx_option_scratch(L, n, sizeof *part);
  lua_getfield(L, 2, "parts");
  for (size_t i = 0; i < n; i++) part[i] = read_part(L, table, i, i > 0 ? &part[i - 1] : NULL);
  table->part = part;
  table->n_parts = n;
}

static void set(lua_State *L, const char *name, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
}

static void push_test(lua_State *L, const cx_crosstab_test *t, bool defined) {
  lua_createtable(L, 0, 5);
  if (t->has_effect) set(L, "effect", t->effect);
  if (!defined) return;
  set(L, "statistic", t->statistic);
  set(L, "df", t->df);
  if (t->df2 > 0) set(L, "df2", t->df2);
  set(L, "p", t->p);
}

static int crosstab(lua_State *L) {
  static const char *const tests[] = {"independence", "rank", NULL};
  bool ranks = luaL_checkoption(L, 1, NULL, tests) == 1;
  luaL_checktype(L, 2, LUA_TTABLE);
  cx_crosstab table = {.n_rows = size(L, "rows"), .n_columns = size(L, "columns")};
  luaL_argcheck(L, table.n_rows * table.n_columns <= MOST_CELLS, 2, "a smaller table is wanted");
  luaL_argcheck(L, !ranks || table.n_rows == 2, 2, "two rows are wanted");
  read_strata(L, &table);
  read_parts(L, &table);
  double *scratch = cx_option_scratch(L, cx_crosstab_scratch(&table), sizeof *scratch);
  cx_crosstab_test t;
  cx_crosstab_outcome outcome = (ranks ? cx_crosstab_rank : cx_crosstab_independence)(&table, scratch, &t);
  if (outcome != CX_CROSSTAB_LONELY) {
    push_test(L, &t, outcome == CX_CROSSTAB_DONE);
    return 1;
  }
  lua_pushnil(L);
  lua_pushinteger(L, (lua_Integer)t.n_lonely);
  return 2;
}

void cx_bind_crosstab(lua_State *L) {
  lua_pushcfunction(L, crosstab);
  lua_setfield(L, -2, "crosstab");
}
