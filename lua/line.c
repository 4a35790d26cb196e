/* line.h: one line from the person at the keyboard */
#include "line.h"

#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#define KEPT 1000 /* lines of history */

struct cx_line {
  EditLine *editor; /* NULL without a terminal */
  History *history;
  char *path; /* of the history; NULL when there is no HOME */
  char *text;
  size_t size;
  const char *prompt;
  bool echo; /* nobody sees the line unless it is printed (5) */
};

static volatile sig_atomic_t dropped;

static void drop(int sign) {
  (void)sign;
  dropped = 1;
}

static char *show_prompt(EditLine *editor) {
  static char nothing[] = "";
  cx_line *line = NULL;
  el_get(editor, EL_CLIENTDATA, &line);
  return line != NULL && line->prompt != NULL ? (char *)(size_t)line->prompt : nothing;
}

/* One character for the editor; unlike libedit's own reader it gives up at Ctrl-C (4). */
static int read_character(EditLine *editor, wchar_t *out) {
  (void)editor;
  mbstate_t state;
  memset(&state, 0, sizeof state);
  for (;;) {
    char byte;
    ssize_t n = read(STDIN_FILENO, &byte, 1);
    if (n < 0 && errno == EINTR && !dropped) continue;
    if (n <= 0) return (int)n;
    size_t used = mbrtowc(out, &byte, 1, &state);
    if (used == (size_t)-2) continue;
    if (used == (size_t)-1) *out = L'?';
    return 1;
  }
}

static char *history_path(void) {
  const char *home = getenv("HOME");
  char *path = NULL;
  if (home == NULL || *home == '\0') return NULL;                               /* (2) */
  return asprintf(&path, "%s/.cxlua_history", home) < 0 ? NULL : path;
}

static void open_history(cx_line *line) {
  HistEvent event;
  line->history = history_init();
  if (line->history == NULL) return;
  history(line->history, &event, H_SETSIZE, KEPT);
  history(line->history, &event, H_SETUNIQUE, 1);
  line->path = history_path();
  if (line->path != NULL) history(line->history, &event, H_LOAD, line->path);
  el_set(line->editor, EL_HIST, history, line->history);
}

static void open_editor(cx_line *line) {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return;                  /* (1) */
  setlocale(LC_CTYPE, ""); /* so that letters outside ASCII can be typed */
  line->editor = el_init("cxlua", stdin, stdout, stderr);
  if (line->editor == NULL) return;
  el_set(line->editor, EL_CLIENTDATA, line);
  el_set(line->editor, EL_PROMPT, show_prompt);
  el_set(line->editor, EL_EDITOR, "emacs");
  el_set(line->editor, EL_SIGNAL, 1);
  el_set(line->editor, EL_GETCFN, read_character);
  el_set(line->editor, EL_BIND, "^R", "em-inc-search-prev", NULL);
  el_set(line->editor, EL_BIND, "\t", "ed-insert", NULL);
  open_history(line);
  el_source(line->editor, NULL);
}

cx_line *cx_line_open(void) {
  cx_line *line = calloc(1, sizeof *line);
  if (line == NULL) return NULL;
  line->echo = !isatty(STDIN_FILENO);
  open_editor(line);
  return line;
}

/* Sets *text to n bytes at from, without the newline. */
static cx_line_end take(cx_line *line, const char *from, size_t n, const char **text) {
  if (n > 0 && from[n - 1] == '\n') n--;
  char *copy = from == line->text ? line->text : realloc(line->text, n + 1);
  if (copy == NULL) return CX_LINE_NO_MORE;
  if (copy != from) memcpy(copy, from, n);
  copy[n] = '\0';
  *text = line->text = copy;
  return CX_LINE_READ;
}

static cx_line_end edit(cx_line *line, const char **text) {
  struct sigaction ours, before;
  int n = 0;
  memset(&ours, 0, sizeof ours);
  ours.sa_handler = drop;
  dropped = 0;
  sigaction(SIGINT, &ours, &before);
  const char *read = el_gets(line->editor, &n);
  sigaction(SIGINT, &before, NULL);
  if (dropped) {
    putchar('\n');
    fflush(stdout);
    return CX_LINE_DROPPED;
  }
  if (read == NULL || n <= 0) return CX_LINE_NO_MORE;
  return take(line, read, (size_t)n, text);
}

cx_line_end cx_line_read(cx_line *line, const char *prompt, const char **text) {
  line->prompt = prompt;
  fflush(stdout);
  if (line->editor != NULL) return edit(line, text);
  fputs(prompt, stdout);
  fflush(stdout);
  ssize_t n = getline(&line->text, &line->size, stdin);
  if (n < 0) return CX_LINE_NO_MORE;
  cx_line_end end = take(line, line->text, (size_t)n, text);
  if (line->echo && puts(*text) >= 0) fflush(stdout);
  return end;
}

void cx_line_keep(cx_line *line, const char *text) {
  HistEvent event;
  if (line->history == NULL || *text == '\0') return;
  history(line->history, &event, H_ENTER, text);
  if (line->path != NULL) history(line->history, &event, H_SAVE, line->path);   /* (3) */
}

void cx_line_close(cx_line *line) {
  if (line == NULL) return;
  if (line->history != NULL) history_end(line->history);
  if (line->editor != NULL) el_end(line->editor);
  free(line->path);
  free(line->text);
  free(line);
}
