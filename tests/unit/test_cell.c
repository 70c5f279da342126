#include "unit.h"

#include "table/cell.h"
#include <string.h>

static const struct {
    const char *text;
    enum cell_type type;
    const char *code; // NULL: a value
    const char *shown;
} cells[] = {
    {"#N/A", CELL_ERROR, "cell.error", "#N/A"},
    {"#N/A", CELL_TEXT, "cell.error", "#N/A"},
    {"#DIV/0!", CELL_TEXT, "cell.error", "#DIV/0!"},
    {"#NAME?", CELL_TEXT, "cell.error", "#NAME?"},
    {"#SPILL!", CELL_TEXT, "cell.error", "#SPILL!"},
    {"Err:502", CELL_TEXT, "cell.error", "Err:502"},
    {"错误:508", CELL_TEXT, "cell.error", "错误:508"},
    {"########", CELL_TEXT, "cell.narrow", "####"},
    {"330482199003079978", CELL_ERROR, "cell.error", "#?"},
    {"#", CELL_TEXT, NULL, NULL},
    {"#1", CELL_TEXT, NULL, NULL},
    {"#3 张三", CELL_TEXT, NULL, NULL},
    {"#N/A 张三", CELL_TEXT, NULL, NULL},
    {"Err:5021", CELL_TEXT, NULL, NULL},
    {"Erika", CELL_TEXT, NULL, NULL},
    {"张三", CELL_TEXT, NULL, NULL},
    {"", CELL_EMPTY, NULL, NULL},
};

static void an_error_is_no_value(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        const struct cell cell = cell_make(cells[i].text, strlen(cells[i].text), cells[i].type);
        struct err err = {0};
        assert_int_equal(cell_refuse(&cell, &err), cells[i].code ? -1 : 0);
        assert_string_equal(err.code, cells[i].code ? cells[i].code : "");
        if (cells[i].shown)
            assert_non_null(strstr(err.text, cells[i].shown));
    }
}

static void what_a_workbook_calls_an_error_is_not_repeated(void **state)
{
    (void)state;
    const struct cell cell = cell_make("330482199003079978", 18, CELL_ERROR);
    struct err err = {0};
    assert_int_equal(cell_refuse(&cell, &err), -1);
    assert_null(strstr(err.text, "9978"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_is_no_value),
        cmocka_unit_test(what_a_workbook_calls_an_error_is_not_repeated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
