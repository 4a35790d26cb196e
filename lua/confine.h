/*
** confine.h - the second wall: what the kernel refuses, should the first one have a hole
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      a folder.
** Out:     which of the kernel's walls stand from now on, for this process and all its threads, for ever.
** Owns:    nothing.
**
** (1) Both want no privileges. Neither is relied on: what an older kernel, another system or a container lacks is left out.
** (2) Landlock (Linux 5.13): no file outside the folder is opened, made or removed, whoever asks. Reading and writing
**     inside; no new links, folders or devices; nothing is executed.
** (3) seccomp: no program is started, no process made, no socket opened, no other process looked at or sent a signal,
**     no key pushed into the terminal. Threads, files and memory are as they were.
** (4) Programs built with a sanitizer have neither: its own work needs what they refuse.
*/
#ifndef CX_CONFINE_H
#define CX_CONFINE_H

enum { CX_CONFINED_FILES = 1, CX_CONFINED_CALLS = 2 };

/* Builds what can be built; returns which walls stand. */
int cx_confine(const char *folder);

#endif
