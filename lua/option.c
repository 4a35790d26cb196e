/* option.h: what stands on the command line before the script */
#include "option.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAST ((uint64_t)8 << 20) /* bytes; with less the program could not even complain */

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

/* Reads argv[i], an option of two dashes; returns the index of its last word, 0 if it is wrong or none of ours. */
static int read_limit(cx_limit *limit, char **argv, int i) {
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

/* Says what is wrong with an option that begins as one of ours; false if it does not. */
static bool complain_of_limit(const char *program, const char *wrong) {
  const char *wanted = value_of("--timeout", wrong, "") != NULL ? "seconds, such as 60"
                       : value_of("--memory", wrong, "") != NULL ? "an amount from 8M on, such as 512M"
                                                                  : NULL;
  if (wanted == NULL) return false;
  fprintf(stderr, "%s: '%s' needs %s\n", program, wrong, wanted);
  return true;
}

/* Reads argv[i], an option; returns the index of its last word, 0 if it is wrong. */
static int read_one(cx_option *o, char **argv, int i) {
  const char *word = argv[i];
  bool alone = word[2] == '\0';
  if (word[1] == 'e' || word[1] == 'i' || word[1] == 'l') o->mixed = true;
  switch (word[1]) {
    case 'E': o->bare = true; return alone ? i : 0;
    case 'W': return alone ? i : 0;
    case 'i': o->interactive = true; /* FALLTHROUGH */
    case 'v': o->version = true; return alone ? i : 0;
    case 'e': o->execute = true; /* FALLTHROUGH */
    case 'l':
      if (!alone) return i;
      return argv[i + 1] != NULL && argv[i + 1][0] != '-' ? i + 1 : 0;
    default: return 0;
  }
}

cx_option cx_option_read(char **argv) {
  cx_option o = {0};
  int i = argv[0] == NULL ? 0 : 1;
  for (; argv[i] != NULL; i++) {
    const char *word = argv[i];
    if (word[0] != '-' || word[1] == '\0') break;
    if (strcmp(word, "--") == 0) {
      i++;
      break;
    }
    int last = word[1] == '-' ? read_limit(&o.limit, argv, i) : read_one(&o, argv, i);
    if (last == 0) {
      o.wrong = i;
      break;
    }
    i = last;
  }
  o.script = i;
  o.mixed = o.mixed && o.limit.sandbox;
  o.bare = o.bare || o.limit.sandbox;
  return o;
}

void cx_option_usage(const char *program, const char *wrong) {
  fflush(stdout);
  if (wrong[1] == 'e' || wrong[1] == 'l')
    fprintf(stderr, "%s: '%s' needs argument\n", program, wrong);
  else if (!complain_of_limit(program, wrong))
    fprintf(stderr, "%s: unrecognized option '%s'\n", program, wrong);
  fprintf(stderr,
          "usage: %s [options] [script [args]]\n"
          "Available options are:\n"
          "  -e stat   execute string 'stat'\n"
          "  -i        enter interactive mode after executing 'script'\n"
          "  -l mod    require library 'mod' into global 'mod'\n"
          "  -l g=mod  require library 'mod' into global 'g'\n"
          "  -v        show version information\n"
          "  -E        ignore environment variables\n"
          "  -W        turn warnings on\n"
          "  --        stop handling options\n"
          "  -         stop handling options and execute stdin\n"
          "A script that returns a plan is measured and reported.\n"
          "  --timeout n   stop it after n seconds; 90s, 5m and 1h are understood\n"
          "  --memory n    stop it at n of memory, as in 512M or 2G\n"
          "  --sandbox     keep it from commands, the network and files outside its folder\n",
          program);
}
