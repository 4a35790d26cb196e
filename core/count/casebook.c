/* casebook.c - see casebook.h */
#include "count/casebook.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"

#define SHARDS 64u

typedef struct entry {
  uint64_t key; /* 0: free */
  cx_text name;
} entry;

typedef struct shard {
  pthread_mutex_t lock;
  entry *entry;
  size_t n, mask;
  cx_arena names;
} shard;

struct cx_casebook {
  shard shard[SHARDS];
};

cx_status cx_casebook_new(cx_casebook **out, cx_error *error) {
  cx_casebook *book = calloc(1, sizeof *book);
  if (book == NULL) return cx_error_memory(error, "");
  for (unsigned i = 0; i < SHARDS; i++) pthread_mutex_init(&book->shard[i].lock, NULL);
  *out = book;
  return CX_OK;
}

void cx_casebook_free(cx_casebook *book) {
  if (book == NULL) return;
  for (unsigned i = 0; i < SHARDS; i++) {
    pthread_mutex_destroy(&book->shard[i].lock);
    free(book->shard[i].entry);
    cx_arena_free(&book->shard[i].names);
  }
  free(book);
}

static bool grow(shard *s) {
  size_t mask = s->entry == NULL ? 63 : 2 * s->mask + 1;
  entry *wider = calloc(mask + 1, sizeof *wider);
  if (wider == NULL) return false;
  for (size_t i = 0; s->entry != NULL && i <= s->mask; i++) {
    if (s->entry[i].key == 0) continue;
    size_t j = s->entry[i].key >> 6 & mask;
    while (wider[j].key != 0) j = (j + 1) & mask;
    wider[j] = s->entry[i];
  }
  free(s->entry);
  s->entry = wider;
  s->mask = mask;
  return true;
}

/* The entry of a name, made when it is new; NULL when there is no memory. Equal hashes are told apart in the bits
** above the shard's (3). */
static entry *find(shard *s, cx_text name, uint64_t key) {
  if ((s->entry == NULL || 2 * s->n >= s->mask) && !grow(s)) return NULL;
  for (;; key += SHARDS) {
    key |= CX_CASEBOOK_NAMED;
    size_t i = key >> 6 & s->mask;
    for (; s->entry[i].key != 0; i = (i + 1) & s->mask) {
      if (s->entry[i].key != key) continue;
      if (cx_text_equal(s->entry[i].name, name)) return &s->entry[i];
      break;
    }
    if (s->entry[i].key != 0) continue;
    cx_text copy = cx_arena_copy(&s->names, name);
    if (copy.at == NULL) return NULL;
    s->entry[i] = (entry){key, copy};
    s->n++;
    return &s->entry[i];
  }
}

cx_status cx_casebook_key(cx_casebook *book, cx_text name, uint64_t *key, cx_error *error) {
  uint64_t hash = cx_hash_stable(name) | CX_CASEBOOK_NAMED;
  shard *s = &book->shard[hash % SHARDS];
  pthread_mutex_lock(&s->lock);
  const entry *found = find(s, name, hash);
  if (found != NULL) *key = found->key;
  pthread_mutex_unlock(&s->lock);
  return found != NULL ? CX_OK : cx_error_memory(error, "");
}
