/*
** failing.h - allocations that fail one after another, for the files named test_<x>_memory.c
**
**   file > ROWS > batch > tally > metric > goal > report
**
** To be included once in an executable that is linked with --wrap=malloc, calloc and realloc.
*/
#ifndef CX_TESTS_FAILING_H
#define CX_TESTS_FAILING_H

#include <stdbool.h>
#include <stdlib.h>

/* The linker chose these names. NOLINTBEGIN(bugprone-reserved-identifier) */
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);
/* NOLINTEND(bugprone-reserved-identifier) */

static _Atomic long allocations_left = -1; /* until one fails; -1: none fails; of all threads */
static _Atomic bool has_failed;

static bool fails(void) {
  if (allocations_left < 0) return false;
  if (allocations_left-- > 0) return false;
  has_failed = true;
  return true;
}

/* NOLINTBEGIN(bugprone-reserved-identifier) */
void *__wrap_malloc(size_t size) {
  return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size) {
  return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *block, size_t size) {
  return fails() ? NULL : __real_realloc(block, size);
}
/* NOLINTEND(bugprone-reserved-identifier) */

/* Calls work with the n-th allocation failing, n = 0, 1, ... until none did; how many that were. */
static inline long fail_each(void (*work)(bool *done)) {
  for (long n = 0;; n++) {
    bool done = false;
    allocations_left = n;
    has_failed = false;
    work(&done);
    allocations_left = -1;
    if (!has_failed) return done ? n : -1;
  }
}

#endif
