/*
** bind_tally.c - core/count for Lua: what a tally holds, and how it is built
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      a tally's box; questions and answers by number, from 1.
** Out:     counts as numbers or as exact texts.
** Owns:    nothing after a call: boxes own.
**
** (1) core.tally is the table of methods of every tally, which lua/cx fills; C puts in `close` alone.
** (2) Exact sums cross the border as decimal texts, so that nothing is lost on the way to a file and back.
** (3) Numbers out of range raise: a file that is no tally cannot reach the core's assertions.
*/
#include "bind/bind.h"
#include "bind/option.h"
#include "bind/tally_box.h"

/* The question's index from argument `arg` (3). */
static size_t question_at(lua_State *L, int arg, const cx_tally *tally) {
  lua_Integer question = luaL_checkinteger(L, arg);
  luaL_argcheck(L, question >= 1 && (size_t)question <= cx_tally_n_questions(tally), arg, "no such question");
  return (size_t)question - 1;
}

static size_t group_at(lua_State *L, int arg, const cx_tally *tally) {
  lua_Integer group = luaL_checkinteger(L, arg);
  luaL_argcheck(L, group >= 1 && (size_t)group <= cx_tally_n_groups(tally), arg, "no such group");
  return (size_t)group - 1;
}


static void push_text(lua_State *L, cx_text text) { lua_pushlstring(L, text.at, text.length); }

static void push_wide(lua_State *L, cx_wide value) {
  char text[CX_WIDE_TEXT];
  lua_pushlstring(L, text, cx_wide_write(value, text));
}

/* n, w, w2 as integer and numbers; with exact, as texts (2). */
static int push_count(lua_State *L, cx_count count, bool exact) {
  lua_pushinteger(L, (lua_Integer)count.n);
  if (exact) {
    push_wide(L, count.w);
    push_wide(L, count.w2);
  } else {
    lua_pushnumber(L, cx_wide_number(count.w));
    lua_pushnumber(L, cx_wide_number(count.w2));
  }
  return 3;
}

static cx_wide read_wide(lua_State *L, int arg) {
  size_t length;
  const char *text = luaL_checklstring(L, arg, &length);
  cx_wide value;
  luaL_argcheck(L, cx_wide_read(text, length, &value), arg, "a decimal number is wanted");
  return value;
}

static cx_count read_count(lua_State *L, int arg) {
  lua_Integer n = luaL_checkinteger(L, arg);
  luaL_argcheck(L, n >= 0, arg, "a count is wanted");
  return (cx_count){(uint64_t)n, read_wide(L, arg + 1), read_wide(L, arg + 2)};
}

/* ---- what it holds ---- */

/* tally_is(value) -> true when it is a tally, open or closed; then whether it is open */
static int tally_is(lua_State *L) {
  const cx_box *box = luaL_testudata(L, 1, CX_TALLY_TYPE);
  lua_pushboolean(L, box != NULL);
  lua_pushboolean(L, box != NULL && box->resource != NULL);
  return 2;
}

/* tally_about(box [, table]) -> what lua/cx says about it, after setting it when given */
static int tally_about(lua_State *L) {
  cx_box_at(L, 1, CX_TALLY_TYPE);
  if (lua_istable(L, 2)) {
    lua_settop(L, 2);
    lua_setiuservalue(L, 1, 1);
  }
  lua_getiuservalue(L, 1, 1);
  return 1;
}

/* tally_size(box) -> groups */
static int tally_size(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)cx_tally_n_groups(cx_tally_box_at(L, 1)));
  return 1;
}

/* tally_design(box [, exact]) -> n, w, w2 */
static int tally_design(lua_State *L) {
  return push_count(L, cx_tally_design(cx_tally_box_at(L, 1)), lua_toboolean(L, 2));
}

/* tally_group(box, group [, exact]) -> n, w, w2 of its rows */
static int tally_group(lua_State *L) {
  const cx_tally *tally = cx_tally_box_at(L, 1);
  return push_count(L, cx_tally_group(tally, group_at(L, 2, tally)), lua_toboolean(L, 3));
}

/* tally_labels(box, group) -> list of labels */
static int tally_labels(lua_State *L) {
  const cx_tally *tally = cx_tally_box_at(L, 1);
  size_t group = group_at(L, 2, tally), n = cx_tally_n_by(tally);
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    push_text(L, cx_tally_label(tally, group, i));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* tally_answers(box, question) -> the texts of an open question */
static int tally_answers(lua_State *L) {
  const cx_tally *tally = cx_tally_box_at(L, 1);
  size_t question = question_at(L, 2, tally), n = cx_tally_n_answers(tally, question);
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    push_text(L, cx_tally_answer(tally, question, (uint32_t)i));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* tally_cells(box, question, group [, exact]) -> { answer, n, w, w2, answer, n, w, w2, ... } */
static int tally_cells(lua_State *L) {
  const cx_tally *tally = cx_tally_box_at(L, 1);
  size_t question = question_at(L, 2, tally), n;
  const cx_tally_cell *cell = cx_tally_cells(tally, question, group_at(L, 3, tally), &n);
  bool exact = lua_toboolean(L, 4);
  lua_createtable(L, (int)n * 4, 0);
  int list = lua_gettop(L);
  for (size_t i = 0; i < n; i++) {
    lua_pushinteger(L, (lua_Integer)cell[i].answer + 1);
    push_count(L, cell[i].count, exact);
    for (int k = 4; k >= 1; k--) lua_rawseti(L, list, (lua_Integer)i * 4 + k);
  }
  return 1;
}

/* ---- how it is built ---- */

/* The texts of the list at arg, in scratch. */
static cx_text *read_texts(lua_State *L, int arg, size_t *n) {
  luaL_checktype(L, arg, LUA_TTABLE);
  *n = lua_rawlen(L, arg);
  cx_text *text = cx_option_scratch(L, *n, sizeof *text);
  for (size_t i = 0; i < *n; i++) {
    lua_rawgeti(L, arg, (lua_Integer)i + 1);
    if (lua_type(L, -1) != LUA_TSTRING) luaL_argerror(L, arg, "a list of texts is wanted");
    text[i].at = lua_tolstring(L, -1, &text[i].length);
    lua_pop(L, 1); /* the list keeps it */
  }
  return text;
}

static int push_tally(lua_State *L, cx_box *box, cx_tally *tally, const cx_error *error) {
  if (!tally) return cx_option_fail(L, error);
  box->resource = tally;
  cx_tally_box_pace(L, box);
  return 1;
}

/* tally_new(by names, question names, bins of each; 0: open) -> box */
static int tally_new(lua_State *L) {
  size_t n_by, n_questions;
  const cx_text *by = read_texts(L, 1, &n_by);
  luaL_argcheck(L, n_by <= CX_TALLY_BY, 1, "too many columns to group by");
  const cx_text *name = read_texts(L, 2, &n_questions);
  cx_tally_question *question = cx_option_scratch(L, n_questions, sizeof *question);
  for (size_t i = 0; i < n_questions; i++) {
    lua_rawgeti(L, 3, (lua_Integer)i + 1);
    lua_Integer bins = luaL_checkinteger(L, -1);
    luaL_argcheck(L, bins >= 0 && bins <= 65000, 3, "too many answers");
    question[i] = (cx_tally_question){name[i], (uint32_t)bins};
    lua_pop(L, 1);
  }
  cx_box *box = cx_tally_box_new(L);
  cx_error error = {0};
  cx_tally *tally = NULL;
  cx_tally_new(&tally, by, n_by, question, n_questions, &error);
  return push_tally(L, box, tally, &error);
}

static int done(lua_State *L, cx_status status, const cx_error *error) {
  if (status) return cx_option_fail(L, error);
  lua_pushboolean(L, 1);
  return 1;
}

/* tally_add_design(box, n, w, w2) */
static int add_design(lua_State *L) {
  cx_tally *tally = cx_tally_box_at(L, 1);
  cx_error error = {0};
  return done(L, cx_tally_add_design(tally, read_count(L, 2), &error), &error);
}

/* tally_add_group(box, labels, n, w, w2) -> its code, for add_cell */
static int add_group(lua_State *L) {
  cx_tally *tally = cx_tally_box_at(L, 1);
  cx_count count = read_count(L, 3);
  size_t n;
  const cx_text *label = read_texts(L, 2, &n);
  luaL_argcheck(L, n == cx_tally_n_by(tally), 2, "as many labels as columns are wanted");
  cx_error error = {0};
  uint32_t group;
  if (cx_tally_add_group(tally, label, count, &group, &error)) return cx_option_fail(L, &error);
  lua_pushinteger(L, group);
  return 1;
}

/* tally_add_cell(box, question, group code, answer number or text of an open one, n, w, w2) */
static int add_cell(lua_State *L) {
  cx_tally *tally = cx_tally_box_at(L, 1);
  size_t question = question_at(L, 2, tally);
  lua_Integer group = luaL_checkinteger(L, 3);
  luaL_argcheck(L, group >= 0 && (size_t)group < cx_tally_n_groups(tally), 3, "no such group"); /* (3) */
  cx_count count = read_count(L, 5);
  uint32_t n_bins = cx_tally_question_at(tally, question).n_bins, answer;
  cx_error error = {0};
  if (n_bins > 0) {
    lua_Integer bin = luaL_checkinteger(L, 4);
    luaL_argcheck(L, bin >= 1 && bin <= (lua_Integer)n_bins, 4, "no such answer");
    answer = (uint32_t)(bin - 1);
  } else {
    cx_text text;
    text.at = luaL_checklstring(L, 4, &text.length);
    if (cx_tally_add_answer(tally, question, text, &answer, &error)) return cx_option_fail(L, &error);
  }
  return done(L, cx_tally_add_cell(tally, question, (uint32_t)group, answer, count, &error), &error);
}

/* tally_settle(box) */
static int settle(lua_State *L) {
  cx_error error = {0};
  return done(L, cx_tally_settle(cx_tally_box_at(L, 1), &error), &error);
}

/* tally_merge(box, other): adds other; settle afterwards */
static int merge(lua_State *L) {
  cx_tally *tally = cx_tally_box_at(L, 1), *other = cx_tally_box_at(L, 2);
  size_t n = cx_tally_n_questions(tally);
  bool alike = tally != other && n == cx_tally_n_questions(other) &&
               cx_tally_n_by(tally) == cx_tally_n_by(other);
  for (size_t i = 0; alike && i < n; i++)
    alike = cx_tally_question_at(tally, i).n_bins == cx_tally_question_at(other, i).n_bins;
  luaL_argcheck(L, alike, 2, "a tally of the same questions is wanted"); /* (3) */
  cx_error error = {0};
  return done(L, cx_tally_merge(tally, other, &error), &error);
}

/* tally_collapse(box, by numbers, ascending) -> box of those columns alone */
static int collapse(lua_State *L) {
  const cx_tally *tally = cx_tally_box_at(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  size_t by[CX_TALLY_BY], n = lua_rawlen(L, 2), from = 1;
  luaL_argcheck(L, n <= cx_tally_n_by(tally), 2, "more columns than there are");
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, 2, (lua_Integer)i + 1);
    lua_Integer number = luaL_checkinteger(L, -1);
    luaL_argcheck(L, number >= (lua_Integer)from && (size_t)number <= cx_tally_n_by(tally), 2, "no such column");
    by[i] = (size_t)number - 1;
    from = (size_t)number + 1;
    lua_pop(L, 1);
  }
  cx_box *box = cx_tally_box_new(L);
  cx_error error = {0};
  cx_tally *out = NULL;
  cx_tally_collapse(&out, tally, by, n, &error);
  return push_tally(L, box, out, &error);
}

/* tally_against(box, question, labels of a group's first columns) -> box of that question by side: "group", "rest" */
static int against(lua_State *L) {
  const cx_tally *tally = cx_tally_box_at(L, 1);
  size_t question = question_at(L, 2, tally), n;
  const cx_text *own = read_texts(L, 3, &n);
  bool fits = n <= cx_tally_n_by(tally) && cx_tally_n_by(tally) - n < CX_TALLY_BY;
  luaL_argcheck(L, fits, 3, "labels of the first columns are wanted");
  cx_box *box = cx_tally_box_new(L);
  cx_error error = {0};
  cx_tally *out = NULL;
  cx_tally_against(&out, tally, question, own, n, &error);
  return push_tally(L, box, out, &error);
}

void cx_bind_tally(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"tally_is", tally_is},         {"tally_about", tally_about},
      {"tally_size", tally_size},     {"tally_design", tally_design},
      {"tally_group", tally_group},   {"tally_labels", tally_labels},
      {"tally_answers", tally_answers}, {"tally_cells", tally_cells},
      {"tally_new", tally_new},       {"tally_add_design", add_design},
      {"tally_add_group", add_group}, {"tally_add_cell", add_cell},
      {"tally_settle", settle},       {"tally_merge", merge},
      {"tally_collapse", collapse},   {"tally_against", against},
      {NULL, NULL},
  };
  static const luaL_Reg none[] = {{NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  cx_box_type(L, CX_TALLY_TYPE, none);
  lua_setfield(L, -2, "tally"); /* (1) */
}
