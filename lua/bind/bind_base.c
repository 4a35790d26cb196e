/*
** bind_base.c - core/base for Lua: fingerprints of texts, a file with a key; which file is unfinished
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      strings.  Out: strings of 64 hexadecimal digits; true, or nil, message, code.
** Owns:    nothing.
*/
#include <lauxlib.h>

#include "base/digest.h"
#include "base/login.h"
#include "base/secret.h"
#include "bind/bind.h"
#include "bind/option.h"
#include "bind/unfinished.h"
#include "bind/wall.h"

static cx_text text_at(lua_State *L, int index) {
  cx_text text;
  text.at = luaL_checklstring(L, index, &text.length);
  return text;
}

/* sha256 (text) -> 64 digits */
static int sha256_of(lua_State *L) {
  char hex[CX_DIGEST_HEX];
  cx_digest_sha256(text_at(L, 1), hex);
  lua_pushstring(L, hex);
  return 1;
}

/* hmac (key, text) -> 64 digits */
static int hmac_of(lua_State *L) {
  char hex[CX_DIGEST_HEX];
  cx_digest_hmac(text_at(L, 1), text_at(L, 2), hex);
  lua_pushstring(L, hex);
  return 1;
}

/* secret (path) -> true; or nil, message, code */
static int make_secret(lua_State *L) {
  cx_error error = {0};
  const char *path = luaL_checkstring(L, 1);
  const char *refusal = cx_wall_refusal(path, true);
  cx_status status = refusal ? cx_error_set(&error, CX_NOT_WRITABLE, path, "%s", refusal) : cx_secret_make(path, &error);
  if (status) return cx_option_fail(L, &error);
  lua_pushboolean(L, 1);
  return 1;
}

/* login () -> the user's name; nil where the system knows none */
static int login_of(lua_State *L) {
  char name[256];
  if (!cx_login_name(name, sizeof name)) return 0;
  lua_pushstring(L, name);
  return 1;
}

/* unfinished (path or nil): the file that is being written from now on */
static int note_unfinished(lua_State *L) {
  cx_unfinished_note(luaL_optstring(L, 1, NULL));
  return 0;
}

/* refusal (path [, write]) -> why the path may not be opened (wall.h), or nil */
static int refusal_of(lua_State *L) {
  const char *refusal = cx_wall_refusal(luaL_checkstring(L, 1), lua_toboolean(L, 2));
  if (refusal == NULL) return 0;
  lua_pushstring(L, refusal);
  return 1;
}

void cx_bind_base(lua_State *L) {
  static const luaL_Reg BASE[] = {{"sha256", sha256_of}, {"hmac", hmac_of},
                                  {"secret", make_secret}, {"login", login_of},
                                  {"unfinished", note_unfinished}, {"refusal", refusal_of}, {NULL, NULL}};
  luaL_setfuncs(L, BASE, 0);
}
