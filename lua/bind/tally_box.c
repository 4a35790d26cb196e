/* tally_box.c - see tally_box.h */
#include "bind/tally_box.h"

static void discard(void *resource) { cx_tally_free(resource); }

cx_box *cx_tally_box_new(lua_State *L) { return cx_box_new(L, CX_TALLY_TYPE, discard); }

cx_tally *cx_tally_box_at(lua_State *L, int index) {
  return cx_box_open(L, index, CX_TALLY_TYPE, "tally");
}

void cx_tally_box_pace(lua_State *L, const cx_box *box) {
  size_t kilobytes = cx_tally_bytes(box->resource) >> 10;
  if (kilobytes > 0) lua_gc(L, LUA_GCSTEP, kilobytes > 1 << 20 ? 1 << 20 : (int)kilobytes);
}
