#include "roster/frame.h"

#include <stdbool.h>
#include <string.h>

static bool kind_is(const struct token_line *line, size_t i, enum token_kind kind)
{
    return i < line->count && line->tokens[i].kind == kind;
}

static bool touches_next(const struct token_line *line, size_t i)
{
    return i + 1 < line->count && line->tokens[i].end == line->tokens[i + 1].start;
}

/* "11月11日", "25人": a number that counts. */
static bool is_counted(const char *text)
{
    static const char *const words[] = {
        "月", "日", "号", "点", "岁", "人", "元", "年", "时", "个", "位", "名"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncmp(text, words[i], strlen(words[i])))
            return true;
    return false;
}

size_t frame_number(const struct token_line *line)
{
    enum { DIGITS_MAX = 4 };
    size_t i = kind_is(line, 0, TOKEN_OPEN);
    if (!kind_is(line, i, TOKEN_CODE) || token_len(&line->tokens[i]) > DIGITS_MAX ||
        strspn(token_text(line, &line->tokens[i]), "0123456789") < token_len(&line->tokens[i]))
        return 0;
    i++;
    if (kind_is(line, i, TOKEN_HAN))
        return is_counted(token_text(line, &line->tokens[i])) ? 0 : i;
    bool date = touches_next(line, i) && kind_is(line, i + 1, TOKEN_CODE) &&
                line->tokens[i + 1].code == CODE_SHORT; // 11.11, 21:03
    return i >= line->count || kind_is(line, i, TOKEN_CODE) || date ? 0 : i + 1;
}

/* "21:03" */
static bool tells_time(const struct token_line *line)
{
    for (size_t i = 0; i + 2 < line->count; i++)
        if (kind_is(line, i, TOKEN_CODE) && kind_is(line, i + 1, TOKEN_COLON) &&
            kind_is(line, i + 2, TOKEN_CODE) && token_len(&line->tokens[i]) <= 2 &&
            token_len(&line->tokens[i + 2]) == 2 && touches_next(line, i) &&
            touches_next(line, i + 1))
            return true;
    return false;
}

static bool starts_with(const struct token_line *line, size_t first, const char *const *words)
{
    size_t from = first < line->count ? line->tokens[first].start : line->plain.len;
    for (; *words; words++)
        if (!strncmp(line->plain.data + from, *words, strlen(*words)))
            return true;
    return false;
}

enum frame frame_of(const struct token_line *line, size_t first)
{
    static const char *const lists[] = {"#接龙", "# 接龙", "接龙", NULL};
    static const char *const examples[] = {
        "例:", "例 ", "例,", "例如", "示例", "样例", "范例", "举例", "格式", "模板", NULL};
    if (starts_with(line, first, lists))
        return FRAME_LIST;
    if (starts_with(line, first, examples))
        return FRAME_LINE;
    for (size_t i = 0; i < line->count; i++)
        if (kind_is(line, i, TOKEN_CODE) && line->tokens[i].code >= CODE_PHONE)
            return FRAME_NONE;
    return tells_time(line) ? FRAME_LINE : FRAME_NONE;
}
