/* digest.c - see digest.h */
#include "base/digest.h"

#include <stdint.h>

#include <sha2.h>

static void write_hex(const uint8_t bytes[SHA256_DIGEST_LENGTH], char hex[CX_DIGEST_HEX]) {
  static const char digit[] = "0123456789abcdef";
  for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i++) {
    hex[2 * i] = digit[bytes[i] >> 4];
    hex[2 * i + 1] = digit[bytes[i] & 15];
  }
  hex[2 * SHA256_DIGEST_LENGTH] = '\0';
}

/* The digest of a text behind a block, which may be NULL. */
static void hash(const uint8_t *block, cx_text text, uint8_t out[SHA256_DIGEST_LENGTH]) {
  SHA2_CTX context;
  SHA256Init(&context);
  if (block != NULL) SHA256Update(&context, block, SHA256_BLOCK_LENGTH);
  if (text.length > 0) SHA256Update(&context, (const uint8_t *)text.at, text.length);
  SHA256Final(out, &context);
  explicit_bzero(&context, sizeof context);
}

void cx_digest_sha256(cx_text text, char hex[CX_DIGEST_HEX]) {
  uint8_t out[SHA256_DIGEST_LENGTH];
  hash(NULL, text, out);
  write_hex(out, hex);
}

void cx_digest_hmac(cx_text key, cx_text text, char hex[CX_DIGEST_HEX]) {
  uint8_t inner[SHA256_BLOCK_LENGTH] = {0}, outer[SHA256_BLOCK_LENGTH], out[SHA256_DIGEST_LENGTH];
  if (key.length > sizeof inner) hash(NULL, key, inner);                          /* (2) */
  else if (key.length > 0) memcpy(inner, key.at, key.length);
  for (size_t i = 0; i < sizeof inner; i++) {
    outer[i] = inner[i] ^ 0x5c;
    inner[i] ^= 0x36;
  }
  hash(inner, text, out);
  hash(outer, (cx_text){(const char *)out, sizeof out}, out);
  write_hex(out, hex);
  explicit_bzero(inner, sizeof inner);                                            /* (3) */
  explicit_bzero(outer, sizeof outer);
}
