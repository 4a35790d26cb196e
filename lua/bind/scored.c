/* scored.c - see scored.h */
#include "bind/scored.h"

#include <math.h>

#include "bind/option.h"
#include "bind/tally_box.h"

static size_t question_at(lua_State *L, int arg, const cx_tally *tally) {
  lua_Integer question = luaL_checkinteger(L, arg);
  luaL_argcheck(L, question >= 1 && (size_t)question <= cx_tally_n_questions(tally), arg, "no such question");
  return (size_t)question - 1;
}

static void read_places(lua_State *L, int arg, cx_scored *p) {
  size_t given = cx_option_list(L, arg, "place");
  int list = lua_gettop(L);
  p->place = cx_option_scratch(L, p->answers, sizeof *p->place);
  for (size_t i = 0; i < p->answers; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    lua_Integer at = i < given ? luaL_checkinteger(L, -1) : 0;
    if (at == 0 || at > (lua_Integer)p->scores || -at > (lua_Integer)p->reasons)
      luaL_error(L, "an answer has no place in the metric");
    p->place[i] = (int32_t)(at > 0 ? at - 1 : at);
    lua_pop(L, 1);
  }
}

cx_scored cx_scored_read(lua_State *L, int arg) {
  cx_scored p = {.tally = cx_tally_box_at(L, arg)};
  p.question = question_at(L, arg + 1, p.tally);
  luaL_checktype(L, arg + 2, LUA_TTABLE);
  uint32_t bins = cx_tally_question_at(p.tally, p.question).n_bins;
  p.answers = bins > 0 ? bins : cx_tally_n_answers(p.tally, p.question);
  p.reasons = cx_option_list(L, arg + 2, "reason");
  p.scores = cx_option_list(L, arg + 2, "score");
  int list = lua_gettop(L);
  if (p.scores == 0) luaL_error(L, "a metric needs at least one score");
  p.score = cx_option_scratch(L, p.scores, sizeof *p.score);
  for (size_t i = 0; i < p.scores; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    p.score[i].score = luaL_checknumber(L, -1);
    luaL_argcheck(L, fabs(p.score[i].score) <= 1e15, arg + 2, "a score is a finite number up to 1e15");
    lua_pop(L, 1);
  }
  read_places(L, arg + 2, &p);
  return p;
}

void cx_scored_missing(lua_State *L, int plan, const uint64_t *missing, size_t n) {
  lua_newtable(L);
  lua_getfield(L, plan, "reason");
  for (size_t i = 0; i < n; i++) {
    if (missing[i] == 0) continue;
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    lua_pushinteger(L, (lua_Integer)missing[i]);
    lua_rawset(L, -4);
  }
  lua_pop(L, 1);
  lua_setfield(L, -2, "missing");
}
