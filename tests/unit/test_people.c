#include "scratch.h"

#include "base/buf.h"
#include "endpoint/people.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int load(struct people *people, const char *text, struct err *err)
{
    struct scratch file = scratch_text(text);
    int result = people_load(people, file.path, NULL, err);
    unlink(file.path);
    return result;
}

static void answers_what_is_true(void **state)
{
    (void)state;
    static const struct {
        const char *name, *number;
        enum outcome outcome;
    } cases[] = {
        {"张三", "330482199003079978", OUTCOME_MATCH},
        {"李四", "330482199003079978", OUTCOME_MISMATCH},
        {"张三", "330482198811129983", OUTCOME_NOT_FOUND},
        {" 张三 ", "３３０４８２１９９００３０７９９７８", OUTCOME_MATCH},
        {"王五", "33048219850101999x", OUTCOME_MATCH},
        {"王五", "33048219850101999X", OUTCOME_MATCH},
    };
    struct people people;
    struct err err = {0};
    assert_int_equal(load(&people,
                         "班次,证件号码,姓名\n夜班,330482199003079978,张三\n"
                         "夜班,33048219850101999Ｘ,王五\n",
                         &err),
        0);
    assert_int_equal(people.count, 2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct person *person = people_find(&people, cases[i].number);
        assert_int_equal(person_compare(person, cases[i].name), cases[i].outcome);
        if (person)
            assert_int_equal(person->outcome, OUTCOME_NONE);
    }
    people_release(&people);
}

static void keeps_the_outcome_that_is_wanted(void **state)
{
    (void)state;
    struct people people;
    struct err err = {0};
    assert_int_equal(
        load(&people, "Name,Number,Outcome\nA,1,throttled\nB,2, cancelled \nB,2,cancelled\n", &err),
        0);
    assert_int_equal(people_find(&people, "1")->outcome, OUTCOME_THROTTLED);
    assert_int_equal(people_find(&people, "2")->outcome, OUTCOME_CANCELLED);
    people_release(&people);
}

static void a_register_without_people_knows_nobody(void **state)
{
    (void)state;
    struct people people;
    struct err err = {0};
    assert_int_equal(load(&people, "name,number\n", &err), 0);
    assert_null(people_find(&people, "1"));
    people_release(&people);
}

static void refuses_with_a_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        long line;
        int column;
    } cases[] = {
        {"name,phone\nA,1\n", "register.header", 1, 0},
        {"name,number\nA,1\n,2\n", "register.name", 3, 1},
        {"name,number\nA, \n", "register.number", 2, 2},
        {"name,number,outcome\nA,1,mach\n", "register.outcome", 2, 3},
        {"name,number,outcome\nA,1,none\n", "register.outcome", 2, 3},
        {"name,number\nA,1x\nC,2\nB,１X\n", "register.twice", 4, 2},
        {"name,number,outcome\nA,1,\nA,1,match\n", "register.twice", 3, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct people people;
        struct err err = {0};
        assert_int_equal(load(&people, cases[i].text, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.status, STATUS_INPUT);
        assert_int_equal(err.place.line, cases[i].line);
        assert_int_equal(err.place.column, cases[i].column);
    }
}

static void an_outcome_that_is_none_is_told_with_the_list(void **state)
{
    (void)state;
    static const struct {
        const char *word, *says;
    } cases[] = {
        {"mach", "`match`"},
        {"notfound", "`not_found`"},
        {"perhaps", "write one of match, mismatch, not_found,"},
        {"330482199003079978", "leave the cell empty"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct people people;
        struct err err = {0};
        struct buf text = {0};
        buf_printf(&text, "name,number,outcome\nA,1,%s\n", cases[i].word);
        assert_int_equal(load(&people, buf_text(&text), &err), -1);
        assert_non_null(strstr(err.text, cases[i].says));
        assert_null(strstr(err.text, cases[i].word));
        buf_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_what_is_true),
        cmocka_unit_test(keeps_the_outcome_that_is_wanted),
        cmocka_unit_test(a_register_without_people_knows_nobody),
        cmocka_unit_test(refuses_with_a_place),
        cmocka_unit_test(an_outcome_that_is_none_is_told_with_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
