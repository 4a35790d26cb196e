/* source_zstd.c - zstd unpacked as it is read; see source_stream.h for the rules */
#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "read/source_stream.h"

typedef struct zstd {
  ZSTD_DStream *stream;
  bool inside; /* a frame has begun and is not finished */
} zstd;


static bool knows(cx_text first) {
  if (first.length < 4) return false;
  const unsigned char *b = (const unsigned char *)first.at;
  bool frame = b[0] == 0x28 && b[1] == 0xB5 && b[2] == 0x2F && b[3] == 0xFD;
  bool skippable = (b[0] & 0xF0) == 0x50 && b[1] == 0x2A && b[2] == 0x4D && b[3] == 0x18;
  return frame || skippable;
}


static void *zstd_open(void) {
  zstd *self = calloc(1, sizeof *self);
  if (self == NULL) return NULL;
  self->stream = ZSTD_createDStream();
  if (self->stream != NULL) return self;
  free(self);
  return NULL;
}


static cx_status complain(const cx_source_raw *raw, size_t word, cx_error *error) {
  if (ZSTD_getErrorCode(word) == ZSTD_error_memory_allocation)
    return cx_error_memory(error, raw->name);
  return cx_error_set(error, CX_TRUNCATED, raw->name, "its zstd data are damaged: %s",
                      ZSTD_getErrorName(word));
}


/* One call of the unpacker; *end when all is read. */
static cx_status step(zstd *self, cx_source_raw *raw, ZSTD_outBuffer *out, bool *end,
                      cx_error *error) {
  cx_text held = {NULL, 0};
  cx_status status = cx_source_raw_peek(raw, 1, &held, error);
  if (status != CX_OK) return status;
  *end = held.length == 0 && !self->inside;
  if (*end) return CX_OK;
  ZSTD_inBuffer in = {held.at, held.length, 0};
  size_t before = out->pos;
  size_t word = ZSTD_decompressStream(self->stream, out, &in);
  cx_source_raw_take(raw, in.pos);
  if (ZSTD_isError(word)) return complain(raw, word, error);
  self->inside = word != 0;
  if (held.length > 0 || out->pos > before || !self->inside) return CX_OK;
  return cx_error_set(error, CX_TRUNCATED, raw->name,
                      "its zstd data end too early; the file is not whole");
}


static cx_status zstd_read(void *state, cx_source_raw *raw, char *to, size_t want, size_t *got,
                           cx_error *error) {
  ZSTD_outBuffer out = {to, want, 0};
  bool end = false;
  cx_status status = CX_OK;
  while (status == CX_OK && out.pos < want && !end)
    status = step(state, raw, &out, &end, error);
  *got = out.pos;
  return status;
}


static void zstd_close(void *state) {
  zstd *self = state;
  if (self == NULL) return;
  ZSTD_freeDStream(self->stream);
  free(self);
}


const cx_source_codec cx_source_zstd_codec = {
    .name = "zstd",
    .knows = knows,
    .open = zstd_open,
    .read = zstd_read,
    .close = zstd_close,
};
