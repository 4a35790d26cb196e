/* input.c - see input.h */
#include "input.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <lauxlib.h>

/* Pushes all of standard input; false when it cannot be read. */
static int push_text(lua_State *L) {
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  size_t n = 0;
  do {
    char *room = luaL_prepbuffer(&buffer);
    n = fread(room, 1, LUAL_BUFFERSIZE, stdin);
    luaL_addsize(&buffer, n);
  } while (n > 0);
  luaL_pushresult(&buffer);
  return !ferror(stdin);
}

/* Where the chunk begins (1). The line's end stays, so that lines count as they stand; before bytecode it does not. */
static const char *find_chunk(const char *text, const char *end) {
  if (end - text >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3;
  if (text == end || *text != '#') return text;
  const char *line = memchr(text, '\n', (size_t)(end - text));
  if (line == NULL) return end;
  return line + 1 < end && line[1] == LUA_SIGNATURE[0] ? line + 1 : line;
}

int cx_input_load(lua_State *L, const char *mode) {
  errno = 0;
  if (!push_text(L)) {
    lua_pushfstring(L, "cannot read stdin: %s", strerror(errno));
    lua_remove(L, -2);
    return LUA_ERRFILE;
  }
  size_t size = 0;
  const char *text = lua_tolstring(L, -1, &size);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, "cx.input");
  lua_pop(L, 1);
  const char *chunk = find_chunk(text, text + size);
  int status = luaL_loadbufferx(L, chunk, (size_t)(text + size - chunk), "=stdin", mode);
  lua_remove(L, -2);
  return status;
}
