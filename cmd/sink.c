#include "sink.h"

#include "base/i18n.h"
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int sink_open(struct sink *sink, const char *path, struct err *err)
{
    *sink = (struct sink){.file = {.fd = -1}};
    sink->is_file = path && strcmp(path, "-");
    return sink->is_file ? publish_open(&sink->file, path, 0600, err) : 0;
}

static int write_stdout(const char *bytes, size_t len, struct err *err)
{
    while (len) {
        ssize_t n = write(STDOUT_FILENO, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, STATUS_IO, "stdout.write",
                _("writing the records failed (%s); the program or disk behind the pipe is gone"),
                strerror(errno));
        bytes += n;
        len -= (size_t)n;
    }
    return 0;
}

int sink_drain(struct sink *sink, size_t at_least, struct err *err)
{
    if (!sink->pending.len || sink->pending.len < at_least)
        return 0;
    int result = sink->is_file
                     ? publish_write(&sink->file, sink->pending.data, sink->pending.len, err)
                     : write_stdout(sink->pending.data, sink->pending.len, err);
    buf_clear(&sink->pending);
    return result;
}

/* What standard output takes at once when it can be written. */
static size_t taken_at_once(void)
{
    struct stat out;
    bool waits = fstat(STDOUT_FILENO, &out) || S_ISFIFO(out.st_mode) || S_ISSOCK(out.st_mode) ||
                 isatty(STDOUT_FILENO);
    return waits ? PIPE_BUF : SIZE_MAX;
}

int sink_offer(struct buf *lines, struct err *err)
{
    struct pollfd wait = {.fd = STDOUT_FILENO, .events = POLLOUT};
    size_t written = 0, most = taken_at_once();
    int result = 0;
    while (!result && written < lines->len && poll(&wait, 1, 0) > 0) {
        size_t len = lines->len - written;
        if (len > most)
            len = most;
        result = write_stdout(lines->data + written, len, err);
        written += len;
    }
    if (written) {
        memmove(lines->data, lines->data + written, lines->len - written);
        buf_cut(lines, lines->len - written);
    }
    return result;
}

int sink_close(struct sink *sink, struct err *err)
{
    int result = sink_drain(sink, 0, err);
    if (sink->is_file && !result)
        result = publish_commit(&sink->file, err);
    else if (!sink->is_file && close(STDOUT_FILENO) && !result)
        result = err_set(
            err, STATUS_IO, "stdout.close", _("writing the records failed (%s)"), strerror(errno));
    sink_abort(sink);
    return result;
}

void sink_abort(struct sink *sink)
{
    publish_abort(&sink->file);
    buf_release(&sink->pending);
}
