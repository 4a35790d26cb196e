/*
** allocate.h - a budget divided among touchpoints so that the sum of what they gain is largest
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      for each item what every number of steps of money gains; the least and the most steps it may get.
** Out:     the steps that each item gets; which way was gone.
** Owns:    nothing that outlives a call.
**
** (1) Where each step of every item gains no more than the one before, giving step by step to whoever gains most is
**     optimal (greedy); else all divisions are searched by a dynamic programme over items and money.
** (2) Money that gains nothing stays unspent. Of divisions that gain the same, the one that spends less; in the greedy
**     way the earlier item has the first step.
** (3) least <= most for each item, and the sum of the least is at most the steps: the caller asserts it.
*/
#ifndef CX_ALLOCATE_H
#define CX_ALLOCATE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cx_allocate_job {
  const double *gain; /* [items][steps + 1]: gain[i * (steps + 1) + s], finite */
  const size_t *least, *most;
  size_t items, steps;
} cx_allocate_job;

/* Whether step by step is optimal (1): no step between least and most gains more than the one before it. */
bool cx_allocate_is_concave(const cx_allocate_job *job);

/* Divides; spend[items] is the answer. False when memory ran out. */
bool cx_allocate(const cx_allocate_job *job, size_t *spend);

#endif
