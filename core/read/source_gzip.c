/* source_gzip.c - gzip unpacked as it is read; see source_stream.h for the rules */
#include <stdlib.h>
#include <zlib.h>

#include "read/source_stream.h"

typedef struct gzip {
  z_stream stream;
  bool between; /* a member ended, or none has begun */
  bool begun;
} gzip;


static bool knows(cx_text first) {
  return first.length >= 3 && memcmp(first.at, "\x1f\x8b\x08", 3) == 0;
}


/* zlib's allocations are made here, so that tests can make them fail. */
static voidpf allocate(voidpf opaque, uInt items, uInt size) {
  (void)opaque;
  return calloc(items, size);
}


static void release(voidpf opaque, voidpf address) {
  (void)opaque;
  free(address);
}


static void *gzip_open(void) {
  gzip *self = calloc(1, sizeof *self);
  if (self == NULL) return NULL;
  self->stream.zalloc = allocate;
  self->stream.zfree = release;
  self->between = true;
  if (inflateInit2(&self->stream, 16 + MAX_WBITS) == Z_OK) return self;
  free(self);
  return NULL;
}


/* (3) Between members: true when another one begins, with padding taken; *end when all is read. */
static cx_status next_member(gzip *self, cx_source_raw *raw, bool *end, cx_error *error) {
  cx_text held = {NULL, 0};
  for (;;) {
    cx_status status = cx_source_raw_peek(raw, 2, &held, error);
    if (status != CX_OK) return status;
    *end = held.length == 0;
    if (*end || !self->begun || held.at[0] != 0) break;
    cx_source_raw_take(raw, 1);
  }
  if (*end) return CX_OK;
  if (held.length < 2 || memcmp(held.at, "\x1f\x8b", 2) != 0)
    return cx_error_set(error, CX_TRUNCATED, raw->name,
                        "something that is not gzip follows its gzip data");
  inflateReset(&self->stream);
  self->between = false;
  self->begun = true;
  return CX_OK;
}


/* Gives the unpacker what is held and takes what it used; returns zlib's word. */
static int inflate_some(gzip *self, cx_source_raw *raw, cx_text held) {
  size_t give = held.length < UINT32_MAX / 2 ? held.length : UINT32_MAX / 2;
  self->stream.next_in = (z_const Bytef *)(uintptr_t)held.at;
  self->stream.avail_in = (uInt)give;
  int word = inflate(&self->stream, Z_NO_FLUSH);
  cx_source_raw_take(raw, give - self->stream.avail_in);
  self->stream.next_in = NULL;
  return word;
}


static cx_status step(gzip *self, cx_source_raw *raw, bool *end, cx_error *error) {
  if (self->between) return next_member(self, raw, end, error);
  cx_text held = {NULL, 0};
  cx_status status = cx_source_raw_peek(raw, 1, &held, error);
  if (status != CX_OK) return status;
  int word = inflate_some(self, raw, held);
  self->between = word == Z_STREAM_END;
  if (word == Z_OK || word == Z_STREAM_END) return CX_OK;
  if (word == Z_MEM_ERROR) return cx_error_memory(error, raw->name);
  if (word == Z_BUF_ERROR && held.length == 0)
    return cx_error_set(error, CX_TRUNCATED, raw->name,
                        "its gzip data end too early; the file is not whole");
  return cx_error_set(error, CX_TRUNCATED, raw->name, "its gzip data are damaged: %s",
                      self->stream.msg != NULL ? self->stream.msg : "they make no sense");
}


static cx_status gzip_read(void *state, cx_source_raw *raw, char *to, size_t want, size_t *got,
                           cx_error *error) {
  gzip *self = state;
  bool end = false;
  *got = 0;
  while (*got < want && !end) {
    size_t room = want - *got < UINT32_MAX / 2 ? want - *got : UINT32_MAX / 2;
    self->stream.next_out = (Bytef *)to + *got;
    self->stream.avail_out = (uInt)room;
    cx_status status = step(self, raw, &end, error);
    *got += room - self->stream.avail_out;
    if (status != CX_OK) return status;
  }
  return CX_OK;
}


static void gzip_close(void *state) {
  gzip *self = state;
  if (self == NULL) return;
  inflateEnd(&self->stream);
  free(self);
}


const cx_source_codec cx_source_gzip_codec = {
    .name = "gzip",
    .knows = knows,
    .open = gzip_open,
    .read = gzip_read,
    .close = gzip_close,
};
