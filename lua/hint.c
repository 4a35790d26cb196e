/* hint.h: what to write instead */
#include "hint.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

/* U+00C0 to U+017F without their marks. */
static const char plain[] =
    "AAAAAAACEEEEIIIIDNOOOOO_OUUUUYTsaaaaaaaceeeeiiiidnooooo_ouuuuyty"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL"
    "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

#define FIRST_LETTER 0xC0
#define LAST_LETTER 0x17F

/* The byte over 127 that the message is about, or 0 (1). */
static int wrong_byte(const char *message) {
  static const char mark[] = "near '<\\";
  const char *at = strstr(message, mark);
  long byte = at != NULL ? strtol(at + sizeof mark - 1, NULL, 10) : 0;
  return byte > 127 && byte < 256 ? (int)byte : 0;
}

/* The line that "chunk:LINE: ..." names, or 0. */
static long wrong_line(const char *message) {
  for (const char *at = strchr(message, ':'); at != NULL; at = strchr(at + 1, ':')) {
    char *end;
    long line = strtol(at + 1, &end, 10);
    if (end > at + 1 && *end == ':') return line;
  }
  return 0;
}

/* The first such byte of a line that stands outside quotes and comments (2), or NULL. */
static const char *find_byte(const char *line, int byte) {
  char quote = '\0';
  for (const char *at = line; *at != '\0' && *at != '\n'; at++) {
    if (quote != '\0') {
      if (*at == '\\' && at[1] != '\0')
        at++;
      else if (*at == quote)
        quote = '\0';
    } else if (*at == '"' || *at == '\'') {
      quote = *at;
    } else if (*at == '-' && at[1] == '-') {
      return NULL;
    } else if ((unsigned char)*at == byte) {
      return at;
    }
  }
  return NULL;
}

/* Reads one character of UTF-8, or a byte of Latin-1 where it is none; moves *at on. */
static uint32_t decode(const char **at) {
  const unsigned char *s = (const unsigned char *)*at;
  int more = *s >= 0xF0 ? 3 : *s >= 0xE0 ? 2 : *s >= 0xC2 ? 1 : 0;
  uint32_t c = more == 3 ? *s & 7u : more == 2 ? *s & 15u : more == 1 ? *s & 31u : *s;
  for (int i = 1; i <= more; i++) {
    if ((s[i] & 0xC0) != 0x80) {
      c = *s;
      more = 0;
      break;
    }
    c = c << 6 | (s[i] & 63u);
  }
  *at += more + 1;
  return c;
}

static bool is_part(char c) { return isalnum((unsigned char)c) || c == '_' || (c & 0x80); }

/* What a word processor puts in place of what was typed (3), or NULL. */
static const char *explain_mark(uint32_t c) {
  if (c == 0xA0 || c == 0x2007 || c == 0x2009 || c == 0x202F)
    return "this is a no-break space; write an ordinary one";
  if ((c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB)
    return "this is a word processor's quotation mark; write \" or '";
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return "this is a dash; write -";
  return NULL;
}

/* Pushes "names ...: write kaytto, or t['käyttö']" about the word around at. */
static void push_mending(lua_State *L, const char *line, const char *at) {
  const char *from = at;
  while (from > line && is_part(from[-1])) from--;
  luaL_Buffer folded, word;
  luaL_buffinit(L, &folded);
  for (const char *p = from; is_part(*p);) {
    uint32_t c = decode(&p);
    bool letter = c >= FIRST_LETTER && c <= LAST_LETTER;
    luaL_addchar(&folded, c < 128 ? (char)c : letter ? plain[c - FIRST_LETTER] : '_');
  }
  luaL_pushresult(&folded);
  luaL_buffinit(L, &word);
  for (const char *p = from; is_part(*p);) {
    lua_pushfstring(L, "%U", (long)decode(&p));
    luaL_addvalue(&word);
  }
  luaL_pushresult(&word);
  lua_pushfstring(L, "names in Lua are plain letters a-z: write %s, or t['%s']",
                  lua_tostring(L, -2), lua_tostring(L, -1));
}

/* Adds "; hint" to the message on top of the stack; line may be NULL. */
static void add_hint(lua_State *L, const char *line, int byte) {
  int message = lua_gettop(L);
  const char *at = line != NULL ? find_byte(line, byte) : NULL;
  if (at == NULL) {
    lua_pushliteral(L, "names in Lua are plain letters a-z");
  } else {
    const char *p = at;
    const char *mark = explain_mark(decode(&p));
    if (mark != NULL)
      lua_pushstring(L, mark);
    else
      push_mending(L, line, at);
  }
  lua_pushfstring(L, "%s; %s", lua_tostring(L, message), lua_tostring(L, -1));
  lua_replace(L, message);
  lua_settop(L, message);
}

void cx_hint_text(lua_State *L, const char *text) {
  const char *message = lua_tostring(L, -1);
  int byte = wrong_byte(message);
  if (byte == 0) return;
  for (long line = wrong_line(message); line > 1 && text != NULL; line--) {
    text = strchr(text, '\n');
    if (text != NULL) text++;
  }
  add_hint(L, text, byte);
}

void cx_hint_file(lua_State *L, const char *path) {
  const char *message = lua_tostring(L, -1);
  int byte = wrong_byte(message);
  if (byte == 0) return;
  FILE *file = path != NULL ? fopen(path, "r") : NULL;
  char *text = NULL;
  size_t size = 0;
  ssize_t n = -1;
  for (long line = wrong_line(message); file != NULL && line > 0; line--)
    n = getline(&text, &size, file);
  add_hint(L, n >= 0 ? text : NULL, byte);
  free(text);
  if (file != NULL) fclose(file);
}
