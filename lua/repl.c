/* repl.h: a conversation with Lua */
#include "repl.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <lauxlib.h>

#include "call.h"
#include "hint.h"
#include "line.h"

typedef enum outcome { LOADED, WRONG, DROPPED, NO_MORE } outcome;

/* The prompt's text (2), kept on the stack with what it was made of. */
static const char *push_prompt(lua_State *L, bool first) {
  if (lua_getglobal(L, first ? "_PROMPT" : "_PROMPT2") == LUA_TNIL)
    lua_pushstring(L, first ? "> " : ">> ");
  return luaL_tolstring(L, -1, NULL);
}

/* Pushes a line and LOADED, or nothing. */
static outcome push_line(lua_State *L, cx_line *line, bool first) {
  int base = lua_gettop(L);
  const char *text = NULL;
  cx_line_end end = cx_line_read(line, push_prompt(L, first), &text);
  lua_settop(L, base);
  if (end != CX_LINE_READ) return end == CX_LINE_DROPPED ? DROPPED : NO_MORE;
  cx_line_keep(line, text);
  if (first && *text == '=')
    lua_pushfstring(L, "return %s", text + 1);
  else
    lua_pushstring(L, text);
  return LOADED;
}

static int load(lua_State *L, const char *text, size_t size) {
  return luaL_loadbuffer(L, text, size, "=stdin");
}

/* Replaces the line on the stack by a chunk that returns its value, if it is one (1). */
static bool load_expression(lua_State *L) {
  const char *text = lua_pushfstring(L, "return %s", lua_tostring(L, -1));
  bool loaded = load(L, text, strlen(text)) == LUA_OK;
  if (loaded)
    lua_replace(L, -3);
  else
    lua_pop(L, 1);
  lua_pop(L, 1);
  return loaded;
}

static bool ends_early(lua_State *L, int status) {
  static const char mark[] = "<eof>";
  size_t size;
  if (status != LUA_ERRSYNTAX) return false;
  const char *message = lua_tolstring(L, -1, &size);
  return size >= sizeof mark - 1 && strcmp(message + size - (sizeof mark - 1), mark) == 0;
}

/* Replaces the line on the stack, and as many more as it takes, by a chunk or a message. */
static outcome load_statement(lua_State *L, cx_line *line) {
  for (;;) {
    size_t size;
    const char *text = lua_tolstring(L, -1, &size);
    int status = load(L, text, size);
    if (!ends_early(L, status)) {
      if (status == LUA_ERRSYNTAX) cx_hint_text(L, text);
      lua_remove(L, -2);
      return status == LUA_OK ? LOADED : WRONG;
    }
    outcome more = push_line(L, line, false);
    if (more != LOADED) {
      lua_remove(L, -2);
      return more == DROPPED ? DROPPED : WRONG;
    }
    lua_remove(L, -2);
    lua_pushliteral(L, "\n");
    lua_insert(L, -2);
    lua_concat(L, 3);
  }
}

/* Reads until there is something to run; pushes it, or the message that says why not. */
static outcome read(lua_State *L, cx_line *line) {
  outcome first = push_line(L, line, true);
  if (first != LOADED || load_expression(L)) return first;
  return load_statement(L, line);
}

/* Gives everything on the stack to the global print. */
static void show(lua_State *L) {
  int n = lua_gettop(L);
  if (n == 0) return;
  luaL_checkstack(L, LUA_MINSTACK, "too many results to print");
  lua_getglobal(L, "print");
  lua_insert(L, 1);
  if (lua_pcall(L, n, 0, 0) != LUA_OK)
    cx_call_complain(lua_pushfstring(L, "error calling 'print' (%s)", lua_tostring(L, -1)));
}

static void load_library(lua_State *L) {
  cx_call_patient();
  lua_pushglobaltable(L);
  lua_pushliteral(L, "cx");
  bool taken = lua_rawget(L, -2) != LUA_TNIL;
  lua_settop(L, 0);
  if (taken) return;                                                            /* (3) */
  lua_getglobal(L, "require");
  lua_pushliteral(L, "cx");
  if (cx_call_report(L, cx_call(L, 1, 1)) == LUA_OK) lua_setglobal(L, "cx");
}

static void converse(lua_State *L, cx_line *line) {
  outcome got;
  while ((got = read(L, line)) != NO_MORE) {
    int status = LUA_ERRSYNTAX;
    if (got == LOADED) status = cx_call(L, 0, LUA_MULTRET);
    if (got != DROPPED && cx_call_report(L, status) == LUA_OK) show(L);
    lua_settop(L, 0);
  }
}

void cx_repl_run(lua_State *L) {
  const char *name = cx_call_name(NULL);
  lua_settop(L, 0);
  load_library(L);
  cx_line *line = cx_line_open();
  if (line != NULL) converse(L, line);
  cx_line_close(line);
  lua_settop(L, 0);
  putchar('\n');
  fflush(stdout);
  cx_call_name(name);
}
