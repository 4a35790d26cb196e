/*
** stopwatch.c - runs one command and notes how long it took and how much memory it had at most
**
**   stopwatch NOTE COMMAND [ARGUMENT ...]
**
** Out:     into the file NOTE one line: seconds, kilobytes, exit status.
**
** (1) The time is the wall's, from before the process is made until it has ended.
** (2) A command that a signal ended has the status 128 plus the signal; one not found has 127.
*/
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  (void)clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int status_of(int ended) {
  return WIFSIGNALED(ended) ? 128 + WTERMSIG(ended) : WEXITSTATUS(ended);
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  int ended = 0;
  struct rusage used;
  double started = now(); /* (1) */
  pid_t child = fork();
  if (child < 0) return 1;
  if (child == 0) {
    (void)execvp(argv[2], argv + 2);
    _exit(127); /* (2) */
  }
  if (wait4(child, &ended, 0, &used) < 0) return 1;
  double seconds = now() - started;
  FILE *note = fopen(argv[1], "w");
  if (note == NULL) return 1;
  (void)fprintf(note, "%.6f %ld %d\n", seconds, used.ru_maxrss, status_of(ended));
  return fclose(note) == 0 ? 0 : 1;
}
