/* A template's text with placeholders: "{squad.no} 中队[ · 班车 {shuttle}]".
 *
 * A part in [brackets] vanishes when a placeholder in it is empty; a phrase that has placeholders
 * vanishes when all of them are. "{{", "}}", "[[" and "]]" stand for themselves. */
#ifndef CARD_PHRASE_H
#define CARD_PHRASE_H
#include "base/buf.h"
#include <stdbool.h>

enum field {
    FIELD_NAME,
    FIELD_SQUAD_NO,
    FIELD_SQUAD_ID,
    FIELD_SQUAD_OF,
    FIELD_SEAT,
    FIELD_AGENCY,
    FIELD_SHUTTLE,
    FIELD_GRID,
    FIELD_ENTERPRISE,
    FIELD_DATE,  // 2026-11-11
    FIELD_MONTH, // 11
    FIELD_DAY,
    FIELD_WORKER_END, // those below are a contact's
    FIELD_LABEL = FIELD_WORKER_END,
    FIELD_PHONE,
    FIELD_ROLE,
    FIELD_COUNT
};

/* What stands for each field; NULL is empty. */
struct field_values {
    const char *of[FIELD_COUNT];
};

struct phrase_piece {
    char *literal;    // owns; NULL: a placeholder
    enum field field; // of a placeholder
    int bracket;      // 0: outside brackets, else the bracket's number
};

struct phrase {
    struct phrase_piece *pieces; // owns
    size_t count, capacity;
};

/* Parses `text`. `in_contact` also allows {label}, {phone} and {role}. On failure returns -1 and
 * appends a translated sentence to `problem`. */
int phrase_parse(struct phrase *phrase, const char *text, bool in_contact, struct buf *problem);
void phrase_release(struct phrase *phrase);

/* Appends the phrase with its values. Returns false, and appends nothing, when it vanishes. */
bool phrase_fill(const struct phrase *phrase, const struct field_values *values, struct buf *out);
#endif
