/* trace.c - see trace.h */
#include "count/trace.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK ((size_t)8192)
#define SLAB ((size_t)8)           /* chunks that are asked for at once, at first ... */
#define HUGE ((size_t)2 << 20)     /* ... and later bytes, which may be one page */
#define SLABS (HUGE / CHUNK - 1)
#define IN_CHUNK ((CHUNK - sizeof(void *)) / sizeof(uint64_t)) /* words */

typedef struct chunk {
  struct chunk *next;
  uint64_t word[IN_CHUNK];
} chunk;

/* A stretch of a part in the temporary file. */
typedef struct segment {
  uint64_t offset, n;
} segment;

typedef struct part {
  chunk *first, *last;
  uint64_t in_last;  /* words in the last chunk */
  uint64_t in_file;  /* events in segments */
  uint64_t n;
  cx_trace_run *run;
  size_t n_runs, run_capacity;
  segment *segment;
  size_t n_segments, segment_capacity;
} part;

typedef struct slab {
  struct slab *next;
  chunk chunk[];
} slab;

struct cx_trace {
  part part[CX_TRACE_PARTS];
  slab *slabs;
  chunk *spare;
  size_t n_chunks, most_chunks;
  const char *folder;
  unsigned words;    /* of an event */
  size_t in_chunk;   /* words of whole events */
  int file; /* -1: none yet */
  uint64_t bytes; /* in the file */
};

cx_status cx_trace_new(cx_trace **out, size_t memory, const char *folder, unsigned words, cx_error *error) {
  cx_trace *trace = calloc(1, sizeof *trace);
  if (trace == NULL) return cx_error_memory(error, "");
  trace->most_chunks = memory / sizeof(chunk) > 0 ? memory / sizeof(chunk) : 1;
  trace->folder = folder;
  trace->words = words;
  trace->in_chunk = IN_CHUNK / words * words;
  trace->file = -1;
  *out = trace;
  return CX_OK;
}

void cx_trace_free(cx_trace *trace) {
  if (trace == NULL) return;
  for (uint32_t p = 0; p < CX_TRACE_PARTS; p++) {
    free(trace->part[p].run);
    free(trace->part[p].segment);
  }
  for (slab *s = trace->slabs, *next; s != NULL; s = next) {
    next = s->next;
    free(s);
  }
  if (trace->file >= 0) close(trace->file);
  free(trace);
}

/*
** The temporary file.
*/

static cx_status no_file(const cx_trace *trace, cx_error *error) {
  return cx_error_set(error, CX_NOT_WRITABLE, trace->folder,
                      "the events need a temporary file, and it cannot be written: %s; give a folder with room, or "
                      "more memory", strerror(errno));
}

/* (3) */
static cx_status open_file(cx_trace *trace, cx_error *error) {
  char path[4096];
  int length = snprintf(path, sizeof path, "%s/cxlua-XXXXXX", trace->folder);
  errno = ENAMETOOLONG;
  if (length < 0 || (size_t)length >= sizeof path) return no_file(trace, error);
  trace->file = mkostemp(path, O_CLOEXEC);
  if (trace->file < 0) return no_file(trace, error);
  unlink(path);
  return CX_OK;
}

static cx_status write_all(cx_trace *trace, const void *from, size_t bytes, cx_error *error) {
  const char *at = from;
  while (bytes > 0) {
    ssize_t written = pwrite(trace->file, at, bytes, (off_t)trace->bytes);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return no_file(trace, error);
    at += written;
    bytes -= (size_t)written;
    trace->bytes += (uint64_t)written;
  }
  return CX_OK;
}

static bool note_segment(part *p, uint64_t offset, uint64_t n) {
  if (p->n_segments == p->segment_capacity) {
    size_t capacity = p->segment_capacity ? 2 * p->segment_capacity : 4;
    segment *wider = realloc(p->segment, capacity * sizeof *wider);
    if (wider == NULL) return false;
    p->segment = wider;
    p->segment_capacity = capacity;
  }
  p->segment[p->n_segments++] = (segment){offset, n};
  return true;
}

/* Writes one part's chunks and gives them back. */
static cx_status spill_part(cx_trace *trace, part *p, cx_error *error) {
  uint64_t offset = trace->bytes;
  cx_status status = CX_OK;
  for (chunk *c = p->first, *next; c != NULL && status == CX_OK; c = next) {
    next = c->next;
    size_t n = c == p->last ? (size_t)p->in_last : trace->in_chunk;
    status = write_all(trace, c->word, n * sizeof *c->word, error);
    c->next = trace->spare;
    trace->spare = c;
  }
  if (status != CX_OK) return status;
  p->first = p->last = NULL;
  uint64_t n = p->n - p->in_file;
  p->in_file = p->n;
  return note_segment(p, offset, n) ? CX_OK : cx_error_memory(error, "");
}

/* (2) */
static cx_status spill(cx_trace *trace, cx_error *error) {
  cx_status status = trace->file < 0 ? open_file(trace, error) : CX_OK;
  for (uint32_t i = 0; i < CX_TRACE_PARTS && status == CX_OK; i++)
    if (trace->part[i].first != NULL) status = spill_part(trace, &trace->part[i], error);
  return status;
}

/*
** Adding.
*/

static cx_status more_chunks(cx_trace *trace, cx_error *error) {
  size_t n = trace->n_chunks < CX_TRACE_PARTS ? SLAB : SLABS, left = trace->most_chunks - trace->n_chunks;
  if (n > left) n = left;
  if (n == 0) return spill(trace, error);
  slab *s = n == SLABS ? aligned_alloc(HUGE, HUGE) : malloc(sizeof *s + n * sizeof *s->chunk);
  if (s == NULL) return cx_error_memory(error, "");
#ifdef MADV_HUGEPAGE
  if (n == SLABS) madvise(s, HUGE, MADV_HUGEPAGE);
#endif
  s->next = trace->slabs;
  trace->slabs = s;
  trace->n_chunks += n;
  for (size_t i = 0; i < n; i++) {
    s->chunk[i].next = trace->spare;
    trace->spare = &s->chunk[i];
  }
  return CX_OK;
}

static cx_status new_chunk(cx_trace *trace, part *p, cx_error *error) {
  if (trace->spare == NULL) {
    cx_status status = more_chunks(trace, error);
    if (status != CX_OK) return status;
  }
  chunk *c = trace->spare;
  trace->spare = c->next;
  c->next = NULL;
  if (p->last == NULL) p->first = c;
  else p->last->next = c;
  p->last = c;
  p->in_last = 0;
  return CX_OK;
}

static bool new_run(part *p, uint64_t place) {
  if (p->n_runs == p->run_capacity) {
    size_t capacity = p->run_capacity ? 2 * p->run_capacity : 8;
    cx_trace_run *wider = realloc(p->run, capacity * sizeof *wider);
    if (wider == NULL) return false;
    p->run = wider;
    p->run_capacity = capacity;
  }
  p->run[p->n_runs++] = (cx_trace_run){place, p->n};
  return true;
}

cx_status cx_trace_add(cx_trace *trace, uint64_t place, const uint64_t *event, uint32_t n, cx_error *error) {
  const unsigned words = trace->words;
  const size_t in_chunk = trace->in_chunk;
  for (const uint64_t *end = event + (size_t)n * words; event < end; event += words) {
    part *p = &trace->part[cx_trace_part(*event)];
    if (p->n_runs == 0 || p->run[p->n_runs - 1].place != place)
      if (!new_run(p, place)) return cx_error_memory(error, "");
    if (p->last == NULL || p->in_last == in_chunk) {
      cx_status status = new_chunk(trace, p, error);
      if (status != CX_OK) return status;
    }
    uint64_t *to = p->last->word + p->in_last;
    to[0] = event[0];
    to[1] = event[1];
    if (words == 3) to[2] = event[2];
    p->in_last += words;
    p->n++;
  }
  return CX_OK;
}

/*
** Reading.
*/

uint64_t cx_trace_count(const cx_trace *trace, uint32_t index) { return trace->part[index].n; }
uint64_t cx_trace_spilled(const cx_trace *trace) { return trace->bytes; }

const cx_trace_run *cx_trace_runs(const cx_trace *trace, uint32_t index, size_t *n) {
  *n = trace->part[index].n_runs;
  return trace->part[index].run;
}

static cx_status read_all(const cx_trace *trace, uint64_t offset, void *to, size_t bytes, cx_error *error) {
  char *at = to;
  while (bytes > 0) {
    ssize_t got = pread(trace->file, at, bytes, (off_t)offset);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return cx_error_set(error, CX_NOT_READABLE, trace->folder, "the temporary file of events is damaged");
    at += got;
    bytes -= (size_t)got;
    offset += (uint64_t)got;
  }
  return CX_OK;
}

uint64_t cx_trace_in_file(const cx_trace *trace, uint32_t index) { return trace->part[index].in_file; }

cx_status cx_trace_open(const cx_trace *trace, uint32_t index, uint64_t *file, cx_trace_cursor *cursor,
                        cx_error *error) {
  const part *p = &trace->part[index];
  uint64_t *to = file;
  for (size_t i = 0; i < p->n_segments; i++) {
    size_t n = (size_t)p->segment[i].n * trace->words;
    cx_status status = read_all(trace, p->segment[i].offset, to, n * sizeof *to, error);
    if (status != CX_OK) return status;
    to += n;
  }
  *cursor = (cx_trace_cursor){file, to, p->first, p->last, p->in_last, trace->in_chunk, trace->words};
  return CX_OK;
}

const uint64_t *cx_trace_next(cx_trace_cursor *cursor, uint64_t most, uint64_t *n) {
  if (cursor->at == cursor->end) {
    const chunk *c = cursor->next;
    assert(c != NULL);
    cursor->at = c->word;
    cursor->end = c->word + (c == cursor->last ? cursor->in_last : cursor->in_chunk);
    cursor->next = c->next;
  }
  const uint64_t *from = cursor->at;
  uint64_t left = (uint64_t)(cursor->end - from) / cursor->words;
  *n = left < most ? left : most;
  cursor->at += *n * cursor->words;
  return from;
}
