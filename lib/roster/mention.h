/* What a line that somebody typed says about a person: the parts in any order, with or without
 * labels ("姓名：张三 身份证：..."). */
#ifndef ROSTER_MENTION_H
#define ROSTER_MENTION_H
#include "roster/columns.h"
#include "roster/label.h"
#include "roster/token.h"
#include <stdbool.h>

enum mention_kind {
    MENTION_NOBODY, // nothing of a person in it
    MENTION_FRAME,  // of the chat program or the list itself: a sender with the time, an example
    MENTION_LIST,   // "#接龙": a list starts, its title may follow
    MENTION_PERSON, // a number, a phone or a labelled part
    MENTION_NAME,   // a name alone
    // what follows cannot be one person:
    MENTION_TWO_NUMBERS, // two documents
    MENTION_TWO_NAMES,   // several words may be the name
    MENTION_GLUED,       // numbers stand together without a space
};

struct mention {
    enum mention_kind kind;
    struct buf parts[PARTS]; // as they were typed; empty: the line does not tell
    int columns[PARTS];      // of the line, from 1; 0: the line does not tell
    bool numbered;           // "12. ": an entry of a list
    bool labelled;           // starts with a label
    int fault_column;        // of what makes it more than one person
    struct buf dropped;      // labels of what nobody needs, "银行卡"; comma between
};

/* Reads a line into a mention that was {0} or read before, by way of `line`. A word is taken for
 * the name only where nothing else in the same place could be one. */
void mention_read(struct mention *mention, struct token_line *line, const struct headers *headers,
    const char *text);
void mention_release(struct mention *mention);
#endif
