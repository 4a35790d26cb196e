/*
** panel_private.h - the inside of a panel, for panel.c and panel_tally.c
**
**   file > rows > BATCH > TALLY > metric > goal > report
**
** Owns:    a panel owns all that its pointers show.
**
** (1) Persons stand in chunks that never move, each in `stride` bytes: a head, two lists of answers, codes of groups, an
**     exact weight.
*/
#ifndef CX_PANEL_PRIVATE_H
#define CX_PANEL_PRIVATE_H

#include "base/arena.h"
#include "count/panel.h"

#define CX_PANEL_CHUNK 4096u /* persons */

typedef struct cx_person {
  const char *name;
  uint64_t place[CX_ROUNDS]; /* of the row that counts; 0: there is none */
  uint32_t length;           /* of the name */
  uint16_t answer[];         /* bins of the earlier round, then of the later one */
} cx_person;

typedef struct cx_panel_slot {
  uint32_t hash;
  uint32_t number; /* of the person, + 1; 0 is free */
} cx_panel_slot;

struct cx_panel {
  cx_panel_shape shape;
  size_t stride, codes_at, weight_at;
  char **chunk;
  size_t n_chunks, chunk_capacity;
  cx_panel_slot *slot;
  uint32_t mask, n;
  uint64_t rows[CX_ROUNDS], blank, other;
  cx_labels **labels; /* of the whole: one for each column that groups */
  cx_arena names;
};

static inline cx_person *cx_panel_person(const cx_panel *panel, uint32_t number) {
  return (cx_person *)(void *)(panel->chunk[number / CX_PANEL_CHUNK] + number % CX_PANEL_CHUNK * panel->stride);
}

static inline uint32_t *cx_panel_codes(const cx_panel *panel, cx_person *person) {
  return (uint32_t *)(void *)((char *)person + panel->codes_at);
}

static inline cx_exact_weight *cx_panel_weight(const cx_panel *panel, cx_person *person) {
  return (cx_exact_weight *)(void *)((char *)person + panel->weight_at);
}

#endif
