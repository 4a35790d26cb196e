/* limit.c - see limit.h */
#include "count/limit.h"

#include "read/column.h"

cx_status cx_limit_too_many(const cx_tally_spec *spec, size_t worst, uint32_t n_values, cx_error *error) {
  cx_text name = spec->by_name[worst];
  return cx_error_set(error, CX_TOO_MANY, "",
                      "more than %u groups; '%.*s' alone has %u different values: group by something "
                      "coarser, or raise max_groups",
                      spec->max_groups ? spec->max_groups : CX_MOST_GROUPS, (int)name.length, name.at,
                      n_values);
}

/* How many labels of column k the groups have; UINT32_MAX without memory. */
static uint32_t count_labels(const cx_tally *tally, size_t k) {
  cx_labels *labels = cx_labels_new(UINT32_MAX - 1);
  uint32_t n = UINT32_MAX;
  bool full, fine = labels != NULL;
  for (size_t g = 0; fine && g < cx_tally_n_groups(tally); g++)
    fine = cx_labels_code(labels, cx_tally_label(tally, g, k), &full) != CX_NO_LABEL;
  if (fine) n = cx_labels_count(labels);
  cx_labels_free(labels);
  return n;
}

cx_status cx_limit_groups(const cx_tally *tally, const cx_tally_spec *spec, cx_error *error) {
  size_t worst = 0;
  uint32_t most = 0;
  if (cx_tally_n_groups(tally) <= (spec->max_groups ? spec->max_groups : CX_MOST_GROUPS)) return CX_OK;
  for (size_t k = 0; k < spec->n_by; k++) {
    uint32_t n = count_labels(tally, k);
    if (n == UINT32_MAX) return cx_error_memory(error, "");
    if (n <= most) continue;
    most = n;
    worst = k;
  }
  return cx_limit_too_many(spec, worst, most, error);
}

cx_status cx_limit_labels(const cx_column_spec *column, size_t index, cx_reader *const *reader, size_t n,
                          cx_error *error) {
  uint64_t sum = 0, limit = cx_column_limit(column);
  for (size_t i = 0; i < n; i++) sum += cx_labels_count(cx_reader_labels(reader[i], index));
  if (n < 2 || sum <= limit) return CX_OK;
  cx_labels *all = cx_labels_new((uint32_t)limit);
  bool full = false, fine = all != NULL;
  for (size_t i = 0; i < n && fine; i++) {
    const cx_labels *labels = cx_reader_labels(reader[i], index);
    for (uint32_t code = 0; code < cx_labels_count(labels) && fine; code++)
      fine = cx_labels_code(all, cx_labels_text(labels, code), &full) != CX_NO_LABEL;
  }
  cx_labels_free(all);
  if (full) return cx_column_too_many(column, "", error);
  return fine ? CX_OK : cx_error_memory(error, "");
}
