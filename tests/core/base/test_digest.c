/* test_digest.c - the published examples of FIPS 180-4 (as in RFC 6234) and of RFC 4231 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/digest.h"

static void sha256_is_that_of_the_standard(void **state) {
  (void)state;
  char hex[CX_DIGEST_HEX];
  cx_digest_sha256((cx_text){NULL, 0}, hex);
  assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  cx_digest_sha256(cx_text_of("abc"), hex);
  assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  cx_digest_sha256(cx_text_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), hex);
  assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  static char million[1000000];
  memset(million, 'a', sizeof million);
  cx_digest_sha256((cx_text){million, sizeof million}, hex);
  assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

typedef struct example {
  const char *name, *key, *text, *hmac;
  size_t key_length, text_length; /* so many bytes, where the text is NULL */
  char key_byte, text_byte;
} example;

/* RFC 4231, section 4; case 5 has its first 128 bits only. */
static const example EXAMPLE[] = {
    {"1", NULL, "Hi There",
     "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", 20, 0, 0x0b, 0},
    {"2", "Jefe", "what do ya want for nothing?",
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", 0, 0, 0, 0},
    {"3", NULL, NULL,
     "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe", 20, 50, '\xaa', '\xdd'},
    {"4",
     "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19",
     NULL, "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b", 0, 50, 0, '\xcd'},
    {"5", NULL, "Test With Truncation", "a3b6167473100ee06e0c796c2955552b", 20, 0, 0x0c, 0},
    {"6 (2)", NULL, "Test Using Larger Than Block-Size Key - Hash Key First",
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54", 131, 0, '\xaa', 0},
    {"7 (2)", NULL,
     "This is a test using a larger than block-size key and a larger than block-size data. The key "
     "needs to be hashed before being used by the HMAC algorithm.",
     "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2", 131, 0, '\xaa', 0},
};

static cx_text make(char *room, char byte, size_t length, const char *text) {
  if (text != NULL) return cx_text_of(text);
  memset(room, byte, length);
  return (cx_text){room, length};
}

static void hmac_is_that_of_the_rfc(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof EXAMPLE / sizeof *EXAMPLE; i++) {
    const example *e = &EXAMPLE[i];
    char key[200], text[200], hex[CX_DIGEST_HEX];
    cx_digest_hmac(make(key, e->key_byte, e->key_length, e->key),
                   make(text, e->text_byte, e->text_length, e->text), hex);
    assert_int_equal(strlen(hex), 64);
    if (strncmp(hex, e->hmac, strlen(e->hmac)) != 0) fail_msg("case %s: %s", e->name, hex);
  }
}

static void a_nul_is_a_byte_like_others(void **state) {
  (void)state;
  char one[CX_DIGEST_HEX], other[CX_DIGEST_HEX];
  cx_digest_hmac(cx_text_of("k"), (cx_text){"a\0b", 3}, one);
  cx_digest_hmac(cx_text_of("k"), (cx_text){"a\0c", 3}, other);
  assert_string_not_equal(one, other);
  cx_digest_hmac((cx_text){NULL, 0}, (cx_text){NULL, 0}, one);
  assert_string_equal(one, "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sha256_is_that_of_the_standard),
      cmocka_unit_test(hmac_is_that_of_the_rfc),
      cmocka_unit_test(a_nul_is_a_byte_like_others),
  };
  return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
