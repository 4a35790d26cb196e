/* bind.c - see bind.h */
#include "bind/bind.h"

#include <lauxlib.h>

/* A call of the function that is upvalue 1. */
static int pass_on(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

/* door(f) -> the same as a C function: `return cx.plan { ... }` is a tail call, which to a function of
** Lua would wipe out the caller's line, and to a C function does not. */
static int door(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  lua_pushcclosure(L, pass_on, 1);
  return 1;
}

int luaopen_cx_core(lua_State *L) {
  lua_newtable(L);
  lua_pushcfunction(L, door);
  lua_setfield(L, -2, "door");
  cx_bind_base(L);
  cx_bind_read(L);
  cx_bind_count(L);
  cx_bind_tally(L);
  cx_bind_measure(L);
  cx_bind_rows(L);
  cx_bind_panel(L);
  cx_bind_moment(L);
  cx_bind_infer(L);
  cx_bind_compare(L);
  cx_bind_crosstab(L);
  cx_bind_series(L);
  cx_bind_rake(L);
  cx_bind_raked(L);
  cx_bind_resample(L);
  cx_bind_audit(L);
  cx_bind_driver(L);
  cx_bind_link(L);
  cx_bind_allocate(L);
  cx_bind_journey(L);
  return 1;
}
