/* variant.c - see variant.h */
#include "count/variant.h"

#include <stdlib.h>

static bool grow(cx_variants *variants) {
  if (variants->n == variants->capacity) {
    size_t capacity = variants->capacity ? 2 * variants->capacity : 64;
    cx_variant *wider = realloc(variants->variant, capacity * sizeof *wider);
    if (wider == NULL) return false;
    variants->variant = wider;
    variants->capacity = capacity;
  }
  if (variants->slot != NULL && 2 * variants->n < variants->mask) return true;
  size_t mask = variants->slot == NULL ? 255 : 2 * variants->mask + 1;
  uint32_t *slot = calloc(mask + 1, sizeof *slot);
  if (slot == NULL) return false;
  for (size_t i = 0; i < variants->n; i++) {
    size_t j = variants->variant[i].hash & mask;
    while (slot[j] != 0) j = (j + 1) & mask;
    slot[j] = (uint32_t)i + 1;
  }
  free(variants->slot);
  variants->slot = slot;
  variants->mask = mask;
  return true;
}

static bool is_same(const cx_variant *variant, const void *codes, uint32_t length, uint64_t hash) {
  return variant->hash == hash && variant->length == length && memcmp(variant->codes, codes, 2 * (size_t)length) == 0;
}

static bool add(cx_variants *variants, const char *codes, uint32_t length, uint64_t hash, uint64_t n, uint64_t ms) {
  if (!grow(variants)) return false;
  size_t i = hash & variants->mask;
  for (; variants->slot[i] != 0; i = (i + 1) & variants->mask) {
    cx_variant *known = &variants->variant[variants->slot[i] - 1];
    if (!is_same(known, codes, length, hash)) continue; /* (1) */
    known->n += n;
    known->ms += ms;
    return true;
  }
  cx_text copy = cx_arena_copy(&variants->arena, (cx_text){codes, 2 * (size_t)length});
  if (copy.at == NULL) return false;
  variants->variant[variants->n] = (cx_variant){copy.at, hash, length, n, ms};
  variants->slot[i] = (uint32_t)++variants->n;
  return true;
}

bool cx_variants_add(cx_variants *variants, const uint16_t *codes, uint32_t length, uint64_t hash, uint64_t n,
                     uint64_t ms) {
  return add(variants, (const char *)codes, length, hash, n, ms);
}

bool cx_variants_merge(cx_variants *variants, const cx_variants *other) {
  for (size_t i = 0; i < other->n; i++) {
    const cx_variant *v = &other->variant[i];
    if (!add(variants, v->codes, v->length, v->hash, v->n, v->ms)) return false;
  }
  return true;
}

static int compare(const void *x, const void *y) {
  const cx_variant *a = x, *b = y;
  if (a->n != b->n) return a->n > b->n ? -1 : 1;
  for (uint32_t i = 0; i < a->length && i < b->length; i++) {
    uint16_t c = cx_variant_code(a, i), d = cx_variant_code(b, i);
    if (c != d) return c < d ? -1 : 1;
  }
  return (a->length > b->length) - (a->length < b->length);
}

static void swap(cx_variant *a, cx_variant *b) {
  cx_variant kept = *a;
  *a = *b;
  *b = kept;
}

/* Sinks the variant at i to its place in a heap whose root comes last in the order. */
static void sink(cx_variant *heap, size_t n, size_t i) {
  for (size_t child; (child = 2 * i + 1) < n; i = child) {
    if (child + 1 < n && compare(&heap[child + 1], &heap[child]) > 0) child++;
    if (compare(&heap[child], &heap[i]) <= 0) return;
    swap(&heap[child], &heap[i]);
  }
}

void cx_variants_sort(cx_variants *variants, size_t most) {
  cx_variant *v = variants->variant;
  free(variants->slot); /* it names places that are no longer */
  variants->slot = NULL;
  if (most == 0 || most > variants->n) most = variants->n;
  if (most == 0) return;
  if (most < variants->n) {
    for (size_t i = most / 2; i-- > 0;) sink(v, most, i);
    for (size_t i = most; i < variants->n; i++) {
      if (v[i].n < v[0].n || compare(&v[i], &v[0]) > 0) continue;
      swap(&v[i], &v[0]);
      sink(v, most, 0);
    }
  }
  qsort(v, most, sizeof *v, compare);
}

void cx_variants_free(cx_variants *variants) {
  free(variants->variant);
  free(variants->slot);
  cx_arena_free(&variants->arena);
  *variants = (cx_variants){0};
}
