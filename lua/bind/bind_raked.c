/*
** bind_raked.c - core/infer for Lua: what is measured with raked weights
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      a tally's box, its raked weights; where each answer belongs: { place, score, reason } as for core.measure.
** Out:     estimates as plain tables.
** Owns:    nothing; scratch is userdata on the stack.
**
** (1) With strata or clusters the residuals of all rows, also outside the group, are summed by PSU; the design's
**     variance (design.h) takes the place of the plain one. Without clusters every row is a PSU.
** (2) Lists are composed by lua/cx, never by an analyst: what is wrong with one raises without ceremony.
**
**   design = { full = box, clustered =, lonely =, psus = { number... }, population = { number... },
**              cell = { group of the tally... }, stratum = { number... }, psu = { number... }: one for each group of
**              full, home = { stratum of each PSU... } }
*/
#include <math.h>
#include <string.h>

#include "bind/bind.h"
#include "bind/option.h"
#include "bind/rake_box.h"
#include "bind/scored.h"
#include "bind/shape.h"
#include "bind/tally_box.h"
#include "infer/design.h"

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
      given.q = fmax(cx_wide_number(cell[i].count.w2), given.w * given.w / people); /* estimate.h (6) */
    }
    answer[taken++] = (cx_rake_answer){group, given};
  }
  return taken;
}

/* ---- strata and clusters (1) ---- */

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
    cx_option_refuse_lonely(L, (size_t)error.n_lonely);
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
  const cx_rake *raked = cx_rake_box_at(L, 1);
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

void cx_bind_raked(lua_State *L) {
  static const luaL_Reg functions[] = {{"rake_measure", rake_measure}, {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
}
