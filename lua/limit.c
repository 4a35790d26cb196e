/* limit.c - see limit.h */
#include "limit.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "bind/unfinished.h"
#include "call.h"
#include "watched.h"

#define SANDBOX_SECONDS 60.0
#define SANDBOX_MEMORY "1G"
#define SANDBOX_BYTES ((uint64_t)1 << 30)
#define SANDBOX_FILE ((rlim_t)1 << 30)
#define GRACE 1.0                  /* seconds from a request to the end (3) (4) */
#define STOP SIGXCPU               /* the request: line editing catches SIGTERM, and gives it to the whole group */
#define STACK ((size_t)1 << 20)    /* of a worker thread, which would else have the main one's */

#ifdef __GLIBC__
typedef __rlimit_resource_t resource;
#else
typedef int resource;
#endif

/* ---- the child ---- */

/* (3): all of it is allowed in a handler. */
static void go(int sign) {
  (void)sign;
  cx_unfinished_remove();
  _exit(CX_EXIT_STOPPED);
}

static void obey(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = go;
  sigfillset(&action.sa_mask);
  sigaction(STOP, &action, NULL);
}

/* A limit that is lower already stays. */
static void limit_to(resource what, rlim_t soft, rlim_t hard) {
  struct rlimit now;
  if (getrlimit(what, &now) != 0) return;
  if (now.rlim_max != RLIM_INFINITY && hard > now.rlim_max) hard = now.rlim_max;
  now.rlim_cur = soft < hard ? soft : hard;
  now.rlim_max = hard;
  setrlimit(what, &now);
}

/* The time of all threads, should the parent be stopped itself; SIGXCPU comes then. */
static void limit_time(double seconds) {
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  rlim_t most = (rlim_t)(seconds * (double)(processors > 0 ? processors : 1)) + 2;
  limit_to(RLIMIT_CPU, most, most + 2);
}

static void limit_memory(const cx_limit *limit) {
#ifdef CX_WATCHED /* a sanitizer's own memory is beyond any limit */
  (void)limit;
#else
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) == 0) {
    pthread_attr_setstacksize(&attributes, STACK);
    pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
  }
  limit_to(RLIMIT_DATA, (rlim_t)limit->bytes, (rlim_t)limit->bytes); /* (5) */
#endif
}

static void be_child(const cx_limit *limit, const char *name, pid_t parent) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, STOP); /* (4) */
#endif
  obey();
  if (getppid() != parent) _exit(CX_EXIT_STOPPED);
  limit_to(RLIMIT_CORE, 0, 0);
  if (limit->seconds > 0) limit_time(limit->seconds);
  if (limit->sandbox) limit_to(RLIMIT_FSIZE, SANDBOX_FILE, SANDBOX_FILE); /* (7) */
  if (limit->bytes == 0) return;
  limit_memory(limit);
  cx_call_memory(name, limit->memory);
}

/* ---- the parent ---- */

typedef struct watch {
  pid_t child;
  const cx_limit *limit;
  const char *name;
  bool talks;
  double until;    /* of the clock below, 0: for ever */
  int because;     /* the signal that asked for the end, SIGALRM for the deadline, 0: nobody has */
  bool asked;      /* the child knows */
  bool terminal;   /* standard input is one */
  struct termios before;
} watch;

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void ask(watch *w) {
  kill(w->child, w->asked ? SIGKILL : STOP);
  kill(w->child, SIGCONT);
  w->asked = true;
  w->until = seconds_now() + GRACE;
}

/* A signal for this process: the child is told (4). */
static void hear(watch *w, int sign, bool from_terminal) {
  if (sign != SIGINT) {
    w->because = sign;
    ask(w);
    return;
  }
  if (!from_terminal) kill(w->child, SIGINT);
  if (w->talks || w->because != 0) return;
  w->because = SIGINT;
  w->until = seconds_now() + GRACE;
}

/* Waits for a signal or the deadline; acts on it. */
static void attend(watch *w, const sigset_t *signals) {
  siginfo_t about;
  struct timespec rest = {3600, 0};
  if (w->until > 0) {
    double left = w->until - seconds_now();
    if (left < 0) left = 0;
    if (left < 3600) rest.tv_sec = (time_t)left, rest.tv_nsec = (long)((left - (double)rest.tv_sec) * 1e9);
  }
  int sign = sigtimedwait(signals, &about, &rest);
  if (sign > 0 && sign != SIGCHLD) {
    hear(w, sign, about.si_code == SI_KERNEL);
  } else if (sign < 0 && errno == EAGAIN && w->until > 0 && seconds_now() >= w->until) {
    if (w->because == 0) w->because = SIGALRM;
    ask(w);
  }
}

/* Kills the programs that the child left, and those that they leave: they are ours now (3). */
static void kill_orphans(void) {
  for (int round = 0; round < 100; round++) {
    FILE *list = fopen("/proc/thread-self/children", "r");
    if (list == NULL) return;
    int n = 0;
    for (long pid; fscanf(list, "%ld", &pid) == 1; n++) {
      kill((pid_t)pid, SIGKILL);
      waitpid((pid_t)pid, NULL, 0);
    }
    fclose(list);
    if (n == 0) return;
  }
}

static void restore_terminal(const watch *w) {
  if (w->terminal) {
    sigset_t output;
    sigemptyset(&output);
    sigaddset(&output, SIGTTOU);
    sigprocmask(SIG_BLOCK, &output, NULL);
    tcsetattr(STDIN_FILENO, TCSANOW, &w->before); /* (6) */
  }
  if (isatty(STDERR_FILENO)) fputs("\r\33[K\33[0m", stderr);
}

/* Ends as the child did (2). */
static _Noreturn void follow(int status) {
  if (WIFEXITED(status)) _exit(WEXITSTATUS(status));
  int sign = WTERMSIG(status);
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, sign);
  limit_to(RLIMIT_CORE, 0, 0);
  signal(sign, SIG_DFL);
  raise(sign);
  sigprocmask(SIG_UNBLOCK, &one, NULL);
  _exit(128 + sign);
}

/* The one line, when the end was not the child's own. */
static _Noreturn void tell(watch *w) {
  kill_orphans();
  restore_terminal(w);
  if (w->because != SIGALRM && w->because != SIGINT) follow(w->because);
  if (w->because == SIGINT)
    fprintf(stderr, "%s: interrupted\n", w->name);
  else
    fprintf(stderr, "%s: stopped after %g second%s; --timeout raises it\n", w->name, w->limit->seconds,
            w->limit->seconds == 1 ? "" : "s");
  _exit(w->because == SIGINT ? 130 : CX_EXIT_STOPPED);
}

static _Noreturn void be_parent(watch *w, const sigset_t *signals) {
  int status = 0;
  pid_t ended;
  w->until = w->limit->seconds > 0 ? seconds_now() + w->limit->seconds : 0;
  while ((ended = waitpid(w->child, &status, WNOHANG)) == 0 || (ended < 0 && errno == EINTR)) attend(w, signals);
  bool finished = WIFEXITED(status) && WEXITSTATUS(status) != CX_EXIT_STOPPED;
  if (w->asked && !finished) tell(w);
  if (WIFSIGNALED(status)) restore_terminal(w);
  follow(status);
}

void cx_limit_guard(cx_limit *limit, const char *name, bool talks) {
  if (limit->sandbox && limit->seconds <= 0) limit->seconds = SANDBOX_SECONDS; /* (7) */
  if (limit->sandbox && limit->bytes == 0) limit->bytes = SANDBOX_BYTES, limit->memory = SANDBOX_MEMORY;
  if (limit->seconds <= 0 && limit->bytes == 0) return;
  watch w = {.limit = limit, .name = name, .talks = talks};
  w.terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &w.before) == 0;
  sigset_t signals, before;
  sigemptyset(&signals);
  static const int heard[] = {SIGCHLD, SIGINT, SIGTERM, SIGHUP};
  for (size_t i = 0; i < sizeof heard / sizeof *heard; i++) sigaddset(&signals, heard[i]);
  sigprocmask(SIG_BLOCK, &signals, &before);
#ifdef __linux__
  prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
  pid_t parent = getpid();
  w.child = fork();
  if (w.child > 0) be_parent(&w, &signals);
  if (w.child < 0) {
    fprintf(stderr, "%s: no process to run it in: %s\n", name, strerror(errno));
    _exit(1);
  }
  be_child(limit, name, parent);
  sigprocmask(SIG_SETMASK, &before, NULL);
}
