/*
** limit.h - how long a plan may run, and how much memory it may have
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      what the options --timeout, --memory and --sandbox said (option.h).
** Out:     the exit status of what ran, or 124 and one line that says which limit stopped it.
** Owns:    the child in which the program runs under limits, and the terminal's state beside it.
**
** (1) What no hook can stop (a pattern that backtracks for ever, a finalizer, a loop in C) ends with its process: under a
**     limit the program runs in a child, and the parent does nothing but watch. Without a limit there is no child.
** (2) The output and the exit status of the child, a signal that ended it too, are passed on unchanged.
** (3) At the deadline the child is told to stop; it removes what it has begun to write (bind/unfinished.h) and goes. What
**     has not gone a second later is killed. Programs that it started are killed with it.
** (4) Ctrl-C reaches the child once, whether it comes from the terminal or from kill; what has not obeyed a second
**     later is stopped as at the deadline, unless it talks with the user. A parent that dies takes the child along.
** (5) Memory is what the program has written, or could, as its own (RLIMIT_DATA): files and code do not count. Worker
**     threads are inside the same limit. Running out is an error of Lua; whoever catches it may go on.
** (6) The terminal is left as it was found.
** (7) --sandbox without limits has those of SANDBOX_SECONDS and SANDBOX_MEMORY, and cannot write a file of over a gigabyte.
*/
#ifndef CX_LIMIT_H
#define CX_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

enum { CX_EXIT_STOPPED = 124 };

typedef struct cx_limit {
  double seconds;     /* 0: as long as it likes */
  uint64_t bytes;     /* 0: as much as there is */
  const char *memory; /* bytes, in the words of the command line */
  bool sandbox;
} cx_limit;

/* Goes on in a child under the limits; name is what messages begin with. The parent never comes back. */
void cx_limit_guard(cx_limit *limit, const char *name, bool talks);

#endif
