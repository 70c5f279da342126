/* Files that are whole or absent: written beside the target, fsynced, then renamed over it.
 *
 * What is open when the process ends early (a signal, memory out) is unlinked by publish_abort_all.
 */
#ifndef BASE_PUBLISH_H
#define BASE_PUBLISH_H
#include "base/buf.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

enum { PUBLISH_MAX = 8 }; // files open at once

struct publish {
    int fd;       // write here; -1 when closed
    char *target; // owns
    char *beside; // owns; the temporary name; NULL for a device or pipe, which is written as it is
    int slot;
};

/* Starts a file that will be `target`, or the file that a link of this name leads to. A device or
 * pipe (/dev/null, /dev/stderr, a FIFO) is written at once and never replaced. `mode` is cut by the
 * umask. Errors: STATUS_CREATE with the folder's cure, also when `target` is a folder. */
int publish_open(struct publish *file, const char *target, unsigned mode, struct err *err);

/* Writes all of it, or fails with STATUS_IO. */
int publish_write(struct publish *file, const void *bytes, size_t len, struct err *err);

/* Flushes to the disk and puts the file under its name. On failure nothing is left. Releases
 * `file`. */
int publish_commit(struct publish *file, struct err *err);

/* Removes what was written. Releases `file`; safe after commit and on `{.fd = -1}`. */
void publish_abort(struct publish *file);

/* Unlinks every open file; async-signal-safe. */
void publish_abort_all(void);

/* Makes an empty folder in $TMPDIR, or else in /tmp, and names it in $TMPDIR, for libraries that
 * write temporary files and remove them at once; it is removed when the process ends. Once a
 * process; NULL when it cannot be made. */
const char *publish_scratch(void);

/* Reads a whole file of at most `limit` bytes. `*bytes` is NUL-terminated; free() it.
 * Errors: STATUS_NO_INPUT when it is absent or unreadable, STATUS_INPUT when it is larger. */
int file_read(const char *path, size_t limit, char **bytes, size_t *len, struct err *err);

/* The same into an empty `content`, where "-" is standard input. */
int file_read_input(const char *path, size_t limit, struct buf *content, struct err *err);

/* Makes a folder and its parents (mode cut by the umask); one that exists is fine. */
int folder_make(const char *path, unsigned mode, struct err *err);
#endif
