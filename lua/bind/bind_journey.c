/*
** bind_journey.c - core/count/journey and core/infer/removal for Lua: a log of events read, its paths as plain tables
**
**   FILE > ROWS > BATCH > TALLY > METRIC > goal > report
**
** In:      a job (job.h) without tallies, and job.journey = { case =, time = names of columns; event =, feeling =, overall =
**          numbers of columns; feeling_of =, overall_of = a number for each answer; roles = { { activity, what, phase }... },
**          memory =, folder =, variants = the most that are told }.
** Out:     what was counted, see core.d.lua; or nil, message, code.
** Owns:    the journey while it runs, in a box.
**
** (1) Activities and steps are numbered from 1; the start is 0 as from, -1 and -2 as to are converted and lost.
** (2) Removal effects are there whole and with each bucket of cases left out, unless there are more than MOST_LEFT_OUT
**     activities; without a conversion there are none.
** (3) Moments are of numbers of path.h (4), as doubles.
*/
#include <math.h>

#include "bind/bind.h"
#include "bind/box.h"
#include "bind/input.h"
#include "bind/interrupt.h"
#include "bind/job.h"
#include "bind/option.h"
#include "bind/receipt.h"
#include "count/journey.h"
#include "infer/removal.h"

#define JOURNEY_TYPE "cx.journey"
#define MOST_LEFT_OUT 150u

static void discard(void *resource) { cx_journey_free(resource); }

static bool go_on(void *context, uint64_t done, uint64_t total) {
  (void)context, (void)done, (void)total;
  return !cx_interrupt_pending();
}

/*
** The job: what is pushed stays, so that the texts and arrays live as long as the call.
*/

static const double *numbers(lua_State *L, int table, const char *name) {
  size_t n = cx_option_list(L, table, name);
  int list = lua_gettop(L);
  double *number = cx_option_scratch(L, n, sizeof *number);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    number[i] = luaL_checknumber(L, -1);
    if (!(fabs(number[i]) <= 32768)) luaL_error(L, "%s: a number over 32768", name);
    lua_pop(L, 1);
  }
  return number;
}

static void read_roles(lua_State *L, int table, cx_journey_spec *spec) {
  spec->n_roles = cx_option_list(L, table, "roles");
  int list = lua_gettop(L);
  cx_journey_role *role = cx_option_scratch(L, spec->n_roles, sizeof *role);
  for (size_t i = 0; i < spec->n_roles; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    lua_rawgeti(L, -3, 3);
    role[i].activity.at = luaL_checklstring(L, -3, &role[i].activity.length);
    role[i].what = (uint8_t)(luaL_checkinteger(L, -2) & (CX_PATH_CONVERTS | CX_PATH_HUMAN));
    role[i].phase = (uint8_t)(luaL_checkinteger(L, -1) % (CX_PATH_PHASES + 1));
    lua_pop(L, 4);
  }
  spec->role = role;
}

static long column(lua_State *L, int table, const char *name, size_t n) {
  return (long)cx_option_integer(L, table, name, 0, 1, (lua_Integer)n) - 1;
}

static void read_spec(lua_State *L, int table, const cx_pass_spec *pass, cx_journey_spec *spec) {
  *spec = (cx_journey_spec){.pass = pass, .case_name = cx_option_text(L, table, "case"),
                            .time_name = cx_option_text(L, table, "time")};
  long event = column(L, table, "event", pass->n_columns);
  if (event < 0 || pass->column[event].kind != CX_COLUMN_LABEL || !spec->case_name.at || !spec->time_name.at)
    luaL_error(L, "a journey without its columns");
  spec->event = (uint32_t)event;
  spec->feeling = column(L, table, "feeling", pass->n_columns);
  spec->overall = column(L, table, "overall", pass->n_columns);
  spec->feeling_of = numbers(L, table, "feeling_of");
  spec->overall_of = numbers(L, table, "overall_of");
  read_roles(L, table, spec);
  spec->memory = (size_t)cx_option_integer(L, table, "memory", 0, 0, (lua_Integer)1 << 40);
  spec->most_variants = (size_t)cx_option_integer(L, table, "variants", 0, 1, INT32_MAX);
  cx_text folder = cx_option_text(L, table, "folder");
  spec->folder = folder.at;
}

/*
** What was counted.
*/

static void set(lua_State *L, const char *name, uint64_t value) {
  lua_pushinteger(L, (lua_Integer)value);
  lua_setfield(L, -2, name);
}

static void push_spans(lua_State *L, const cx_sketch *sketch, const char *name) {
  static const struct { const char *name; double q; } at[] = {
      {"low", .1}, {"quarter", .25}, {"median", .5}, {"three_quarters", .75}, {"high", .9}};
  if (sketch->n == 0) return;
  lua_createtable(L, 0, 8);
  set(L, "n", sketch->n);
  set(L, "least", sketch->least);
  set(L, "largest", sketch->largest);
  for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
    lua_pushnumber(L, cx_sketch_quantile(sketch, at[i].q));
    lua_setfield(L, -2, at[i].name);
  }
  lua_setfield(L, -2, name);
}

static void push_activity(lua_State *L, const cx_journey *journey, const cx_paths *paths, uint32_t i) {
  const cx_path_activity *a = &paths->activity[i];
  cx_text name = cx_journey_activity(journey, i);
  lua_createtable(L, 0, 10);
  lua_pushlstring(L, name.at, name.length);
  lua_setfield(L, -2, "name");
  set(L, "events", a->events);
  set(L, "cases", a->cases);
  set(L, "starts", a->starts);
  set(L, "ends", a->ends);
  set(L, "lost", a->lost);
  set(L, "repeated", a->repeated);
  set(L, "peaks", a->peaks);
  set(L, "troughs", a->troughs);
  uint32_t n = paths->rules->n_feelings;
  lua_createtable(L, (int)n, 0);
  for (uint32_t bin = 0; bin < n; bin++) {
    lua_pushinteger(L, (lua_Integer)paths->felt[(size_t)i * n + bin]);
    lua_rawseti(L, -2, (lua_Integer)bin + 1);
  }
  lua_setfield(L, -2, "felt");
}

/* (1) */
static void push_step(lua_State *L, const cx_path_step *step, uint32_t n) {
  uint64_t until = 0;
  lua_createtable(L, 0, 6);
  lua_pushinteger(L, step->from == n ? 0 : (lua_Integer)step->from + 1);
  lua_setfield(L, -2, "from");
  lua_pushinteger(L, step->to >= n ? -1 - (lua_Integer)(step->to - n) : (lua_Integer)step->to + 1);
  lua_setfield(L, -2, "to");
  set(L, "n", step->n);
  set(L, "cases", step->cases);
  for (unsigned b = 0; b < CX_PATH_BUCKETS; b++) until += step->until[b];
  set(L, "on_the_way", until);
  push_spans(L, &step->spans, "times");
}

static void push_variants(lua_State *L, const cx_variants *variants, size_t most) {
  size_t n = most > 0 && most < variants->n ? most : variants->n;
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    const cx_variant *v = &variants->variant[i];
    lua_createtable(L, 0, 4);
    set(L, "cases", v->n);
    set(L, "events", v->length);
    lua_pushnumber(L, (double)v->ms / (double)v->n);
    lua_setfield(L, -2, "mean_ms");
    uint32_t shown = v->length < 200 ? v->length : 200; /* of a longer path the beginning */
    lua_createtable(L, (int)shown, 0);
    for (uint32_t k = 0; k < shown; k++) {
      lua_pushinteger(L, cx_variant_code(v, k) + 1);
      lua_rawseti(L, -2, (lua_Integer)k + 1);
    }
    lua_setfield(L, -2, "path");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "variants");
  set(L, "n_variants", variants->n);
}

/* (3) */
static void push_moments(lua_State *L, const cx_path_moments *m) {
  lua_createtable(L, 0, 3);
  set(L, "n", m->n);
  lua_createtable(L, CX_PATH_FEATURES, 0);
  for (unsigned i = 0; i < CX_PATH_FEATURES; i++) {
    lua_pushnumber(L, (double)m->sum[i] / CX_PATH_STEP);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "sum");
  lua_createtable(L, CX_PATH_FEATURES, 0);
  for (unsigned i = 0; i < CX_PATH_FEATURES; i++) {
    lua_createtable(L, CX_PATH_FEATURES, 0);
    for (unsigned j = 0; j < CX_PATH_FEATURES; j++) {
      lua_pushnumber(L, (double)m->product[i > j ? i : j][i > j ? j : i] / CX_PATH_STEP / CX_PATH_STEP);
      lua_rawseti(L, -2, j + 1);
    }
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "product");
}

static void push_lists(lua_State *L, const cx_journey *journey, const cx_paths *paths) {
  lua_newtable(L);
  for (uint32_t i = 0; i < paths->rules->n_activities; i++) {
    push_activity(L, journey, paths, i);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "activities");
  lua_newtable(L);
  for (size_t i = 0; i < paths->n_steps; i++) {
    push_step(L, &paths->step[i], paths->rules->n_activities);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "steps");
  lua_newtable(L);
  for (int kind = 0; kind < CX_CASE_KINDS; kind++) {
    lua_pushinteger(L, (lua_Integer)paths->kind[kind]);
    lua_rawseti(L, -2, kind);
  }
  lua_setfield(L, -2, "kinds");
  lua_newtable(L);
  for (int set_of = 0; set_of < 1 << CX_PATH_PHASES; set_of++) {
    if (paths->phases[set_of] == 0) continue;
    lua_pushinteger(L, (lua_Integer)paths->phases[set_of]);
    lua_rawseti(L, -2, set_of);
  }
  lua_setfield(L, -2, "phases");
  lua_newtable(L);
  for (unsigned b = 0; b < CX_PATH_BUCKETS; b++) {
    push_moments(L, &paths->scored[b]);
    lua_rawseti(L, -2, (lua_Integer)b + 1);
  }
  lua_setfield(L, -2, "scored");
  push_moments(L, &paths->felt_cases);
  lua_setfield(L, -2, "felt");
}

/*
** Removal effects (2).
*/

/* Steps on the way without one bucket of cases; bucket CX_PATH_BUCKETS leaves none out. */
static void add_steps(const cx_paths *paths, unsigned left_out, double *start, double *between, double *converted,
                      double *lost, cx_removal_steps *steps) {
  const uint32_t n = paths->rules->n_activities;
  for (size_t i = 0; i < paths->n_steps; i++) {
    const cx_path_step *step = &paths->step[i];
    double all = 0;
    for (unsigned b = 0; b < CX_PATH_BUCKETS; b++) all += b == left_out ? 0 : (double)step->until[b];
    if (step->from == n && step->to == n) steps->start_converted += all;
    else if (step->from == n) start[step->to] += all;
    else if (step->to == n) converted[step->from] += all;
    else if (step->to == n + 1) lost[step->from] += all;
    else between[(size_t)step->from * n + step->to] += all;
  }
}

static cx_status push_effects(lua_State *L, const cx_paths *paths, unsigned left_out, double *scratch, cx_error *error) {
  const size_t n = paths->rules->n_activities;
  double *start = scratch, *between = start + n, *converted = between + n * n, *lost = converted + n, *effect = lost + n;
  double conversion;
  bool defined;
  for (size_t i = 0; i < n * n + 4 * n; i++) scratch[i] = 0;
  cx_removal_steps steps = {.n = n, .start = start, .between = between, .converted = converted, .lost = lost};
  add_steps(paths, left_out, start, between, converted, lost, &steps);
  cx_status status = cx_removal_effects(&steps, &conversion, effect, &defined, error);
  if (status != CX_OK) return status;
  if (!defined) {
    lua_pushboolean(L, false);
    return CX_OK;
  }
  lua_createtable(L, (int)n, 1);
  lua_pushnumber(L, conversion);
  lua_setfield(L, -2, "conversion");
  for (size_t i = 0; i < n; i++) {
    lua_pushnumber(L, effect[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return CX_OK;
}

static cx_status push_removal(lua_State *L, const cx_paths *paths, cx_error *error) {
  const size_t n = paths->rules->n_activities;
  if (!paths->rules->converts || n == 0) return CX_OK;
  int outcome = lua_gettop(L);
  double *scratch = cx_option_scratch(L, n * n + 4 * n, sizeof *scratch);
  lua_newtable(L);
  cx_status status = CX_OK;
  for (unsigned b = 0; b <= CX_PATH_BUCKETS && status == CX_OK; b++) {
    if (b > 0 && n > MOST_LEFT_OUT) break;
    status = push_effects(L, paths, b == 0 ? CX_PATH_BUCKETS : b - 1, scratch, error);
    if (status == CX_OK) lua_rawseti(L, -2, b);
  }
  lua_setfield(L, outcome, "removal");
  lua_settop(L, outcome);
  return status;
}

static cx_status push_outcome(lua_State *L, const cx_journey *journey, const cx_paths *paths, size_t most,
                              cx_error *error) {
  cx_journey_rows rows = cx_journey_count(journey);
  lua_newtable(L);
  set(L, "cases", paths->n_cases);
  set(L, "events", paths->n_events);
  set(L, "no_case", rows.no_case);
  set(L, "no_event", rows.no_event);
  set(L, "no_time", rows.no_time);
  set(L, "zoned", rows.zoned);
  set(L, "zoneless", rows.zoneless);
  set(L, "spilled", rows.spilled);
  push_lists(L, journey, paths);
  push_variants(L, &paths->variants, most);
  push_spans(L, &paths->spans, "times");
  push_spans(L, &paths->converting, "converting");
  push_spans(L, &paths->lengths, "lengths");
  return push_removal(L, paths, error);
}

/*
** The call.
*/

static cx_status read_files(lua_State *L, cx_journey *journey, int files, int receipts, cx_error *error) {
  cx_status status = CX_OK;
  size_t n = lua_rawlen(L, files);
  for (size_t i = 1; i <= n && !status; i++) {
    lua_rawgeti(L, files, (lua_Integer)i);
    cx_input *input = cx_input_at(L, -1);
    cx_file_receipt receipt = {0};
    status = cx_input_open(input, error);
    if (!status) status = cx_journey_file(journey, input->source, &input->dialect, &input->header, &receipt, error);
    cx_input_shut(input);
    lua_pop(L, 1);
    if (status) break;
    cx_receipt_push(L, &receipt);
    lua_rawseti(L, receipts, (lua_Integer)i);
  }
  return status;
}

static int run(lua_State *L) {
  cx_error error = {0};
  cx_job *job = cx_job_new(L, 1, &error);
  cx_box *box = cx_box_new(L, JOURNEY_TYPE, discard);
  lua_getfield(L, 1, "files");
  int files = lua_gettop(L);
  lua_newtable(L);
  int receipts = lua_gettop(L);
  lua_getfield(L, 1, "journey");
  luaL_checktype(L, -1, LUA_TTABLE);
  cx_journey_spec spec;
  job->spec.progress = go_on;
  read_spec(L, lua_gettop(L), &job->spec, &spec);
  cx_journey *journey = NULL;
  const cx_paths *paths = NULL;
  cx_status status = error.status;
  if (!status) status = cx_journey_new(&journey, &spec, &error);
  box->resource = journey;
  if (!status) status = read_files(L, journey, files, receipts, &error);
  if (!status) status = cx_journey_finish(journey, &paths, &error);
  if (!status) status = push_outcome(L, journey, paths, spec.most_variants, &error);
  if (status) {
    cx_box_close(box);
    return cx_option_fail(L, &error);
  }
  lua_pushvalue(L, receipts);
  lua_setfield(L, -2, "receipts");
  cx_box_close(box);
  return 1;
}

/* journey(job) */
static int journey_of(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  return cx_interrupt_call(L, run);
}

void cx_bind_journey(lua_State *L) {
  static const luaL_Reg none[] = {{NULL, NULL}};
  cx_job_type(L);
  cx_box_type(L, JOURNEY_TYPE, none);
  lua_pop(L, 1);
  lua_pushcfunction(L, journey_of);
  lua_setfield(L, -2, "journey");
}
