/* Whether a text is a table or a chat, from its first lines. */
#ifndef ROSTER_SURVEY_H
#define ROSTER_SURVEY_H
#include "roster/columns.h"
#include <stddef.h>

enum survey {
    SURVEY_TABLE,
    SURVEY_MIXED, // some lines look like people, but most do not
    SURVEY_CHAT,
};

/* A chat: of the lines that are not the chat program's own, most look like a person. A table: none
 * does, or most have separators as a line above them, which is its header. */
enum survey survey_text(const struct headers *headers, const char *text, size_t len);
#endif
