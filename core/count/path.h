/*
** path.h - what is counted of a case's path: steps, turns, times, feelings, and whether it got there
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      the events of one case in order of time.
** Out:     counts that are sums over cases: activities, steps from one to the next, variants, spans, moments.
** Owns:    all that its pointers show.
**
** (1) Everything is a whole number, so that any order of cases and of merging gives the same bits.
** (2) Steps: from each event to the next; and from the start to the first. `cases` counts a case once.
** (3) Where events convert: `until` counts the steps up to the first of them, which is the state "converted"; a case
**     without one steps from its last event to "lost". By bucket of cases, for the jackknife.
** (4) Feelings are deviations from the neutral one. Of a case's felt events: first; peak, the largest deviation with
**     its sign, the earlier of equals; end; trough, the lowest; mean. Moments of these with the overall score are sums
**     of products of numbers in steps of 2^-32.
** (5) Rework: an activity met again. Back: a phase met after a later one.
*/
#ifndef CX_PATH_H
#define CX_PATH_H

#include "base/error.h"
#include "base/wide.h"
#include "count/sketch.h"
#include "count/variant.h"

#define CX_PATH_BUCKETS 32u
#define CX_PATH_PHASES 8u
#define CX_PATH_FEATURES 6u /* first, peak, end, trough, mean, overall */
#define CX_PATH_STEP 4294967296.0
#define CX_PATH_NO_BIN UINT16_MAX

enum { CX_PATH_CONVERTS = 1, CX_PATH_HUMAN = 2 };                /* of an activity */
enum { CX_CASE_HUMAN = 1, CX_CASE_CONVERTED = 2, CX_CASE_REWORK = 4, CX_CASE_DIRECT = 8, /* the same at once again */
       CX_CASE_BACK = 16, CX_CASE_SINGLE = 32, CX_CASE_KINDS = 64 };   /* of a case, joined by or */

typedef struct cx_path_rules {
  uint32_t n_activities;
  const uint8_t *what;     /* CX_PATH_... of each activity */
  const uint8_t *phase;    /* 1 to CX_PATH_PHASES, 0: none */
  bool converts;           /* some activity does */
  uint16_t n_feelings;     /* bins of answers; 0: no feelings */
  const double *feeling;   /* deviation from the neutral one, by bin */
  uint16_t n_overall;
  const double *overall;   /* score by bin */
} cx_path_rules;

typedef struct cx_path_activity {
  uint64_t events, cases, starts, ends;
  uint64_t lost;     /* of the ends: in cases that did not convert */
  uint64_t repeated; /* cases that met it again */
  uint64_t peaks, troughs;
} cx_path_activity;

typedef struct cx_path_step {
  uint32_t from, to;     /* n_activities as from: the start; as to: converted; n_activities + 1: lost */
  uint64_t n, cases;
  uint64_t until[CX_PATH_BUCKETS];
  uint64_t stamp;        /* inside: the last case met */
  cx_sketch spans;
} cx_path_step;

typedef struct cx_path_moments {
  uint64_t n;
  cx_wide sum[CX_PATH_FEATURES];
  cx_wide product[CX_PATH_FEATURES][CX_PATH_FEATURES]; /* the lower half */
} cx_path_moments;

typedef struct cx_paths {
  const cx_path_rules *rules;
  uint64_t n_cases, n_events;
  uint64_t kind[CX_CASE_KINDS];
  uint64_t phases[1u << CX_PATH_PHASES]; /* cases by the set of phases that they met */
  cx_path_activity *activity;
  uint64_t *felt;                        /* by activity, then bin */
  uint32_t *step_at;                     /* number of a step + 1, by from and to */
  cx_path_step *step;
  size_t n_steps, step_capacity;
  cx_variants variants;
  cx_sketch spans, converting, lengths;  /* first to last event, first to conversion; number of events */
  cx_path_moments felt_cases, *scored;   /* cases that felt something; by bucket, those with an overall score too */
  uint64_t *stamp;                       /* inside: of each activity the last case and, in it, its events */
  uint32_t *seen;
} cx_paths;

typedef struct cx_path_case {
  uint32_t n; /* at least 1 */
  const int64_t *ms;
  const uint16_t *event;
  const uint16_t *feeling; /* bins; CX_PATH_NO_BIN: none */
  uint16_t overall;        /* bin; CX_PATH_NO_BIN: none */
  uint32_t bucket;
} cx_path_case;

/* Empty counts; rules are borrowed until they are freed. */
cx_status cx_paths_new(cx_paths **out, const cx_path_rules *rules, cx_error *error);
void cx_paths_free(cx_paths *paths); /* NULL is fine */

/* Counts one case; false when there is no memory. */
bool cx_paths_add(cx_paths *paths, const cx_path_case *c);

/* Adds another's counts of the same rules; false when there is no memory. */
bool cx_paths_merge(cx_paths *paths, const cx_paths *other);

/* The step from one activity to another, or NULL. */
const cx_path_step *cx_paths_step(const cx_paths *paths, uint32_t from, uint32_t to);

#endif
