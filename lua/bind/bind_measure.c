/*
** bind_measure.c - core/infer on tallies, for Lua: the estimates of a metric, group by group
**
**   file > rows > batch > TALLY > METRIC > goal > report
**
** In:      a tally's box, a question by number, where each answer belongs, perhaps a design.
** Out:     estimates as plain tables (shape.h).
** Owns:    nothing: boxes own.
**
** (1) Answers that share a score are one cell; every score there can be has one, also if nobody gave it.
**     What has no score is missing, by reason.
** (2) With a design (design.h) the error comes from the full tally, whose groups are those of the tally,
**     parted further by stratum and PSU: they stand in the same order.
** (3) Without clusters every row is a PSU, and a stratum's sums come from its cells.
** (4) Numbers out of range raise.
**
**   design = { full = box, at = { stratum label -> number }, psus = { number... }, population = { number... },
**              stratified =, clustered =, lonely = "adjust" | "fail" | "remove" | "average" }
*/
#include <math.h>

#include "bind/bind.h"
#include "bind/option.h"
#include "bind/shape.h"
#include "bind/tally_box.h"
#include "infer/design.h"

typedef struct slot {
  uint64_t n;
  cx_wide w, w2;
} slot;

/* What is to be measured, and scratch for one group. */
typedef struct measure_plan {
  const cx_tally *tally;
  size_t question;
  int32_t *place;    /* of each answer: >= 0 a slot, < 0 the reason -place - 1 */
  size_t n_slots, n_reasons;
  slot *slot;
  cx_cell *cell;     /* scores filled in */
  uint64_t *missing; /* of each reason */
  double design_n;
  cx_estimate_options options;
} measure_plan;

/* The design, and scratch for one group's strata. */
typedef struct designed {
  const cx_tally *full;
  bool stratified, clustered;
  cx_lonely lonely;
  cx_stratum *stratum;
  cx_design_sum *sum;
  size_t n_strata;
  size_t next;       /* group of the full tally that comes next (2) */
} designed;

static size_t answers_of(const cx_tally *tally, size_t question) {
  uint32_t n_bins = cx_tally_question_at(tally, question).n_bins;
  return n_bins > 0 ? n_bins : cx_tally_n_answers(tally, question);
}

/* place = { slot number from 1, or the negative of a reason's number }, one for each answer. */
static void read_places(lua_State *L, measure_plan *plan) {
  size_t n = answers_of(plan->tally, plan->question);
  size_t given = cx_option_list(L, 3, "place");
  plan->place = cx_option_scratch(L, n, sizeof *plan->place);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, -2, (lua_Integer)i + 1);
    lua_Integer place = i < given ? luaL_checkinteger(L, -1) : 0;
    if (place == 0 || place > (lua_Integer)plan->n_slots || -place > (lua_Integer)plan->n_reasons)
      luaL_error(L, "an answer has no place in the metric");
    plan->place[i] = (int32_t)(place > 0 ? place - 1 : place);
    lua_pop(L, 1);
  }
}

/* Reads { place, score, reason } at 3 and the options at 4; all scratch stays on the stack. */
static void read_measure(lua_State *L, measure_plan *plan) {
  plan->tally = cx_tally_box_at(L, 1);
  lua_Integer question = luaL_checkinteger(L, 2);
  luaL_argcheck(L, question >= 1 && (size_t)question <= cx_tally_n_questions(plan->tally), 2, "no such question");
  plan->question = (size_t)question - 1;
  luaL_checktype(L, 3, LUA_TTABLE);
  plan->design_n = (double)cx_tally_design(plan->tally).n;
  plan->options = cx_shape_options(L, 4, plan->design_n);
  plan->n_reasons = cx_option_list(L, 3, "reason");
  plan->n_slots = cx_option_list(L, 3, "score");
  plan->cell = cx_option_scratch(L, plan->n_slots, sizeof *plan->cell);
  for (size_t i = 0; i < plan->n_slots; i++) {
    lua_rawgeti(L, -2, (lua_Integer)i + 1);
    plan->cell[i].score = luaL_checknumber(L, -1);
    lua_pop(L, 1);
  }
  plan->slot = cx_option_scratch(L, plan->n_slots, sizeof *plan->slot);
  plan->missing = cx_option_scratch(L, plan->n_reasons, sizeof *plan->missing);
  read_places(L, plan);
}

/* Sums the cells of a group into slots and reasons. */
static void sum_group(measure_plan *plan, size_t group) {
  size_t n;
  const cx_tally_cell *cell = cx_tally_cells(plan->tally, plan->question, group, &n);
  memset(plan->slot, 0, plan->n_slots * sizeof *plan->slot);
  memset(plan->missing, 0, plan->n_reasons * sizeof *plan->missing);
  for (size_t i = 0; i < n; i++) {
    int32_t place = plan->place[cell[i].answer];
    if (place < 0) {
      plan->missing[-place - 1] += cell[i].count.n;
      continue;
    }
    slot *to = &plan->slot[place];
    to->n += cell[i].count.n;
    to->w += cell[i].count.w;
    to->w2 += cell[i].count.w2;
  }
  for (size_t i = 0; i < plan->n_slots; i++) {
    plan->cell[i].n = (double)plan->slot[i].n;
    plan->cell[i].w = cx_wide_number(plan->slot[i].w);
    plan->cell[i].q = cx_wide_number(plan->slot[i].w2);
  }
}

/* ---- strata and clusters ---- */

static void read_design(lua_State *L, int index, const measure_plan *plan, designed *d) {
  luaL_checktype(L, index, LUA_TTABLE);
  lua_getfield(L, index, "full");
  d->full = cx_tally_box_at(L, -1);
  d->stratified = cx_option_flag(L, index, "stratified");
  d->clustered = cx_option_flag(L, index, "clustered");
  size_t by = cx_tally_n_by(plan->tally) + d->stratified + d->clustered;
  if (cx_tally_n_by(d->full) < by || cx_tally_n_questions(d->full) <= plan->question ||
      answers_of(d->full, plan->question) != answers_of(plan->tally, plan->question))
    luaL_error(L, "a full tally of the same questions is wanted");
  cx_text word = cx_option_text(L, index, "lonely");
  if (word.at == NULL || !cx_design_lonely_named(word.at, &d->lonely))
    luaL_error(L, "lonely: adjust, fail, remove or average is wanted");
  d->n_strata = cx_option_list(L, index, "psus");
  size_t n_populations = cx_option_list(L, index, "population");
  d->stratum = cx_option_scratch(L, d->n_strata, sizeof *d->stratum);
  d->sum = cx_option_scratch(L, d->n_strata, sizeof *d->sum);
  for (size_t h = 0; h < d->n_strata; h++) {
    lua_rawgeti(L, -4, (lua_Integer)h + 1);
    d->stratum[h].psus = luaL_checknumber(L, -1);
    lua_pop(L, 1);
    if (h < n_populations) lua_rawgeti(L, -3, (lua_Integer)h + 1);
    else lua_pushnumber(L, 0);
    d->stratum[h].population = luaL_checknumber(L, -1);
    lua_pop(L, 1);
  }
}

/* True when group g of the full tally is a part of `group` (2). */
static bool is_part(const designed *d, const cx_tally *tally, size_t g, size_t group) {
  for (size_t k = 0; k < cx_tally_n_by(tally); k++)
    if (!cx_text_equal(cx_tally_label(d->full, g, k), cx_tally_label(tally, group, k))) return false;
  return true;
}

static size_t stratum_of(lua_State *L, const designed *d, const cx_tally *tally, size_t g) {
  if (!d->stratified) return 0;
  cx_text label = cx_tally_label(d->full, g, cx_tally_n_by(tally));
  lua_getfield(L, 5, "at");
  lua_pushlstring(L, label.at, label.length);
  lua_rawget(L, -2);
  lua_Integer number = lua_tointeger(L, -1);
  lua_pop(L, 2);
  if (number < 1 || (size_t)number > d->n_strata) luaL_error(L, "a stratum that the design lacks");
  return (size_t)number - 1;
}

/* Adds the sums of w and w s of a group of the full tally; or, without clusters, its rows' influences (3). */
static void add_part(const measure_plan *plan, designed *d, size_t g, size_t h, double value,
                     double w_all, double *y, double *w) {
  size_t n;
  const cx_tally_cell *cell = cx_tally_cells(d->full, plan->question, g, &n);
  for (size_t i = 0; i < n; i++) {
    int32_t place = plan->place[cell[i].answer];
    if (place < 0) continue;
    cx_count count = cell[i].count;
    double one = plan->options.weighted ? cx_wide_number(count.w) : (double)count.n;
    double two = plan->options.weighted ? fmax(cx_wide_number(count.w2), one * one / (double)count.n) : (double)count.n;
    double score = plan->cell[place].score, z = (score - value) / w_all;
    *w += one;
    *y += one * score;
    if (d->clustered) continue;
    d->sum[h].z += one * z;
    d->sum[h].z2 += two * z * z;
  }
}

static bool same_psu(const designed *d, const cx_tally *tally, size_t a, size_t b) {
  size_t from = cx_tally_n_by(tally);
  for (size_t k = from; k < from + d->stratified + 1u; k++)
    if (!cx_text_equal(cx_tally_label(d->full, a, k), cx_tally_label(d->full, b, k))) return false;
  return true;
}

/* The design's error for a group whose plain estimate is known. */
static void sum_design(lua_State *L, const measure_plan *plan, designed *d, size_t group,
                       double value, double w_all) {
  memset(d->sum, 0, d->n_strata * sizeof *d->sum);
  size_t n = cx_tally_n_groups(d->full);
  while (d->next < n && is_part(d, plan->tally, d->next, group)) {
    size_t g = d->next++, h = stratum_of(L, d, plan->tally, g);
    double y = 0, w = 0;
    add_part(plan, d, g, h, value, w_all, &y, &w);
    while (d->clustered && d->next < n && is_part(d, plan->tally, d->next, group) &&
           same_psu(d, plan->tally, g, d->next))
      add_part(plan, d, d->next++, h, value, w_all, &y, &w);
    if (d->clustered) cx_design_add(&d->sum[h], cx_design_influence(y, w, value, w_all));
  }
}

/* Weight of all who answered. */
static double all_weight(const measure_plan *plan) {
  double w = 0;
  for (size_t i = 0; i < plan->n_slots; i++) w += plan->options.weighted ? plan->cell[i].w : plan->cell[i].n;
  return w;
}

static void estimate_designed(lua_State *L, const measure_plan *plan, designed *d, size_t group,
                              cx_estimate *estimate, cx_design_error *error) {
  double w_all = all_weight(plan);
  sum_design(L, plan, d, group, estimate->value, w_all > 0 ? w_all : 1);
  if (!cx_design_make(d->stratum, d->sum, d->n_strata, d->lonely, error))
    cx_option_refuse_lonely(L, (size_t)error->n_lonely);
  if (!estimate->defined) return;
  cx_estimate_make_designed(plan->cell, plan->n_slots, error->variance, error->df, &plan->options,
                            estimate);
}

/* design_effect: the variance over spread/(n - 1), that of as many answers drawn with replacement (R: deff = "replace").
** Against drawing without replacement from W people, R's other one, divide by 1 - n/W: W is known only where the weights
** sum to the population. lonely: strata treated by the policy. */
static void set_design(lua_State *L, const cx_estimate *estimate, const cx_design_error *error) {
  if (!estimate->defined) return;
  if (estimate->spread > 0 && estimate->n > 1) {
    lua_pushnumber(L, error->variance * (estimate->n - 1) / estimate->spread);
    lua_setfield(L, -2, "design_effect");
  }
  lua_pushinteger(L, (lua_Integer)error->df);
  lua_setfield(L, -2, "design_df");
  lua_pushinteger(L, (lua_Integer)error->n_lonely);
  lua_setfield(L, -2, "lonely");
}

/* ---- the list ---- */

/* Adds missing = { reason -> n } to the estimate on top. */
static void set_missing(lua_State *L, const measure_plan *plan) {
  lua_newtable(L);
  lua_getfield(L, 3, "reason");
  for (size_t i = 0; i < plan->n_reasons; i++) {
    if (plan->missing[i] == 0) continue;
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    lua_pushinteger(L, (lua_Integer)plan->missing[i]);
    lua_rawset(L, -4);
  }
  lua_pop(L, 1);
  lua_setfield(L, -2, "missing");
}

static void push_text(lua_State *L, cx_text text) { lua_pushlstring(L, text.at, text.length); }

/* Adds group = { name -> label }. */
static void set_group(lua_State *L, const cx_tally *tally, size_t group) {
  size_t n = cx_tally_n_by(tally);
  lua_createtable(L, 0, (int)n);
  for (size_t i = 0; i < n; i++) {
    push_text(L, cx_tally_by(tally, i));
    push_text(L, cx_tally_label(tally, group, i));
    lua_rawset(L, -3);
  }
  lua_setfield(L, -2, "group");
}

/* measure(box, question, { place, score, reason }, options, design or nil) -> list of estimates, one a group */
static int measure(lua_State *L) {
  measure_plan plan = {.n_slots = 0};
  designed design = {.next = 0};
  lua_settop(L, 5);
  bool has_design = !lua_isnil(L, 5);
  read_measure(L, &plan);
  if (has_design) read_design(L, 5, &plan, &design);
  size_t n = cx_tally_n_groups(plan.tally);
  lua_createtable(L, (int)n, 0);
  for (size_t group = 0; group < n; group++) {
    cx_estimate estimate;
    cx_design_error error = {0};
    sum_group(&plan, group);
    cx_shape_estimate(L, plan.cell, plan.n_slots, plan.design_n, &plan.options, &estimate);
    if (has_design) estimate_designed(L, &plan, &design, group, &estimate, &error);
    cx_shape_push(L, &estimate);
    if (has_design) set_design(L, &estimate, &error);
    set_missing(L, &plan);
    set_group(L, plan.tally, group);
    lua_rawseti(L, -2, (lua_Integer)group + 1);
  }
  return 1;
}

void cx_bind_measure(lua_State *L) {
  lua_pushcfunction(L, measure);
  lua_setfield(L, -2, "measure");
}
