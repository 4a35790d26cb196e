/*
** main.c - the program cxlua: the lua command, and plans
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      the command line: options, a script or a command, its arguments.
** Out:     an exit status: 0 fine, 1 failed, 2 wrong usage of a plan, 124 stopped at a limit, 130 interrupted.
** Owns:    the Lua state.
**
** (1) Whatever the lua command understands is understood alike (option.h, script.h).
** (2) What costs time is done when it is needed: modules (module.h), line editing (line.h).
** (3) All of it runs protected: no error of Lua can end the program without a message.
** (4) A file over its limit is a failed write, which has a message, not a signal that ends the
**     program; the programs that a plan starts keep the signal as they would have it without cxlua.
*/
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "call.h"
#include "module.h"
#include "option.h"
#include "repl.h"
#include "sandbox.h"
#include "script.h"

/* The global arg: the script at 0, its arguments after it, what stood before it below. */
static void set_arg(lua_State *L, char **argv, int argc, int script) {
  if (script == argc) script = 0;
  lua_createtable(L, argc - script, script + 1);
  for (int i = 0; i < argc; i++) {
    lua_pushstring(L, argv[i]);
    lua_rawseti(L, -2, i - script);
  }
  lua_setglobal(L, "arg");
}

static void open(lua_State *L, const cx_option *option) {
  if (option->bare) {
    lua_pushboolean(L, true);
    lua_setfield(L, LUA_REGISTRYINDEX, "LUA_NOENV");
  }
  luaL_openlibs(L);
  cx_module_install(L);
  lua_gc(L, LUA_GCGEN, 0, 0);
}

/* Obeys -e, -l and -W in their order, up to the first that fails. */
static int obey(lua_State *L, char **argv, int n) {
  for (int i = 1; i < n; i++) {
    if (argv[i][0] != '-') continue; /* the value of a limit */
    char letter = argv[i][1];
    if (letter == 'W') lua_warning(L, "@on", 0);
    if (letter != 'e' && letter != 'l') continue;
    char *word = argv[i][2] != '\0' ? argv[i] + 2 : argv[++i];
    int status = letter == 'e' ? cx_script_string(L, word, "=(command line)")
                               : cx_script_library(L, word);
    if (status != CX_EXIT_FINE) return status;
  }
  return CX_EXIT_FINE;
}

static void print_version(void) {
  puts(LUA_COPYRIGHT);
  fflush(stdout);
}

/* After the script, or instead of it. */
static int talk(lua_State *L, const cx_option *option, bool has_script) {
  if (option->interactive) {
    cx_repl_run(L);
  } else if (!has_script && !option->execute && !option->version) {
    if (!isatty(STDIN_FILENO)) {
      int status = cx_script_file(L, NULL); /* the lua command forgives what fails here */
      return status == CX_EXIT_INTERRUPTED ? status : CX_EXIT_FINE;
    }
    print_version();
    cx_repl_run(L);
  }
  return CX_EXIT_FINE;
}

static const char *program(char **argv) {
  return argv[0] != NULL && *argv[0] != '\0' ? argv[0] : "lua";
}

static int run(lua_State *L, int argc, char **argv) {
  cx_option option = cx_option_read(argv);
  if (option.version) print_version();
  open(L, &option);
  set_arg(L, argv, argc, option.script);
  int status = option.limit.sandbox ? cx_sandbox_enter(L, &option, argv) : CX_EXIT_FINE;
  if (status != CX_EXIT_FINE) return status;
  status = option.bare ? CX_EXIT_FINE : cx_script_init(L);
  if (status == CX_EXIT_FINE) status = obey(L, argv, option.script);
  bool has_script = option.script < argc;
  if (status == CX_EXIT_FINE && has_script) status = cx_script_run(L, argv, option.script);
  if (status != CX_EXIT_FINE) return status;
  return talk(L, &option, has_script);
}

/* run, where Lua may raise; its exit status is the one result. */
static int protected_run(lua_State *L) {
  int argc = (int)lua_tointeger(L, 1);
  char **argv = lua_touserdata(L, 2);
  luaL_checkversion(L);
  lua_pushinteger(L, run(L, argc, argv));
  return 1;
}

static void do_nothing(int sign) {
  (void)sign;
}

/* (4): a handler, since a signal that is ignored would be ignored in other programs too. */
static void outlive_limits(void) {
  struct sigaction action;
  if (sigaction(SIGXFSZ, NULL, &action) != 0 || action.sa_handler != SIG_DFL) return;
  action.sa_handler = do_nothing;
  action.sa_flags = SA_RESTART;
  sigaction(SIGXFSZ, &action, NULL);
}

/* Reads the options for what comes before Lua; an exit status when it cannot go on. */
static int begin(int argc, char **argv) {
  cx_option option = cx_option_read(argv);
  if (option.wrong != 0) {
    cx_option_usage(program(argv), argv[option.wrong]);
    return CX_EXIT_FAILED;
  }
  const char *misfit = cx_sandbox_misfit(&option, argv);
  if (misfit != NULL) {
    cx_call_complain(misfit);
    return CX_EXIT_FAILED;
  }
  cx_limit_guard(&option.limit, option.script < argc ? argv[option.script] : program(argv), option.interactive);
  return CX_EXIT_FINE;
}

int main(int argc, char **argv) {
  outlive_limits();
  cx_call_name(program(argv));
  int begun = begin(argc, argv);
  if (begun != CX_EXIT_FINE) return begun;
  lua_State *L = luaL_newstate();
  if (L == NULL) {
    cx_call_complain("cannot create state: not enough memory");
    return CX_EXIT_FAILED;
  }
  lua_pushcfunction(L, protected_run);
  lua_pushinteger(L, argc);
  lua_pushlightuserdata(L, argv);
  int status = cx_call_report(L, lua_pcall(L, 2, 1, 0));
  int result = status == LUA_OK ? (int)lua_tointeger(L, -1) : CX_EXIT_FAILED;
  lua_close(L);
  return result;
}
