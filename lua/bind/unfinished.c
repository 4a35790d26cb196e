/* unfinished.c - see unfinished.h */
#include "bind/unfinished.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static char noted[4096];
static volatile sig_atomic_t is_noted;

void cx_unfinished_note(const char *path) {
  is_noted = 0;
  atomic_signal_fence(memory_order_release);
  if (path == NULL || strlen(path) >= sizeof noted) return; /* (2) */
  memcpy(noted, path, strlen(path) + 1);
  atomic_signal_fence(memory_order_release); /* (1) */
  is_noted = 1;
}

void cx_unfinished_remove(void) {
  if (is_noted) unlink(noted);
}
