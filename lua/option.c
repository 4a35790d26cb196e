/* option.h: what stands on the command line before the script */
#include "option.h"

#include <stdio.h>
#include <string.h>

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
    int last = word[1] == '-' ? cx_limit_read(&o.limit, argv, i) : read_one(&o, argv, i);
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
  else if (!cx_limit_complain(program, wrong))
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
