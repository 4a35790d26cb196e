/*
** bind_audit.c - the audit of hidden cells as a Lua function
**
**   file > rows > batch > tally > metric > goal > REPORT
**
** In:      equations as flat lists of whole numbers.  Out: a plain table.
** Owns:    the audit, in a box, until its answers are in the table.
**
** (1) core.audit(n_unknowns, { { total, unknown, coefficient, unknown, coefficient, ... }, ... }): unknowns
**     count from 1.
** (2) { rank =, contradicts =, [unknown] = { secrecy = "safe" | "leaks" | "unproved", given_away =,
**     low =, high = nil without a limit, divisor =, proof = { at, times, at, times, ... } } }: at is an equation
**     for a leak, an unknown for what is safe.
*/
#include "bind/bind.h"
#include "bind/box.h"
#include "bind/option.h"
#include "infer/audit.h"

#define AUDIT_TYPE "cx.audit"

static const luaL_Reg NOTHING[] = {{NULL, NULL}};
static const lua_Integer MOST_UNKNOWNS = 1 << 24;
static const int64_t MOST_TOTAL = (int64_t)1 << 53;

static lua_Integer whole_at(lua_State *L, lua_Integer i, lua_Integer lo, lua_Integer hi) {
  int is_whole;
  lua_geti(L, -1, i);
  lua_Integer value = lua_tointegerx(L, -1, &is_whole);
  if (!is_whole || value < lo || value > hi)
    luaL_error(L, "an equation holds whole numbers: its total, then unknowns and coefficients");
  lua_pop(L, 1);
  return value;
}

/* How many terms all equations of the list at 2 have (1). */
static size_t count_terms(lua_State *L, size_t n_equations) {
  size_t n = 0;
  for (size_t i = 0; i < n_equations; i++) {
    luaL_argcheck(L, lua_geti(L, 2, (lua_Integer)i + 1) == LUA_TTABLE, 2, "a list of equations is wanted");
    lua_Integer length = luaL_len(L, -1);
    luaL_argcheck(L, length % 2 == 1, 2, "an equation is a total and pairs of unknown and coefficient");
    n += (size_t)length / 2;
    lua_pop(L, 1);
  }
  return n;
}

/* Reads the equation on top of the stack into term[]. */
static cx_equation read_equation(lua_State *L, lua_Integer n_unknowns, cx_term *term) {
  size_t n_terms = (size_t)luaL_len(L, -1) / 2;
  for (size_t i = 0; i < n_terms; i++) {
    lua_Integer at = (lua_Integer)(2 * i) + 2;
    term[i].unknown = (uint32_t)(whole_at(L, at, 1, n_unknowns) - 1);
    term[i].coefficient = (int32_t)whole_at(L, at + 1, INT32_MIN, INT32_MAX);
  }
  return (cx_equation){term, n_terms, whole_at(L, 1, -MOST_TOTAL, MOST_TOTAL)};
}

static void push_proof(lua_State *L, const cx_audit *audit, size_t unknown) {
  cx_proof p = cx_audit_proof(audit, unknown);
  lua_createtable(L, (int)(2 * p.n_factors), 0);
  for (size_t i = 0; i < p.n_factors; i++) {
    lua_pushinteger(L, (lua_Integer)p.factor[i].at + 1);
    lua_rawseti(L, -2, (lua_Integer)(2 * i) + 1);
    lua_pushinteger(L, p.factor[i].times);
    lua_rawseti(L, -2, (lua_Integer)(2 * i) + 2);
  }
  lua_setfield(L, -2, "proof");
  lua_pushinteger(L, p.divisor);
  lua_setfield(L, -2, "divisor");
}

static void push_answer(lua_State *L, const cx_audit *audit, size_t unknown) {
  static const char *const WORD[] = {"safe", "leaks", "unproved"};
  cx_feasible range = cx_audit_range(audit, unknown);
  lua_createtable(L, 0, 6);
  lua_pushstring(L, WORD[cx_audit_secrecy(audit, unknown)]);
  lua_setfield(L, -2, "secrecy");
  lua_pushboolean(L, cx_audit_is_given_away(audit, unknown));
  lua_setfield(L, -2, "given_away");
  lua_pushinteger(L, range.low);
  lua_setfield(L, -2, "low");
  if (range.high != CX_NO_LIMIT) {
    lua_pushinteger(L, range.high);
    lua_setfield(L, -2, "high");
  }
  push_proof(L, audit, unknown);
}

static void discard(void *resource) { cx_audit_free(resource); }

static int audit(lua_State *L) {
  lua_Integer n_unknowns = luaL_checkinteger(L, 1);
  luaL_argcheck(L, n_unknowns >= 0 && n_unknowns <= MOST_UNKNOWNS, 1, "a number of unknowns is wanted");
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  size_t n_equations = (size_t)luaL_len(L, 2), n_terms = count_terms(L, n_equations);
  cx_equation *equation = cx_option_scratch(L, n_equations + 1, sizeof *equation);
  cx_term *term = cx_option_scratch(L, n_terms + 1, sizeof *term);
  for (size_t i = 0; i < n_equations; i++) {
    lua_geti(L, 2, (lua_Integer)i + 1);
    equation[i] = read_equation(L, n_unknowns, term);
    term += equation[i].n_terms;
    lua_pop(L, 1);
  }
  cx_box_type(L, AUDIT_TYPE, NOTHING);
  cx_box *box = cx_box_new(L, AUDIT_TYPE, discard);
  cx_audit *made;
  cx_error error = {.status = CX_OK};
  if (cx_audit_new(equation, n_equations, (size_t)n_unknowns, &made, &error) != CX_OK)
    return cx_option_fail(L, &error);
  box->resource = made;
  lua_createtable(L, (int)n_unknowns, 2);
  for (lua_Integer i = 0; i < n_unknowns; i++) {
    push_answer(L, made, (size_t)i);
    lua_rawseti(L, -2, i + 1);
  }
  lua_pushinteger(L, (lua_Integer)cx_audit_rank(made));
  lua_setfield(L, -2, "rank");
  lua_pushboolean(L, cx_audit_contradicts(made));
  lua_setfield(L, -2, "contradicts");
  cx_box_close(box);
  return 1;
}

void cx_bind_audit(lua_State *L) {
  lua_pushcfunction(L, audit);
  lua_setfield(L, -2, "audit");
}
