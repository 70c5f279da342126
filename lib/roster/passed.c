#include "roster/passed.h"

#include "base/buf.h"
#include "base/text.h"
#include "table/cell.h"
#include <string.h>

/* Words that start a totals or signature cell, folded and without spaces. */
static const char *const closings[] = {"合计", "总计", "小计", "共计", "总人数", "人数", "制表",
    "填表", "审核", "审批", "负责人", "经办", "签字", "签名", "盖章",
    "备注:", "注:", "说明:", "日期:", "以上", "total", "prepared", "approved", "signature", NULL};

static bool starts_closing(const char *text)
{
    struct buf word = {0};
    text_fold(&word, text, strlen(text));
    size_t len = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.data[i];
        if (c != ' ')
            word.data[len++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    buf_cut(&word, len);
    bool closing = false;
    for (const char *const *c = closings; *c && !closing; c++)
        closing = !strncmp(buf_text(&word), *c, strlen(*c));
    buf_release(&word);
    return closing;
}

/* Whether it has as many digits as a phone or document number at least. */
static bool has_key_digits(const char *text)
{
    enum { KEY_DIGITS = 7 };
    size_t count = 0;
    while (text && count < KEY_DIGITS && text[count] >= '0' && text[count] <= '9')
        count++; // nearly every number and phone
    if (count == KEY_DIGITS)
        return true;
    for (count = 0; text && *text && count < KEY_DIGITS; text++)
        count += *text >= '0' && *text <= '9';
    return count == KEY_DIGITS;
}

/* A formula that looks something up in an empty row shows an error or 0. */
static bool is_nothing(const struct cell *cell)
{
    return !*cell->text || !strcmp(cell->text, "0") || cell_is_error(cell);
}

static bool is_unfilled(const char *field)
{
    return !field || !strcmp(field, "0");
}

/* A document number that strayed into another column, say. */
static bool has_long_number(const char *text)
{
    enum { LONG = 14 };
    size_t run = 0;
    for (; *text && run < LONG; text++)
        run = *text >= '0' && *text <= '9' ? run + 1 : 0;
    return run == LONG;
}

enum passed row_passed(
    const struct row *row, const char *name, const char *number, const char *phone)
{
    if (has_key_digits(number) || has_key_digits(phone))
        return PASSED_NOT;
    bool is_name = name && !starts_closing(name); // then a remark closes nothing
    size_t filled = 0, closing = 0, plain_numbers = 0, long_numbers = 0;
    for (size_t i = 0; i < row->count; i++) {
        const char *text = row->cells[i].text;
        if (is_nothing(&row->cells[i]))
            continue;
        closing += (!filled || !is_name) && starts_closing(text);
        filled++;
        plain_numbers += strspn(text, "0123456789. ") == strlen(text);
        long_numbers += has_long_number(text);
    }
    bool nobody = is_unfilled(name) && is_unfilled(number) && is_unfilled(phone);
    if (closing > 0)
        return PASSED_OVER;
    if (!nobody || filled > 1 || long_numbers)
        return PASSED_NOT;
    return filled == plain_numbers ? PASSED_OVER : PASSED_ALONE;
}

bool sheet_is_copy(const char *name)
{
    static const char *const words[] = {"汇总", "打印", "离职", "统计", "summary", NULL};
    for (const char *const *word = words; *word; word++)
        if (strstr(name, *word))
            return true;
    return false;
}
