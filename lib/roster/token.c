#include "roster/token.h"

#include "base/text.h"
#include "identity/look.h"
#include "identity/resident.h"
#include "roster/surname.h"
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { CODE_MAX = 20, GROUP_MIN = 3, GROUP_RESIDENT_MIN = 4 };

static const char digits[] = "0123456789";

static bool is_invisible(uint32_t c)
{
    return c < 0x20 || c == 0x7F || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

/* Full-width forms, and the marks that Chinese keyboards type for ASCII ones. */
static uint32_t plain_character(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFF01 + '!';
    switch (c) {
    case '\t':
    case 0x3001: // 、
        return ',';
    case 0x3010: // 【】
        return '[';
    case 0x3011:
        return ']';
    case 0x3002: // 。
        return ';';
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
        return '-';
    default:
        return text_is_space(c) ? ' ' : c;
    }
}

static void add_plain(struct token_line *line, uint32_t c, size_t from)
{
    size_t before = line->plain.len;
    text_put(&line->plain, c);
    for (size_t i = before; i < line->plain.len; i++)
        line->at[i] = (uint16_t)from;
}

static void make_plain(struct token_line *line)
{
    const char *at = line->text, *end = at + strlen(at);
    buf_clear(&line->plain);
    buf_reserve(&line->plain, 0);
    while (at < end) {
        size_t from = (size_t)(at - line->text);
        uint32_t c = plain_character(text_next(&at, end));
        bool again = c == ' ' && line->plain.len && line->plain.data[line->plain.len - 1] == ' ';
        if (!is_invisible(c) && !again)
            add_plain(line, c, from);
    }
    line->plain.data[line->plain.len] = '\0';
    line->at[line->plain.len] = (uint16_t)(end - line->text);
}

static bool is_phone(const char *code, size_t len)
{
    if (strspn(code, digits) != len)
        return false;
    if (len == 13 && !strncmp(code, "86", 2)) {
        code += 2;
        len -= 2;
    }
    return (len == 11 && code[0] == '1' && code[1] >= '3') ||
           (code[0] == '0' && len >= 10 && len <= 12);
}

static bool is_resident(const char *code, size_t len)
{
    return len == RESIDENT_LEN && strspn(code, digits) >= len - 1 &&
           strchr("0123456789Xx", code[len - 1]);
}

static enum code_kind kind_of(const char *code, size_t len)
{
    size_t digit_count = 0, letters = 0;
    for (size_t i = 0; i < len; i++)
        digit_count += isdigit((unsigned char)code[i]) != 0;
    while (letters < len && isalpha((unsigned char)code[letters]))
        letters++;
    if (is_phone(code, len))
        return CODE_PHONE;
    if (is_resident(code, len))
        return CODE_RESIDENT;
    if (len > CODE_MAX)
        return digit_count > RESIDENT_LEN ? CODE_GLUED : CODE_SHORT;
    if (len >= 14 && digit_count >= 12)
        return CODE_DAMAGED;
    if (letters && letters <= 3 && len >= 7 && len <= 12 && digit_count >= 5)
        return CODE_LETTERED;
    return digit_count >= 7 ? CODE_NUMBER : CODE_SHORT;
}

/* Length of a number in short form, "3.30482E+17", or 0. */
static size_t short_form(const char *text)
{
    size_t len = strspn(text, digits);
    if (!len || text[len] != '.')
        return 0;
    len += 1 + strspn(text + len + 1, digits);
    if ((text[len] != 'E' && text[len] != 'e') || text[len + 1] != '+')
        return 0;
    size_t exponent = strspn(text + len + 2, digits);
    return exponent ? len + 2 + exponent : 0;
}

static bool fits(const char *code, size_t len)
{
    return is_resident(code, len) && resident_check(code) == toupper((unsigned char)code[len - 1]);
}

/* Length of the code that this group of digits and those behind it make together, or 0. */
static size_t grouped(const char *text, size_t first, enum code_kind *kind)
{
    char code[CODE_MAX + 1];
    size_t len = first, at = first;
    bool country = first == 2 && !strncmp(text, "86", 2);
    if ((first < GROUP_MIN && !country) || first > CODE_MAX)
        return 0;
    memcpy(code, text, first);
    while ((text[at] == ' ' || text[at] == '-') && isdigit((unsigned char)text[at + 1])) {
        size_t group = 0;
        for (const char *c = text + at + 1; isalnum((unsigned char)c[group]); group++)
            if (len + group == CODE_MAX)
                return 0;
            else
                code[len + group] = c[group];
        len += group;
        at += 1 + group;
        code[len] = '\0';
        if (is_phone(code, len) || (first >= GROUP_RESIDENT_MIN && fits(code, len))) {
            *kind = kind_of(code, len);
            return at;
        }
    }
    return 0;
}

/* "ID330482199003079978": letters in front of a resident number are a label. */
static size_t label_before(const char *text, size_t len)
{
    size_t letters = 0;
    while (letters < len && isalpha((unsigned char)text[letters]))
        letters++;
    return letters && is_resident(text + letters, len - letters) ? letters : 0;
}

static size_t read_code(const char *text, size_t len, struct token *token)
{
    size_t whole = short_form(text);
    token->kind = TOKEN_CODE;
    token->code = whole ? CODE_DAMAGED : kind_of(text, len);
    if (whole)
        return whole;
    if (label_before(text, len)) {
        token->kind = TOKEN_OTHER;
        return label_before(text, len);
    }
    if (token->code == CODE_SHORT || token->code == CODE_NUMBER || token->code == CODE_DAMAGED)
        whole = grouped(text, len, &token->code);
    return whole ? whole : len;
}

static bool is_letter(uint32_t c)
{
    return c < 0x80 ? isalpha((int)c) != 0 : c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7;
}

/* Length of the run of Han characters; a dot counts between two of them. */
static size_t han_run(const char *text, const char *end)
{
    const char *at = text, *last = text;
    while (at < end) {
        uint32_t c = text_next(&at, end);
        const char *peek = at;
        bool dot = last > text && look_is_dot(c) && is_han_character(text_next(&peek, end));
        if (!dot && !is_han_character(c))
            break;
        last = at;
    }
    return (size_t)(last - text);
}

static size_t plain_run(const char *text, bool (*is)(uint32_t c), const char *end)
{
    const char *at = text, *last = text;
    while (at < end && is(text_next(&at, end)))
        last = at;
    return (size_t)(last - text);
}

static bool is_ascii_alnum(uint32_t c)
{
    return c < 0x80 && isalnum((int)c);
}

static enum token_kind mark_kind(char c)
{
    if (c == ':')
        return TOKEN_COLON;
    if (strchr(",;|/", c))
        return TOKEN_BREAK;
    if (strchr("([{<", c))
        return TOKEN_OPEN;
    return strchr(")]}>", c) ? TOKEN_CLOSE : TOKEN_OTHER;
}

static size_t read_token(const char *text, const char *end, struct token *token)
{
    const char *next = text;
    uint32_t c = text_next(&next, end);
    size_t len = plain_run(text, is_ascii_alnum, end);
    if (len && strcspn(text, digits) < len)
        return read_code(text, len, token);
    token->kind = TOKEN_HAN;
    len = han_run(text, end);
    if (len)
        return len;
    token->kind = TOKEN_LATIN;
    len = plain_run(text, is_letter, end);
    if (len)
        return len;
    token->kind = c < 0x80 ? mark_kind((char)c) : TOKEN_OTHER;
    return (size_t)(next - text);
}

static bool is_one_character(const struct token_line *line, const struct token *token)
{
    static const char *const words[] = {"男", "女", "汉"};
    const char *text = token_text(line, token), *next = text;
    text_next(&next, line->plain.data + token->end);
    size_t len = (size_t)(token->end - token->start);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (len == strlen(words[i]) && !memcmp(text, words[i], len))
            return false;
    return (size_t)(next - text) == len;
}

/* "张 三": single characters with spaces between them are one word. */
static bool joins(const struct token_line *line, const struct token *token)
{
    const struct token *last = line->count ? &line->tokens[line->count - 1] : NULL;
    return last && last->kind == TOKEN_HAN && token->kind == TOKEN_HAN &&
           token->start == last->end + 1 && line->plain.data[last->end] == ' ' &&
           is_one_character(line, token) &&
           (is_one_character(line, last) ||
               memchr(token_text(line, last), ' ', last->end - last->start));
}

void token_line_read(struct token_line *line, const char *text)
{
    line->text = text;
    line->count = 0;
    make_plain(line);
    const char *start = line->plain.data, *end = start + line->plain.len;
    for (const char *at = start; at < end;) {
        struct token token = {.start = (uint16_t)(at - start)};
        if (*at == ' ') {
            at++;
            continue;
        }
        at += read_token(at, end, &token);
        token.end = (uint16_t)(at - start);
        if (joins(line, &token))
            line->tokens[line->count - 1].end = token.end;
        else
            line->tokens[line->count++] = token;
    }
}

void token_line_release(struct token_line *line)
{
    buf_release(&line->plain);
}

const char *token_text(const struct token_line *line, const struct token *token)
{
    return line->plain.data + token->start;
}

size_t token_len(const struct token *token)
{
    return (size_t)(token->end - token->start);
}

void token_typed(const struct token_line *line, size_t start, size_t end, struct buf *out)
{
    if (start < end) {
        const char *last = line->text + line->at[end - 1], *stop = line->text + strlen(line->text);
        text_next(&last, stop);
        buf_add(out, line->text + line->at[start], (size_t)(last - line->text) - line->at[start]);
    }
}

int token_column(const struct token_line *line, size_t start)
{
    int column = 1;
    for (size_t i = 0; i < line->at[start]; i++)
        column += ((unsigned char)line->text[i] & 0xC0) != 0x80;
    return column;
}
