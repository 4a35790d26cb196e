/*
** pair.h - pairs of codes, each with a number of its own: 0, 1, 2, ... as first seen
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      pairs.  Out: numbers, and back.  Owns: its table.
*/
#ifndef CX_PAIR_H
#define CX_PAIR_H

#include <stdint.h>

#define CX_NO_PAIR UINT32_MAX

typedef struct cx_pair_table {
  uint64_t *key;    /* by number: first << 32 | second */
  uint32_t *slot;   /* number + 1; 0 is free */
  uint32_t n, capacity, mask;
} cx_pair_table;

/* The number of a pair, new or not; CX_NO_PAIR when there is no memory. A table starts zeroed. */
uint32_t cx_pair_number(cx_pair_table *table, uint32_t first, uint32_t second);

void cx_pair_free(cx_pair_table *table);

#endif
