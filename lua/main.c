/* placeholder that only runs a script */
#include <stdio.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "embedded.h"

int luaopen_cjson(lua_State *L);
int luaopen_cjson_safe(lua_State *L);
int luaopen_cx_core(lua_State *L);
int luaopen_lpeg(lua_State *L);
int luaopen_luasql_sqlite3(lua_State *L);

static const luaL_Reg opener[] = {
    {"cjson", luaopen_cjson},     {"cjson.safe", luaopen_cjson_safe},
    {"cx.core", luaopen_cx_core}, {"lpeg", luaopen_lpeg},
    {"luasql.sqlite3", luaopen_luasql_sqlite3},
    {NULL, NULL},
};

static void preload(lua_State *L) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
  luaL_setfuncs(L, opener, 0);
  for (size_t i = 0; i < cx_embedded_count; i++) {
    const cx_embedded *m = &cx_embedded_modules[i];
    if (luaL_loadbuffer(L, (const char *)m->bytes, m->size, m->chunk) != LUA_OK) return;
    lua_setfield(L, -2, m->name);
  }
  lua_pop(L, 1);
}

int main(int argc, char **argv) {
  lua_State *L = luaL_newstate();
  if (L == NULL || argc < 2) return 2;
  luaL_openlibs(L);
  preload(L);
  lua_newtable(L);
  for (int i = 0; i < argc; i++) {
    lua_pushstring(L, argv[i]);
    lua_rawseti(L, -2, i - 1);
  }
  lua_setglobal(L, "arg");
  int status = luaL_loadfile(L, argv[1]);
  for (int i = 2; i < argc && status == LUA_OK; i++) lua_pushstring(L, argv[i]);
  if (status == LUA_OK) status = lua_pcall(L, argc - 2, 0, 0);
  if (status != LUA_OK) fprintf(stderr, "%s: %s\n", argv[0], lua_tostring(L, -1));
  lua_close(L);
  return status != LUA_OK;
}
