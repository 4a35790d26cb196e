/*
** scan_algorithm.h - the scan itself, once for all kernels
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      from the kernel that includes it: type `bytes64`; `word_load`, `word_equal`, `word_prefix_xor`, `word_positions`.
** Out:     static functions `mask` and `mark` (scan.h).
** Owns:    nothing.
*/
#ifndef CX_SCAN_ALGORITHM_H
#define CX_SCAN_ALGORITHM_H

#include "read/scan.h"

/* Bits carried from one word to the next. */
typedef struct carry {
  uint64_t inside;   /* all ones after an odd number of quotes */
  uint64_t fine;     /* 1: the last byte lets a quote open */
  uint64_t opened;   /* 1: the last byte was a quote of odd number ... */
  uint64_t closed;   /* 1: ... or of even number */
  uint64_t opened_cr, closed_cr; /* 1: then came '\r', so a newline must follow */
} carry;

/* Shifts bits by one byte, taking in the bit of the word before. */
static inline uint64_t shift_in(uint64_t bits, uint64_t *before) {
  uint64_t shifted = bits << 1 | *before;
  *before = bits >> 63;
  return shifted;
}

/* Scan rule (3) for one word: bad bits when the block begins outside [0] or inside [1] quotes. */
static inline void check(uint64_t quote, uint64_t stop, uint64_t line, uint64_t cr, carry *c,
                         uint64_t bad[2]) {
  uint64_t inside = word_prefix_xor(quote) ^ c->inside;
  c->inside = (uint64_t)((int64_t)inside >> 63);
  uint64_t odd = quote & inside, even = quote & ~inside;
  uint64_t fine = stop | quote;
  uint64_t unfit = ~shift_in(fine, &c->fine);
  uint64_t after_odd = shift_in(odd, &c->opened), after_even = shift_in(even, &c->closed);
  bad[0] |= (odd & unfit) | (after_even & ~(fine | cr));
  bad[1] |= (even & unfit) | (after_odd & ~(fine | cr));
  if (cr | c->opened_cr | c->closed_cr) {
    bad[0] |= shift_in(after_even & cr, &c->closed_cr) & ~line;
    bad[1] |= shift_in(after_odd & cr, &c->opened_cr) & ~line;
  }
}

static void mask(const cx_scan_bytes *b, const char *bytes, size_t from, size_t to,
                 const cx_masks *masks, cx_scan_sum *sum) {
  carry c = {.fine = 1};
  uint64_t bad[2] = {0, 0};
  for (size_t w = from; w < to; w++) {
    bytes64 word = word_load(bytes + w * CX_WORD);
    uint64_t quote = b->quoted ? word_equal(word, b->quote) : 0;
    uint64_t line = word_equal(word, b->newline);
    uint64_t stop = word_equal(word, b->delimiter) | line;
    uint64_t cr = b->crlf ? word_equal(word, '\r') : 0;
    masks->quote[w] = quote;
    masks->stop[w] = stop;
    masks->line[w] = line;
    check(quote, stop, line, cr, &c, bad);
  }
  sum->odd = c.inside != 0;
  sum->bad[0] = bad[0] != 0;
  sum->bad[1] = bad[1] != 0;
}

static size_t mark(const cx_masks *masks, size_t from, size_t to, uint64_t *inside,
                   uint32_t *marks, size_t *lines) {
  uint32_t *next = marks;
  uint64_t state = *inside;
  size_t n_lines = 0;
  for (size_t w = from; w < to; w++) {
    uint64_t quoted = word_prefix_xor(masks->quote[w]) ^ state;
    state = (uint64_t)((int64_t)quoted >> 63);
    n_lines += (size_t)word_count(masks->line[w] & ~quoted);
    next = word_positions(masks->stop[w] & ~quoted, (uint32_t)(w * CX_WORD), next);
  }
  *inside = state;
  *lines += n_lines;
  return (size_t)(next - marks);
}

#endif
