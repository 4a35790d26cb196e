/*
** option.h - the border kit: option tables read with messages, and the one translator of errors
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      a table of named options.  Out: C values; a raise that names the option and what it may be.
** Owns:    nothing: texts are borrowed from the table, which must stay on the stack.
**
** (1) An absent option is its fallback.
** (2) A wrong one raises, naming the alternatives.
** (3) Scratch is userdata on the stack, so that a raise cannot leak it.
*/
#ifndef CX_OPTION_H
#define CX_OPTION_H

#include <lua.h>
#include <lauxlib.h>
#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

/* Zeroed memory for n things of a size, left on the stack (3). */
void *cx_option_scratch(lua_State *L, size_t n, size_t size);

/* True when the table at index has the option; pushes nothing. */
bool cx_option_has(lua_State *L, int index, const char *name);

/* One option each. A text without fallback is {NULL, 0} when absent. */
bool cx_option_flag(lua_State *L, int index, const char *name);
lua_Integer cx_option_integer(lua_State *L, int index, const char *name, lua_Integer fallback,
                              lua_Integer lo, lua_Integer hi);
double cx_option_number(lua_State *L, int index, const char *name, double fallback);
cx_text cx_option_text(lua_State *L, int index, const char *name);

/* The place of the option's word among words (ended by NULL), or fallback when absent (2). */
int cx_option_word(lua_State *L, int index, const char *name, int fallback,
                   const char *const *words);

/* Pushes the option's table and returns its length; absent: pushes nil and returns 0. */
size_t cx_option_list(lua_State *L, int index, const char *name);

/* Raises what a design wants that refuses strata of one cluster and has so many. */
int cx_option_refuse_lonely(lua_State *L, size_t strata);

/* Pushes nil, "place: message", code; returns 3. */
int cx_option_fail(lua_State *L, const cx_error *error);

#endif
