/* label.c - see label.h */
#include "read/label.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"

#define SHORT 32u            /* bytes of a raw cell that fit a slot */
#define RAW_MOST (1u << 16)  /* rule (4) */

/* A raw cell: its bytes, as four words of which the last two are 0 up to sixteen bytes. */
typedef struct raw_key {
  uint64_t word[4];
  uint32_t length;
} raw_key;

typedef struct raw_slot {
  raw_key key;
  uint32_t code; /* code + 1; 0 is free */
} raw_slot;

typedef struct value_slot {
  uint32_t hash;
  uint32_t code; /* code + 1 */
} value_slot;

struct cx_labels {
  raw_slot *raw;
  uint32_t raw_mask, n_raw;
  value_slot *value;
  uint32_t value_mask;
  cx_text *text;
  uint32_t n, capacity, limit, generation;
  uint64_t seed;
  cx_arena arena;
};

static uint64_t load(const char *at) {
  uint64_t word;
  memcpy(&word, at, sizeof word);
  return word;
}

/* The first and last eight bytes say all there is up to sixteen; four words up to thirty-two. No branch
** around eight, which cannot be foretold. */
static inline raw_key make_key(const char *at, uint32_t length) {
  static const uint64_t low[9] = {
      0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff,
      0xffffffffffffffff};
  uint32_t first = length < 8 ? length : 8;
  raw_key key = {{load(at) & low[first], 0, 0, 0}, length};
  key.word[1] = load(at + length - first) & (0 - (uint64_t)(length > 8));
  if (length > 16) {
    key.word[2] = load(at + 8);
    key.word[3] = load(at + length - 16);
  }
  return key;
}

static inline uint32_t hash_key(const raw_key *key, uint64_t seed) {
  return (uint32_t)cx_hash_mix(key->word[0] ^ key->word[2] * 31, key->word[1] + key->word[3] * 131,
                               key->length, seed);
}

static inline bool same_key(const raw_key *a, const raw_key *b) {
  uint64_t other = (a->word[0] ^ b->word[0]) | (a->word[1] ^ b->word[1]) | (a->length ^ b->length);
  if (a->length > 16) other |= (a->word[2] ^ b->word[2]) | (a->word[3] ^ b->word[3]);
  return other == 0;
}

/* The slot of key, or the free one where it would go. */
static inline raw_slot *raw_slot_of(const cx_labels *labels, const raw_key *key) {
  uint32_t i = hash_key(key, labels->seed) & labels->raw_mask;
  while (!same_key(&labels->raw[i].key, key) && labels->raw[i].code != 0)
    i = (i + 1) & labels->raw_mask;
  return &labels->raw[i];
}

/* A long raw cell, or a value: found by its bytes. */
static value_slot *value_slot_of(const cx_labels *labels, cx_text value, uint32_t hash) {
  uint32_t i = hash & labels->value_mask;
  for (;; i = (i + 1) & labels->value_mask) {
    value_slot *slot = &labels->value[i];
    if (slot->code == 0) return slot;
    if (slot->hash == hash && cx_text_equal(labels->text[slot->code - 1], value)) return slot;
  }
}

static uint32_t hash_value(const cx_labels *labels, cx_text value) {
  return (uint32_t)(cx_hash_stable(value) ^ labels->seed);
}

cx_labels *cx_labels_new(uint32_t limit) {
  cx_labels *labels = calloc(1, sizeof *labels);
  if (labels == NULL) return NULL;
  labels->raw_mask = labels->value_mask = 63;
  labels->raw = calloc(64, sizeof *labels->raw);
  labels->value = calloc(64, sizeof *labels->value);
  labels->limit = limit;
  labels->seed = cx_hash_finish((uint64_t)(uintptr_t)labels);
  if (labels->raw != NULL && labels->value != NULL) return labels;
  cx_labels_free(labels);
  return NULL;
}

void cx_labels_free(cx_labels *labels) {
  if (labels == NULL) return;
  free(labels->raw);
  free(labels->value);
  free(labels->text);
  cx_arena_free(&labels->arena);
  free(labels);
}

uint32_t cx_labels_count(const cx_labels *labels) { return labels->n; }
cx_text cx_labels_text(const cx_labels *labels, uint32_t code) { return labels->text[code]; }
uint32_t cx_labels_generation(const cx_labels *labels) { return labels->generation; }

void cx_labels_forget(cx_labels *labels) {
  memset(labels->raw, 0, ((size_t)labels->raw_mask + 1) * sizeof *labels->raw);
  labels->n_raw = 0;
}

void cx_labels_empty(cx_labels *labels) {
  cx_labels_forget(labels);
  memset(labels->value, 0, ((size_t)labels->value_mask + 1) * sizeof *labels->value);
  cx_arena_free(&labels->arena);
  labels->n = 0;
  labels->generation++;
}

uint32_t cx_labels_find(const cx_labels *labels, cx_text raw) {
  if (raw.length > SHORT) return CX_NO_LABEL;
  raw_key key = make_key(raw.at, (uint32_t)raw.length);
  return raw_slot_of(labels, &key)->code - 1;
}

uint32_t cx_labels_decode(const cx_labels *labels, const char *bytes, const uint32_t *marks,
                          size_t stride, uint32_t n, uint32_t *code) {
  uint32_t unknown = 0;
  for (uint32_t i = 0; i < n; i++, marks += stride) {
    uint32_t length = marks[1] - marks[0] - 1;
    uint32_t found = CX_NO_LABEL;
    if (length <= SHORT) {
      raw_key key = make_key(bytes + marks[0] + 1, length);
      found = raw_slot_of(labels, &key)->code - 1;
    }
    code[i] = found;
    unknown += found == CX_NO_LABEL;
  }
  return unknown;
}

static bool grow_raw(cx_labels *labels) {
  uint32_t mask = 2 * labels->raw_mask + 1;
  raw_slot *old = labels->raw, *raw = calloc((size_t)mask + 1, sizeof *raw);
  if (raw == NULL) return false;
  uint32_t n_old = labels->raw_mask + 1;
  labels->raw = raw;
  labels->raw_mask = mask;
  for (uint32_t i = 0; i < n_old; i++)
    if (old[i].code != 0) *raw_slot_of(labels, &old[i].key) = old[i];
  free(old);
  return true;
}

void cx_labels_learn(cx_labels *labels, cx_text raw, uint32_t code) {
  if (raw.length > SHORT) return;
  if (labels->n_raw >= RAW_MOST && labels->n_raw > 2 * labels->n) cx_labels_forget(labels);
  if (2 * labels->n_raw >= labels->raw_mask && !grow_raw(labels)) return;
  raw_key key = make_key(raw.at, (uint32_t)raw.length);
  raw_slot *slot = raw_slot_of(labels, &key);
  if (slot->code == 0) labels->n_raw++;
  *slot = (raw_slot){key, code + 1};
}

static bool grow_values(cx_labels *labels) {
  uint32_t mask = 2 * labels->value_mask + 1;
  value_slot *old = labels->value, *value = calloc((size_t)mask + 1, sizeof *value);
  if (value == NULL) return false;
  for (uint32_t i = 0; i <= labels->value_mask; i++) {
    if (old[i].code == 0) continue;
    uint32_t j = old[i].hash & mask;
    while (value[j].code != 0) j = (j + 1) & mask;
    value[j] = old[i];
  }
  labels->value = value;
  labels->value_mask = mask;
  free(old);
  return true;
}

static bool grow_texts(cx_labels *labels) {
  uint32_t capacity = labels->capacity ? 2 * labels->capacity : 32;
  cx_text *text = realloc(labels->text, capacity * sizeof *text);
  if (text == NULL) return false;
  labels->text = text;
  labels->capacity = capacity;
  return true;
}

uint32_t cx_labels_code(cx_labels *labels, cx_text value, bool *full) {
  uint32_t hash = hash_value(labels, value);
  value_slot *slot = value_slot_of(labels, value, hash);
  *full = false;
  if (slot->code != 0) return slot->code - 1;
  *full = labels->n >= labels->limit;
  if (*full) return CX_NO_LABEL;
  if (labels->n == labels->capacity && !grow_texts(labels)) return CX_NO_LABEL;
  if (2 * labels->n >= labels->value_mask) {
    if (!grow_values(labels)) return CX_NO_LABEL;
    slot = value_slot_of(labels, value, hash);
  }
  cx_text copy = cx_arena_copy(&labels->arena, value);
  if (copy.at == NULL) return CX_NO_LABEL;
  labels->text[labels->n] = copy;
  *slot = (value_slot){hash, ++labels->n};
  return labels->n - 1;
}
