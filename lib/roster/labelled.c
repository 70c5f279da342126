#include "roster/labelled.h"

#include <string.h>

static const struct {
    enum field field;
    enum part part;
} fields[] = {{FIELD_NAME, PART_NAME}, {FIELD_NUMBER, PART_NUMBER}, {FIELD_TYPE, PART_TYPE},
    {FIELD_PHONE, PART_PHONE}, {FIELD_SEX, PART_SEX}, {FIELD_AGENCY, PART_AGENCY},
    {FIELD_PLATE, PART_SHUTTLE}, {FIELD_BUS, PART_SHUTTLE}};

/* Where a labelled value ends: at a break, the next label, or a long number. */
static size_t value_end(const struct reading *reading, size_t first)
{
    const struct token_line *line = reading->line;
    size_t i = first;
    for (; i < line->count && line->tokens[i].kind != TOKEN_BREAK; i++)
        if (reading_kind_is(reading, i + 1, TOKEN_COLON) ||
            (line->tokens[i].kind == TOKEN_CODE && line->tokens[i].code >= CODE_NUMBER))
            break;
    return i;
}

/* "浙F12345": the province and what touches it. */
static size_t plate_end(const struct reading *reading, size_t first)
{
    size_t end = value_end(reading, first);
    bool cut = end > first && reading_touches_next(reading, end - 1) &&
               reading_kind_is(reading, end, TOKEN_CODE);
    return cut ? end + 1 : end;
}

/* Takes the value behind a label, which starts at token `first`; returns the token behind it. */
static size_t read_value(struct reading *reading, enum part part, size_t first)
{
    const struct token *tokens = reading->line->tokens;
    size_t end = first, before;
    if (part == PART_NAME && reading_kind_is(reading, first, TOKEN_HAN))
        end = label_at_end(
                  token_text(reading->line, &tokens[first]), token_len(&tokens[first]), &before) &&
                      !before
                  ? first
                  : first + 1;
    else if (part == PART_NAME)
        end = reading_latin_end(reading, first);
    else if (part == PART_SHUTTLE)
        end = plate_end(reading, first);
    else if (part == PART_SEX || part == PART_AGENCY)
        end = value_end(reading, first);
    else if (part == PART_TYPE && reading_kind_is(reading, first, TOKEN_HAN))
        end = first + 1;
    else if (reading_kind_is(reading, first, TOKEN_CODE) && tokens[first].code != CODE_GLUED)
        end = first + 1;
    if (part == PART_NUMBER && end > first && tokens[first].code == CODE_PHONE)
        return first; // "身份证" stands before the phone, whatever was meant
    return reading_take_tokens(reading, part, first, end) ? end : first;
}

/* A card's digits may stand in groups, which look like anything; these do not. */
static bool is_of_person(const struct reading *reading, const struct token *token)
{
    enum { MOBILE_LEN = 11 };
    bool mobile = token->code == CODE_PHONE && token_len(token) == MOBILE_LEN &&
                  *token_text(reading->line, token) == '1';
    return mobile || token->code == CODE_RESIDENT || token->code == CODE_LETTERED;
}

/* Behind the label of what nobody needs: words, or digits in groups. */
static size_t private_end(const struct reading *reading, size_t first)
{
    if (!reading_kind_is(reading, first, TOKEN_CODE))
        return value_end(reading, first);
    size_t end = first + 1;
    while (reading_kind_is(reading, end, TOKEN_CODE) &&
           !is_of_person(reading, &reading->line->tokens[end]))
        end++;
    return end;
}

static void drop_value(struct reading *reading, size_t label, size_t first)
{
    struct buf *dropped = &reading->mention->dropped;
    const struct token *token = &reading->line->tokens[label];
    size_t end = private_end(reading, first);
    buf_printf(dropped, "%s%.*s", dropped->len ? ", " : "", (int)token_len(token),
        token_text(reading->line, token));
    reading_mark(reading, label, end, ROLE_USED);
}

/* A word before a colon that is none of ours: known to headers, or the start of a remark. */
static size_t read_header_label(struct reading *reading, size_t i)
{
    const struct token *token = &reading->line->tokens[i];
    struct buf word = {0};
    reading->mention->labelled |= i == reading->first;
    buf_add(&word, token_text(reading->line, token), token_len(token));
    enum field field = headers_field(reading->headers, word.data);
    bool remark = !strcmp(word.data, "备注") || !strcmp(word.data, "说明");
    buf_release(&word);
    if (remark) {
        reading_mark(reading, i, i + 2, ROLE_USED);
        reading_mark(reading, i + 2, reading->line->count, ROLE_REMARK);
        return reading->line->count;
    }
    if (field == FIELD_PRIVATE) {
        drop_value(reading, i, i + 2);
        return i + 2;
    }
    for (size_t j = 0; j < sizeof fields / sizeof *fields; j++)
        if (fields[j].field == field) {
            reading_mark(reading, i, i + 2, ROLE_USED);
            return read_value(reading, fields[j].part, i + 2);
        }
    size_t end = value_end(reading, i + 2);
    reading_mark(reading, i, end, ROLE_REMARK);
    return end;
}

/* "张三身份证330482...": what stands before the label is a word of its own. */
static size_t read_label(struct reading *reading, size_t i)
{
    struct token *token = &reading->line->tokens[i];
    const char *text = token_text(reading->line, token);
    bool colon = reading_kind_is(reading, i + 1, TOKEN_COLON);
    size_t before, value = i + 1 + colon;
    const struct label *label = label_at_end(text, token_len(token), &before);
    bool whole = label && !before;
    if (!label || (!whole && !colon && !reading_kind_is(reading, value, TOKEN_CODE)))
        return colon ? read_header_label(reading, i) : i + 1;
    size_t start = token->start + before;
    if (i == reading->first && whole)
        reading->mention->labelled = true;
    if (label->part == PART_TYPE)
        reading_take(reading, PART_TYPE, start, start + strlen(label->word));
    token->end = (uint16_t)(token->start + before);
    reading_mark(reading, i + (before > 0), value, ROLE_USED);
    return read_value(reading, label->part == PART_TYPE ? PART_NUMBER : label->part, value);
}

void labelled_read(struct reading *reading)
{
    size_t i = reading->first;
    while (i < reading->line->count) {
        if (reading_kind_is(reading, i, TOKEN_HAN))
            i = read_label(reading, i);
        else
            i++;
    }
}
