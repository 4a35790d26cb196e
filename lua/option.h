/*
** option.h - what stands on the command line before the script
**
** In:      argv.
** Out:     which options there are and where the script stands; or which one is wrong.
** Owns:    nothing.
**
** (1) The options are those of the lua command: -e -i -l -v -E -W - and --. Those of two dashes and a name are our
**     own: --timeout --memory --sandbox (limit.h); any other such word is wrong, as it is to the lua command.
** (2) Here they are only read; main.c obeys them, in the order given.
*/
#ifndef CX_OPTION_H
#define CX_OPTION_H

#include <stdbool.h>

#include "limit.h"

typedef struct cx_option {
  int script;       /* index of the script's name; argc when there is none */
  int wrong;        /* index of an option that is not understood, or 0 */
  bool interactive; /* -i */
  bool version;     /* -v, and -i too */
  bool execute;     /* -e */
  bool bare;        /* -E: ignore the environment; --sandbox too */
  bool mixed;       /* -e, -i or -l beside --sandbox, where only a script or a command is run */
  cx_limit limit;   /* --timeout, --memory, --sandbox */
} cx_option;

cx_option cx_option_read(char **argv);

/* Says what is wrong with an option, and what there is. */
void cx_option_usage(const char *program, const char *wrong);

#endif
