/*
** source.h - bytes from a path, standard input, gzip, zstd or memory
**
**   FILE > rows > batch > tally > metric > goal > report
**
** In:      one path ("-" is standard input) or text in memory.
** Out:     bytes in UTF-8 or a single-byte encoding that agrees with ASCII, without a
**          byte-order mark; UTF-16 is turned into UTF-8 on the way.
** Owns:    the descriptor, the decompressor and the first megabyte. Borrows a text given.
**
** (1) gzip, zstd and UTF-16 are known by their first bytes, never by the file's name.
** (2) The first megabyte can be looked at before it is read, also from a pipe.
** (3) A plain source (an ordinary file, uncompressed, not UTF-16; or text) is read at any
**     place from any thread; every other source is read in order by one thread at a time.
** (4) A compressed stream that ends early or is damaged is an error, never a short file.
** (5) Several gzip members or zstd frames one after another are one stream.
*/
#ifndef CX_SOURCE_H
#define CX_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

#define CX_SOURCE_HEAD ((size_t)1 << 20) /* bytes that guesses are made on */

typedef enum cx_encoding {
  CX_UTF8,
  CX_WINDOWS_1252, /* and Latin-1, of which it is a superset where it matters */
  CX_UTF16_LE,
  CX_UTF16_BE
} cx_encoding;

typedef struct cx_source cx_source;

/* Opens path ("-": standard input); *out is the caller's to close. */
cx_status cx_source_open(cx_source **out, const char *path, cx_error *error);

/* The same; while a pipe or a terminal gives nothing, `stop` is asked ten times a second, by whichever
** thread waits, and true ends the wait with CX_INTERRUPTED. */
cx_status cx_source_open_until(cx_source **out, const char *path, bool (*stop)(void),
                               cx_error *error);

/* A source over text in memory, which must outlive it; name stands in messages. */
cx_status cx_source_open_text(cx_source **out, cx_text text, const char *name, cx_error *error);

/* The name for messages; the source's own. */
const char *cx_source_name(const cx_source *source);

/* UTF-16 when the bytes say so (mark, or a NUL in every other byte); CX_UTF8 otherwise
** (whether they really are UTF-8 is the dialect's question). */
cx_encoding cx_source_encoding(const cx_source *source);

/* True when a byte-order mark was dropped. */
bool cx_source_had_mark(const cx_source *source);

/* "", "gzip" or "zstd". */
const char *cx_source_compression(const cx_source *source);

/* The first megabyte (less when the source is shorter), decompressed and in UTF-8 or
** single bytes; borrowed from the source. *whole is true when that is all there is. */
cx_status cx_source_head(cx_source *source, cx_text *head, bool *whole, cx_error *error);

/* The same with `want` bytes instead of a megabyte, before anything was read in order; what was
** borrowed from the head before is no longer there. */
cx_status cx_source_peek(cx_source *source, size_t want, cx_text *head, bool *whole,
                         cx_error *error);

/* True when rule (3) lets cx_source_read_at be called. */
bool cx_source_is_plain(const cx_source *source);

/* True when the source, opened anew, is read again from its start. */
bool cx_source_can_restart(const cx_source *source);

/* The next bytes in order; *got < want only at the end. */
cx_status cx_source_read(cx_source *source, char *to, size_t want, size_t *got, cx_error *error);

/* Bytes from an offset (0 is the first byte after the mark); plain sources only; thread safe. */
cx_status cx_source_read_at(cx_source *source, uint64_t offset, char *to, size_t want,
                            size_t *got, cx_error *error);

/* For progress: bytes on disk (0 when not known) and bytes of them consumed in order. */
uint64_t cx_source_size(const cx_source *source);
uint64_t cx_source_consumed(const cx_source *source);

void cx_source_close(cx_source *source); /* NULL is fine */

#endif
