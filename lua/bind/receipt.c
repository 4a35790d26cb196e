/* receipt.c - see receipt.h */
#include "bind/receipt.h"

static void push_problem(lua_State *L, const cx_problems *problems, cx_problem_kind kind) {
  lua_createtable(L, 0, 4);
  lua_pushstring(L, cx_problem_name(kind));
  lua_setfield(L, -2, "reason");
  lua_pushinteger(L, (lua_Integer)problems->n[kind]);
  lua_setfield(L, -2, "n");
  lua_pushboolean(L, kind < CX_PROBLEM_DROPPED_KINDS);
  lua_setfield(L, -2, "dropped");
  lua_createtable(L, problems->n_rows[kind], 0);
  for (int i = 0; i < problems->n_rows[kind]; i++) {
    lua_pushinteger(L, (lua_Integer)problems->row[kind][i]);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "rows");
}

void cx_receipt_push(lua_State *L, const cx_file_receipt *receipt) {
  lua_createtable(L, 0, 4);
  lua_pushinteger(L, (lua_Integer)receipt->bytes);
  lua_setfield(L, -2, "bytes");
  lua_pushinteger(L, (lua_Integer)receipt->read);
  lua_setfield(L, -2, "read");
  lua_pushinteger(L, (lua_Integer)receipt->used);
  lua_setfield(L, -2, "used");
  lua_newtable(L);
  for (int kind = 0, n = 0; kind < CX_PROBLEM_KINDS; kind++) {
    if (receipt->problems.n[kind] == 0) continue;
    push_problem(L, &receipt->problems, (cx_problem_kind)kind);
    lua_rawseti(L, -2, ++n);
  }
  lua_setfield(L, -2, "problems");
}
