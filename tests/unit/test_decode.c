#include "unit.h"

#include "table/decode.h"
#include <iconv.h>
#include <string.h>

#define ROSTER "姓名,身份证号\n张三,1\n李四,2\n"

/* The text in another encoding; a missing "BOM" stays missing. */
static struct buf encoded(const char *text, const char *encoding)
{
    struct buf out = {0};
    buf_reserve(&out, 4 * strlen(text) + 4);
    iconv_t converter = iconv_open(encoding, "UTF-8");
    assert_true(converter != (iconv_t)-1);
    char *from = (char *)text, *to = out.data;
    size_t left = strlen(text), room = out.capacity - 1;
    assert_int_equal(iconv(converter, &from, &left, &to, &room), 0);
    iconv_close(converter);
    out.len = (size_t)(to - out.data);
    return out;
}

static void encodings_are_found_out(void **state)
{
    (void)state;
    static const struct {
        const char *encoding, *text, *found;
    } cases[] = {
        {"UTF-8", ROSTER, ""},
        {"UTF-8", "name,phone\n", ""},
        {"UTF-8", "\xEF\xBB\xBF" ROSTER, ""},
        {"UTF-8", "", ""},
        {"GB18030", ROSTER "𠮷㛃,3\n", "GB18030"},
        {"GB18030", "\xEF\xBB\xBF" ROSTER, "GB18030"},
        {"UTF-16LE", ROSTER, "UTF-16LE"},
        {"UTF-16BE", ROSTER, "UTF-16BE"},
        {"UTF-16LE", "\xEF\xBB\xBF" ROSTER, "UTF-16LE"},
        {"UTF-16BE", "\xEF\xBB\xBF姓", "UTF-16BE"},
        {"UTF-32LE", "\xEF\xBB\xBF" ROSTER, "UTF-32LE"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf content = encoded(cases[i].text, cases[i].encoding);
        struct decoded decoded;
        struct err err = {0};
        assert_int_equal(decode(&content, NULL, "a.csv", &decoded, &err), 0);
        const char *text = cases[i].text;
        assert_string_equal(decoded.text, strncmp(text, "\xEF\xBB\xBF", 3) ? text : text + 3);
        assert_int_equal(decoded.len, strlen(decoded.text));
        assert_string_equal(decoded.encoding, cases[i].found);
        buf_release(&content);
    }
}

static void a_named_encoding_is_used(void **state)
{
    (void)state;
    static const struct {
        const char *text, *encoding, *name, *found;
    } cases[] = {
        {"測試\n", "BIG5", "BIG5", "BIG5"},
        {"测试𠮷\n", "GB18030", "gbk", "GB18030"},
        {"测试\n", "GB18030", "GB2312", "GB18030"},
        {ROSTER, "UTF-8", "utf-8", ""},
        {ROSTER, "UTF-8", "BIG5", "UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf content = encoded(cases[i].text, cases[i].encoding);
        struct decoded decoded;
        struct err err = {0};
        assert_int_equal(decode(&content, cases[i].name, "a.csv", &decoded, &err), 0);
        assert_string_equal(decoded.text, cases[i].text);
        assert_string_equal(decoded.encoding, cases[i].found);
        buf_release(&content);
    }
}

/* `text` is in the bytes of the file. */
static void what_cannot_be_read_has_a_code_and_a_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t len;
        const char *name, *code;
        long line;
    } cases[] = {
        {ROSTER "\xFF,3\n", sizeof ROSTER + 3, NULL, "decode.bytes", 4},
        {"a\r\nb\rc\n\xFF\n", 9, "UTF-8", "decode.bytes", 4},
        {"\xEF\xBB\xBFx\n\xE5\xBC\n", 8, NULL, "decode.bytes", 2},
        {"\xD0\xD5\xC3\xFB,\xB5\xE7\xBB\xB0\n\xD5\xC5\xC8\xFD,\xFF\n", 17, NULL, "decode.bytes", 2},
        {"\xD0\xD5\xC3\xFB\n\xD5\xC5\n\xD5", 9, "GBK", "decode.bytes", 3},
        {"\xB4\xFA\xB8\xD5,\xA7\xF5\xAE\xDB\n", 10, NULL, "decode.encoding", 1},
        {"abc\n\xE9t\xE9\n", 8, NULL, "decode.encoding", 2},
        {"a,b\nc\0d,e\nffffffffffffffffffffffffffffffffffffffff", 50, NULL, "decode.nul", 2},
        {"\xFF\xFE\0\xD8\n\0", 6, NULL, "decode.bytes", 1},
        {"a\n", 2, "KLINGON", "decode.name", 0},
        {ROSTER, sizeof ROSTER - 1, "KLINGON", "decode.name", 0},
        {"a\n", 2, "UTF-16//IGNORE", "decode.name", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf content = {0};
        struct decoded decoded;
        struct err err = {0};
        buf_add(&content, cases[i].text, cases[i].len);
        assert_int_equal(decode(&content, cases[i].name, "a.csv", &decoded, &err), -1);
        if (strcmp(err.code, cases[i].code))
            fail_msg("case %zu: %s", i, err.code);
        assert_int_equal(err.place.line, cases[i].line);
        buf_release(&content);
    }
}

static void big_files_are_converted_whole(void **state)
{
    (void)state;
    struct buf text = {0};
    buf_add_text(&text, ROSTER);
    for (int i = 0; i < 20000; i++)
        buf_printf(&text, "欧阳𠮷祥,%d\n", i);
    struct buf content = encoded(text.data, "GB18030");
    struct decoded decoded;
    struct err err = {0};
    assert_int_equal(decode(&content, NULL, "a.csv", &decoded, &err), 0);
    assert_int_equal(decoded.len, text.len);
    assert_memory_equal(decoded.text, text.data, text.len);
    buf_release(&content);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_found_out),
        cmocka_unit_test(a_named_encoding_is_used),
        cmocka_unit_test(what_cannot_be_read_has_a_code_and_a_line),
        cmocka_unit_test(big_files_are_converted_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
