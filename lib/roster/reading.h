/* A line that is being read: its words, and which of them are taken. */
#ifndef ROSTER_READING_H
#define ROSTER_READING_H
#include "roster/mention.h"

enum role { ROLE_FREE, ROLE_USED, ROLE_REMARK };

struct reading {
    struct mention *mention;       // borrows: what was found
    struct token_line *line;       // borrows
    const struct headers *headers; // borrows
    char roles[TOKEN_LINE_MAX];    // of each token
    size_t first;                  // token behind the number in the list
};

/* False behind the last token. */
bool reading_kind_is(const struct reading *reading, size_t i, enum token_kind kind);

/* Whether nothing stands between the token and the one behind it. */
bool reading_touches_next(const struct reading *reading, size_t i);

/* Whether the token is exactly this word. */
bool reading_is(const struct reading *reading, size_t i, const char *word);

/* The token behind the words of other scripts that start at `first`. */
size_t reading_latin_end(const struct reading *reading, size_t first);

/* Marks the tokens from `first` up to `end`. */
void reading_mark(struct reading *reading, size_t first, size_t end, enum role role);

/* Takes the bytes, or the tokens with their mark, as the part; false when the line told it before.
 */
bool reading_take(struct reading *reading, enum part part, size_t start, size_t end);
bool reading_take_tokens(struct reading *reading, enum part part, size_t first, size_t end);

/* Notes at this token why the line is not one person; the first such cause counts. */
void reading_fault(struct reading *reading, enum mention_kind kind, const struct token *token);
#endif
