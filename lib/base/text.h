/* UTF-8 text. Every string that passes a layer boundary is valid UTF-8; these functions make and
 * keep it so. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

/* Bytes of the longest valid UTF-8 prefix (RFC 3629: no overlong forms, no surrogates); `len` when
 * all is valid. */
size_t text_valid_len(const char *text, size_t len);

/* Decodes one character of valid UTF-8 and moves `*text` behind it; 0 at `end`. */
uint32_t text_next(const char **text, const char *end);

/* Appends one character. */
void text_put(struct buf *out, uint32_t character);

size_t text_count(const char *text); // characters, not bytes
int text_width(const char *text);    // terminal columns: a Han character is two

/* White space of every script, also the full-width space and what the clean-up table turns into a
 * space. */
bool text_is_space(uint32_t character);

/* What kind of character it is (Unicode general category). */
enum text_kind {
    TEXT_LETTER,  // also marks on letters, and the ideographic zero
    TEXT_DIGIT,   // of every script, also fractions and the like
    TEXT_PRIVATE, // private use: means something only to those who agreed on it
    TEXT_OTHER,
};
enum text_kind text_kind(uint32_t character);

/* Whether text_fold would leave it as it is, told quickly: printable ASCII without spaces, and the
 * ideographs U+4000 to U+9FFF. False means only that it has to be tried. */
bool text_is_folded(const char *text, size_t len);

/* Appends `text` with compatibility forms folded (NFKC: full-width digits and letters become
 * ASCII), invisible characters dropped, white space trimmed and each run of it made one ASCII
 * space. */
void text_fold(struct buf *out, const char *text, size_t len);

/* Appends `text` with every number of 15 digits or more, also in groups with a space between,
 * masked but for its last four characters: wherever a document number got to, it is not shown. */
void text_mask(struct buf *out, const char *text);

/* Appends `text` fit for a terminal: control characters, and bidi and other format controls, as
 * \xHH or \u{HHHH}. */
void text_escape(struct buf *out, const char *text);
#endif
