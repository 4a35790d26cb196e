/*
** rake_box.h - the border kit: raked weights as a userdata
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      a box that core.rake made.  Out: its weights.
** Owns:    nothing here: the box owns them.
*/
#ifndef CX_RAKE_BOX_H
#define CX_RAKE_BOX_H

#include "bind/box.h"
#include "infer/rake.h"

#define CX_RAKE_TYPE "cx.rake"

/* The weights at index; raises when there are none or they are closed. */
cx_rake *cx_rake_box_at(lua_State *L, int index);

#endif
