/* source_raw.c - bytes as stored; see source_stream.h for the rules */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/source_stream.h"

#define BUFFER ((size_t)128 << 10)
#define PIPE (1 << 20) /* bytes that a pipe should hold: fewer turns between its two ends */
#define PACE 100 /* milliseconds between two questions whether to stop */


/* The system's words for the last failure, beginning in lower case. */
static cx_status complain(cx_error *error, const char *name, int number) {
  if (number == ENOMEM) return cx_error_memory(error, name);
  if (number == ENOENT || number == ENOTDIR)
    return cx_error_set(error, CX_NO_FILE, name, "there is no such file");
  if (number == EISDIR)
    return cx_error_set(error, CX_NOT_READABLE, name, "it is a directory; a file would be right");
  char words[128];
  const char *said = strerror_r(number, words, sizeof words);
  return cx_error_set(error, CX_NOT_READABLE, name, "it cannot be read: %c%s",
                      tolower((unsigned char)said[0]), said + 1);
}


static bool is_stopped(const cx_source_raw *raw) { return raw->stop != NULL && raw->stop(); }


static cx_status complain_of_stop(const cx_source_raw *raw, cx_error *error) {
  return cx_error_set(error, CX_INTERRUPTED, raw->name, "interrupted!");
}


/* Waits until a pipe has bytes or ends. */
static cx_status await(const cx_source_raw *raw, cx_error *error) {
  struct pollfd wanted = {.fd = raw->fd, .events = POLLIN};
  for (;;) {
    if (is_stopped(raw)) return complain_of_stop(raw, error);
    int n = poll(&wanted, 1, PACE);
    if (n > 0) return CX_OK;
    if (n < 0 && errno != EINTR) return complain(error, raw->name, errno);
  }
}


static cx_status open_path(cx_source_raw *raw, const char *path, cx_error *error) {
  raw->fd = STDIN_FILENO;
  if (strcmp(path, "-") == 0) return CX_OK;
  do raw->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  while (raw->fd < 0 && errno == EINTR && !is_stopped(raw)); /* (1) */
  if (raw->fd < 0 && errno == EINTR) return complain_of_stop(raw, error);
  raw->owns = raw->fd >= 0;
  return raw->owns ? CX_OK : complain(error, raw->name, errno);
}


/* What kind of file it is; an ordinary one begins where its descriptor stands. */
static cx_status inspect(cx_source_raw *raw, cx_error *error) {
  struct stat about;
  if (fstat(raw->fd, &about) != 0) return complain(error, raw->name, errno);
  if (S_ISDIR(about.st_mode)) return complain(error, raw->name, EISDIR);
#ifdef F_SETPIPE_SZ
  if (S_ISFIFO(about.st_mode)) fcntl(raw->fd, F_SETPIPE_SZ, PIPE); /* who may not have it does without */
#endif
  off_t at = S_ISREG(about.st_mode) ? lseek(raw->fd, 0, SEEK_CUR) : -1;
  raw->ordinary = at >= 0 && about.st_size > 0; /* files of /proc say 0 and hold more */
  if (raw->ordinary) {
    raw->base = (uint64_t)at;
    raw->size = about.st_size > at ? (uint64_t)(about.st_size - at) : 0;
  }
  return CX_OK;
}


cx_status cx_source_raw_open(cx_source_raw *raw, const char *path, cx_error *error) {
  cx_status status = open_path(raw, path, error);
  if (status == CX_OK) status = inspect(raw, error);
  if (status == CX_OK && (raw->buffer = malloc(BUFFER)) == NULL)
    status = cx_error_memory(error, raw->name);
  return status;
}


cx_status cx_source_raw_open_text(cx_source_raw *raw, cx_text text) {
  raw->fd = -1;
  raw->text = text;
  raw->ordinary = true;
  raw->size = text.length;
  return CX_OK;
}


/* One call to the system, `*got` 0 at the end. */
static cx_status read_once(const cx_source_raw *raw, uint64_t offset, char *to, size_t want,
                           size_t *got, cx_error *error) {
  if (want > (size_t)1 << 30) want = (size_t)1 << 30;
  ssize_t n;
  if (!raw->ordinary && raw->stop != NULL) {
    cx_status status = await(raw, error);
    if (status != CX_OK) return status;
  }
  do {
    n = raw->ordinary ? pread(raw->fd, to, want, (off_t)(raw->base + offset)) /* (2) */
                      : read(raw->fd, to, want);
  } while (n < 0 && errno == EINTR); /* (1) */
  if (n < 0) return complain(error, raw->name, errno);
  *got = (size_t)n;
  return CX_OK;
}


static cx_status read_fully(const cx_source_raw *raw, uint64_t offset, char *to, size_t want,
                            size_t *got, cx_error *error) {
  *got = 0;
  while (*got < want) {
    size_t n = 0;
    cx_status status = read_once(raw, offset + *got, to + *got, want - *got, &n, error);
    if (status != CX_OK) return status;
    if (n == 0) break;
    *got += n;
  }
  return CX_OK;
}


cx_status cx_source_raw_peek(cx_source_raw *raw, size_t need, cx_text *bytes, cx_error *error) {
  if (raw->fd < 0) {
    *bytes = (cx_text){raw->text.at + raw->consumed, raw->text.length - raw->consumed};
    return CX_OK;
  }
  if (raw->to - raw->from < need && raw->from > 0) {
    memmove(raw->buffer, raw->buffer + raw->from, raw->to - raw->from);
    raw->to -= raw->from;
    raw->from = 0;
  }
  while (raw->to - raw->from < need) {
    size_t n = 0;
    uint64_t offset = raw->consumed + (raw->to - raw->from);
    cx_status status = read_once(raw, offset, raw->buffer + raw->to, BUFFER - raw->to, &n, error);
    if (status != CX_OK) return status;
    if (n == 0) break;
    raw->to += n;
  }
  *bytes = (cx_text){raw->buffer + raw->from, raw->to - raw->from};
  return CX_OK;
}


void cx_source_raw_take(cx_source_raw *raw, size_t n) {
  raw->consumed += n;
  if (raw->fd >= 0) raw->from += n;
}


cx_status cx_source_raw_read(cx_source_raw *raw, char *to, size_t want, size_t *got,
                             cx_error *error) {
  cx_text held = {NULL, 0};
  *got = 0;
  cx_status status = cx_source_raw_peek(raw, 0, &held, error);
  if (status != CX_OK) return status;
  size_t n = held.length < want ? held.length : want;
  if (n > 0) memcpy(to, held.at, n);
  cx_source_raw_take(raw, n);
  if (raw->fd >= 0 && n < want)
    status = read_fully(raw, raw->consumed, to + n, want - n, got, error);
  raw->consumed += *got;
  *got += n;
  return status;
}


cx_status cx_source_raw_read_at(const cx_source_raw *raw, uint64_t offset, char *to, size_t want,
                                size_t *got, cx_error *error) {
  if (raw->fd >= 0) return read_fully(raw, offset, to, want, got, error);
  size_t left = offset < raw->text.length ? raw->text.length - (size_t)offset : 0;
  *got = left < want ? left : want;
  if (*got > 0) memcpy(to, raw->text.at + offset, *got);
  return CX_OK;
}


void cx_source_raw_close(cx_source_raw *raw) {
  if (raw->owns) close(raw->fd);
  free(raw->buffer);
  *raw = (cx_source_raw){.fd = -1};
}
