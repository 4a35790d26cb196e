/*
** error.h - what went wrong in the world, and where
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      a status, a place such as "answers.csv:17", a printf-like message.
** Out:     one cx_error, filled once; the first trouble wins.
** Owns:    nothing: the texts are copied into the struct, cut if too long.
**
** (1) Only the world's troubles come here (no file, no column, no memory).
**     Imperfect data are problems (problem.h); a caller's mistakes are assertions.
** (2) Messages are lower case, without a period: what is wrong; what would be right.
** (3) A function that can fail returns a cx_status and leaves *out untouched on failure.
*/
#ifndef CX_ERROR_H
#define CX_ERROR_H

typedef enum cx_status {
  CX_OK = 0,
  CX_NO_MEMORY,     /* an allocation failed */
  CX_NO_FILE,       /* the path is not there */
  CX_NOT_READABLE,  /* it is there, but cannot be read: rights, a directory, the device */
  CX_NOT_CSV,       /* bytes that are no delimited text: binary, undecided dialect */
  CX_TRUNCATED,     /* a compressed file that ends too early or is damaged */
  CX_TOO_LONG,      /* a record over the record limit */
  CX_TOO_MANY,      /* too many groups, answers, columns */
  CX_NO_COLUMN,     /* a wanted column is not in the header */
  CX_OTHER_COLUMNS, /* files of one survey have different columns */
  CX_OVERTURNED,    /* a later row contradicts a guess; message begins with the option's name */
  CX_TOO_LARGE,     /* weights whose sum does not fit */
  CX_NOT_WRITABLE,  /* a file could not be written whole */
  CX_INTERRUPTED,   /* the caller asked to stop */
  CX_CALLBACK       /* the caller's own function failed; its error is the caller's to keep */
} cx_status;

typedef struct cx_error {
  cx_status status;
  char place[256];
  char message[512];
} cx_error;

/* Fills *error (which may be NULL) unless it is filled already; returns status. */
cx_status cx_error_set(cx_error *error, cx_status status, const char *place,
                       const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Sets CX_NO_MEMORY for place. */
cx_status cx_error_memory(cx_error *error, const char *place);

/* The status as a word for programs: "no_file"; never NULL. */
const char *cx_error_code(cx_status status);

#endif
