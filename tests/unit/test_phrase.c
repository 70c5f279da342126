#include "unit.h"

#include "card/phrase.h"

static void placeholders_lines_and_brackets_vanish_when_empty(void **state)
{
    (void)state;
    static const struct {
        const char *phrase, *text; // NULL: the line vanishes
    } cases[] = {
        {"plain", "plain"},
        {"{name}", "张三"},
        {"{squad.no} 中队 {seat} 号", "3 中队 17 号"},
        {"{agency}", NULL},
        {"代理：{agency}", NULL},
        {"{agency}{name}", "张三"},
        {"{name}[ · {agency}]", "张三"},
        {"{name}[ · {seat}]", "张三 · 17"},
        {"[{agency} ][{shuttle} ]{name}", "张三"},
        {"[a][{agency}]", NULL},
        {"[[{{{name}}}]]", "[{张三}]"},
        {"", ""},
    };
    const struct field_values values = {
        {[FIELD_NAME] = "张三", [FIELD_SQUAD_NO] = "3", [FIELD_SEAT] = "17", [FIELD_SHUTTLE] = ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct phrase phrase;
        struct buf problem = {0}, out = {0};
        assert_int_equal(phrase_parse(&phrase, cases[i].phrase, false, &problem), 0);
        assert_int_equal(phrase_fill(&phrase, &values, &out), cases[i].text != NULL);
        assert_string_equal(buf_text(&out), cases[i].text ? cases[i].text : "");
        phrase_release(&phrase);
        buf_release(&out);
        buf_release(&problem);
    }
}

static void refuses_what_it_does_not_know(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{nmae}", "{number}", "{", "{name", "}", "[", "]", "[a[b]]c", "{label}", "{doc.number}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct phrase phrase;
        struct buf problem = {0};
        assert_int_equal(phrase_parse(&phrase, texts[i], false, &problem), -1);
        assert_true(problem.len > 20);
        buf_release(&problem);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placeholders_lines_and_brackets_vanish_when_empty),
        cmocka_unit_test(refuses_what_it_does_not_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
