/* encoding.c - see encoding.h for the rules */
#include "read/encoding.h"

#include <stdint.h>

/* What Windows-1252 says for 0x80 to 0x9F; the undefined five stay as they are (2). */
static const uint16_t windows[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};


/* Bytes from `i` on that are plain ASCII, eight at a time. */
static size_t skip_ascii(const unsigned char *at, size_t i, size_t length) {
  while (i + 8 <= length) {
    uint64_t eight;
    memcpy(&eight, at + i, sizeof eight);
    if ((eight & UINT64_C(0x8080808080808080)) != 0) break;
    i += 8;
  }
  while (i < length && at[i] < 0x80) i++;
  return i;
}


/* The length that a first byte promises and the range of its second byte (1); 0 when invalid. */
static size_t promise(unsigned char first, unsigned char *low, unsigned char *high) {
  *low = 0x80;
  *high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) {
    if (first == 0xE0) *low = 0xA0;
    if (first == 0xED) *high = 0x9F;
    return 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (first == 0xF0) *low = 0x90;
    if (first == 0xF4) *high = 0x8F;
    return 4;
  }
  return 0;
}


/* Bytes of the character at `at`: 0 when it is invalid, more than `length` when it is cut off. */
static size_t character(const unsigned char *at, size_t length) {
  unsigned char low, high;
  size_t n = promise(at[0], &low, &high);
  if (n == 0) return 0;
  for (size_t i = 1; i < n && i < length; i++) {
    if (at[i] < low || at[i] > high) return 0;
    low = 0x80;
    high = 0xBF;
  }
  return n;
}


size_t cx_encoding_utf8_prefix(cx_text text, bool *valid) {
  const unsigned char *at = (const unsigned char *)text.at;
  size_t i = 0;
  *valid = true;
  for (;;) {
    i = skip_ascii(at, i, text.length);
    if (i >= text.length) return i;
    size_t n = character(at + i, text.length - i);
    if (n == 0) *valid = false;
    if (n == 0 || n > text.length - i) return i;
    i += n;
  }
}


bool cx_encoding_is_ascii(cx_text text) {
  return skip_ascii((const unsigned char *)text.at, 0, text.length) == text.length;
}


bool cx_encoding_is_utf8(cx_text text) {
  bool valid;
  return cx_encoding_utf8_prefix(text, &valid) == text.length && valid;
}


static char *put(char *to, uint32_t code) {
  if (code < 0x80) {
    *to++ = (char)code;
    return to;
  }
  if (code < 0x800) {
    *to++ = (char)(0xC0 | code >> 6);
  } else {
    if (code < 0x10000) {
      *to++ = (char)(0xE0 | code >> 12);
    } else {
      *to++ = (char)(0xF0 | code >> 18);
      *to++ = (char)(0x80 | (code >> 12 & 0x3F));
    }
    *to++ = (char)(0x80 | (code >> 6 & 0x3F));
  }
  *to++ = (char)(0x80 | (code & 0x3F));
  return to;
}


size_t cx_encoding_from_windows(cx_text text, char *to) {
  char *out = to;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char c = (unsigned char)text.at[i];
    out = put(out, c >= 0x80 && c < 0xA0 ? windows[c - 0x80] : c);
  }
  return (size_t)(out - to);
}


static uint32_t unit(const char *at, bool big_endian) {
  const unsigned char *b = (const unsigned char *)at;
  return big_endian ? (uint32_t)b[0] << 8 | b[1] : (uint32_t)b[1] << 8 | b[0];
}


size_t cx_encoding_from_utf16(cx_text text, bool big_endian, bool last, char *to, size_t *used) {
  char *out = to;
  size_t i = 0;
  for (; i + 2 <= text.length; i += 2) {
    uint32_t code = unit(text.at + i, big_endian);
    if (code >= 0xD800 && code <= 0xDBFF) {
      bool has_next = i + 4 <= text.length;
      if (!has_next && !last) break;
      uint32_t low = has_next ? unit(text.at + i + 2, big_endian) : 0;
      if (low >= 0xDC00 && low <= 0xDFFF) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    if (code >= 0xD800 && code <= 0xDFFF) code = 0xFFFD; /* (3) */
    out = put(out, code);
  }
  *used = i;
  return (size_t)(out - to);
}
