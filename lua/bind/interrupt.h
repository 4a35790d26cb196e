/*
** interrupt.h - one flag that says: the person at the keyboard wants to stop
**
**   FILE > ROWS > BATCH > TALLY > metric > goal > report
**
** In:      cx_interrupt_set, from the program's signal handler.
** Out:     cx_interrupt_pending, polled by long scans, from any thread.
** Owns:    the flag, which is the only state here.
**
** (1) In the program, Ctrl-C sets the flag, and a hook raises "interrupted!" at the next
**     step of Lua, which clears it. A scan that sees the flag only has to return.
** (2) In the C module for a plain lua5.4 nothing sets it: that interpreter has its own way.
*/
#ifndef CX_INTERRUPT_H
#define CX_INTERRUPT_H

#include <stdbool.h>

/* Safe in a signal handler. */
void cx_interrupt_set(void);

bool cx_interrupt_pending(void);

void cx_interrupt_clear(void);

#endif
