#include "scratch.h"

#include "profile/steps.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NUMBER "330482199003079978"

static const struct inputs inputs = {.text = {[INPUT_NAME] = "阿依古丽·买买提·艾力",
                                         [INPUT_NUMBER] = NUMBER,
                                         [INPUT_SECRET] = "0123456789abcdef",
                                         [INPUT_SECRET + 1] = "base64:MDEyMzQ1Njc4OWFiY2RlZg==",
                                         [INPUT_SECRET + 2] = "s3cret, too short"}};

static struct vocabulary words(void)
{
    struct vocabulary vocabulary;
    vocabulary_init(&vocabulary);
    vocabulary.names[INPUT_SECRET] = "secret.aes";
    vocabulary.names[INPUT_SECRET + 1] = "secret.coded";
    vocabulary.names[INPUT_SECRET + 2] = "secret.odd";
    return vocabulary;
}

/* `yaml` has to outlive the steps. */
static int parse(const char *text, struct yaml *yaml, struct steps *steps, struct err *err)
{
    struct scratch file = scratch_text(text);
    struct vocabulary vocabulary = words();
    assert_int_equal(yaml_load(yaml, file.path, err), 0);
    unlink(file.path);
    return steps_parse(steps, yaml, yaml->root, "steps", "sealed", &vocabulary, err);
}

static char *run(const char *list, const char *text)
{
    struct yaml yaml;
    struct steps steps;
    struct err err = {0};
    struct buf line = {0}, out = {0};
    buf_printf(&line, "steps: [%s]\n", list);
    if (parse(buf_text(&line), &yaml, &steps, &err) || steps_run(&steps, text, &inputs, &out, &err))
        fail_msg("%s: %s", list, err.text);
    steps_release(&steps);
    yaml_release(&yaml);
    buf_release(&line);
    return buf_take(&out);
}

static void each_step_changes_what_the_one_before_gave(void **state)
{
    (void)state;
    static const struct {
        const char *steps, *text, *result;
    } cases[] = {
        {"", "张三", "张三"},
        {"upper", "33048219900307997x·é", "33048219900307997X·é"},
        {"lower", "33048219900307997X·É", "33048219900307997x·É"},
        {"dot: \"\"", "阿依古丽·买买提·艾力", "阿依古丽买买提艾力"},
        {"dot: \".\"", "阿依古丽·买买提·艾力", "阿依古丽.买买提.艾力"},
        {"dot: •", "·", "•"},
        {"first: 1", "欧阳娜娜", "欧"},
        {"first: 9", "张三", "张三"},
        {"last: 2", "欧阳娜娜", "娜娜"},
        {"last: 9", "张三", "张三"},
        {"last: 1", "", ""},
        {"first: 14, last: 8", NUMBER, "19900307"},
        {"prefix: \"id {{{type}\", suffix: \"/{number}\"", "x", "id {x/" NUMBER},
        {"md5, hex", "", "d41d8cd98f00b204e9800998ecf8427e"},
        {"md5, HEX", "abc", "900150983CD24FB0D6963F7D28E17F72"},
        {"sha256, base64", "abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="},
        {"sm3, hex, first: 8, upper", "abc", "66C7F0F4"},
        {"hex, upper, prefix: \"0x\"", "张三", "0xE5BCA0E4B889"},
        {"sha256, sha256, hex", "hello",
            "9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *result = run(cases[i].steps, cases[i].text);
        print_message("# %s\n", cases[i].steps);
        assert_string_equal(result, cases[i].result);
        free(result);
    }
}

/* What the command prints, without the line end. */
static char *printed(const char *command)
{
    char line[400] = "";
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_non_null(fgets(line, sizeof line, pipe));
    assert_int_equal(pclose(pipe), 0);
    line[strcspn(line, "\n")] = '\0';
    return strdup(line);
}

#define KEY_HEX "30313233343536373839616263646566" // of secret.aes
#define DIGEST(how) "printf %s " NUMBER " | openssl dgst -r " how " | cut -d' ' -f1"
#define SEALED(how) "printf %s " NUMBER " | openssl enc -e -A -base64 -K " KEY_HEX " " how

static void openssl_on_the_command_line_gives_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *steps, *command;
    } cases[] = {
        {"md5, hex", DIGEST("-md5")},
        {"sha1, hex", DIGEST("-sha1")},
        {"sm3, hex", DIGEST("-sm3")},
        {"{hmac-md5: \"{secret.aes}\"}, hex", DIGEST("-md5 -hmac 0123456789abcdef")},
        {"{hmac-sha1: \"{secret.coded}\"}, hex", DIGEST("-sha1 -hmac 0123456789abcdef")},
        {"{hmac-sha256: \"hex:{secret.aes}\"}, hex",
            DIGEST("-sha256 -mac HMAC -macopt hexkey:0123456789abcdef")},
        {"{hmac-sm3: \"{secret.aes}\"}, hex", DIGEST("-sm3 -hmac 0123456789abcdef")},
        {"{aes-128-ecb: {key: \"{secret.aes}\"}}, base64", SEALED("-aes-128-ecb")},
        {"{aes-128-cbc: {key: \"{secret.coded}\", iv: 0000000000000000}}, base64",
            SEALED("-aes-128-cbc -iv 30303030303030303030303030303030")},
        {"{aes-256-ecb: {key: \"{secret.aes}{secret.aes}\"}}, base64",
            SEALED("-aes-256-ecb -K " KEY_HEX KEY_HEX)},
        {"{aes-256-cbc: {key: \"{secret.aes}{secret.aes}\", iv: \"{secret.aes}\"}}, base64",
            SEALED("-aes-256-cbc -K " KEY_HEX KEY_HEX " -iv " KEY_HEX)},
        {"{sm4-ecb: {key: \"{secret.aes}\"}}, base64", SEALED("-sm4-ecb")},
        {"{sm4-cbc: {key: \"{secret.aes}\", iv: \"hex:00112233445566778899AABBCCDDEEFF\"}}, base64",
            SEALED("-sm4-cbc -iv 00112233445566778899aabbccddeeff")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *ours = run(cases[i].steps, NUMBER), *theirs = printed(cases[i].command);
        print_message("# %s\n", cases[i].steps);
        assert_string_equal(ours, theirs);
        free(ours);
        free(theirs);
    }
}

static void mistakes_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        long line;
        const char *says;
    } cases[] = {
        {"steps: md5\n", "profile.step", 1, "[upper, md5, hex]"},
        {"steps:\n  - upper\n  - mb5\n", "profile.step", 3, "did you mean `md5`?"},
        {"steps: [base46]\n", "profile.step", 1, "did you mean `base64`?"},
        {"steps: [{aes-126-cbc: {key: a, iv: b}}]\n", "profile.step", 1, "`aes-128-cbc`"},
        {"steps: [rot13xyz]\n", "profile.step", 1, "use one of upper, lower, dot"},
        {"steps: [12]\n", "profile.step", 1, "{prefix: TEXT}"},
        {"steps:\n  - aes-128-cbc:\n    key: a\n", "profile.step", 2, "one word"},
        {"steps: [{upper: 1}]\n", "profile.step", 1, "`upper` takes no value"},
        {"steps: [{md5: \"{secret.aes}\"}, hex]\n", "profile.step", 1, "takes no value"},
        {"steps: [prefix]\n", "profile.step", 1, "{prefix: VALUE}"},
        {"steps: [hmac-md5, hex]\n", "profile.step", 1, "{hmac-md5: VALUE}"},
        {"steps: [{prefix: 86}]\n", "config.type", 1, "quotes"},
        {"steps: [{first: 0}]\n", "config.number", 1, "1 to 1000"},
        {"steps: [{first: \"3\"}]\n", "config.number", 1, "1 to 1000"},
        {"steps:\n  - {prefix: \"{secret.eas}\"}\n", "profile.placeholder", 2, "{secret.aes}"},
        {"steps:\n  - upper\n  - md5\n", "profile.step-order", 3, "end with hex"},
        {"steps:\n  - md5\n  - upper\n  - hex\n", "profile.step-order", 3, "`md5` gives bytes"},
        {"steps: [md5, {prefix: a}, hex]\n", "profile.step-order", 1, "hex or base64 between"},
        {"steps: [{sm4-ecb: {key: \"{secret.aes}\"}}, {first: 3}]\n", "profile.step-order", 1,
            "`first` works on text"},
        {"steps: [{hmac-sm3: 0123456789abcdef}, hex]\n", "profile.secret", 1, "{secret.NAME}"},
        {"steps:\n  - aes-128-ecb:\n      key: s3cret\n  - hex\n", "profile.secret", 3, "secrets:"},
        {"steps: [{aes-128-ecb: {key: \"{secret.aes}\", iv: a}}]\n", "config.key", 1, "`iv`"},
        {"steps: [{aes-128-cbc: {key: \"{secret.aes}\"}}, hex]\n", "profile.step", 1, "`iv`"},
        {"steps: [{aes-128-cbc: \"{secret.aes}\"}, hex]\n", "profile.step", 1, "key and iv"},
        {"steps: [{sm4-ecb: {}}, hex]\n", "profile.step", 1, "needs its key"},
        {"steps: [{aes-128-cbc: {key: \"{secret.aes}\", iv: abc}}, hex]\n", "profile.key-length", 1,
            "16 bytes and this has 3"},
        {"steps: [{aes-128-cbc: {key: \"{secret.aes}\", iv: \"hex:0g\"}}, hex]\n",
            "profile.key-text", 1, "hex"},
        {"steps: [hex, hex, hex, hex, hex, hex, hex, hex, hex, hex, hex, hex, hex, hex, hex, hex, "
         "hex]\n",
            "profile.step", 1, "at most 16"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml yaml;
        struct steps steps;
        struct err err = {0};
        print_message("# case %zu\n", i);
        assert_int_equal(parse(cases[i].text, &yaml, &steps, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.place.line, cases[i].line);
        assert_int_equal(err.status, STATUS_CONFIG);
        assert_non_null(strstr(err.text, cases[i].says));
        assert_null(strstr(err.text, "s3cret"));
        yaml_release(&yaml);
    }
}

static void a_key_that_does_not_fit_is_not_shown(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code, *says;
        enum status status;
    } cases[] = {
        {"steps:\n  - upper\n  - {aes-128-ecb: {key: \"{secret.odd}\"}}\n  - hex\n",
            "profile.key-length", "`sealed`: the key of `aes-128-ecb` must be 16 bytes",
            STATUS_CREDENTIALS},
        {"steps:\n  - upper\n  - {aes-256-ecb: {key: \"{secret.aes}\"}}\n  - hex\n",
            "profile.key-length", "must be 32 bytes long and is 16", STATUS_CREDENTIALS},
        {"steps:\n  - upper\n  - {sm4-cbc: {key: \"{secret.aes}\", iv: \"{secret.odd}\"}}\n"
         "  - hex\n",
            "profile.key-length", "the iv of `sm4-cbc`", STATUS_CREDENTIALS},
        {"steps:\n  - upper\n  - {hmac-md5: \"hex:{secret.odd}\"}\n  - hex\n", "profile.key-text",
            "`sealed`", STATUS_CREDENTIALS},
        {"steps:\n  - upper\n  - {hmac-md5: \"base64:{secret.odd}\"}\n  - hex\n",
            "profile.key-text", "`hmac-md5`", STATUS_CREDENTIALS},
        {"steps:\n  - hex\n  - {dot: x}\n  - hex\n  - hex\n  - hex\n  - hex\n  - hex\n  - hex\n"
         "  - hex\n  - hex\n  - hex\n  - hex\n  - hex\n  - hex\n  - hex\n",
            "profile.field-length", "65536", STATUS_CONFIG},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml yaml;
        struct steps steps;
        struct err err = {0};
        struct buf out = {0};
        print_message("# case %zu\n", i);
        buf_add_text(&out, "kept");
        assert_int_equal(parse(cases[i].text, &yaml, &steps, &err), 0);
        assert_int_equal(steps_run(&steps, NUMBER, &inputs, &out, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.status, cases[i].status);
        assert_string_equal(err.place.file, yaml.file);
        assert_true(err.place.line >= 3);
        assert_non_null(strstr(err.text, cases[i].says));
        assert_null(strstr(err.text, "s3cret"));
        assert_null(strstr(err.text, "01234567"));
        assert_null(strstr(err.text, NUMBER));
        assert_string_equal(buf_text(&out), "kept");
        steps_release(&steps);
        yaml_release(&yaml);
        buf_release(&out);
    }
}

static void dots_that_become_much_do_not_fill_the_memory(void **state)
{
    (void)state;
    struct yaml yaml;
    struct steps steps;
    struct err err = {0};
    struct buf name = {0}, list = {0}, out = {0};
    for (int i = 0; i < 30000; i++)
        buf_add_text(&name, "·");
    buf_add_text(&list, "steps: [{dot: ");
    memset(buf_extend(&list, 500000), 'x', 500000);
    buf_add_text(&list, "}]\n");
    assert_int_equal(parse(buf_text(&list), &yaml, &steps, &err), 0);
    assert_int_equal(steps_run(&steps, buf_text(&name), &inputs, &out, &err), -1);
    assert_string_equal(err.code, "profile.field-length");
    assert_int_equal(out.len, 0);
    steps_release(&steps);
    yaml_release(&yaml);
    buf_release(&name);
    buf_release(&list);
    buf_release(&out);
}

/* What steps_undo makes of `text`; NULL when there is no way back. */
static char *undo(const char *list, const char *text, const struct inputs *with, bool *undoable)
{
    struct yaml yaml;
    struct steps steps;
    struct err err = {0};
    struct buf line = {0}, out = {0};
    buf_printf(&line, "steps: [%s]\n", list);
    assert_int_equal(parse(buf_text(&line), &yaml, &steps, &err), 0);
    buf_add_text(&out, "<");
    bool done = steps_undo(&steps, text, with, &out);
    *undoable = steps_undoable(&steps);
    if (!done)
        assert_string_equal(buf_text(&out), "<");
    char *result = done ? strdup(buf_text(&out) + 1) : NULL;
    steps_release(&steps);
    yaml_release(&yaml);
    buf_release(&line);
    buf_release(&out);
    return result;
}

static void what_was_sent_is_read_by_going_back(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "hex",
        "HEX, {suffix: \"-{secret.aes}\"}",
        "base64, {prefix: \"id:\"}",
        "upper, {prefix: \"[\"}, {suffix: \"]\"}",
        "{dot: \"__\"}, base64",
        "{aes-128-cbc: {key: \"{secret.aes}\", iv: \"{secret.coded}\"}}, hex, {prefix: \"des:\"}",
        "{sm4-ecb: {key: \"{secret.aes}\"}}, {aes-128-ecb: {key: \"{secret.coded}\"}}, base64",
    };
    static const char *const texts[] = {NUMBER, "张三", "阿依古丽·买买提·艾力", ""};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
            bool undoable;
            char *sent = run(cases[i], texts[k]);
            char *back = undo(cases[i], sent, &inputs, &undoable);
            print_message("# %s\n", cases[i]);
            assert_true(undoable);
            assert_string_equal(back, texts[k]);
            free(sent);
            free(back);
        }
}

static void there_is_no_way_back_from_these(void **state)
{
    (void)state;
    static const struct {
        const char *steps, *text;
        bool undoable;
    } cases[] = {
        {"md5, hex", "900150983cd24fb0d6963f7d28e17f72", false},
        {"{hmac-sm3: \"{secret.aes}\"}, hex", "00", false},
        {"{first: 3}", "330", false},
        {"{last: 3}", "978", false},
        {"{dot: \"\"}", "阿依古丽买买提", false},
        {"hex", "3", true},
        {"hex", "xx", true},
        {"hex", "ff", true},   // no UTF-8
        {"hex", "6100", true}, // a NUL within the text
        {"{prefix: \"des:\"}", "aes:x", true},
        {"{prefix: \"des:\"}", "de", true},
        {"{suffix: \"==\"}", "x=", true},
        {"{prefix: \"{phone}\"}", "x", true}, // not known here
        {"{aes-128-ecb: {key: \"{secret.aes}\"}}, hex", "00112233445566778899aabbccddeeff", true},
        {"{aes-128-ecb: {key: \"{secret.odd}\"}}, hex", "00112233445566778899aabbccddeeff", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool undoable;
        char *back = undo(cases[i].steps, cases[i].text, &inputs, &undoable);
        print_message("# case %zu\n", i);
        assert_null(back);
        assert_int_equal(undoable, cases[i].undoable);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_step_changes_what_the_one_before_gave),
        cmocka_unit_test(openssl_on_the_command_line_gives_the_same),
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(a_key_that_does_not_fit_is_not_shown),
        cmocka_unit_test(dots_that_become_much_do_not_fill_the_memory),
        cmocka_unit_test(what_was_sent_is_read_by_going_back),
        cmocka_unit_test(there_is_no_way_back_from_these),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
