/*
** moment_box.h - the border kit: moments as a userdata
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      moments, once they are there.  Out: their box.
** Owns:    nothing here: the box owns its moments; the user value holds what lua/cx says about them.
*/
#ifndef CX_MOMENT_BOX_H
#define CX_MOMENT_BOX_H

#include "bind/box.h"
#include "count/moment.h"

#define CX_MOMENT_TYPE "cx.moments"

/* The moments at index; raises when they are none or closed. */
static inline cx_moments *cx_moment_box_at(lua_State *L, int index) {
  return cx_box_open(L, index, CX_MOMENT_TYPE, "moments");
}

/* Whether the argument says listwise. */
static inline cx_moment_rows cx_moment_rows_at(lua_State *L, int index) {
  static const char *const words[] = {"pairwise", "listwise", NULL};
  return luaL_checkoption(L, index, NULL, words) == 1 ? CX_MOMENT_LISTWISE : CX_MOMENT_PAIRWISE;
}

#endif
