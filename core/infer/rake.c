/* rake.c - see rake.h */
#include "infer/rake.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double NEAR = 1e-9, EXACT = 1e-12; /* (2), in parts of W */
static const int RESIDUAL_SWEEPS = 10;          /* (4) */

struct cx_rake {
  size_t cells, margins, levels;
  size_t *first;          /* the first level of each margin, and the end: margins + 1 */
  uint32_t *level;        /* [margin * cells + cell], counted over all margins */
  double *n, *w, *q, *x;  /* of cells; x: raked weight */
  cx_rake_level *at;      /* of levels */
  double *mass;            /* what the means of (4) go by: n, or w with one margin */
  double *people, *square; /* (5): mass and f^2 Q by two levels, levels x levels */
  double total, design_n, error;
  double cap, trimmed, moved;
  unsigned sweeps, most;
};

void cx_rake_free(cx_rake *rake) {
  if (!rake) return;
  free(rake->first);
  free(rake->level);
  free(rake->n);
  free(rake->at);
  free(rake->people);
  free(rake);
}

/* ---- what is given (3) ---- */

static cx_rake_outcome stop(cx_rake_outcome outcome, size_t margin, size_t level, double value,
                            cx_rake_place *place) {
  *place = (cx_rake_place){margin, level, value};
  return outcome;
}

static cx_rake_outcome check_targets(const cx_rake_spec *spec, double *total, cx_rake_place *place) {
  for (size_t m = 0; m < spec->margins; m++) {
    long double sum = 0;
    for (size_t l = 0; l < spec->levels[m]; l++) {
      double target = spec->target[m][l];
      if (!(target > 0) || !isfinite(target)) return stop(CX_RAKE_TARGET, m, l, 0, place);
      sum += target;
    }
    if (m == 0) *total = (double)sum;
    if (!isfinite(*total) || fabs((double)sum - *total) > NEAR * *total)
      return stop(CX_RAKE_SUM, m, 0, (double)sum, place);
  }
  return CX_RAKE_OK;
}

static bool allocate(cx_rake *rake) {
  size_t cells = rake->cells, levels = rake->levels;
  rake->first = calloc(rake->margins + 1, sizeof *rake->first);
  rake->level = calloc(rake->margins * cells + 1, sizeof *rake->level);
  rake->n = calloc(4 * cells + 1, sizeof *rake->n);
  rake->at = calloc(levels + 1, sizeof *rake->at);
  rake->people = calloc(2 * levels * levels + 1, sizeof *rake->people);
  if (!rake->first || !rake->level || !rake->n || !rake->at || !rake->people) return false;
  rake->w = rake->n + cells;
  rake->q = rake->w + cells;
  rake->x = rake->q + cells;
  rake->mass = rake->margins == 1 ? rake->w : rake->n;
  rake->square = rake->people + levels * levels;
  return true;
}

/* Sum of w^2, at least what n equal weights have (estimate.h, rule 6). */
static double squares_of(double n, double w, double q) { return n > 0 ? fmax(q, w * w / n) : q; }

/* Copies the cells; people and weight of each level. */
static void fill(cx_rake *rake, const cx_rake_spec *spec) {
  size_t cells = rake->cells;
  memcpy(rake->n, spec->n, cells * sizeof *rake->n);
  memcpy(rake->w, spec->w, cells * sizeof *rake->w);
  for (size_t c = 0; c < cells; c++) rake->q[c] = squares_of(spec->n[c], spec->w[c], spec->q[c]);
  memcpy(rake->x, spec->w, cells * sizeof *rake->x);
  for (size_t m = 0, first = 0; m < rake->margins; m++) {
    rake->first[m] = first;
    for (size_t l = 0; l < spec->levels[m]; l++) rake->at[first + l].target = spec->target[m][l];
    for (size_t c = 0; c < cells; c++) {
      assert(spec->level[m][c] < spec->levels[m]);
      uint32_t l = rake->level[m * cells + c] = (uint32_t)first + spec->level[m][c];
      rake->at[l].n += rake->n[c];
      rake->at[l].before += rake->w[c];
    }
    rake->first[m + 1] = first += spec->levels[m];
  }
}

/* A level that nobody is in, or only people of weight 0. */
static cx_rake_outcome check_levels(const cx_rake *rake, cx_rake_place *place) {
  for (size_t m = 0; m < rake->margins; m++)
    for (size_t l = rake->first[m]; l < rake->first[m + 1]; l++)
      if (!(rake->at[l].before > 0) || !(rake->at[l].n > 0))
        return stop(CX_RAKE_EMPTY, m, l - rake->first[m], 0, place);
  return CX_RAKE_OK;
}

/* ---- raking (1) (2) ---- */

static void sum_margin(cx_rake *rake, size_t margin) {
  const uint32_t *level = rake->level + margin * rake->cells;
  for (size_t l = rake->first[margin]; l < rake->first[margin + 1]; l++) rake->at[l].after = 0;
  for (size_t c = 0; c < rake->cells; c++) rake->at[level[c]].after += rake->x[c];
}

/* The largest error of a margin whose sums are there. */
static double off(const cx_rake *rake, size_t margin, double most, size_t *level) {
  for (size_t l = rake->first[margin]; l < rake->first[margin + 1]; l++) {
    double error = fabs(rake->at[l].after - rake->at[l].target);
    if (!(error > most)) continue;
    most = error;
    if (level) *level = l;
  }
  return most;
}

/* Scales one margin to its targets. */
static void scale(cx_rake *rake, size_t margin, double *ratio) {
  const uint32_t *level = rake->level + margin * rake->cells;
  for (size_t l = rake->first[margin]; l < rake->first[margin + 1]; l++)
    ratio[l] = rake->at[l].after > 0 ? rake->at[l].target / rake->at[l].after : 1;
  for (size_t c = 0; c < rake->cells; c++) rake->x[c] *= ratio[level[c]];
}

static double sweep(cx_rake *rake, double *ratio) {
  double error = 0;
  for (size_t m = 0; m < rake->margins; m++) {
    sum_margin(rake, m);
    error = off(rake, m, error, NULL);
    scale(rake, m, ratio);
  }
  return error;
}

static cx_rake_outcome rake_margins(cx_rake *rake, double exact, cx_rake_place *place) {
  double *ratio = calloc(rake->levels + 1, sizeof *ratio), before = INFINITY;
  if (!ratio) return CX_RAKE_NO_MEMORY;
  while (rake->sweeps < rake->most) {
    double error = sweep(rake, ratio) / rake->total;
    rake->sweeps++;
    if (error < exact || (error < NEAR && error >= before)) break;
    before = error;
  }
  free(ratio);
  double error = 0;
  size_t worst = 0, margin = 0;
  for (size_t m = 0; m < rake->margins; m++) {
    sum_margin(rake, m);
    error = off(rake, m, error, &worst);
  }
  while (rake->first[margin + 1] <= worst) margin++;
  rake->error = error / rake->total;
  if (rake->error < NEAR) return CX_RAKE_OK;
  return stop(CX_RAKE_APART, margin, worst - rake->first[margin], rake->at[worst].after, place);
}

double cx_rake_factor(const cx_rake *rake, size_t cell) {
  return rake->w[cell] > 0 ? rake->x[cell] / rake->w[cell] : 1;
}

/* The tables by two levels (5). */
static void cross(cx_rake *rake) {
  for (size_t c = 0; c < rake->cells; c++) {
    double f = cx_rake_factor(rake, c), square = f * f * rake->q[c];
    for (size_t i = 0; i < rake->margins; i++)
      for (size_t j = 0; j < rake->margins; j++) {
        size_t at = rake->level[i * rake->cells + c] * rake->levels + rake->level[j * rake->cells + c];
        rake->people[at] += rake->mass[c];
        rake->square[at] += square;
      }
  }
}

cx_rake_outcome cx_rake_new(cx_rake **out, const cx_rake_spec *spec, cx_rake_place *place) {
  assert(spec->margins > 0);
  double total = 0;
  size_t levels = 0;
  for (size_t m = 0; m < spec->margins; m++) levels += spec->levels[m];
  if (levels > CX_RAKE_LEVELS) return CX_RAKE_MANY;
  cx_rake_outcome outcome = check_targets(spec, &total, place);
  if (outcome) return outcome;
  cx_rake *rake = calloc(1, sizeof *rake);
  if (!rake) return CX_RAKE_NO_MEMORY;
  *rake = (cx_rake){.cells = spec->cells, .margins = spec->margins, .levels = levels, .total = total,
                    .design_n = spec->design_n, .most = spec->sweeps};
  outcome = allocate(rake) ? CX_RAKE_OK : CX_RAKE_NO_MEMORY;
  if (!outcome) {
    fill(rake, spec);
    outcome = check_levels(rake, place);
  }
  if (!outcome) outcome = rake_margins(rake, EXACT, place);
  if (outcome) {
    cx_rake_free(rake);
    return outcome;
  }
  cross(rake);
  *out = rake;
  return CX_RAKE_OK;
}

cx_rake_outcome cx_rake_again(const cx_rake *rake, const double *w, double *x, cx_rake_place *place) {
  assert(!(rake->cap > 0));
  cx_rake again = *rake;
  again.at = malloc((rake->levels + 1) * sizeof *again.at);
  if (!again.at) return CX_RAKE_NO_MEMORY;
  memcpy(again.at, rake->at, rake->levels * sizeof *again.at);
  for (size_t l = 0; l < rake->levels; l++) again.at[l].before = 0;
  for (size_t m = 0; m < rake->margins; m++)
    for (size_t c = 0; c < rake->cells; c++) again.at[rake->level[m * rake->cells + c]].before += w[c];
  memcpy(x, w, rake->cells * sizeof *x);
  again.x = x;
  again.sweeps = 0;
  cx_rake_outcome outcome = check_levels(&again, place);
  if (!outcome) outcome = rake_margins(&again, 0, place);
  free(again.at);
  return outcome;
}

/* ---- trimming (6) ---- */

static bool is_alike(const cx_rake *rake) {
  for (size_t c = 0; c < rake->cells; c++) {
    double square = rake->w[c] * rake->w[c], apart = fabs(rake->n[c] * rake->q[c] - square);
    if (apart > NEAR * square) return false;
  }
  return true;
}

/* Cuts what is above the cap and shares it; false when nobody is left to share with. */
static bool cut(cx_rake *rake, double *excess) {
  double over = 0, rest = 0;
  for (size_t c = 0; c < rake->cells; c++) {
    double most = rake->cap * rake->n[c];
    if (rake->x[c] > most * (1 + EXACT)) {
      over += rake->x[c] - most;
      rake->x[c] = most;
    }
    if (rake->x[c] > 0 && rake->x[c] < most * (1 - EXACT)) rest += rake->n[c];
  }
  *excess = over;
  if (over > 0 && !(rest > 0)) return false;
  for (size_t c = 0; c < rake->cells && over > 0; c++)
    if (rake->x[c] > 0 && rake->x[c] < rake->cap * rake->n[c] * (1 - EXACT))
      rake->x[c] += over * rake->n[c] / rest;
  return true;
}

cx_rake_outcome cx_rake_trim(cx_rake *rake, double times) {
  assert(times > 1);
  if (!is_alike(rake)) return CX_RAKE_UNLIKE;
  double n = 0, excess = 0;
  for (size_t c = 0; c < rake->cells; c++) n += rake->n[c];
  rake->cap = times * rake->total / n;
  do {
    if (!cut(rake, &excess)) return CX_RAKE_TIGHT;
    rake->moved += excess / rake->total;
  } while (excess > 0);
  for (size_t c = 0; c < rake->cells; c++)
    if (rake->x[c] >= rake->cap * rake->n[c] * (1 - EXACT)) rake->trimmed += rake->n[c];
  rake->error = 0;
  for (size_t m = 0; m < rake->margins; m++) {
    sum_margin(rake, m);
    rake->error = off(rake, m, rake->error * rake->total, NULL) / rake->total;
  }
  return CX_RAKE_OK;
}

/* ---- what came of it ---- */

cx_rake_level cx_rake_level_at(const cx_rake *rake, size_t margin, size_t level) {
  assert(margin < rake->margins && level < rake->first[margin + 1] - rake->first[margin]);
  return rake->at[rake->first[margin] + level];
}

cx_rake_summary cx_rake_sum_up(const cx_rake *rake) {
  long double n = 0, w = 0, q = 0, x = 0, square = 0;
  cx_rake_summary s = {.sweeps = rake->sweeps, .error = rake->error, .lowest = INFINITY, .highest = 0,
                       .cap = rake->cap, .trimmed = rake->trimmed, .moved = rake->moved};
  for (size_t c = 0; c < rake->cells; c++) {
    double f = cx_rake_factor(rake, c);
    n += rake->n[c];
    w += rake->w[c];
    q += rake->q[c];
    x += rake->x[c];
    square += (long double)f * f * rake->q[c];
    if (!(rake->w[c] > 0)) continue;
    s.lowest = fmin(s.lowest, f);
    s.highest = fmax(s.highest, f);
  }
  s.n = (double)n;
  s.weight = (double)x;
  s.effect_before = (double)(n * q / (w * w));
  s.effect_after = (double)(n * square / (x * x));
  return s;
}

/* ---- estimates (4) ---- */

typedef struct sums {
  long double n, w, q, ws, spread, squares; /* squares: sum f^2 q (s - m)^2 */
  double value;
  bool equal;
} sums;

static sums add(const cx_rake *rake, const cx_rake_answer *answer, size_t n) {
  sums s = {.equal = true};
  const cx_rake_answer *one = NULL;
  for (size_t i = 0; i < n; i++) {
    double f = cx_rake_factor(rake, answer[i].cell);
    const cx_cell *c = &answer[i].given;
    s.n += c->n;
    s.w += (long double)f * c->w;
    s.q += (long double)f * f * c->q;
    s.ws += (long double)f * c->w * c->score;
    if (!(c->w > 0)) continue;
    if (!one) one = &answer[i];
    s.equal = s.equal && c->score == one->given.score;
  }
  if (s.w > 0) s.value = s.equal ? one->given.score : (double)(s.ws / s.w);
  for (size_t i = 0; i < n && s.w > 0 && !s.equal; i++) {
    double f = cx_rake_factor(rake, answer[i].cell);
    long double d = (long double)answer[i].given.score - s.value;
    s.spread += f * answer[i].given.w * d * d;
    s.squares += (long double)f * f * answer[i].given.q * d * d;
  }
  return s;
}

/* What ten sweeps take from r, as one number a level (5); below: sums of mass r by level. */
static void sweep_levels(const cx_rake *rake, const double *below, double *taken) {
  memset(taken, 0, rake->levels * sizeof *taken);
  for (int sweep = 0; sweep < RESIDUAL_SWEEPS; sweep++)
    for (size_t l = 0; l < rake->levels; l++) {
      const double *people = rake->people + l * rake->levels;
      double rest = below[l];
      for (size_t k = 0; k < rake->levels; k++) rest -= people[k] * taken[k];
      taken[l] += rest / people[l];
    }
}

void cx_rake_residualise(const cx_rake *rake, const double *sum, const double *weighted, double *scratch) {
  const double *by_mass = rake->mass == rake->w ? weighted : sum;
  memset(scratch, 0, cx_rake_scratch(rake) * sizeof *scratch);
  if (rake->cap > 0) return;
  for (size_t m = 0; m < rake->margins; m++)
    for (size_t c = 0; c < rake->cells; c++) scratch[rake->level[m * rake->cells + c]] += by_mass[c];
  sweep_levels(rake, scratch, scratch + rake->levels);
}

double cx_rake_taken(const cx_rake *rake, const double *scratch, size_t cell) {
  double taken = 0;
  for (size_t m = 0; m < rake->margins; m++)
    taken += scratch[rake->levels + rake->level[m * rake->cells + cell]];
  return taken;
}

/* sum Q e^2 and sum W e, times W^2 and W of the domain. */
static void residuals(const cx_rake *rake, const cx_rake_answer *answer, size_t n, const sums *s,
                      double *scratch, long double *square, long double *sum) {
  double *below = scratch, *taken = scratch + rake->levels;
  bool by_weight = rake->mass == rake->w;
  memset(below, 0, rake->levels * sizeof *below);
  for (size_t i = 0; i < n; i++)
    for (size_t m = 0; m < rake->margins; m++)
      below[rake->level[m * rake->cells + answer[i].cell]] +=
          (by_weight ? answer[i].given.w : answer[i].given.n) * (answer[i].given.score - s->value);
  sweep_levels(rake, below, taken);
  *square = s->squares;
  *sum = 0;
  for (size_t i = 0; i < n; i++) {
    double f = cx_rake_factor(rake, answer[i].cell), a = cx_rake_taken(rake, scratch, answer[i].cell);
    *square -= 2.0L * f * f * answer[i].given.q * (answer[i].given.score - s->value) * a;
  }
  for (size_t l = 0; l < rake->levels; l++) {
    long double row = 0;
    for (size_t k = 0; k < rake->levels; k++) row += rake->square[l * rake->levels + k] * taken[k];
    *square += taken[l] * row;
    *sum -= rake->at[l].after * taken[l];
  }
}

static const double NOISE = 1e-15; /* of the squares that residuals are what is left of */

/* Moments for the interval: v0 is V without its factor. */
static cx_moments moments_of(const sums *s, const cx_cell *score, size_t n_scores, double design,
                             double v0) {
  cx_moments m = {.scoring = cx_estimate_scoring(score, n_scores), .value = s->value, .n = (double)s->n,
                  .design_n = design, .lowest = score[0].score, .highest = score[0].score};
  for (size_t i = 1; i < n_scores; i++) {
    m.lowest = fmin(m.lowest, score[i].score);
    m.highest = fmax(m.highest, score[i].score);
  }
  m.equal = s->equal || !(v0 > NOISE * (double)(s->squares / (s->w * s->w))); /* (10) */
  m.n_star = (double)(m.equal ? s->w * s->w / s->q : s->spread / s->w / v0);
  m.spread = m.equal ? 0 : (double)(s->spread / s->w);
  m.se = m.equal ? 0 : sqrt(design > 1 ? v0 * design / (design - 1) : v0);
  return m;
}

size_t cx_rake_scratch(const cx_rake *rake) { return 2 * rake->levels; }

bool cx_rake_estimate(const cx_rake *rake, const cx_rake_answer *answer, size_t n,
                      const cx_cell *score, size_t n_scores, const cx_estimate_options *options,
                      double *scratch, cx_estimate *out) {
  if (!cx_interval_fits(options->method, cx_estimate_scoring(score, n_scores))) return false;
  sums s = add(rake, answer, n);
  *out = (cx_estimate){.n = (double)s.n, .confidence = options->level.confidence};
  if (!(s.n > 0) || !(s.w > 0)) return true;
  long double square = s.squares, sum = 0;
  double design = fmax(rake->design_n, (double)s.n);
  memset(scratch, 0, cx_rake_scratch(rake) * sizeof *scratch);
  if (!s.equal && !(rake->cap > 0)) residuals(rake, answer, n, &s, scratch, &square, &sum);
  double v0 = (double)((square - sum * sum / design) / (s.w * s.w));
  cx_moments m = moments_of(&s, score, n_scores, design, v0);
  cx_level level = options->level;
  if (level.df != design - 1) level = cx_interval_level(level.confidence, design - 1);
  cx_interval interval;
  cx_interval_make(&m, options->method, &level, &interval);
  *out = (cx_estimate){
      .defined = true, .value = m.value, .se = m.se, .low = interval.low, .high = interval.high,
      .n = (double)s.n, .n_effective = (double)(s.w * s.w / s.q), .method = interval.method,
      .confidence = level.confidence, .centre = interval.centre, .centre_se = interval.se,
      .df = interval.df, .n_interval = interval.n, .spread = m.spread, .lowest = m.lowest,
      .highest = m.highest,
  };
  return true;
}
