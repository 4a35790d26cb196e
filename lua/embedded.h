/*
** embedded.h - the Lua modules that travel inside the program, as bytecode
**
** In:      made by embed.lua at build time, sorted by module name.
** Owns:    nothing: constant bytes.
*/
#ifndef CX_EMBEDDED_H
#define CX_EMBEDDED_H

#include <stddef.h>

typedef struct cx_embedded {
  const char *name;  /* as required: "cx.survey" */
  const char *chunk; /* as shown in messages: "@cx/survey.lua" */
  const unsigned char *bytes;
  size_t size;
} cx_embedded;

extern const cx_embedded cx_embedded_modules[];
extern const size_t cx_embedded_count;

#endif
