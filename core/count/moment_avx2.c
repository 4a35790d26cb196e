/* moment_avx2.c - the kernel of x86-64 machines with AVX2 (see moment_kernel.h) */
#include "count/moment_kernel.h"

#if defined(__x86_64__)
#define LANES 4
#define TALL 4
#define WIDE 2
#define DOWN 4
#define ACROSS 2
#include "count/moment_algorithm.h"
#include "count/moment_bytes.h"

const cx_moment_kernel cx_moment_avx2 = {"avx2", product, absent, product_bytes, absent_bytes, mask_bytes};
#endif
