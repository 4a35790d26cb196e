/*
** scan_kernel.h - the kernels there are, for scan.c to choose from
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      nothing.  Out: one constant table of functions for each kernel.
** Owns:    nothing. Whether this machine can run a kernel is for scan.c to ask.
*/
#ifndef CX_SCAN_KERNEL_H
#define CX_SCAN_KERNEL_H

#include "read/scan.h"

extern const cx_kernel cx_scan_portable;

#if defined(__x86_64__)
extern const cx_kernel cx_scan_avx2;   /* AVX2, PCLMUL, BMI, POPCNT */
extern const cx_kernel cx_scan_avx512; /* AVX-512 F, BW, VL, VBMI, VBMI2; PCLMUL, BMI2 */
#endif

#endif
