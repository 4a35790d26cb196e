/* secret.c - see secret.h */
#include "base/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"

enum { RANDOM = 32 };

static cx_status fail(const char *path, int reason, cx_error *error) {
  return cx_error_set(error, CX_NOT_WRITABLE, path, "the key cannot be made: %s", strerror(reason));
}

/* 64 random digits and a line feed. */
static bool draw(char line[CX_DIGEST_HEX]) {
  uint8_t bytes[RANDOM];
  if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) return false;
  cx_digest_sha256((cx_text){(const char *)bytes, sizeof bytes}, line);
  line[CX_DIGEST_HEX - 1] = '\n';
  explicit_bzero(bytes, sizeof bytes);
  return true;
}

/* The folder of a path, "." for none. */
static bool folder_of(const char *path, char folder[4096]) {
  const char *slash = strrchr(path, '/');
  int length = slash == NULL ? 0 : (int)(slash - path) + 1;
  return snprintf(folder, 4096, "%.*s.", length, path) < 4096;
}

/* Puts the folder's list of names on the disk, where that can be done. */
static void sync_folder(const char *path) {
  char folder[4096];
  if (!folder_of(path, folder)) return;
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  (void)fsync(fd);
  close(fd);
}

/* Fills a file of mode 0600. Returns 0 or errno. */
static int fill(int fd) {
  char line[CX_DIGEST_HEX];
  int reason = 0;
  errno = 0;
  if (fchmod(fd, S_IRUSR | S_IWUSR) != 0 || !draw(line) || ftruncate(fd, 0) != 0 ||
      pwrite(fd, line, sizeof line, 0) != (ssize_t)sizeof line || fsync(fd) != 0)
    reason = errno != 0 ? errno : EIO;
  explicit_bzero(line, sizeof line);
  return reason;
}

/* Gives a nameless file its name: (2) (3). Returns 0 or errno. */
static int name_it(int fd, const char *path) {
  char self[64];
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  return linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 || errno == EEXIST ? 0 : errno;
}

/* A file without a name in the path's folder, or -1. */
static int nameless(const char *path) {
  char folder[4096];
  if (!folder_of(path, folder)) return -1;
  return open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
}

/* True when the file is one that only this user can have made. */
static bool is_ours(int fd) {
  struct stat about;
  return fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_uid == geteuid();
}

/* The work of cx_secret_make_beside with the file open. Returns 0 or errno. */
static int place(int fd, const char *beside, const char *path) {
  if (!is_ours(fd)) return EPERM;
  if (flock(fd, LOCK_EX) != 0) return errno;
  int reason = 0;
  if (access(path, F_OK) != 0) {                                                  /* else another run was first */
    reason = fill(fd);
    if (reason == 0 && link(beside, path) != 0 && errno != EEXIST) reason = errno;
  }
  unlink(beside);
  return reason;
}

cx_status cx_secret_make_beside(const char *path, cx_error *error) {
  char beside[4096];
  if (snprintf(beside, sizeof beside, "%s.new", path) >= (int)sizeof beside) return fail(path, ENAMETOOLONG, error);
  int fd = open(beside, O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0) return fail(path, errno, error);
  int reason = place(fd, beside, path);
  close(fd);
  if (reason != 0 && access(path, F_OK) != 0) return fail(path, reason, error);
  sync_folder(path);                                                              /* (3) */
  return CX_OK;
}

cx_status cx_secret_make(const char *path, cx_error *error) {
  if (access(path, F_OK) == 0) return CX_OK;                                      /* (2) */
  int fd = nameless(path);
  if (fd < 0) return cx_secret_make_beside(path, error);                          /* (4) */
  int reason = fill(fd), unnamed = reason == 0 ? name_it(fd, path) : 0;
  close(fd);
  if (reason != 0) return fail(path, reason, error);
  if (unnamed != 0) return cx_secret_make_beside(path, error);                    /* no /proc */
  sync_folder(path);                                                              /* (3) */
  return CX_OK;
}
