/*
** input.h - the border kit: one file of a survey with its dialect and its columns, as a box
**
**   FILE > rows > batch > tally > metric > goal > report
**
** In:      a path or a literal text, and what is already known of its dialect.
** Out:     a source that can be opened again, the dialect settled, the names of the columns.
** Owns:    source, dialect, header. Keeps its path or text alive as the box's user value.
**
** (1) A file may be shut between the look at its head and the pass, so that a thousand files need no
**     thousand descriptors; what cannot be read twice stays open.
** (2) The text of a literal source is never copied.
*/
#ifndef CX_INPUT_H
#define CX_INPUT_H

#include <lua.h>

#include "read/dialect.h"

#define CX_INPUT_TYPE "cx.input"

typedef struct cx_input {
  cx_source *source; /* NULL while shut */
  cx_dialect dialect;
  cx_header header;
  cx_text text;      /* literal; .at is NULL for a path */
  const char *path;  /* or the name of a literal text */
} cx_input;

/* Makes the type; call once a state. */
void cx_input_type(lua_State *L);

/* Pushes a box for options { file = | text =, name = } at index; opens nothing yet. */
cx_input *cx_input_new(lua_State *L, int options);

/* The input at index; raises when it is none. */
cx_input *cx_input_at(lua_State *L, int index);

/* Opens it, unless it is open. */
cx_status cx_input_open(cx_input *input, cx_error *error);

/* Shuts it, if it can be opened again (1). */
void cx_input_rest(cx_input *input);

/* Closes the source for good. */
void cx_input_shut(cx_input *input);

#endif
