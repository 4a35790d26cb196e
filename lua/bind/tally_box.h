/*
** tally_box.h - the border kit: a tally as a userdata
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      a tally, once it is there.  Out: its box.
** Owns:    nothing here: the box owns its tally; the user value holds what lua/cx says about it.
*/
#ifndef CX_TALLY_BOX_H
#define CX_TALLY_BOX_H

#include "bind/box.h"
#include "count/tally.h"

#define CX_TALLY_TYPE "cx.tally"

/* Pushes an empty box; fill ->resource at once with a tally. */
cx_box *cx_tally_box_new(lua_State *L);

/* The tally at index; raises when it is none or closed. */
cx_tally *cx_tally_box_at(lua_State *L, int index);

/* Tells the collector how much came with a filled box. */
void cx_tally_box_pace(lua_State *L, const cx_box *box);

#endif
