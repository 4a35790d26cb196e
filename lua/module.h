/*
** module.h - the modules that travel inside the program
**
** In:      embedded.h's bytecode; the C modules of Debian's archives and of lua/bind.
** Out:     one searcher in package.searchers, right after preload.
** Owns:    nothing.
**
** (1) Nothing is loaded at start: a searcher is installed, and that is all.
** (2) The folder in CXLUA_PATH, laid out as the project is, comes before what is embedded,
**     so that editing needs no make. -E ignores it, as it does every other variable.
** (3) A module that is not inside is left to the ordinary searchers without a word.
*/
#ifndef CX_MODULE_H
#define CX_MODULE_H

#include <stdbool.h>

#include <lua.h>

/* Installs the searcher; package must be open. */
void cx_module_install(lua_State *L);

/* Pushes the chunk of a Lua module inside and true, or an error message and false, or
** pushes nothing: *found tells whether there is such a module. */
bool cx_module_load(lua_State *L, const char *name, bool *found);

#endif
