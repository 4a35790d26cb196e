/*
** receipt.h - the border kit: what became of a file's rows, as a table of Lua
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      a receipt.  Out: { bytes =, read =, used =, problems = { { reason =, n =, dropped =, rows = }... } }, pushed.
** Owns:    nothing.
*/
#ifndef CX_RECEIPT_H
#define CX_RECEIPT_H

#include <lua.h>

#include "count/pass.h"

void cx_receipt_push(lua_State *L, const cx_file_receipt *receipt);

#endif
