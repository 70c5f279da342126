#include "unit.h"

#include "identity/age.h"
#include "identity/document.h"
#include <string.h>

static const struct day on = {2026, 11, 11};

/* What a cell holds, and what it is read as: the reason it is set aside, or type and notes. */
static const struct {
    const char *text;
    bool numeric;
    const char *column_type;
    const char *code; // NULL: accepted
    const char *type, *number, *notes;
} cells[] = {
    {"330482199203079980", false, NULL, NULL, "resident", "330482199203079980", ""},
    {"33048219920307998 0", false, NULL, NULL, "resident", "330482199203079980", "id.cleaned"},
    {"３３０４８２１９９２０３０７９９８０", false, NULL, NULL, "resident", "330482199203079980",
        "id.cleaned"},
    {"'330482199203079980", false, NULL, NULL, "resident", "330482199203079980", "id.cleaned"},
    {"33010219200403064x", false, NULL, NULL, "resident", "33010219200403064X", "id.cleaned"},
    {"11010519491231002X", false, NULL, NULL, "resident", "11010519491231002X", ""},
    {"440524188001010014", false, NULL, NULL, "resident", "440524188001010014", ""},
    {"110101200002299995", false, NULL, NULL, "resident", "110101200002299995", ""},
    {"500154199301135886", false, NULL, NULL, "resident", "500154199301135886", "id.region"},
    {"44040119580101000X", false, NULL, NULL, "resident", "44040119580101000X", "id.region"},
    {"110110198801019984", false, NULL, NULL, "resident", "110110198801019984", "id.region"},
    {"440308199901101513", false, NULL, "id.checksum", NULL, NULL, NULL},
    {"440308199902301512", false, NULL, "id.checksum", NULL, NULL, NULL},
    {"330482190002299978", false, NULL, "id.date", NULL, NULL, NULL},
    {"44030819990110", false, NULL, "id.length", NULL, NULL, NULL},
    {"3304821992030799800", false, NULL, "id.length", NULL, NULL, NULL},
    {"3301022011022000D6", false, NULL, "id.character", NULL, NULL, NULL},
    {"990426199112010074", false, NULL, "id.region", NULL, NULL, NULL},
    {"330482199003071000", true, NULL, "id.rounded", NULL, NULL, NULL},
    {"3.3048219900307098E+17", true, NULL, "id.rounded", NULL, NULL, NULL},
    {"330482198501016000", true, NULL, "id.rounded", NULL, NULL, NULL},
    {"330482199003071000", false, NULL, "id.rounded", NULL, NULL, NULL},
    {"330482198501016000", false, NULL, NULL, "resident", "330482198501016000",
        "id.rounded_maybe id.region"},
    {"3.30482E+17", false, NULL, "id.scientific", NULL, NULL, NULL},
    {"", false, NULL, "id.missing", NULL, NULL, NULL},
    {"　", false, NULL, "id.missing", NULL, NULL, NULL},
    {"无", false, NULL, "id.shape", NULL, NULL, NULL},
    {"E12345678", false, NULL, NULL, "other", "E12345678", "doc.other"},
    {"e12345678", false, "护照", NULL, "other", "E12345678", "doc.other id.cleaned"},
    {"610104620927690", false, NULL, NULL, "other", "610104620927690", "doc.other"},
    {"810000199408230021", false, NULL, NULL, "other", "810000199408230021", "doc.other"},
    {"932682198501010018", false, NULL, "id.checksum", NULL, NULL, NULL},
    {"12345678", true, "台湾居民来往大陆通行证", NULL, "other", "12345678", "doc.other"},
};

static void reads_each_cell_as_it_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct identity identity;
        struct err err = {0};
        struct document_cell cell = {cells[i].text, cells[i].numeric, cells[i].column_type};
        int result = document_read(&cell, on, &identity, &err);
        if (cells[i].code) {
            if (!result)
                fail_msg("%s: accepted", cells[i].text);
            assert_string_equal(err.code, cells[i].code);
            continue;
        }
        if (result)
            fail_msg("%s: %s", cells[i].text, err.code);
        assert_string_equal(identity.type, cells[i].type);
        assert_string_equal(identity.number, cells[i].number);
        char notes[200] = "";
        for (size_t n = 0; n < identity.note_count; n++) {
            strcat(notes, n ? " " : "");
            strcat(notes, identity.notes[n]);
        }
        assert_string_equal(notes, cells[i].notes);
    }
}

static void the_sentence_never_holds_the_number(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct identity identity;
        struct err err = {0};
        struct document_cell cell = {cells[i].text, cells[i].numeric, NULL};
        if (document_read(&cell, on, &identity, &err) && strlen(cells[i].text) > 6)
            assert_null(strstr(err.text, cells[i].text));
    }
}

static void tells_sex_and_birth(void **state)
{
    (void)state;
    struct identity identity;
    struct err err;
    struct document_cell cell = {"330482199003079986", false, NULL};
    assert_int_equal(document_read(&cell, on, &identity, &err), 0);
    assert_int_equal(identity.sex, 'F');
    assert_int_equal(day_compare(identity.birth, (struct day){1990, 3, 7}), 0);
}

static void sixteen_counts_from_the_day_after_the_birthday(void **state)
{
    (void)state;
    struct day birth = {2010, 11, 11};
    assert_false(age_may_work(birth, (struct day){2026, 11, 10}));
    assert_false(age_may_work(birth, (struct day){2026, 11, 11}));
    assert_true(age_may_work(birth, (struct day){2026, 11, 12}));
    assert_true(age_is_minor(birth, (struct day){2026, 11, 12}));
    assert_true(age_is_minor(birth, (struct day){2028, 11, 11}));
    assert_false(age_is_minor(birth, (struct day){2028, 11, 12}));
    assert_true(age_may_work((struct day){2008, 2, 29}, (struct day){2024, 3, 1}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_each_cell_as_it_should),
        cmocka_unit_test(the_sentence_never_holds_the_number),
        cmocka_unit_test(tells_sex_and_birth),
        cmocka_unit_test(sixteen_counts_from_the_day_after_the_birthday),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
