/*
** bind.h - the C module cx.core: what each folder of the core gives to Lua
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      a table on top of the stack.  Out: the same table with one file's functions added.
** Owns:    nothing.
**
** (1) One table, no submodules: lua/cx is the pleasant face, this is the least.
*/
#ifndef CX_BIND_H
#define CX_BIND_H

#include <lua.h>

void cx_bind_base(lua_State *L);
void cx_bind_read(lua_State *L);
void cx_bind_count(lua_State *L);
void cx_bind_tally(lua_State *L);
void cx_bind_measure(lua_State *L);
void cx_bind_rows(lua_State *L);
void cx_bind_panel(lua_State *L);
void cx_bind_moment(lua_State *L);
void cx_bind_infer(lua_State *L);
void cx_bind_compare(lua_State *L);
void cx_bind_crosstab(lua_State *L);
void cx_bind_series(lua_State *L);
void cx_bind_rake(lua_State *L);
void cx_bind_raked(lua_State *L);
void cx_bind_resample(lua_State *L);
void cx_bind_audit(lua_State *L);
void cx_bind_driver(lua_State *L);
void cx_bind_link(lua_State *L);
void cx_bind_allocate(lua_State *L);
void cx_bind_journey(lua_State *L);

int luaopen_cx_core(lua_State *L);

#endif
