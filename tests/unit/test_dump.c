#include "unit.h"

#include "record/dump.h"

static void prints_what_was_read(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{}",
        "[]",
        "{\"name\":\"阿依古丽·买买提\",\"squad\":{\"seat\":17,\"vacant\":[3,5]},\"notes\":[{}]}",
        "[true,false,null]",
        "[0,7,-7,10,99,100,-9223372036854775808,9223372036854775807]",
        "[0.5,-1024.25,1.0]",
        "[\"\",\"a\",\"seven 7\",\"\\\"\",\"quote \\\" and \\\\ backslash\",\"𠮷\"]",
        "[\"\\n\",\"line\\nbreak\",\"\\u0001 and, behind eight others, \\u001f\"]",
        "{\"ke\\\"y\":\"last\",\"\":\"first\"}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf out = {0};
        json_t *json = json_loads(texts[i], JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(json);
        dump_json(&out, json);
        assert_string_equal(out.data, texts[i]);
        json_decref(json);
        buf_release(&out);
    }
}

static void appends_to_what_is_there(void **state)
{
    (void)state;
    struct buf out = {0};
    dump_text(&out, "say \"10\"");
    buf_add_char(&out, ':');
    dump_number(&out, -10);
    assert_string_equal(out.data, "\"say \\\"10\\\"\":-10");
    assert_int_equal(out.len, strlen(out.data));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_what_was_read),
        cmocka_unit_test(appends_to_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
