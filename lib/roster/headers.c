#include "roster/headers.h"

#include "base/mem.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

enum { TITLE_BYTES_MAX = 100 }; // of a known one, with its remarks

static const struct {
    const char *meaning, *title;
} synonyms[] = {
#include "headers.tsv.h"
};

enum { SYNONYM_COUNT = sizeof synonyms / sizeof *synonyms };

static bool is_ornament(uint32_t c)
{
    static const uint32_t ornaments[] = {' ', '*', ':', '_', '-', '"', '\'', 0x2605, 0x2606, 0x203B,
        0x25CF, 0x25CB, 0x25C6, 0x25B2, 0x25A0, 0x25A1};
    for (size_t i = 0; i < sizeof ornaments / sizeof *ornaments; i++)
        if (ornaments[i] == c)
            return true;
    return false;
}

void headers_key(struct buf *key, const char *title)
{
    struct buf folded = {0};
    text_fold(&folded, title, strlen(title));
    const char *at = buf_text(&folded), *end = at + folded.len;
    while (at < end) {
        uint32_t c = text_next(&at, end);
        if (!is_ornament(c))
            text_put(key, c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    buf_release(&folded);
}

static bool same_name(const void *items, uint32_t item, const char *key, size_t len)
{
    const struct headers *headers = items;
    return strlen(headers->names[item]) == len && !memcmp(headers->names[item], key, len);
}

void headers_init(struct headers *headers)
{
    *headers = (struct headers){0};
    headers->names = mem_alloc(SYNONYM_COUNT * sizeof *headers->names);
    for (size_t i = 0; i < SYNONYM_COUNT; i++) {
        struct buf name = {0};
        headers_key(&name, synonyms[i].title);
        size_t len = name.len;
        char *text = buf_take(&name);
        headers->names[headers->count++] = text;
        if (index_find(&headers->index, text, len, same_name, headers) == INDEX_NONE)
            index_add(&headers->index, text, len, (uint32_t)i);
    }
}

void headers_release(struct headers *headers)
{
    for (size_t i = 0; i < headers->count; i++)
        free(headers->names[i]);
    free(headers->names);
    index_release(&headers->index);
    *headers = (struct headers){0};
}

static const char *exactly(const struct headers *headers, const char *key, size_t len)
{
    uint32_t item = index_find(&headers->index, key, len, same_name, headers);
    return item == INDEX_NONE ? NULL : synonyms[item].meaning;
}

/* Words that make a column somebody else's, or of another kind. */
static bool is_of_others(const char *text, size_t len)
{
    static const char *const words[] = {"紧急", "家属", "家长", "父", "母", "亲", "配偶", "监护",
        "担保", "联系人", "领队", "带队", "队长", "负责", "中介", "驻厂", "推荐", "介绍", "英文",
        "拼音", "曾用", "备用", "emergency", "english", "pinyin", "leader"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (memmem(text, len, words[i], strlen(words[i])))
            return true;
    return false;
}

static const char *meaning_of(const struct headers *headers, const char *key, int depth);

static const char *meaning_of_part(
    const struct headers *headers, const char *start, size_t len, int depth)
{
    char *part = mem_text_n(start, len);
    const char *meaning = *part ? meaning_of(headers, part, depth + 1) : NULL;
    free(part);
    return meaning;
}

/* Without what stands in brackets, unless that is what counts. */
static const char *outside_brackets(const struct headers *headers, const char *key, int depth)
{
    static const char *const pairs[][2] = {{"(", ")"}, {"[", "]"}, {"【", "】"}, {"〔", "〕"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *open = strstr(key, pairs[i][0]);
        if (!open)
            continue;
        const char *inside = open + strlen(pairs[i][0]), *close = strstr(inside, pairs[i][1]);
        size_t len = close ? (size_t)(close - inside) : strlen(inside);
        struct buf outside = {0};
        buf_add(&outside, inside, len);
        buf_add(&outside, key, (size_t)(open - key));
        if (close)
            buf_add_text(&outside, close + strlen(pairs[i][1]));
        const char *meaning = exactly(headers, outside.data, outside.len);
        if (!meaning && outside.len == len)
            meaning = meaning_of_part(headers, inside, len, depth);
        else if (!meaning && !is_of_others(inside, len))
            meaning = meaning_of_part(headers, outside.data + len, outside.len - len, depth);
        buf_release(&outside);
        return meaning;
    }
    return NULL;
}

/* The first known one of alternatives: "身份证/护照号码". */
static const char *first_of_several(const struct headers *headers, const char *key, int depth)
{
    static const char *const separators[] = {"/", "、", "或", "|"};
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        if (!strstr(key, separators[i]))
            continue;
        const char *meaning = NULL;
        for (const char *part = key; part && !meaning;) {
            const char *end = strstr(part, separators[i]);
            meaning =
                meaning_of_part(headers, part, end ? (size_t)(end - part) : strlen(part), depth);
            part = end ? end + strlen(separators[i]) : NULL;
        }
        return meaning;
    }
    return NULL;
}

static size_t remark_before(const char *key)
{
    static const char *const owners[] = {"派遣员工", "务工人员", "劳动者", "员工", "人员", "工人",
        "职工", "本人", "个人", "应聘者", "求职者", "必填", "填写"};
    size_t digits = strspn(key, "0123456789");
    if (digits)
        return digits + strspn(key + digits, ".)");
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        if (!strncmp(key, owners[i], strlen(owners[i])))
            return strlen(owners[i]);
    return 0;
}

/* Bytes at the end that are a remark: "必填", "18位", "1" of "电话1". */
static size_t remark_behind(const char *key)
{
    static const char *const remarks[] = {"必填项", "必填", "选填", "位数", "位数字", "位"};
    size_t len = strlen(key), end = len;
    for (size_t i = 0; i < sizeof remarks / sizeof *remarks; i++) {
        size_t its = strlen(remarks[i]);
        if (len > its && !strcmp(key + len - its, remarks[i])) {
            end = len - its;
            break;
        }
    }
    while (end && key[end - 1] >= '0' && key[end - 1] <= '9')
        end--;
    return len - end;
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* The Chinese half of "姓名name" or "name姓名". */
static const char *chinese_half(const struct headers *headers, const char *key, int depth)
{
    size_t len = strlen(key), start = 0, end = len;
    while (is_letter(key[start]))
        start++;
    while (end > start && is_letter(key[end - 1]))
        end--;
    if ((start == 0) == (end == len))
        return NULL;
    return meaning_of_part(headers, key + start, end - start, depth);
}

static const char *meaning_of(const struct headers *headers, const char *key, int depth)
{
    enum { DEPTH_MAX = 4 };
    size_t len = strlen(key);
    if (len > TITLE_BYTES_MAX || depth > DEPTH_MAX)
        return NULL;
    const char *meaning = exactly(headers, key, len);
    if (meaning)
        return meaning;
    if (strpbrk(key, "([") || strstr(key, "【") || strstr(key, "〔"))
        return outside_brackets(headers, key, depth);
    meaning = first_of_several(headers, key, depth);
    size_t before = meaning ? 0 : remark_before(key);
    size_t behind = meaning ? 0 : remark_behind(key);
    if (before + behind && before + behind < len)
        meaning = meaning_of_part(headers, key + before, len - before - behind, depth);
    return meaning ? meaning : chinese_half(headers, key, depth);
}

/* Bytes of the group's title without the word that makes it one: "证件" of "证件信息". */
static size_t group_stem(const char *top)
{
    static const char *const words[] = {"信息", "情况", "资料", "方式", "内容"};
    size_t len = strlen(top);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t its = strlen(words[i]);
        if (len > its && !strcmp(top + len - its, words[i]))
            return len - its;
    }
    return len;
}

/* The columns that muster adds to rejects, in any language. */
static bool is_own(const struct buf *key)
{
    return !strncmp(buf_text(key), "muster", strlen("muster"));
}

/* What a word below a group's title means with it: 号码 below 证件信息 is 证件号码. */
static const char *meaning_in_group(
    const struct headers *headers, const char *top, const char *bottom)
{
    struct buf key = {0};
    headers_key(&key, top);
    size_t stem = group_stem(buf_text(&key));
    const char *meaning = NULL;
    if (stem < key.len) {
        buf_cut(&key, stem);
        headers_key(&key, bottom);
        meaning = meaning_of(headers, key.data, 0);
    }
    buf_release(&key);
    return meaning;
}

/* The same where a title holds both, as those of rejects do: "证件信息 号码". */
static const char *meaning_of_joined(const struct headers *headers, const char *title)
{
    struct buf folded = {0};
    text_fold(&folded, title, strlen(title));
    char *space = strchr(buf_text(&folded), ' ');
    const char *meaning = NULL;
    if (space) {
        *space = '\0';
        meaning = meaning_in_group(headers, folded.data, space + 1);
    }
    buf_release(&folded);
    return meaning;
}

const char *headers_meaning(const struct headers *headers, const char *title)
{
    enum { RAW_BYTES_MAX = 3 * TITLE_BYTES_MAX };
    struct buf key = {0};
    if (!*title || strlen(title) > RAW_BYTES_MAX)
        return NULL;
    headers_key(&key, title);
    const char *meaning = key.len ? meaning_of(headers, key.data, 0) : NULL;
    if (!meaning && is_own(&key))
        meaning = "muster";
    if (!meaning)
        meaning = meaning_of_joined(headers, title);
    buf_release(&key);
    return meaning;
}

enum field headers_field(const struct headers *headers, const char *title)
{
    const char *meaning = headers_meaning(headers, title);
    return meaning ? field_meant(meaning) : FIELD_EXTRA;
}

const char *headers_meaning_below(
    const struct headers *headers, const char *top, const char *bottom, bool joined)
{
    struct buf both = {0}, group = {0};
    headers_key(&group, top);
    buf_printf(&both, "%s%s", top, bottom);
    const char *meaning = headers_meaning(headers, both.data);
    if (!meaning)
        meaning = meaning_in_group(headers, top, bottom);
    if (!meaning && !joined && !is_of_others(buf_text(&group), group.len))
        meaning = headers_meaning(headers, bottom);
    buf_release(&group);
    buf_release(&both);
    return meaning;
}
