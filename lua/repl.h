/*
** repl.h - a conversation with Lua
**
** In:      lines from the terminal (line.h) or from any other standard input.
** Out:     what they return, through the global print; messages on standard error.
** Owns:    nothing.
**
** (1) A line is tried as an expression first, then as a statement; one that ends too
**     early asks for more.
** (2) _PROMPT and _PROMPT2, when they are there, are the prompts.
** (3) The global cx is the library, unless a script made a cx of its own.
** (4) Ctrl-C stops what runs and gives the prompt back.
*/
#ifndef CX_REPL_H
#define CX_REPL_H

#include <lua.h>

/* Returns at the end of the input. */
void cx_repl_run(lua_State *L);

#endif
