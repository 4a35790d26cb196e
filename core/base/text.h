/*
** text.h - a borrowed piece of text
**
**   file > rows > batch > tally > metric > goal > report
**
** Owns:    nothing, ever: a cx_text is always borrowed. What is kept is copied or coded.
*/
#ifndef CX_TEXT_H
#define CX_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct cx_text {
  const char *at; /* not ended by a NUL */
  size_t length;
} cx_text;

/* A C string as a text; borrows it. */
static inline cx_text cx_text_of(const char *string) {
  return (cx_text){string, strlen(string)};
}

static inline bool cx_text_equal(cx_text a, cx_text b) {
  return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

#endif
