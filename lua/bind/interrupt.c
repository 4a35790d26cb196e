/* interrupt.c - see interrupt.h */
#include "bind/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

static atomic_int came; /* free of locks, so that a handler may set it while workers read it */
static int depth;
static bool caught;
static struct sigaction before;

static void note(int number) {
  int kept = errno;
  came = 1;
  signal(number, SIG_DFL); /* (5) */
  errno = kept;
}

void cx_interrupt_watch(void) {
  if (depth++ > 0) return;
  came = 0;
  caught = sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler != SIG_IGN; /* (3) */
  if (!caught) return;
  struct sigaction mine;
  memset(&mine, 0, sizeof mine);
  mine.sa_handler = note;
  sigemptyset(&mine.sa_mask);
  caught = sigaction(SIGINT, &mine, NULL) == 0;
}

bool cx_interrupt_pending(void) { return came != 0; }

void cx_interrupt_release(void) {
  if (depth == 0 || --depth > 0 || !caught) return;
  sigaction(SIGINT, &before, NULL);
  caught = false;
  if (came) raise(SIGINT); /* (2) */
}

int cx_interrupt_call(lua_State *L, lua_CFunction call) {
  lua_pushcfunction(L, call);
  lua_insert(L, 1);
  cx_interrupt_watch();
  int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
  cx_interrupt_release();
  if (status != LUA_OK) return lua_error(L);
  return lua_gettop(L);
}

void cx_interrupt_set(void) { came = 1; }

void cx_interrupt_clear(void) { came = 0; }
