/* test_chart.c - chart.h: limits, signals and events (statistics, section 8) */
#include "infer/chart.h"
#include "sample.h"

#define N 10

/* The shares of the note, pooled over all. */
static void shares(cx_chart_point point[N], double scale) {
  const double n[N] = {400, 500, 450, 420, 480, 510, 390, 460, 440, 470};
  const double x[N] = {220, 290, 240, 250, 250, 300, 200, 262, 231, 280};
  double spread[N];
  for (int i = 0; i < N; i++) {
    double p = x[i] / n[i];
    point[i] = (cx_chart_point){.y = scale * p};
    spread[i] = scale * scale * p * (1 - p);
  }
  assert_true(cx_chart_pool(point, N, n, spread, 0, N - 1));
}

static void xmr(cx_chart_point point[N], cx_chart *chart, size_t to) {
  const double y[N] = {30, 34, 22, 41, 29, 36, 18, 33, 27, 40};
  for (int i = 0; i < N; i++) point[i] = (cx_chart_point){.y = y[i]};
  assert_true(cx_chart_xmr(point, N, 0, to, chart));
}

static void laney_of_the_note_is_met(void **state) {
  (void)state; /* (2) (3) */
  cx_chart_point point[N];
  cx_chart chart;
  shares(point, 1);
  assert_true(cx_chart_laney(point, N, 0, N - 1, &chart));
  NEAR(chart.centre, 0.558186, 5e-7);
  NEAR(chart.sigma, 2.220105, 5e-7);
  NEAR(point[0].low, 0.392809, 5e-7);
  NEAR(point[0].high, 0.723562, 5e-7);
  NEAR(chart.centre - 3 * point[0].se, 0.483695, 5e-7);
  assert_int_equal(chart.signals, 0);
}

static void the_unit_of_a_share_changes_nothing(void **state) {
  (void)state; /* (2): percent instead of parts */
  cx_chart_point point[N];
  cx_chart chart;
  shares(point, 100);
  assert_true(cx_chart_laney(point, N, 0, N - 1, &chart));
  NEAR(chart.sigma, 2.220105, 5e-7);
  NEAR(point[0].low, 39.2809, 5e-5);
}

static void xmr_of_the_note_is_met(void **state) {
  (void)state; /* (4) */
  cx_chart_point point[N];
  cx_chart chart;
  xmr(point, &chart, N - 1);
  NEAR(chart.centre, 31, 1e-12);
  NEAR(chart.range, 11.777778, 5e-7);
  NEAR(point[3].low, -0.328889, 5e-7);
  NEAR(point[3].high, 62.328889, 5e-7);
  NEAR(chart.range_limit, 38.478, 5e-4);
}

static void the_baseline_is_frozen(void **state) {
  (void)state; /* (1): later points move nothing */
  cx_chart_point point[N];
  cx_chart chart, later;
  xmr(point, &chart, 5);
  point[9].y = 1000;
  assert_true(cx_chart_xmr(point, N, 0, 5, &later));
  assert_true(later.centre == chart.centre && later.range == chart.range);
  assert_true(point[9].above && point[9].jump && later.signals > 0);
}

static void eight_on_one_side_are_a_signal(void **state) {
  (void)state; /* (5): seven are not, and a point on the centre ends the row */
  cx_chart_point point[20];
  cx_chart chart;
  for (int i = 0; i < 20; i++) point[i] = (cx_chart_point){.y = i < 4 ? (i % 2 ? 12 : 8) : 11};
  assert_true(cx_chart_xmr(point, 20, 0, 3, &chart));
  assert_true(chart.centre == 10);
  assert_false(point[9].row); /* point 3 is 12, above too: 3 ... 10 are eight */
  assert_true(point[10].row && point[19].row);
  point[9].y = 10;
  assert_true(cx_chart_xmr(point, 20, 0, 3, &chart));
  assert_false(point[16].row);
  assert_true(point[17].row);
}

static void an_event_parts_before_and_after(void **state) {
  (void)state; /* (7) */
  cx_chart_point point[6];
  for (int i = 0; i < 6; i++)
    point[i] = (cx_chart_point){.y = i < 3 ? 20 + i % 2 : 40 + i % 2, .se = 2, .weight = 1};
  cx_chart chart = {.sigma = 0.5};
  cx_chart_change c;
  assert_true(cx_chart_event(point, 6, 3, &chart, false, &c));
  NEAR(c.before, 61. / 3, 1e-12);
  NEAR(c.after, 122. / 3, 1e-12);
  NEAR(c.se, 2 * sqrt(2. / 3), 1e-12); /* sigma_z below 1 never narrows */
  chart.sigma = 3;
  assert_true(cx_chart_event(point, 6, 3, &chart, false, &c));
  NEAR(c.se, 6 * sqrt(2. / 3), 1e-12);
  assert_false(cx_chart_event(point, 6, 0, &chart, false, &c));
  assert_false(cx_chart_event(point, 6, 6, &chart, false, &c));
}

static void a_baseline_without_an_error_is_refused(void **state) {
  (void)state; /* (6) */
  cx_chart_point point[2] = {{.y = 1, .weight = 1}, {.y = 2, .weight = 1}};
  const double n[] = {10, 0}, full[] = {10, 10}, spread[] = {0, 0};
  cx_chart chart;
  assert_false(cx_chart_laney(point, 2, 0, 1, &chart));
  assert_false(cx_chart_xmr(point, 2, 0, 0, &chart));
  assert_false(cx_chart_xmr(point, 2, 0, 2, &chart));
  assert_false(cx_chart_pool(point, 2, n, spread, 0, 1));
  point[1].y = 1;
  assert_false(cx_chart_pool(point, 2, full, spread, 0, 1)); /* all answers equal */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(laney_of_the_note_is_met),
      cmocka_unit_test(the_unit_of_a_share_changes_nothing),
      cmocka_unit_test(xmr_of_the_note_is_met),
      cmocka_unit_test(the_baseline_is_frozen),
      cmocka_unit_test(eight_on_one_side_are_a_signal),
      cmocka_unit_test(an_event_parts_before_and_after),
      cmocka_unit_test(a_baseline_without_an_error_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
