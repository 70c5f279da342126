/* Whether a text is a table or a chat, from its first lines. */
#ifndef ROSTER_SURVEY_H
#define ROSTER_SURVEY_H
#include "roster/columns.h"
#include <stdbool.h>
#include <stddef.h>

/* A chat: of the lines that are not the chat program's own, most look like a person; and they do
 * not have as many separators as a line above them, which would be a table's header. */
bool survey_is_chat(const struct headers *headers, const char *text, size_t len);
#endif
