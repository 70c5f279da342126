#include "unit.h"

#include "base/jsontext.h"
#include <stdlib.h>
#include <string.h>

static const char *const texts[] = {
    "{}",
    "[]",
    " { } ",
    "{\"muster\":1,\"name\":\"阿依古丽·买买提\",\"doc\":{\"type\":\"resident\",\"number\":\"\"}}",
    "{ \"a\" : [ 1 , -2 , 0 , -0 ] ,\t\"b\" : null , \"c\" : true , \"d\" : false }\r\n",
    "[999999999999999999,-999999999999999999]",
    "[9223372036854775807,9223372036854775808]",
    "[01]",
    "[1.5,-2e3,1E+2]",
    "{\"same\":1,\"same\":2}",
    "{\"\":1}",
    "[\"say \\\"10\\\"\\u00e9\\ud840\\udfb7\",\"𠮷\"]",
    "[\"\\u0000\"]",
    "[\"tab\there\"]",
    "[\"\xC0\xAF\",\"\xED\xA0\x80\"]",
    "[[[[[[[[[[[[[[[[[[[[\"deep\"]]]]]]]]]]]]]]]]]]]]",
    "\"no container\"",
    "[tru]",
    "",
};

/* Exactly as jansson reads these bytes, also where it refuses them. */
static void assert_same(const char *bytes, size_t len)
{
    json_t *ours = jsontext_read(bytes, len);
    json_t *theirs = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL);
    if ((ours || theirs) && !json_equal(ours, theirs))
        fail_msg("`%.*s` is read otherwise than jansson reads it", (int)len, bytes);
    json_decref(ours);
    json_decref(theirs);
}

static void reads_what_jansson_reads(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_same(texts[i], strlen(texts[i]));
}

static void a_text_may_end_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t len = strlen(texts[i]); len-- > 0;)
            assert_same(texts[i], len);
}

static void a_byte_may_be_any_other(void **state)
{
    (void)state;
    static const char others[] = "{}[]\",:\\ 0-.eEtn\n\x01\x7F\x80\xC3";
    char text[200];
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t at = 0; at < strlen(texts[i]); at++)
            for (size_t o = 0; o < sizeof others; o++) {
                strcpy(text, texts[i]);
                text[at] = others[o];
                assert_same(text, strlen(texts[i]));
            }
}

static void members_keep_their_order(void **state)
{
    (void)state;
    static const char text[] = "{\"z\":1,\"a\":{\"y\":[],\"b\":{}},\"m\":\"\"}";
    json_t *json = jsontext_read(text, strlen(text));
    char *again = json_dumps(json, JSON_COMPACT);
    assert_string_equal(again, text);
    free(again);
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_jansson_reads),
        cmocka_unit_test(a_text_may_end_anywhere),
        cmocka_unit_test(a_byte_may_be_any_other),
        cmocka_unit_test(members_keep_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
