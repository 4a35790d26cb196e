/*
** bind_panel.c - core/count for Lua: the same people in two rounds, while passes fill them in
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** In:      { of =, by =, weighted =, max_persons = }.  Out: a panel in a box, and how many people it holds.
** Owns:    the panel, in its box: closing it lets the persons' names go.
*/
#include <lauxlib.h>

#include "bind/bind.h"
#include "bind/box.h"
#include "bind/job.h"
#include "bind/option.h"

static void discard(void *resource) { cx_panel_free(resource); }

/* panel { ... } -> box; or nil, message, code */
static int new_panel(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  cx_panel_shape shape = {
      .n_of = (size_t)cx_option_integer(L, 1, "of", 1, 1, CX_TALLY_BY),
      .n_by = (size_t)cx_option_integer(L, 1, "by", 0, 0, CX_TALLY_BY),
      .weighted = cx_option_has(L, 1, "weighted") && cx_option_flag(L, 1, "weighted"),
      .max_persons = (uint32_t)cx_option_integer(L, 1, "max_persons", 0, 0, 1 << 30),
  };
  cx_box *box = cx_box_new(L, CX_PANEL_TYPE, discard);
  cx_panel *panel = NULL;
  cx_error error = {0};
  if (cx_panel_new(&panel, &shape, &error)) return cx_option_fail(L, &error);
  box->resource = panel;
  return 1;
}

static void set(lua_State *L, const char *name, uint64_t value) {
  lua_pushinteger(L, (lua_Integer)value);
  lua_setfield(L, -2, name);
}

/* panel_people(box) -> { both =, before =, after =, blank =, other =, repeated = } */
static int people_of(lua_State *L) {
  cx_panel_people people = cx_panel_count(cx_box_open(L, 1, CX_PANEL_TYPE, "panel"));
  lua_createtable(L, 0, 6);
  set(L, "both", people.both);
  set(L, "before", people.before);
  set(L, "after", people.after);
  set(L, "blank", people.blank);
  set(L, "other", people.other);
  set(L, "repeated", people.repeated);
  return 1;
}

void cx_bind_panel(lua_State *L) {
  static const luaL_Reg none[] = {{NULL, NULL}};
  static const luaL_Reg PANEL[] = {{"panel", new_panel}, {"panel_people", people_of}, {NULL, NULL}};
  cx_box_type(L, CX_PANEL_TYPE, none);
  lua_pop(L, 1);
  luaL_setfuncs(L, PANEL, 0);
}
