/*
** source_stream.h - what source.c is made of: bytes as stored, and what unpacks them
**
**   FILE > rows > batch > tally > metric > goal > report
**
** In:      a descriptor or text.  Out: its bytes, as stored or unpacked.
** Owns:    the descriptor (not standard input's) and a buffer. Borrows text and name.
**
** Private to source*.c.
**
** (1) A call interrupted by a signal is made again, unless `stop` says no.
** (2) Ordinary files are read by place, so that their descriptor has no state to share.
** (3) An unpacker says when the stored bytes end too early; what follows a whole member is
**     another member, or zero bytes that pad a gzip file.
*/
#ifndef CX_SOURCE_STREAM_H
#define CX_SOURCE_STREAM_H

#include "read/source.h"

typedef struct cx_source_raw {
  const char *name;  /* for messages */
  cx_text text;      /* when fd is -1 */
  bool (*stop)(void); /* asked while nothing comes; NULL: waits for ever */
  int fd;
  bool owns;         /* fd is closed with the source */
  bool ordinary;     /* a file with a size and places */
  uint64_t base;     /* where in fd the source begins */
  uint64_t size;     /* 0 when not known */
  _Atomic uint64_t consumed; /* bytes taken in order; progress looks at it from another thread */
  char *buffer;      /* looked at, but not yet taken: from..to */
  size_t from, to;
} cx_source_raw;

cx_status cx_source_raw_open(cx_source_raw *raw, const char *path, cx_error *error);
cx_status cx_source_raw_open_text(cx_source_raw *raw, cx_text text);

/* The next bytes without taking them: at least `need` (a few) unless the end comes first. */
cx_status cx_source_raw_peek(cx_source_raw *raw, size_t need, cx_text *bytes, cx_error *error);
void cx_source_raw_take(cx_source_raw *raw, size_t n);

cx_status cx_source_raw_read(cx_source_raw *raw, char *to, size_t want, size_t *got,
                             cx_error *error);
cx_status cx_source_raw_read_at(const cx_source_raw *raw, uint64_t offset, char *to, size_t want,
                                size_t *got, cx_error *error);
void cx_source_raw_close(cx_source_raw *raw);

typedef struct cx_source_codec {
  const char *name;
  bool (*knows)(cx_text first);  /* the first bytes are its own */
  void *(*open)(void);           /* NULL: no memory */
  cx_status (*read)(void *state, cx_source_raw *raw, char *to, size_t want, size_t *got,
                    cx_error *error);
  void (*close)(void *state);
} cx_source_codec;

extern const cx_source_codec cx_source_gzip_codec;
extern const cx_source_codec cx_source_zstd_codec;

#endif
