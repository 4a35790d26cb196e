/* design.c - see design.h */
#include "infer/design.h"

#include <string.h>

bool cx_design_lonely_named(const char *name, cx_lonely *out) {
  static const char *const names[] = {
      [CX_LONELY_ADJUST] = "adjust",
      [CX_LONELY_FAIL] = "fail",
      [CX_LONELY_REMOVE] = "remove",
      [CX_LONELY_AVERAGE] = "average",
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strcmp(names[i], name) != 0) continue;
    *out = (cx_lonely)i;
    return true;
  }
  return false;
}

double cx_design_influence(double y, double w, double value, double w_all) {
  return (y - value * w) / w_all;
}

/* (3) */
static double unsampled(const cx_stratum *stratum) {
  if (!(stratum->population > 0)) return 1;
  return stratum->population > stratum->psus ? 1 - stratum->psus / stratum->population : 0;
}

bool cx_design_is_lonely(const cx_stratum *stratum) {
  return stratum->psus <= 1 && unsampled(stratum) > 0;
}

cx_design_form cx_design_form_of(const cx_stratum *stratum, cx_lonely lonely) {
  double n = stratum->psus;
  if (n > 1) return (cx_design_form){unsampled(stratum) * n / (n - 1), -unsampled(stratum) / (n - 1)};
  return (cx_design_form){lonely == CX_LONELY_ADJUST ? unsampled(stratum) : 0, 0};
}

void cx_design_add(cx_design_sum *sum, double z) {
  sum->z += z;
  sum->z2 += z * z;
}

/* (2) for a stratum of several PSUs; the absent ones add nothing to the sums. Two passes would need the z
** again: the mean is small beside the spread, since the z of a group add up to nought. */
static double spread(const cx_stratum *stratum, const cx_design_sum *sum) {
  double n = stratum->psus, around = sum->z2 - sum->z * sum->z / n;
  return around > 0 ? unsampled(stratum) * n / (n - 1) * around : 0;
}

bool cx_design_make(const cx_stratum *stratum, const cx_design_sum *sum, size_t n_strata,
                    cx_lonely lonely, cx_design_error *out) {
  double variance = 0, adjusted = 0, psus = 0;
  size_t n_lonely = 0, n_in = 0, n_lonely_in = 0; /* in: somebody of the group is there */
  for (size_t h = 0; h < n_strata; h++) {
    psus += stratum[h].psus;
    n_in += sum[h].z2 > 0;
    if (cx_design_is_lonely(&stratum[h])) {
      n_lonely++;
      n_lonely_in += sum[h].z2 > 0;
      adjusted += unsampled(&stratum[h]) * sum[h].z2;
    } else if (stratum[h].psus > 1) {
      variance += spread(&stratum[h], &sum[h]);
    }
  }
  *out = (cx_design_error){.df = psus - (double)n_strata, .n_lonely = n_lonely};
  if (n_lonely > 0 && lonely == CX_LONELY_FAIL) return false;
  if (lonely == CX_LONELY_ADJUST) variance += adjusted;
  if (lonely == CX_LONELY_AVERAGE && n_lonely_in < n_in)
    variance *= (double)n_in / (double)(n_in - n_lonely_in);
  out->variance = variance;
  return true;
}
