/* test_link.c - link.h: the check of the statistics note (section 13), R (tests/r/link.R), chance and a planted lag */
#include "infer/link.h"

#include <string.h>

#include "infer/random.h"
#include "sample.h"

static const double STAFF[] = {3.1, 3.3, 3.0, 3.4, 4.0, 4.1, 4.3, 4.2, 2.5, 2.8,
                               2.6, 2.9, 3.6, 3.4, 3.7, 3.9, 4.4, 4.5, 4.2, 4.6};
static const double CUSTOMERS[] = {22, 25, 24, 30, 41, 44, 38, 47, 30, 18, 26, 21, 28, 35, 30, 33, 36, 45, 49, 40};
static const cx_link_panel CHECK = {STAFF, CUSTOMERS, 5, 4};

static cx_link_options options_of(size_t lags, bool within) {
  return (cx_link_options){.lags = lags, .within = within, .seed = 1, .permutations = 999, .confidence = 0.95};
}

static void correlations_at_three_lags_are_the_note_s(void **state) {
  (void)state; /* (1) (2) (3) */
  cx_link_options o = options_of(1, false);
  cx_link_lag lag[3];
  cx_link out;
  assert_true(cx_link_make(&CHECK, &o, lag, &out));
  const double want[3][4] = {{.864279280619213, .135751058392808, .732040552577105, .933753866181825},
                             {.818006320956978, .111020815871329, .687140827001249, .897459195949391},
                             {.952622944481957, .332359296273929, .733664557954130, .992365081867020}};
  for (size_t i = 0; i < 3; i++) {
    assert_true(lag[i].defined && lag[i].bounded && lag[i].units == 5);
    NEAR(lag[i].r, want[i][0], 1e-13);
    NEAR(lag[i].se, want[i][1], 1e-13);
    NEAR(lag[i].low, want[i][2], 1e-12);
    NEAR(lag[i].high, want[i][3], 1e-12);
  }
  assert_int_equal(lag[1].pairs, 20);
  assert_int_equal(lag[2].pairs, 15);
}

static void all_orders_of_five_units_give_the_note_s_p(void **state) {
  (void)state; /* (4) (5) (6) */
  cx_link_options o = options_of(1, false);
  cx_link_lag lag[3];
  cx_link out;
  assert_true(cx_link_make(&CHECK, &o, lag, &out));
  assert_true(out.defined && out.exact && out.orders == 120 && out.at == 2);
  NEAR(out.p * 120, 1, 1e-12);
  NEAR(out.band, .863100825096143, 1e-12);
  const double own[] = {3, 6, 1}, family[] = {6, 9, 1};
  for (size_t i = 0; i < 3; i++) {
    NEAR(lag[i].p * 120, own[i], 1e-12);
    NEAR(lag[i].p_family * 120, family[i], 1e-12);
  }
}

static void within_units_their_level_takes_no_part(void **state) {
  (void)state; /* (2) (3) (5) */
  cx_link_options o = options_of(1, true);
  cx_link_lag lag[3];
  cx_link out;
  assert_true(cx_link_make(&CHECK, &o, lag, &out));
  const double want[3][3] = {{.245747130955347, -.275020464796343, .655025212042116},
                             {-.287462323168184, -.815174748030921, .501020348257371},
                             {.515021006145672, -.671810715370406, .960560972861802}};
  const double own[] = {68, 29, 24}, family[] = {110, 95, 28};
  for (size_t i = 0; i < 3; i++) {
    NEAR(lag[i].r, want[i][0], 1e-13);
    NEAR(lag[i].low, want[i][1], 1e-12);
    NEAR(lag[i].high, want[i][2], 1e-12);
    NEAR(lag[i].p * 120, own[i], 1e-12);
    NEAR(lag[i].p_family * 120, family[i], 1e-12);
  }
  NEAR(out.band, .707446437013286, 1e-12);
}

static void a_missing_period_takes_its_pairs_alone(void **state) {
  (void)state; /* (1) */
  double staff[20], customers[20];
  memcpy(staff, STAFF, sizeof staff);
  memcpy(customers, CUSTOMERS, sizeof customers);
  staff[6] = NAN;
  customers[12] = NAN;
  const cx_link_panel panel = {staff, customers, 5, 4};
  const double want[2][3] = {{.851509823943552, .825110746978367, .949589277372482},
                             {.0767434885343383, -.259030817809083, .415968181495581}};
  for (int within = 0; within < 2; within++) {
    cx_link_options o = options_of(1, within);
    cx_link_lag lag[3];
    cx_link out;
    assert_true(cx_link_make(&panel, &o, lag, &out));
    for (size_t i = 0; i < 3; i++) NEAR(lag[i].r, want[within][i], 1e-13);
    assert_int_equal(lag[1].pairs, 18);
  }
}

static void who_leads_is_a_contrast_of_two_lags(void **state) {
  (void)state; /* (7) */
  cx_link_options o = options_of(1, false);
  cx_link_contrast lead;
  assert_true(cx_link_lead(&CHECK, &o, &lead));
  assert_true(lead.defined);
  NEAR(lead.value, .549380112224750, 1e-12);
  NEAR(lead.se, .354256078508463, 1e-12);
  NEAR(lead.p, .195889557304519, 1e-12);
}

static void strata_are_shuffled_among_units(void **state) {
  (void)state; /* (8) */
  cx_link_options o = options_of(1, false);
  const uint32_t stratum[] = {0, 0, 1, 1, 1};
  cx_link_lag lag[6];
  cx_link out;
  assert_true(cx_link_moderate(&CHECK, &o, stratum, 2, CX_LINK_ALL, lag, &out));
  assert_true(out.exact && out.orders == 120);
  NEAR(out.p, .6, 1e-12);
  NEAR(fabs(lag[out.at].r - lag[3 + out.at].r), .150129835264273, 1e-12);
  assert_int_equal(lag[0].units, 2);
  assert_false(lag[0].bounded);
  assert_true(cx_link_moderate(&CHECK, &o, stratum, 2, 2, lag, &out));
  assert_int_equal(out.at, 2);
  NEAR(out.p, .5, 1e-12);
}

static void a_unit_without_a_stratum_takes_no_part(void **state) {
  (void)state; /* (8) */
  cx_link_options o = options_of(1, false);
  const uint32_t stratum[] = {0, 0, 1, 1, 9};
  cx_link_lag lag[6];
  cx_link out;
  assert_true(cx_link_moderate(&CHECK, &o, stratum, 2, CX_LINK_ALL, lag, &out));
  assert_int_equal(out.orders, 24);
  assert_int_equal(lag[4].units, 2);
}

static void reliability_is_the_note_s(void **state) {
  (void)state; /* (9); intervals: R's qf */
  const double n[] = {5, 5, 5, 5}, mean[] = {4, 2.4, 4.6, 3}, squares[] = {2, 1.2, 1.2, 2};
  cx_link_reliability r;
  cx_link_icc(n, mean, squares, 4, 0.95, &r);
  assert_true(r.defined);
  NEAR(r.k, 5, 1e-12);
  NEAR(r.icc1, .690721649484536, 1e-12);
  NEAR(r.icc1_low, .284113762648573, 1e-10);
  NEAR(r.icc1_high, .971775357222382, 1e-10);
  NEAR(r.icc2, .917808219178082, 1e-12);
  NEAR(r.icc2_low, .664918652441440, 1e-10);
  NEAR(r.icc2_high, .994224666054449, 1e-10);
}

static void groups_of_unequal_size_have_a_mean_size(void **state) {
  (void)state; /* (9) */
  const double n[] = {3, 0, 2, 4}, mean[] = {7. / 3, 0, 6, 4}, squares[] = {14. / 3, 0, 2, 6};
  cx_link_reliability r;
  cx_link_icc(n, mean, squares, 4, 0.95, &r);
  NEAR(r.k, 2.888888888888889, 1e-12);
  NEAR(r.icc1, .495918367346939, 1e-12);
  NEAR(r.icc1_low, -.194686305924338, 1e-10);
  NEAR(r.icc1_high, .981118927432734, 1e-10);
  NEAR(r.icc2, .739726027397261, 1e-12);
}

static void answers_without_spread_have_no_reliability(void **state) {
  (void)state; /* (9) (10) */
  const double n[] = {3, 3}, mean[] = {1, 2}, none[] = {0, 0}, same[] = {1, 1}, some[] = {1, 1};
  cx_link_reliability r;
  cx_link_icc(n, mean, none, 2, 0.95, &r);
  assert_false(r.defined);
  cx_link_icc(n, same, some, 2, 0.95, &r);
  assert_false(r.defined);
  cx_link_icc(n, mean, some, 1, 0.95, &r);
  assert_false(r.defined);
}

static void what_does_not_vary_has_no_link(void **state) {
  (void)state; /* (2) (10) */
  double same[20], nothing[20], third[20];
  for (size_t i = 0; i < 20; i++) {
    same[i] = 1. / 3;
    third[i] = i % 2 ? 0.1 + 0.2 : 0.3; /* one number but for rounding */
    nothing[i] = NAN;
  }
  const double *const constant[] = {same, third, nothing};
  for (size_t k = 0; k < 3; k++) {
    const cx_link_panel panel = {constant[k], CUSTOMERS, 5, 4};
    cx_link_options o = options_of(3, k % 2);
    cx_link_lag lag[7];
    cx_link out;
    assert_true(cx_link_make(&panel, &o, lag, &out));
    assert_false(out.defined);
    for (size_t i = 0; i < 7; i++) assert_false(lag[i].defined || lag[i].bounded);
  }
}

static void one_unit_has_no_interval_and_one_order(void **state) {
  (void)state; /* (3) (5) */
  const cx_link_panel panel = {STAFF, CUSTOMERS, 1, 4};
  cx_link_options o = options_of(1, false);
  cx_link_lag lag[3];
  cx_link out;
  assert_true(cx_link_make(&panel, &o, lag, &out));
  assert_true(out.defined && out.orders == 1 && out.p > 0.99);
  assert_false(lag[1].bounded);
}

static void a_perfect_link_has_no_interval(void **state) {
  (void)state; /* (3) (10) */
  const cx_link_panel panel = {STAFF, STAFF, 5, 4};
  cx_link_options o = options_of(0, false);
  cx_link_lag lag;
  cx_link out;
  assert_true(cx_link_make(&panel, &o, &lag, &out));
  assert_true(lag.r == 1 || fabs(lag.r - 1) < 1e-12);
  assert_false(lag.bounded);
  NEAR(out.p * 120, 1, 1e-12);
}

/* ---- made up: units with a level of their own, and series that go on as they went ---- */

#define MADE 96

static void draw(uint64_t seed, size_t units, size_t periods, double link, size_t lag, double *staff, double *customers) {
  cx_random random = cx_random_stream(seed, 99, 0);
  for (size_t u = 0; u < units; u++) {
    double x[MADE], last = cx_random_normal(&random), level = cx_random_normal(&random);
    for (size_t t = 0; t < periods + lag; t++) x[t] = last = 0.5 * last + cx_random_normal(&random);
    last = cx_random_normal(&random);
    for (size_t t = 0; t < periods; t++) {
      last = 0.5 * last + cx_random_normal(&random);
      staff[u * periods + t] = x[t + lag];
      customers[u * periods + t] = link * x[t] + level + last; /* staff stood there `lag` periods ago */
    }
  }
}

static double share_of_links(bool within, size_t times) {
  double staff[36], customers[36], found = 0;
  const cx_link_panel panel = {staff, customers, 6, 6};
  for (size_t i = 0; i < times; i++) {
    cx_link_options o = options_of(2, within);
    cx_link_lag lag[5];
    cx_link out;
    draw(1000 + i, 6, 6, 0, 0, staff, customers);
    assert_true(cx_link_make(&panel, &o, lag, &out));
    found += out.p <= 0.05 + 1e-12;
  }
  return found / (double)times;
}

/* Of 4000 such draws 5.1 % (pooled) and 5.05 % (within) had p <= .05; standard error .35. */
static void without_a_link_one_in_twenty_is_found(void **state) {
  (void)state; /* (4) (5) */
  double pooled = share_of_links(false, 200), within = share_of_links(true, 200);
  assert_true(pooled > 0.015 && pooled < 0.09);
  assert_true(within > 0.015 && within < 0.09);
}

static void a_planted_lag_is_found(void **state) {
  (void)state; /* (1) (7) */
  double staff[12 * 16], customers[12 * 16];
  const cx_link_panel panel = {staff, customers, 12, 16};
  draw(7, 12, 16, 1.5, 2, staff, customers);
  cx_link_options o = options_of(4, true);
  cx_link_lag lag[9];
  cx_link out;
  cx_link_contrast lead[4];
  assert_true(cx_link_make(&panel, &o, lag, &out));
  assert_int_equal(out.at, 4 + 2); /* staff first, by two periods */
  assert_true(out.p <= 0.001 + 1e-12 && !out.exact && out.orders == 1000);
  assert_true(cx_link_lead(&panel, &o, lead));
  assert_true(lead[1].defined && lead[1].low > 0);
}

/* With eight lags the sums of 400 units would fill 150 MB and are made anew; with none they are kept. */
static void sums_that_are_not_kept_are_the_same(void **state) {
  (void)state; /* (5) */
  enum { UNITS = 400, PERIODS = 10 };
  static double staff[UNITS * PERIODS], customers[UNITS * PERIODS];
  const cx_link_panel panel = {staff, customers, UNITS, PERIODS};
  draw(9, UNITS, PERIODS, 0.05, 0, staff, customers);
  cx_link_options many = options_of(8, true), one = options_of(0, true);
  many.permutations = one.permutations = 39;
  cx_link_lag lag[17] = {{0}}, alone = {0};
  cx_link a, b;
  assert_true(cx_link_make(&panel, &many, lag, &a) && cx_link_make(&panel, &one, &alone, &b));
  assert_true(lag[8].defined && alone.defined && lag[8].pairs == UNITS * PERIODS);
  assert_memory_equal(&lag[8].r, &alone.r, sizeof alone.r);
  assert_memory_equal(&lag[8].low, &alone.low, sizeof alone.low);
  assert_memory_equal(&lag[8].p, &alone.p, sizeof alone.p);
  assert_true(lag[8].p_family >= alone.p);
}

static void a_seed_gives_the_same_bits(void **state) {
  (void)state; /* (5) */
  double staff[12 * 16], customers[12 * 16];
  const cx_link_panel panel = {staff, customers, 12, 16};
  draw(8, 12, 16, 0.2, 1, staff, customers);
  cx_link_lag lag[5];
  cx_link a, b, c;
  cx_link_options o = options_of(2, false);
  assert_true(cx_link_make(&panel, &o, lag, &a) && cx_link_make(&panel, &o, lag, &b));
  assert_memory_equal(&a.p, &b.p, sizeof a.p);
  assert_memory_equal(&a.band, &b.band, sizeof a.band);
  o.seed = 2;
  assert_true(cx_link_make(&panel, &o, lag, &c));
  assert_true(c.band < a.band || c.band > a.band);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(correlations_at_three_lags_are_the_note_s),
      cmocka_unit_test(all_orders_of_five_units_give_the_note_s_p),
      cmocka_unit_test(within_units_their_level_takes_no_part),
      cmocka_unit_test(a_missing_period_takes_its_pairs_alone),
      cmocka_unit_test(who_leads_is_a_contrast_of_two_lags),
      cmocka_unit_test(strata_are_shuffled_among_units),
      cmocka_unit_test(a_unit_without_a_stratum_takes_no_part),
      cmocka_unit_test(reliability_is_the_note_s),
      cmocka_unit_test(groups_of_unequal_size_have_a_mean_size),
      cmocka_unit_test(answers_without_spread_have_no_reliability),
      cmocka_unit_test(what_does_not_vary_has_no_link),
      cmocka_unit_test(one_unit_has_no_interval_and_one_order),
      cmocka_unit_test(a_perfect_link_has_no_interval),
      cmocka_unit_test(without_a_link_one_in_twenty_is_found),
      cmocka_unit_test(a_planted_lag_is_found),
      cmocka_unit_test(sums_that_are_not_kept_are_the_same),
      cmocka_unit_test(a_seed_gives_the_same_bits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
