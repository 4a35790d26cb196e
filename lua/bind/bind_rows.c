/*
** bind_rows.c - core/count for Lua: rows as tables, one at a time, for an analyst's own logic
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      a job (job.h) with `take`, the names of the columns to be given, `keys`, what they are called, and perhaps
**          `any`, a number of tallies.
** Out:     an iterator: each call gives a new table, in the end nil.
** Owns:    the open file, in a box; closed at the end, at `close`, or by the collector.
**
** (1) The slow way, and still a million rows a second: one C call a row, keys that are made once.
** (2) A cell that a short row lacks is absent from the table, an empty one is "".
** (3) What the world does in the middle is raised, since an iterator has no other way.
** (4) With `any`, rows are given that pass the filter of any of the first tallies, and row[i] is true for those passed.
*/
#include <stdlib.h>

#include "bind/bind.h"
#include "bind/box.h"
#include "bind/input.h"
#include "bind/job.h"
#include "bind/option.h"

#define ROWS_TYPE "cx.rows"

/* Upvalues of the iterator. */
enum { UP_BOX = 1, UP_FILES, UP_KEYS, UP_JOB };

typedef struct stream {
  cx_rows *rows;    /* NULL between files */
  lua_Integer file; /* the next one, from 1 */
  size_t n;         /* columns given */
  size_t n_any;     /* (4), else 0 */
  uint32_t *column; /* where they are in the open file */
} stream;

static void discard(void *resource) {
  stream *s = resource;
  cx_rows_close(s->rows);
  free(s->column);
  free(s);
}

/* Finds the columns by the names in job.take. */
static cx_status find_columns(lua_State *L, stream *s, const cx_input *input, cx_error *error) {
  lua_getfield(L, lua_upvalueindex(UP_JOB), "take");
  for (size_t i = 0; i < s->n; i++) {
    cx_text name;
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    name.at = luaL_checklstring(L, -1, &name.length);
    long at = cx_header_find(&input->header, name);
    lua_pop(L, 1);
    if (at < 0) return cx_error_set(error, CX_NO_COLUMN, input->path, "there is no column '%s'", name.at);
    s->column[i] = (uint32_t)at;
  }
  lua_pop(L, 1);
  return CX_OK;
}

/* Opens the next file; *more is false when there is none. */
static cx_status open_next(lua_State *L, stream *s, bool *more, cx_error *error) {
  *more = lua_rawgeti(L, lua_upvalueindex(UP_FILES), s->file) != LUA_TNIL;
  if (!*more) return CX_OK;
  cx_input *input = cx_input_at(L, -1);
  lua_getfield(L, lua_upvalueindex(UP_JOB), "compiled");
  cx_job *job = cx_box_open(L, -1, CX_JOB_TYPE, "job");
  cx_status status = cx_input_open(input, error);
  if (!status) status = find_columns(L, s, input, error);
  if (!status)
    status = cx_rows_open(&s->rows, &job->spec, input->source, &input->dialect, &input->header, error);
  if (!status && s->n_any > 0) cx_rows_any(s->rows, s->n_any);
  s->file++;
  lua_pop(L, 2);
  return status;
}

static void close_current(lua_State *L, stream *s) {
  cx_rows_close(s->rows);
  s->rows = NULL;
  lua_rawgeti(L, lua_upvalueindex(UP_FILES), s->file - 1);
  cx_input_shut(cx_input_at(L, -1));
  lua_pop(L, 1);
}

/* The next row of any file, or NULL. */
static cx_status advance(lua_State *L, stream *s, const cx_row_view **row, cx_error *error) {
  for (;;) {
    if (s->rows) {
      cx_status status = cx_rows_next(s->rows, row, error);
      if (status || *row) return status;
      close_current(L, s);
    }
    bool more;
    cx_status status = open_next(L, s, &more, error);
    if (status || !more) return status;
  }
}

/* (3) */
static int raise(lua_State *L, const cx_error *error) {
  cx_option_fail(L, error);
  lua_pop(L, 1);
  return lua_error(L);
}

static int next_row(lua_State *L) {
  const cx_box *box = lua_touserdata(L, lua_upvalueindex(UP_BOX));
  stream *s = box->resource;
  if (!s) return 0; /* closed: no more rows */
  cx_error error = {0};
  const cx_row_view *row = NULL;
  if (advance(L, s, &row, &error)) return raise(L, &error);
  if (!row) return 0;
  lua_createtable(L, 0, (int)s->n);
  for (size_t i = 0; i < s->n; i++) {
    cx_text cell;
    if (cx_row_view_cell(row, s->column[i], &cell, &error)) return raise(L, &error);
    if (!cell.at) continue; /* (2) */
    lua_rawgeti(L, lua_upvalueindex(UP_KEYS), (lua_Integer)i + 1);
    lua_pushlstring(L, cell.at, cell.length);
    lua_rawset(L, -3);
  }
  for (size_t i = 0; i < s->n_any; i++) {
    if (!cx_rows_passes(s->rows, i)) continue;
    lua_pushboolean(L, true);
    lua_rawseti(L, -2, (lua_Integer)i + 1); /* (4) */
  }
  return 1;
}

/* rows(job) -> iterator, box to close; or nil, message, code */
static int rows_of(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  cx_error error = {0};
  cx_job_new(L, 1, &error);
  lua_setfield(L, 1, "compiled");
  if (error.status) return cx_option_fail(L, &error);
  cx_box *box = cx_box_new(L, ROWS_TYPE, discard); /* at 2 */
  stream *s = calloc(1, sizeof *s);
  if (!s) return luaL_error(L, "not enough memory");
  box->resource = s;
  s->file = 1;
  s->n = cx_option_list(L, 1, "take");
  lua_Integer most = (lua_Integer)cx_option_list(L, 1, "tallies");
  s->n_any = (size_t)cx_option_integer(L, 1, "any", 0, 0, most);
  lua_pop(L, 1);
  s->column = calloc(s->n + 1, sizeof *s->column);
  if (!s->column) return luaL_error(L, "not enough memory");
  lua_pushvalue(L, 2);
  lua_getfield(L, 1, "files");
  lua_getfield(L, 1, "keys");
  lua_pushvalue(L, 1);
  lua_pushcclosure(L, next_row, 4);
  lua_pushvalue(L, 2);
  return 2;
}

void cx_bind_rows(lua_State *L) {
  static const luaL_Reg none[] = {{NULL, NULL}};
  cx_job_type(L);
  cx_box_type(L, ROWS_TYPE, none);
  lua_pop(L, 1);
  lua_pushcfunction(L, rows_of);
  lua_setfield(L, -2, "rows");
}
