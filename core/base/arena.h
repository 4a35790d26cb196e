/*
** arena.h - texts kept until the end
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      texts.  Out: copies that never move.  Owns: the copies, freed together.
*/
#ifndef CX_ARENA_H
#define CX_ARENA_H

#include "base/text.h"

typedef struct cx_arena {
  struct cx_arena_chunk *chunk;
  size_t bytes;                 /* held in all */
} cx_arena;

/* A copy, ended by a NUL that is not counted; .at is NULL when there is no memory. */
cx_text cx_arena_copy(cx_arena *arena, cx_text text);

void cx_arena_free(cx_arena *arena); /* an empty one is fine */

#endif
