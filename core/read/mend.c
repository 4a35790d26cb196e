/* mend.c - see mend.h */
#include "read/mend.h"

#include <stdlib.h>

/* A walk over the masks from a record's start. */
typedef struct walker {
  size_t record;    /* where the record at hand begins */
  uint64_t inside;  /* state, all ones or 0 */
  uint64_t fine;    /* 1: the byte before lets a quote open */
  uint64_t closed;  /* 1: the byte before closed a quote */
} walker;

static size_t lowest(uint64_t bits) { return (size_t)__builtin_ctzll(bits); }
static size_t past_highest(uint64_t bits) { return 64 - (size_t)__builtin_clzll(bits); }

/* Clears from `bad` what only looks bad: the '\r' of a record's end, and bytes past the end. */
static uint64_t truly_bad(const cx_mend *mend, const cx_block *block, size_t base, uint64_t open,
                          uint64_t after) {
  for (uint64_t rest = after; rest != 0; rest &= rest - 1) {
    size_t at = base + lowest(rest);
    bool cr = mend->bytes->crlf && at < mend->end && block->bytes[at] == '\r' &&
              (at + 1 >= mend->end || block->bytes[at + 1] == mend->bytes->newline);
    if (cr || at >= mend->end) after &= ~(rest & -rest);
  }
  return open | after;
}

/* Walks word w; true when a bad quote stands in it, or a record over the limit ends there, with
** walk->record the record that is bad. */
static bool step(const cx_mend *mend, const cx_block *block, size_t w, uint64_t live, walker *walk) {
  uint64_t quote = block->masks.quote[w] & live, stop = block->masks.stop[w] & live;
  uint64_t inside = cx_scan_prefix_xor(quote) ^ walk->inside;
  uint64_t open = quote & inside, close = quote & ~inside, fine = stop | quote;
  uint64_t before = fine << 1 | walk->fine, after = close << 1 | walk->closed;
  uint64_t bad = truly_bad(mend, block, w * CX_WORD, open & ~before, after & ~fine & live);
  uint64_t ends = block->masks.line[w] & live & ~inside;
  if (bad != 0) ends &= (bad & -bad) - 1;
  if (ends != 0 && w * CX_WORD + lowest(ends) >= walk->record + mend->limit) return true;
  if (ends != 0) walk->record = w * CX_WORD + past_highest(ends);
  walk->inside = (uint64_t)((int64_t)inside >> 63);
  walk->fine = fine >> 63;
  walk->closed = close >> 63;
  return bad != 0;
}

/* Looks for the first bad record from `at`, where a record begins. */
static bool find_bad(const cx_mend *mend, const cx_block *block, size_t at, walker *walk) {
  size_t first = at / CX_WORD, bit = at % CX_WORD;
  walk->record = at;
  walk->inside = walk->closed = 0;
  walk->fine = 1;
  if (at >= mend->end) return false;
  uint64_t live = ~(uint64_t)0 << bit;
  if (bit != 0) walk->fine = (uint64_t)1 << bit;
  for (size_t w = first; w * CX_WORD < mend->end; w++, live = ~(uint64_t)0)
    if (step(mend, block, w, live, walk)) return true;
  return false;
}

static void clear_bits(uint64_t *mask, size_t from, size_t to) {
  for (size_t w = from / CX_WORD; w * CX_WORD < to; w++) {
    uint64_t keep = 0;
    if (w == from / CX_WORD) keep |= ((uint64_t)1 << from % CX_WORD) - 1;
    if (to - w * CX_WORD < CX_WORD) keep |= ~(uint64_t)0 << (to - w * CX_WORD);
    mask[w] &= keep;
  }
}

static void set_bit(uint64_t *mask, size_t at) { mask[at / CX_WORD] |= (uint64_t)1 << at % CX_WORD; }

/* Rule (2). */
static void patch(const cx_mend *mend, cx_block *block, size_t record) {
  const cx_row *row = mend->row;
  clear_bits(block->masks.quote, record, record + row->length);
  clear_bits(block->masks.stop, record, record + row->length);
  clear_bits(block->masks.line, record, record + row->length);
  for (size_t i = 0; i < row->n_cells; i++) set_bit(block->masks.stop, record + row->mark[i]);
  set_bit(block->masks.line, record + row->length - 1);
}

static cx_status note_stray(cx_block *block, size_t record, const char *name, cx_error *error) {
  if (block->n_stray == block->stray_capacity) {
    size_t capacity = block->stray_capacity ? 2 * block->stray_capacity : 64;
    size_t *stray = realloc(block->stray, capacity * sizeof *stray);
    if (stray == NULL) return cx_error_memory(error, name);
    block->stray = stray;
    block->stray_capacity = capacity;
  }
  block->stray[block->n_stray++] = record;
  return CX_OK;
}

/* Reads the bad record exactly; *whole is false when more of it must come first. */
static cx_status mend_record(const cx_mend *mend, cx_block *block, size_t record, bool *whole,
                             const char *name, cx_error *error) {
  cx_text bytes = {block->bytes + record, mend->end - record};
  cx_row_state state = cx_row_read(mend->row, mend->dialect, bytes, mend->last, mend->limit);
  if (mend->row->failed) return cx_error_memory(error, name);
  *whole = state == CX_ROW_WHOLE;
  if (*whole ? mend->row->length > mend->limit : bytes.length >= mend->limit)
    return cx_error_set(error, CX_TOO_LONG, name,
                        "a record is longer than %zu bytes; set record_limit, or the file is no "
                        "delimited text", mend->limit);
  if (!*whole) return CX_OK;
  patch(mend, block, record);
  return mend->row->stray ? note_stray(block, record, name, error) : CX_OK;
}

cx_status cx_mend_block(const cx_mend *mend, cx_block *block, bool *inside, bool *suspect,
                        const char *name, cx_error *error) {
  size_t at = block->from;
  bool read_before = false;
  *inside = *suspect = false;
  for (;;) {
    walker walk = {.record = at};
    bool bad = mend->every || find_bad(mend, block, at, &walk);
    size_t left = mend->end - walk.record;
    if (!bad) bad = left > 0 && ((mend->last && walk.inside) || left >= mend->limit);
    block->to = walk.record;
    if (!bad || left == 0) {
      *inside = walk.inside != 0;
      return CX_OK;
    }
    bool whole = false;
    mend->row->follows = read_before && walk.record == at;
    cx_status status = mend_record(mend, block, walk.record, &whole, name, error);
    if (status != CX_OK) return status;
    if (!whole) {
      *suspect = true;
      return CX_OK;
    }
    at = walk.record + mend->row->length;
    read_before = true;
  }
}
