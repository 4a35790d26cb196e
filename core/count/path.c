/* path.c - see path.h */
#include "count/path.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"

cx_status cx_paths_new(cx_paths **out, const cx_path_rules *rules, cx_error *error) {
  cx_paths *paths = calloc(1, sizeof *paths);
  if (paths == NULL) return cx_error_memory(error, "");
  const size_t n = rules->n_activities;
  paths->rules = rules;
  paths->activity = calloc(n + 1, sizeof *paths->activity);
  paths->felt = calloc(n * rules->n_feelings + 1, sizeof *paths->felt);
  paths->step_at = calloc((n + 1) * (n + 2), sizeof *paths->step_at);
  paths->stamp = calloc(n + 1, sizeof *paths->stamp);
  paths->seen = calloc(n + 1, sizeof *paths->seen);
  paths->scored = calloc(CX_PATH_BUCKETS, sizeof *paths->scored);
  bool fine = paths->activity && paths->felt && paths->step_at && paths->stamp && paths->seen && paths->scored;
  if (fine) *out = paths;
  else cx_paths_free(paths);
  return fine ? CX_OK : cx_error_memory(error, "");
}

void cx_paths_free(cx_paths *paths) {
  if (paths == NULL) return;
  for (size_t i = 0; i < paths->n_steps; i++) cx_sketch_free(&paths->step[i].spans);
  cx_variants_free(&paths->variants);
  cx_sketch_free(&paths->spans);
  cx_sketch_free(&paths->converting);
  cx_sketch_free(&paths->lengths);
  free(paths->activity);
  free(paths->felt);
  free(paths->step_at);
  free(paths->step);
  free(paths->scored);
  free(paths->stamp);
  free(paths->seen);
  free(paths);
}

static uint32_t *place_of(const cx_paths *paths, uint32_t from, uint32_t to) {
  return &paths->step_at[(size_t)from * (paths->rules->n_activities + 2) + to];
}

const cx_path_step *cx_paths_step(const cx_paths *paths, uint32_t from, uint32_t to) {
  uint32_t number = *place_of(paths, from, to);
  return number > 0 ? &paths->step[number - 1] : NULL;
}

/* The step, made when it is new; NULL when there is no memory. */
static cx_path_step *step_of(cx_paths *paths, uint32_t from, uint32_t to) {
  uint32_t *place = place_of(paths, from, to);
  if (*place > 0) return &paths->step[*place - 1];
  if (paths->n_steps == paths->step_capacity) {
    size_t capacity = paths->step_capacity ? 2 * paths->step_capacity : 64;
    cx_path_step *wider = realloc(paths->step, capacity * sizeof *wider);
    if (wider == NULL) return NULL;
    paths->step = wider;
    paths->step_capacity = capacity;
  }
  cx_path_step *step = &paths->step[paths->n_steps];
  *step = (cx_path_step){.from = from, .to = to};
  *place = (uint32_t)++paths->n_steps;
  return step;
}

/*
** Feelings (4).
*/

typedef struct mood {
  uint32_t n;
  double first, peak, end, trough, sum;
  uint32_t peak_at, trough_at; /* activities */
} mood;

static void feel(mood *m, double x, uint32_t activity) {
  if (m->n++ == 0) {
    *m = (mood){1, x, x, x, x, x, activity, activity};
    return;
  }
  if (fabs(x) > fabs(m->peak)) {
    m->peak = x;
    m->peak_at = activity;
  }
  if (x < m->trough) {
    m->trough = x;
    m->trough_at = activity;
  }
  m->end = x;
  m->sum += x;
}

static void add_moments(cx_path_moments *moments, const int64_t x[CX_PATH_FEATURES], unsigned n) {
  moments->n++;
  for (unsigned i = 0; i < n; i++) {
    moments->sum[i] += x[i];
    for (unsigned j = 0; j <= i; j++) moments->product[i][j] += (cx_wide)x[i] * x[j];
  }
}

static void add_mood(cx_paths *paths, const cx_path_case *c, const mood *m) {
  const cx_path_rules *rules = paths->rules;
  const double value[] = {m->first, m->peak, m->end, m->trough, m->sum / m->n};
  int64_t x[CX_PATH_FEATURES] = {0};
  for (unsigned i = 0; i < 5; i++) x[i] = (int64_t)llround(value[i] * CX_PATH_STEP);
  add_moments(&paths->felt_cases, x, 5);
  paths->activity[m->peak_at].peaks += m->peak != 0;
  paths->activity[m->trough_at].troughs += m->trough < 0;
  if (c->overall >= rules->n_overall) return;
  x[5] = (int64_t)llround(rules->overall[c->overall] * CX_PATH_STEP);
  add_moments(&paths->scored[c->bucket], x, CX_PATH_FEATURES);
}

static void add_feelings(cx_paths *paths, const cx_path_case *c) {
  const cx_path_rules *rules = paths->rules;
  mood m = {0};
  for (uint32_t i = 0; i < c->n; i++) {
    uint16_t bin = c->feeling[i];
    if (bin >= rules->n_feelings) continue;
    paths->felt[(size_t)c->event[i] * rules->n_feelings + bin]++;
    feel(&m, rules->feeling[bin], c->event[i]);
  }
  if (m.n > 0) add_mood(paths, c, &m);
}

/*
** Steps.
*/

/* What is known of a case on its way. */
typedef struct walk {
  uint64_t stamp, hash;
  uint32_t phases, latest;  /* phases met, the latest of them */
  unsigned kind;
  bool arrived;             /* converted: what follows is no longer on the way (3) */
} walk;

/* Notes an event's activity. */
static void meet(cx_paths *paths, walk *w, uint32_t activity) {
  const cx_path_rules *rules = paths->rules;
  cx_path_activity *a = &paths->activity[activity];
  a->events++;
  if (paths->stamp[activity] != w->stamp) {
    paths->stamp[activity] = w->stamp;
    paths->seen[activity] = 1;
    a->cases++;
  } else if (paths->seen[activity]++ == 1) {
    a->repeated++;
    w->kind |= CX_CASE_REWORK;
  }
  if (rules->what[activity] & CX_PATH_HUMAN) w->kind |= CX_CASE_HUMAN;
  uint32_t phase = rules->phase[activity];
  if (phase == 0) return;
  if (phase < w->latest) w->kind |= CX_CASE_BACK;
  if (phase > w->latest) w->latest = phase;
  w->phases |= 1u << (phase - 1);
}

/* One step, and its span where it has one. */
static bool go(cx_paths *paths, walk *w, uint32_t from, uint32_t to, uint32_t bucket, int64_t span) {
  cx_path_step *step = step_of(paths, from, to);
  if (step == NULL) return false;
  step->n++;
  step->cases += step->stamp != w->stamp;
  step->stamp = w->stamp;
  if (!w->arrived && !(paths->rules->what[to] & CX_PATH_CONVERTS)) step->until[bucket]++;
  return span < 0 || cx_sketch_add(&step->spans, (uint64_t)span);
}

/* (3) The step into "converted" or "lost". */
static bool arrive(cx_paths *paths, uint32_t from, uint32_t state, uint32_t bucket) {
  cx_path_step *step = step_of(paths, from, paths->rules->n_activities + state);
  if (step != NULL) step->until[bucket]++;
  return step != NULL;
}

static bool walk_steps(cx_paths *paths, const cx_path_case *c, walk *w) {
  const cx_path_rules *rules = paths->rules;
  uint32_t from = rules->n_activities;
  for (uint32_t i = 0; i < c->n; i++) {
    uint32_t to = c->event[i];
    w->hash = (w->hash ^ to) * UINT64_C(0x9e3779b97f4a7c15);
    w->hash ^= w->hash >> 29;
    meet(paths, w, to);
    if (from == to) w->kind |= CX_CASE_DIRECT;
    if (!go(paths, w, from, to, c->bucket, i > 0 ? c->ms[i] - c->ms[i - 1] : -1)) return false;
    if (!w->arrived && (rules->what[to] & CX_PATH_CONVERTS)) {
      w->arrived = true;
      w->kind |= CX_CASE_CONVERTED;
      if (!arrive(paths, from, 0, c->bucket)) return false;
      if (!cx_sketch_add(&paths->converting, (uint64_t)(c->ms[i] - c->ms[0]))) return false;
    }
    from = to;
  }
  return w->arrived || !rules->converts || arrive(paths, from, 1, c->bucket);
}

bool cx_paths_add(cx_paths *paths, const cx_path_case *c) {
  walk w = {.stamp = paths->n_cases + 1, .kind = c->n == 1 ? CX_CASE_SINGLE : 0};
  if (!walk_steps(paths, c, &w)) return false;
  uint64_t span = (uint64_t)(c->ms[c->n - 1] - c->ms[0]);
  if (!cx_sketch_add(&paths->spans, span) || !cx_sketch_add(&paths->lengths, c->n)) return false;
  if (!cx_variants_add(&paths->variants, c->event, c->n, cx_hash_finish(w.hash), 1, span)) return false;
  paths->n_cases++;
  paths->n_events += c->n;
  paths->kind[w.kind]++;
  paths->phases[w.phases]++;
  cx_path_activity *last = &paths->activity[c->event[c->n - 1]];
  paths->activity[c->event[0]].starts++;
  last->ends++;
  last->lost += !(w.kind & CX_CASE_CONVERTED);
  if (paths->rules->n_feelings > 0) add_feelings(paths, c);
  return true;
}

/*
** Merging.
*/

static void merge_moments(cx_path_moments *to, const cx_path_moments *from) {
  to->n += from->n;
  for (unsigned i = 0; i < CX_PATH_FEATURES; i++) {
    to->sum[i] += from->sum[i];
    for (unsigned j = 0; j <= i; j++) to->product[i][j] += from->product[i][j];
  }
}

static void merge_activities(cx_paths *paths, const cx_paths *other) {
  const size_t n = paths->rules->n_activities;
  for (size_t i = 0; i < n; i++) {
    cx_path_activity *to = &paths->activity[i];
    const cx_path_activity *from = &other->activity[i];
    to->events += from->events;
    to->cases += from->cases;
    to->starts += from->starts;
    to->ends += from->ends;
    to->lost += from->lost;
    to->repeated += from->repeated;
    to->peaks += from->peaks;
    to->troughs += from->troughs;
  }
  for (size_t i = 0; i < n * paths->rules->n_feelings; i++) paths->felt[i] += other->felt[i];
}

static bool merge_steps(cx_paths *paths, const cx_paths *other) {
  for (size_t i = 0; i < other->n_steps; i++) {
    const cx_path_step *from = &other->step[i];
    cx_path_step *to = step_of(paths, from->from, from->to);
    if (to == NULL || !cx_sketch_merge(&to->spans, &from->spans)) return false;
    to->n += from->n;
    to->cases += from->cases;
    for (unsigned b = 0; b < CX_PATH_BUCKETS; b++) to->until[b] += from->until[b];
  }
  return true;
}

bool cx_paths_merge(cx_paths *paths, const cx_paths *other) {
  if (!merge_steps(paths, other) || !cx_variants_merge(&paths->variants, &other->variants)) return false;
  if (!cx_sketch_merge(&paths->spans, &other->spans) || !cx_sketch_merge(&paths->lengths, &other->lengths) ||
      !cx_sketch_merge(&paths->converting, &other->converting))
    return false;
  merge_activities(paths, other);
  paths->n_cases += other->n_cases;
  paths->n_events += other->n_events;
  for (unsigned i = 0; i < CX_CASE_KINDS; i++) paths->kind[i] += other->kind[i];
  for (unsigned i = 0; i < 1u << CX_PATH_PHASES; i++) paths->phases[i] += other->phases[i];
  merge_moments(&paths->felt_cases, &other->felt_cases);
  for (unsigned b = 0; b < CX_PATH_BUCKETS; b++) merge_moments(&paths->scored[b], &other->scored[b]);
  return true;
}
