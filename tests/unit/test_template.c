#include "scratch.h"

#include "profile/template.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct vocabulary vocabulary;

static const struct inputs person = {.text = {[INPUT_NAME] = "张\"三\\\n·x",
                                         [INPUT_NUMBER] = "330482199003079978",
                                         [INPUT_TYPE] = "resident",
                                         [INPUT_KEY] = "0a"}};

static void escapes_by_the_place(void **state)
{
    (void)state;
    static const struct {
        enum template_place place;
        const char *text, *filled;
    } cases[] = {
        {PLACE_URL, "/v1/{number}?n={name}&k={key}",
            "/v1/330482199003079978?n=%E5%BC%A0%22%E4%B8%89%5C%0A%C2%B7x&k=0a"},
        {PLACE_HEADER, "key={key}; {name}", "key=0a; %E5%BC%A0\"%E4%B8%89\\%0A%C2%B7x"},
        {PLACE_JSON, "say \"{name}\"", "say \\\"张\\\"三\\\\\\u000a·x\\\""},
        {PLACE_HEADER, "{{{key}}} {phone}.", "{0a} ."},
        {PLACE_HEADER, "", ""},
        {PLACE_HEADER, "{key}{key}", "0a0a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct template template;
        struct buf out = {0};
        struct err err;
        assert_int_equal(
            template_parse(&template, cases[i].text, cases[i].place, &vocabulary, &err), 0);
        template_fill(&template, &person, &out);
        assert_string_equal(buf_text(&out), cases[i].filled);
        template_release(&template);
        buf_release(&out);
    }
}

static void refuses_what_it_cannot_fill(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code, *says;
    } cases[] = {
        {"/{nunber}", "profile.placeholder", "{number}"},
        {"/{id}", "profile.placeholder", "{name}"},
        {"/{number", "profile.placeholder", "{number"},
        {"/a b", "profile.character", "%XX"},
        {"/\xE5\xBC\xA0", "profile.character", "%XX"},
        {"/a\r\nX: y", "profile.character", "%XX"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct template template;
        struct err err = {0};
        assert_int_equal(
            template_parse(&template, cases[i].text, PLACE_URL, &vocabulary, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_non_null(strstr(err.text, cases[i].says));
        assert_int_equal(err.status, STATUS_CONFIG);
    }
}

static int parse_json(const char *text, struct template *template, struct err *err)
{
    struct scratch file = scratch_text(text);
    struct yaml yaml;
    assert_int_equal(yaml_load(&yaml, file.path, err), 0);
    int result = template_parse_json(template, &yaml, yaml.root, "json", &vocabulary, err);
    yaml_release(&yaml);
    unlink(file.path);
    return result;
}

static void keeps_the_shape_of_a_json_body(void **state)
{
    (void)state;
    struct template template;
    struct err err;
    struct buf out = {0};
    assert_int_equal(parse_json("json:\n"
                                "  meta: {uuid: \"{key}\", n: 12, on: true, none: {}, empty: []}\n"
                                "  data: [{id: \"{number}\"}, \"{name}\"]\n"
                                "  \"k\\\"\": \"12\"\n",
                         &template, &err),
        0);
    template_fill(&template, &person, &out);
    json_t *json = json_loads(buf_text(&out), 0, NULL);
    assert_non_null(json);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(json, "meta"), "n")), 12);
    assert_string_equal(json_string_value(json_object_get(json, "k\"")), "12");
    const json_t *data = json_object_get(json, "data");
    assert_string_equal(json_string_value(json_array_get(data, 1)), person.text[INPUT_NAME]);
    assert_true(template_uses(&template, INPUT_KEY));
    assert_false(template_uses(&template, INPUT_PHONE));
    json_decref(json);
    template_release(&template);
    buf_release(&out);
}

static void json_errors_have_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        long line;
    } cases[] = {
        {"json:\n  a:\n    b: \"{nam}\"\n", "profile.placeholder", 3},
        {"json:\n  a: 1\n  c: [\"x\",\n    \"{zzz}\"]\n", "profile.placeholder", 4},
        {"json:\n  name: {name}\n", "profile.quotes", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct template template;
        struct err err = {0};
        assert_int_equal(parse_json(cases[i].text, &template, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.place.line, cases[i].line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_by_the_place),
        cmocka_unit_test(refuses_what_it_cannot_fill),
        cmocka_unit_test(keeps_the_shape_of_a_json_body),
        cmocka_unit_test(json_errors_have_their_line),
    };
    vocabulary_init(&vocabulary);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
