/*
** script.h - everything that the command line can ask to be run
**
**   FILE > ROWS > BATCH > TALLY > METRIC > GOAL > REPORT
**
** In:      a string, a file, a library, LUA_INIT, the script with its arguments.
** Out:     an exit status; messages are already printed.
** Owns:    nothing.
**
** (1) What the lua command runs is run as it does, with the same messages.
** (2) A script that returns a plan (a table whose kind is "plan") is measured: the plan,
**     the file's name and the arguments go to the main function of cx.run. A script that makes
**     one and returns nothing is told so (plan.lua, 9).
** (3) A bare name that is no file, but a command inside the program, is that command. A
**     command may return its exit status.
** (4) What Ctrl-C ended has exit status 130; a script that uses cx, such as a plan, then says so in one line.
** (5) A command whose words did not reach standard output has failed, whatever it says itself.
*/
#ifndef CX_SCRIPT_H
#define CX_SCRIPT_H

#include <lua.h>

enum { CX_EXIT_FINE = 0, CX_EXIT_FAILED = 1, CX_EXIT_USAGE = 2, CX_EXIT_INTERRUPTED = 130 };

/* Runs text; chunk is the name that messages show. */
int cx_script_string(lua_State *L, const char *text, const char *chunk);

/* Runs a file, or standard input when path is NULL; what it returns is dropped. */
int cx_script_file(lua_State *L, const char *path);

/* Requires "mod" or "g=mod" into a global. */
int cx_script_library(lua_State *L, char *word);

/* Obeys LUA_INIT_5_4 or LUA_INIT. */
int cx_script_init(lua_State *L);

/* Runs the script at argv[script] with the arguments of the table arg. */
int cx_script_run(lua_State *L, char **argv, int script);

#endif
