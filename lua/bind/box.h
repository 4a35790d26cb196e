/*
** box.h - the border kit: a resource of the core inside a userdata of Lua
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      a type's name, its free function; later the resource.
** Out:     userdata with `close`, `__close` and `__gc` as one function that may be called again.
** Owns:    the resource, from the moment it is put in.
**
** (1) The box is made empty before its resource, so that no raise can leak it.
** (2) A closed box is not an empty answer: using it is the caller's mistake and raises.
** (3) The metatable is locked, and methods are one table that Lua may add to.
** (4) A box has one user value, for what it must keep alive or what Lua says about it.
*/
#ifndef CX_BOX_H
#define CX_BOX_H

#include <lua.h>
#include <lauxlib.h>

typedef struct cx_box {
  void *resource; /* NULL: not filled yet, or closed */
  void (*release)(void *resource);
} cx_box;

/* Makes the type (once a state) and pushes its table of methods. */
void cx_box_type(lua_State *L, const char *type, const luaL_Reg *methods);

/* Pushes an empty box of the type (1). */
cx_box *cx_box_new(lua_State *L, const char *type, void (*release)(void *));

/* The box at index, whatever it holds; raises when it is none of the type. */
cx_box *cx_box_at(lua_State *L, int index, const char *type);

/* Its resource; raises when closed (2). `word` says what it is: "tally". */
void *cx_box_open(lua_State *L, int index, const char *type, const char *word);

/* Frees the resource now; again is fine. */
void cx_box_close(cx_box *box);

#endif
