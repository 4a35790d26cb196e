/*
** unfinished.h - the file that is being written, should the program have to go in the middle of it
**
**   file > rows > batch > tally > metric > goal > REPORT
**
** In:      a path, when a file is begun beside its place; nothing, when it is whole or given up.
** Out:     no such file, after cx_unfinished_remove.
** Owns:    one path.
**
** (1) A signal's handler may remove: nothing is allocated, and the path is whole whenever it is there.
** (2) One file is written at a time; a path too long for the place is not noted.
*/
#ifndef CX_UNFINISHED_H
#define CX_UNFINISHED_H

/* Notes the path, or none when it is NULL. */
void cx_unfinished_note(const char *path);

/* Removes the file of the path noted. */
void cx_unfinished_remove(void);

#endif
