/*
** input.h - a script on standard input
**
**   FILE > rows > batch > tally > metric > goal > report
**
** In:      standard input, to its end.
** Out:     a chunk named stdin.
** Owns:    the text, in package.loaded["cx.input"]: places of mistakes are looked up in it (cx/place/call.lua).
**
** (1) It is loaded as luaL_loadfile loads it: a byte order mark and a first line that begins with # are no part of it.
*/
#ifndef CX_INPUT_H
#define CX_INPUT_H

#include <lua.h>

/* Loads all of standard input; mode as that of luaL_loadfilex. */
int cx_input_load(lua_State *L, const char *mode);

#endif
