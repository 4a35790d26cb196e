/*
** login.h - who runs the program, as the system knows it
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      nothing.  Out: a login name.
** Owns:    nothing; the name is copied to the caller.
**
** (1) The name is that of the real user's number in the list of users; no variable of the environment is asked.
** (2) A number without a name, as in a bare container, has none; so has a name that does not fit.
*/
#ifndef CX_LOGIN_H
#define CX_LOGIN_H

#include <stdbool.h>
#include <stddef.h>

/* Writes the name with its ending zero; false, and name untouched, where there is none. */
bool cx_login_name(char *name, size_t size);

#endif
