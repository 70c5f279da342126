#include "scratch.h"

#include "base/yaml.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int load(struct yaml *yaml, const char *text, struct err *err)
{
    struct scratch file = scratch_text(text);
    int result = yaml_load(yaml, file.path, err);
    unlink(file.path);
    return result;
}

static void keeps_types_and_lines(void **state)
{
    (void)state;
    struct yaml yaml;
    struct err err;
    assert_int_equal(load(&yaml, "a: 12\nb: '12'\nc:\n  - true\n  - 0123\n", &err), 0);
    assert_true(json_is_integer(json_object_get(yaml.root, "a")));
    assert_true(json_is_string(json_object_get(yaml.root, "b")));
    const json_t *c = json_object_get(yaml.root, "c");
    assert_true(json_is_true(json_array_get(c, 0)));
    assert_string_equal(json_string_value(json_array_get(c, 1)), "0123");
    assert_int_equal(yaml_line(&yaml, c, NULL, 1), 5);
    assert_int_equal(yaml_line(&yaml, yaml.root, "b", 0), 2);
    yaml_release(&yaml);
}

static void refuses_with_a_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        long line;
    } cases[] = {
        {"a: 1\na: 2\n", "yaml.twice", 2},
        {"a: 1\n{b}: 2\n", "yaml.key", 2},
        {"a: 1\nb: {[c]: 2}\n", "yaml.key", 2},
        {"a: &x 1\nb: *x\n", "yaml.feature", 1},
        {"- a\n", "yaml.top", 1},
        {"a: [1,\n", "yaml.syntax", 2},
        {"a: 1\n---\nb: 2\n", "yaml.documents", 2},
        {"a: \xFF\n", "yaml.encoding", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml yaml;
        struct err err = {0};
        assert_int_equal(load(&yaml, cases[i].text, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.place.line, cases[i].line);
        assert_int_equal(err.status, STATUS_CONFIG);
    }
}

static void unknown_key_names_the_nearest(void **state)
{
    (void)state;
    static const char *const known[] = {"endpoint", "rate", NULL};
    struct yaml yaml;
    struct err err;
    assert_int_equal(load(&yaml, "rate: 1\nendpont: x\n", &err), 0);
    assert_int_equal(yaml_only(&yaml, yaml.root, known, &err), -1);
    assert_string_equal(err.code, "config.key");
    assert_int_equal(err.place.line, 2);
    assert_non_null(strstr(err.text, "endpoint"));
    yaml_release(&yaml);
}

static void what_should_hold_lines_and_does_not_is_told(void **state)
{
    (void)state;
    static const char *const known[] = {"b", NULL};
    static const struct {
        const char *text;
        long line;
        const char *says;
    } cases[] = {
        {"x: ''\na:\n", 2, "`a` is empty"},
        {"a: ''\n", 1, "`a` is empty"},
        {"a:\n# b: 1\nc: 2\n", 1, "leave it out"},
        {"x: 2\na: 2\n", 2, "`key: value`"},
        {"x: [1]\n\na: [b, c]\n", 3, "`key: value`"},
        {"x: true\na: true\n", 0, "`key: value`"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml yaml;
        struct err err = {0};
        print_message("# case %zu\n", i);
        assert_int_equal(load(&yaml, cases[i].text, &err), 0);
        assert_int_equal(yaml_only(&yaml, json_object_get(yaml.root, "a"), known, &err), -1);
        assert_string_equal(err.code, "config.type");
        assert_int_equal(err.place.line, cases[i].line);
        assert_non_null(strstr(err.text, cases[i].says));
        assert_int_equal(yaml_filled(&yaml, yaml.root, "a", &err), i < 3 ? -1 : 0);
        yaml_release(&yaml);
    }
}

static void empty_file_is_an_empty_mapping(void **state)
{
    (void)state;
    struct yaml yaml;
    struct err err;
    assert_int_equal(load(&yaml, "# nothing\n", &err), 0);
    assert_int_equal(json_object_size(yaml.root), 0);
    yaml_release(&yaml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_types_and_lines),
        cmocka_unit_test(refuses_with_a_line),
        cmocka_unit_test(unknown_key_names_the_nearest),
        cmocka_unit_test(what_should_hold_lines_and_does_not_is_told),
        cmocka_unit_test(empty_file_is_an_empty_mapping),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
