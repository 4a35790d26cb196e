/*
** cross.h - a b - c d of exact sums, without a loss
**
**   file > rows > batch > TALLY > metric > goal > report
**
** In:      four whole numbers of 128 bits.  Out: the nearest double of the difference of their products.
** Owns:    nothing.
**
** (1) Products are held in 256 bits, so that what two large products have in common cancels exactly; the one rounding is
**     that of the answer.
*/
#ifndef CX_CROSS_H
#define CX_CROSS_H

#include "base/wide.h"

double cx_cross(cx_wide a, cx_wide b, cx_wide c, cx_wide d);

#endif
