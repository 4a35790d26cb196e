/*
** label.h - a dictionary: the distinct texts of a column, each with a small code
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      raw cells, as bytes of the file, and for each new one its value.
** Out:     codes 0, 1, 2, ... in the order first seen.
** Owns:    its texts, in UTF-8, quotes undone, spaces around trimmed.
**
** (1) Two raw cells that are the same value have the same code, whatever their quotes.
** (2) Codes belong to one dictionary; workers have their own and are joined by text.
** (3) A dictionary over its limit refuses the next new text.
** (4) Raw cells are a cache in front of the values: short ones stand in their slot. When there are far
**     more of them than values, or too many, the cache is emptied; codes stay.
** (5) A dictionary may be emptied between batches: its generation then changes, and codes start again.
*/
#ifndef CX_LABEL_H
#define CX_LABEL_H

#include <stdint.h>

#include "base/text.h"

#define CX_NO_LABEL UINT32_MAX

typedef struct cx_labels cx_labels;

/* NULL when there is no memory. limit: rule (3). */
cx_labels *cx_labels_new(uint32_t limit);
void cx_labels_free(cx_labels *labels); /* NULL is fine */

/* How many codes there are. */
uint32_t cx_labels_count(const cx_labels *labels);

/* The value of a code; borrowed from the dictionary, which never moves its texts. */
cx_text cx_labels_text(const cx_labels *labels, uint32_t code);

/* Rule (5). */
uint32_t cx_labels_generation(const cx_labels *labels);
void cx_labels_empty(cx_labels *labels);

/* Empties the cache of rule (4): in another file the same bytes may be another value. */
void cx_labels_forget(cx_labels *labels);

/* The code of a raw cell met before, else CX_NO_LABEL. 32 bytes from raw.at, and 8 before it, must be
** readable. */
uint32_t cx_labels_find(const cx_labels *labels, cx_text raw);

/* The code of a value, new or not. CX_NO_LABEL: the limit is reached (*full) or there is no memory. */
uint32_t cx_labels_code(cx_labels *labels, cx_text value, bool *full);

/* Lets cx_labels_find know raw from now on; without memory it just goes on not knowing. The reading rule of
** cx_labels_find holds. */
void cx_labels_learn(cx_labels *labels, cx_text raw, uint32_t code);

/* cx_labels_find for the cells of n rows, at marks[i * stride]; ones not known become CX_NO_LABEL.
** Returns how many those are. */
uint32_t cx_labels_decode(const cx_labels *labels, const char *bytes, const uint32_t *marks,
                          size_t stride, uint32_t n, uint32_t *code);

#endif
