#include "unit.h"

#include "base/digest.h"
#include "base/encoding.h"
#include <string.h>

#define TWENTY(c) c c c c c c c c c c c c c c c c c c c c

static void gives_what_the_standards_print(void **state)
{
    (void)state;
    static const char key_aa[] = TWENTY("\xaa") TWENTY("\xaa") TWENTY("\xaa") TWENTY("\xaa")
        TWENTY("\xaa") TWENTY("\xaa") "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa";
    static const char counted[] = "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10"
                                  "\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f "
                                  "";
    static const struct {
        const char *source, *name, *key, *text, *hex;
    } cases[] = {
        {"RFC 1321 A.5", "md5", "", "", "d41d8cd98f00b204e9800998ecf8427e"},
        {"RFC 1321 A.5", "md5", "", "abc", "900150983cd24fb0d6963f7d28e17f72"},
        {"RFC 1321 A.5", "md5", "", "message digest", "f96b697d7cb7938d525a2f31aaf161d0"},
        {"FIPS 180", "sha1", "", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"},
        {"FIPS 180", "sha1", "", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"},
        {"FIPS 180", "sha256", "", "abc",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"FIPS 180", "sha256", "", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"GB/T 32905 A.1", "sm3", "", "abc",
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"},
        {"GB/T 32905 A.2", "sm3", "",
            "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"},
        {"RFC 2202 2.1", "hmac-md5",
            "\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b", "Hi There",
            "9294727a3638bb1c13f48ef8158bfc9d"},
        {"RFC 2202 2.2", "hmac-md5", "Jefe", "what do ya want for nothing?",
            "750c783e6ab0b503eaa86e310a5db738"},
        {"RFC 2202 3.1", "hmac-sha1", TWENTY("\x0b"), "Hi There",
            "b617318655057264e28bc0b6fb378c8ef146be00"},
        {"RFC 2202 3.2", "hmac-sha1", "Jefe", "what do ya want for nothing?",
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
        {"RFC 4231 4.2", "hmac-sha256", TWENTY("\x0b"), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"RFC 4231 4.3", "hmac-sha256", "Jefe", "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {"RFC 4231 4.7", "hmac-sha256", key_aa,
            "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
        {"GM/T 0042 D.3", "hmac-sm3", counted,
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopqabcdbcdecdefdefgefghfghighijhij"
            "kijkljklmklmnlmnomnopnopq",
            "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a"},
        {"an empty key is a key", "hmac-sha256", "", "",
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char bytes[DIGEST_BYTES];
        char hex[DIGEST_HEX + 1];
        int found = digest_find(cases[i].name);
        print_message("# %s\n", cases[i].source);
        assert_true(found >= 0);
        assert_string_equal(digest_names[found], cases[i].name);
        enum digest digest = (enum digest)found;
        assert_int_equal(digest_of(digest, cases[i].key, strlen(cases[i].key), cases[i].text,
                             strlen(cases[i].text), bytes),
            0);
        digest_hex(bytes, digest_size(digest), hex);
        assert_string_equal(hex, cases[i].hex);
        assert_int_equal(digest_keyed(digest), !strncmp(cases[i].name, "hmac-", 5));
    }
    assert_int_equal(digest_find("sha512"), -1);
    assert_int_equal(digest_find("MD5"), -1);
}

static void one_key_seals_many(void **state)
{
    (void)state;
    static const struct {
        const char *text, *hex;
    } cases[] = {
        {"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"}, // RFC 4231 4.3
        {"", "923598ca6d64af2a5dba79dcd021a8a0fe5c5f557519adaaf0ad532d4506dd30"},
        {"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    };
    struct digest_seal *seal = digest_seal_new("Jefe", 4);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char bytes[DIGEST_BYTES];
        char hex[DIGEST_HEX + 1];
        digest_seal(seal, cases[i].text, strlen(cases[i].text), bytes);
        digest_hex(bytes, sizeof bytes, hex);
        assert_string_equal(hex, cases[i].hex);
    }
    digest_seal_free(seal);
    digest_seal_free(NULL);
}

static void writes_bytes_as_text_and_reads_them_again(void **state)
{
    (void)state;
    static const struct {
        enum encoding encoding;
        const char *bytes;
        size_t len;
        const char *text;
    } cases[] = {
        {ENCODING_HEX, "\x00\x7f\xff", 3, "007fff"},
        {ENCODING_HEX_UPPER, "\x00\x7f\xff", 3, "007FFF"},
        {ENCODING_HEX, "", 0, ""},
        {ENCODING_BASE64, "", 0, ""}, // RFC 4648, section 10
        {ENCODING_BASE64, "f", 1, "Zg=="},
        {ENCODING_BASE64, "fo", 2, "Zm8="},
        {ENCODING_BASE64, "foo", 3, "Zm9v"},
        {ENCODING_BASE64, "foob", 4, "Zm9vYg=="},
        {ENCODING_BASE64, "fooba", 5, "Zm9vYmE="},
        {ENCODING_BASE64, "foobar", 6, "Zm9vYmFy"},
        {ENCODING_BASE64, "\x00\xff\xef\xbe", 4, "AP/vvg=="},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf text = {0}, bytes = {0};
        print_message("# %s\n", cases[i].text);
        buf_add_char(&text, '<');
        encoding_add(cases[i].encoding, cases[i].bytes, cases[i].len, &text);
        assert_string_equal(buf_text(&text) + 1, cases[i].text);
        assert_int_equal(text.len, 1 + strlen(cases[i].text));
        assert_int_equal(
            encoding_undo(cases[i].encoding, buf_text(&text) + 1, text.len - 1, &bytes), 0);
        assert_int_equal(bytes.len, cases[i].len);
        assert_memory_equal(buf_text(&bytes), cases[i].bytes, cases[i].len);
        buf_release(&text);
        buf_release(&bytes);
    }
}

static void refuses_what_is_no_such_text(void **state)
{
    (void)state;
    static const struct {
        enum encoding encoding;
        const char *text;
    } cases[] = {
        {ENCODING_HEX, "0"},
        {ENCODING_HEX, "0g"},
        {ENCODING_HEX, "00 1"},
        {ENCODING_HEX_UPPER, "/0"},
        {ENCODING_BASE64, "Zg"},
        {ENCODING_BASE64, "Zg="},
        {ENCODING_BASE64, "Z==="},
        {ENCODING_BASE64, "===="},
        {ENCODING_BASE64, "Zh=="}, // bits left over
        {ENCODING_BASE64, "Zm9\n"},
        {ENCODING_BASE64, "Zm-_"},
        {ENCODING_BASE64, "Zg==Zg=="},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = {0};
        print_message("# case %zu\n", i);
        buf_add_text(&out, "kept");
        assert_int_equal(
            encoding_undo(cases[i].encoding, cases[i].text, strlen(cases[i].text), &out), -1);
        assert_string_equal(buf_text(&out), "kept");
        buf_release(&out);
    }
    struct buf out = {0};
    assert_int_equal(encoding_undo(ENCODING_BASE64, "AA\0=", 4, &out), -1);
    assert_int_equal(out.len, 0);
    buf_release(&out);
    assert_int_equal(encoding_find("HEX"), ENCODING_HEX_UPPER);
    assert_int_equal(encoding_find("Hex"), -1);
}

static void expect_parts(const char *key, const char *first, const char *second)
{
    unsigned char got[DIGEST_BYTES], expected[DIGEST_BYTES];
    struct buf whole = {0};
    const char *const parts[] = {first, second};
    for (int i = 0; i < 2; i++) {
        size_t len = strlen(parts[i]);
        for (int shift = 56; shift >= 0; shift -= 8)
            buf_add_char(&whole, (char)(len >> shift));
        buf_add(&whole, parts[i], len);
    }
    assert_int_equal(
        digest_of(DIGEST_HMAC_SHA256, key, strlen(key), whole.data, whole.len, expected), 0);
    digest_hmac(key, strlen(key), parts, 2, got);
    assert_memory_equal(got, expected, sizeof got);
    buf_release(&whole);
}

/* The same whichever key came before, and however long the parts are. */
static void parts_are_signed_with_their_lengths(void **state)
{
    (void)state;
    static const char *const keys[] = {
        "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdeg", "short"};
    char text[600] = "";
    for (size_t len = 0; len + 1 < sizeof text; len += 37) {
        memset(text, 'x', len);
        text[len] = '\0';
        for (size_t i = 0; i < 9; i++) {
            expect_parts(keys[i % 3], text, "one");
            expect_parts(keys[i / 3], "", text);
            expect_parts(keys[i / 3], text, text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_signed_with_their_lengths),
        cmocka_unit_test(gives_what_the_standards_print),
        cmocka_unit_test(one_key_seals_many),
        cmocka_unit_test(writes_bytes_as_text_and_reads_them_again),
        cmocka_unit_test(refuses_what_is_no_such_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
