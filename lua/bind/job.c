/* job.c - see job.h */
#include "bind/job.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bind/box.h"
#include "bind/moment_box.h"
#include "bind/option.h"

static const char *const column_kinds[] = {"score", "label", "number", "time", "weight", NULL};
static const char *const label_kinds[] = {"text", "bucket", "hash", NULL};
static const char *const buckets[] = {"hour", "day", "week", "month", "quarter", "half-year", "year", NULL};
static const char *const test_kinds[] = {"bins", "text", "number", "time", "missing", NULL};
static const char *const sides[] = {"earlier", "later", NULL};
static const char *const compares[] = {"==", "~=", "<", "<=", ">", ">=", "in", NULL};

/* What compiling needs at hand; anchor is the table that keeps the arrays. */
typedef struct compiler {
  lua_State *L;
  cx_job *job;
  int anchor;
  cx_error *error;
} compiler;

static void discard(void *resource) {
  cx_job *job = resource;
  for (size_t i = 0; i < job->n_filters; i++) cx_filter_free(job->filter[i]);
  free(job);
}

void cx_job_type(lua_State *L) {
  static const luaL_Reg none[] = {{NULL, NULL}};
  cx_box_type(L, CX_JOB_TYPE, none);
  lua_pop(L, 1);
}

/* An array that lives as long as the job; nothing stays on the stack. */
static void *keep(compiler *c, size_t n, size_t size) {
  void *memory = cx_option_scratch(c->L, n, size);
  lua_rawseti(c->L, c->anchor, (lua_Integer)lua_rawlen(c->L, c->anchor) + 1);
  return memory;
}

static uint32_t small(compiler *c, const char *name) {
  return (uint32_t)cx_option_integer(c->L, -1, name, 0, 0, UINT32_MAX);
}

/* Pushes item i of the list on top of the stack, a table. */
static void item(compiler *c, size_t i) {
  if (lua_rawgeti(c->L, -1, (lua_Integer)i + 1) != LUA_TTABLE) luaL_error(c->L, "a job without a table");
}

/* The texts of the named list of the table on top; borrowed from the job. */
static const cx_text *texts(compiler *c, const char *name, size_t *n) {
  *n = cx_option_list(c->L, -1, name);
  cx_text *text = keep(c, *n, sizeof *text);
  for (size_t i = 0; i < *n; i++) {
    if (lua_rawgeti(c->L, -1, (lua_Integer)i + 1) != LUA_TSTRING) luaL_error(c->L, "%s: texts are wanted", name);
    text[i].at = lua_tolstring(c->L, -1, &text[i].length);
    lua_pop(c->L, 1);
  }
  lua_pop(c->L, 1);
  return text;
}

/* Numbers of the named list, each below limit, less `base` (1). */
static uint32_t *integers(compiler *c, const char *name, size_t *n, lua_Integer base,
                          lua_Integer limit) {
  *n = cx_option_list(c->L, -1, name);
  uint32_t *number = keep(c, *n, sizeof *number);
  for (size_t i = 0; i < *n; i++) {
    lua_rawgeti(c->L, -1, (lua_Integer)i + 1);
    lua_Integer value = luaL_checkinteger(c->L, -1) - base;
    if (value < 0 || value >= limit) luaL_error(c->L, "%s: a number out of range", name);
    number[i] = (uint32_t)value;
    lua_pop(c->L, 1);
  }
  lua_pop(c->L, 1);
  return number;
}

static void compile_scale(compiler *c, cx_scale *scale) {
  size_t n_bins_given;
  scale->from = (long)cx_option_integer(c->L, -1, "from", 1, INT32_MIN, INT32_MAX);
  scale->to = (long)cx_option_integer(c->L, -1, "to", 0, INT32_MIN, INT32_MAX);
  scale->n_answers = (uint16_t)cx_option_integer(c->L, -1, "n_answers", 0, 0, 60000);
  scale->n_bins = (uint16_t)cx_option_integer(c->L, -1, "n_bins", 0, 0, 65000);
  const cx_text *text = texts(c, "code", &scale->n_codes);
  const uint32_t *bin = integers(c, "bin", &n_bins_given, 0, scale->n_bins);
  if (n_bins_given != scale->n_codes) luaL_error(c->L, "as many codes as bins are wanted");
  cx_score_code *code = keep(c, scale->n_codes, sizeof *code);
  for (size_t i = 0; i < scale->n_codes; i++) code[i] = (cx_score_code){text[i], (uint16_t)bin[i]};
  scale->code = code;
}

static void compile_column(compiler *c, cx_column_spec *column) {
  lua_State *L = c->L;
  column->kind = (cx_column_kind)cx_option_word(L, -1, "kind", 0, column_kinds);
  column->name = cx_option_text(L, -1, "name");
  if (!column->name.at) column->name = cx_text_of("");
  column->label = (cx_label_kind)cx_option_word(L, -1, "label", 0, label_kinds);
  column->bucket = (cx_bucket)cx_option_word(L, -1, "bucket", 0, buckets);
  column->n_hash = small(c, "n_hash");
  column->max_labels = small(c, "max_labels");
  if (column->kind == CX_COLUMN_SCORE) compile_scale(c, &column->scale);
}

static void compile_columns(compiler *c, int job) {
  cx_pass_spec *spec = &c->job->spec;
  spec->n_columns = cx_option_list(c->L, job, "columns");
  cx_column_spec *column = keep(c, spec->n_columns, sizeof *column);
  for (size_t i = 0; i < spec->n_columns; i++) {
    item(c, i);
    compile_column(c, &column[i]);
    lua_pop(c->L, 1);
  }
  lua_pop(c->L, 1);
  spec->column = column;
}

static uint32_t column_number(compiler *c, const char *name) {
  lua_Integer n = (lua_Integer)c->job->spec.n_columns;
  return (uint32_t)(cx_option_integer(c->L, -1, name, 0, 1, n) - 1);
}

/* The constants of the test on top, as its kind wants them. */
static void compile_constants(compiler *c, cx_test *test) {
  lua_State *L = c->L;
  size_t n = cx_option_list(L, -1, "constants");
  cx_text *text = keep(c, test->kind == CX_TEST_TEXT ? n : 0, sizeof *text);
  double *number = keep(c, test->kind == CX_TEST_NUMBER ? n : 0, sizeof *number);
  int64_t *time = keep(c, test->kind == CX_TEST_TIME ? n : 0, sizeof *time);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    if (test->kind == CX_TEST_TEXT) text[i].at = luaL_checklstring(L, -1, &text[i].length);
    if (test->kind == CX_TEST_NUMBER) number[i] = luaL_checknumber(L, -1);
    if (test->kind == CX_TEST_TIME) time[i] = luaL_checkinteger(L, -1);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  test->text = text;
  test->number = number;
  test->time = time;
  test->n_constants = (uint32_t)n;
}

static void compile_test(compiler *c, cx_test *test) {
  test->kind = (cx_test_kind)cx_option_word(c->L, -1, "kind", 0, test_kinds);
  test->column = column_number(c, "column");
  test->compare = (cx_compare)cx_option_word(c->L, -1, "compare", 0, compares);
  size_t n_truth;
  const uint32_t *truth = integers(c, "truth", &n_truth, 0, 3);
  uint8_t *narrow = keep(c, n_truth, sizeof *narrow);
  for (size_t i = 0; i < n_truth; i++) narrow[i] = (uint8_t)truth[i];
  test->truth = narrow;
  test->n_truth = (uint32_t)n_truth;
  compile_constants(c, test);
}

static const cx_test *compile_tests(compiler *c, size_t *n) {
  *n = cx_option_list(c->L, -1, "tests");
  cx_test *test = keep(c, *n, sizeof *test);
  for (size_t i = 0; i < *n; i++) {
    item(c, i);
    compile_test(c, &test[i]);
    lua_pop(c->L, 1);
  }
  lua_pop(c->L, 1);
  return test;
}

/* One step of a program: the number of a test or a word. */
static int32_t step(lua_State *L, size_t n_tests) {
  static const char *const words[] = {"and", "or", "not", "true", NULL};
  static const int32_t ops[] = {CX_OP_AND, CX_OP_OR, CX_OP_NOT, CX_OP_TRUE};
  if (lua_type(L, -1) == LUA_TSTRING) return ops[luaL_checkoption(L, -1, NULL, words)];
  lua_Integer test = luaL_checkinteger(L, -1);
  if (test < 1 || test > (lua_Integer)n_tests) luaL_error(L, "a program without its test");
  return (int32_t)(test - 1);
}

/* The named filter of the table on top, or NULL when there is none or it failed. */
static const cx_filter *compile_filter(compiler *c, const char *name) {
  lua_State *L = c->L;
  cx_filter *filter = NULL;
  if (lua_getfield(L, -1, name) == LUA_TTABLE) {
    size_t n_tests;
    const cx_test *test = compile_tests(c, &n_tests);
    size_t n = cx_option_list(L, -1, "program");
    int32_t *op = keep(c, n, sizeof *op);
    for (size_t i = 0; i < n; i++) {
      lua_rawgeti(L, -1, (lua_Integer)i + 1);
      op[i] = step(L, n_tests);
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
    if (n == 0) luaL_error(L, "a filter without a program");
    if (!cx_filter_new(&filter, test, n_tests, op, n, c->error))
      c->job->filter[c->job->n_filters++] = filter;
  }
  lua_pop(L, 1);
  return filter;
}

/* The labels of the earlier answers, question by question; the panel's table is on top. */
static void compile_before(compiler *c, cx_panel_spec *panel, size_t n_of) {
  size_t n;
  panel->before_name = texts(c, "names", &n);
  if (n != n_of) luaL_error(c->L, "a panel with names missing");
  const cx_text **before = keep(c, n_of, sizeof *before);
  size_t *n_before = keep(c, n_of, sizeof *n_before);
  lua_getfield(c->L, -1, "before");
  for (size_t q = 0; q < n_of; q++) {
    lua_createtable(c->L, 0, 1);
    lua_rawgeti(c->L, -2, (lua_Integer)q + 1);
    lua_setfield(c->L, -2, "before");
    before[q] = texts(c, "before", &n_before[q]);
    lua_pop(c->L, 1);
  }
  lua_pop(c->L, 1);
  panel->before = before;
  panel->n_before = n_before;
}

/* What makes a tally one of pairs, or NULL; the tally's table is on top. */
static const cx_panel_spec *compile_panel(compiler *c, const cx_tally_spec *tally) {
  cx_panel_spec *panel = NULL;
  if (lua_getfield(c->L, -1, "panel") == LUA_TTABLE) {
    lua_Integer n_columns = (lua_Integer)c->job->spec.n_columns;
    size_t n_labels;
    panel = keep(c, 1, sizeof *panel);
    lua_getfield(c->L, -1, "box");
    panel->panel = cx_box_open(c->L, -1, CX_PANEL_TYPE, "panel");
    lua_pop(c->L, 1);
    panel->person = column_number(c, "person");
    panel->round = (long)cx_option_integer(c->L, -1, "round", 0, 0, n_columns) - 1;
    panel->side = (cx_round)cx_option_word(c->L, -1, "side", CX_ROUND_LATER, sides);
    panel->before_at = (size_t)cx_option_integer(c->L, -1, "before_at", 0, 0, (lua_Integer)tally->n_by);
    const cx_text *label = texts(c, "labels", &n_labels);
    for (size_t i = 0; i < n_labels && i < CX_ROUNDS; i++) panel->label[i] = label[i];
    compile_before(c, panel, tally->n_of);
    cx_panel_shape shape = cx_panel_shaped(panel->panel);
    bool is_first = panel->round < 0 && panel->side == CX_ROUND_EARLIER;
    bool fits = shape.n_of == tally->n_of && (is_first ? tally->n_by == 0 : tally->n_by == shape.n_by);
    if (!fits || tally->n_by + tally->n_of > CX_TALLY_BY) luaL_error(c->L, "a panel of another shape");
  }
  lua_pop(c->L, 1);
  return panel;
}

/* The whole steps of each bin, NaN for `false`; the variable's table is on top. */
static const double *compile_values(compiler *c, size_t *n) {
  *n = cx_option_list(c->L, -1, "values");
  double *value = keep(c, *n, sizeof *value);
  for (size_t i = 0; i < *n; i++) {
    bool is_there = lua_rawgeti(c->L, -1, (lua_Integer)i + 1) != LUA_TBOOLEAN;
    value[i] = is_there ? luaL_checknumber(c->L, -1) : NAN;
    if (is_there && (value[i] != floor(value[i]) || fabs(value[i]) > 0x1p52)) luaL_error(c->L, "values: whole steps");
    lua_pop(c->L, 1);
  }
  lua_pop(c->L, 1);
  return value;
}

static void compile_number(compiler *c, cx_moment_number *number) {
  number->low = cx_option_number(c->L, -1, "low", -HUGE_VAL);
  number->high = cx_option_number(c->L, -1, "high", HUGE_VAL);
  number->n_missing = cx_option_list(c->L, -1, "missing");
  double *missing = keep(c, number->n_missing, sizeof *missing);
  for (size_t i = 0; i < number->n_missing; i++) {
    lua_rawgeti(c->L, -1, (lua_Integer)i + 1);
    missing[i] = luaL_checknumber(c->L, -1);
    lua_pop(c->L, 1);
  }
  lua_pop(c->L, 1);
  number->missing = missing;
}

static void compile_variables(compiler *c, cx_moment_spec *spec) {
  size_t n = cx_option_list(c->L, -1, "variables");
  if (n != cx_moment_shaped(spec->moments).n) luaL_error(c->L, "moments of other variables");
  uint32_t *column = keep(c, n, sizeof *column);
  const double **value = keep(c, n, sizeof *value);
  size_t *n_values = keep(c, n, sizeof *n_values);
  cx_moment_number *number = keep(c, n, sizeof *number);
  for (size_t v = 0; v < n; v++) {
    item(c, v);
    column[v] = column_number(c, "column");
    const cx_column_spec *of = &c->job->spec.column[column[v]];
    if (of->kind == CX_COLUMN_SCORE) value[v] = compile_values(c, &n_values[v]);
    else compile_number(c, &number[v]);
    if (of->kind == CX_COLUMN_SCORE ? n_values[v] != of->scale.n_bins : of->kind != CX_COLUMN_NUMBER)
      luaL_error(c->L, "moments of a column that is no scale");
    lua_pop(c->L, 1);
  }
  lua_pop(c->L, 1);
  spec->column = column;
  spec->value = value;
  spec->n_values = n_values;
  spec->number = number;
}

/* What makes a tally's rows go into moments, or NULL; the tally's table is on top. */
static const cx_moment_spec *compile_moments(compiler *c) {
  cx_moment_spec *spec = NULL;
  if (lua_getfield(c->L, -1, "moments") == LUA_TTABLE) {
    spec = keep(c, 1, sizeof *spec);
    lua_getfield(c->L, -1, "box");
    spec->moments = cx_moment_box_at(c->L, -1);
    lua_pop(c->L, 1);
    spec->bucket = (long)cx_option_integer(c->L, -1, "bucket", 0, 0, (lua_Integer)c->job->spec.n_columns) - 1;
    uint32_t n_hash = spec->bucket < 0 ? 1 : c->job->spec.column[spec->bucket].n_hash;
    if (n_hash != cx_moment_shaped(spec->moments).n_buckets) luaL_error(c->L, "moments of other buckets");
    compile_variables(c, spec);
  }
  lua_pop(c->L, 1);
  return spec;
}

static void compile_tally(compiler *c, cx_tally_spec *tally) {
  lua_Integer n_columns = (lua_Integer)c->job->spec.n_columns;
  size_t n_by, n_by_names, n_of_names;
  const uint32_t *by = integers(c, "by", &n_by, 1, n_columns);
  const cx_text *by_name = texts(c, "by_name", &n_by_names);
  tally->of = integers(c, "of", &tally->n_of, 1, n_columns);
  tally->of_name = texts(c, "of_name", &n_of_names);
  if (n_by > CX_TALLY_BY || n_by_names != n_by || n_of_names != tally->n_of)
    luaL_error(c->L, "a tally with names missing");
  tally->n_by = n_by;
  for (size_t i = 0; i < n_by; i++) {
    tally->by[i] = by[i];
    tally->by_name[i] = by_name[i];
  }
  tally->where = compile_filter(c, "where");
  tally->max_groups = small(c, "max_groups");
  tally->panel = compile_panel(c, tally);
  tally->moments = compile_moments(c);
}

static void compile_tallies(compiler *c, int job) {
  cx_pass_spec *spec = &c->job->spec;
  spec->n_tallies = cx_option_list(c->L, job, "tallies");
  cx_tally_spec *tally = keep(c, spec->n_tallies, sizeof *tally);
  c->job->filter = keep(c, spec->n_tallies + 1, sizeof *c->job->filter);
  for (size_t i = 0; i < spec->n_tallies; i++) {
    item(c, i);
    compile_tally(c, &tally[i]);
    lua_pop(c->L, 1);
  }
  lua_pop(c->L, 1);
  spec->tally = tally;
  lua_pushvalue(c->L, job);
  spec->only = compile_filter(c, "only");
  lua_pop(c->L, 1);
}

cx_job *cx_job_new(lua_State *L, int index, cx_error *error) {
  luaL_checkstack(L, 20, NULL);
  index = lua_absindex(L, index);
  cx_box *box = cx_box_new(L, CX_JOB_TYPE, discard);
  lua_createtable(L, 16, 0);
  lua_pushvalue(L, index);
  lua_rawseti(L, -2, 1);
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, -3, 1);
  cx_job *job = calloc(1, sizeof *job);
  if (!job) luaL_error(L, "not enough memory");
  box->resource = job;
  compiler c = {L, job, lua_gettop(L), error};
  compile_columns(&c, index);
  compile_tallies(&c, index);
  lua_Integer weight = cx_option_integer(L, index, "weight", 0, 0, (lua_Integer)job->spec.n_columns);
  job->spec.weight = (long)weight - 1;
  job->spec.threads = (unsigned)cx_option_integer(L, index, "threads", 0, 0, 1024);
  job->spec.kernel = cx_option_text(L, index, "kernel").at;
  job->spec.record_limit = (size_t)cx_option_integer(L, index, "record_limit", 0, 0, (lua_Integer)CX_CUTTER_LONGEST);
  lua_pop(L, 1);
  return job;
}
