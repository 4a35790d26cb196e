/* panel.c - see panel.h */
#include "count/panel.h"

#include <assert.h>
#include <stdlib.h>

#include "base/hash.h"
#include "count/panel_private.h"

/* Rows of a batch that are of somebody in one of the rounds. */
typedef struct listed {
  uint32_t n;
  uint32_t row[CX_BATCH_ROWS], hash[CX_BATCH_ROWS];
  uint8_t round[CX_BATCH_ROWS];
  cx_text name[CX_BATCH_ROWS];
} listed;

/*
** Making and freeing.
*/

static size_t round_up(size_t n, size_t to) { return (n + to - 1) / to * to; }

static cx_panel *make(const cx_panel_shape *shape) {
  cx_panel *panel = calloc(1, sizeof *panel);
  if (panel == NULL) return NULL;
  panel->shape = *shape;
  if (panel->shape.max_persons == 0) panel->shape.max_persons = CX_PANEL_MOST;
  panel->codes_at = round_up(offsetof(cx_person, answer) + CX_ROUNDS * shape->n_of * sizeof(uint16_t), 4);
  size_t end = panel->codes_at + shape->n_by * sizeof(uint32_t);
  panel->weight_at = round_up(end, _Alignof(cx_exact_weight));
  if (shape->weighted) end = panel->weight_at + sizeof(cx_exact_weight);
  panel->stride = round_up(end, shape->weighted ? _Alignof(cx_exact_weight) : _Alignof(cx_person));
  panel->mask = 63;
  panel->slot = calloc(64, sizeof *panel->slot);
  if (panel->slot != NULL) return panel;
  free(panel);
  return NULL;
}

cx_status cx_panel_new(cx_panel **out, const cx_panel_shape *shape, cx_error *error) {
  assert(shape->max_persons <= (uint32_t)1 << 30);
  cx_panel *panel = make(shape);
  if (panel != NULL) panel->labels = calloc(shape->n_by + 1, sizeof *panel->labels);
  bool fine = panel != NULL && panel->labels != NULL;
  for (size_t k = 0; fine && k < shape->n_by; k++) {
    panel->labels[k] = cx_labels_new(UINT32_MAX - 1);
    fine = panel->labels[k] != NULL;
  }
  if (fine) *out = panel;
  else cx_panel_free(panel);
  return fine ? CX_OK : cx_error_memory(error, "");
}

cx_status cx_panel_part(cx_panel **out, const cx_panel *whole, cx_error *error) {
  cx_panel *part = make(&whole->shape);
  if (part == NULL) return cx_error_memory(error, "");
  *out = part;
  return CX_OK;
}

static void empty(cx_panel *panel) {
  for (size_t i = 0; i < panel->n_chunks; i++) free(panel->chunk[i]);
  free(panel->chunk);
  free(panel->slot);
  cx_arena_free(&panel->names);
  panel->chunk = NULL;
  panel->slot = NULL;
  panel->n_chunks = panel->chunk_capacity = 0;
  panel->n = 0;
}

void cx_panel_free(cx_panel *panel) {
  if (panel == NULL) return;
  empty(panel);
  for (size_t k = 0; panel->labels != NULL && k < panel->shape.n_by; k++) cx_labels_free(panel->labels[k]);
  free(panel->labels);
  free(panel);
}

cx_panel_shape cx_panel_shaped(const cx_panel *panel) { return panel->shape; }

cx_panel_people cx_panel_count(const cx_panel *panel) {
  cx_panel_people people = {.blank = panel->blank, .other = panel->other};
  for (uint32_t i = 0; i < panel->n; i++) {
    const cx_person *person = cx_panel_person(panel, i);
    bool is_before = person->place[CX_ROUND_EARLIER] > 0, is_after = person->place[CX_ROUND_LATER] > 0;
    people.both += is_before && is_after;
    people.before += is_before && !is_after;
    people.after += is_after && !is_before;
  }
  people.repeated = panel->rows[CX_ROUND_EARLIER] + panel->rows[CX_ROUND_LATER] - 2 * people.both - people.before -
                    people.after;
  return people;
}

/*
** Persons.
*/

/* The slot of a name, or the free one where it would go. */
static cx_panel_slot *slot_of(const cx_panel *panel, cx_text name, uint32_t hash) {
  uint32_t i = hash & panel->mask;
  for (;; i = (i + 1) & panel->mask) {
    cx_panel_slot *slot = &panel->slot[i];
    if (slot->number == 0) return slot;
    if (slot->hash != hash) continue;
    const cx_person *person = cx_panel_person(panel, slot->number - 1);
    if (cx_text_equal((cx_text){person->name, person->length}, name)) return slot;
  }
}

static bool grow_slots(cx_panel *panel) {
  uint32_t mask = 2 * panel->mask + 1;
  cx_panel_slot *old = panel->slot, *slot = calloc((size_t)mask + 1, sizeof *slot);
  if (slot == NULL) return false;
  for (uint32_t i = 0; i <= panel->mask; i++) {
    if (old[i].number == 0) continue;
    uint32_t j = old[i].hash & mask;
    while (slot[j].number != 0) j = (j + 1) & mask;
    slot[j] = old[i];
  }
  panel->slot = slot;
  panel->mask = mask;
  free(old);
  return true;
}

static bool grow_chunks(cx_panel *panel) {
  if (panel->n_chunks == panel->chunk_capacity) {
    size_t capacity = panel->chunk_capacity ? 2 * panel->chunk_capacity : 16;
    char **chunk = realloc(panel->chunk, capacity * sizeof *chunk);
    if (chunk == NULL) return false;
    panel->chunk = chunk;
    panel->chunk_capacity = capacity;
  }
  char *chunk = malloc(CX_PANEL_CHUNK * panel->stride);
  if (chunk == NULL) return false;
  panel->chunk[panel->n_chunks++] = chunk;
  return true;
}

static cx_status too_many(const cx_panel *panel, cx_error *error) {
  return cx_error_set(error, CX_TOO_MANY, "",
                      "more than %u persons; pair fewer with where, or raise max_persons where there is memory",
                      panel->shape.max_persons);
}

/* The person of that name, new or not. */
static cx_status find(cx_panel *panel, cx_text name, uint32_t hash, cx_person **out, cx_error *error) {
  cx_panel_slot *slot = slot_of(panel, name, hash);
  if (slot->number > 0) {
    *out = cx_panel_person(panel, slot->number - 1);
    return CX_OK;
  }
  if (panel->n == panel->shape.max_persons) return too_many(panel, error); /* (7) */
  if (2 * panel->n >= panel->mask) {
    if (!grow_slots(panel)) return cx_error_memory(error, "");
    slot = slot_of(panel, name, hash);
  }
  if (panel->n == panel->n_chunks * CX_PANEL_CHUNK && !grow_chunks(panel)) return cx_error_memory(error, "");
  cx_text copy = cx_arena_copy(&panel->names, name);
  if (copy.at == NULL) return cx_error_memory(error, "");
  cx_person *person = cx_panel_person(panel, panel->n);
  *person = (cx_person){.name = copy.at, .length = (uint32_t)copy.length};
  *slot = (cx_panel_slot){hash, ++panel->n};
  *out = person;
  return CX_OK;
}

/*
** Rows.
*/

static cx_round round_of(const cx_panel_spec *spec, const cx_batch *batch, uint32_t row) {
  if (spec->round < 0) return spec->side;
  const cx_cells *cells = &batch->column[spec->round];
  cx_text label = cx_labels_text(cells->labels, cells->label[row]);
  if (cx_text_equal(label, spec->label[CX_ROUND_LATER])) return CX_ROUND_LATER;
  return cx_text_equal(label, spec->label[CX_ROUND_EARLIER]) ? CX_ROUND_EARLIER : CX_ROUND_OTHER;
}

/* Who the rows are of; where the table will look for them is fetched at the same time. */
static void list(cx_panel *part, const cx_panel_spec *spec, const cx_batch *batch, const uint32_t *rows, uint32_t n,
                 listed *to) {
  const cx_cells *persons = &batch->column[spec->person];
  to->n = 0;
  for (uint32_t i = 0; i < n; i++) {
    cx_round round = round_of(spec, batch, rows[i]);
    cx_text name = cx_labels_text(persons->labels, persons->label[rows[i]]);
    part->other += round == CX_ROUND_OTHER;
    part->blank += round != CX_ROUND_OTHER && name.length == 0; /* (1) */
    if (round == CX_ROUND_OTHER || name.length == 0) continue;
    uint32_t hash = (uint32_t)cx_hash_stable(name);
    __builtin_prefetch(&part->slot[hash & part->mask]);
    to->row[to->n] = rows[i];
    to->hash[to->n] = hash;
    to->round[to->n] = (uint8_t)round;
    to->name[to->n++] = name;
  }
}

/* Fetches the persons that are probably meant, and then their names. */
static void fetch(const cx_panel *part, const listed *some) {
  const cx_person *person[CX_BATCH_ROWS];
  for (uint32_t i = 0; i < some->n; i++) {
    uint32_t number = part->slot[some->hash[i] & part->mask].number;
    person[i] = number > 0 ? cx_panel_person(part, number - 1) : NULL;
    __builtin_prefetch(person[i]);
  }
  for (uint32_t i = 0; i < some->n; i++)
    if (person[i] != NULL) __builtin_prefetch(person[i]->name);
}

/* (2) (3) A worker meets rows in order. */
static void keep(const cx_panel *part, cx_person *person, const cx_tally_spec *spec, const cx_batch *batch,
                 uint32_t row, cx_round round, uint64_t place) {
  person->place[round] = place;
  uint16_t *answer = person->answer + round * spec->n_of;
  for (size_t q = 0; q < spec->n_of; q++) answer[q] = batch->column[spec->of[q]].score[row];
  if (round != CX_ROUND_LATER) return;
  uint32_t *code = cx_panel_codes(part, person);
  for (size_t k = 0; k < spec->n_by; k++) code[k] = batch->column[spec->by[k]].label[row];
  if (part->shape.weighted) *cx_panel_weight(part, person) = cx_batch_weight(batch, row);
}

cx_status cx_panel_add(cx_panel *part, const cx_tally_spec *spec, const cx_batch *batch, const cx_window *window,
                       uint64_t before, const uint32_t *rows, uint32_t n, cx_error *error) {
  assert(spec->n_of == part->shape.n_of);
  listed some;
  list(part, spec->panel, batch, rows, n, &some);
  fetch(part, &some);
  for (uint32_t i = 0; i < some.n; i++) {
    cx_person *person;
    cx_status status = find(part, some.name[i], some.hash[i], &person, error);
    if (status != CX_OK) return status;
    uint64_t place = before + cx_window_record(window, batch->row[some.row[i]]) + 1;
    part->rows[some.round[i]]++;
    keep(part, person, spec, batch, some.row[i], (cx_round)some.round[i], place);
  }
  return CX_OK;
}

/*
** Joining.
*/

/* Codes of the reader's dictionaries become those of the whole. */
static cx_status translate(const cx_panel *whole, const cx_panel *part, const cx_tally_spec *spec,
                           const cx_reader *reader, size_t k, cx_error *error) {
  const cx_labels *labels = cx_reader_labels(reader, spec->by[k]);
  uint32_t n = cx_labels_count(labels);
  uint32_t *to = malloc((n + 1) * sizeof *to);
  bool fine = to != NULL, full;
  for (uint32_t code = 0; fine && code < n; code++) {
    to[code] = cx_labels_code(whole->labels[k], cx_labels_text(labels, code), &full);
    fine = to[code] != CX_NO_LABEL;
  }
  for (uint32_t i = 0; fine && i < part->n; i++) {
    cx_person *person = cx_panel_person(part, i);
    uint32_t *code = &cx_panel_codes(part, person)[k];
    if (person->place[CX_ROUND_LATER] > 0) *code = to[*code];
  }
  free(to);
  return fine ? CX_OK : cx_error_memory(error, "");
}

/* What another worker knows of a person, where its row is the later one. */
static void update(const cx_panel *whole, cx_person *to, cx_person *from) {
  const size_t n_of = whole->shape.n_of;
  for (size_t round = 0; round < CX_ROUNDS; round++) {
    if (from->place[round] <= to->place[round]) continue;
    to->place[round] = from->place[round];
    memcpy(to->answer + round * n_of, from->answer + round * n_of, n_of * sizeof *to->answer);
    if (round != CX_ROUND_LATER) continue;
    if (whole->shape.n_by > 0)
      memcpy(cx_panel_codes(whole, to), cx_panel_codes(whole, from), whole->shape.n_by * sizeof(uint32_t));
    if (whole->shape.weighted) *cx_panel_weight(whole, to) = *cx_panel_weight(whole, from);
  }
}

/* The whole is empty: it takes what the part has. */
static void take(cx_panel *whole, cx_panel *part) {
  cx_labels **labels = whole->labels;
  cx_panel old = *whole;
  *whole = *part;
  whole->labels = labels;
  *part = old;
  part->labels = NULL;
}

static cx_status merge(cx_panel *whole, const cx_panel *part, cx_error *error) {
  for (uint32_t i = 0; i <= part->mask; i++) {
    if (part->slot[i].number == 0) continue;
    cx_person *from = cx_panel_person(part, part->slot[i].number - 1), *to;
    cx_status status = find(whole, (cx_text){from->name, from->length}, part->slot[i].hash, &to, error);
    if (status != CX_OK) return status;
    update(whole, to, from);
  }
  for (size_t round = 0; round < CX_ROUNDS; round++) whole->rows[round] += part->rows[round];
  whole->blank += part->blank;
  whole->other += part->other;
  return CX_OK;
}

cx_status cx_panel_join(cx_panel *whole, cx_panel *part, const cx_tally_spec *spec, const cx_reader *reader,
                        cx_error *error) {
  cx_status status = CX_OK;
  for (size_t k = 0; k < spec->n_by && status == CX_OK; k++)
    status = translate(whole, part, spec, reader, k, error);
  if (status != CX_OK) return status;
  if (whole->n == 0 && whole->blank == 0 && whole->other == 0) take(whole, part);
  else status = merge(whole, part, error);
  empty(part);
  return status;
}
