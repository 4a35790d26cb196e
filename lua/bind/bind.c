/* The C module cx.core: what the core can do, as one table of functions. */
#include <lauxlib.h>
#include <lua.h>

int luaopen_cx_core(lua_State *L);

int luaopen_cx_core(lua_State *L) {
  lua_newtable(L);
  return 1;
}
