/*
** bind_rake.c - core/infer for Lua: raked weights of a tally, and what is measured with them
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      a tally's box; where each answer belongs: { place, score, reason } as for core.measure.
** Out:     a box of raked weights; estimates as plain tables.
** Owns:    nothing after a call: the box owns its weights.
**
** (1) The joint cells are the groups of the tally. A margin's level is found by the group's labels, joined
**     by the byte 31 when there are several columns.
** (2) What raking refuses is nil, a word and its place; lua/cx makes the sentence.
** (3) Lists are composed by lua/cx, never by an analyst: what is wrong with one raises without ceremony.
** (4) With strata or clusters the residuals of all rows, also outside the group, are summed by PSU; the design's
**     variance (design.h) takes the place of the plain one. Without clusters every row is a PSU.
**
**   design = { full = box, clustered =, lonely =, psus = { number... }, population = { number... },
**              cell = { group of the tally... }, stratum = { number... }, psu = { number... }: one for each group of
**              full, home = { stratum of each PSU... } }
*/
#include <math.h>
#include <string.h>

#include "bind/bind.h"
#include "bind/option.h"
#include "bind/scored.h"
#include "bind/shape.h"
#include "bind/tally_box.h"
#include "infer/design.h"
#include "infer/rake.h"

#define RAKE_TYPE "cx.rake"

static void discard(void *resource) { cx_rake_free(resource); }

static cx_rake *rake_at(lua_State *L, int arg) { return cx_box_open(L, arg, RAKE_TYPE, "raked weights"); }

static void set(lua_State *L, const char *name, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
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

/* The margins, listed at 2; the number of one with a group that has no target, then with its key on top, or 0. */
static size_t read_margins(lua_State *L, const cx_tally *tally, cx_rake_spec *spec) {
  const uint32_t **level = cx_option_scratch(L, spec->margins, sizeof *level);
  const double **target = cx_option_scratch(L, spec->margins, sizeof *target);
  size_t *levels = cx_option_scratch(L, spec->margins, sizeof *levels);
  for (size_t m = 0; m < spec->margins; m++) {
    lua_rawgeti(L, 2, (lua_Integer)m + 1);
    int margin = lua_gettop(L);
    luaL_checktype(L, margin, LUA_TTABLE);
    target[m] = read_targets(L, margin, &levels[m]);
    level[m] = read_levels(L, tally, margin, levels[m]);
    if (!level[m]) return m + 1;
  }
  spec->level = level;
  spec->target = target;
  spec->levels = levels;
  return 0;
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
  size_t strange = read_margins(L, tally, &spec);
  if (strange > 0) {
    lua_pushnil(L);
    lua_pushliteral(L, "no target");
    lua_pushinteger(L, (lua_Integer)strange);
    lua_pushvalue(L, -4); /* the key */
    return 4;
  }
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

/* ---- estimates with raked weights ---- */

/* Appends the answers of a group. */
static size_t take_group(const cx_scored *p, size_t group, bool weighted, cx_rake_answer *answer, uint64_t *missing) {
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

/* ---- strata and clusters (4) ---- */

typedef struct designed {
  const cx_tally *full;
  size_t *cell, *stratum, *psu; /* of each group of the full tally */
  size_t *home;                 /* of each PSU: its stratum */
  double *z;                    /* of each PSU */
  cx_stratum *size;
  cx_design_sum *sum;
  size_t strata, psus;
  bool clustered;
  cx_lonely lonely;
} designed;

/* The option's list of numbers from 1, in scratch, from 0; each below `most`. */
static size_t *read_numbers(lua_State *L, int index, const char *name, size_t n, size_t most) {
  if (cx_option_list(L, index, name) != n) luaL_error(L, "%s: a list of another length is wanted", name);
  int list = lua_gettop(L);
  size_t *number = cx_option_scratch(L, n, sizeof *number);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    lua_Integer at = luaL_checkinteger(L, -1);
    if (at < 1 || (size_t)at > most) luaL_error(L, "%s: a number is out of range", name);
    number[i] = (size_t)at - 1;
    lua_pop(L, 1);
  }
  return number;
}

static void read_strata(lua_State *L, int index, designed *d) {
  d->strata = cx_option_list(L, index, "psus");
  int psus = lua_gettop(L);
  size_t populations = cx_option_list(L, index, "population");
  d->size = cx_option_scratch(L, d->strata, sizeof *d->size);
  d->sum = cx_option_scratch(L, d->strata, sizeof *d->sum);
  for (size_t h = 0; h < d->strata; h++) {
    lua_rawgeti(L, psus, (lua_Integer)h + 1);
    lua_rawgeti(L, psus + 1, (lua_Integer)h + 1);
    d->size[h] = (cx_stratum){luaL_checknumber(L, -2), h < populations ? luaL_checknumber(L, -1) : 0};
    lua_pop(L, 2);
  }
}

static designed read_design(lua_State *L, int index, const cx_scored *p) {
  designed d = {.clustered = cx_option_flag(L, index, "clustered")};
  lua_getfield(L, index, "full");
  d.full = cx_tally_box_at(L, -1);
  if (cx_tally_n_questions(d.full) <= p->question) luaL_error(L, "a full tally of the same questions is wanted");
  cx_text word = cx_option_text(L, index, "lonely");
  if (!word.at || !cx_design_lonely_named(word.at, &d.lonely)) luaL_error(L, "lonely: a policy is wanted");
  read_strata(L, index, &d);
  size_t groups = cx_tally_n_groups(d.full);
  d.psus = cx_option_list(L, index, "home");
  d.home = read_numbers(L, index, "home", d.psus, d.strata);
  d.cell = read_numbers(L, index, "cell", groups, cx_tally_n_groups(p->tally));
  d.stratum = read_numbers(L, index, "stratum", groups, d.strata);
  d.psu = read_numbers(L, index, "psu", groups, d.psus);
  d.z = cx_option_scratch(L, d.psus, sizeof *d.z);
  return d;
}

static void weigh(cx_count count, bool weighted, double *w, double *q) {
  *w = weighted ? cx_wide_number(count.w) : (double)count.n;
  *q = weighted ? cx_wide_number(count.w2) : (double)count.n;
}

/* Adds the influence of one group of the full tally: that of its answers, then of the rest of its rows. */
static void add_part(const cx_scored *p, designed *d, size_t g, bool inside, bool weighted, double f, double taken,
                     double value, double w_all) {
  size_t n;
  double w, q, rest, rest2, z = 0, z2 = 0;
  weigh(cx_tally_group(d->full, g), weighted, &rest, &rest2);
  const cx_tally_cell *cell = cx_tally_cells(d->full, p->question, g, &n);
  for (size_t i = 0; i < n && inside; i++) {
    int32_t place = p->place[cell[i].answer];
    if (place < 0) continue;
    weigh(cell[i].count, weighted, &w, &q);
    double e = f * (p->score[place].score - value - taken) / w_all;
    z += w * e;
    z2 += q * e * e;
    rest -= w;
    rest2 -= q;
  }
  double e = -f * taken / w_all;
  z += rest * e;
  z2 += rest2 * e * e;
  d->z[d->psu[g]] += z;
  if (d->clustered) return;
  d->sum[d->stratum[g]].z += z;
  d->sum[d->stratum[g]].z2 += z2;
}

/* The estimate with the design's error instead of its own; scratch is that of the estimate. */
static void redo(lua_State *L, const cx_rake *raked, const cx_scored *p, designed *d, const bool *inside,
                 const cx_rake_answer *answer, size_t n, bool weighted, const cx_estimate_options *options,
                 const double *scratch, cx_estimate *e) {
  cx_cell *cell = cx_option_scratch(L, p->scores, sizeof *cell);
  double w_all = 0;
  for (size_t i = 0; i < p->scores; i++) cell[i].score = p->score[i].score;
  for (size_t i = 0; i < n; i++) {
    double f = cx_rake_factor(raked, answer[i].cell);
    cx_cell *to = cell;
    while (to->score != answer[i].given.score) to++;
    to->n += answer[i].given.n;
    to->w += f * answer[i].given.w;
    to->q += f * f * answer[i].given.q;
    w_all += f * answer[i].given.w;
  }
  memset(d->sum, 0, d->strata * sizeof *d->sum);
  memset(d->z, 0, d->psus * sizeof *d->z);
  for (size_t g = 0; g < cx_tally_n_groups(d->full); g++)
    add_part(p, d, g, inside[d->cell[g]], weighted, cx_rake_factor(raked, d->cell[g]),
             cx_rake_taken(raked, scratch, d->cell[g]), e->value, w_all);
  for (size_t i = 0; i < d->psus && d->clustered; i++) cx_design_add(&d->sum[d->home[i]], d->z[i]);
  cx_design_error error;
  if (!cx_design_make(d->size, d->sum, d->strata, d->lonely, &error))
    luaL_error(L, "lonely: %d strata have one cluster, so that the sample has no error; say how they are to be "
               "taken: lonely = \"adjust\", \"remove\" or \"average\"", (int)error.n_lonely);
  cx_estimate_options how = *options;
  how.weighted = true;
  cx_estimate_make_designed(cell, p->scores, error.variance, error.df, &how, e);
}

/* One estimate of the groups first ... last of the list of group numbers. */
static void measure_domain(lua_State *L, const cx_rake *raked, const cx_scored *p, const cx_estimate_options *options,
                           const size_t *group, size_t groups, bool weighted, double *scratch, designed *d) {
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
  if (d && e.defined) {
    bool *inside = cx_option_scratch(L, cx_tally_n_groups(p->tally), sizeof *inside);
    for (size_t i = 0; i < groups; i++) inside[group[i]] = true;
    redo(L, raked, p, d, inside, answer, n, weighted, options, scratch, &e);
  }
  cx_shape_push(L, &e);
  cx_scored_missing(L, 4, missing, p->reasons);
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

/* rake_measure(raked, tally, question, { place, score, reason }, options, { { group... } ... }, weighted,
** design or nil) -> list of estimates, one for each list of groups */
static int rake_measure(lua_State *L) {
  lua_settop(L, 8);
  const cx_rake *raked = rake_at(L, 1);
  cx_scored p = cx_scored_read(L, 2);
  luaL_checktype(L, 6, LUA_TTABLE);
  cx_estimate_options options = cx_shape_options(L, 5, (double)cx_tally_design(p.tally).n);
  double *scratch = cx_option_scratch(L, cx_rake_scratch(raked), sizeof *scratch);
  designed design, *d = NULL;
  if (!lua_isnil(L, 8)) {
    luaL_checktype(L, 8, LUA_TTABLE);
    design = read_design(L, 8, &p);
    d = &design;
  }
  size_t n = lua_rawlen(L, 6);
  lua_createtable(L, (int)n, 0);
  int out = lua_gettop(L);
  for (size_t i = 0; i < n; i++) {
    size_t groups;
    lua_rawgeti(L, 6, (lua_Integer)i + 1);
    size_t *group = read_groups(L, p.tally, lua_gettop(L), &groups);
    measure_domain(L, raked, &p, &options, group, groups, lua_toboolean(L, 7), scratch, d);
    lua_rawseti(L, out, (lua_Integer)i + 1);
    lua_settop(L, out);
  }
  return 1;
}

void cx_bind_rake(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"rake", rake},             {"rake_trim", rake_trim},       {"rake_factors", rake_factors},
      {"rake_level", rake_level}, {"rake_sum_up", rake_sum_up},   {"rake_measure", rake_measure},
      {NULL, NULL},
  };
  static const luaL_Reg none[] = {{NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
  cx_box_type(L, RAKE_TYPE, none);
  lua_pop(L, 1);
}
