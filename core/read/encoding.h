/*
** encoding.h - UTF-8 checked, and made from Windows-1252 and UTF-16
**
**   FILE > rows > batch > tally > metric > goal > report
**
** In:      bytes.  Out: UTF-8 in the caller's buffer.  Owns: nothing.
**
** (1) UTF-8 is valid by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
** (2) The five bytes that Windows-1252 leaves undefined become the C1 control of the same number.
** (3) A lone surrogate in UTF-16 becomes U+FFFD.
*/
#ifndef CX_ENCODING_H
#define CX_ENCODING_H

#include "base/text.h"

/* True when text is valid UTF-8 (1). */
bool cx_encoding_is_utf8(cx_text text);

/* True when no byte is above 0x7F. */
bool cx_encoding_is_ascii(cx_text text);

/* The length of the longest prefix of text that is valid UTF-8 and ends between characters;
** a character cut off by the end of the text does not make it invalid (*valid). */
size_t cx_encoding_utf8_prefix(cx_text text, bool *valid);

/* Windows-1252 to UTF-8; `to` holds 3 bytes for each byte of text. Returns the bytes written. */
size_t cx_encoding_from_windows(cx_text text, char *to);

/* UTF-16 to UTF-8, whole units only; `to` holds 3 bytes for each unit of 2. *used says how many
** bytes of text were consumed (a high surrogate at the end waits for its other half unless last). */
size_t cx_encoding_from_utf16(cx_text text, bool big_endian, bool last, char *to, size_t *used);

#endif
