/*
** order.h - the orders of n things: all of them where they are few, else random ones with a seed
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      how many things, a seed.  Out: order number i, as a list of places.
** Owns:    nothing.
**
** (1) Order 0 is the order that was observed: 0, 1, 2 ...
** (2) All: order i is the i-th in the order of words (Lehmer's code), each once.
** (3) Random: shuffled (Fisher and Yates) by the stream (seed, cell, i): any order can be made alone, in any thread.
*/
#ifndef CX_ORDER_H
#define CX_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CX_ORDER_MOST 12 /* things of which all orders can be wanted */

typedef struct cx_order {
  size_t things;
  uint32_t n; /* orders that there are, the observed one among them */
  bool exact;
  uint64_t seed, cell;
} cx_order;

/* All orders of up to `exact` things (at most CX_ORDER_MOST), else the observed and so many random ones. */
cx_order cx_order_new(size_t things, size_t exact, uint32_t random, uint64_t seed, uint64_t cell);

/* Order i, i < n, in out[0 .. things - 1]. */
void cx_order_make(const cx_order *orders, uint32_t i, size_t *out);

#endif
