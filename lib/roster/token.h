/* A line that somebody typed, cut into words and numbers. */
#ifndef ROSTER_TOKEN_H
#define ROSTER_TOKEN_H
#include "base/buf.h"
#include <stddef.h>
#include <stdint.h>

enum { TOKEN_LINE_MAX = 2000 }; // bytes; longer lines are nobody's

enum token_kind {
    TOKEN_HAN,   // Han characters, with the dots of minority names between them; "张 三" is one
    TOKEN_LATIN, // letters of other scripts, no digit
    TOKEN_CODE,  // digits, or letters and digits
    TOKEN_COLON,
    TOKEN_BREAK, // what separates the parts of a line: comma, semicolon, bar, slash, tab
    TOKEN_OPEN,  // brackets
    TOKEN_CLOSE,
    TOKEN_OTHER,
};

/* What a code is by its looks. */
enum code_kind {
    CODE_SHORT,    // up to six digits: an age, a day, a room
    CODE_NUMBER,   // 7 to 13 digits: a phone with a digit too few, a permit
    CODE_PHONE,    // a mobile or landline number
    CODE_LETTERED, // letters, then digits: a passport or permit
    CODE_RESIDENT, // 17 digits and a digit or X
    CODE_DAMAGED,  // nearly that, 15 digits, or the short form "3.30482E+17"
    CODE_GLUED,    // longer than any number
};

struct token {
    enum token_kind kind;
    enum code_kind code; // of TOKEN_CODE
    uint16_t start, end; // bytes of `plain`
};

struct token_line {
    const char *text; // borrowed: the line as it is
    struct buf plain; // the line with full-width characters and spaces made ASCII, runs of spaces
                      // made one
    uint16_t at[TOKEN_LINE_MAX + 1]; // where each byte of `plain` comes from in `text`
    struct token tokens[TOKEN_LINE_MAX];
    size_t count;
};

/* Cuts a line of at most TOKEN_LINE_MAX bytes. Digits that stand in groups ("330482 1990 0307
 * 9978", "138-0013-8000") are one code where they make a phone number, or a resident number whose
 * check character fits. */
void token_line_read(struct token_line *line, const char *text);
void token_line_release(struct token_line *line);

/* The token's text in `plain`, and its bytes. */
const char *token_text(const struct token_line *line, const struct token *token);
size_t token_len(const struct token *token);

/* Appends what the line has from byte `start` to `end` of `plain`, as it was typed. */
void token_typed(const struct token_line *line, size_t start, size_t end, struct buf *out);

/* The character of the line at which byte `start` of `plain` stands, from 1. */
int token_column(const struct token_line *line, size_t start);
#endif
