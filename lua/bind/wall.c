/* wall.c - see wall.h */
#include "bind/wall.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

static const char OUTSIDE[] = "it is outside the plan's folder, and --sandbox lets it go no further";
static const char HIDDEN[] = "--sandbox keeps hidden files to themselves";
static const char KIND[] = "--sandbox lets it write only html, md, json, csv, txt, tally, ledger and key files";
static const char DEVICE[] = "--sandbox opens files only";

static char folder[PATH_MAX]; /* without a slash at its end; "" is the root */
static bool stands;

bool cx_wall_build(const char *path) {
  if (stands || realpath(path, folder) == NULL) return false;
  if (strcmp(folder, "/") == 0) folder[0] = '\0';
  stands = true;
  return true;
}

/* Where a file that is not there yet would be: its folder, followed, and its name. False: nowhere. */
static bool follow_folder(const char *path, char real[PATH_MAX]) {
  char above[PATH_MAX] = ".";
  struct stat about;
  const char *slash = strrchr(path, '/');
  const char *name = slash != NULL ? slash + 1 : path;
  size_t length = strlen(name), room = slash != NULL ? (size_t)(slash - path) : 0;
  if (room + length + 2 > PATH_MAX || lstat(path, &about) == 0) return false; /* a link to nothing */
  if (length == 0 || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) return false;
  if (slash == path) room = 1;
  if (slash != NULL) memcpy(above, path, room), above[room] = '\0';
  if (realpath(above, real) == NULL) return false;
  size_t n = strlen(real);
  if (n + 1 + length >= PATH_MAX) return false;
  if (n > 1) real[n++] = '/';
  memcpy(real + n, name, length + 1);
  return true;
}

/* What of a followed path is below the folder, "" for the folder itself; NULL when it is elsewhere. */
static const char *below(const char *real) {
  size_t n = strlen(folder);
  if (strncmp(real, folder, n) != 0) return NULL;
  return real[n] == '/' ? real + n + 1 : real[n] == '\0' ? real + n : NULL;
}

static bool has_hidden(const char *inside) { return *inside == '.' || strstr(inside, "/.") != NULL; }

static bool may_be_written(const char *inside) {
  static const char *const kinds[] = {"html", "htm",    "md",  "markdown",   "json",       "csv",           "txt",
                                      "tally", "ledger", "key", "ledger-wal", "ledger-shm", "ledger-journal"};
  size_t n = strlen(inside);
  if (n > 5 && strcmp(inside + n - 5, ".part") == 0) n -= 5; /* one of them, being written */
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    size_t length = strlen(kinds[i]);
    if (n > length + 1 && inside[n - length - 1] == '.' && memcmp(inside + n - length, kinds[i], length) == 0)
      return true;
  }
  return false;
}

const char *cx_wall_refusal(const char *path, bool write) {
  char real[PATH_MAX];
  struct stat about;
  if (!stands) return NULL;
  bool exists = realpath(path, real) != NULL;                             /* (1) */
  if (!exists && (errno != ENOENT || !follow_folder(path, real))) return OUTSIDE;
  const char *inside = below(real);
  if (inside == NULL) return OUTSIDE;
  if (has_hidden(inside)) return HIDDEN;                                  /* (2) */
  if (write && !may_be_written(inside)) return KIND;                      /* (4) */
  if (!exists) return NULL;
  if (stat(real, &about) != 0) return OUTSIDE;
  bool fine = S_ISREG(about.st_mode) || (!write && (S_ISDIR(about.st_mode) || S_ISFIFO(about.st_mode)));
  return fine ? NULL : DEVICE;                                            /* (3) */
}
