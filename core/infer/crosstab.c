/* crosstab.h */
#include "infer/crosstab.h"

#include <math.h>
#include <string.h>

#include "infer/distribution.h"

/* A test at work, all arrays in scratch. */
typedef struct bench {
  const cx_crosstab *table;
  size_t rows, columns, cells, nodes; /* a node is a row or, after them, a column */
  double *share, *row, *column;       /* (1) and its margins */
  double *v;                          /* cells x cells */
  double *line;                       /* one of the cells' */
  double *square, *right;             /* nodes x nodes, nodes: the least squares of (4) */
  size_t *label;                      /* of nodes: those that are one parameter have one label */
  double weight, nu;
} bench;

size_t cx_crosstab_scratch(const cx_crosstab *table) {
  size_t cells = table->n_rows * table->n_columns, nodes = table->n_rows + table->n_columns;
  return cells * (cells + 2) + nodes * (nodes + 3);
}

static bench lay_out(const cx_crosstab *table, double *scratch) {
  size_t cells = table->n_rows * table->n_columns, nodes = table->n_rows + table->n_columns;
  memset(scratch, 0, cx_crosstab_scratch(table) * sizeof *scratch);
  bench b = {.table = table, .rows = table->n_rows, .columns = table->n_columns, .cells = cells, .nodes = nodes};
  b.share = scratch;
  b.line = b.share + cells;
  b.v = b.line + cells;
  b.row = b.v + cells * cells;
  b.column = b.row + b.rows;
  b.square = b.row + nodes;
  b.right = b.square + nodes * nodes;
  b.label = (size_t *)(void *)(b.right + nodes);
  for (size_t h = 0; h < table->n_strata; h++) b.nu += table->stratum[h].psus - 1;
  return b;
}

static size_t row_of(const bench *b, size_t cell) { return cell / b->columns; }
static size_t column_of(const bench *b, size_t cell) { return cell % b->columns; }

/* (1); false when there are not two rows and columns (7). */
static bool weigh(bench *b) {
  size_t rows = 0, columns = 0;
  for (size_t i = 0; i < b->table->n_parts; i++) {
    b->share[b->table->part[i].cell] += b->table->part[i].w;
    b->weight += b->table->part[i].w;
  }
  for (size_t c = 0; c < b->cells; c++) {
    if (b->weight > 0) b->share[c] /= b->weight;
    b->row[row_of(b, c)] += b->share[c];
    b->column[column_of(b, c)] += b->share[c];
  }
  for (size_t i = 0; i < b->rows; i++) rows += b->row[i] > 0;
  for (size_t i = 0; i < b->columns; i++) columns += b->column[i] > 0;
  return rows >= 2 && columns >= 2;
}

/* ---- strata ---- */

/* The end of the parts that are in the stratum of part `from`. */
static size_t stratum_end(const cx_crosstab *table, size_t from) {
  size_t to = from + 1;
  while (to < table->n_parts && table->part[to].stratum == table->part[from].stratum) to++;
  return to;
}

static size_t psu_end(const cx_crosstab *table, size_t from) {
  size_t to = from + 1;
  while (to < table->n_parts && table->part[to].more) to++;
  return to;
}

/* What the strata with people in the table are multiplied by, under the policy "average". */
static double average(const cx_crosstab *table) {
  size_t in = 0, lonely = 0;
  for (size_t i = 0; i < table->n_parts; i = stratum_end(table, i)) {
    in++;
    lonely += cx_design_is_lonely(&table->stratum[table->part[i].stratum]);
  }
  return lonely < in ? (double)in / (double)(in - lonely) : 1;
}

static size_t count_lonely(const cx_crosstab *table) {
  size_t n = 0;
  for (size_t h = 0; h < table->n_strata; h++) n += cx_design_is_lonely(&table->stratum[h]);
  return n;
}

/* The form of the stratum of part i. */
static cx_design_form form_at(const cx_crosstab *table, size_t i, double scale) {
  cx_design_form form = cx_design_form_of(&table->stratum[table->part[i].stratum], table->lonely);
  if (table->lonely == CX_LONELY_AVERAGE) form.square *= scale, form.product *= scale;
  return form;
}

/* ---- the covariance of the cells (1) (2), of y/W before it is that of z ---- */

/* Adds the products of one PSU's weights. */
static void add_psu(bench *b, size_t from, size_t to, double times) {
  const cx_crosstab_part *part = b->table->part;
  if (part[from].whole) {
    b->v[part[from].cell * b->cells + part[from].cell] += times * part[from].q;
    return;
  }
  for (size_t i = from; i < to; i++)
    for (size_t j = from; j < to; j++) b->v[part[i].cell * b->cells + part[j].cell] += times * part[i].w * part[j].w;
}

static void add_stratum(bench *b, size_t from, size_t to, cx_design_form form) {
  memset(b->line, 0, b->cells * sizeof *b->line);
  for (size_t i = from; i < to;) {
    size_t end = psu_end(b->table, i);
    add_psu(b, i, end, form.square);
    for (; i < end; i++) b->line[b->table->part[i].cell] += b->table->part[i].w;
  }
  if (form.product == 0) return;
  for (size_t c = 0; c < b->cells; c++)
    for (size_t d = 0; b->line[c] > 0 && d < b->cells; d++)
      b->v[c * b->cells + d] += form.product * b->line[c] * b->line[d];
}

static void cover(bench *b) {
  double scale = average(b->table);
  for (size_t i = 0; i < b->table->n_parts;) {
    size_t end = stratum_end(b->table, i);
    add_stratum(b, i, end, form_at(b->table, i, scale));
    i = end;
  }
  for (size_t i = 0; i < b->cells * b->cells; i++) b->v[i] /= b->weight * b->weight;
}

/* ---- main effects (4) ---- */

static bool live(const bench *b, size_t cell) {
  return b->row[row_of(b, cell)] > 0 && b->column[column_of(b, cell)] > 0;
}

/* An empty cell makes one parameter of its row and its column. */
static void join(bench *b) {
  for (size_t i = 0; i < b->nodes; i++) b->label[i] = i;
  for (size_t c = 0; c < b->cells; c++) {
    if (b->share[c] > 0 || !live(b, c)) continue;
    size_t from = b->label[b->rows + column_of(b, c)], to = b->label[row_of(b, c)];
    for (size_t i = 0; i < b->nodes; i++)
      if (b->label[i] == from) b->label[i] = to;
  }
}

/* The parameters whose difference a cell has; one and the same: its effect is nought. */
static size_t plus(const bench *b, size_t cell) { return b->label[row_of(b, cell)]; }
static size_t minus(const bench *b, size_t cell) { return b->label[b->rows + column_of(b, cell)]; }

/* The normal equations, and their Cholesky factor; a parameter that the others leave no room is nought. */
static void factor(bench *b) {
  size_t n = b->nodes;
  double *g = b->square;
  for (size_t c = 0; c < b->cells; c++) {
    size_t i = plus(b, c), j = minus(b, c);
    if (i == j) continue;
    g[i * n + i] += b->share[c], g[j * n + j] += b->share[c];
    g[i * n + j] -= b->share[c], g[j * n + i] -= b->share[c];
  }
  for (size_t i = 0; i < n; i++) {
    double before = g[i * n + i], pivot = before;
    for (size_t k = 0; k < i; k++) pivot -= g[i * n + k] * g[i * n + k];
    bool free = before > 0 && pivot > 1e-11 * before;
    g[i * n + i] = free ? sqrt(pivot) : 0;
    for (size_t j = i + 1; j < n; j++) {
      double sum = g[j * n + i];
      for (size_t k = 0; k < i; k++) sum -= g[j * n + k] * g[i * n + k];
      g[j * n + i] = free ? sum / g[i * n + i] : 0;
    }
  }
}

static void solve(bench *b) {
  size_t n = b->nodes;
  const double *g = b->square;
  for (size_t i = 0; i < n; i++) {
    for (size_t k = 0; k < i; k++) b->right[i] -= g[i * n + k] * b->right[k];
    b->right[i] = g[i * n + i] > 0 ? b->right[i] / g[i * n + i] : 0;
  }
  for (size_t i = n; i-- > 0;) {
    for (size_t k = i + 1; k < n; k++) b->right[i] -= g[k * n + i] * b->right[k];
    b->right[i] = g[i * n + i] > 0 ? b->right[i] / g[i * n + i] : 0;
  }
}

/* From y to z in a row (step 1) or a column of V (1), and the main effects out of it. */
static void take_out(bench *b, double *at, size_t step) {
  double sum = 0;
  for (size_t c = 0; c < b->cells; c++) sum += at[c * step];
  for (size_t c = 0; c < b->cells; c++) at[c * step] -= b->share[c] * sum;
  memset(b->right, 0, b->nodes * sizeof *b->right);
  for (size_t c = 0; c < b->cells; c++) {
    b->right[plus(b, c)] += at[c * step];
    b->right[minus(b, c)] -= at[c * step];
  }
  solve(b);
  for (size_t c = 0; c < b->cells; c++) at[c * step] -= b->share[c] * (b->right[plus(b, c)] - b->right[minus(b, c)]);
}

static double trace(const bench *b) {
  double sum = 0;
  for (size_t c = 0; c < b->cells; c++)
    if (b->share[c] > 0) sum += b->v[c * b->cells + c] / b->share[c];
  return sum;
}

static double square_trace(const bench *b) {
  double sum = 0;
  for (size_t c = 0; c < b->cells; c++) {
    for (size_t d = 0; b->share[c] > 0 && d < b->cells; d++) {
      double x = b->v[c * b->cells + d];
      if (b->share[d] > 0) sum += x * x / b->share[c] / b->share[d];
    }
  }
  return sum;
}

/* ---- Rao and Scott (3) ---- */

/* Pearson's, of shares. */
static double pearson(const bench *b) {
  double sum = 0;
  for (size_t c = 0; c < b->cells; c++) {
    double expected = b->row[row_of(b, c)] * b->column[column_of(b, c)];
    if (expected > 0) sum += (b->share[c] - expected) * (b->share[c] - expected) / expected;
  }
  return sum;
}

/* (5) */
static double cramer(const bench *b, double x) {
  size_t rows = 0, columns = 0;
  for (size_t i = 0; i < b->rows; i++) rows += b->row[i] > 0;
  for (size_t i = 0; i < b->columns; i++) columns += b->column[i] > 0;
  return fmin(1, sqrt(x / (double)((rows < columns ? rows : columns) - 1)));
}

static bool fails(const cx_crosstab *table, cx_crosstab_test *out) {
  *out = (cx_crosstab_test){.n_lonely = count_lonely(table)};
  return out->n_lonely > 0 && table->lonely == CX_LONELY_FAIL;
}

cx_crosstab_outcome cx_crosstab_independence(const cx_crosstab *table, double *scratch, cx_crosstab_test *out) {
  if (fails(table, out)) return CX_CROSSTAB_LONELY;
  bench b = lay_out(table, scratch);
  if (!weigh(&b)) return CX_CROSSTAB_UNDEFINED;
  double x = pearson(&b);
  out->has_effect = true;
  out->effect = cramer(&b, x);
  if (b.nu < 1) return CX_CROSSTAB_UNDEFINED;
  cover(&b);
  double all = trace(&b); /* what rounding is measured against */
  join(&b);
  factor(&b);
  for (size_t c = 0; c < b.cells; c++) take_out(&b, b.v + c * b.cells, 1);
  for (size_t c = 0; c < b.cells; c++) take_out(&b, b.v + c, b.cells);
  double first = trace(&b), second = square_trace(&b);
  double df = first * first / second; /* never below 1, but for shares so far apart that doubles lose the small */
  if (!(first > 1e-12 * all) || !(df >= 0.5 && df <= (double)b.cells)) return CX_CROSSTAB_UNDEFINED;
  out->statistic = x / first;
  out->df = df;
  out->df2 = out->df * b.nu;
  out->p = cx_distribution_beta(b.nu / (b.nu + out->statistic), 0.5 * out->df2, 0.5 * out->df); /* tail of F */
  return CX_CROSSTAB_DONE;
}

/* ---- ranks (6) ---- */

/* The ranks of the answers into line; the difference of the rows' means. */
static double rank(bench *b, double mean[2]) {
  double below = 0;
  mean[0] = mean[1] = 0;
  for (size_t k = 0; k < b->columns; k++) {
    b->line[k] = below + 0.5 * b->column[k];
    below += b->column[k];
    for (size_t i = 0; i < 2; i++) mean[i] += b->share[i * b->columns + k] / b->row[i] * b->line[k];
  }
  return mean[0] - mean[1];
}

/* The influence of one unit of weight in a cell on the difference. */
static double influence(const bench *b, const double mean[2], size_t cell) {
  size_t row = row_of(b, cell);
  double z = (b->line[column_of(b, cell)] - mean[row]) / (b->row[row] * b->weight);
  return row == 0 ? z : -z;
}

/* The variance of a stratum's parts. */
static double stratum_variance(const bench *b, const double mean[2], size_t from, size_t to, cx_design_form form) {
  double sum = 0, squares = 0;
  for (size_t i = from; i < to;) {
    size_t end = psu_end(b->table, i);
    const cx_crosstab_part *first = &b->table->part[i];
    double z = 0, one = influence(b, mean, first->cell);
    for (; i < end; i++) z += b->table->part[i].w * influence(b, mean, b->table->part[i].cell);
    sum += z;
    squares += first->whole ? first->q * one * one : z * z;
  }
  return form.square * squares + form.product * sum * sum;
}

cx_crosstab_outcome cx_crosstab_rank(const cx_crosstab *table, double *scratch, cx_crosstab_test *out) {
  if (fails(table, out)) return CX_CROSSTAB_LONELY;
  bench b = lay_out(table, scratch);
  double mean[2], variance = 0, scale = average(table);
  weigh(&b);
  if (b.rows != 2 || !(b.row[0] > 0) || !(b.row[1] > 0)) return CX_CROSSTAB_UNDEFINED;
  double difference = rank(&b, mean);
  out->has_effect = true;
  out->effect = fmin(1, fmax(0, 0.5 + difference));
  out->df = b.nu - 1;
  out->p = 1;
  if (out->df < 1) return CX_CROSSTAB_UNDEFINED;
  for (size_t i = 0; i < table->n_parts;) {
    size_t end = stratum_end(table, i);
    variance += stratum_variance(&b, mean, i, end, form_at(table, i, scale));
    i = end;
  }
  if (fabs(difference) <= 1e-15) return CX_CROSSTAB_DONE; /* (7) */
  if (!(variance > 1e-24)) return CX_CROSSTAB_UNDEFINED;
  out->statistic = difference / sqrt(variance);
  out->p = fmin(1, 2 * cx_distribution_t(-fabs(out->statistic), out->df));
  return CX_CROSSTAB_DONE;
}
