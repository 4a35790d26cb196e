/*
** bind_moment.c - core/count for Lua: how answers go together
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      names, decimals, buckets; afterwards variables and buckets by number, from 1.
** Out:     moments in a box; their sums as texts of whole numbers, their matrices as tables.
** Owns:    the moments, in their box.
**
** (1) Variables and buckets are counted from 1 here and from 0 in the core; bucket 0 is none.
** (2) Sums are whole numbers of 128 bits, so they cross the border as decimal texts.
*/
#include <string.h>

#include "bind/bind.h"
#include "bind/moment_box.h"
#include "bind/option.h"
#include "infer/comatrix.h"

#define DIGITS 42 /* of a sum, its sign and the end */

static void discard(void *resource) { cx_moment_free(resource); }

/* ---- sums as texts (2) ---- */

static void push_wide(lua_State *L, cx_wide value) {
  char text[DIGITS];
  size_t at = sizeof text;
  cx_wide_unsigned size = value < 0 ? 0 - (cx_wide_unsigned)value : (cx_wide_unsigned)value;
  do {
    text[--at] = (char)('0' + (int)(size % 10));
    size /= 10;
  } while (size > 0);
  if (value < 0) text[--at] = '-';
  lua_pushlstring(L, text + at, sizeof text - at);
}

/* Raises when the text is no whole number of 127 bits. */
static cx_wide wide_at(lua_State *L, int arg) {
  size_t n, at;
  const char *text = luaL_checklstring(L, arg, &n);
  at = n > 0 && text[0] == '-';
  bool fine = n > at;
  cx_wide value = 0;
  for (size_t i = at; i < n && fine; i++) {
    fine = text[i] >= '0' && text[i] <= '9' && !__builtin_mul_overflow(value, (cx_wide)10, &value) &&
           !__builtin_add_overflow(value, (cx_wide)(text[i] - '0'), &value);
  }
  luaL_argcheck(L, fine, arg, "a whole number is wanted");
  return at > 0 ? -value : value;
}

/* ---- made ---- */

static size_t list_length(lua_State *L, int table, const char *name) {
  size_t n = cx_option_list(L, table, name);
  lua_pop(L, 1);
  return n;
}

/* moments { names = {...}, decimals = {...}, weighted =, buckets = } -> box */
static int new_moments(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  size_t n = list_length(L, 1, "names");
  luaL_argcheck(L, n <= CX_MOMENT_MOST && n == list_length(L, 1, "decimals"), 1, "names and their decimals are wanted");
  cx_text *name = cx_option_scratch(L, n, sizeof *name);
  uint8_t *decimals = cx_option_scratch(L, n, sizeof *decimals);
  lua_getfield(L, 1, "names");
  lua_getfield(L, 1, "decimals");
  for (size_t i = 0; i < n; i++) {
    if (lua_rawgeti(L, -2, (lua_Integer)i + 1) != LUA_TSTRING) luaL_argerror(L, 1, "names are texts");
    name[i].at = lua_tolstring(L, -1, &name[i].length); /* the list keeps it */
    lua_rawgeti(L, -2, (lua_Integer)i + 1);
    lua_Integer places = luaL_checkinteger(L, -1);
    luaL_argcheck(L, places >= 0 && places <= (lua_Integer)CX_MOMENT_DECIMALS, 1, "decimals are 0 to 9");
    decimals[i] = (uint8_t)places;
    lua_pop(L, 2);
  }
  cx_moment_shape shape = {n, name, decimals, cx_option_has(L, 1, "weighted") && cx_option_flag(L, 1, "weighted"),
                           (uint32_t)cx_option_integer(L, 1, "buckets", 1, 1, CX_MOMENT_BUCKETS)};
  cx_box *box = cx_box_new(L, CX_MOMENT_TYPE, discard);
  cx_moments *moments = NULL;
  cx_error error = {0};
  if (cx_moment_new(&moments, &shape, &error)) return cx_option_fail(L, &error);
  box->resource = moments;
  size_t kilobytes = cx_moment_bytes(moments) >> 10;
  if (kilobytes > 0) lua_gc(L, LUA_GCSTEP, (int)kilobytes);
  return 1;
}

/* moments_is(value) -> whether it is a box of moments, whether it is open */
static int is_moments(lua_State *L) {
  const cx_box *box = luaL_testudata(L, 1, CX_MOMENT_TYPE);
  lua_pushboolean(L, box != NULL);
  lua_pushboolean(L, box != NULL && box->resource != NULL);
  return 2;
}

/* moments_about(box [, about]) -> what is said about it */
static int about(lua_State *L) {
  cx_moment_box_at(L, 1);
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) lua_setiuservalue(L, 1, 1);
  lua_getiuservalue(L, 1, 1);
  return 1;
}

/* ---- one by one ---- */

static size_t number_at(lua_State *L, int arg, size_t n, const char *trouble) {
  lua_Integer number = luaL_checkinteger(L, arg);
  luaL_argcheck(L, number >= 1 && number <= (lua_Integer)n, arg, trouble);
  return (size_t)number - 1;
}

static uint32_t bucket_at(lua_State *L, int arg, const cx_moments *moments) {
  return (uint32_t)number_at(L, arg, cx_moment_shaped(moments).n_buckets, "no such bucket");
}

/* The variables at arguments 4 and 5, i <= j. */
static void pair_at(lua_State *L, const cx_moments *moments, size_t *i, size_t *j) {
  size_t n = cx_moment_shaped(moments).n;
  *i = number_at(L, 4, n, "no such variable");
  *j = number_at(L, 5, n, "no such variable");
  luaL_argcheck(L, *i <= *j, 5, "the second variable is not before the first");
}

/* moments_get(box, "pairwise" | "listwise", bucket, i, j) -> n, w, x, y, xx, yy, xy: texts but n */
static int get(lua_State *L) {
  const cx_moments *moments = cx_moment_box_at(L, 1);
  size_t i, j;
  pair_at(L, moments, &i, &j);
  cx_moment_pair pair = cx_moment_at(moments, cx_moment_rows_at(L, 2), bucket_at(L, 3, moments), i, j);
  const cx_wide sums[] = {pair.w, pair.x, pair.y, pair.xx, pair.yy, pair.xy};
  lua_pushinteger(L, (lua_Integer)pair.n);
  for (size_t k = 0; k < 6; k++) push_wide(L, sums[k]);
  return 7;
}

static int done(lua_State *L, cx_status status, const cx_error *error) {
  if (status) return cx_option_fail(L, error);
  lua_pushboolean(L, 1);
  return 1;
}

/* moments_add(box, "pairwise" | "listwise", bucket, i, j, n, w, x, y, xx, yy, xy) */
static int add(lua_State *L) {
  cx_moments *moments = cx_moment_box_at(L, 1);
  size_t i, j;
  pair_at(L, moments, &i, &j);
  lua_Integer n = luaL_checkinteger(L, 6);
  luaL_argcheck(L, n >= 0, 6, "a count is wanted");
  cx_moment_pair pair = {(uint64_t)n,   wide_at(L, 7),  wide_at(L, 8),
                         wide_at(L, 9), wide_at(L, 10), wide_at(L, 11), wide_at(L, 12)};
  cx_error error = {0};
  cx_status status =
      cx_moment_add(moments, cx_moment_rows_at(L, 2), bucket_at(L, 3, moments), i, j, &pair, &error);
  return done(L, status, &error);
}

/* moments_rows(box, bucket [, n]) -> rows of the bucket, after n more */
static int rows(lua_State *L) {
  cx_moments *moments = cx_moment_box_at(L, 1);
  uint32_t bucket = bucket_at(L, 2, moments);
  lua_Integer more = luaL_optinteger(L, 3, 0);
  luaL_argcheck(L, more >= 0, 3, "a count is wanted");
  cx_error error = {0};
  if (cx_moment_add_n(moments, bucket, (uint64_t)more, &error)) return cx_option_fail(L, &error);
  lua_pushinteger(L, (lua_Integer)cx_moment_n(moments, bucket));
  return 1;
}

/* moments_rounded(box, i [, n]) -> rounded numbers of the variable, after n more */
static int rounded(lua_State *L) {
  cx_moments *moments = cx_moment_box_at(L, 1);
  size_t i = number_at(L, 2, cx_moment_shaped(moments).n, "no such variable");
  lua_Integer more = luaL_optinteger(L, 3, 0);
  luaL_argcheck(L, more >= 0, 3, "a count is wanted");
  cx_error error = {0};
  if (cx_moment_add_rounded(moments, i, (uint64_t)more, &error)) return cx_option_fail(L, &error);
  lua_pushinteger(L, (lua_Integer)cx_moment_rounded(moments, i));
  return 1;
}

/* moments_merge(box, other): adds other */
static int merge(lua_State *L) {
  cx_moments *moments = cx_moment_box_at(L, 1), *other = cx_moment_box_at(L, 2);
  luaL_argcheck(L, moments != other && cx_moment_alike(moments, other), 2, "moments of the same questions are wanted");
  cx_error error = {0};
  return done(L, cx_moment_merge(moments, other, &error), &error);
}

/* ---- matrices ---- */

static void push_square(lua_State *L, const char *name, const double *matrix, size_t k) {
  lua_createtable(L, (int)k, 0);
  for (size_t i = 0; i < k; i++) {
    lua_createtable(L, (int)k, 0);
    for (size_t j = 0; j < k; j++) {
      lua_pushnumber(L, matrix[i * k + j]);
      lua_rawseti(L, -2, (lua_Integer)j + 1);
    }
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, name);
}

/* moments_matrix(box, "pairwise" | "listwise", bucket left out or 0, variables)
** -> { n = {{...}}, mean = {...}, covariance = {{...}}, correlation = {{...}} } */
static int matrix(lua_State *L) {
  const cx_moments *moments = cx_moment_box_at(L, 1);
  cx_moment_rows which = cx_moment_rows_at(L, 2);
  cx_moment_shape shape = cx_moment_shaped(moments);
  lua_Integer without = luaL_checkinteger(L, 3);
  luaL_argcheck(L, without >= 0 && without <= (lua_Integer)shape.n_buckets, 3, "no such bucket");
  luaL_checktype(L, 4, LUA_TTABLE);
  size_t k = lua_rawlen(L, 4);
  size_t *variable = cx_option_scratch(L, k, sizeof *variable);
  double *numbers = cx_option_scratch(L, 3 * k * k + k, sizeof *numbers);
  for (size_t i = 0; i < k; i++) {
    lua_rawgeti(L, 4, (lua_Integer)i + 1);
    variable[i] = number_at(L, -1, shape.n, "no such variable");
    lua_pop(L, 1);
  }
  cx_comatrix out = {numbers, numbers + 3 * k * k, numbers + k * k, numbers + 2 * k * k};
  uint32_t bucket = without == 0 ? CX_MOMENT_BUCKETS : (uint32_t)without - 1;
  cx_error error = {0};
  if (cx_comatrix_make(moments, which, bucket, variable, k, &out, &error)) return cx_option_fail(L, &error);
  lua_createtable(L, 0, 4);
  push_square(L, "n", out.n, k);
  push_square(L, "covariance", out.covariance, k);
  push_square(L, "correlation", out.correlation, k);
  lua_createtable(L, (int)k, 0);
  for (size_t i = 0; i < k; i++) {
    lua_pushnumber(L, out.mean[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "mean");
  return 1;
}

void cx_bind_moment(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"moments_new", new_moments},      {"moments_is", is_moments}, {"moments_about", about},
      {"moments_get", get},              {"moments_add", add},       {"moments_rows", rows},
      {"moments_rounded", rounded},      {"moments_merge", merge},   {"moments_matrix", matrix},
      {NULL, NULL},
  };
  static const luaL_Reg none[] = {{NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  cx_box_type(L, CX_MOMENT_TYPE, none);
  lua_setfield(L, -2, "moments");
}
