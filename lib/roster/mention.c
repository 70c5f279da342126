#include "roster/mention.h"

#include "roster/frame.h"
#include "roster/labelled.h"
#include "roster/surname.h"
#include <ctype.h>
#include <string.h>

/* "男", and the plate of a coach: a province, then letters and digits. */
static void read_marks(struct reading *reading)
{
    static const char provinces[] =
        "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    const struct token_line *line = reading->line;
    for (size_t i = reading->first; i < line->count; i++) {
        const struct token *token = &line->tokens[i];
        const char *text = token_text(line, token);
        if (reading->roles[i] != ROLE_FREE || token->kind != TOKEN_HAN)
            continue;
        if (reading_is(reading, i, "男") || reading_is(reading, i, "女"))
            reading_take_tokens(reading, PART_SEX, i, i + 1);
        else if (reading_touches_next(reading, i) && reading_kind_is(reading, i + 1, TOKEN_CODE) &&
                 isalpha((unsigned char)line->plain.data[token->end]) &&
                 memmem(provinces, sizeof provinces - 1, text, token_len(token)))
            reading_take_tokens(reading, PART_SHUTTLE, i, i + 2);
    }
}

/* How sure the looks of a code are that it is a document; 0: not at all. */
static int document_rank(enum code_kind code)
{
    switch (code) {
    case CODE_RESIDENT:
    case CODE_DAMAGED:
        return 2;
    case CODE_LETTERED:
        return 1;
    default:
        return 0;
    }
}

/* Takes the best free code as the document; a second as good one is another person's. */
static void read_documents(struct reading *reading)
{
    const struct token *tokens = reading->line->tokens;
    bool known = reading->mention->parts[PART_NUMBER].len > 0;
    for (int rank = 2; rank > 0; rank--) {
        for (size_t i = reading->first; i < reading->line->count; i++) {
            if (reading->roles[i] != ROLE_FREE || tokens[i].kind != TOKEN_CODE)
                continue;
            if (tokens[i].code == CODE_GLUED)
                reading_fault(reading, MENTION_GLUED, &tokens[i]);
            if (document_rank(tokens[i].code) != rank || (known && rank < 2))
                continue;
            if (known)
                reading_fault(reading, MENTION_TWO_NUMBERS, &tokens[i]);
            known = true;
            reading_take_tokens(reading, PART_NUMBER, i, i + 1);
        }
    }
}

static void read_phones(struct reading *reading)
{
    const struct token *tokens = reading->line->tokens;
    for (size_t i = reading->first; i < reading->line->count; i++)
        if (reading->roles[i] == ROLE_FREE && tokens[i].kind == TOKEN_CODE &&
            tokens[i].code == CODE_PHONE)
            reading_take_tokens(reading, PART_PHONE, i, i + 1);
}

/* A number that is neither by its looks is what the line still lacks. */
static void read_odd_numbers(struct reading *reading)
{
    const struct token *tokens = reading->line->tokens;
    for (size_t i = reading->first; i < reading->line->count; i++) {
        if (reading->roles[i] != ROLE_FREE || tokens[i].kind != TOKEN_CODE ||
            tokens[i].code != CODE_NUMBER)
            continue;
        bool phone = *token_text(reading->line, &tokens[i]) == '1' && token_len(&tokens[i]) >= 9;
        if (reading->mention->parts[PART_NUMBER].len)
            phone = true;
        reading_take_tokens(reading, phone ? PART_PHONE : PART_NUMBER, i, i + 1);
    }
}

/* Names behind the last number are a remark, as a rule; so those before it are judged first. */
static void read_han_name(struct reading *reading, size_t first, size_t end)
{
    const struct token_line *line = reading->line;
    enum name_likeness best = NAME_NEVER;
    size_t at = 0, other = 0, depth = 0;
    for (size_t i = first; i < end; i++) {
        const struct token *token = &line->tokens[i];
        depth += token->kind == TOKEN_OPEN;
        depth -= token->kind == TOKEN_CLOSE && depth;
        if (reading->roles[i] != ROLE_FREE || token->kind != TOKEN_HAN || depth)
            continue;
        enum name_likeness likeness = name_likeness(token_text(line, token), token_len(token));
        if (likeness > best) {
            best = likeness;
            at = i;
            other = 0;
        } else if (likeness == best && !other) {
            other = i;
        }
    }
    if (best == NAME_NEVER)
        return;
    if (other)
        reading_fault(reading, MENTION_TWO_NAMES, &line->tokens[other]);
    reading_take_tokens(reading, PART_NAME, at, at + 1);
}

static void read_latin_name(struct reading *reading)
{
    static const char *const words[] = {"passport", "id", "tel", "phone", "name"};
    for (size_t i = reading->first; i < reading->line->count; i++) {
        bool label = false;
        for (size_t j = 0; j < sizeof words / sizeof *words; j++)
            label |= token_len(&reading->line->tokens[i]) == strlen(words[j]) &&
                     !strncasecmp(token_text(reading->line, &reading->line->tokens[i]), words[j],
                         strlen(words[j]));
        if (!label && reading->roles[i] == ROLE_FREE && reading_kind_is(reading, i, TOKEN_LATIN)) {
            reading_take_tokens(reading, PART_NAME, i, reading_latin_end(reading, i));
            return;
        }
    }
}

/* "张三男330482...": a man, or somebody called 张三男? */
static bool may_end_with_sex(const struct mention *mention)
{
    enum { SEX_DIGIT = 16, SHORTEST = 9 }; // bytes of three characters
    const struct buf *name = &mention->parts[PART_NAME], *number = &mention->parts[PART_NUMBER];
    if (name->len < SHORTEST || number->len <= SEX_DIGIT || mention->parts[PART_SEX].len)
        return false;
    bool man = (number->data[SEX_DIGIT] - '0') % 2;
    return !strcmp(name->data + name->len - strlen("男"), man ? "男" : "女");
}

static void read_name(struct reading *reading)
{
    struct mention *mention = reading->mention;
    bool labelled = mention->parts[PART_NAME].len > 0;
    size_t behind = reading->line->count;
    while (behind > reading->first && !reading_kind_is(reading, behind - 1, TOKEN_CODE))
        behind--;
    if (!mention->parts[PART_NAME].len)
        read_han_name(reading, reading->first, behind);
    if (!mention->parts[PART_NAME].len)
        read_han_name(reading, behind, reading->line->count);
    if (!mention->parts[PART_NAME].len)
        read_latin_name(reading);
    if (!labelled && may_end_with_sex(mention))
        reading_fault(reading, MENTION_TWO_NAMES, &reading->line->tokens[reading->first]);
}

static bool has_substance(const struct reading *reading, size_t i)
{
    enum token_kind kind = reading->line->tokens[i].kind;
    return reading->roles[i] != ROLE_USED &&
           (kind == TOKEN_HAN || kind == TOKEN_LATIN || kind == TOKEN_CODE);
}

/* What is left, in its order; marks only between words that stand together. */
static void read_remark(struct reading *reading)
{
    struct buf *remark = &reading->mention->parts[PART_REMARK];
    const struct token *tokens = reading->line->tokens;
    for (size_t i = reading->first; i < reading->line->count; i++) {
        if (!has_substance(reading, i))
            continue;
        size_t last = i;
        for (size_t j = i; j < reading->line->count && reading->roles[j] != ROLE_USED; j++)
            if (has_substance(reading, j))
                last = j;
        if (!remark->len)
            reading->mention->columns[PART_REMARK] = token_column(reading->line, tokens[i].start);
        else
            buf_add_char(remark, ' ');
        token_typed(reading->line, tokens[i].start, tokens[last].end, remark);
        i = last;
    }
}

static void start(struct mention *mention)
{
    for (int i = 0; i < PARTS; i++) {
        buf_clear(&mention->parts[i]);
        mention->columns[i] = 0;
    }
    buf_clear(&mention->dropped);
    mention->kind = MENTION_NOBODY;
    mention->numbered = mention->labelled = false;
    mention->fault_column = 0;
}

/* "明天谁来" starts with a surname, too: what is said in a chat is longer than most names. */
static bool is_short_name(const struct reading *reading, size_t i)
{
    enum { SHORT = 3 };
    const struct token *token = &reading->line->tokens[i];
    const char *text = token_text(reading->line, token);
    size_t characters = 0;
    for (size_t j = 0; j < token_len(token); j++)
        characters += ((unsigned char)text[j] & 0xC0) != 0x80;
    return characters <= SHORT || memchr(text, ' ', token_len(token)) ||
           memmem(text, token_len(token), "·", strlen("·"));
}

/* Whether the line is a name and nothing else; an entry of a list may have more words. */
static bool is_name_alone(const struct reading *reading)
{
    const struct token_line *line = reading->line;
    enum name_likeness best = NAME_NEVER;
    for (size_t i = reading->first; i < line->count; i++) {
        const struct token *token = &line->tokens[i];
        if (reading->roles[i] == ROLE_FREE && token->kind == TOKEN_HAN) {
            enum name_likeness now = name_likeness(token_text(line, token), token_len(token));
            best = now > best ? now : best;
        }
    }
    if (reading->mention->numbered)
        return best != NAME_NEVER;
    return best == NAME_LIKELY && line->count == 1 && is_short_name(reading, 0);
}

static void read_parts(struct reading *reading)
{
    struct mention *mention = reading->mention;
    labelled_read(reading);
    bool named = mention->parts[PART_NAME].len > 0;
    read_marks(reading);
    read_documents(reading);
    read_phones(reading);
    read_odd_numbers(reading);
    bool keyed = named || mention->parts[PART_NUMBER].len || mention->parts[PART_PHONE].len;
    if (mention->kind == MENTION_NOBODY && keyed)
        mention->kind = MENTION_PERSON;
    else if (mention->kind == MENTION_NOBODY && is_name_alone(reading))
        mention->kind = MENTION_NAME;
    if (mention->kind != MENTION_NOBODY)
        read_name(reading);
    read_remark(reading);
}

void mention_read(struct mention *mention, struct token_line *line, const struct headers *headers,
    const char *text)
{
    struct reading reading = {.mention = mention, .line = line, .headers = headers};
    start(mention);
    token_line_read(line, text);
    reading.first = frame_number(line);
    mention->numbered = reading.first > 0;
    reading_mark(&reading, 0, reading.first, ROLE_USED);
    enum frame frame = frame_of(line, reading.first);
    if (frame == FRAME_NONE)
        read_parts(&reading);
    else
        mention->kind = frame == FRAME_LIST ? MENTION_LIST : MENTION_FRAME;
}

void mention_release(struct mention *mention)
{
    for (int i = 0; i < PARTS; i++)
        buf_release(&mention->parts[i]);
    buf_release(&mention->dropped);
}
