/* module.h: the modules that travel inside the program */
#include "module.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <lauxlib.h>
#include <lualib.h>

#include "embedded.h"

#define COMMAND "cx.command."

int luaopen_cjson(lua_State *L);
int luaopen_cjson_safe(lua_State *L);
int luaopen_cx_core(lua_State *L);
int luaopen_lpeg(lua_State *L);
int luaopen_luasql_sqlite3(lua_State *L);

/* The C modules inside. */
static const luaL_Reg opener[] = {
    {"cjson", luaopen_cjson},
    {"cjson.safe", luaopen_cjson_safe},
    {"cx.core", luaopen_cx_core},
    {"lpeg", luaopen_lpeg},
    {"luasql.sqlite3", luaopen_luasql_sqlite3},
};

static lua_CFunction find_opener(const char *name) {
  for (size_t i = 0; i < sizeof opener / sizeof *opener; i++)
    if (strcmp(opener[i].name, name) == 0) return opener[i].func;
  return NULL;
}

static int order(const void *name, const void *module) {
  return strcmp(name, ((const cx_embedded *)module)->name);
}

static const cx_embedded *find_embedded(const char *name) {
  return bsearch(name, cx_embedded_modules, cx_embedded_count, sizeof *cx_embedded_modules, order);
}

/* The folder of rule (2), or NULL. */
static const char *folder(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, "LUA_NOENV");
  bool ignored = lua_toboolean(L, -1);
  lua_pop(L, 1);
  const char *dir = ignored ? NULL : getenv("CXLUA_PATH");
  return dir != NULL && *dir != '\0' ? dir : NULL;
}

/* Pushes DIR/lua/cx/name with its end, or DIR/scripts/name; true if there is such a file. */
static bool push_path(lua_State *L, const char *dir, const char *name, const char *end) {
  bool is_command = strncmp(name, COMMAND, strlen(COMMAND)) == 0;
  luaL_gsub(L, is_command ? name + strlen(COMMAND) : name, ".", "/");
  lua_pushfstring(L, is_command ? "%s/scripts/%s%s" : "%s/lua/%s%s", dir, lua_tostring(L, -1), end);
  lua_remove(L, -2);
  return access(lua_tostring(L, -1), R_OK) == 0;
}

/* Pushes the path of a module of ours in the folder of rule (2), or nothing. */
static bool find_path(lua_State *L, const char *name) {
  const char *dir = strncmp(name, "cx", 2) == 0 ? folder(L) : NULL;
  if (dir == NULL || (name[2] != '\0' && name[2] != '.')) return false;
  if (push_path(L, dir, name, ".lua")) return true;
  lua_pop(L, 1);
  if (push_path(L, dir, name, "/init.lua")) return true;
  lua_pop(L, 1);
  return false;
}

bool cx_module_load(lua_State *L, const char *name, bool *found) {
  *found = true;
  if (find_path(L, name)) {
    int status = luaL_loadfile(L, lua_tostring(L, -1));
    lua_remove(L, -2);
    return status == LUA_OK;
  }
  const cx_embedded *module = find_embedded(name);
  *found = module != NULL;
  if (module == NULL) return false;
  return luaL_loadbuffer(L, (const char *)module->bytes, module->size, module->chunk) == LUA_OK;
}

/* The searcher: a loader and where it came from, or nothing at all (rule 3). */
static int search(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  lua_CFunction open = find_opener(name);
  bool found = open != NULL;
  if (open != NULL) {
    lua_pushcfunction(L, open);
  } else if (!cx_module_load(L, name, &found)) {
    if (!found) return 0;
    return luaL_error(L, "error loading module '%s':\n\t%s", name, lua_tostring(L, -1));
  }
  lua_pushliteral(L, ":cxlua:");
  return 2;
}

void cx_module_install(lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_getfield(L, -1, LUA_LOADLIBNAME);
  lua_getfield(L, -1, "searchers");
  for (lua_Integer i = luaL_len(L, -1); i >= 2; i--) {
    lua_geti(L, -1, i);
    lua_seti(L, -2, i + 1);
  }
  lua_pushcfunction(L, search);
  lua_seti(L, -2, 2);
  lua_pop(L, 3);
}
