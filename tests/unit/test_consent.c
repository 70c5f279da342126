#include "unit.h"

#include "check/consent.h"
#include <string.h>

static void a_column_that_is_about_consent_decides(void **state)
{
    (void)state;
    static const struct {
        const char *extra;
        bool given;
    } cases[] = {
        {"{\"同意核验\":\"是\"}", true},
        {"{\"知情同意书\":\"已签\"}", true},
        {"{\"个人信息授权\":\"√\"}", true},
        {"{\"Consent\":\"YES\"}", true},
        {"{\"同意核验\":\"否\"}", false},
        {"{\"同意核验\":\"\"}", false},
        {"{\"班次\":\"是\"}", false},
        {"{\"同意核验\":\"是\",\"短信授权\":\"拒绝\"}", false},
        {"{\"同意核验\":1}", false},
        {"{}", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record record = {0};
        record.json = json_object();
        json_object_set_new(record.json, "extra", json_loads(cases[i].extra, 0, NULL));
        assert_int_equal(consent_given(&record), cases[i].given);
        record_release(&record);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_that_is_about_consent_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
