/*
** sandbox.h - a plan from someone else: what it may touch
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      a fresh Lua state and the command line.
** Out:     the same state with walls around it; scripts that see only what the sandbox gives them.
** Owns:    one place of the registry: the globals that a plan sees.
**
** (1) The folder of a plan is its own world: nothing outside is read or written, nothing but cx and the folder's Lua
**     files is required, no command, no connection, no bytecode, no C module. What is given is in cx/sandbox.lua.
** (2) cx itself works behind the same walls, so that a plan cannot have it fetch what it may not: files (bind/wall.h),
**     io, os, package and databases are walled in the globals of cx too.
** (3) The kernel's walls (confine.h) stand behind these, where there are any.
** (4) The environment is ignored as by -E; -e, -l and -i do not go with it; LUA_INIT is not run.
** (5) A command (check, diff ...) is the program's own, and loads plans into the sandbox; the folder is that of the first
**     argument that is a file.
** (6) CXLUA_WALLS=lua leaves the kernel's walls out: tests of the first wall must not be saved by the second.
*/
#ifndef CX_SANDBOX_H
#define CX_SANDBOX_H

#include <lua.h>

#include "option.h"

/* Why the options do not go together (4), or NULL. */
const char *cx_sandbox_misfit(const cx_option *option, char **argv);

/* Builds the walls; an exit status. */
int cx_sandbox_enter(lua_State *L, const cx_option *option, char **argv);

/* luaL_loadfile, into the sandbox where there is one; standard input by input.h. */
int cx_sandbox_load(lua_State *L, const char *path);

#endif
