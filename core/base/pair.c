/* pair.c - see pair.h */
#include "base/pair.h"

#include <stdlib.h>

#include "base/hash.h"

static uint32_t *find(const cx_pair_table *table, uint64_t key) {
  uint32_t i = (uint32_t)cx_hash_mix(key, 0, 8, 0) & table->mask;
  while (table->slot[i] != 0 && table->key[table->slot[i] - 1] != key) i = (i + 1) & table->mask;
  return &table->slot[i];
}

/* Twice the room; the table is at most half full. */
static int grow(cx_pair_table *table) {
  uint32_t capacity = table->capacity ? 2 * table->capacity : 32;
  uint64_t *key = realloc(table->key, capacity * sizeof *key);
  if (key == NULL) return 0;
  table->key = key;
  uint32_t *slot = calloc((size_t)2 * capacity, sizeof *slot);
  if (slot == NULL) return 0;
  free(table->slot);
  table->slot = slot;
  table->capacity = capacity;
  table->mask = 2 * capacity - 1;
  for (uint32_t i = 0; i < table->n; i++) *find(table, key[i]) = i + 1;
  return 1;
}

uint32_t cx_pair_number(cx_pair_table *table, uint32_t first, uint32_t second) {
  uint64_t key = (uint64_t)first << 32 | second;
  if (table->n == table->capacity && !grow(table)) return CX_NO_PAIR;
  uint32_t *slot = find(table, key);
  if (*slot == 0) {
    table->key[table->n] = key;
    *slot = ++table->n;
  }
  return *slot - 1;
}

void cx_pair_free(cx_pair_table *table) {
  free(table->key);
  free(table->slot);
  *table = (cx_pair_table){0};
}
