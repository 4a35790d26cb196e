/* bind.c - see bind.h */
#include "bind/bind.h"

#pragma weak cx_bind_read
#pragma weak cx_bind_count
#pragma weak cx_bind_tally
#pragma weak cx_bind_rows
#pragma weak cx_bind_infer

int luaopen_cx_core(lua_State *L) {
  void (*const bind[])(lua_State *) = {cx_bind_read, cx_bind_count, cx_bind_tally, cx_bind_rows,
                                       cx_bind_infer};
  lua_newtable(L);
  for (size_t i = 0; i < sizeof bind / sizeof *bind; i++)
    if (bind[i]) bind[i](L);
  return 1;
}
