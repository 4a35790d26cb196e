/* secret.c - see secret.h */
#include "base/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* Puts the folder's list of names on the disk, where that can be done. */
static void sync_folder(const char *path) {
  char folder[4096];
  const char *slash = strrchr(path, '/');
  int length = slash == NULL ? 0 : (int)(slash - path) + 1;
  if (snprintf(folder, sizeof folder, "%.*s.", length, path) >= (int)sizeof folder) return;
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  (void)fsync(fd);
  close(fd);
}

/* Fills the file beside, and links it to its place: (1) (2) (3). Returns 0 or errno. */
static int place(int fd, const char *beside, const char *path) {
  char line[CX_DIGEST_HEX];
  int reason = 0;
  if (fchmod(fd, S_IRUSR | S_IWUSR) != 0 || !draw(line) ||
      write(fd, line, sizeof line) != (ssize_t)sizeof line || fsync(fd) != 0)
    reason = errno != 0 ? errno : EIO;
  explicit_bzero(line, sizeof line);
  if (reason == 0 && link(beside, path) != 0 && errno != EEXIST) reason = errno;
  return reason;
}

cx_status cx_secret_make(const char *path, cx_error *error) {
  char beside[4096];
  if (access(path, F_OK) == 0) return CX_OK;                                      /* (2) */
  if (snprintf(beside, sizeof beside, "%s.XXXXXX", path) >= (int)sizeof beside)
    return fail(path, ENAMETOOLONG, error);
  int fd = mkstemp(beside);
  if (fd < 0) return fail(path, errno, error);
  errno = 0;
  int reason = place(fd, beside, path);
  close(fd);
  unlink(beside);
  if (reason != 0) return fail(path, reason, error);
  sync_folder(path);                                                              /* (3) */
  return CX_OK;
}
