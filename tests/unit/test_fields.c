#include "scratch.h"

#include "profile/fields.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NUMBER "330482199003079978"

/* A `fields:` section that was read; `secret.aes` is the only secret. */
struct section {
    struct yaml yaml;
    struct vocabulary vocabulary;
    struct fields fields;
};

static int read_section(const char *text, struct section *section, struct err *err)
{
    struct scratch file = scratch_text(text);
    *section = (struct section){0};
    vocabulary_init(&section->vocabulary);
    section->vocabulary.names[INPUT_SECRET] = "secret.aes";
    assert_int_equal(yaml_load(&section->yaml, file.path, err), 0);
    unlink(file.path);
    return fields_parse(&section->fields, &section->yaml, &section->vocabulary, err);
}

static void release(struct section *section)
{
    fields_release(&section->fields);
    yaml_release(&section->yaml);
}

static const struct inputs person = {
    .text = {[INPUT_NAME] = "张三", [INPUT_NUMBER] = NUMBER, [INPUT_SECRET] = "0123456789abcdef"}};

static const char sealed[] =
    "fields:\n"
    "  plain: {from: \"{name}/{number}\"}\n"
    "  short: {from: \"{field.plain}\", steps: [{last: 4}]}\n"
    "  call: {from: \"tel {phone}\"}\n"
    "  called: {from: x, steps: [{prefix: \"{field.call}\"}]}\n"
    "  sealed:\n"
    "    from: \"{number}\"\n"
    "    steps: [upper, {aes-128-ecb: {key: \"{secret.aes}\"}}, hex, {prefix: \"des:\"}]\n";

static void a_field_may_be_made_of_those_before_it(void **state)
{
    (void)state;
    struct section section;
    struct err err = {0};
    struct inputs inputs = person;
    struct field_texts texts = {0};
    assert_int_equal(read_section(sealed, &section, &err), 0);
    assert_int_equal(section.fields.count, 5);
    assert_int_equal(vocabulary_find(&section.vocabulary, "field.short"), INPUT_FIELD + 1);
    assert_int_equal(fields_fill(&section.fields, &inputs, &texts, &err), 0);
    assert_string_equal(inputs.text[INPUT_FIELD], "张三/" NUMBER);
    assert_string_equal(inputs.text[INPUT_FIELD + 1], "9978");
    assert_null(inputs.text[INPUT_FIELD + 2]);
    assert_null(inputs.text[INPUT_FIELD + 3]);
    assert_string_equal(inputs.text[INPUT_FIELD + 4],
        "des:9439a54b2e7564d2eb399803dc9d445c74843f79cf2daddfdc97bb6d17e9dc44");
    inputs.text[INPUT_NAME] = "李四";
    inputs.text[INPUT_PHONE] = "13800138000";
    assert_int_equal(fields_fill(&section.fields, &inputs, &texts, &err), 0);
    assert_string_equal(inputs.text[INPUT_FIELD], "李四/" NUMBER);
    assert_string_equal(inputs.text[INPUT_FIELD + 2], "tel 13800138000");
    assert_string_equal(inputs.text[INPUT_FIELD + 3], "tel 13800138000x");
    inputs.text[INPUT_PHONE] = NULL;
    assert_int_equal(fields_fill(&section.fields, &inputs, &texts, &err), 0);
    assert_null(inputs.text[INPUT_FIELD + 3]);
    field_texts_release(&texts);
    release(&section);
}

static void what_a_field_is_made_of_is_known_through_others(void **state)
{
    (void)state;
    static const struct {
        size_t field;
        int input;
        bool used;
    } cases[] = {
        {0, INPUT_NAME, true},
        {0, INPUT_PHONE, false},
        {1, INPUT_NUMBER, true},
        {1, INPUT_FIELD, true},
        {2, INPUT_NUMBER, false},
        {3, INPUT_PHONE, true}, // through an argument of a step
        {3, INPUT_NAME, false},
        {4, INPUT_SECRET, true},
        {4, INPUT_NAME, false},
    };
    struct section section;
    struct err err = {0};
    assert_int_equal(read_section(sealed, &section, &err), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("# case %zu\n", i);
        assert_int_equal(
            fields_use(&section.fields, cases[i].field, cases[i].input), cases[i].used);
    }
    release(&section);
}

static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        long line;
        const char *says;
    } cases[] = {
        {"fields: [a]\n", "config.type", 1, "at most 16"},
        {"fields:\n  A: {from: x}\n", "profile.name", 2, "lower-case"},
        {"fields:\n  a: \"{number}\"\n", "profile.field", 2, "a: {from:"},
        {"fields:\n  a: {}\n", "profile.field", 2, "a: {from:"},
        {"fields:\n  a:\n    steps: [upper]\n", "profile.field", 3, "`from` is missing"},
        {"fields:\n  a: {form: x}\n", "config.key", 2, "did you mean `from`?"},
        {"fields:\n  a: {from: 12}\n", "config.type", 2, "quotes"},
        {"fields:\n  a: {from: \"{nmae}\"}\n", "profile.placeholder", 2, "{name}"},
        {"fields:\n  a: {from: \"{field.b}\"}\n  b: {from: x}\n", "profile.placeholder", 2,
            "{field.b}"},
        {"fields:\n  a: {from: \"{field.a}\"}\n", "profile.placeholder", 2, "{field.a}"},
        {"fields:\n  a: {from: x}\n  b:\n    from: x\n    steps:\n      - md6\n", "profile.step", 6,
            "`md5`"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct section section;
        struct err err = {0};
        print_message("# case %zu\n", i);
        assert_int_equal(read_section(cases[i].text, &section, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.place.line, cases[i].line);
        assert_int_equal(err.status, STATUS_CONFIG);
        assert_non_null(strstr(err.text, cases[i].says));
        release(&section);
    }
}

static void there_are_at_most_sixteen(void **state)
{
    (void)state;
    for (int count = INPUT_FIELDS_MAX; count <= INPUT_FIELDS_MAX + 1; count++) {
        struct buf text = {0};
        struct section section;
        struct err err = {0};
        buf_add_text(&text, "fields:\n");
        for (int i = 0; i < count; i++)
            buf_printf(&text, "  f%d: {from: x}\n", i);
        int result = read_section(buf_text(&text), &section, &err);
        assert_int_equal(result, count > INPUT_FIELDS_MAX ? -1 : 0);
        release(&section);
        buf_release(&text);
    }
}

static void a_wrong_key_stops_with_the_place_in_the_profile(void **state)
{
    (void)state;
    struct section section;
    struct err err = {0};
    struct inputs inputs = person;
    struct field_texts texts = {0};
    inputs.text[INPUT_SECRET] = "s3cret";
    assert_int_equal(read_section(sealed, &section, &err), 0);
    assert_int_equal(fields_fill(&section.fields, &inputs, &texts, &err), -1);
    assert_string_equal(err.code, "profile.key-length");
    assert_int_equal(err.status, STATUS_CREDENTIALS);
    assert_int_equal(err.place.line, 8);
    assert_non_null(strstr(err.text, "the field `sealed`"));
    assert_null(strstr(err.text, "s3cret"));
    assert_null(inputs.text[INPUT_FIELD + 4]);
    field_texts_release(&texts);
    release(&section);
}

static void keys_made_of_secrets_alone_are_tried_before_there_is_a_person(void **state)
{
    (void)state;
#define MADE "fields:\n  made: {from: \"{secret.aes}\", steps: [md5, hex]}\n"
#define SEAL(how) "  seal: {from: \"{number}\", steps: [{" how "}, hex]}\n"
    static const struct {
        const char *text, *code;
    } cases[] = {
        {MADE SEAL("sm4-ecb: {key: \"hex:{field.made}\"}"), NULL},
        {MADE SEAL("sm4-ecb: {key: \"{field.made}\"}"), "profile.key-length"},
        {MADE SEAL("aes-256-ecb: {key: \"{field.made}\"}"), NULL},
        {MADE SEAL("sm4-cbc: {key: \"{secret.aes}\", iv: \"{field.made}\"}"), "profile.key-length"},
        {MADE SEAL("sm4-cbc: {key: \"{secret.aes}\", iv: \"hex:{nonce}\"}"), NULL},
        {MADE SEAL("hmac-sm3: \"base64:{secret.aes}\""), NULL},
        {MADE SEAL("hmac-sm3: \"hex:-{secret.aes}\""), "profile.key-text"},
        {MADE SEAL("sm4-ecb: {key: \"{phone}\"}"), NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct section section;
        struct err err = {0};
        struct inputs secrets = {.text = {[INPUT_SECRET] = "0123456789abcdef"}};
        print_message("# case %zu\n", i);
        assert_int_equal(read_section(cases[i].text, &section, &err), 0);
        assert_int_equal(fields_check(&section.fields, &secrets, &err), cases[i].code ? -1 : 0);
        assert_string_equal(err.code, cases[i].code ? cases[i].code : "");
        assert_int_equal(err.place.line, cases[i].code ? 3 : 0);
        release(&section);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_may_be_made_of_those_before_it),
        cmocka_unit_test(what_a_field_is_made_of_is_known_through_others),
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(there_are_at_most_sixteen),
        cmocka_unit_test(keys_made_of_secrets_alone_are_tried_before_there_is_a_person),
        cmocka_unit_test(a_wrong_key_stops_with_the_place_in_the_profile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
