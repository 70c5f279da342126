/* Where records go: standard output, or a file that is whole or absent (mode 0600). */
#ifndef CMD_SINK_H
#define CMD_SINK_H
#include "base/buf.h"
#include "base/publish.h"
#include <stdbool.h>

struct sink {
    struct publish file;
    bool is_file;
    struct buf pending; // write here, then sink_drain
};

int sink_open(struct sink *sink, const char *path, struct err *err); // NULL or "-": standard output
int sink_drain(
    struct sink *sink, size_t at_least, struct err *err); // writes when that much is pending

/* Takes off the front of `lines` what standard output takes without waiting. */
int sink_offer(struct buf *lines, struct err *err);

int sink_close(struct sink *sink, struct err *err); // all of it, checked
void sink_abort(struct sink *sink);
#endif
