/* source.c - see source.h for the rules
**
** Bytes go through three stages, each pulling from the one before it: as stored (source_raw.c),
** unpacked (source_gzip.c, source_zstd.c), as text without mark and not UTF-16 (here). What was
** looked at to make guesses is held and handed out first.
*/
#include "read/source.h"

#include <stdlib.h>

#include "read/encoding.h"
#include "read/source_stream.h"

#define PROBE ((size_t)4 << 10)  /* unpacked bytes that tell the encoding */
#define UNITS ((size_t)16 << 10) /* UTF-16 units turned into UTF-8 at a time */

typedef struct wide {
  size_t n_in, from, to;
  char in[2 * UNITS], out[3 * UNITS + 3];
} wide;

struct cx_source {
  char *name;
  cx_source_raw raw;
  const cx_source_codec *codec; /* NULL: stored as it is */
  void *unpacker;
  char probe[PROBE];
  size_t probe_from, probe_to;
  cx_encoding encoding;
  size_t mark;  /* bytes of the byte-order mark */
  wide *wide;   /* for UTF-16 only */
  char *head;   /* the first megabyte and a byte; NULL before it is asked for */
  size_t head_from, head_to; /* what of it is still to be handed out in order */
  size_t head_length, head_room;
};


static cx_status read_unpacked(cx_source *source, char *to, size_t want, size_t *got,
                               cx_error *error) {
  size_t held = source->probe_to - source->probe_from;
  size_t n = held < want ? held : want;
  memcpy(to, source->probe + source->probe_from, n);
  source->probe_from += n;
  *got = 0;
  cx_status status = CX_OK;
  if (n < want) {
    status = source->codec == NULL
                 ? cx_source_raw_read(&source->raw, to + n, want - n, got, error)
                 : source->codec->read(source->unpacker, &source->raw, to + n, want - n, got,
                                       error);
  }
  *got += n;
  return status;
}


/* Fills wide->out; empty only at the end. A lone last byte becomes U+FFFD, so that it is seen. */
static cx_status refill_wide(cx_source *source, cx_error *error) {
  wide *w = source->wide;
  size_t got = 0, used = 0;
  size_t want = sizeof w->in - w->n_in;
  cx_status status = read_unpacked(source, w->in + w->n_in, want, &got, error);
  if (status != CX_OK) return status;
  bool last = got < want;
  w->n_in += got;
  cx_text units = {w->in, w->n_in};
  w->from = 0;
  w->to = cx_encoding_from_utf16(units, source->encoding == CX_UTF16_BE, last, w->out, &used);
  w->n_in -= used;
  if (last && w->n_in == 1) {
    memcpy(w->out + w->to, "\xEF\xBF\xBD", 3);
    w->to += 3;
    w->n_in = 0;
  }
  memmove(w->in, w->in + used, w->n_in);
  return CX_OK;
}


static cx_status read_text(cx_source *source, char *to, size_t want, size_t *got,
                           cx_error *error) {
  wide *w = source->wide;
  if (w == NULL) return read_unpacked(source, to, want, got, error);
  *got = 0;
  while (*got < want) {
    if (w->from == w->to) {
      cx_status status = refill_wide(source, error);
      if (status != CX_OK) return status;
      if (w->to == 0) return CX_OK;
    }
    size_t held = w->to - w->from;
    size_t n = held < want - *got ? held : want - *got;
    memcpy(to + *got, w->out + w->from, n);
    w->from += n;
    *got += n;
  }
  return CX_OK;
}


/* True when nearly every second byte, from the odd or even one on, is NUL and hardly another is: half
** of a smiley can be. */
static bool has_nul_in_every_other(cx_text bytes, size_t odd) {
  size_t n[2] = {0, 0}, pairs = bytes.length / 2;
  for (size_t i = 0; i < 2 * pairs; i++) n[i % 2] += bytes.at[i] == 0;
  return pairs >= 2 && n[odd] * 10 >= pairs * 7 && n[1 - odd] * 10 <= pairs;
}


static void know_encoding(cx_source *source) {
  cx_text first = {source->probe, source->probe_to};
  source->encoding = CX_UTF8;
  source->mark = 0;
  if (first.length >= 3 && memcmp(first.at, "\xEF\xBB\xBF", 3) == 0) {
    source->mark = 3;
  } else if (first.length >= 2 && memcmp(first.at, "\xFF\xFE", 2) == 0) {
    source->encoding = CX_UTF16_LE;
    source->mark = 2;
  } else if (first.length >= 2 && memcmp(first.at, "\xFE\xFF", 2) == 0) {
    source->encoding = CX_UTF16_BE;
    source->mark = 2;
  } else if (has_nul_in_every_other(first, 1)) {
    source->encoding = CX_UTF16_LE;
  } else if (has_nul_in_every_other(first, 0)) {
    source->encoding = CX_UTF16_BE;
  }
}


/* Looks at the first unpacked bytes and steps over the mark. */
static cx_status begin(cx_source *source, cx_error *error) {
  source->probe_from = source->probe_to = 0;
  size_t got = 0;
  cx_status status = read_unpacked(source, source->probe, PROBE, &got, error);
  if (status != CX_OK) return status;
  source->probe_to = got;
  know_encoding(source);
  source->probe_from = source->mark;
  return CX_OK;
}


static cx_status choose_codec(cx_source *source, cx_error *error) {
  cx_text first = {NULL, 0};
  cx_status status = cx_source_raw_peek(&source->raw, 4, &first, error);
  if (status != CX_OK) return status;
  if (cx_source_gzip_codec.knows(first)) source->codec = &cx_source_gzip_codec; /* (1) */
  if (cx_source_zstd_codec.knows(first)) source->codec = &cx_source_zstd_codec;
  if (source->codec == NULL) return CX_OK;
  source->unpacker = source->codec->open();
  return source->unpacker != NULL ? CX_OK : cx_error_memory(error, source->name);
}


static bool is_wide(const cx_source *source) {
  return source->encoding == CX_UTF16_LE || source->encoding == CX_UTF16_BE;
}


static cx_status look(cx_source *source, cx_error *error) {
  cx_status status = choose_codec(source, error);
  if (status == CX_OK) status = begin(source, error);
  if (status == CX_OK && is_wide(source) &&
      (source->wide = calloc(1, sizeof *source->wide)) == NULL)
    status = cx_error_memory(error, source->name);
  return status;
}


static char *copy(const char *name) {
  size_t n = strlen(name) + 1;
  char *own = malloc(n);
  if (own != NULL) memcpy(own, name, n);
  return own;
}


/* Exactly one of path and text is given. */
static cx_status open_any(cx_source **out, const char *path, const cx_text *text,
                          const char *name, bool (*stop)(void), cx_error *error) {
  cx_source *source = calloc(1, sizeof *source);
  if (source == NULL) return cx_error_memory(error, name);
  source->raw.fd = -1;
  source->raw.stop = stop;
  source->name = copy(name);
  source->raw.name = source->name;
  cx_status status = CX_OK;
  if (source->name == NULL) status = cx_error_memory(error, name);
  if (status == CX_OK) {
    status = text != NULL ? cx_source_raw_open_text(&source->raw, *text)
                          : cx_source_raw_open(&source->raw, path, error);
  }
  if (status == CX_OK) status = look(source, error);
  if (status == CX_OK) {
    *out = source;
  } else {
    cx_source_close(source);
  }
  return status;
}


cx_status cx_source_open_until(cx_source **out, const char *path, bool (*stop)(void),
                               cx_error *error) {
  const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
  return open_any(out, path, NULL, name, stop, error);
}


cx_status cx_source_open(cx_source **out, const char *path, cx_error *error) {
  return cx_source_open_until(out, path, NULL, error);
}


cx_status cx_source_open_text(cx_source **out, cx_text text, const char *name, cx_error *error) {
  return open_any(out, NULL, &text, name, NULL, error);
}


const char *cx_source_name(const cx_source *source) {
  return source->name;
}


cx_encoding cx_source_encoding(const cx_source *source) {
  return source->encoding;
}


bool cx_source_had_mark(const cx_source *source) {
  return source->mark > 0;
}


const char *cx_source_compression(const cx_source *source) {
  return source->codec != NULL ? source->codec->name : "";
}


bool cx_source_is_plain(const cx_source *source) { /* (3) */
  return source->raw.ordinary && source->codec == NULL && source->wide == NULL;
}


bool cx_source_can_restart(const cx_source *source) {
  return source->raw.ordinary;
}


/* Holds `want` bytes and one more, which tells whether there is more. A plain source is looked at
** in place; another one hands out its head again (2). */
static cx_status fill_head(cx_source *source, size_t want, cx_error *error) {
  bool plain = cx_source_is_plain(source);
  size_t had = source->head_length, got = 0;
  char *head = realloc(source->head, want);
  if (head == NULL) return cx_error_memory(error, source->name);
  source->head = head;
  cx_status status = plain ? cx_source_read_at(source, had, head + had, want - had, &got, error)
                           : read_text(source, head + had, want - had, &got, error);
  if (status != CX_OK) return status;
  source->head_length += got;
  source->head_room = want;
  if (!plain) source->head_to = source->head_length;
  return CX_OK;
}


cx_status cx_source_peek(cx_source *source, size_t want, cx_text *head, bool *whole,
                         cx_error *error) {
  if (source->head_room <= want) {
    cx_status status = fill_head(source, want + 1, error);
    if (status != CX_OK) return status;
  }
  *whole = source->head_length <= want;
  *head = (cx_text){source->head, *whole ? source->head_length : want};
  return CX_OK;
}


cx_status cx_source_head(cx_source *source, cx_text *head, bool *whole, cx_error *error) {
  return cx_source_peek(source, CX_SOURCE_HEAD, head, whole, error);
}


cx_status cx_source_read(cx_source *source, char *to, size_t want, size_t *got,
                         cx_error *error) {
  size_t held = source->head_to - source->head_from;
  size_t n = held < want ? held : want;
  if (n > 0) memcpy(to, source->head + source->head_from, n);
  source->head_from += n;
  *got = 0;
  cx_status status = CX_OK;
  if (n < want) status = read_text(source, to + n, want - n, got, error);
  *got += n;
  return status;
}


cx_status cx_source_read_at(cx_source *source, uint64_t offset, char *to, size_t want,
                            size_t *got, cx_error *error) {
  return cx_source_raw_read_at(&source->raw, offset + source->mark, to, want, got, error);
}


uint64_t cx_source_size(const cx_source *source) {
  return source->raw.size;
}


uint64_t cx_source_consumed(const cx_source *source) {
  return source->raw.consumed;
}


void cx_source_close(cx_source *source) {
  if (source == NULL) return;
  if (source->codec != NULL) source->codec->close(source->unpacker);
  cx_source_raw_close(&source->raw);
  free(source->wide);
  free(source->head);
  free(source->name);
  free(source);
}
