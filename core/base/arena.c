/* arena.c - see arena.h */
#include "base/arena.h"

#include <stdlib.h>

#define CHUNK ((size_t)4 << 10)

struct cx_arena_chunk {
  struct cx_arena_chunk *next;
  size_t used, capacity;
  char bytes[];
};

static struct cx_arena_chunk *new_chunk(cx_arena *arena, size_t need) {
  size_t capacity = need > CHUNK ? need : CHUNK;
  struct cx_arena_chunk *chunk = malloc(sizeof *chunk + capacity);
  if (chunk == NULL) return NULL;
  *chunk = (struct cx_arena_chunk){arena->chunk, 0, capacity};
  arena->chunk = chunk;
  arena->bytes += sizeof *chunk + capacity;
  return chunk;
}

cx_text cx_arena_copy(cx_arena *arena, cx_text text) {
  struct cx_arena_chunk *chunk = arena->chunk;
  if (chunk == NULL || chunk->capacity - chunk->used < text.length + 1)
    chunk = new_chunk(arena, text.length + 1);
  if (chunk == NULL) return (cx_text){NULL, 0};
  char *at = chunk->bytes + chunk->used;
  if (text.length > 0) memcpy(at, text.at, text.length);
  at[text.length] = '\0';
  chunk->used += text.length + 1;
  return (cx_text){at, text.length};
}

void cx_arena_free(cx_arena *arena) {
  while (arena->chunk != NULL) {
    struct cx_arena_chunk *next = arena->chunk->next;
    free(arena->chunk);
    arena->chunk = next;
  }
  arena->bytes = 0;
}
