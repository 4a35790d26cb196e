/* moment_avx512.c - the kernel of x86-64 machines with AVX-512 (see moment_kernel.h) */
#include "count/moment_kernel.h"

#if defined(__x86_64__)
#define LANES 8
#define TALL 8
#define WIDE 1
#define DOWN 8
#define ACROSS 1
#include "count/moment_algorithm.h"
#include "count/moment_bytes.h"

const cx_moment_kernel cx_moment_avx512 = {"avx512", product, absent, product_bytes, absent_bytes, mask_bytes};
#endif
