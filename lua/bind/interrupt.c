/* interrupt.h: one flag */
#include "bind/interrupt.h"

#include <stdatomic.h>

/* Lock-free, so that a signal handler may write it while other threads read it. */
static atomic_bool pending;

void cx_interrupt_set(void) { atomic_store_explicit(&pending, true, memory_order_relaxed); }

bool cx_interrupt_pending(void) { return atomic_load_explicit(&pending, memory_order_relaxed); }

void cx_interrupt_clear(void) { atomic_store_explicit(&pending, false, memory_order_relaxed); }
