/* call.h: calls that cannot hurt */
#include "call.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <lauxlib.h>

#include "bind/interrupt.h"
#include "bind/unfinished.h"

static const char *program_name;
static lua_State *running; /* the state that the signal handler has to stop */
static volatile sig_atomic_t interrupted;
static const char *memory_name, *memory_words; /* of (4) */
static bool ran_out;
static bool clean; /* (5) */
static bool patient; /* (6) */

#define GRACE 5u /* seconds, far more than the next step of Lua takes */

static void answer(int sign, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  sigaction(sign, &action, NULL);
}

/* The hook of rule (2): it runs once, inside Lua, where raising is allowed. */
static void stop(lua_State *L, lua_Debug *ar) {
  (void)ar;
  lua_sethook(L, NULL, 0, 0);
  cx_interrupt_clear();
  luaL_error(L, "interrupted!");
}

/* The end of rule (6): all of it is allowed in a handler. */
static void give_up(int sign) {
  static const char words[] = "interrupted!\n";
  (void)sign;
  cx_unfinished_remove();
  if (write(STDERR_FILENO, words, sizeof words - 1) < 0) _exit(130);
  _exit(130);
}

static void on_interrupt(int sign) {
  answer(sign, SIG_DFL);
  interrupted = 1;
  if (!patient) {
    answer(SIGALRM, give_up);
    alarm(GRACE);
  }
  cx_interrupt_set();
  lua_sethook(running, stop, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

/* True when cx itself called `error` about a line that is not its own (3). The handler is level 0. */
static bool is_complaint(lua_State *L, const char *message) {
  static const char home[] = "cx/";
  lua_Debug ar;
  if (strncmp(message, home, sizeof home - 1) == 0) return false;
  if (!lua_getstack(L, 1, &ar) || !lua_getinfo(L, "Sn", &ar)) return false;
  if (*ar.what != 'C' || ar.name == NULL || strcmp(ar.name, "error") != 0) return false;
  if (!lua_getstack(L, 2, &ar) || !lua_getinfo(L, "S", &ar)) return false;
  return ar.source[0] == '@' && strncmp(ar.source + 1, home, sizeof home - 1) == 0;
}

/* The message handler of rule (1). */
static int explain(lua_State *L) {
  const char *message = lua_tostring(L, 1);
  if (message == NULL) {
    if (luaL_callmeta(L, 1, "__tostring") && lua_type(L, -1) == LUA_TSTRING) return 1;
    message = lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
  }
  if (is_complaint(L, message)) lua_pushstring(L, message);
  else luaL_traceback(L, L, message, 1);
  return 1;
}

const char *cx_call_name(const char *name) {
  const char *before = program_name;
  program_name = name;
  return before;
}

int cx_call(lua_State *L, int n_args, int n_results) {
  int base = lua_gettop(L) - n_args;
  lua_pushcfunction(L, explain);
  lua_insert(L, base);
  running = L;
  interrupted = 0;
  answer(SIGINT, on_interrupt);
  int status = lua_pcall(L, n_args, n_results, base);
  answer(SIGINT, SIG_DFL);
  lua_remove(L, base);
  if (interrupted) { /* it may have come too late to be raised */
    if (!patient) alarm(0);
    lua_sethook(L, NULL, 0, 0);
    cx_interrupt_clear();
  }
  return status;
}

bool cx_call_was_interrupted(void) { return interrupted != 0; }

static void put_clean(const char *text) {
  for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
    bool wide = *at == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0; /* C1 in UTF-8 */
    bool order = wide || (*at < ' ' && *at != '\n' && *at != '\t') || *at == 127;
    fputc(order ? '?' : *at, stderr);
    if (wide) at++;
  }
}

void cx_call_complain(const char *message) {
  fflush(stdout);
  if (program_name != NULL) fprintf(stderr, "%s: ", program_name);
  if (clean) put_clean(message);
  else fputs(message, stderr);
  fputc('\n', stderr);
  fflush(stderr);
}

void cx_call_clean(void) { clean = true; }

void cx_call_patient(void) { patient = true; }

void cx_call_memory(const char *name, const char *words) {
  memory_name = name;
  memory_words = words;
}

bool cx_call_ran_out(void) { return ran_out; }

/* The line of rule (4), if that is what ended it. */
static bool tell_of_memory(const char *message) {
  if (memory_words == NULL || message == NULL || strstr(message, "not enough memory") == NULL) return false;
  ran_out = true;
  fflush(stdout);
  fprintf(stderr, "%s: stopped at %s of memory; --memory raises it\n", memory_name, memory_words);
  return true;
}

int cx_call_report(lua_State *L, int status) {
  if (status == LUA_OK) return status;
  const char *message = lua_tostring(L, -1);
  if (!tell_of_memory(message))
    cx_call_complain(message != NULL ? message : "(error message not a string)");
  lua_pop(L, 1);
  return status;
}
