/* sandbox.c - see sandbox.h */
#include "sandbox.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <lauxlib.h>

#include "bind/wall.h"
#include "call.h"
#include "confine.h"
#include "input.h"
#include "script.h"

static const char KEY[] = "cx.sandbox"; /* of the registry */

static bool is_file(const char *path) {
  struct stat about;
  return stat(path, &about) == 0 && !S_ISDIR(about.st_mode);
}

/* The script, or what a command is called with (5); NULL when that is no file. */
static const char *find_plan(char **argv, int script) {
  for (int i = script; argv[i] != NULL; i++)
    if (argv[i][0] != '-' && is_file(argv[i])) return argv[i];
  return NULL;
}

/* Pushes the folder of a path with its slash; "" when it has none. */
static const char *push_folder(lua_State *L, const char *path) {
  const char *slash = path != NULL ? strrchr(path, '/') : NULL;
  return lua_pushlstring(L, path, slash != NULL ? (size_t)(slash - path) + 1 : 0);
}

const char *cx_sandbox_misfit(const cx_option *option, char **argv) {
  if (!option->limit.sandbox) return NULL;
  if (option->mixed) return "--sandbox runs a script and nothing else; -e, -i and -l do not go with it";
  bool has_script = argv[option->script] != NULL;
  if (!has_script && !option->version && isatty(STDIN_FILENO)) return "--sandbox wants a script";
  return NULL;
}

/* The walls of Lua: cx.sandbox's enter, whose result is what a plan sees. */
static int enter(lua_State *L, const char *folder) {
  lua_getglobal(L, "require");
  lua_pushliteral(L, "cx.sandbox");
  int status = cx_call(L, 1, 1);
  if (status != LUA_OK) return status;
  lua_getfield(L, -1, "enter");
  lua_remove(L, -2);
  lua_pushstring(L, folder);
  status = cx_call(L, 1, 1);
  if (status == LUA_OK) lua_setfield(L, LUA_REGISTRYINDEX, KEY);
  return status;
}

static void print_walls(int kernel) {
  printf("sandbox: Lua%s%s\n", kernel & CX_CONFINED_FILES ? ", Landlock" : "",
         kernel & CX_CONFINED_CALLS ? ", seccomp" : "");
  fflush(stdout);
}

int cx_sandbox_enter(lua_State *L, const cx_option *option, char **argv) {
  const char *folder = push_folder(L, find_plan(argv, option->script));
  const char *named = *folder != '\0' ? folder : ".";
  if (!cx_wall_build(named)) {
    cx_call_complain("--sandbox: the plan's folder cannot be found");
    return CX_EXIT_FAILED;
  }
  cx_call_clean();
  if (cx_call_report(L, enter(L, folder)) != LUA_OK) return CX_EXIT_FAILED;
  const char *walls = getenv("CXLUA_WALLS");
  int kernel = walls != NULL && strcmp(walls, "lua") == 0 ? 0 : cx_confine(named); /* (3) (6) */
  if (option->version) print_walls(kernel);
  lua_pop(L, 1);
  return CX_EXIT_FINE;
}

static int load(lua_State *L, const char *path, const char *mode) {
  return path != NULL ? luaL_loadfilex(L, path, mode) : cx_input_load(L, mode);
}

int cx_sandbox_load(lua_State *L, const char *path) {
  if (lua_getfield(L, LUA_REGISTRYINDEX, KEY) == LUA_TNIL) {
    lua_pop(L, 1);
    return load(L, path, NULL);
  }
  int status = load(L, path, "t"); /* (1) */
  lua_insert(L, -2);
  if (status == LUA_OK) {
    lua_setupvalue(L, -2, 1);
    return status;
  }
  lua_pop(L, 1);
  const char *message = lua_tostring(L, -1);
  if (path != NULL && message != NULL && strstr(message, "binary chunk") != NULL) {
    lua_pushfstring(L, "%s: it is no text; a plan under --sandbox is Lua as it is written", path);
    lua_remove(L, -2);
  }
  return status;
}
