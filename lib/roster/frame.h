/* What stands around the people in a chat: the list's numbers and title, senders with the time,
 * examples. */
#ifndef ROSTER_FRAME_H
#define ROSTER_FRAME_H
#include "roster/token.h"

enum frame {
    FRAME_NONE,
    FRAME_LINE, // a sender or a note with a time, an example
    FRAME_LIST, // "#接龙": a list starts, its title may follow
};

/* The token behind the line's number in a list: "12. ", "(12)", "12、", "12张三"; 0 when it has
 * none.
 */
size_t frame_number(const struct token_line *line);

/* Whether the line, from token `first` on, is none of the people. A time makes it one only where
 * there is no phone or document number. */
enum frame frame_of(const struct token_line *line, size_t first);
#endif
