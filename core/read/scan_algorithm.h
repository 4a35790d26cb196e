/*
** scan_algorithm.h - the scan itself, once for all kernels
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      from the kernel that includes it: a type `bytes64` with `word_load` and `word_equal`; on one mask
**          `word_prefix_xor`, `word_count`, `word_positions`; a type `lanes` of eight masks with `lanes_load`,
**          `_none`, `_all`, `_and`, `_or`, `_xor`, `_without`, `_next`, `_inside`, `_any`.
** Out:     static functions `mask` and `mark` (scan.h).
** Owns:    nothing.
*/
#ifndef CX_SCAN_ALGORITHM_H
#define CX_SCAN_ALGORITHM_H

#include "read/scan.h"

/* What is known from the words before. */
typedef struct carry {
  unsigned inside;  /* 1 after an odd number of quotes */
  lanes fine;       /* bytes after which a quote may open */
  lanes quote;
  lanes cr;         /* a '\r' after a quote */
  lanes bad[2];     /* what was found: rule (3) */
} carry;

/* Scan rule (3) for eight words. Bad are quotes that open where none may (unfit) and what follows quotes
** that close where none may (strange); which quotes open and which close is the state's to say. */
static inline void check(const uint64_t *quotes, const uint64_t *stops, const uint64_t *lines,
                         const uint64_t *crs, bool crlf, carry *c) {
  lanes quote = lanes_load(quotes), fine = lanes_or(lanes_load(stops), quote);
  lanes inside = lanes_inside(quote, &c->inside), before = lanes_xor(inside, quote);
  lanes unfit = lanes_without(quote, lanes_next(fine, c->fine));
  lanes after = lanes_next(quote, c->quote), strange = lanes_without(after, fine);
  if (crlf) {
    lanes cr = lanes_and(after, lanes_load(crs));
    lanes unended = lanes_without(lanes_next(cr, c->cr), lanes_load(lines));
    strange = lanes_or(lanes_without(strange, cr), unended);
    c->cr = cr;
  }
  c->fine = fine;
  c->quote = quote;
  lanes bad = lanes_or(lanes_and(unfit, inside), lanes_without(strange, before));
  lanes other = lanes_or(lanes_without(unfit, inside), lanes_and(strange, before));
  c->bad[0] = lanes_or(c->bad[0], bad);
  c->bad[1] = lanes_or(c->bad[1], other);
}

/* The masks of n words, n at most eight. */
static inline void mask_words(const cx_scan_bytes *b, const char *bytes, size_t n, uint64_t *quotes,
                              uint64_t *stops, uint64_t *lines, uint64_t *crs) {
  for (size_t i = 0; i < n; i++) {
    bytes64 word = word_load(bytes + i * CX_WORD);
    quotes[i] = word_equal(word, b->quote);
    lines[i] = word_equal(word, b->newline);
    stops[i] = word_equal(word, b->delimiter) | lines[i];
    if (b->crlf) crs[i] = word_equal(word, '\r');
  }
}

/* The last words, fewer than eight: made aside, so that nothing is written past the masks. */
static void mask_rest(const cx_scan_bytes *b, const char *bytes, size_t n, const cx_masks *masks,
                      size_t w, carry *c) {
  uint64_t quotes[CX_LANES] = {0}, stops[CX_LANES] = {0}, lines[CX_LANES] = {0}, crs[CX_LANES] = {0};
  mask_words(b, bytes, n, quotes, stops, lines, crs);
  for (size_t i = 0; i < n; i++) {
    if (!b->quoted) quotes[i] = 0;
    masks->quote[w + i] = quotes[i];
    masks->stop[w + i] = stops[i];
    masks->line[w + i] = lines[i];
  }
  /* The NULs after the end are no business of rule (3). */
  if (n < CX_LANES) stops[n] = lines[n] = 1;
  check(quotes, stops, lines, crs, b->crlf, c);
}

static void mask(const cx_scan_bytes *b, const char *bytes, size_t from, size_t to,
                 const cx_masks *masks, cx_scan_sum *sum) {
  carry c = {0, lanes_all(), lanes_none(), lanes_none(), {lanes_none(), lanes_none()}};
  uint64_t crs[2][CX_LANES];
  size_t w = from;
  bool waiting = false;
  for (; b->quoted && w + CX_LANES <= to; w += CX_LANES) {
    uint64_t *q = masks->quote + w, *s = masks->stop + w, *l = masks->line + w;
    mask_words(b, bytes + w * CX_WORD, CX_LANES, q, s, l, crs[w / CX_LANES % 2]);
    /* One step behind, so that the masks have left the store buffer when they are loaded again. */
    if (waiting)
      check(q - CX_LANES, s - CX_LANES, l - CX_LANES, crs[(w / CX_LANES + 1) % 2], b->crlf, &c);
    waiting = true;
  }
  if (waiting) {
    size_t v = w - CX_LANES;
    check(masks->quote + v, masks->stop + v, masks->line + v, crs[v / CX_LANES % 2], b->crlf, &c);
  }
  for (size_t n = 0; w < to; w += n) {
    n = to - w < CX_LANES ? to - w : CX_LANES;
    mask_rest(b, bytes + w * CX_WORD, n, masks, w, &c);
  }
  sum->odd = c.inside != 0;
  sum->bad[0] = lanes_any(c.bad[0]);
  sum->bad[1] = lanes_any(c.bad[1]);
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
