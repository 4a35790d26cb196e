/*
** secret.h - a file with a key that nobody else may read
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      a path.  Out: a file of 64 random hexadecimal digits and a line feed.
** Owns:    nothing after the call.
**
** (1) The file has mode 0600 from its first moment, whatever the umask.
** (2) A file that is there is never touched: of two that make it at once, one makes it, and both use that.
** (3) It is there whole or not at all, and is on the disk when the function returns.
** (4) A run that is killed leaves nothing else behind: the file has no name before it is whole. Where there are no nameless
**     files (NFS), it is made as PATH.new; a run that is killed leaves that, and the next one takes and removes it.
*/
#ifndef CX_SECRET_H
#define CX_SECRET_H

#include "base/error.h"

/* CX_OK also when there is such a file already; else CX_NOT_WRITABLE. */
cx_status cx_secret_make(const char *path, cx_error *error);

/* The second way of (4), which the first takes by itself. */
cx_status cx_secret_make_beside(const char *path, cx_error *error);

#endif
