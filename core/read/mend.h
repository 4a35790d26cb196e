/*
** mend.h - the masks of a block made exact where quotes stand as they should not
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      a block whose first record begins at `from`, masked but not to be trusted.
** Out:     masks that are true throughout [from, to), and what is left for the next block.
** Owns:    nothing; the row is the caller's scratch.
**
** (1) Records that hold no bad quote (scan rule 3) keep the masks that the kernel made.
** (2) A bad record is read exactly and its masks are set from the reader's marks: quotes none, stops and
**     line as read. The fast path then needs to know nothing of it.
** (3) After a bad record the state is outside quotes, and the walk goes on from its end; each byte is
**     walked once.
*/
#ifndef CX_MEND_H
#define CX_MEND_H

#include "read/cutter.h"
#include "read/row.h"

typedef struct cx_mend {
  const cx_dialect *dialect;
  const cx_scan_bytes *bytes;
  bool every;       /* every record is to be read exactly */
  bool last;        /* nothing follows the block */
  size_t limit;     /* of a record */
  size_t end;       /* one past the block's last byte */
  cx_row *row;
} cx_mend;

/* Mends block and sets block->to to the start of the first record that is not whole. *inside is the state
** at the end; *suspect says that the left-over record must be mended again when more of it is there. */
cx_status cx_mend_block(const cx_mend *mend, cx_block *block, bool *inside, bool *suspect,
                        const char *name, cx_error *error);

#endif
