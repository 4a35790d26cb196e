/*
** scan.h - where cells end: masks of quotes, delimiters and newlines, 64 bytes at a time
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      bytes in words of 64, padded with NULs to a whole word.
** Out:     for each word three masks; then the positions of the marks outside quotes.
** Owns:    nothing: the masks are the caller's.
**
** (1) The algorithm is written once (scan_algorithm.h); a kernel supplies a few primitives of one
**     machine. All kernels give the same masks, marks and sums.
** (2) Masking looks at both states the first byte may be in, outside or inside quotes: whether a quote
**     stands where RFC 4180 lets none stand is known for both before the state itself is.
** (3) An opening quote follows a delimiter, a newline or a quote; a closing one comes before a delimiter,
**     a newline, a quote, or the '\r' of a CRLF. Anything else is bad: the exact reader decides (row.h).
** (4) What precedes the first byte and follows the last is taken to be fine here; the cutter, which has
**     both sides, checks the border.
*/
#ifndef CX_SCAN_H
#define CX_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define CX_WORD 64u /* bytes in a word: one bit each in a mask */
#define CX_LANES 8  /* masks that a kernel works on at a time */

/* The bytes that matter. */
typedef struct cx_scan_bytes {
  char delimiter;
  char newline;
  char quote;
  bool quoted; /* false: no byte is a quote */
  bool crlf;   /* a '\r' may stand between a closing quote and newline */
} cx_scan_bytes;

/* Masks of the words of a block, bit i of word w for byte 64 w + i. */
typedef struct cx_masks {
  uint64_t *quote;
  uint64_t *stop; /* delimiters and newlines, inside quotes or not */
  uint64_t *line; /* newlines, inside quotes or not */
} cx_masks;

/* What masking found, for a first byte outside [0] and inside [1] quotes. */
typedef struct cx_scan_sum {
  bool odd;    /* the number of quotes: the state at the end is the state at the start xor odd */
  bool bad[2]; /* rule (3) is broken somewhere */
} cx_scan_sum;

typedef struct cx_kernel {
  const char *name;
  /* Fills masks[from .. to) from bytes (64-byte aligned, whole words). */
  void (*mask)(const cx_scan_bytes *bytes_that_matter, const char *bytes, size_t from, size_t to,
               const cx_masks *masks, cx_scan_sum *sum);
  /* Writes the position of each stop outside quotes in words [from, to) to mark, which holds room for
  ** 64 (to - from) + 64; *inside is the state before and after (0 or all ones); adds the newlines
  ** among the marks to *lines. Returns how many marks. */
  size_t (*mark)(const cx_masks *masks, size_t from, size_t to, uint64_t *inside, uint32_t *mark,
                 size_t *lines);
} cx_kernel;

/* The kernel of that name, or the best this machine has for NULL. A name that is not known, or that this
** machine cannot run, gives NULL. Names: "avx512", "avx2", "portable". */
const cx_kernel *cx_scan_kernel(const char *name);

/* Bit i of the result is the parity of bits 0 .. i: scalar, for the slow paths. */
static inline uint64_t cx_scan_prefix_xor(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

#endif
