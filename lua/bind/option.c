/* option.c - see option.h */
#include "bind/option.h"

#include <string.h>

void *cx_option_scratch(lua_State *L, size_t n, size_t size) {
  if (n > (size_t)-1 / 2 / size) luaL_error(L, "not enough memory");
  void *memory = lua_newuserdatauv(L, n * size + 1, 0);
  memset(memory, 0, n * size + 1);
  return memory;
}

bool cx_option_has(lua_State *L, int index, const char *name) {
  bool has = lua_getfield(L, index, name) != LUA_TNIL;
  lua_pop(L, 1);
  return has;
}

bool cx_option_flag(lua_State *L, int index, const char *name) {
  lua_getfield(L, index, name);
  bool flag = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return flag;
}

lua_Integer cx_option_integer(lua_State *L, int index, const char *name, lua_Integer fallback,
                              lua_Integer lo, lua_Integer hi) {
  lua_Integer value = fallback;
  if (lua_getfield(L, index, name) != LUA_TNIL) {
    int whole;
    value = lua_tointegerx(L, -1, &whole);
    if (!whole || value < lo || value > hi)
      luaL_error(L, "%s: a whole number from %I to %I is wanted, not %s", name, (LUAI_UACINT)lo,
                 (LUAI_UACINT)hi, luaL_tolstring(L, -1, NULL));
  }
  lua_pop(L, 1);
  return value;
}

double cx_option_number(lua_State *L, int index, const char *name, double fallback) {
  double value = fallback;
  if (lua_getfield(L, index, name) != LUA_TNIL) {
    int number;
    value = lua_tonumberx(L, -1, &number);
    if (!number) luaL_error(L, "%s: a number is wanted, not %s", name, luaL_tolstring(L, -1, NULL));
  }
  lua_pop(L, 1);
  return value;
}

cx_text cx_option_text(lua_State *L, int index, const char *name) {
  cx_text text = {NULL, 0};
  int type = lua_getfield(L, index, name);
  if (type == LUA_TSTRING)
    text.at = lua_tolstring(L, -1, &text.length);
  else if (type != LUA_TNIL)
    luaL_error(L, "%s: a string is wanted, not %s", name, luaL_tolstring(L, -1, NULL));
  lua_pop(L, 1);
  return text;
}

/* Raises with the alternatives of a word. */
static void refuse(lua_State *L, const char *name, const char *got, const char *const *words) {
  luaL_Buffer list;
  luaL_buffinit(L, &list);
  for (size_t i = 0; words[i]; i++) {
    if (i > 0) luaL_addstring(&list, ", ");
    luaL_addstring(&list, words[i]);
  }
  luaL_pushresult(&list);
  luaL_error(L, "%s: '%s' is not known; there are %s", name, got, lua_tostring(L, -1));
}

int cx_option_word(lua_State *L, int index, const char *name, int fallback,
                   const char *const *words) {
  if (!cx_option_has(L, index, name)) return fallback;
  lua_getfield(L, index, name);
  const char *got = luaL_tolstring(L, -1, NULL);
  int found = 0;
  while (words[found] && strcmp(words[found], got) != 0) found++;
  if (!words[found]) refuse(L, name, got, words);
  lua_pop(L, 2);
  return found;
}

size_t cx_option_list(lua_State *L, int index, const char *name) {
  int type = lua_getfield(L, index, name);
  if (type == LUA_TTABLE) return lua_rawlen(L, -1);
  if (type != LUA_TNIL)
    luaL_error(L, "%s: a table is wanted, not %s", name, luaL_tolstring(L, -1, NULL));
  return 0;
}

int cx_option_refuse_lonely(lua_State *L, size_t strata) {
  return luaL_error(L, "lonely: %I %s one cluster, so that the sample has no error; say how %s to be taken: "
                    "lonely = \"adjust\", \"remove\" or \"average\"", (LUAI_UACINT)strata,
                    strata == 1 ? "stratum has" : "strata have", strata == 1 ? "it is" : "they are");
}

int cx_option_fail(lua_State *L, const cx_error *error) {
  lua_pushnil(L);
  if (error->place[0])
    lua_pushfstring(L, "%s: %s", error->place, error->message);
  else
    lua_pushstring(L, error->message);
  lua_pushstring(L, cx_error_code(error->status));
  return 3;
}
