#include "unit.h"

#include "base/mem.h"
#include "roster/mention.h"
#include "roster/surname.h"
#include <stdlib.h>
#include <string.h>

struct reader {
    struct headers headers;
    struct token_line line;
    struct mention mention;
};

static int make_reader(void **state)
{
    struct reader *reader = mem_alloc(sizeof *reader);
    headers_init(&reader->headers);
    *state = reader;
    return 0;
}

static int release_reader(void **state)
{
    struct reader *reader = *state;
    headers_release(&reader->headers);
    token_line_release(&reader->line);
    mention_release(&reader->mention);
    free(reader);
    return 0;
}

static const struct mention *read_line(void **state, const char *text)
{
    struct reader *reader = *state;
    mention_read(&reader->mention, &reader->line, &reader->headers, text);
    return &reader->mention;
}

#define ID "330482199003079978"

static void the_parts_stand_in_any_order_with_labels_or_without(void **state)
{
    static const struct {
        const char *text, *name, *number, *phone, *remark;
    } lines[] = {
        {"张三 " ID " 13800138000", "张三", ID, "13800138000", ""},
        {"13800138000 " ID " 张三", "张三", ID, "13800138000", ""},
        {"12. 张三，" ID "，13800138000，夜班", "张三", ID, "13800138000", "夜班"},
        {"张三" ID "电话13800138000", "张三", ID, "13800138000", ""},
        {"姓名：张三 身份证号：" ID " 手机号码：13800138000", "张三", ID, "13800138000", ""},
        {"姓名 张三 电话 13800138000", "张三", "", "13800138000", ""},
        {"张 三 330482 1990 0307 9978 138 0013 8000", "张 三", "330482 1990 0307 9978",
            "138 0013 8000", ""},
        {"张三 330482-19900307-9978 +86-138-0013-8000", "张三", "330482 19900307 9978",
            "86-138-0013-8000", ""},
        {"张三（夜班） " ID, "张三", ID, "", "夜班"},
        {"张三 " ID " 安徽", "张三", ID, "", "安徽"},
        {"阿依古丽·买买提 " ID " 0573-88888888", "阿依古丽·买买提", ID, "0573-88888888", ""},
        {"John Smith 护照E12345678", "John Smith", "E12345678", "", ""},
        {"张三 ID" ID, "张三", ID, "", ""},
        {"张三 3.30482E+17", "张三", "3.30482E+17", "", ""},
        {"张三 3304821990030799", "张三", "3304821990030799", "", ""},
        {"张三 " ID " 备注：11月12日才到，带被子", "张三", ID, "", "11月12日才到，带被子"},
        {"张三 " ID " 银行卡：6222 0212 3456 7890 13800138000", "张三", ID, "13800138000", ""},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const struct mention *mention = read_line(state, lines[i].text);
        assert_int_equal(mention->kind, MENTION_PERSON);
        assert_string_equal(buf_text(&mention->parts[PART_NAME]), lines[i].name);
        assert_string_equal(buf_text(&mention->parts[PART_NUMBER]), lines[i].number);
        assert_string_equal(buf_text(&mention->parts[PART_PHONE]), lines[i].phone);
        assert_string_equal(buf_text(&mention->parts[PART_REMARK]), lines[i].remark);
    }
}

static void what_is_not_one_person_is_told_apart(void **state)
{
    static const struct {
        const char *text;
        enum mention_kind kind;
        int column;
    } lines[] = {
        {"#接龙", MENTION_LIST, 0},
        {"例 张三 " ID, MENTION_FRAME, 0},
        {"王伟 2026-11-10 21:03", MENTION_FRAME, 0},
        {"收到", MENTION_NOBODY, 0},
        {"11.11 夜班", MENTION_NOBODY, 0},
        {"姓名 身份证号 电话", MENTION_NOBODY, 0},
        {"张三", MENTION_NAME, 0},
        {"3. 阿依古丽 夜班", MENTION_NAME, 0},
        {"张三 " ID " 李四 330482199203079980", MENTION_TWO_NUMBERS, 26},
        {"安徽 张三 " ID, MENTION_TWO_NAMES, 4},
        {"张三男" ID, MENTION_TWO_NAMES, 1},
        {"张三 " ID "13800138000", MENTION_GLUED, 4},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const struct mention *mention = read_line(state, lines[i].text);
        assert_int_equal(mention->kind, lines[i].kind);
        assert_int_equal(mention->fault_column, lines[i].column);
    }
}

static void columns_count_characters_as_they_were_typed(void **state)
{
    const struct mention *mention = read_line(state, "１２．　张三　　" ID "，13800138000");
    assert_true(mention->numbered);
    assert_int_equal(mention->columns[PART_NAME], 5);
    assert_int_equal(mention->columns[PART_NUMBER], 9);
    assert_int_equal(mention->columns[PART_PHONE], 28);
    assert_int_equal(mention->columns[PART_SEX], 0);
}

static void words_are_more_or_less_like_names(void **state)
{
    static const struct {
        const char *word;
        enum name_likeness likeness;
    } words[] = {
        {"张三", NAME_LIKELY},
        {"欧阳娜娜", NAME_LIKELY},
        {"阿依古丽·买买提", NAME_LIKELY},
        {"阿依古丽", NAME_POSSIBLE},
        {"张三李四王五", NAME_POSSIBLE},
        {"夜班", NAME_NEVER},
        {"白班", NAME_NEVER},
        {"王主管", NAME_NEVER},
        {"汉族", NAME_NEVER},
        {"张", NAME_NEVER},
    };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_int_equal(name_likeness(words[i].word, strlen(words[i].word)), words[i].likeness);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_parts_stand_in_any_order_with_labels_or_without, make_reader, release_reader),
        cmocka_unit_test_setup_teardown(
            what_is_not_one_person_is_told_apart, make_reader, release_reader),
        cmocka_unit_test_setup_teardown(
            columns_count_characters_as_they_were_typed, make_reader, release_reader),
        cmocka_unit_test(words_are_more_or_less_like_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
