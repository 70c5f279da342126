#include "unit.h"

#include "endpoint/form.h"
#include <string.h>

static void show(const struct params *params, struct buf *out)
{
    for (size_t i = 0; i < params->count; i++)
        buf_printf(out, "[%s|%s]", params_name(params, i), params_value(params, i));
}

static void pairs_are_unescaped(void **state)
{
    (void)state;
    static const struct {
        const char *text, *pairs; // NULL: refused
    } rows[] = {
        {"", ""},
        {"a=1&b=2", "[a|1][b|2]"},
        {"a=1&&a=2&", "[a|1][a|2]"},
        {"a&=b", "[a|][|b]"},
        {"a=b=c", "[a|b=c]"},
        {"n=%E5%BC%A0+%2b%20x", "[n|张 + x]"},
        {"a=%", NULL},
        {"a=%2", NULL},
        {"a=%zz", NULL},
        {"a=%00", NULL},
        {"a=%ff", NULL},
        {"%ff=a", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct params params = {0};
        struct buf shown = {0};
        bool good = form_read(rows[i].text, strlen(rows[i].text), &params);
        show(&params, &shown);
        assert_int_equal(good, rows[i].pairs != NULL);
        if (good)
            assert_string_equal(buf_text(&shown), rows[i].pairs);
        params_release(&params);
        buf_release(&shown);
    }
}

static void parts_are_read(void **state)
{
    (void)state;
    static const char head[] = "Content-Disposition: form-data; name=";
    static const struct {
        const char *type, *body, *pairs; // $: `head`; pairs NULL: refused
    } rows[] = {
        {"multipart/form-data; boundary=x",
            "--x\r\n$\"a\"\r\n\r\n1\r\n--x\r\n$\"b\"\r\n\r\n\r\n--x--\r\n", "[a|1][b|]"},
        {"Multipart/Form-Data; boundary=\"x y\"; z=1",
            "--x y\r\n$\"a\"\r\nContent-Type: text/plain\r\n\r\n1\r\n2--x y\r\n--x y--",
            "[a|1\r\n2--x y]"},
        {"multipart/form-data; boundary=x", "--x--\r\n", ""},
        {"multipart/form-data; boundary=x", "--x\r\n$\"a\"\r\n\r\n1\r\n", NULL},
        {"multipart/form-data; boundary=x", "--x\r\n$\"a\"\r\n--x--", NULL},
        {"multipart/form-data; boundary=x", "--x\r\n\r\n\r\n1\r\n--x--", NULL},
        {"multipart/form-data; boundary=x", "--x\r\n--x--", NULL},
        {"multipart/form-data; boundary=x", "x", NULL},
        {"multipart/form-data; boundary=x", "", NULL},
        {"multipart/form-data", "--\r\n", NULL},
        {"application/json", "--x--", NULL},
        {NULL, "--x--", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct params params = {0};
        struct buf shown = {0}, body = {0};
        for (const char *c = rows[i].body; *c; c++)
            if (*c == '$')
                buf_add_text(&body, head);
            else
                buf_add_char(&body, *c);
        bool good = form_read_parts(rows[i].type, buf_text(&body), body.len, &params);
        show(&params, &shown);
        assert_int_equal(good, rows[i].pairs != NULL);
        if (good)
            assert_string_equal(buf_text(&shown), rows[i].pairs);
        params_release(&params);
        buf_release(&shown);
        buf_release(&body);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_unescaped),
        cmocka_unit_test(parts_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
