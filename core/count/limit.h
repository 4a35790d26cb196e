/*
** limit.h - too many groups or texts, told of all workers together
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      what the workers of a pass have found.  Out: CX_TOO_MANY, or nothing.
** Owns:    nothing.
**
** (1) A worker that has too many by itself ends the pass early; here the same limits are held against what
**     all of them found, so that no number of threads lets more through.
*/
#ifndef CX_LIMIT_H
#define CX_LIMIT_H

#include "count/tally_spec.h"
#include "read/reader.h"

#define CX_MOST_GROUPS 1000000u /* where max_groups is 0 */

/* The groups of a tally that was filled from spec. */
cx_status cx_limit_groups(const cx_tally *tally, const cx_tally_spec *spec, cx_error *error);

/* The dictionaries that n readers have for a column. */
cx_status cx_limit_labels(const cx_column_spec *column, size_t index, cx_reader *const *reader, size_t n,
                          cx_error *error);

/* More than max_groups groups; the column `worst` has n_values of its own. */
cx_status cx_limit_too_many(const cx_tally_spec *spec, size_t worst, uint32_t n_values, cx_error *error);

#endif
