/* login.c - see login.h */
#include "base/login.h"

#include <pwd.h>
#include <string.h>
#include <unistd.h>

enum { ROOM = 16384 }; /* for one line of the list of users */

bool cx_login_name(char *name, size_t size) {
  struct passwd user, *found = NULL;
  char room[ROOM];
  if (getpwuid_r(getuid(), &user, room, sizeof room, &found) != 0 || found == NULL) return false; /* (2) */
  size_t length = strlen(found->pw_name) + 1;
  if (length == 1 || length > size) return false;
  memcpy(name, found->pw_name, length);
  return true;
}
