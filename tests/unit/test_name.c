#include "unit.h"

#include "identity/look.h"
#include "identity/name.h"
#include <string.h>

static void names_become_what_the_endpoints_compare_with(void **state)
{
    (void)state;
    enum { CHANGED = NAME_CHANGED };
    static const struct {
        const char *text, *name;
        unsigned found;
    } names[] = {
        {"张三", "张三", 0},
        {"诸葛孔明", "诸葛孔明", 0},
        {"阿依古丽·买买提", "阿依古丽·买买提", 0},
        {"𠮷田", "𠮷田", 0},
        {"㛃三", "㛃三", 0},
        {"王〇", "王〇", 0},
        {"", "", 0},
        {"·", "", CHANGED},
        // padding
        {"张 三", "张三", CHANGED},
        {"张　三", "张三", CHANGED},
        {" 张三\u00a0", "张三", CHANGED},
        {"张\u200b三", "张三", CHANGED},
        {"张\n三", "张三", CHANGED},
        {"阿 依 古 丽", "阿依古丽", CHANGED},
        {"欧阳 娜娜", "欧阳娜娜", CHANGED},
        {"'张三", "张三", CHANGED},
        // parts that may be two names, or lack their dot
        {"阿依古丽 买买提", "阿依古丽买买提", CHANGED | NAME_PARTS},
        {"张三 李四", "张三李四", CHANGED | NAME_PARTS},
        // dots
        {"阿依古丽.买买提", "阿依古丽·买买提", CHANGED},
        {"阿依古丽．买买提", "阿依古丽·买买提", CHANGED},
        {"阿依古丽 • 买买提", "阿依古丽·买买提", CHANGED},
        {"阿依古丽・买买提", "阿依古丽·买买提", CHANGED},
        {"阿依古丽･买买提", "阿依古丽·买买提", CHANGED},
        {"阿依古丽。买买提", "阿依古丽·买买提", CHANGED},
        {"阿依古丽●买买提", "阿依古丽·买买提", CHANGED},
        {"阿依古丽··买买提", "阿依古丽·买买提", CHANGED},
        {"阿依古丽· ·买买提", "阿依古丽·买买提", CHANGED},
        {"阿依古丽…买买提", "阿依古丽·买买提", CHANGED},
        {"阿依·古丽.买买提", "阿依·古丽·买买提", CHANGED},
        {"张三.", "张三", CHANGED},
        {"·张三", "张三", CHANGED},
        // look-alikes: compatibility ideographs, radicals, combining marks, variants
        {"金\uf90a", "金金", CHANGED},
        {"⽂三", "文三", CHANGED},
        {"⻅三", "见三", CHANGED},
        {"葛\U000e0100三", "葛三", CHANGED},
        {"Nguye\u0302\u0303n", "Nguyễn", CHANGED},
        // characters of the old tables
        {"张\ue863", "张䶮", CHANGED},
        {"李\ue854天", "李龺天", CHANGED},
        {"\ue815三", "厂三", CHANGED},
        {"张\ue000", "张\ue000", NAME_PRIVATE},
        {"\U000f0000三", "\U000f0000三", NAME_PRIVATE},
        {"张 \ue000", "张\ue000", CHANGED | NAME_PRIVATE},
        // what is no part of a name
        {"张三1", "张三1", NAME_DIGITS},
        {"①张三", "1张三", CHANGED | NAME_DIGITS},
        {"张三（班长）", "张三", CHANGED | NAME_REMARK},
        {"张三(女)", "张三", CHANGED | NAME_REMARK},
        {"【新】张三（夜班(2)）", "张三", CHANGED | NAME_REMARK},
        {"(张三)", "(张三)", NAME_SYMBOL},
        {"张三（班长", "张三(班长", CHANGED | NAME_SYMBOL},
        {"张三)(", "张三)(", NAME_SYMBOL},
        {"张三😀", "张三😀", NAME_SYMBOL},
        {"张*", "张*", NAME_SYMBOL},
        {"张-三", "张-三", NAME_SYMBOL},
        {"张", "张", NAME_SHORT},
        // foreigners
        {"John  Smith", "John Smith", CHANGED},
        {"ＪＯＨＮ　ＳＭＩＴＨ", "JOHN SMITH", CHANGED},
        {"J. Smith", "J. Smith", 0},
        {"John Smith Jr.", "John Smith Jr.", 0},
        {"Anne-Marie O'Brien", "Anne-Marie O'Brien", 0},
        {"SMITH<<JOHN<PAUL<<<", "SMITH JOHN PAUL", CHANGED},
        {"Жанна Иванова", "Жанна Иванова", 0},
        {"佐藤 ひろし", "佐藤 ひろし", 0},
        {"张三 ZHANG SAN", "张三 ZHANG SAN", NAME_MIXED},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf out = {0};
        unsigned found = name_clean(&out, names[i].text);
        if (found != names[i].found || strcmp(buf_text(&out), names[i].name) != 0)
            fail_msg("%s: %s, found %#x", names[i].text, buf_text(&out), found);
        buf_release(&out);
    }
}

static void a_name_is_added_to_what_is_there(void **state)
{
    (void)state;
    struct buf out = {0};
    buf_add_text(&out, "(");
    assert_int_equal(name_clean(&out, "张三"), 0);
    assert_int_equal(name_clean(&out, "李 四（女）"), NAME_CHANGED | NAME_REMARK);
    assert_string_equal(out.data, "(张三李四");
    buf_release(&out);
}

static void a_cleaned_name_stays_as_it_is(void **state)
{
    (void)state;
    static const char *const names[] = {
        "阿依古丽 . 买买提", "张三（女）", "J .  Smith", "⽂　三", "A<B<<"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf once = {0}, twice = {0};
        assert_true(name_clean(&once, names[i]) & NAME_CHANGED);
        assert_int_equal(name_clean(&twice, once.data) & NAME_CHANGED, 0);
        assert_string_equal(once.data, twice.data);
        buf_release(&once);
        buf_release(&twice);
    }
}

static void all_92_legacy_characters_are_explained(void **state)
{
    (void)state;
    size_t count = 0;
    for (uint32_t c = 0xE000; c <= 0xF8FF; c++)
        count += look_meant(c) != c;
    assert_int_equal(count, 92);
    assert_int_equal(look_meant(0xE81E), 0x9FB4);
    assert_int_equal(look_meant(0x2E9F), 0x6BCD);
    assert_int_equal(look_meant(0xFE0F), 0);
    assert_int_equal(look_meant('a'), 'a');
}

static void every_finding_has_its_code(void **state)
{
    (void)state;
    assert_string_equal(name_note(NAME_CHANGED), "name.cleaned");
    assert_string_equal(name_note(NAME_PRIVATE), "name.pua");
    assert_string_equal(name_note(NAME_SHORT), "name.short");
}

static void lost_characters_are_told(void **state)
{
    (void)state;
    assert_true(name_lost_characters("张?"));
    assert_true(name_lost_characters("张\uFFFD"));
    assert_false(name_lost_characters("张三"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_become_what_the_endpoints_compare_with),
        cmocka_unit_test(a_name_is_added_to_what_is_there),
        cmocka_unit_test(a_cleaned_name_stays_as_it_is),
        cmocka_unit_test(all_92_legacy_characters_are_explained),
        cmocka_unit_test(every_finding_has_its_code),
        cmocka_unit_test(lost_characters_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
