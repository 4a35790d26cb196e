/*
** digest.h - fingerprints of texts, with a key and without
**
**   file > rows > batch > tally > metric > goal > report
**
** In:      bytes.  Out: SHA-256 (FIPS 180-4) in lower-case hexadecimal, and HMAC-SHA-256 (RFC 2104).
** Owns:    nothing.
**
** (1) SHA-256 itself is libmd's, which the program links already for line editing.
** (2) A key longer than a block of 64 bytes is its own digest, a shorter one is filled with zeros.
** (3) What was made of the key is wiped from the stack.
*/
#ifndef CX_DIGEST_H
#define CX_DIGEST_H

#include "base/text.h"

#define CX_DIGEST_HEX 65 /* 64 digits and a NUL */

void cx_digest_sha256(cx_text text, char hex[CX_DIGEST_HEX]);

void cx_digest_hmac(cx_text key, cx_text text, char hex[CX_DIGEST_HEX]);

#endif
