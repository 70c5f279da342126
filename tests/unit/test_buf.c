#include "unit.h"

#include "base/buf.h"
#include "base/text.h"
#include <string.h>

static void grows_and_stays_terminated(void **state)
{
    (void)state;
    struct buf buf = {0};
    assert_string_equal(buf_text(&buf), "");
    for (int i = 0; i < 1000; i++)
        buf_printf(&buf, "%d,", i % 10);
    assert_int_equal(buf.len, 2000);
    assert_int_equal(buf.data[2000], 0);
    buf_cut(&buf, 3);
    assert_string_equal(buf_text(&buf), "0,1");
    buf_release(&buf);
}

static void folds_what_spreadsheets_do_to_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *folded;
    } cases[] = {
        {"１３８０", "1380"},
        {" 姓　名 ", "姓 名"},
        {"a\xE2\x80\x8B"
         "b",
            "ab"},
        {"（张）", "(张)"},
        {"", ""},
        {"\xC2\xA0", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = {0};
        text_fold(&out, cases[i].text, strlen(cases[i].text));
        assert_string_equal(buf_text(&out), cases[i].folded);
        buf_release(&out);
    }
}

static void finds_the_first_byte_that_is_not_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t valid;
    } cases[] = {
        {"plain ascii text", 16},
        {"\xE5\xBC\xA0", 3},
        {"ab\xC0\xAF", 2},
        {"\xED\xA0\x80", 0},
        {"\xF4\x90\x80\x80", 0},
        {"\xE5\xBC", 0},
        {"12345678\xFF", 8},
        {"\xF0\xA0\xAE\xB7", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(text_valid_len(cases[i].text, strlen(cases[i].text)), cases[i].valid);
}

static void escapes_what_could_steer_a_terminal(void **state)
{
    (void)state;
    struct buf out = {0};
    text_escape(&out, "a\x1b[31m\xE2\x80\xAE张");
    assert_string_equal(buf_text(&out), "a\\x1B[31m\\u{202E}张");
    buf_release(&out);
}

static void masks_document_numbers_wherever_they_stand(void **state)
{
    static const struct {
        const char *text, *masked;
    } cases[] = {
        {"", ""},
        {"330482199003079978", "**************9978"},
        {"张三33048219900307997X的", "张三**************997X的"},
        {"330482900307997.csv:2", "***********7997.csv:2"},
        {"330482 19900307 9978", "****************9978"},
        {"13800138000, 20261111-03, 2026-11-11 05:40",
            "13800138000, 20261111-03, 2026-11-11 05:40"},
        {"12345678901234", "12345678901234"},
        {"12345678901234 ", "12345678901234 "},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = {0};
        text_mask(&out, cases[i].text);
        assert_string_equal(buf_text(&out), cases[i].masked);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_stays_terminated),
        cmocka_unit_test(folds_what_spreadsheets_do_to_text),
        cmocka_unit_test(finds_the_first_byte_that_is_not_utf8),
        cmocka_unit_test(escapes_what_could_steer_a_terminal),
        cmocka_unit_test(masks_document_numbers_wherever_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
