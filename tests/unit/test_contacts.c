#include "scratch.h"

#include "card/contacts.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int read_text(const char *text, struct contacts *contacts, struct err *err)
{
    struct scratch file = scratch_text(text);
    int result = contacts_read(contacts, file.path, NULL, NULL, err);
    unlink(file.path);
    return result;
}

static void reads_chinese_and_english_headers_in_any_order(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "\xEF\xBB\xBF角色,名称,电话,网格,上卡,二维码,顺序\n警务,警务室,0573-8555 0101,G01,是,,2\n",
        "2026年园区电话,,,,,,\nOrder,Grid,PHONE,Label,Role,on card,in QR\n"
        "2,G01,0573-8555 0101,警务室,警务,yes,no\n",
    };
    for (size_t i = 0; i < 2; i++) {
        struct contacts contacts;
        struct err err = {0};
        assert_int_equal(read_text(texts[i], &contacts, &err), 0);
        assert_int_equal(contacts.count, 1);
        const struct contact *c = contacts.items;
        assert_string_equal(c->label, "警务室");
        assert_string_equal(c->role, "警务");
        assert_string_equal(c->phone, "0573-8555 0101");
        assert_string_equal(c->dial, "057385550101");
        assert_string_equal(c->grid, "G01");
        assert_true(c->on_card && !c->in_qr);
        assert_int_equal(c->order, 2);
        contacts_release(&contacts);
    }
}

static void without_the_columns_everybody_is_on_card_and_in_code(void **state)
{
    (void)state;
    struct contacts contacts;
    struct err err = {0};
    assert_int_equal(
        read_text("label,phone,order\nlast,119,\nsecond,120,2\nfirst,１１０,1\n", &contacts, &err),
        0);
    assert_int_equal(contacts.count, 3);
    assert_string_equal(contacts.items[0].label, "first");
    assert_string_equal(contacts.items[0].phone, "110");
    assert_string_equal(contacts.items[1].label, "second");
    assert_string_equal(contacts.items[2].label, "last");
    for (int i = 0; i < 3; i++)
        assert_true(contacts.items[i].on_card && contacts.items[i].in_qr);
    contacts_release(&contacts);
}

static void a_worker_gets_the_park_and_his_grid(void **state)
{
    (void)state;
    struct contact park = {.grid = ""}, grid = {.grid = "G03"};
    assert_true(contact_is_for(&park, NULL) && contact_is_for(&park, "G01"));
    assert_true(contact_is_for(&grid, "G03"));
    assert_false(contact_is_for(&grid, "G01") || contact_is_for(&grid, NULL));
}

static void knows_numbers_that_a_mobile_can_dial(void **state)
{
    (void)state;
    static const struct {
        const char *phone, *dial; // NULL: refused
    } cases[] = {
        {"110", "110"},
        {"12345", "12345"},
        {"95588", "95588"},
        {"0573-12351", "057312351"},
        {"400-820-8820", "4008208820"},
        {"0573-8555 0101", "057385550101"},
        {"(010) 6555 0101", "01065550101"},
        {"138 0013 8000", "13800138000"},
        {"+86 138 0013 8000", "+8613800138000"},
        {"", NULL},
        {"911", NULL},
        {"8555 0101", NULL},
        {"57385550101", NULL}, // Excel took the 0
        {"12800138000", NULL},
        {"1.38E+10", NULL},
        {"138001380001", NULL},
        {"张三", NULL},
        {"110;rm", NULL},
        {"111111111111111111111111111111", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char dial[24];
        assert_int_equal(contact_dial(cases[i].phone, dial), cases[i].dial != NULL);
        if (cases[i].dial)
            assert_string_equal(dial, cases[i].dial);
    }
}

static void says_which_cell_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        long line;
        int column;
    } cases[] = {
        {"名称,电话\n警务室,57385550101\n", "contacts.phone", 2, 2},
        {"名称,电话\n\n,110\n", "contacts.label", 3, 1},
        {"名称,电话,上卡\n报警,110,perhaps\n", "contacts.yes", 2, 3},
        {"名称,电话,顺序\n报警,110,first\n", "contacts.order", 2, 3},
        {"名称,电话\n报警,110\n急救,1 10\n", "contacts.twice", 3, 2},
        {"名称,电话\n", "contacts.empty", 0, 0},
        {"a,b\n报警,110\n", "contacts.header", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct contacts contacts;
        struct err err = {0};
        assert_int_equal(read_text(cases[i].text, &contacts, &err), -1);
        assert_string_equal(err.code, cases[i].code);
        assert_int_equal(err.status, STATUS_INPUT);
        assert_int_equal(err.place.line, cases[i].line);
        assert_int_equal(err.place.column, cases[i].column);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_chinese_and_english_headers_in_any_order),
        cmocka_unit_test(without_the_columns_everybody_is_on_card_and_in_code),
        cmocka_unit_test(a_worker_gets_the_park_and_his_grid),
        cmocka_unit_test(knows_numbers_that_a_mobile_can_dial),
        cmocka_unit_test(says_which_cell_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
