/* moment_portable.c - the kernel of any machine, and the choice among kernels (see moment_kernel.h) */
#define LANES 2
#define TALL 4
#define WIDE 2
#define DOWN 4
#define ACROSS 2
#include "count/moment_algorithm.h"
#include "count/moment_bytes.h"

#include <stdbool.h>

const cx_moment_kernel cx_moment_portable = {"portable", product, absent, product_bytes, absent_bytes, mask_bytes};

const cx_moment_kernel *cx_moment_kernel_of(const char *name) {
#if defined(__x86_64__)
  bool any = name == NULL, best = any || strcmp(name, "avx512") == 0, good = best || strcmp(name, "avx2") == 0;
  if (best && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni"))
    return &cx_moment_avx512;
  if (good && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("popcnt")) return &cx_moment_avx2;
#else
  (void)name;
#endif
  return &cx_moment_portable;
}
