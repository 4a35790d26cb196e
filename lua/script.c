/* script.h: everything that the command line can ask to be run */
#include "script.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <lauxlib.h>

#include "call.h"
#include "hint.h"
#include "limit.h"
#include "module.h"
#include "sandbox.h"

/* The exit status after a call that ended so. */
static int finish(lua_State *L, int status) {
  if (cx_call_report(L, status) == LUA_OK) return CX_EXIT_FINE;
  if (cx_call_ran_out()) return CX_EXIT_STOPPED;
  return cx_call_was_interrupted() ? CX_EXIT_INTERRUPTED : CX_EXIT_FAILED; /* (4) */
}

int cx_script_string(lua_State *L, const char *text, const char *chunk) {
  int status = luaL_loadbuffer(L, text, strlen(text), chunk);
  if (status == LUA_ERRSYNTAX) cx_hint_text(L, text);
  if (status == LUA_OK) status = cx_call(L, 0, 0);
  return finish(L, status);
}

static int load(lua_State *L, const char *path) {
  int status = cx_sandbox_load(L, path);
  if (status == LUA_ERRSYNTAX) cx_hint_file(L, path);
  return status;
}

int cx_script_file(lua_State *L, const char *path) {
  int status = load(L, path);
  if (status == LUA_OK) status = cx_call(L, 0, 0);
  return finish(L, status);
}

int cx_script_library(lua_State *L, char *word) {
  char *name = strchr(word, '=');
  if (name == NULL)
    name = word;
  else
    *name++ = '\0';
  lua_getglobal(L, "require");
  lua_pushstring(L, name);
  int status = cx_call(L, 1, 1);
  if (status == LUA_OK) lua_setglobal(L, word);
  return finish(L, status);
}

int cx_script_init(lua_State *L) {
  static const char *const chunk[] = {"=LUA_INIT_5_4", "=LUA_INIT"};
  for (int i = 0; i < 2; i++) {
    const char *text = getenv(chunk[i] + 1);
    if (text == NULL) continue;
    return *text == '@' ? cx_script_file(L, text + 1) : cx_script_string(L, text, chunk[i]);
  }
  return CX_EXIT_FINE;
}

/* Pushes arg[1], arg[2] ...; returns how many. */
static int push_arguments(lua_State *L) {
  if (lua_getglobal(L, "arg") != LUA_TTABLE) luaL_error(L, "'arg' is not a table");
  int n = (int)luaL_len(L, -1);
  luaL_checkstack(L, n + 3, "too many arguments to script");
  for (int i = 1; i <= n; i++) lua_rawgeti(L, -i, i);
  lua_remove(L, -n - 1);
  return n;
}

/* True when the value at index is a plan (2); its metatable is not asked. */
static bool is_plan(lua_State *L, int index) {
  if (!lua_istable(L, index)) return false;
  lua_pushliteral(L, "kind");
  lua_rawget(L, index);
  const char *kind = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
  bool yes = strcmp(kind, "plan") == 0;
  lua_pop(L, 1);
  return yes;
}

/* Pops what a call returned; as an exit status if it is one. */
static int pop_status(lua_State *L) {
  int status = lua_isinteger(L, -1) ? (int)lua_tointeger(L, -1) : CX_EXIT_FINE;
  if (lua_isboolean(L, -1) && !lua_toboolean(L, -1)) status = CX_EXIT_FAILED;
  lua_pop(L, 1);
  return status;
}

/* Measures and reports the plan on top of the stack (2). */
static int run_plan(lua_State *L, const char *path) {
  int plan = lua_gettop(L);
  lua_getglobal(L, "require");
  lua_pushliteral(L, "cx.run");
  int status = cx_call(L, 1, 1);
  if (status != LUA_OK) return finish(L, status);
  lua_getfield(L, -1, "main");
  lua_pushvalue(L, plan);
  lua_pushstring(L, path);
  lua_getglobal(L, "arg");
  status = cx_call(L, 3, 1);
  if (status != LUA_OK) return finish(L, status);
  status = pop_status(L);
  return status != CX_EXIT_FINE && cx_call_was_interrupted() ? CX_EXIT_INTERRUPTED : status;
}

/* Says that a script which returned nothing made a plan (2); the exit status. Without cx.plan there was none. */
static int miss_plan(lua_State *L, const char *path) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  bool planned = lua_getfield(L, -1, "cx.plan") != LUA_TNIL;
  lua_pop(L, 2);
  if (!planned) return CX_EXIT_FINE;
  lua_getglobal(L, "require");
  lua_pushliteral(L, "cx.run");
  int status = cx_call(L, 1, 1);
  if (status != LUA_OK) return finish(L, status);
  lua_getfield(L, -1, "unreturned");
  lua_pushstring(L, path);
  status = cx_call(L, 1, 1);
  if (status != LUA_OK) return finish(L, status);
  bool missed = lua_toboolean(L, -1);
  lua_pop(L, 2);
  return missed ? CX_EXIT_FAILED : CX_EXIT_FINE;
}

/* Calls the chunk on top of the stack with the arguments; keeps what it returns. */
static int call_with_arguments(lua_State *L) {
  int n = push_arguments(L);
  return cx_call(L, n, LUA_MULTRET);
}

/* True when there is something of that name that can be read as a script: a folder cannot. */
static bool is_there(const char *path) {
  struct stat about;
  return stat(path, &about) == 0 && !S_ISDIR(about.st_mode);
}

/* Pushes the chunk of rule (3) and true, if path is the name of a command. */
static bool load_command(lua_State *L, const char *path, int *status) {
  if (*path == '\0' || strpbrk(path, "./") != NULL || is_there(path)) return false;
  const char *name = lua_pushfstring(L, "cx.command.%s", path);
  bool found = false;
  bool loaded = cx_module_load(L, name, &found);
  lua_remove(L, found ? -2 : -1);
  *status = loaded ? LUA_OK : LUA_ERRSYNTAX;
  return found;
}

/* The exit status of a command, once what it wrote has left (5). */
static int settle_output(int status) {
  errno = 0;
  bool lost = fflush(stdout) != 0;
  if (!lost && !ferror(stdout)) return status;
  char line[256];
  snprintf(line, sizeof line, "standard output: cannot be written: %s", errno != 0 ? strerror(errno) : "a part is lost");
  cx_call_complain(line);
  return status > CX_EXIT_FAILED ? status : CX_EXIT_FAILED;
}

static int run_command(lua_State *L, int status) {
  int base = lua_gettop(L);
  if (status == LUA_OK) status = call_with_arguments(L);
  if (status != LUA_OK) return finish(L, status);
  lua_settop(L, base);
  return settle_output(pop_status(L));
}

/* One line instead of the trace, when Ctrl-C stopped what uses cx (4). */
static int finish_script(lua_State *L, int status, const char *path) {
  const char *message = cx_call_was_interrupted() ? lua_tostring(L, -1) : NULL;
  if (message == NULL || strstr(message, "interrupted!") == NULL) return finish(L, status);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  bool uses_cx = lua_getfield(L, -1, "cx") != LUA_TNIL;
  lua_pop(L, 2);
  if (!uses_cx) return finish(L, status);
  lua_pop(L, 1);
  fflush(stdout);
  fprintf(stderr, "%s: interrupted\n", path);
  return CX_EXIT_INTERRUPTED;
}

int cx_script_run(lua_State *L, char **argv, int script) {
  const char *path = argv[script];
  bool input = strcmp(path, "-") == 0 && strcmp(argv[script - 1], "--") != 0;
  int status;
  if (!input && load_command(L, path, &status)) return run_command(L, status);
  int base = lua_gettop(L);
  status = load(L, input ? NULL : path);
  if (status == LUA_OK) status = call_with_arguments(L);
  if (status != LUA_OK) return finish_script(L, status, input ? "stdin" : path);
  lua_settop(L, base + 1);
  if (lua_isnil(L, base + 1)) return miss_plan(L, input ? "stdin" : path);
  return is_plan(L, base + 1) ? run_plan(L, path) : CX_EXIT_FINE;
}
