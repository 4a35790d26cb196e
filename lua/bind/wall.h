/*
** wall.h - the folder that a plan from someone else may not leave
**
**   FILE > rows > batch > tally > metric > goal > REPORT
**
** In:      a folder, once; then each path before it is opened.
** Out:     NULL, or why the path is refused.
** Owns:    the folder's path, until the program ends: a wall is never taken down.
**
** (1) A path is what it leads to: "..", links and links in the middle are followed first. What cannot be followed (a
**     link to nothing, a folder that is not there) is outside, so that nobody learns which files there are elsewhere.
** (2) Hidden names (.git, .env) are out of reach, since programs of others take orders from them.
** (3) Only files may be opened, and folders looked at: no devices, no sockets; pipes may be read.
** (4) Written are only the kinds of files that cx writes: html htm md markdown json csv txt tally ledger key; a
**     Makefile, a script or a plan would be run by somebody later.
*/
#ifndef CX_WALL_H
#define CX_WALL_H

#include <stdbool.h>

/* From now on paths outside the folder are refused; false when there is no such folder. */
bool cx_wall_build(const char *folder);

/* Why the path may not be read or written, or NULL. */
const char *cx_wall_refusal(const char *path, bool write);

#endif
