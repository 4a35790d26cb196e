/* journey_case.c - the second phase of journey.h: parts of the cases, put in order and counted */
#include <stdlib.h>

#include "base/hash.h"
#include "count/journey_private.h"

/*
** Activities: the workers' codes become places in one list, in the order of bytes.
*/

static int compare_texts(const void *x, const void *y) {
  const cx_text *a = x, *b = y;
  size_t shorter = a->length < b->length ? a->length : b->length;
  int order = shorter > 0 ? memcmp(a->at, b->at, shorter) : 0;
  return order ? order : (a->length > b->length) - (a->length < b->length);
}

static const cx_labels *labels_of(const cx_journey *journey, unsigned i) {
  return cx_reader_labels(journey->worker[i].reader, journey->spec->event);
}

static cx_status list_activities(cx_journey *journey, cx_error *error) {
  size_t n = 0, all = 0;
  for (unsigned i = 0; i < journey->n_open; i++) all += cx_labels_count(labels_of(journey, i));
  cx_text *text = malloc((all + 1) * sizeof *text);
  if (text == NULL) return cx_error_memory(error, "");
  for (unsigned i = 0; i < journey->n_open; i++) {
    const cx_labels *labels = labels_of(journey, i);
    for (uint32_t code = 1; code < cx_labels_count(labels); code++) text[n++] = cx_labels_text(labels, code);
  }
  if (n > 1) qsort(text, n, sizeof *text, compare_texts);
  size_t kept = 0;
  for (size_t i = 0; i < n; i++)
    if (kept == 0 || !cx_text_equal(text[kept - 1], text[i])) text[kept++] = text[i];
  journey->activity = text;
  journey->n_activities = (uint32_t)kept;
  if (kept <= CX_JOURNEY_ACTIVITIES) return CX_OK;
  cx_text name = journey->spec->pass->column[journey->spec->event].name;
  return cx_error_set(error, CX_TOO_MANY, "", "column '%.*s' has more than %u different events; group them",
                      (int)name.length, name.at, CX_JOURNEY_ACTIVITIES);
}

/* Where a text stands in the list, or -1. */
static long place_of(const cx_journey *journey, cx_text text) {
  if (journey->n_activities == 0) return -1;
  const cx_text *found = bsearch(&text, journey->activity, journey->n_activities, sizeof text, compare_texts);
  return found != NULL ? found - journey->activity : -1;
}

static cx_status translate(cx_journey *journey, unsigned i, cx_error *error) {
  const cx_labels *labels = labels_of(journey, i);
  uint32_t n = cx_labels_count(labels);
  uint16_t *to = calloc(n + 1, sizeof *to);
  if (to == NULL) return cx_error_memory(error, "");
  for (uint32_t code = 1; code < n; code++) to[code] = (uint16_t)place_of(journey, cx_labels_text(labels, code));
  journey->worker[i].activity = to;
  return CX_OK;
}

static cx_status make_rules(cx_journey *journey, cx_error *error) {
  const cx_journey_spec *spec = journey->spec;
  const cx_column_spec *column = spec->pass->column;
  journey->what = calloc(journey->n_activities + 1, 1);
  journey->phase = calloc(journey->n_activities + 1, 1);
  if (journey->what == NULL || journey->phase == NULL) return cx_error_memory(error, "");
  cx_path_rules *rules = &journey->rules;
  *rules = (cx_path_rules){.n_activities = journey->n_activities, .what = journey->what, .phase = journey->phase,
                           .feeling = spec->feeling_of, .overall = spec->overall_of};
  if (spec->feeling >= 0) rules->n_feelings = column[spec->feeling].scale.n_answers;
  if (spec->overall >= 0) rules->n_overall = column[spec->overall].scale.n_answers;
  for (size_t i = 0; i < spec->n_roles; i++) {
    rules->converts |= (spec->role[i].what & CX_PATH_CONVERTS) != 0;
    long at = place_of(journey, spec->role[i].activity);
    if (at < 0) continue;
    journey->what[at] |= spec->role[i].what;
    if (spec->role[i].phase > 0) journey->phase[at] = spec->role[i].phase;
  }
  return CX_OK;
}

/*
** A part of the cases.
*/

/* What one worker needs to put a part in order. */
typedef struct desk {
  cx_trace_event *loaded, *event; /* from the temporary file; in the order of the file */
  size_t capacity;
  uint32_t *number;               /* of each event's case in the part, from 0 */
  uint64_t *slot_key;
  uint32_t *slot, mask;           /* number + 1 */
  uint64_t *key;                  /* of each case */
  uint32_t *end;                  /* where its events end, once they are in order */
  size_t n_cases, case_capacity;
  int64_t *ms;                    /* events by case, in order */
  uint16_t *code, *feeling, *overall;
  uint32_t *order;                /* of events that were out of order */
} desk;

/* A worker's events of the part. */
typedef struct queue {
  const cx_trace_run *run;
  size_t n_runs, next;
  uint64_t n;
  cx_trace_cursor cursor;
} queue;

static void close_desk(desk *d) {
  free(d->loaded);
  free(d->event);
  free(d->number);
  free(d->slot_key);
  free(d->slot);
  free(d->key);
  free(d->end);
  free(d->ms);
  free(d->code);
  free(d->feeling);
  free(d->overall);
  free(d->order);
}

/* Room for n events; what was there is gone. */
static bool reserve(desk *d, size_t n) {
  if (n <= d->capacity) return true;
  d->capacity = n + n / 8;
  free(d->loaded), free(d->event), free(d->number), free(d->ms);
  free(d->code), free(d->feeling), free(d->overall), free(d->order);
  d->loaded = malloc(d->capacity * sizeof *d->loaded);
  d->event = malloc(d->capacity * sizeof *d->event);
  d->number = malloc(d->capacity * sizeof *d->number);
  d->ms = malloc(d->capacity * sizeof *d->ms);
  d->code = malloc(d->capacity * sizeof *d->code);
  d->feeling = malloc(d->capacity * sizeof *d->feeling);
  d->overall = malloc(d->capacity * sizeof *d->overall);
  d->order = malloc(2 * d->capacity * sizeof *d->order);
  bool fine = d->loaded && d->event && d->number && d->ms && d->code && d->feeling && d->overall && d->order;
  if (!fine) d->capacity = 0;
  return fine;
}

/* The worker whose next run stands first in the file; CX_JOURNEY_THREADS when there is none. */
static unsigned first_run(const queue *q, unsigned n_workers) {
  unsigned first = CX_JOURNEY_THREADS;
  for (unsigned w = 0; w < n_workers; w++)
    if (q[w].next < q[w].n_runs &&
        (first == CX_JOURNEY_THREADS || q[w].run[q[w].next].place < q[first].run[q[first].next].place))
      first = w;
  return first;
}

/* A worker's next run of events. */
static cx_trace_event *take_run(queue *q, const uint16_t *activity, unsigned words, cx_trace_event *to) {
  uint64_t from = q->run[q->next++].from, end = q->next < q->n_runs ? q->run[q->next].from : q->n;
  for (uint64_t left = end - from, n; left > 0; left -= n) {
    const uint64_t *event = cx_trace_next(&q->cursor, left, &n);
    for (uint64_t i = 0; i < n; i++, to++, event += words) {
      *to = cx_trace_unpack(event, words);
      to->event = activity[to->event];
    }
  }
  return to;
}

/* Takes the runs of all workers by their places (trace.h, 4). */
static cx_status load(cx_journey *journey, desk *d, uint32_t part, size_t *n, cx_error *error) {
  queue q[CX_JOURNEY_THREADS];
  size_t all = 0;
  for (unsigned w = 0; w < journey->n_open; w++) all += (size_t)cx_trace_count(journey->worker[w].trace, part);
  if (!reserve(d, all)) return cx_error_memory(error, "");
  const unsigned words = cx_journey_words(journey);
  uint64_t *file = (uint64_t *)(void *)d->loaded; /* an event there takes no more than one here */
  *n = all;
  all = 0;
  for (unsigned w = 0; w < journey->n_open; w++) {
    const cx_trace *trace = journey->worker[w].trace;
    q[w] = (queue){.n = cx_trace_count(trace, part)};
    q[w].run = cx_trace_runs(trace, part, &q[w].n_runs);
    cx_status status = cx_trace_open(trace, part, file + all * words, &q[w].cursor, error);
    if (status != CX_OK) return status;
    all += (size_t)cx_trace_in_file(trace, part);
  }
  cx_trace_event *to = d->event;
  for (unsigned w; (w = first_run(q, journey->n_open)) < CX_JOURNEY_THREADS;)
    to = take_run(&q[w], journey->worker[w].activity, words, to);
  return CX_OK;
}

static bool grow_cases(desk *d) {
  size_t capacity = d->case_capacity ? 2 * d->case_capacity : 1024;
  uint64_t *key = realloc(d->key, capacity * sizeof *key);
  if (key != NULL) d->key = key;
  uint32_t *end = realloc(d->end, capacity * sizeof *end);
  if (end != NULL) d->end = end;
  uint32_t mask = (uint32_t)(2 * capacity - 1);
  uint64_t *slot_key = malloc(((size_t)mask + 1) * sizeof *slot_key);
  uint32_t *slot = calloc((size_t)mask + 1, sizeof *slot);
  if (key == NULL || end == NULL || slot_key == NULL || slot == NULL) {
    free(slot_key);
    free(slot);
    return false;
  }
  for (size_t i = 0; i < d->n_cases; i++) {
    uint32_t j = (uint32_t)cx_hash_finish(d->key[i]) & mask;
    while (slot[j] != 0) j = (j + 1) & mask;
    slot[j] = (uint32_t)i + 1;
    slot_key[j] = d->key[i];
  }
  free(d->slot);
  free(d->slot_key);
  d->slot = slot;
  d->slot_key = slot_key;
  d->mask = mask;
  d->case_capacity = capacity;
  return true;
}

/* The number of a case in the part, in the order first met. */
static bool number_of(desk *d, uint64_t key, uint32_t *number) {
  uint32_t j = (uint32_t)cx_hash_finish(key) & d->mask;
  for (; d->slot[j] != 0; j = (j + 1) & d->mask) {
    if (d->slot_key[j] != key) continue;
    *number = d->slot[j] - 1;
    return true;
  }
  if (d->n_cases == d->case_capacity) return grow_cases(d) && number_of(d, key, number);
  d->key[d->n_cases] = key;
  d->end[d->n_cases] = 0;
  d->slot_key[j] = key;
  d->slot[j] = (uint32_t)++d->n_cases;
  *number = d->slot[j] - 1;
  return true;
}

/* Brings the events of each case together, in the order of the file. */
static bool gather(desk *d, size_t n) {
  d->n_cases = 0;
  if (d->case_capacity == 0 && !grow_cases(d)) return false;
  memset(d->slot, 0, ((size_t)d->mask + 1) * sizeof *d->slot);
  for (size_t i = 0; i < n; i++) {
    if (!number_of(d, d->event[i].key, &d->number[i])) return false;
    d->end[d->number[i]]++;
  }
  uint32_t from = 0;
  for (size_t c = 0; c < d->n_cases; c++) {
    uint32_t count = d->end[c];
    d->end[c] = from;
    from += count;
  }
  for (size_t i = 0; i < n; i++) {
    const cx_trace_event *event = &d->event[i];
    uint32_t to = d->end[d->number[i]]++;
    d->ms[to] = event->ms;
    d->code[to] = event->event;
    d->feeling[to] = event->feeling;
    d->overall[to] = event->overall;
  }
  return true;
}

/* Merges the orders of two neighbours, the first before the second among equals. */
static void merge(const int64_t *ms, const uint32_t *a, const uint32_t *middle, const uint32_t *end, uint32_t *to) {
  const uint32_t *b = middle;
  while (a < middle || b < end) *to++ = b == end || (a < middle && ms[*a] <= ms[*b]) ? *a++ : *b++;
}

/* (2) The stable order of n events by time, in one half of d->order. */
static const uint32_t *sort(desk *d, const int64_t *ms, uint32_t n) {
  uint32_t *from = d->order, *to = d->order + n;
  for (uint32_t i = 0; i < n; i++) from[i] = i;
  for (uint64_t width = 1; width < n; width *= 2) {
    for (uint64_t i = 0; i < n; i += 2 * width) {
      uint64_t middle = i + width < n ? i + width : n, end = i + 2 * width < n ? i + 2 * width : n;
      merge(ms, from + i, from + middle, from + end, to + i);
    }
    uint32_t *swap = from;
    from = to;
    to = swap;
  }
  return from;
}

/* Puts the events from `at` in order; the loaded ones are no longer needed, and lend their room. */
static void put_in_order(desk *d, uint32_t at, uint32_t n) {
  const uint32_t *order = sort(d, d->ms + at, n);
  cx_trace_event *copy = d->loaded;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t from = at + order[i];
    copy[i] = (cx_trace_event){.ms = d->ms[from], .event = d->code[from], .feeling = d->feeling[from],
                               .overall = d->overall[from]};
  }
  for (uint32_t i = 0; i < n; i++) {
    d->ms[at + i] = copy[i].ms;
    d->code[at + i] = copy[i].event;
    d->feeling[at + i] = copy[i].feeling;
    d->overall[at + i] = copy[i].overall;
  }
}

/* (6) */
static uint16_t overall_of(const desk *d, uint32_t from, uint32_t end, uint16_t n_overall) {
  while (end > from)
    if (d->overall[--end] < n_overall) return d->overall[end];
  return CX_PATH_NO_BIN;
}

static bool count_cases(cx_journey_worker *worker, desk *d) {
  const cx_path_rules *rules = worker->paths->rules;
  uint32_t from = 0;
  for (size_t c = 0; c < d->n_cases; c++) {
    uint32_t end = d->end[c], n = end - from;
    for (uint32_t i = from + 1; i < end; i++)
      if (d->ms[i] < d->ms[i - 1]) {
        put_in_order(d, from, n);
        break;
      }
    cx_path_case one = {.n = n, .ms = d->ms + from, .event = d->code + from, .feeling = d->feeling + from,
                        .overall = CX_PATH_NO_BIN,
                        .bucket = (uint32_t)(cx_hash_finish(d->key[c]) >> 32) % CX_PATH_BUCKETS};
    if (rules->n_overall > 0) one.overall = overall_of(d, from, end, rules->n_overall);
    if (!cx_paths_add(worker->paths, &one)) return false;
    from = end;
  }
  return true;
}

static cx_status count_part(cx_journey_worker *worker, desk *d, uint32_t part) {
  size_t n;
  cx_status status = load(worker->journey, d, part, &n, &worker->error);
  if (status != CX_OK || n == 0) return status;
  if (n > UINT32_MAX / 2)
    return cx_error_set(&worker->error, CX_TOO_MANY, "", "more than 10^12 events, or a case of more than 2 * 10^9");
  return gather(d, n) && count_cases(worker, d) ? CX_OK : cx_error_memory(&worker->error, "");
}

static void *count_parts(void *argument) {
  cx_journey_worker *worker = argument;
  cx_journey *journey = worker->journey;
  const cx_pass_spec *pass = journey->spec->pass;
  desk d = {0};
  for (;;) {
    uint32_t part = atomic_fetch_add(&journey->next_part, 1);
    if (part >= CX_TRACE_PARTS || atomic_load(&journey->stopped)) break;
    if (worker == journey->worker && pass->progress != NULL && !pass->progress(pass->context, part, CX_TRACE_PARTS))
      worker->status = cx_error_set(&worker->error, CX_INTERRUPTED, "", "interrupted!");
    else worker->status = count_part(worker, &d, part);
    if (worker->status == CX_OK) continue;
    atomic_store(&journey->stopped, true);
    break;
  }
  close_desk(&d);
  return NULL;
}

cx_status cx_journey_finish(cx_journey *journey, const cx_paths **paths, cx_error *error) {
  cx_status status = list_activities(journey, error);
  if (status == CX_OK) status = make_rules(journey, error);
  if (journey->n_open == 0 && status == CX_OK) return cx_error_set(error, CX_NO_FILE, "", "there is no file of events");
  for (unsigned i = 0; i < journey->n_open && status == CX_OK; i++) {
    status = translate(journey, i, error);
    if (status == CX_OK) status = cx_paths_new(&journey->worker[i].paths, &journey->rules, error);
  }
  if (status != CX_OK) return status;
  cx_journey_run(journey, journey->n_open, count_parts);
  status = cx_journey_trouble(journey, journey->n_open, "", error);
  for (unsigned i = 1; i < journey->n_open && status == CX_OK; i++)
    if (!cx_paths_merge(journey->worker[0].paths, journey->worker[i].paths)) status = cx_error_memory(error, "");
  if (status != CX_OK) return status;
  cx_variants_sort(&journey->worker[0].paths->variants, journey->spec->most_variants);
  *paths = journey->worker[0].paths;
  return CX_OK;
}
