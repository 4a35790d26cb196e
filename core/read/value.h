/*
** value.h - numbers as people and programs write them
**
**   file > ROWS > batch > tally > metric > goal > report
**
** In:      a cell's value in UTF-8, quotes undone.  Out: a number.  Owns: nothing.
**
** (1) Spaces around are trimmed: blank, tab, no-break, narrow and thin space; from numbers so is a
**     leading apostrophe that a spreadsheet left (but a name such as 's-Hertogenbosch keeps it).
** (2) Minus is '-', U+2212 or an en dash; plus is allowed; exponents are allowed.
** (3) Thousands marks (space kinds of (1), apostrophe, and '.' or ',' when it is not the decimal
**     mark) stand only between groups of three digits before the decimal mark, all of one kind, and
**     the first group does not begin with 0 ("0,123" is a fraction with another decimal mark); else
**     the text is no number.
** (4) The empty text, "nan" and "inf" are no numbers, nor is what only infinity could hold (1e400).
**     Doubles are correctly rounded, whatever the locale.
** (5) A decimal is exact: mantissa / 10^decimals; digits past the 18th decimal round half up, and a
**     mantissa that does not fit 64 bits is no decimal. Zeros at the end may be dropped: equal
**     numbers can have different mantissas.
** (6) A label's code is parted from its words by a space, '.', ':', ')', '=' or a minus or dash,
**     and no digit follows at once: "6.5", "10-20" and "2026-03-09" have no code.
*/
#ifndef CX_VALUE_H
#define CX_VALUE_H

#include <stdint.h>

#include "base/text.h"

typedef struct cx_decimal {
  uint64_t mantissa;
  uint8_t decimals; /* 0 to 18 */
  bool negative;
} cx_decimal;

/* The text without the spaces of (1) around it. */
cx_text cx_value_trim(cx_text text);

/* True and *out when text is a number by (1)-(4); decimal is '.' or ','. */
bool cx_value_number(cx_text text, char decimal, double *out);

/* The same as an exact decimal (5). */
bool cx_value_decimal(cx_text text, char decimal, cx_decimal *out);

/* The integer at the start of a label (6) such as "10 - Extremely likely", "0 = ei lainkaan",
** "7: ...": optional minus, digits, then a mark of (6) or the end. False when there is none. */
bool cx_value_leading_integer(cx_text text, long *out);

#endif
