/*
** packed.h - bytes packed with gzip and zstd, files and pipes, for the tests of sources
**
**   FILE > rows > batch > tally > metric > goal > report
*/
#ifndef CX_TESTS_PACKED_H
#define CX_TESTS_PACKED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/text.h"

/* One gzip member of text; `to` has room. Returns its length. */
static inline size_t pack_gzip(cx_text text, char *to, size_t room) {
  z_stream z = {0};
  deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  z.next_in = (z_const Bytef *)(uintptr_t)text.at;
  z.avail_in = (uInt)text.length;
  z.next_out = (Bytef *)to;
  z.avail_out = (uInt)room;
  deflate(&z, Z_FINISH);
  size_t n = room - z.avail_out;
  deflateEnd(&z);
  return n;
}

/* One zstd frame of text. */
static inline size_t pack_zstd(cx_text text, char *to, size_t room) {
  return ZSTD_compress(to, room, text.at, text.length, 3);
}

/* Writes bytes to a new file, whose name is put into path (of 64). */
static inline void write_file(char *path, cx_text bytes) {
  snprintf(path, 64, "/tmp/cxlua-test-XXXXXX");
  int fd = mkstemp(path);
  if (fd < 0 || write(fd, bytes.at, bytes.length) != (ssize_t)bytes.length) abort();
  close(fd);
}

#endif
