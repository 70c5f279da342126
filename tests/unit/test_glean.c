#include "unit.h"

#include "endpoint/glean.h"
#include <string.h>

static struct vocabulary vocabulary;

static int prepare(void **state)
{
    (void)state;
    vocabulary_init(&vocabulary);
    vocabulary.names[INPUT_SECRET] = "secret.key";
    return 0;
}

static const char *shown(const struct gleanings *gleanings, enum input input)
{
    return gleanings->text[input] ? gleanings->text[input] : "-";
}

static void a_template_is_taken_apart_as_it_is_put_together(void **state)
{
    (void)state;
    static const struct {
        enum template_place place;
        const char *template, *text;
        bool good;
        const char *name, *number, *time; // "-": not found
    } rows[] = {
        {PLACE_PLAIN, "{name}", "张三", true, "张三", "-", "-"},
        {PLACE_PLAIN, "{name}", "", true, "", "-", "-"},
        {PLACE_PLAIN, "fixed", "fixed", true, "-", "-", "-"},
        {PLACE_PLAIN, "fixed", "fixed!", false, "-", "-", "-"},
        {PLACE_PLAIN, "fixed", "fix", false, "-", "-", "-"},
        {PLACE_PLAIN, "<{number}|{name}>", "<1|张三>", true, "张三", "1", "-"},
        {PLACE_PLAIN, "<{number}|{name}>", "<1|a|b>", true, "a|b", "1", "-"},
        {PLACE_PLAIN, "<{number}|{name}>", "<1|张三", false, "-", "1", "-"},
        {PLACE_PLAIN, "<{number}|{name}>", "1|张三>", false, "-", "-", "-"},
        {PLACE_PLAIN, "{{{number}}}", "{1}", true, "-", "1", "-"},
        // of two findings the first stays
        {PLACE_PLAIN, "{number}-{number}", "1-2", true, "-", "1", "-"},
        // what has a length of its own needs nothing behind it
        {PLACE_PLAIN, "{time_s}{name}", "1794375600张三", true, "张三", "-", "1794375600"},
        {PLACE_PLAIN, "{time_s}{name}", "179437560", false, "-", "-", "-"},
        {PLACE_PLAIN, "{number}{name}", "1张三", false, "-", "-", "-"},
        // a secret stands for itself
        {PLACE_PLAIN, "{secret.key}{number}{secret.key}", "s3cret1s3cret", true, "-", "1", "-"},
        {PLACE_PLAIN, "{secret.key}{number}", "secret1", false, "-", "-", "-"},
        {PLACE_PLAIN, "{number}:{secret.key}", "1:s3cret", true, "-", "1", "-"},
        {PLACE_PLAIN, "{number}:{secret.key}", "1:s3crets", false, "-", "-", "-"},
        // escapes go by the place
        {PLACE_URL, "/c/{number}?n={name}", "/c/1?n=%E5%BC%A0%2F", true, "张/", "1", "-"},
        {PLACE_URL, "/c/{number}", "/c/1/2", false, "-", "1", "-"},
        {PLACE_URL, "/c/{number}/x", "/c/1?a=/x", false, "-", "-", "-"},
        {PLACE_URL, "/c/{number}", "/c/%0", false, "-", "-", "-"},
        {PLACE_URL, "/c/{number}", "/c/%00", false, "-", "-", "-"},
        {PLACE_HEADER, "n {name}", "n %E5%BC%A0", true, "张", "-", "-"},
        {PLACE_HEADER, "n {name}", "n 100%", true, "100%", "-", "-"},
        {PLACE_XML, "<n>{name}</n>", "<n>a&amp;&lt;&gt;&quot;&#39;&x</n>", true, "a&<>\"'&x", "-",
            "-"},
        {PLACE_PLAIN, "{name}", "a&amp;", true, "a&amp;", "-", "-"},
    };
    struct inputs known = {{0}};
    known.text[INPUT_SECRET] = "s3cret";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct template template;
        struct gleanings gleanings = {{0}};
        assert_int_equal(
            template_parse(&template, rows[i].template, rows[i].place, &vocabulary, NULL), 0);
        bool good = glean(&template, rows[i].text, NULL, &known, &gleanings);
        if (good != rows[i].good)
            fail_msg("%s of %s", rows[i].template, rows[i].text);
        assert_string_equal(shown(&gleanings, INPUT_NAME), rows[i].name);
        assert_string_equal(shown(&gleanings, INPUT_NUMBER), rows[i].number);
        assert_string_equal(shown(&gleanings, INPUT_TIME_S), rows[i].time);
        gleanings_release(&gleanings);
        template_release(&template);
    }
}

static void an_open_end_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *template, *text, *rest; // NULL: not made so
    } rows[] = {
        {"/c/{number}", "/c/1?sign=2", "?sign=2"},
        {"/c", "/c?sign=2", "?sign=2"},
        {"/c?no={number}", "/c?no=1&sign=2", "&sign=2"},
        {"/c/{number}/x", "/c/1/x/x", "/x"},
        {"/c/{number}/x", "/c/1/y", NULL},
    };
    const struct inputs none = {{0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct template template;
        struct gleanings gleanings = {{0}};
        const char *rest;
        assert_int_equal(
            template_parse(&template, rows[i].template, PLACE_URL, &vocabulary, NULL), 0);
        bool good = glean(&template, rows[i].text, &rest, &none, &gleanings);
        assert_int_equal(good, rows[i].rest != NULL);
        if (good)
            assert_string_equal(rest, rows[i].rest);
        gleanings_release(&gleanings);
        template_release(&template);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_template_is_taken_apart_as_it_is_put_together),
        cmocka_unit_test(an_open_end_is_told),
    };
    return cmocka_run_group_tests(tests, prepare, NULL);
}
