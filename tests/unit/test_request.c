#include "unit.h"

#include "profile/request.h"
#include <string.h>

static void a_boundary_stands_in_no_part(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value, *boundary;
    } cases[] = {
        {"name", "张三", "muster-0"},
        {"name", "", "muster-0"},
        {"name", "--muster-0--\r\n", "muster-1"},
        {"name", "muster-0 muster-12", "muster-2"},
        {"muster-0", "x", "muster-1"},
        {"name", "muster-0muster-1muster-2muster-3muster-4muster-5muster-6muster-7muster-8muster-9",
            "muster-10"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct request request = {.body_kind = BODY_MULTIPART};
        struct buf type = {0}, body = {0};
        print_message("# case %zu\n", i);
        params_add(&request.form, cases[i].name, cases[i].value);
        params_add(&request.form, "number", "330482199003079978");
        request_close(&request);
        buf_printf(&type, "multipart/form-data; boundary=%s", cases[i].boundary);
        assert_string_equal(params_header(&request.headers, "content-type"), type.data);
        buf_printf(&body,
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
            "--%s\r\nContent-Disposition: form-data; name=\"number\"\r\n\r\n330482199003079978\r\n"
            "--%s--\r\n",
            cases[i].boundary, cases[i].name, cases[i].value, cases[i].boundary, cases[i].boundary);
        assert_string_equal(request.body.data, body.data);
        request_close(&request);
        assert_string_equal(request.body.data, body.data);
        assert_int_equal(request.headers.count, 1);
        buf_release(&type);
        buf_release(&body);
        request_release(&request);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_boundary_stands_in_no_part)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
