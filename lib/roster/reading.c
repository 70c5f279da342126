#include "roster/reading.h"

#include <string.h>

bool reading_is(const struct reading *reading, size_t i, const char *word)
{
    const struct token *token = &reading->line->tokens[i];
    return token_len(token) == strlen(word) &&
           !memcmp(token_text(reading->line, token), word, strlen(word));
}

bool reading_kind_is(const struct reading *reading, size_t i, enum token_kind kind)
{
    return i < reading->line->count && reading->line->tokens[i].kind == kind;
}

bool reading_touches_next(const struct reading *reading, size_t i)
{
    const struct token *tokens = reading->line->tokens;
    return i + 1 < reading->line->count && tokens[i].end == tokens[i + 1].start;
}

size_t reading_latin_end(const struct reading *reading, size_t first)
{
    while (reading_kind_is(reading, first, TOKEN_LATIN))
        first++;
    return first;
}

void reading_mark(struct reading *reading, size_t first, size_t end, enum role role)
{
    for (size_t i = first; i < end && i < reading->line->count; i++)
        reading->roles[i] = (char)role;
}

/* "330482-19900307-9978": groups of digits, which only spaces may part in a number's cell. */
static void part_by_spaces(struct buf *number)
{
    for (char *c = number->data; *c; c++)
        if (*c == '-' && *number->data >= '0' && *number->data <= '9')
            *c = ' ';
}

bool reading_take(struct reading *reading, enum part part, size_t start, size_t end)
{
    struct mention *mention = reading->mention;
    if (mention->parts[part].len || start >= end)
        return false;
    token_typed(reading->line, start, end, &mention->parts[part]);
    if (part == PART_NUMBER)
        part_by_spaces(&mention->parts[part]);
    mention->columns[part] = token_column(reading->line, start);
    return true;
}

bool reading_take_tokens(struct reading *reading, enum part part, size_t first, size_t end)
{
    const struct token *tokens = reading->line->tokens;
    if (first >= end || !reading_take(reading, part, tokens[first].start, tokens[end - 1].end))
        return false;
    reading_mark(reading, first, end, ROLE_USED);
    return true;
}

void reading_fault(struct reading *reading, enum mention_kind kind, const struct token *token)
{
    struct mention *mention = reading->mention;
    if (mention->kind >= MENTION_TWO_NUMBERS)
        return;
    mention->kind = kind;
    mention->fault_column = token_column(reading->line, token->start);
}
