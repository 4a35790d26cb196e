/* scan.c - see scan.h */
#include "read/scan.h"

#include <string.h>

#include "read/scan_kernel.h"

typedef struct candidate {
  const cx_kernel *kernel;
  bool (*runs)(void);
} candidate;

static bool runs_always(void) { return true; }

#if defined(__x86_64__)
static bool runs_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") &&
         __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("popcnt");
}

static bool runs_avx512(void) {
  return runs_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi") &&
         __builtin_cpu_supports("avx512vbmi2") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("vpclmulqdq");
}
#endif

const cx_kernel *cx_scan_kernel(const char *name) {
  static const candidate candidates[] = {
#if defined(__x86_64__)
      {&cx_scan_avx512, runs_avx512},
      {&cx_scan_avx2, runs_avx2},
#endif
      {&cx_scan_portable, runs_always},
  };
  for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
    const candidate *c = &candidates[i];
    if ((name == NULL || strcmp(name, c->kernel->name) == 0) && c->runs()) return c->kernel;
  }
  return NULL;
}
