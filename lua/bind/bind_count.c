/*
** bind_count.c - core/count for Lua: one pass over all files of a job
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      a job (job.h).
** Out:     { tallies = { box... }, receipts = { receipt... }, odd = { answer... } }, or nil, message, code.
** Owns:    the pass while it runs, in a box, so that no raise can leak it.
**
** (1) Functions of Lua are called on the calling thread, protected; what they raise ends the pass and is
**     raised again, as it was, when the pass is freed. A cell that cannot be read ends it too, whatever the
**     function makes of that, with the trouble of the cell.
** (2) Ctrl-C ends the pass (interrupt.h).
** (3) `progress` is called ten times a second at most.
*/
#include <time.h>

#include "bind/bind.h"
#include "bind/box.h"
#include "bind/input.h"
#include "bind/interrupt.h"
#include "bind/job.h"
#include "bind/option.h"
#include "bind/receipt.h"
#include "bind/tally_box.h"

#define PASS_TYPE "cx.pass"
#define ROW_TYPE "cx.row"
#define PACE 0.1 /* seconds between two calls of progress */

/* Places on the stack of `run`. */
enum { AT_JOB = 1, AT_COMPILED, AT_FILES, AT_RECEIPTS, AT_PROGRESS, AT_TEST, AT_ROW, AT_TROUBLE,
       AT_PASS };

typedef struct host {
  lua_State *L;
  size_t file; /* from 1 */
  double called;
  bool failed; /* a function raised; its error stands at AT_TROUBLE */
  cx_error cell; /* a cell that a function asked for could not be read */
} host;

/* The row that a function of Lua is asked about; NULL outside the question. */
typedef struct row_box {
  const cx_row_view *view;
  cx_error *error;
} row_box;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Calls the function below n arguments; false keeps its error (1). */
static bool ask(host *h, int n) {
  if (lua_pcall(h->L, n, 1, 0) == LUA_OK) return true;
  lua_replace(h->L, AT_TROUBLE);
  h->failed = true;
  return false;
}

static bool go_on(void *context, uint64_t done, uint64_t total) {
  host *h = context;
  if (cx_interrupt_pending()) return false; /* (2) */
  if (lua_isnil(h->L, AT_PROGRESS) || now() - h->called < PACE) return true; /* (3) */
  h->called = now();
  lua_pushvalue(h->L, AT_PROGRESS);
  lua_pushinteger(h->L, (lua_Integer)h->file);
  lua_pushinteger(h->L, (lua_Integer)done);
  lua_pushinteger(h->L, (lua_Integer)total);
  if (!ask(h, 3)) return false;
  bool stop = lua_isboolean(h->L, -1) && !lua_toboolean(h->L, -1);
  lua_pop(h->L, 1);
  return !stop;
}

static int test_row(void *context, const cx_row_view *view) {
  host *h = context;
  row_box *row = lua_touserdata(h->L, AT_ROW);
  row->view = view;
  row->error = &h->cell;
  lua_pushvalue(h->L, AT_TEST);
  lua_pushvalue(h->L, AT_ROW);
  bool answered = ask(h, 1);
  row->view = NULL;
  if (!answered || h->cell.status) return -1;
  int passes = lua_toboolean(h->L, -1);
  lua_pop(h->L, 1);
  return passes;
}

/* row.name: the cell of a column, "" when the row is too short for it. */
static int row_cell(lua_State *L) {
  const row_box *row = luaL_checkudata(L, 1, ROW_TYPE);
  if (!row->view) return luaL_error(L, "a row is gone after its question; keep its cells instead");
  lua_getiuservalue(L, 1, 1);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, -2) != LUA_TNUMBER)
    return luaL_error(L, "a row has no column '%s'", luaL_tolstring(L, 2, NULL));
  cx_text cell;
  if (cx_row_view_cell(row->view, (uint32_t)lua_tointeger(L, -1), &cell, row->error))
    return luaL_error(L, "a cell cannot be read");
  lua_pushlstring(L, cell.at ? cell.at : "", cell.at ? cell.length : 0);
  return 1;
}

/* Tells the row box where the columns of a file are; job.row_names: other names of columns. */
static void place_columns(lua_State *L, const cx_header *header) {
  lua_createtable(L, 0, (int)header->n_columns);
  for (uint32_t i = 0; i < header->n_columns; i++) {
    lua_pushinteger(L, i);
    lua_setfield(L, -2, header->name[i]);
  }
  if (lua_getfield(L, AT_JOB, "row_names") == LUA_TTABLE) {
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
      lua_pushvalue(L, -2);
      lua_pushvalue(L, -2);
      lua_rawget(L, -6);
      lua_rawset(L, -6);
    }
  }
  lua_pop(L, 1);
  lua_setiuservalue(L, AT_ROW, 1);
}

static void free_pass(void *resource) { cx_pass_free(resource); }

/* Reads the file on top of the stack and pops it. */
static cx_status read_file(host *h, cx_pass *pass, cx_error *error) {
  lua_State *L = h->L;
  cx_input *input = cx_input_at(L, -1);
  if (!lua_isnil(L, AT_ROW)) place_columns(L, &input->header);
  cx_file_receipt receipt = {0};
  cx_status status = cx_input_open(input, error);
  if (!status)
    status = cx_pass_file(pass, input->source, &input->dialect, &input->header, &receipt, error);
  cx_input_shut(input);
  if (status) return status;
  cx_receipt_push(L, &receipt);
  lua_rawseti(L, AT_RECEIPTS, (lua_Integer)h->file);
  lua_pop(L, 1);
  return CX_OK;
}

static cx_status read_files(host *h, cx_pass *pass, cx_error *error) {
  size_t n = lua_rawlen(h->L, AT_FILES);
  cx_status status = CX_OK;
  for (h->file = 1; h->file <= n && !status; h->file++) {
    lua_rawgeti(h->L, AT_FILES, (lua_Integer)h->file);
    status = read_file(h, pass, error);
  }
  return status;
}

/* Pushes the list of boxes; the boxes stand empty until the pass has filled them all. */
static cx_status push_tallies(lua_State *L, cx_pass *pass, size_t n, cx_error *error) {
  cx_tally **tally = cx_option_scratch(L, n, sizeof *tally);
  cx_box **box = cx_option_scratch(L, n, sizeof *box);
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    box[i] = cx_tally_box_new(L);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  cx_status status = cx_pass_finish(pass, tally, error);
  for (size_t i = 0; i < n && !status; i++) box[i]->resource = tally[i];
  for (size_t i = 0; i < n && !status; i++) cx_tally_box_pace(L, box[i]);
  return status;
}

static void push_odd(lua_State *L, const cx_pass *pass) {
  size_t n;
  const cx_odd_answer *odd = cx_pass_odd(pass, &n);
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_createtable(L, 0, 4);
    lua_pushinteger(L, (lua_Integer)odd[i].column + 1);
    lua_setfield(L, -2, "column");
    lua_pushinteger(L, odd[i].bin);
    lua_setfield(L, -2, "bin");
    lua_pushlstring(L, odd[i].text.at, odd[i].text.length);
    lua_setfield(L, -2, "text");
    lua_pushinteger(L, (lua_Integer)odd[i].n);
    lua_setfield(L, -2, "n");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* Lays the stack out as AT_... says; the job stands at AT_JOB. */
static cx_job *prepare(lua_State *L, cx_error *error) {
  cx_job *job = cx_job_new(L, AT_JOB, error);
  lua_getfield(L, AT_JOB, "files");
  lua_createtable(L, (int)lua_rawlen(L, AT_FILES), 0);
  lua_getfield(L, AT_JOB, "progress");
  lua_getfield(L, AT_JOB, "row_test");
  if (lua_isnil(L, AT_TEST)) {
    lua_pushnil(L);
  } else {
    row_box *row = lua_newuserdatauv(L, sizeof *row, 1);
    row->view = NULL;
    luaL_setmetatable(L, ROW_TYPE);
    job->spec.row_test = test_row;
  }
  lua_pushnil(L);
  job->spec.progress = go_on;
  return job;
}

/* The pass itself; raises freely. */
static int run(lua_State *L) {
  cx_error error = {0};
  cx_job *job = prepare(L, &error);
  host h = {.L = L, .called = now()};
  job->spec.context = &h;
  cx_box *box = cx_box_new(L, PASS_TYPE, free_pass);
  cx_pass *pass = NULL;
  cx_status status = error.status;
  if (!status) status = cx_pass_new(&pass, &job->spec, &error);
  box->resource = pass;
  if (!status) status = read_files(&h, pass, &error);
  if (!status) status = push_tallies(L, pass, job->spec.n_tallies, &error);
  if (h.cell.status) return cx_option_fail(L, &h.cell); /* (1) */
  if (h.failed) {
    lua_pushvalue(L, AT_TROUBLE); /* (1) */
    return lua_error(L);
  }
  if (status) return cx_option_fail(L, &error);
  int tallies = lua_gettop(L);
  lua_createtable(L, 0, 3);
  lua_pushvalue(L, tallies);
  lua_setfield(L, -2, "tallies");
  lua_pushvalue(L, AT_RECEIPTS);
  lua_setfield(L, -2, "receipts");
  push_odd(L, pass);
  lua_setfield(L, -2, "odd");
  cx_box_close(box);
  return 1;
}

/* pass(job) */
static int pass_of(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  return cx_interrupt_call(L, run);
}

void cx_bind_count(lua_State *L) {
  static const luaL_Reg none[] = {{NULL, NULL}};
  cx_job_type(L);
  cx_box_type(L, PASS_TYPE, none);
  lua_pop(L, 1);
  if (luaL_newmetatable(L, ROW_TYPE)) {
    lua_pushcfunction(L, row_cell);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
  }
  lua_pop(L, 1);
  lua_pushcfunction(L, pass_of);
  lua_setfield(L, -2, "pass");
}
