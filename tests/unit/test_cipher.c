#include "unit.h"

#include "base/cipher.h"
#include "base/encoding.h"
#include <string.h>

#define SP800_KEY_128 "2b7e151628aed2a6abf7158809cf4f3c"
#define SP800_KEY_256 "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"
#define SP800_PLAIN                                                                                \
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"                             \
    "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
#define COUNTED_IV "000102030405060708090a0b0c0d0e0f"
#define SM4_KEY "0123456789abcdeffedcba9876543210"

static struct buf bytes_of(const char *hex)
{
    struct buf bytes = {0};
    assert_int_equal(encoding_undo(ENCODING_HEX, hex, strlen(hex), &bytes), 0);
    buf_add(&bytes, "", 0);
    return bytes;
}

/* The standards fill nothing up: their blocks are the first ones, then comes a block of filling. */
static void gives_what_the_standards_print(void **state)
{
    (void)state;
    static const struct {
        const char *source, *name, *key, *iv, *plain, *sealed;
    } cases[] = {
        {"SP 800-38A F.1.1", "aes-128-ecb", SP800_KEY_128, "", SP800_PLAIN,
            "3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf"
            "43b1cd7f598ece23881b00e3ed0306887b0c785e27e8ad3f8223207104725dd4"},
        {"SP 800-38A F.1.5", "aes-256-ecb", SP800_KEY_256, "", SP800_PLAIN,
            "f3eed1bdb5d2a03c064b5a7e3db181f8591ccb10d410ed26dc5ba74a31362870"
            "b6ed21b99ca6f4f9f153e7b1beafed1d23304b7a39f9f3ff067d8d8f9e24ecc7"},
        {"SP 800-38A F.2.1", "aes-128-cbc", SP800_KEY_128, COUNTED_IV, SP800_PLAIN,
            "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
            "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7"},
        {"SP 800-38A F.2.5", "aes-256-cbc", SP800_KEY_256, COUNTED_IV, SP800_PLAIN,
            "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
            "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"},
        {"GB/T 32907 A.1", "sm4-ecb", SM4_KEY, "", SM4_KEY, "681edf34d206965e86b3e94f536e4246"},
        {"draft-ribose-cfrg-sm4", "sm4-cbc", SM4_KEY, COUNTED_IV,
            "aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffffaaaaaaaabbbbbbbb",
            "78ebb11cc40b0a48312aaeb2040244cb4cb7016951909226979b0d15dc6a8f6d"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("# %s\n", cases[i].source);
        struct buf key = bytes_of(cases[i].key), iv = bytes_of(cases[i].iv),
                   plain = bytes_of(cases[i].plain), sealed = {0}, hex = {0}, opened = {0};
        int found = cipher_find(cases[i].name);
        assert_true(found >= 0);
        enum cipher cipher = (enum cipher)found;
        assert_int_equal(cipher_key_size(cipher), key.len);
        assert_int_equal(cipher_iv_size(cipher), iv.len);
        assert_int_equal(cipher_seal(cipher, key.data, iv.data, plain.data, plain.len, &sealed), 0);
        assert_int_equal(sealed.len, plain.len + 16);
        encoding_add(ENCODING_HEX, sealed.data, plain.len, &hex);
        assert_string_equal(buf_text(&hex), cases[i].sealed);
        assert_int_equal(
            cipher_open(cipher, key.data, iv.data, sealed.data, sealed.len, &opened), 0);
        assert_int_equal(opened.len, plain.len);
        assert_memory_equal(opened.data, plain.data, plain.len);
        struct buf *all[] = {&key, &iv, &plain, &sealed, &hex, &opened};
        for (size_t k = 0; k < sizeof all / sizeof *all; k++)
            buf_wipe(all[k]);
    }
    assert_int_equal(cipher_find("aes-192-cbc"), -1);
    assert_int_equal(cipher_find("AES-128-CBC"), -1);
}

static void fills_up_the_last_block(void **state)
{
    (void)state;
    for (size_t len = 0; len <= 33; len++) {
        char plain[33];
        memset(plain, 'x', sizeof plain);
        struct buf sealed = {0}, opened = {0};
        buf_add_text(&sealed, "<");
        assert_int_equal(cipher_seal(CIPHER_SM4_CBC, "0123456789abcdef", "fedcba9876543210", plain,
                             len, &sealed),
            0);
        assert_int_equal(sealed.len, 1 + (len / 16 + 1) * 16);
        assert_int_equal(cipher_open(CIPHER_SM4_CBC, "0123456789abcdef", "fedcba9876543210",
                             sealed.data + 1, sealed.len - 1, &opened),
            0);
        assert_int_equal(opened.len, len);
        assert_memory_equal(opened.data, plain, len);
        buf_release(&sealed);
        buf_release(&opened);
    }
}

static void opens_nothing_that_is_not_sealed(void **state)
{
    (void)state;
    static const char key[] = "0123456789abcdef", other[] = "0123456789abcdeg";
    struct buf sealed = {0}, opened = {0};
    buf_add_text(&opened, "kept");
    assert_int_equal(cipher_seal(CIPHER_AES_128_ECB, key, NULL, "a name", 6, &sealed), 0);
    assert_int_equal(
        cipher_open(CIPHER_AES_128_ECB, other, NULL, sealed.data, sealed.len, &opened), -1);
    assert_int_equal(
        cipher_open(CIPHER_AES_128_ECB, key, NULL, sealed.data, sealed.len - 1, &opened), -1);
    assert_int_equal(cipher_open(CIPHER_AES_128_ECB, key, NULL, "", 0, &opened), -1);
    assert_string_equal(buf_text(&opened), "kept");
    buf_release(&sealed);
    buf_release(&opened);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_what_the_standards_print),
        cmocka_unit_test(fills_up_the_last_block),
        cmocka_unit_test(opens_nothing_that_is_not_sealed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
