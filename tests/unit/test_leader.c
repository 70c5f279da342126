#include "unit.h"

#include "roster/leader.h"

static void leaders_are_marked_in_many_ways(void **state)
{
    static const struct {
        const char *mark;
        bool leader;
    } cases[] = {{"是", true}, {"√", true}, {"✓", true}, {"1", true}, {"Y", true}, {"yes", true},
        {"Yes", true}, {"组长", true}, {"带队", true}, {"张三", true}, {"否", false}, {"×", false},
        {"0", false}, {"2", false}, {"N", false}, {"组员", false}, {"李四", false}, {"", false},
        {"无", false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(leader_is_marked(cases[i].mark, "张三"), cases[i].leader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(leaders_are_marked_in_many_ways)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
