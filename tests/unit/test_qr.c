#include "unit.h"

#include "card/vcard.h"
#include "paper/qr.h"
#include <string.h>

static struct contact items[] = {
    {.label = "报警", .dial = "110", .grid = "", .on_card = true, .in_qr = true},
    {.label = "网格员", .dial = "057385550111", .grid = "G01", .in_qr = true},
    {.label = "网格员", .dial = "057385550112", .grid = "G02", .in_qr = true},
    {.label = "政务", .dial = "12345", .grid = "", .on_card = true},
};
static const struct contacts contacts = {items, 4, 4, NULL};

static void vcard_has_the_parks_and_the_grids_numbers(void **state)
{
    (void)state;
    struct buf out = {0};
    assert_int_equal(vcard_write(&out, "警企联盟", &contacts, "G02"), 2);
    assert_string_equal(out.data,
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:警企联盟;;;;\r\nFN:警企联盟\r\nTEL:110\r\n"
        "TEL:057385550112\r\nEND:VCARD\r\n");
    buf_clear(&out);
    assert_int_equal(vcard_write(&out, "警企联盟", &contacts, NULL), 1);
    assert_null(strstr(out.data, "0573"));
    buf_release(&out);
}

static void vcard_values_are_escaped(void **state)
{
    (void)state;
    struct buf out = {0};
    vcard_write(&out, "a,b;c\\d\r\nEND:VCARD", &contacts, NULL);
    assert_non_null(strstr(out.data, "FN:a\\,b\\;c\\\\dEND:VCARD\r\n"));
    buf_release(&out);
}

static void the_symbol_grows_with_its_text_up_to_version_10(void **state)
{
    (void)state;
    char text[300];
    memset(text, 'a', sizeof text);
    static const struct {
        size_t len;
        int side; // 0: refused
    } cases[] = {{14, 21}, {15, 25}, {213, 57}, {214, 0}, {300, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct qr qr = {0};
        struct err err = {0};
        int result = qr_encode(&qr, text, cases[i].len, &err);
        assert_int_equal(result, cases[i].side ? 0 : -1);
        assert_int_equal(qr.side, cases[i].side);
        assert_string_equal(err.code, cases[i].side ? "" : "qr.long");
    }
}

/* Bits of the codewords as they lie in the symbol are not read back here (tests/cli does, with a
 * reader); that the ECI header is there shows in the room it takes: 12 bits. */
static void chinese_gets_an_eci_header(void **state)
{
    (void)state;
    struct qr with = {0}, without = {0};
    struct err err;
    assert_int_equal(qr_encode(&with, "中国人人a", 13, &err), 0);
    assert_int_equal(qr_encode(&without, "aaaaaaaaaaaaa", 13, &err), 0);
    assert_int_equal(with.side, 25);
    assert_int_equal(without.side, 21);
}

static void module_size_counts_the_quiet_zone(void **state)
{
    (void)state;
    struct qr qr = {.side = 57};
    assert_float_equal(qr_module_mm(&qr, 28), 28.0 / 65, 1e-9);
    assert_true(qr_module_mm(&qr, 28) > QR_MODULE_GOOD_MM);
    assert_true(qr_module_mm(&qr, 21) < QR_MODULE_LEAST_MM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vcard_has_the_parks_and_the_grids_numbers),
        cmocka_unit_test(vcard_values_are_escaped),
        cmocka_unit_test(the_symbol_grows_with_its_text_up_to_version_10),
        cmocka_unit_test(chinese_gets_an_eci_header),
        cmocka_unit_test(module_size_counts_the_quiet_zone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
