/*
** casebook.h - the keys of cases whose names are no plain numbers, shared by all workers
**
**   file > rows > BATCH > tally > metric > goal > report
**
** In:      names.  Out: keys, the same for the same name.
** Owns:    a copy of each name.
**
** (1) A number of up to 18 digits, written plainly, is its own key and is not kept.
** (2) Any other name is kept and compared byte for byte: two names never share a key.
** (3) A key depends on the name alone, save where the hashes of two names are equal.
** (4) Thread safe.
*/
#ifndef CX_CASEBOOK_H
#define CX_CASEBOOK_H

#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

#define CX_CASEBOOK_NAMED (UINT64_C(1) << 63) /* in a key: the case has a name (2) */

typedef struct cx_casebook cx_casebook;

cx_status cx_casebook_new(cx_casebook **out, cx_error *error);
void cx_casebook_free(cx_casebook *book); /* NULL is fine */

/* The key of a name that is no number of (1). */
cx_status cx_casebook_key(cx_casebook *book, cx_text name, uint64_t *key, cx_error *error);

#endif
