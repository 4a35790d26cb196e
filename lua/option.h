/*
** option.h - what stands on the command line before the script
**
** In:      argv.
** Out:     which options there are and where the script stands; or which one is wrong.
** Owns:    nothing.
**
** (1) The options are those of the lua command: -e -i -l -v -E -W - and --.
** (2) Here they are only read; main.c obeys them, in the order given.
*/
#ifndef CX_OPTION_H
#define CX_OPTION_H

#include <stdbool.h>

typedef struct cx_option {
  int script;       /* index of the script's name; argc when there is none */
  int wrong;        /* index of an option that is not understood, or 0 */
  bool interactive; /* -i */
  bool version;     /* -v, and -i too */
  bool execute;     /* -e */
  bool bare;        /* -E: ignore the environment */
} cx_option;

cx_option cx_option_read(char **argv);

/* Says what is wrong with an option, and what there is. */
void cx_option_usage(const char *program, const char *wrong);

#endif
