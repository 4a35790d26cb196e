/*
** line.h - one line from the person at the keyboard
**
** In:      a prompt.
** Out:     a line; edited with libedit, and kept in a history, when both ends are a terminal.
** Owns:    the editor and the history (~/.cxlua_history), between open and close.
**
** (1) Without a terminal the prompt is printed, the line read, and nothing is edited.
** (2) Without HOME, or with a history that cannot be written, only this session's is kept.
** (3) The history is saved after every line, since os.exit may end the session.
** (4) Ctrl-C drops the line.
** (5) A line from a pipe or a file is printed after its prompt, as the lua command does:
**     what is kept of the conversation reads as it would on a terminal.
*/
#ifndef CX_LINE_H
#define CX_LINE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cx_line cx_line;

typedef enum cx_line_end {
  CX_LINE_READ,    /* a line, without its newline */
  CX_LINE_DROPPED, /* Ctrl-C */
  CX_LINE_NO_MORE  /* the input ended */
} cx_line_end;

/* NULL when there is no memory. */
cx_line *cx_line_open(void);

/* *text is borrowed until the next call. */
cx_line_end cx_line_read(cx_line *line, const char *prompt, const char **text);

/* Adds a line to the history. */
void cx_line_keep(cx_line *line, const char *text);

void cx_line_close(cx_line *line);

#endif
