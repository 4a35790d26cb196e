/* cutter.c - see cutter.h */
#include "read/cutter.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "read/mend.h"

#define ROOM ((size_t)4 << 10)      /* for the record that a block begins in, at first */
#define SLACK ((size_t)2 * CX_WORD) /* bytes around that may be read */
#define RECORD_LIMIT ((size_t)8 << 20)

struct cx_cutter {
  cx_source *source;
  const cx_dialect *dialect;
  const cx_kernel *kernel;
  cx_scan_bytes bytes;
  size_t block_size, limit;
  bool plain, every;
  atomic_uint_fast64_t tickets;
  atomic_uint_fast64_t done;
  pthread_mutex_t reading; /* sources that are read in order */
  pthread_mutex_t lock;    /* all that follows */
  pthread_cond_t turned;
  uint64_t turn;
  bool inside, suspect, ended;
  char *tail;
  size_t tail_length, tail_capacity;
  cx_row row;
  cx_status stopped;
  cx_error error;
  uint32_t *records; /* by ticket */
  size_t n_records, records_capacity;
};

/*
** Memory of a block.
*/

static size_t n_words(size_t bytes) { return (bytes + CX_WORD - 1) / CX_WORD; }

/* Gives the block room for `room` bytes before and block_size after; what it held is lost. */
static cx_status make_room(const cx_cutter *cutter, cx_block *block, size_t room, cx_error *error) {
  size_t capacity = room + cutter->block_size + SLACK, words = n_words(capacity) + 1;
  char *memory = malloc(CX_WORD + capacity + SLACK + 3 * words * sizeof(uint64_t));
  if (memory == NULL) return cx_error_memory(error, cx_source_name(cutter->source));
  free(block->memory);
  block->memory = memory;
  uint64_t *mask = (uint64_t *)(((uintptr_t)memory + CX_WORD - 1) / CX_WORD * CX_WORD);
  size_t padded = n_words(3 * words * sizeof(uint64_t)) * CX_WORD;
  block->masks = (cx_masks){mask, mask + words, mask + 2 * words};
  block->bytes = (char *)mask + padded;
  block->room = room;
  block->capacity = capacity;
  return CX_OK;
}

/* The same, keeping the `got` bytes that were read. */
static cx_status widen_room(const cx_cutter *cutter, cx_block *block, size_t need, size_t got,
                            cx_error *error) {
  cx_block wide = {0};
  size_t room = block->room;
  while (room < need) room *= 2;
  cx_status status = make_room(cutter, &wide, room, error);
  if (status != CX_OK) return status;
  memcpy(wide.bytes + wide.room, block->bytes + block->room, got);
  free(block->memory);
  block->memory = wide.memory;
  block->bytes = wide.bytes;
  block->masks = wide.masks;
  block->room = wide.room;
  block->capacity = wide.capacity;
  return CX_OK;
}

void cx_block_free(cx_block *block) {
  free(block->memory);
  free(block->stray);
  *block = (cx_block){0};
}

/*
** One block: reading, masking, its turn.
*/

static cx_status read_block(cx_cutter *cutter, cx_block *block, size_t *got, cx_error *error) {
  char *to = block->bytes + block->room;
  if (cutter->plain) {
    block->ticket = atomic_fetch_add(&cutter->tickets, 1);
    uint64_t offset = cutter->dialect->data_offset + block->ticket * cutter->block_size;
    return cx_source_read_at(cutter->source, offset, to, cutter->block_size, got, error);
  }
  pthread_mutex_lock(&cutter->reading);
  block->ticket = atomic_fetch_add(&cutter->tickets, 1);
  cx_status status = cx_source_read(cutter->source, to, cutter->block_size, got, error);
  pthread_mutex_unlock(&cutter->reading);
  return status;
}

/* Masks what was read; the last word is padded with NULs. */
static void mask_block(const cx_cutter *cutter, cx_block *block, size_t got, cx_scan_sum *sum) {
  size_t end = block->room + got;
  memset(block->bytes + end, 0, SLACK);
  cutter->kernel->mask(&cutter->bytes, block->bytes, block->room / CX_WORD, n_words(end),
                       &block->masks, sum);
}

/* Masks the record that was handed on, and hides the bytes before it. */
static void mask_tail(const cx_cutter *cutter, cx_block *block) {
  size_t first = block->from / CX_WORD, bit = block->from % CX_WORD;
  cx_scan_sum sum;
  if (block->from == block->room) return;
  cutter->kernel->mask(&cutter->bytes, block->bytes, first, block->room / CX_WORD, &block->masks,
                       &sum);
  uint64_t live = ~(uint64_t)0 << bit;
  block->masks.quote[first] &= live;
  block->masks.stop[first] &= live;
  block->masks.line[first] &= live;
}

/* Hides the bytes after the last whole record, which the next block has. */
static void hide_rest(cx_block *block) {
  size_t last = block->to / CX_WORD, bit = block->to % CX_WORD;
  if (bit == 0) return;
  uint64_t live = ~(~(uint64_t)0 << bit);
  block->masks.quote[last] &= live;
  block->masks.stop[last] &= live;
  block->masks.line[last] &= live;
}

/* Scan rule (4): what the kernel could not see at the border to the block before. When in doubt, bad. */
static bool is_bad_border(const cx_cutter *cutter, const cx_block *block, size_t end) {
  const cx_scan_bytes *b = &cutter->bytes;
  if (!b->quoted || cutter->inside || block->from == block->room || block->room >= end) return false;
  const char *at = block->bytes + block->room;
  bool stops = at[0] == b->delimiter || at[0] == b->newline;
  if (at[-1] == b->quote) return !(stops || at[0] == b->quote);
  if (b->crlf && at[-1] == '\r' && at[-2] == b->quote) return at[0] != b->newline;
  return at[0] == b->quote && at[-1] != b->delimiter;
}

/* One past the last newline outside quotes among what was read; `from` when there is none. */
static size_t last_line_end(const cx_block *block, size_t end, bool inside) {
  uint64_t state = inside ? ~(uint64_t)0 : 0;
  for (size_t w = n_words(end); w-- > block->room / CX_WORD;) {
    uint64_t quote = block->masks.quote[w];
    if (__builtin_parityll(quote)) state = ~state;
    uint64_t ends = block->masks.line[w] & ~(cx_scan_prefix_xor(quote) ^ state);
    if (ends != 0) return w * CX_WORD + 64 - (size_t)__builtin_clzll(ends);
  }
  return block->from;
}

/* Rule (4): ends the last record. The byte and its masks lie in the slack. */
static void add_newline(const cx_cutter *cutter, cx_block *block, size_t *end) {
  size_t w = *end / CX_WORD;
  if (*end % CX_WORD == 0)
    block->masks.quote[w] = block->masks.stop[w] = block->masks.line[w] = 0;
  block->bytes[*end] = cutter->bytes.newline;
  uint64_t bit = (uint64_t)1 << *end % CX_WORD;
  block->masks.stop[w] |= bit;
  block->masks.line[w] |= bit;
  ++*end;
}

/* Keeps the bytes from `to` for the next block. */
static cx_status hand_on(cx_cutter *cutter, const cx_block *block, size_t end, cx_error *error) {
  size_t length = end - block->to;
  if (length > cutter->tail_capacity) {
    char *tail = realloc(cutter->tail, 2 * length);
    if (tail == NULL) return cx_error_memory(error, cx_source_name(cutter->source));
    cutter->tail = tail;
    cutter->tail_capacity = 2 * length;
  }
  if (length > 0) memcpy(cutter->tail, block->bytes + block->to, length);
  cutter->tail_length = length;
  return CX_OK;
}

/* Puts the record that was handed on before what was read, and NULs before that: they share its first word. */
static cx_status take_over(const cx_cutter *cutter, cx_block *block, size_t got, cx_scan_sum *sum,
                           cx_error *error) {
  if (cutter->tail_length + SLACK > block->room) {
    cx_status status = widen_room(cutter, block, cutter->tail_length + SLACK, got, error);
    if (status != CX_OK) return status;
    mask_block(cutter, block, got, sum);
  }
  block->from = block->room - cutter->tail_length;
  memset(block->bytes + block->from - CX_WORD, 0, CX_WORD);
  if (cutter->tail_length > 0)
    memcpy(block->bytes + block->from, cutter->tail, cutter->tail_length);
  return CX_OK;
}

/* Rule (2). */
static cx_status mend(cx_cutter *cutter, cx_block *block, size_t end, bool last, cx_error *error) {
  cx_mend mend = {cutter->dialect, &cutter->bytes, cutter->every, last, cutter->limit, end,
                  &cutter->row};
  mask_tail(cutter, block);
  return cx_mend_block(&mend, block, &cutter->inside, &cutter->suspect,
                       cx_source_name(cutter->source), error);
}

/* What must happen in order (rule 1); the lock is held. */
static cx_status take_turn(cx_cutter *cutter, cx_block *block, size_t got, cx_scan_sum *sum,
                           bool *mended, cx_error *error) {
  bool last = got < cutter->block_size;
  cx_status status = take_over(cutter, block, got, sum, error);
  if (status != CX_OK) return status;
  size_t end = block->room + got;
  if (last && end > block->from && block->bytes[end - 1] != cutter->bytes.newline)
    add_newline(cutter, block, &end);
  bool inside = cutter->inside != sum->odd;
  *mended = cutter->every || cutter->suspect || sum->bad[cutter->inside] || (last && inside) ||
            end - block->from > cutter->limit ||
            is_bad_border(cutter, block, end);
  if (*mended) {
    status = mend(cutter, block, end, last, error);
  } else {
    cutter->inside = inside;
    block->to = last_line_end(block, end, inside);
  }
  cutter->ended = last;
  return status == CX_OK ? hand_on(cutter, block, end, error) : status;
}

/* Waits for the block's turn, takes it and passes it on. */
static cx_status in_turn(cx_cutter *cutter, cx_block *block, size_t got, cx_scan_sum *sum,
                         bool *mended, bool *end) {
  pthread_mutex_lock(&cutter->lock);
  while (cutter->turn != block->ticket && cutter->stopped == CX_OK)
    pthread_cond_wait(&cutter->turned, &cutter->lock);
  *end = cutter->ended;
  if (cutter->stopped == CX_OK && !*end)
    cutter->stopped = take_turn(cutter, block, got, sum, mended, &cutter->error);
  cutter->turn++;
  cx_status status = cutter->stopped;
  pthread_cond_broadcast(&cutter->turned);
  pthread_mutex_unlock(&cutter->lock);
  return status;
}

static cx_status stop(cx_cutter *cutter, cx_status status, const cx_error *error) {
  pthread_mutex_lock(&cutter->lock);
  if (cutter->stopped == CX_OK) {
    cutter->stopped = status;
    if (error != NULL) cutter->error = *error;
  }
  pthread_cond_broadcast(&cutter->turned);
  pthread_mutex_unlock(&cutter->lock);
  return status;
}

static cx_status fail(cx_cutter *cutter, cx_status status, cx_error *error) {
  pthread_mutex_lock(&cutter->lock);
  if (error != NULL && error->status == CX_OK) *error = cutter->error;
  pthread_mutex_unlock(&cutter->lock);
  return status;
}

cx_status cx_cutter_next(cx_cutter *cutter, cx_block *block, bool *end, cx_error *error) {
  if (block->memory == NULL) {
    cx_status status = make_room(cutter, block, ROOM, error);
    if (status != CX_OK) return stop(cutter, status, error);
  }
  do {
    size_t got = 0;
    cx_scan_sum sum = {0};
    bool mended = false;
    block->n_stray = 0;
    cx_error trouble = {0};
    cx_status status = read_block(cutter, block, &got, &trouble);
    if (status != CX_OK) return fail(cutter, stop(cutter, status, &trouble), error);
    mask_block(cutter, block, got, &sum);
    status = in_turn(cutter, block, got, &sum, &mended, end);
    if (status != CX_OK) return fail(cutter, status, error);
    if (*end) return CX_OK;
    atomic_fetch_add(&cutter->done, got);
    if (!mended) mask_tail(cutter, block);
    hide_rest(block);
  } while (block->from == block->to);
  return CX_OK;
}

/*
** Opening, closing, counting.
*/

/* Reads past the header of a source that is read in order. */
static cx_status skip_header(cx_cutter *cutter, cx_error *error) {
  char bytes[4096];
  uint64_t left = cutter->plain ? 0 : cutter->dialect->data_offset;
  while (left > 0) {
    size_t want = left < sizeof bytes ? (size_t)left : sizeof bytes, got = 0;
    cx_status status = cx_source_read(cutter->source, bytes, want, &got, error);
    if (status != CX_OK) return status;
    if (got < want) return CX_OK;
    left -= got;
  }
  return CX_OK;
}

cx_status cx_cutter_open(cx_cutter **out, cx_source *source, const cx_dialect *dialect,
                         const cx_kernel *kernel, size_t record_limit, size_t block_size,
                         cx_error *error) {
  assert(record_limit <= CX_CUTTER_LONGEST);
  cx_cutter *cutter = calloc(1, sizeof *cutter);
  if (cutter == NULL) return cx_error_memory(error, cx_source_name(source));
  cutter->source = source;
  cutter->dialect = dialect;
  cutter->kernel = kernel;
  cutter->bytes = (cx_scan_bytes){dialect->delimiter, dialect->newline, dialect->quote,
                                  dialect->quote != 0, dialect->crlf};
  cutter->block_size = block_size ? block_size : CX_CUTTER_BLOCK;
  cutter->limit = record_limit ? record_limit : RECORD_LIMIT;
  cutter->plain = cx_source_is_plain(source);
  cutter->every = dialect->escape != 0 || dialect->skip_space;
  pthread_mutex_init(&cutter->reading, NULL);
  pthread_mutex_init(&cutter->lock, NULL);
  pthread_cond_init(&cutter->turned, NULL);
  cx_status status = skip_header(cutter, error);
  if (status != CX_OK) {
    cx_cutter_close(cutter);
    return status;
  }
  *out = cutter;
  return CX_OK;
}

void cx_cutter_close(cx_cutter *cutter) {
  if (cutter == NULL) return;
  pthread_cond_destroy(&cutter->turned);
  pthread_mutex_destroy(&cutter->lock);
  pthread_mutex_destroy(&cutter->reading);
  cx_row_free(&cutter->row);
  free(cutter->tail);
  free(cutter->records);
  free(cutter);
}

static cx_status grow_records(cx_cutter *cutter, uint64_t ticket, cx_error *error) {
  size_t capacity = cutter->records_capacity ? cutter->records_capacity : 64;
  while (capacity <= ticket) capacity *= 2;
  uint32_t *records = realloc(cutter->records, capacity * sizeof *records);
  if (records == NULL) return cx_error_memory(error, cx_source_name(cutter->source));
  memset(records + cutter->records_capacity, 0,
         (capacity - cutter->records_capacity) * sizeof *records);
  cutter->records = records;
  cutter->records_capacity = capacity;
  return CX_OK;
}

cx_status cx_cutter_count(cx_cutter *cutter, uint64_t ticket, uint64_t records, cx_error *error) {
  pthread_mutex_lock(&cutter->lock);
  cx_status status = CX_OK;
  if (ticket >= cutter->records_capacity) status = grow_records(cutter, ticket, error);
  if (status == CX_OK) {
    cutter->records[ticket] = (uint32_t)records;
    if (ticket >= cutter->n_records) cutter->n_records = (size_t)ticket + 1;
  }
  pthread_mutex_unlock(&cutter->lock);
  return status;
}

uint64_t cx_cutter_records_before(const cx_cutter *cutter, uint64_t ticket) {
  uint64_t sum = 0;
  for (size_t i = 0; i < cutter->n_records && i < ticket; i++) sum += cutter->records[i];
  return sum;
}

void cx_cutter_stop(cx_cutter *cutter) { stop(cutter, CX_INTERRUPTED, NULL); }

uint64_t cx_cutter_done(const cx_cutter *cutter) { return atomic_load(&cutter->done); }
