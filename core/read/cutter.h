/*
** cutter.h - a file cut into blocks of whole records, for any number of workers
**
**   FILE > ROWS > batch > tally > metric > goal > report
**
** In:      a source, a dialect, the offset of the first record.
** Out:     blocks: bytes and masks in which every stop outside quotes is a true end of a cell.
** Owns:    the turn: what one block hands on to the next. Blocks belong to the workers.
**
** (1) Blocks are numbered by tickets. Reading and masking go on at the same time; then each block takes
**     its turn, in order, and hands on three things: where the last record begins, the state of the
**     quotes, and whether that record is suspect. No block guesses its state.
** (2) A block with a quote where none may stand (scan rule 3), or a suspect first record, is mended before
**     its turn ends: each bad record is read exactly (row.h) and its masks are set accordingly.
** (3) A record longer than the record limit whose quote never closes is read with that quote as data; one
**     that is longer without any quote is an error.
** (4) A last record without a newline is given one.
** (5) Dialects that only the exact reader knows (escape, skip_space) are mended throughout.
*/
#ifndef CX_CUTTER_H
#define CX_CUTTER_H

#include "read/dialect.h"
#include "read/scan.h"

#define CX_CUTTER_BLOCK ((size_t)256 << 10) /* bytes read at a time */
#define CX_CUTTER_LONGEST ((size_t)1 << 30) /* the most a record limit may be: marks have 32 bits */

typedef struct cx_cutter cx_cutter;

typedef struct cx_block {
  uint64_t ticket;
  char *bytes;       /* 64-byte aligned; 64 bytes before `from` and after `to` may be read */
  size_t from, to;   /* whole records: first byte, one past the last newline */
  cx_masks masks;    /* for the words of [from, to) */
  size_t *stray;     /* where records with stray quotes begin, ascending */
  size_t n_stray;
  /* inside: */
  size_t room;       /* bytes before what is read: for the record begun in the block before */
  size_t capacity;   /* of bytes */
  size_t stray_capacity;
  char *memory;
} cx_block;

/* Source, dialect and kernel are borrowed until the close. block_size 0: CX_CUTTER_BLOCK; else a
** multiple of 64, for tests of every border. record_limit 0: 8 MB; else at most CX_CUTTER_LONGEST. */
cx_status cx_cutter_open(cx_cutter **out, cx_source *source, const cx_dialect *dialect,
                         const cx_kernel *kernel, size_t record_limit, size_t block_size,
                         cx_error *error);
void cx_cutter_close(cx_cutter *cutter); /* NULL is fine */

/* The next block for the calling worker; *end when there is none. A block starts zeroed, is used again from
** call to call, and is freed with cx_block_free. Thread safe. */
cx_status cx_cutter_next(cx_cutter *cutter, cx_block *block, bool *end, cx_error *error);
void cx_block_free(cx_block *block);

/* Says how many records the block of a ticket held, so that row numbers can be told. Thread safe. */
cx_status cx_cutter_count(cx_cutter *cutter, uint64_t ticket, uint64_t records, cx_error *error);

/* After the last block: records in blocks before `ticket`, header not included. */
uint64_t cx_cutter_records_before(const cx_cutter *cutter, uint64_t ticket);

/* Makes every worker's next call end with CX_INTERRUPTED, unless another trouble came first. Thread safe. */
void cx_cutter_stop(cx_cutter *cutter);

/* Bytes handed out so far, of the decoded text. Thread safe. */
uint64_t cx_cutter_done(const cx_cutter *cutter);

#endif
