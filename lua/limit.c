/* limit.c - see limit.h */
#include "limit.h"

#include <ctype.h>
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

#define SANDBOX_SECONDS 60.0
#define SANDBOX_MEMORY "1G"
#define SANDBOX_FILE ((rlim_t)1 << 30)
#define GRACE 1.0                  /* seconds from a request to the end (3) (4) */
#define LEAST ((uint64_t)8 << 20)  /* with less the program could not even complain */
#define STOP SIGXCPU               /* the request: line editing catches SIGTERM, and gives it to the whole group */
#define STACK ((size_t)1 << 20)    /* of a worker thread, which would else have the main one's */

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WATCHED 1 /* a sanitizer's own memory is beyond any limit */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WATCHED 1
#endif
#endif

#ifdef __GLIBC__
typedef __rlimit_resource_t resource;
#else
typedef int resource;
#endif

/* ---- the command line ---- */

/* A number above zero and the unit after it, from a table of letters and factors; 0 if it is none. */
static double measure(const char *text, const char *letters, const double *factor) {
  if (!isdigit((unsigned char)text[0])) return 0;
  char *end;
  double number = strtod(text, &end);
  if (strpbrk(text, "xXpPeEnN") != NULL) return 0;
  if (*end == '\0') return number;
  const char *unit = strchr(letters, toupper((unsigned char)*end));
  return unit != NULL && end[1] == '\0' ? number * factor[unit - letters] : 0;
}

static bool read_seconds(cx_limit *limit, const char *text) {
  static const double factor[] = {1, 60, 3600};
  limit->seconds = measure(text, "SMH", factor);
  return limit->seconds > 0 && limit->seconds < 1e9;
}

static bool read_bytes(cx_limit *limit, const char *text) {
  static const double factor[] = {1024, 1048576, 1073741824};
  double bytes = measure(text, "KMG", factor);
  if (!(bytes >= (double)LEAST && bytes < 1e18)) return false;
  limit->bytes = (uint64_t)bytes;
  limit->memory = text;
  return true;
}

/* The value of option word, "--name=value" or the next word; NULL if word is not of that name, "" if there is none. */
static const char *value_of(const char *name, const char *word, const char *next) {
  size_t n = strlen(name);
  if (strncmp(word, name, n) != 0) return NULL;
  if (word[n] == '=') return word + n + 1;
  if (word[n] != '\0') return NULL;
  return next != NULL ? next : "";
}

int cx_limit_read(cx_limit *limit, char **argv, int i) {
  if (strcmp(argv[i], "--sandbox") == 0) {
    limit->sandbox = true;
    return i;
  }
  int last = strchr(argv[i], '=') != NULL ? i : i + 1;
  const char *value = value_of("--timeout", argv[i], argv[i + 1]);
  if (value != NULL) return read_seconds(limit, value) ? last : 0;
  value = value_of("--memory", argv[i], argv[i + 1]);
  return value != NULL && read_bytes(limit, value) ? last : 0;
}

bool cx_limit_complain(const char *program, const char *wrong) {
  const char *wanted = value_of("--timeout", wrong, "") != NULL ? "seconds, such as 60"
                       : value_of("--memory", wrong, "") != NULL ? "an amount from 8M on, such as 512M"
                                                                  : NULL;
  if (wanted == NULL) return false;
  fprintf(stderr, "%s: '%s' needs %s\n", program, wrong, wanted);
  return true;
}

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
#ifdef WATCHED
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
  if (w->asked) tell(w);
  if (WIFSIGNALED(status)) restore_terminal(w);
  follow(status);
}

void cx_limit_guard(cx_limit *limit, const char *name, bool talks) {
  if (limit->sandbox && limit->seconds <= 0) limit->seconds = SANDBOX_SECONDS; /* (7) */
  if (limit->sandbox && limit->bytes == 0) read_bytes(limit, SANDBOX_MEMORY);
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
