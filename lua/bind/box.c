/* box.c - see box.h */
#include "bind/box.h"

void cx_box_close(cx_box *box) {
  void *resource = box->resource;
  box->resource = NULL;
  if (resource) box->release(resource);
}

/* close, __close and __gc; the type's name is upvalue 1. */
static int shut(lua_State *L) {
  cx_box_close(luaL_checkudata(L, 1, lua_tostring(L, lua_upvalueindex(1))));
  return 0;
}

static void set_shut(lua_State *L, const char *type, const char *field) {
  lua_pushstring(L, type);
  lua_pushcclosure(L, shut, 1);
  lua_setfield(L, -2, field);
}

void cx_box_type(lua_State *L, const char *type, const luaL_Reg *methods) {
  if (luaL_newmetatable(L, type)) {
    set_shut(L, type, "__gc");
    set_shut(L, type, "__close");
    lua_newtable(L); /* type, methods */
    luaL_setfuncs(L, methods, 0);
    set_shut(L, type, "close");
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable"); /* (3) */
  }
  lua_getfield(L, -1, "__index");
  lua_remove(L, -2);
}

cx_box *cx_box_new(lua_State *L, const char *type, void (*release)(void *)) {
  cx_box *box = lua_newuserdatauv(L, sizeof *box, 1);
  *box = (cx_box){.resource = NULL, .release = release};
  luaL_setmetatable(L, type);
  return box;
}

cx_box *cx_box_at(lua_State *L, int index, const char *type) {
  return luaL_checkudata(L, index, type);
}

void *cx_box_open(lua_State *L, int index, const char *type, const char *word) {
  cx_box *box = luaL_checkudata(L, index, type);
  if (!box->resource) luaL_error(L, "the %s is closed", word); /* (2) */
  return box->resource;
}
