/* People from a chat: a person a line as WeChat's lists (#接龙) have them, "12. 张三 33048...
 * 138...", in any order of the parts; also a person over several lines with labels. */
#ifndef ROSTER_CHAT_H
#define ROSTER_CHAT_H
#include "base/err.h"
#include "roster/mention.h"
#include "table/table.h"

/* A person of a chat, as a row below the chat's columns. */
struct chat_person {
    struct row row;        // numbered with the line where the person starts
    long lines[PARTS];     // where each cell stands, from 1; 0: nowhere
    int columns[PARTS];    // in characters, from 1
    const struct err *why; // not one person, with line and column; NULL: to be read
    size_t fault;          // then the cell to correct, from 1
};

struct chat {
    const struct headers *headers; // borrows
    void *context;
    void (*person)(void *context, const struct chat_person *person); // borrowed for the call
    struct token_line line;
    struct mention mention;     // of the line that is being read
    struct mention held;        // the person whose lines may go on
    struct chat_person held_at; // where those parts stand
    struct buf whole;           // the held line, as it is
    bool holds, in_title;       // whether `held` is somebody; after "#接龙"
    size_t passed_over;         // lines that were of nobody
    struct buf dropped;         // labels of what nobody needs, each once; comma between
};

/* What the rows of a chat stand below, as if the text had this header. Release it. */
void chat_columns(const struct headers *headers, struct tables *tables);

/* `person` gets everybody. */
void chat_init(struct chat *chat, const struct headers *headers, void *context,
    void (*person)(void *context, const struct chat_person *person));

/* Reads a line: the row's only cell. */
void chat_line(struct chat *chat, const struct row *row);

/* After the last line. */
void chat_end(struct chat *chat);
void chat_release(struct chat *chat);
#endif
