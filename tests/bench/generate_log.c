/*
** generate_log.c - writes the made-up log of events that the bench reads, the same bytes on every machine
**
**   FILE > rows > batch > tally > metric > goal > report
**
** In:      generate_log EVENTS.
** Out:     CSV on standard output: case (whole numbers from 1), touchpoint (8 of them), when (seconds).
** Owns:    nothing but tables of what is under way.
**
** (1) 200,000 cases are under way at a time, in turns drawn at random, so that no case's events stand together. Each goes
**     from search to delivery and return, with loops; when it ends, the next one begins in its place.
*/
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { UNDER_WAY = 200000, LAST = 7 };

static const char *const touchpoints[] = {
  "search", "web shop", "store visit", "self service", "phone", "delivery", "invoice", "return"};

static long number[UNDER_WAY];
static unsigned char at[UNDER_WAY];

static unsigned draw(uint64_t *seed, unsigned n) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)((*seed >> 33) % n);
}

int main(int argc, char **argv) {
  long events = argc > 1 ? atol(argv[1]) : 0, next = 1;
  uint64_t seed = 1;
  for (int i = 0; i < UNDER_WAY; i++) number[i] = next++;
  puts("case,touchpoint,when");
  for (long i = 0; i < events; i++) {
    unsigned k = draw(&seed, UNDER_WAY), x;
    printf("%ld,%s,%ld\n", number[k], touchpoints[at[k]], 1767225600 + i / 50);
    x = draw(&seed, 10);
    if (at[k] == LAST || (at[k] >= 5 && x > 5)) {
      number[k] = next++;
      at[k] = 0;
    } else if (x < 7) at[k]++;
    else if (x < 8 && at[k] > 0) at[k]--;
    else at[k] = at[k] < 6 ? (unsigned char)(at[k] + 2) : LAST;
  }
  return 0;
}
