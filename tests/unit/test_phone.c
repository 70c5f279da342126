#include "unit.h"

#include "roster/phone.h"

static void reads_phones_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *phone;
        bool shaped;
    } phones[] = {
        {"13800138000", "13800138000", true},
        {"１３８ ００１３ ８０００", "13800138000", true},
        {"138-0013-8000", "13800138000", true},
        {"+86 13800138000", "13800138000", true},
        {"1.3800138E+10", "13800138000", true},
        {"0573-85550101", "057385550101", true},
        {"1380013800", "1380013800", false},
        {"无", "无", false},
        {"", "", false},
        {"-", "", false},
    };
    for (size_t i = 0; i < sizeof phones / sizeof *phones; i++) {
        struct buf out = {0};
        assert_int_equal(phone_clean(&out, phones[i].text), phones[i].shaped);
        assert_string_equal(buf_text(&out), phones[i].phone);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_phones_as_people_write_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
