#include "identity/name.h"

#include "base/text.h"
#include "identity/look.h"
#include <stdint.h>
#include <string.h>

enum { MIDDLE_DOT = 0xB7 };

static bool is_han(uint32_t c)
{
    return c == 0x3007 || (c >= 0x3400 && c <= 0x9FFF && (c < 0x4DC0 || c > 0x4DFF)) ||
           (c >= 0x20000 && c <= 0x3FFFF) || text_kind(c) == TEXT_PRIVATE;
}

static bool is_latin(uint32_t c)
{
    return c < 0x250 && text_kind(c) == TEXT_LETTER;
}

/* Bytes of the ideograph U+4000 to U+9FFF that starts here, hexagrams aside; else 0. */
static size_t common_han(const unsigned char *s)
{
    return s[0] >= 0xE4 && s[0] <= 0xE9 && s[1] && s[2] && !(s[0] == 0xE4 && s[1] == 0xB7) ? 3 : 0;
}

bool name_is_ordinary(const char *text)
{
    const unsigned char *s = (const unsigned char *)text, *start = s;
    while (common_han(s)) {
        s += 3;
        if (s[0] == 0xC2 && s[1] == 0xB7 && common_han(s + 2))
            s += 2;
    }
    return !*s && s - start > 3;
}

/* Appends what the characters mean. */
static void replace_looks(struct buf *out, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end) {
        uint32_t meant = look_meant(text_next(&text, end));
        if (meant)
            text_put(out, meant);
    }
}

/* "SMITH<<JOHN<PAUL<<<" of a passport's machine-readable line (ICAO 9303): fillers are spaces. */
static void replace_fillers(struct buf *name)
{
    size_t machine = strspn(buf_text(name), "ABCDEFGHIJKLMNOPQRSTUVWXYZ< ");
    if (machine < name->len)
        return;
    for (size_t i = 0; i < name->len; i++)
        if (name->data[i] == '<')
            name->data[i] = ' ';
}

/* Appends `text` without what stands in brackets. Returns whether there was any; brackets that do
 * not match, or hold everything, are left where they are. */
static bool take_remarks(struct buf *out, const char *text)
{
    size_t start = out->len;
    const char *end = text + strlen(text), *at = text;
    long depth = 0;
    bool any = false, matched = true;
    while (at < end && matched) {
        const char *from = at;
        uint32_t c = text_next(&at, end);
        depth += look_is_opening(c);
        if (!depth)
            buf_add(out, from, (size_t)(at - from));
        any |= depth > 0;
        matched = depth > 0 || !look_is_closing(c);
        depth -= depth > 0 && look_is_closing(c);
    }
    bool left = strspn(buf_text(out) + start, " ") < out->len - start;
    if (any && matched && !depth && left)
        return true;
    buf_cut(out, start);
    buf_add(out, text, (size_t)(end - text));
    return false;
}

/* Surnames of two characters that lists set apart from the given name. */
static bool is_double_surname(const char *part)
{
    static const char surnames[] = "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 "
                                   "尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 "
                                   "仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 令狐 歐陽 諸葛 ";
    for (const char *at = surnames; *at; at += 7)
        if (!strncmp(at, part, 6))
            return true;
    return false;
}

/* Where the joining of a name is. */
struct joining {
    struct buf *out;
    uint32_t before;          // the character written last; 0 at the start
    bool space, dot, typed;   // came since; `typed`: all those dots were full stops
    size_t part, part_len;    // the Han part being written: offset, characters
    bool apart, after_parted; // the part before it ended at a space and has two characters or more
    bool parts;               // two such parts stood side by side
};

static void end_part(struct joining *j)
{
    if (j->after_parted && j->part_len >= 2)
        j->parts = true;
    bool parted = j->space && !j->dot && j->part_len >= 2;
    j->after_parted = parted && !(j->part_len == 2 && is_double_surname(j->out->data + j->part));
}

/* Writes what has to stand between `before` and `c`. */
static void join(struct joining *j, uint32_t c)
{
    bool han = is_han(j->before) && is_han(c);
    bool full_stop = j->typed && !han;
    if (j->dot && full_stop && j->before)
        buf_add_char(j->out, '.');
    else if (j->dot && j->before)
        text_put(j->out, MIDDLE_DOT);
    if (j->space && j->before && !han && (!j->dot || full_stop))
        buf_add_char(j->out, ' ');
    j->part = j->out->len;
    j->part_len = 0;
}

/* Appends `text` with its parts joined as names are: see name_clean. Returns whether parts stood
 * apart that may be two names. */
static bool join_parts(struct buf *out, const char *text)
{
    const char *end = text + strlen(text);
    struct joining j = {.out = out, .typed = true, .part = out->len};
    while (text < end) {
        uint32_t c = text_next(&text, end);
        bool dot = look_is_dot(c);
        if (dot || c == ' ') {
            j.space |= c == ' ';
            j.typed &= !dot || c == '.';
            j.dot |= dot;
            continue;
        }
        if (j.space || j.dot) {
            end_part(&j);
            join(&j, c);
        }
        text_put(out, c);
        j.part_len += is_han(c);
        j.before = c;
        j.space = j.dot = false;
        j.typed = true;
    }
    end_part(&j);
    if (j.dot && j.typed && is_latin(j.before))
        buf_add_char(out, '.');
    return j.parts;
}

static unsigned look_over(const char *name)
{
    unsigned found = 0;
    const char *end = name + strlen(name);
    bool han = false, latin = false, sign = false;
    size_t count = 0;
    for (; name < end; count++) {
        uint32_t c = text_next(&name, end);
        enum text_kind kind = text_kind(c);
        han |= is_han(c);
        latin |= is_latin(c);
        if (kind == TEXT_DIGIT)
            found |= NAME_DIGITS;
        else if (kind == TEXT_PRIVATE)
            found |= NAME_PRIVATE;
        else if (c < 0x80 && kind == TEXT_OTHER && strchr("-'.,", (int)c))
            sign = true;
        else if (kind == TEXT_OTHER && c != ' ' && c != MIDDLE_DOT && c != 0x2019 && !is_han(c))
            found |= NAME_SYMBOL;
    }
    if (sign && !latin)
        found |= NAME_SYMBOL;
    if (han && latin)
        found |= NAME_MIXED;
    if (count == 1)
        found |= NAME_SHORT;
    return found;
}

unsigned name_clean(struct buf *out, const char *text)
{
    size_t start = out->len;
    if (name_is_ordinary(text)) {
        buf_add_text(out, text);
        return 0;
    }
    struct buf meant = {0}, folded = {0}, bare = {0};
    replace_looks(&meant, text);
    text_fold(&folded, buf_text(&meant), meant.len);
    replace_fillers(&folded);
    const char *typed = buf_text(&folded);
    unsigned found = take_remarks(&bare, typed + strspn(typed, "'`")) ? NAME_REMARK : 0;
    if (join_parts(out, buf_text(&bare)))
        found |= NAME_PARTS;
    const char *name = out->len > start ? out->data + start : "";
    found |= look_over(name);
    if (strcmp(name, text) != 0)
        found |= NAME_CHANGED;
    buf_release(&meant);
    buf_release(&folded);
    buf_release(&bare);
    return found;
}

bool name_lost_characters(const char *name)
{
    return strchr(name, '?') || strstr(name, "\xEF\xBF\xBD");
}

bool name_is_none(const char *name)
{
    const char *end = name + strlen(name);
    while (name < end) {
        uint32_t c = text_next(&name, end);
        if (is_han(c) || text_kind(c) == TEXT_LETTER)
            return false;
    }
    return true;
}

const char *name_note(unsigned flag)
{
    static const char *const codes[] = {"name.cleaned", "name.remark", "name.digits", "name.pua",
        "name.symbol", "name.mixed", "name.parts", "name.short"};
    return codes[__builtin_ctz(flag)];
}
