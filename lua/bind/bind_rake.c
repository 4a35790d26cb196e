/*
** bind_rake.c - core/infer for Lua: raked weights of a tally, and its resampling
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      a tally's box; where each answer belongs: { place, score, reason } as for core.measure.
** Out:     a box of raked weights; estimates and resampled errors as plain tables.
** Owns:    nothing after a call: the box owns its weights.
**
** (1) The joint cells are the groups of the tally. A margin's level is found by the group's labels, joined
**     by the byte 31 when there are several columns.
** (2) What raking refuses is nil, a word and its place; lua/cx makes the sentence.
** (3) Lists are composed by lua/cx, never by an analyst: what is wrong with one raises without ceremony.
*/
#include <math.h>

#include "bind/bind.h"
#include "bind/option.h"
#include "bind/shape.h"
#include "bind/tally_box.h"
#include "infer/rake.h"
#include "infer/resample.h"

#define RAKE_TYPE "cx.rake"

static void discard(void *resource) { cx_rake_free(resource); }

static cx_rake *rake_at(lua_State *L, int arg) { return cx_box_open(L, arg, RAKE_TYPE, "raked weights"); }

static void set(lua_State *L, const char *name, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
}

static size_t question_at(lua_State *L, int arg, const cx_tally *tally) {
  lua_Integer question = luaL_checkinteger(L, arg);
  luaL_argcheck(L, question >= 1 && (size_t)question <= cx_tally_n_questions(tally), arg, "no such question");
  return (size_t)question - 1;
}

/* ---- raking ---- */

/* Pushes the key of a group in the columns of the list at index (1). */
static void push_key(lua_State *L, const cx_tally *tally, size_t group, int columns, size_t n) {
  luaL_Buffer key;
  luaL_buffinit(L, &key);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, columns, (lua_Integer)i + 1);
    lua_Integer by = lua_tointeger(L, -1);
    lua_pop(L, 1);
    if (by < 1 || (size_t)by > cx_tally_n_by(tally)) luaL_error(L, "no such column");
    cx_text label = cx_tally_label(tally, group, (size_t)by - 1);
    if (i > 0) luaL_addchar(&key, '\x1f');
    luaL_addlstring(&key, label.at, label.length);
  }
  luaL_pushresult(&key);
}

/* Levels of all groups in the margin at index; 0 when a key has none, which is then pushed. */
static uint32_t *read_levels(lua_State *L, const cx_tally *tally, int margin, size_t n_levels) {
  size_t groups = cx_tally_n_groups(tally);
  uint32_t *level = cx_option_scratch(L, groups, sizeof *level);
  size_t n = cx_option_list(L, margin, "columns");
  int columns = lua_gettop(L);
  lua_getfield(L, margin, "level");
  luaL_checktype(L, -1, LUA_TTABLE);
  for (size_t group = 0; group < groups; group++) {
    push_key(L, tally, group, columns, n);
    lua_pushvalue(L, -1);
    lua_rawget(L, columns + 1);
    lua_Integer at = lua_tointeger(L, -1);
    if (at < 1 || (size_t)at > n_levels) {
      lua_pop(L, 1);
      return NULL;
    }
    level[group] = (uint32_t)at - 1;
    lua_pop(L, 2);
  }
  return level;
}

static double *read_targets(lua_State *L, int margin, size_t *n) {
  *n = cx_option_list(L, margin, "target");
  int list = lua_gettop(L);
  double *target = cx_option_scratch(L, *n, sizeof *target);
  for (size_t i = 0; i < *n; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    target[i] = luaL_checknumber(L, -1);
    lua_pop(L, 1);
  }
  return target;
}

/* The joint cells of a tally; unweighted, each person weighs 1. */
static void read_cells(lua_State *L, const cx_tally *tally, bool weighted, cx_rake_spec *spec) {
  size_t groups = cx_tally_n_groups(tally);
  double *n = cx_option_scratch(L, groups, sizeof *n), *w = cx_option_scratch(L, groups, sizeof *w);
  double *q = cx_option_scratch(L, groups, sizeof *q);
  for (size_t i = 0; i < groups; i++) {
    cx_count count = cx_tally_group(tally, i);
    n[i] = (double)count.n;
    w[i] = weighted ? cx_wide_number(count.w) : n[i];
    q[i] = weighted ? cx_wide_number(count.w2) : n[i];
  }
  spec->cells = groups;
  spec->n = n;
  spec->w = w;
  spec->q = q;
  spec->design_n = (double)cx_tally_design(tally).n;
}

static const char *word_of(cx_rake_outcome outcome) {
  static const char *const WORD[] = {"fine", "no_memory", "many", "target", "sum", "empty", "apart", "unlike", "tight"};
  return WORD[outcome];
}

/* rake(tally, { { columns =, level = { key -> number }, target = {...} } ... }, weighted, sweeps)
** -> box | nil, word, margin, level or the key that has no target, value */
static int rake(lua_State *L) {
  const cx_tally *tally = cx_tally_box_at(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  size_t n = lua_rawlen(L, 2);
  luaL_argcheck(L, n >= 1, 2, "a margin is wanted");
  lua_Integer sweeps = luaL_checkinteger(L, 4);
  luaL_argcheck(L, sweeps >= 1 && sweeps <= 1000000, 4, "a number of sweeps is wanted");
  cx_rake_spec spec = {.margins = n, .sweeps = (unsigned)sweeps};
  luaL_checkstack(L, (int)n * 8 + 20, "too many margins");
  read_cells(L, tally, lua_toboolean(L, 3), &spec);
  const uint32_t **level = cx_option_scratch(L, n, sizeof *level);
  const double **target = cx_option_scratch(L, n, sizeof *target);
  size_t *levels = cx_option_scratch(L, n, sizeof *levels);
  for (size_t m = 0; m < n; m++) {
    lua_rawgeti(L, 2, (lua_Integer)m + 1);
    int margin = lua_gettop(L);
    luaL_checktype(L, margin, LUA_TTABLE);
    target[m] = read_targets(L, margin, &levels[m]);
    level[m] = read_levels(L, tally, margin, levels[m]);
    if (level[m]) continue;
    lua_pushnil(L);
    lua_pushliteral(L, "no target");
    lua_pushinteger(L, (lua_Integer)m + 1);
    lua_pushvalue(L, -4); /* the key */
    return 4;
  }
  spec.level = level;
  spec.target = target;
  spec.levels = levels;
  cx_box *box = cx_box_new(L, RAKE_TYPE, discard);
  cx_rake *out = NULL;
  cx_rake_place place = {0};
  cx_rake_outcome outcome = cx_rake_new(&out, &spec, &place);
  box->resource = out;
  if (!outcome) return 1;
  lua_pushnil(L);
  lua_pushstring(L, word_of(outcome));
  lua_pushinteger(L, (lua_Integer)place.margin + 1);
  lua_pushinteger(L, (lua_Integer)place.level + 1);
  lua_pushnumber(L, place.value);
  return 5;
}

/* rake_trim(raked, times) -> true | nil, word */
static int rake_trim(lua_State *L) {
  double times = luaL_checknumber(L, 2);
  luaL_argcheck(L, times > 1 && isfinite(times), 2, "more than 1 is wanted");
  cx_rake_outcome outcome = cx_rake_trim(rake_at(L, 1), times);
  lua_pushboolean(L, 1);
  if (!outcome) return 1;
  lua_pushnil(L);
  lua_pushstring(L, word_of(outcome));
  return 2;
}

/* rake_factors(raked, groups) -> list of the factor of each group */
static int rake_factors(lua_State *L) {
  const cx_rake *raked = rake_at(L, 1);
  const cx_tally *tally = cx_tally_box_at(L, 2);
  size_t n = cx_tally_n_groups(tally);
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_pushnumber(L, cx_rake_factor(raked, i));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* rake_level(raked, margin, level) -> people, weight before, target, weight now; numbers made by rake */
static int rake_level(lua_State *L) {
  cx_rake_level level =
      cx_rake_level_at(rake_at(L, 1), (size_t)luaL_checkinteger(L, 2) - 1, (size_t)luaL_checkinteger(L, 3) - 1);
  lua_pushinteger(L, (lua_Integer)level.n);
  lua_pushnumber(L, level.before);
  lua_pushnumber(L, level.target);
  lua_pushnumber(L, level.after);
  return 4;
}

/* rake_sum_up(raked) -> { sweeps, error, lowest, highest, n, weight, effect_before, effect_after, ... } */
static int rake_sum_up(lua_State *L) {
  cx_rake_summary s = cx_rake_sum_up(rake_at(L, 1));
  lua_createtable(L, 0, 11);
  lua_pushinteger(L, s.sweeps);
  lua_setfield(L, -2, "sweeps");
  lua_pushinteger(L, (lua_Integer)s.n);
  lua_setfield(L, -2, "n");
  lua_pushinteger(L, (lua_Integer)s.trimmed);
  lua_setfield(L, -2, "trimmed");
  set(L, "error", s.error);
  set(L, "lowest", s.lowest);
  set(L, "highest", s.highest);
  set(L, "weight", s.weight);
  set(L, "effect_before", s.effect_before);
  set(L, "effect_after", s.effect_after);
  set(L, "cap", s.cap);
  set(L, "moved", s.moved);
  return 1;
}

/* ---- where answers belong ---- */

typedef struct plan {
  const cx_tally *tally;
  size_t question, answers, scores, reasons;
  int32_t *place; /* of each answer: >= 0 a score, < 0 the reason -place - 1 */
  cx_cell *score; /* scores alone */
} plan;

static void read_places(lua_State *L, int arg, plan *p) {
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

/* tally at `arg`, question number and { place, score, reason } after it; scratch stays on the stack. */
static plan read_plan(lua_State *L, int arg) {
  plan p = {.tally = cx_tally_box_at(L, arg)};
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

/* Adds missing = { reason -> n } to the table on top. */
static void set_missing(lua_State *L, int arg, const uint64_t *missing, size_t n) {
  lua_newtable(L);
  lua_getfield(L, arg, "reason");
  for (size_t i = 0; i < n; i++) {
    if (missing[i] == 0) continue;
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    lua_pushinteger(L, (lua_Integer)missing[i]);
    lua_rawset(L, -4);
  }
  lua_pop(L, 1);
  lua_setfield(L, -2, "missing");
}

/* ---- estimates with raked weights ---- */

/* Appends the answers of a group. */
static size_t take_group(const plan *p, size_t group, bool weighted, cx_rake_answer *answer, uint64_t *missing) {
  size_t n, taken = 0;
  const cx_tally_cell *cell = cx_tally_cells(p->tally, p->question, group, &n);
  for (size_t i = 0; i < n; i++) {
    int32_t place = p->place[cell[i].answer];
    double people = (double)cell[i].count.n;
    if (place < 0) {
      missing[-place - 1] += cell[i].count.n;
      continue;
    }
    cx_cell given = {people, people, people, p->score[place].score};
    if (weighted) {
      given.w = cx_wide_number(cell[i].count.w);
      given.q = cx_wide_number(cell[i].count.w2);
    }
    answer[taken++] = (cx_rake_answer){group, given};
  }
  return taken;
}

/* One estimate of the groups first ... last of the list of group numbers. */
static void measure_domain(lua_State *L, const cx_rake *raked, const plan *p, const cx_estimate_options *options,
                           const size_t *group, size_t groups, bool weighted, double *scratch) {
  int top = lua_gettop(L);
  size_t most = 0, n = 0;
  for (size_t i = 0; i < groups; i++) {
    size_t cells;
    cx_tally_cells(p->tally, p->question, group[i], &cells);
    most += cells;
  }
  cx_rake_answer *answer = cx_option_scratch(L, most, sizeof *answer);
  uint64_t *missing = cx_option_scratch(L, p->reasons, sizeof *missing);
  for (size_t i = 0; i < groups; i++) n += take_group(p, group[i], weighted, answer + n, missing);
  cx_estimate e;
  if (!cx_rake_estimate(raked, answer, n, p->score, p->scores, options, scratch, &e))
    luaL_error(L, "interval '%s' needs %s; t serves any metric", cx_interval_name(options->method),
               cx_interval_needs(options->method));
  cx_shape_push(L, &e);
  set_missing(L, 4, missing, p->reasons);
  lua_replace(L, top + 1);
  lua_settop(L, top + 1);
}

/* The list of numbers of groups at index of the list on top, from 0; pops nothing. */
static size_t *read_groups(lua_State *L, const cx_tally *tally, int list, size_t *n) {
  luaL_checktype(L, list, LUA_TTABLE);
  *n = lua_rawlen(L, list);
  size_t *group = cx_option_scratch(L, *n, sizeof *group);
  for (size_t i = 0; i < *n; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    lua_Integer at = luaL_checkinteger(L, -1);
    if (at < 1 || (size_t)at > cx_tally_n_groups(tally)) luaL_error(L, "no such group");
    group[i] = (size_t)at - 1;
    lua_pop(L, 1);
  }
  return group;
}

/* rake_measure(raked, tally, question, { place, score, reason }, options, { { group... } ... }, weighted)
** -> list of estimates, one for each list of groups */
static int rake_measure(lua_State *L) {
  lua_settop(L, 7);
  const cx_rake *raked = rake_at(L, 1);
  plan p = read_plan(L, 2);
  luaL_checktype(L, 6, LUA_TTABLE);
  cx_estimate_options options = cx_shape_options(L, 5, (double)cx_tally_design(p.tally).n);
  double *scratch = cx_option_scratch(L, cx_rake_scratch(raked), sizeof *scratch);
  size_t n = lua_rawlen(L, 6);
  lua_createtable(L, (int)n, 0);
  int out = lua_gettop(L);
  for (size_t i = 0; i < n; i++) {
    size_t groups;
    lua_rawgeti(L, 6, (lua_Integer)i + 1);
    size_t *group = read_groups(L, p.tally, lua_gettop(L), &groups);
    measure_domain(L, raked, &p, &options, group, groups, lua_toboolean(L, 7), scratch);
    lua_rawseti(L, out, (lua_Integer)i + 1);
    lua_settop(L, out);
  }
  return 1;
}

/* ---- resampling ---- */

static cx_resample_options read_options(lua_State *L, int arg) {
  luaL_checktype(L, arg, LUA_TTABLE);
  return (cx_resample_options){
      .seed = (uint64_t)cx_option_integer(L, arg, "seed", 1, LUA_MININTEGER, LUA_MAXINTEGER),
      .replicates = (uint32_t)cx_option_integer(L, arg, "replicates", 2000, 2, 1000000),
      .threads = (unsigned)cx_option_integer(L, arg, "threads", 1, 1, 1024),
      .confidence = cx_option_number(L, arg, "confidence", 0.95),
  };
}

static void push_result(lua_State *L, const cx_resample_result *r) {
  lua_createtable(L, 0, 8);
  if (!r->defined) return;
  set(L, "value", r->value);
  set(L, "mean", r->mean);
  set(L, "se", r->se);
  set(L, "low", r->low);
  set(L, "high", r->high);
}

/* bootstrap(tally, question, { place, score, reason }, { seed, replicates, threads, confidence })
** -> list, one a group: { value, mean, se, low, high, n, missing } */
static int bootstrap(lua_State *L) {
  lua_settop(L, 4);
  plan p = read_plan(L, 1);
  cx_resample_options options = read_options(L, 4);
  size_t groups = cx_tally_n_groups(p.tally);
  uint64_t *n = cx_option_scratch(L, groups * p.scores, sizeof *n);
  uint64_t *missing = cx_option_scratch(L, groups * p.reasons, sizeof *missing);
  double *score = cx_option_scratch(L, p.scores, sizeof *score);
  cx_resample_result *result = cx_option_scratch(L, groups, sizeof *result);
  for (size_t i = 0; i < p.scores; i++) score[i] = p.score[i].score;
  for (size_t g = 0; g < groups; g++) {
    size_t cells;
    const cx_tally_cell *cell = cx_tally_cells(p.tally, p.question, g, &cells);
    for (size_t i = 0; i < cells; i++) {
      int32_t place = p.place[cell[i].answer];
      if (place >= 0) n[g * p.scores + (size_t)place] += cell[i].count.n;
      else missing[g * p.reasons + (size_t)(-place - 1)] += cell[i].count.n;
    }
  }
  if (!cx_resample_scores(n, groups, p.scores, score, &options, result)) return luaL_error(L, "not enough memory");
  lua_createtable(L, (int)groups, 0);
  for (size_t g = 0; g < groups; g++) {
    lua_Integer people = 0;
    for (size_t i = 0; i < p.scores; i++) people += (lua_Integer)n[g * p.scores + i];
    push_result(L, &result[g]);
    lua_pushinteger(L, people);
    lua_setfield(L, -2, "n");
    set_missing(L, 3, missing + g * p.reasons, p.reasons);
    lua_rawseti(L, -2, (lua_Integer)g + 1);
  }
  return 1;
}

/* resample({ people of each answer }, seed, cell, replicate) -> the same list, drawn again */
static int resample(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t n = lua_rawlen(L, 1);
  lua_Integer cell = luaL_checkinteger(L, 3), replicate = luaL_checkinteger(L, 4);
  cx_random random = cx_random_stream((uint64_t)luaL_checkinteger(L, 2), (uint64_t)cell, (uint32_t)replicate);
  uint64_t *people = cx_option_scratch(L, 2 * n, sizeof *people);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, 1, (lua_Integer)i + 1);
    lua_Integer count = luaL_checkinteger(L, -1);
    luaL_argcheck(L, count >= 0, 1, "counts are wanted");
    people[i] = (uint64_t)count;
    lua_pop(L, 1);
  }
  cx_resample_histogram(&random, people, n, people + n);
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_pushinteger(L, (lua_Integer)people[n + i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static double *read_values(lua_State *L, int arg, size_t *n) {
  luaL_checktype(L, arg, LUA_TTABLE);
  *n = lua_rawlen(L, arg);
  luaL_argcheck(L, *n >= 2, arg, "at least two values are wanted");
  double *value = cx_option_scratch(L, *n, sizeof *value);
  for (size_t i = 0; i < *n; i++) {
    lua_rawgeti(L, arg, (lua_Integer)i + 1);
    value[i] = luaL_checknumber(L, -1);
    luaL_argcheck(L, isfinite(value[i]), arg, "finite numbers are wanted");
    lua_pop(L, 1);
  }
  return value;
}

/* resample_sum_up(values, confidence) -> { mean, se, low, high } */
static int resample_sum_up(lua_State *L) {
  size_t n;
  double *value = read_values(L, 1, &n);
  cx_resample_result r = {.defined = true};
  cx_resample_sum_up(value, (uint32_t)n, luaL_checknumber(L, 2), &r);
  push_result(L, &r);
  lua_pushnil(L);
  lua_setfield(L, -2, "value");
  return 1;
}

/* jackknife(values, each with one bucket left out) -> standard error */
static int jackknife(lua_State *L) {
  size_t n;
  const double *theta = read_values(L, 1, &n);
  lua_pushnumber(L, cx_resample_jackknife(theta, n));
  return 1;
}

void cx_bind_rake(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"rake", rake},                       {"rake_trim", rake_trim},       {"rake_factors", rake_factors},
      {"rake_level", rake_level},           {"rake_sum_up", rake_sum_up},   {"rake_measure", rake_measure},
      {"bootstrap", bootstrap},             {"resample", resample},         {"jackknife", jackknife},
      {"resample_sum_up", resample_sum_up}, {NULL, NULL},
  };
  static const luaL_Reg none[] = {{NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  cx_box_type(L, RAKE_TYPE, none);
  lua_pop(L, 1);
}
