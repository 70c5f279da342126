#include "unit.h"

#include "roster/headers.h"
#include <string.h>

static struct headers headers;

static int set_up(void **state)
{
    (void)state;
    headers_init(&headers);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    headers_release(&headers);
    return 0;
}

static void means(const char *title, const char *meaning, const char *expected)
{
    if (!meaning || !expected ? meaning != expected : strcmp(meaning, expected) != 0)
        fail_msg("%s means %s, not %s", title, meaning ? meaning : "nothing",
            expected ? expected : "nothing");
}

static void understands_titles_with_their_remarks(void **state)
{
    (void)state;
    static const char *const titles[][2] = {
        {"姓名", "name"},
        {"* 姓 名：", "name"},
        {"【姓名】", "name"},
        {"1、姓名", "name"},
        {"姓名 Name", "name"},
        {"Full_Name", "name"},
        {"NAME 姓名", "name"},
        {"证件号码（必填）", "id_no"},
        {"(必填)证件号码", "id_no"},
        {"身份证号\n(18位)", "id_no"},
        {"身份证号码18位", "id_no"},
        {"身份证/护照号码", "id_no"},
        {"员工身份证号", "id_no"},
        {"手机号(微信同号)", "phone"},
        {"联系电话1", "phone"},
        {"★联系方式★", "phone"},
        {"工人联系电话", "phone"},
        {"紧急联系人电话", "emergency_phone"},
        {"联系电话(紧急)", "emergency_phone"},
        {"电话（紧急联系人）", "emergency_phone"},
        {"电话（家属）", "emergency_phone"},
        {"电话（父亲）", NULL},
        {"姓名（英文）", "name_latin"},
        {"姓名(父亲)", NULL},
        {"领队电话", "agency_phone"},
        {"证件有效期", "id_expiry"},
        {"工号", "emp_no"},
        {"员工ID", "emp_no"},
        {"政治面貌", "political"},
        {"银行卡", "bank_no"},
        {"民族", "ethnic"},
        {"国籍", "nationality"},
        {"恒信劳务11月名单", NULL},
        {"13800138000", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        means(titles[i][0], headers_meaning(&headers, titles[i][0]), titles[i][1]);
}

static void understands_titles_of_two_rows(void **state)
{
    (void)state;
    static const struct {
        const char *top, *bottom, *together, *meaning;
    } titles[] = {
        {"证件信息", "类型", "id_type", "id_type"},
        {"证件信息", "号码", "id_no", "id_no"},
        {"身份", "证号", "id_no", "id_no"},
        {"联系", "电话", "phone", "phone"},
        {"联系方式", "电话", "phone", "phone"},
        {"联系方式", "紧急电话", NULL, "emergency_phone"},
        {"紧急联系人", "电话", "emergency_phone", "emergency_phone"},
        {"紧急联系人", "姓名", "emergency_name", "emergency_name"},
        {"担保人", "电话", NULL, NULL},
        {"乘车", "车次", "bus", "bus"},
        {"第一批", "姓名", NULL, "name"},
        {"姓名", "", "name", "name"},
        {"", "姓名", "name", "name"},
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        const char *top = titles[i].top, *bottom = titles[i].bottom;
        means(bottom, headers_meaning_below(&headers, top, bottom, true), titles[i].together);
        means(bottom, headers_meaning_below(&headers, top, bottom, false), titles[i].meaning);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(understands_titles_with_their_remarks),
        cmocka_unit_test(understands_titles_of_two_rows),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
