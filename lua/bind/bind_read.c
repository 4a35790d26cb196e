/*
** bind_read.c - core/read for Lua: what a file is, before it is read; single values; what is where
**
**   FILE > ROWS > batch > tally > metric > goal > report
**
** In:      options by name.  Out: plain tables; one input box (input.h) per file.
** Owns:    nothing after a call.
**
** (1) What the caller names is never guessed; `guessed` lists by name what was.
*/
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bind/bind.h"
#include "bind/box.h"
#include "bind/input.h"
#include "bind/interrupt.h"
#include "bind/option.h"
#include "bind/wall.h"
#include "read/time.h"
#include "read/value.h"

#define GLOB_TYPE "cx.glob"

static const char *const encodings[] = {"utf-8", "windows-1252", "utf-16le", "utf-16be", NULL};
static const char *const newlines[] = {"lf", "crlf", "cr", NULL};
static const char *const day_orders[] = {"dmy", "mdy", NULL};

/* Each guess by the name that overrides it, in the order of receipts. */
static const struct {
  const char *name;
  unsigned known;
} guess[] = {
    {"encoding", CX_KNOWN_ENCODING},   {"delimiter", CX_KNOWN_DELIMITER},
    {"quote", CX_KNOWN_QUOTE},         {"escape", CX_KNOWN_ESCAPE},
    {"newline", CX_KNOWN_NEWLINE},     {"skip_space", CX_KNOWN_SPACE},
    {"decimal", CX_KNOWN_DECIMAL},     {"day_order", CX_KNOWN_DAY_ORDER},
    {"skip_rows", CX_KNOWN_SKIP_ROWS}, {"header_rows", CX_KNOWN_HEADER_ROWS},
};
#define GUESSES (sizeof guess / sizeof *guess)

/* One character, or none as 0. */
static char character(lua_State *L, int index, const char *name) {
  cx_text text = cx_option_text(L, index, name);
  if (text.length > 1) luaL_error(L, "%s: one character is wanted, not '%s'", name, text.at);
  return text.length == 1 ? text.at[0] : '\0';
}

/* Copies what the caller knows into the dialect; returns which members those are. */
static unsigned read_known(lua_State *L, int index, cx_dialect *dialect) {
  unsigned known = 0;
  for (size_t i = 0; i < GUESSES; i++)
    if (cx_option_has(L, index, guess[i].name)) known |= guess[i].known;
  int newline = cx_option_word(L, index, "newline", 0, newlines);
  int day_order = cx_option_word(L, index, "day_order", -1, day_orders);
  *dialect = (cx_dialect){
      .encoding = (cx_encoding)cx_option_word(L, index, "encoding", 0, encodings),
      .delimiter = character(L, index, "delimiter"),
      .quote = character(L, index, "quote"),
      .escape = character(L, index, "escape"),
      .newline = newline == 2 ? '\r' : '\n',
      .crlf = newline == 1,
      .skip_space = cx_option_flag(L, index, "skip_space"),
      .decimal = character(L, index, "decimal"),
      .day_order = day_order < 0 ? '\0' : day_orders[day_order][0],
      .skip_rows = (uint32_t)cx_option_integer(L, index, "skip_rows", 0, 0, 1000000),
      .header_rows = (uint32_t)cx_option_integer(L, index, "header_rows", 0, 0, 100),
  };
  return known;
}

static void set_character(lua_State *L, const char *name, char value) {
  lua_pushlstring(L, &value, value ? 1 : 0);
  lua_setfield(L, -2, name);
}

static void set_string(lua_State *L, const char *name, const char *value) {
  lua_pushstring(L, value);
  lua_setfield(L, -2, name);
}

static void set_integer(lua_State *L, const char *name, uint64_t value) {
  lua_pushinteger(L, (lua_Integer)value);
  lua_setfield(L, -2, name);
}

static void set_flag(lua_State *L, const char *name, bool value) {
  lua_pushboolean(L, value);
  lua_setfield(L, -2, name);
}

static void push_dialect(lua_State *L, const cx_dialect *d, unsigned known) {
  lua_createtable(L, 0, 12);
  set_string(L, "encoding", encodings[d->encoding]);
  set_character(L, "delimiter", d->delimiter);
  set_character(L, "quote", d->quote);
  set_character(L, "escape", d->escape);
  set_string(L, "newline", newlines[d->newline == '\r' ? 2 : d->crlf ? 1 : 0]);
  set_flag(L, "skip_space", d->skip_space);
  set_character(L, "decimal", d->decimal);
  set_string(L, "day_order", d->day_order ? day_orders[d->day_order == 'm'] : "");
  set_integer(L, "skip_rows", d->skip_rows);
  set_integer(L, "header_rows", d->header_rows);
  set_integer(L, "data_row", d->data_row);
  lua_createtable(L, 0, GUESSES);
  for (size_t i = 0; i < GUESSES; i++)
    if (!(known & guess[i].known)) set_flag(L, guess[i].name, true); /* (1) */
  lua_setfield(L, -2, "guessed");
}

static void push_columns(lua_State *L, const cx_header *header) {
  lua_createtable(L, (int)header->n_columns, 0);
  for (uint32_t i = 0; i < header->n_columns; i++) {
    lua_pushstring(L, header->name[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* The caller's own names for the columns, from the list on top of the stack. */
static cx_status rename_columns(lua_State *L, cx_input *input, cx_error *error) {
  uint32_t n = input->header.n_columns;
  if (lua_rawlen(L, -1) != n)
    return cx_error_set(error, CX_NO_COLUMN, input->path, "%u names are given for %u columns",
                        (unsigned)lua_rawlen(L, -1), (unsigned)n);
  for (uint32_t i = 0; i < n; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    const char *name = lua_tostring(L, -1);
    char *copy = name ? strdup(name) : NULL;
    if (name && !copy) return cx_error_memory(error, input->path);
    if (copy) {
      free(input->header.name[i]);
      input->header.name[i] = copy;
    }
    lua_pop(L, 1);
  }
  return CX_OK;
}

static cx_status look(lua_State *L, cx_input *input, unsigned known, cx_error *error) {
  cx_status status = cx_input_open(input, error);
  if (!status)
    status = cx_dialect_guess(&input->dialect, known, &input->header, input->source, error);
  if (!status && cx_option_list(L, 1, "names") > 0) status = rename_columns(L, input, error);
  return status;
}

/* inspect { file= | text=, name=, keep=, names=, known members of the dialect } */
static int inspect(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  cx_input *input = cx_input_new(L, 1); /* at 2 */
  unsigned known = read_known(L, 1, &input->dialect);
  cx_error error = {0};
  cx_interrupt_watch(); /* look raises nothing */
  cx_status status = look(L, input, known, &error);
  cx_interrupt_release();
  if (status) return cx_option_fail(L, &error);
  lua_createtable(L, 0, 10);
  lua_pushvalue(L, 2);
  lua_setfield(L, -2, "source");
  set_string(L, "name", cx_source_name(input->source));
  push_dialect(L, &input->dialect, known);
  lua_setfield(L, -2, "dialect");
  push_columns(L, &input->header);
  lua_setfield(L, -2, "columns");
  set_integer(L, "renamed", input->header.n_renamed);
  set_string(L, "compression", cx_source_compression(input->source));
  set_flag(L, "mark", cx_source_had_mark(input->source));
  set_flag(L, "restart", cx_source_can_restart(input->source));
  set_integer(L, "size", cx_source_size(input->source));
  if (!cx_option_flag(L, 1, "keep")) cx_input_rest(input);
  return 1;
}

/* time(text [, "dmy" | "mdy"]) -> seconds of the clock as written, or nil */
static int time_of(lua_State *L) {
  cx_text text;
  text.at = luaL_checklstring(L, 1, &text.length);
  const char *order = luaL_optstring(L, 2, "");
  int64_t seconds;
  if (!cx_time_read(text, order[0], &seconds)) return 0;
  lua_pushinteger(L, seconds);
  return 1;
}

/* bucket(seconds, "hour" | "day" | "week" | "month" | "quarter" | "half-year" | "year") -> its label */
static int bucket_of(lua_State *L) {
  static const char *const unit[] = {"hour", "day", "week", "month", "quarter", "half-year", "year", NULL};
  char label[16];
  lua_Integer seconds = luaL_checkinteger(L, 1);
  size_t n = cx_time_bucket(seconds, (cx_bucket)luaL_checkoption(L, 2, NULL, unit), label);
  lua_pushlstring(L, label, n);
  return 1;
}

/* number(text [, decimal]) -> number or nil */
static int number_of(lua_State *L) {
  cx_text text;
  text.at = luaL_checklstring(L, 1, &text.length);
  const char *decimal = luaL_optstring(L, 2, ".");
  double number;
  if (!cx_value_number(text, decimal[0] == ',' ? ',' : '.', &number)) return 0;
  lua_pushnumber(L, number);
  return 1;
}

static void free_glob(void *resource) {
  globfree(resource);
  free(resource);
}

/* glob(pattern) -> the paths that match, sorted */
static int glob_paths(lua_State *L) {
  const char *pattern = luaL_checkstring(L, 1);
  cx_box *box = cx_box_new(L, GLOB_TYPE, free_glob);
  glob_t *found = calloc(1, sizeof *found);
  if (!found) return luaL_error(L, "not enough memory");
  box->resource = found;
  if (glob(pattern, 0, NULL, found) != 0) found->gl_pathc = 0;
  lua_createtable(L, (int)found->gl_pathc, 0);
  lua_Integer n = 0;
  for (size_t i = 0; i < found->gl_pathc; i++) {
    if (cx_wall_refusal(found->gl_pathv[i], false)) continue;
    lua_pushstring(L, found->gl_pathv[i]);
    lua_rawseti(L, -2, ++n);
  }
  cx_box_close(box);
  return 1;
}

/* file_exists(path) -> boolean; also true for a directory or a pipe */
static int file_exists(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  lua_pushboolean(L, !cx_wall_refusal(path, false) && access(path, F_OK) == 0);
  return 1;
}

/* file_identity(path) -> text, the same for all paths and links of one file; nil when there is none */
static int file_identity(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  struct stat about;
  if (cx_wall_refusal(path, false) || stat(path, &about) != 0) return 0;
  lua_pushfstring(L, "%I:%I", (LUAI_UACINT)about.st_dev, (LUAI_UACINT)about.st_ino);
  return 1;
}

/* isatty(descriptor) -> boolean */
static int is_terminal(lua_State *L) {
  lua_pushboolean(L, isatty((int)luaL_checkinteger(L, 1)));
  return 1;
}

/* terminal_width([descriptor]) -> columns, or nil when it is no terminal */
static int terminal_width(lua_State *L) {
  struct winsize size;
  if (ioctl((int)luaL_optinteger(L, 1, STDOUT_FILENO), TIOCGWINSZ, &size) != 0) return 0;
  if (size.ws_col == 0) return 0;
  lua_pushinteger(L, size.ws_col);
  return 1;
}

void cx_bind_read(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"inspect", inspect},         {"time", time_of},         {"bucket", bucket_of},
      {"number", number_of},        {"glob", glob_paths},      {"file_exists", file_exists},
      {"isatty", is_terminal},      {"terminal_width", terminal_width},
      {"file_identity", file_identity}, {NULL, NULL},
  };
  static const luaL_Reg none[] = {{NULL, NULL}};
  cx_input_type(L);
  cx_box_type(L, GLOB_TYPE, none);
  lua_pop(L, 1);
  luaL_setfuncs(L, functions, 0);
}
