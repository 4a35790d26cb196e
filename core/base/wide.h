/*
** wide.h - exact sums: whole numbers of 128 bits in steps of 10^-18
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      weights written as decimals.  Out: sums that no order of adding can change.
** Owns:    nothing.
**
** (1) The step is decimal, so a weight of up to 18 decimals is held exactly, as written; a binary step
**     would round every one of them.
** (2) The square of a weight is exact up to 9 decimals, else rounded half up to the step.
*/
#ifndef CX_WIDE_H
#define CX_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 cx_wide;
__extension__ typedef unsigned __int128 cx_wide_unsigned;

#define CX_WIDE_ONE ((cx_wide)1000000000000000000) /* 10^18 */
#define CX_WIDE_TEXT 48                            /* bytes that cx_wide_write needs */

/* mantissa / 10^decimals as a wide, decimals at most 18. */
cx_wide cx_wide_from_decimal(uint64_t mantissa, unsigned decimals);

/* The square of mantissa / 10^decimals; false when it does not fit. */
bool cx_wide_square(uint64_t mantissa, unsigned decimals, cx_wide *out);

/* Nearest double. */
double cx_wide_number(cx_wide value);

/* "12.5", "-0.000000000000000001": all digits, no more; returns the length. */
size_t cx_wide_write(cx_wide value, char text[CX_WIDE_TEXT]);

/* The reverse; false when text is no such number or does not fit. */
bool cx_wide_read(const char *text, size_t length, cx_wide *out);

#endif
