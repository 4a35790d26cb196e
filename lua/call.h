/*
** call.h - calls that cannot hurt: protected, traced, and stopped by Ctrl-C
**
** In:      a function and its arguments on the stack.
** Out:     LUA_OK and its results, or a status and one message.
** Owns:    the answer to SIGINT while a call runs; the name that messages begin with.
**
** (1) A message that is a string gets a traceback; one with __tostring speaks for itself.
** (2) Ctrl-C sets the border's flag and a hook; the next step of Lua raises "interrupted!".
**     A second Ctrl-C, when that step never comes, ends the program the hard way.
** (3) What cx complains of at the analyst's line is one line: a traceback would lead through cx.
**     Anything else that is raised, also by mistakes inside cx, keeps its traceback.
** (4) Under a limit of memory, what ran out of it ends with one line that names the limit.
** (5) In a sandbox control characters of a message become ?, so that none gives orders to the terminal.
** (6) A script that does not hear of (2), since a coroutine has its own hooks or it catches what is raised, is ended after
**     five seconds with exit status 130; one that talks with its user waits for the second Ctrl-C.
*/
#ifndef CX_CALL_H
#define CX_CALL_H

#include <stdbool.h>

#include <lua.h>

/* Sets the name before each message; NULL for none, as in the REPL. Returns the one before. */
const char *cx_call_name(const char *name);

/* From now on (4): name begins the line, and words are those of the limit. */
void cx_call_memory(const char *name, const char *words);

/* From now on (5). */
void cx_call_clean(void);

/* From now on somebody talks with the program (6). */
void cx_call_patient(void);

/* True when a report was about (4). */
bool cx_call_ran_out(void);

/* Calls the function below its n_args arguments. */
int cx_call(lua_State *L, int n_args, int n_results);

/* True when Ctrl-C came during the latest cx_call. */
bool cx_call_was_interrupted(void);

/* Prints one line on standard error, with the name. */
void cx_call_complain(const char *message);

/* Prints and pops the message of a status that is not LUA_OK; returns the status. */
int cx_call_report(lua_State *L, int status);

#endif
