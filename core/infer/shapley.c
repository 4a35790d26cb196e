/* shapley.c - see shapley.h */
#include "infer/shapley.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "infer/random.h"

#define PARTING 6u     /* groups whose subsets are the tasks (3) ... */
#define WORTH 12u      /* ... when there are at least so many */
#define MOST_THREADS 16u

/* What is left after some drivers were taken: for each driver that follows, its covariances with those from itself on, then
** with the outcome; row after row, m + 1, m ... 2 numbers. */
static size_t packed(size_t m) { return m * (m + 3) / 2; }

typedef struct task {
  double total;                      /* over its subsets: `against` */
  double with;                       /* over its subsets: `for_it` */
  double of[CX_SHAPLEY_EXACT];       /* the same over those with a group */
} task;

typedef struct walk {
  size_t n;                          /* groups */
  size_t size[CX_SHAPLEY_EXACT];
  size_t left[CX_SHAPLEY_EXACT + 1]; /* drivers from a group on */
  double for_it[CX_SHAPLEY_EXACT + 1], against[CX_SHAPLEY_EXACT + 1];
  const double *start;               /* packed, of all drivers */
  size_t n_parting;
  task *task;
  atomic_uint next;
} walk;

/* Takes the first of m drivers out of what is left; returns what R squared gains. to: m - 1 drivers, not `from`. */
static inline double take(const double *from, size_t m, double *to) {
  const double *row = from, *source = from + m + 1;
  double pivot = row[0], outcome = row[m];
  double inverse = pivot > CX_SHAPLEY_LEAST ? 1 / pivot : 0; /* (4) */
  for (size_t k = 1; k < m; k++) {
    double factor = row[k] * inverse;
    size_t n = m - k + 1;
    for (size_t l = 0; l < n; l++) to[l] = source[l] - factor * row[k + l];
    to += n;
    source += n;
  }
  return outcome * outcome * inverse;
}

/* Takes a group of the first drivers; the buffers hold m drivers each. What is left stands in `to`. */
static double take_group(const double *from, size_t m, size_t size, double *to) {
  double gain = take(from, m, to);
  for (size_t i = 1; i < size; i++) {
    double row[CX_SHAPLEY_MOST + 1], *other = to + m - i + 1;
    memcpy(row, to, (m - i + 1) * sizeof *row);
    double inverse = row[0] > CX_SHAPLEY_LEAST ? 1 / row[0] : 0;
    for (size_t k = 1; k < m - i; k++) {
      size_t n = m - i - k + 1;
      for (size_t l = 0; l < n; l++) other[l] -= row[k] * inverse * row[k + l];
      other += n;
    }
    gain += row[m - i] * row[m - i] * inverse;
    memmove(to, to + m - i + 1, packed(m - i - 1) * sizeof *to);
  }
  return gain;
}

/* All subsets that add groups from `group` on to those taken, of which there are s and which explain v (2). Returns the sum
** of for_it over them. */
static double descend(const walk *w, task *t, size_t group, double *left, double v, size_t s) {
  double sum = 0, *next = left + packed(w->left[group]);
  for (size_t g = group; g < w->n; g++) {
    size_t m = w->left[g];
    double gained, below = 0;
    if (w->size[g] == 1 && m == 1) {
      gained = v + (left[0] > CX_SHAPLEY_LEAST ? left[1] * left[1] / left[0] : 0);
    } else {
      gained = v + (w->size[g] == 1 ? take(left, m, next) : take_group(left, m, w->size[g], next));
      if (g + 1 < w->n) below = descend(w, t, g + 1, next, gained, s + 1);
    }
    below += w->for_it[s + 1] * gained;
    t->total += w->against[s + 1] * gained;
    t->of[g] += below;
    sum += below;
    left += packed(m) - packed(w->left[g + 1]);
  }
  return sum;
}

/* One task: the groups of a mask are taken of the first n_parting, the others among these are not. */
static void run_task(walk *w, size_t mask, double *scratch) {
  task *t = &w->task[mask];
  double *left = scratch, v = 0;
  size_t s = 0;
  memcpy(left, w->start, packed(w->left[0]) * sizeof *left);
  for (size_t g = 0; g < w->n_parting; g++) {
    size_t m = w->left[g], rest = w->left[g + 1];
    if (mask >> g & 1) {
      double *to = left + packed(m);
      v += take_group(left, m, w->size[g], to);
      memmove(left, to, packed(rest) * sizeof *left);
      s++;
    } else {
      memmove(left, left + packed(m) - packed(rest), packed(rest) * sizeof *left);
    }
  }
  t->with = w->for_it[s] * v;
  t->total = w->against[s] * v;
  if (w->n_parting < w->n) t->with += descend(w, t, w->n_parting, left, v, s);
}

/* Room for a walk: what is left at each depth, one behind the other. */
static size_t scratch_size(const walk *w) {
  size_t sum = packed(w->left[0]);
  for (size_t g = 0; g <= w->n; g++) sum += packed(w->left[g]);
  return sum + packed(w->left[0]);
}

typedef struct helper {
  walk *walk;
  double *scratch;
} helper;

static void *help(void *given) {
  helper *h = given;
  unsigned tasks = 1u << h->walk->n_parting, i;
  while ((i = atomic_fetch_add(&h->walk->next, 1)) < tasks) run_task(h->walk, i, h->scratch);
  return NULL;
}

static cx_status run_tasks(walk *w, unsigned threads, cx_error *error) {
  helper h[MOST_THREADS];
  pthread_t thread[MOST_THREADS];
  unsigned started = 1;
  threads = w->n_parting == 0 || threads == 0 ? 1 : threads < MOST_THREADS ? threads : MOST_THREADS;
  double *scratch = calloc(threads * scratch_size(w), sizeof *scratch);
  if (scratch == NULL) return cx_error_memory(error, "");
  for (unsigned i = 0; i < threads; i++) h[i] = (helper){w, scratch + i * scratch_size(w)};
  while (started < threads && pthread_create(&thread[started], NULL, help, &h[started]) == 0) started++;
  help(&h[0]);
  for (unsigned i = 1; i < started; i++) pthread_join(thread[i], NULL);
  free(scratch);
  return CX_OK;
}

/* How much a subset of s groups counts for each of its own, less what it counts against any. */
static void weigh(walk *w) {
  double n = (double)w->n, against = 1 / n; /* s! (n - s - 1)! / n! */
  double previous = 0;                      /* (s - 1)! (n - s)! / n! */
  for (size_t s = 0; s <= w->n; s++) {
    w->against[s] = s < w->n ? against : 0;
    w->for_it[s] = s > 0 ? previous + w->against[s] : 0;
    previous = w->against[s];
    if (s + 1 < w->n) against *= ((double)s + 1) / (n - (double)s - 1);
  }
}

static void pack(const double *r, size_t p, double *to) {
  for (size_t i = 0; i < p; i++)
    for (size_t j = i; j <= p; j++) *to++ = r[i * (p + 1) + j];
}

/* The groups as the walk wants them; each driver alone where none are given. */
static void lay_groups(walk *w, size_t p, const size_t *size, size_t n_groups) {
  w->n = size == NULL ? p : n_groups;
  w->left[0] = p;
  for (size_t g = 0; g < w->n; g++) {
    w->size[g] = size == NULL ? 1 : size[g];
    w->left[g + 1] = w->left[g] - w->size[g];
  }
  assert(w->left[w->n] == 0);
  w->n_parting = w->n >= WORTH ? PARTING : 0;
}

cx_status cx_shapley(const double *r, size_t p, const size_t *size, size_t n_groups, unsigned threads, double *value,
                     cx_error *error) {
  walk w = {0};
  assert((size == NULL ? p : n_groups) <= CX_SHAPLEY_EXACT && p <= CX_SHAPLEY_MOST);
  if (p == 0) return CX_OK;
  lay_groups(&w, p, size, n_groups);
  weigh(&w);
  size_t tasks = (size_t)1 << w.n_parting;
  double *start = malloc((packed(p) + 1) * sizeof *start);
  w.task = calloc(tasks, sizeof *w.task);
  w.start = start;
  cx_status status = start == NULL || w.task == NULL ? cx_error_memory(error, "") : CX_OK;
  if (status == CX_OK) {
    pack(r, p, start);
    status = run_tasks(&w, threads, error);
  }
  double total = 0;
  for (size_t g = 0; g < w.n && status == CX_OK; g++) value[g] = 0;
  for (size_t i = 0; i < tasks && status == CX_OK; i++) {
    total += w.task[i].total;
    for (size_t g = 0; g < w.n; g++)
      value[g] += g >= w.n_parting ? w.task[i].of[g] : i >> g & 1 ? w.task[i].with : 0;
  }
  for (size_t g = 0; g < w.n && status == CX_OK; g++) value[g] -= total;
  free(start);
  free(w.task);
  return status;
}

/*
** Sampled (5).
*/

/* Takes driver k out of the square a of n rows, the outcome last; returns the gain. */
static double take_any(double *a, size_t n, size_t k) {
  double pivot = a[k * n + k], outcome = a[k * n + n - 1];
  if (!(pivot > CX_SHAPLEY_LEAST)) return 0;
  for (size_t i = 0; i < n; i++) {
    if (i == k || a[i * n + k] == 0) continue;
    double factor = a[i * n + k] / pivot;
    for (size_t j = 0; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
  }
  for (size_t i = 0; i < n; i++) a[i * n + k] = a[k * n + i] = 0;
  return outcome * outcome / pivot;
}

/* Adds the gains of one order of groups. */
static void follow(const double *r, double *a, size_t p, const size_t *size, const size_t *first, const size_t *order,
                   size_t n, bool backwards, double *gain) {
  memcpy(a, r, (p + 1) * (p + 1) * sizeof *a);
  for (size_t i = 0; i < n; i++) {
    size_t g = order[backwards ? n - 1 - i : i];
    for (size_t k = 0; k < (size == NULL ? 1 : size[g]); k++) gain[g] += take_any(a, p + 1, first[g] + k);
  }
}

cx_status cx_shapley_sample(const double *r, size_t p, const size_t *size, size_t n_groups, size_t twins,
                            uint64_t seed, double *value, double *se, cx_error *error) {
  size_t n = size == NULL ? p : n_groups, first[CX_SHAPLEY_MOST], order[CX_SHAPLEY_MOST], at = 0;
  double gain[CX_SHAPLEY_MOST];
  assert(p <= CX_SHAPLEY_MOST && twins >= 2);
  double *a = malloc((p + 1) * (p + 1) * sizeof *a);
  if (a == NULL) return cx_error_memory(error, "");
  for (size_t g = 0; g < n; g++) {
    first[g] = at;
    at += size == NULL ? 1 : size[g];
    value[g] = se[g] = 0;
  }
  for (size_t t = 0; t < twins; t++) {
    cx_random random = cx_random_stream(seed, 0, (uint32_t)t);
    for (size_t g = 0; g < n; g++) order[g] = g;
    memset(gain, 0, sizeof gain);
    for (size_t g = n; g > 1; g--) {
      size_t other = (size_t)(cx_random_uniform(&random) * (double)g), kept = order[g - 1];
      order[g - 1] = order[other];
      order[other] = kept;
    }
    follow(r, a, p, size, first, order, n, false, gain);
    follow(r, a, p, size, first, order, n, true, gain);
    for (size_t g = 0; g < n; g++) { /* Welford 1962 */
      double delta = gain[g] / 2 - value[g];
      value[g] += delta / (double)(t + 1);
      se[g] += delta * (gain[g] / 2 - value[g]);
    }
  }
  for (size_t g = 0; g < n; g++) se[g] = sqrt(se[g] / (double)(twins - 1) / (double)twins);
  free(a);
  return CX_OK;
}

cx_status cx_shapley_whole(const double *r, size_t p, double *r_squared, cx_error *error) {
  double *a = malloc((p + 1) * (p + 1) * sizeof *a), sum = 0;
  if (a == NULL) return cx_error_memory(error, "");
  memcpy(a, r, (p + 1) * (p + 1) * sizeof *a);
  for (size_t k = 0; k < p; k++) sum += take_any(a, p + 1, k);
  free(a);
  *r_squared = sum;
  return CX_OK;
}
