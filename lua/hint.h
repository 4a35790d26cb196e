/*
** hint.h - what to write instead, when a letter that Lua does not know ends a script
**
** In:      a syntax error's message on the stack, and the text that it is about.
** Out:     the same message; with a mending hint when it is about a letter such as ä.
** Owns:    nothing.
**
** (1) Only errors near a byte over 127 get a hint; every other message stays Lua's own.
** (2) The word is found in the text, at the line that the message names, outside quotes.
** (3) Quotation marks, dashes and no-break spaces of a word processor have hints of their own.
*/
#ifndef CX_HINT_H
#define CX_HINT_H

#include <lua.h>

/* The message on top of the stack is about this text. */
void cx_hint_text(lua_State *L, const char *text);

/* The message on top of the stack is about this file (NULL: standard input). */
void cx_hint_file(lua_State *L, const char *path);

#endif
