/*
** interrupt.h - Ctrl-C while the core works
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      SIGINT.  Out: a flag that the progress callback of a pass polls.
** Owns:    the signal's handler between watch and release, and one flag.
**
** (1) Lua's own way, a hook, waits for the next Lua instruction; a long pass runs none. So the signal is
**     caught here for the length of a pass, and the handler that was there before comes back afterwards.
** (2) Release gives a signal that came on to that handler, so a script, a REPL and any host each do what they
**     always do: nothing else needs to know that there was a pass.
** (3) A signal that the host ignores stays ignored.
** (4) Watches nest; one thread at a time.
** (5) A second Ctrl-C ends the program at once, whatever keeps the first from being heard.
*/
#ifndef CX_INTERRUPT_H
#define CX_INTERRUPT_H

#include <lua.h>
#include <stdbool.h>

/* Begins to catch SIGINT. */
void cx_interrupt_watch(void);

/* True when one came since the outermost watch. */
bool cx_interrupt_pending(void);

/* Ends a watch; the outermost gives the signal on (2). */
void cx_interrupt_release(void);

/* Calls a function with all that is on the stack, watched until it returns or raises; gives how many
** results it left. */
int cx_interrupt_call(lua_State *L, lua_CFunction call);

/* For a host with a handler of its own: raises the flag from that handler, and takes it down. */
void cx_interrupt_set(void);
void cx_interrupt_clear(void);

#endif
