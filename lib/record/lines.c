#include "record/lines.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { INPUT_BYTES = 65536 };

/* One record that is held, or the error that came in place of one. */
struct held {
    size_t at, len; // in `texts`
    const char *name;
    long line;
};

struct lines_held {
    struct buf texts;
    struct held *items; // owns
    size_t count, capacity, given;
    bool replays, failed; // `err` comes behind them
    struct err err;
    struct buf begun; // the record that was begun when the replay started
    const char *name; // of its file
    long first;
};

void lines_open(struct lines *lines, char *const *files, size_t file_count)
{
    *lines = (struct lines){.files = files, .file_count = file_count, .fd = -1};
}

static void close_input(struct lines *lines)
{
    if (lines->fd > STDIN_FILENO)
        close(lines->fd);
    lines->fd = -1;
    lines->taken = 0;
    buf_clear(&lines->input);
}

static void release_held(struct lines *lines)
{
    if (!lines->held)
        return;
    buf_release(&lines->held->texts);
    buf_release(&lines->held->begun);
    free(lines->held->items);
    free(lines->held);
    lines->held = NULL;
}

void lines_close(struct lines *lines)
{
    close_input(lines);
    buf_release(&lines->text);
    buf_release(&lines->input);
    release_held(lines);
}

void lines_hold(struct lines *lines)
{
    lines->held = mem_alloc(sizeof *lines->held);
}

size_t lines_holds(const struct lines *lines)
{
    return lines->held ? lines->held->texts.len : 0;
}

static void swap(struct buf *a, struct buf *b)
{
    struct buf kept = *a;
    *a = *b;
    *b = kept;
}

void lines_replay(struct lines *lines)
{
    struct lines_held *held = lines->held;
    held->replays = true;
    swap(&held->begun, &lines->text);
    held->name = lines->name;
    held->first = lines->first;
}

int lines_wait_for(const struct lines *lines)
{
    return (lines->held && lines->held->replays) || lines->taken < lines->input.len ? -1
                                                                                    : lines->fd;
}

/* Opens the next file: 1, 0 when there is none left, -1. */
static int open_next(struct lines *lines, struct err *err)
{
    size_t count = lines->file_count ? lines->file_count : 1;
    if (lines->next == count)
        return 0;
    const char *path = lines->file_count ? lines->files[lines->next] : "-";
    lines->next++;
    lines->line = 0;
    if (!strcmp(path, "-")) {
        lines->fd = STDIN_FILENO;
        lines->name = "<stdin>";
        return 1;
    }
    lines->name = path;
    lines->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (lines->fd < 0)
        return err_set(err, STATUS_NO_INPUT, "file.open",
            _("cannot open %s (%s); check the name and that you may read it"), path,
            strerror(errno));
    return 1;
}

int lines_fail(
    const struct lines *lines, long line, struct err *err, const char *code, const char *text)
{
    err_set(err, STATUS_INPUT, code, "%s", text);
    return err_at(err, lines->name, NULL, line, 0);
}

/* Fills `input` again: 1, 0 at the end of the file, LINES_LATER, -1. */
static int fill(struct lines *lines, struct err *err)
{
    struct pollfd wait = {.fd = lines->fd, .events = POLLIN};
    if (lines->at_once && poll(&wait, 1, 0) <= 0)
        return LINES_LATER;
    buf_clear(&lines->input);
    lines->taken = 0;
    buf_reserve(&lines->input, INPUT_BYTES);
    ssize_t got;
    do
        got = read(lines->fd, lines->input.data, INPUT_BYTES);
    while (got < 0 && errno == EINTR);
    if (got < 0 && errno == EISDIR)
        return err_set(err, STATUS_NO_INPUT, "file.folder",
            _("%s is a folder; name the files in it"), lines->name);
    if (got < 0)
        return err_set(
            err, STATUS_IO, "file.read", _("reading %s failed (%s)"), lines->name, strerror(errno));
    lines->input.len = (size_t)got;
    return got > 0;
}

/* Appends one line, or the rest of it, without its end: 1, 0 at the end of the file, LINES_LATER,
 * -1 when it is too long or unreadable. */
static int read_line(struct lines *lines, struct err *err)
{
    for (bool ended = false; !ended;) {
        int got = lines->taken < lines->input.len ? 1 : fill(lines, err);
        if (got < 0 || got == LINES_LATER)
            return got;
        if (got == 0)
            break;
        const char *at = lines->input.data + lines->taken;
        size_t there = lines->input.len - lines->taken;
        const char *end = memchr(at, '\n', there);
        size_t len = end ? (size_t)(end - at) : there;
        lines->line += !lines->in_line;
        lines->in_line = true;
        ended = end;
        lines->taken += len + ended;
        if (lines->text.len + len > LINES_RECORD_MAX)
            return lines_fail(lines, lines->line, err, "wire.long",
                _("a record is longer than 1 MiB; is this really the output of a muster tool?"));
        buf_add(&lines->text, at, len);
    }
    if (lines->text.len && lines->text.data[lines->text.len - 1] == '\r')
        buf_cut(&lines->text, lines->text.len - 1);
    bool any = lines->in_line;
    lines->in_line = false;
    return any;
}

/* Reads on to the end of the record's first line, over blank ones. */
static int read_first(struct lines *lines, struct err *err)
{
    while (!lines->first) {
        if (lines->fd < 0) {
            int opened = open_next(lines, err);
            if (opened <= 0)
                return opened;
        }
        int got = read_line(lines, err);
        if (got < 0 || got == LINES_LATER)
            return got;
        if (got == 0)
            close_input(lines);
        else if (strspn(buf_text(&lines->text), " \t") < lines->text.len)
            lines->first = lines->line;
        else
            buf_clear(&lines->text);
    }
    return 1;
}

/* An object as jq indents it ends with the first "}" in the first column. */
static int read_rest(struct lines *lines, struct err *err)
{
    if (!lines->start && strcmp(lines->text.data, "{"))
        return 1;
    if (!lines->start)
        lines->start = lines->text.len;
    for (;;) {
        int got = read_line(lines, err);
        if (got < 0 || got == LINES_LATER)
            return got;
        if (got == 0)
            return lines_fail(lines, lines->first, err, "wire.json",
                _("the input ends in the middle of a record; run the tool before this one again"));
        if (!strcmp(lines->text.data + lines->start, "}"))
            return 1;
        buf_add_char(&lines->text, ' ');
        lines->start = lines->text.len;
    }
}

static void hold(struct lines *lines, int got, const struct err *err)
{
    struct lines_held *held = lines->held;
    if (got < 0) {
        held->failed = true;
        held->err = *err;
    }
    if (got != 1)
        return;
    held->items = mem_grow(held->items, held->count, &held->capacity, sizeof *held->items);
    held->items[held->count++] =
        (struct held){held->texts.len, lines->text.len, lines->name, lines->first};
    buf_add(&held->texts, lines->text.data, lines->text.len);
}

/* A record again, or the error behind the last one; 0 when there are no more, and what was begun is
 * back. */
static int give(struct lines *lines, struct err *err)
{
    struct lines_held *held = lines->held;
    if (held->given == held->count && held->failed) {
        held->failed = false;
        *err = held->err;
        return -1;
    }
    if (held->given == held->count) {
        swap(&held->begun, &lines->text);
        lines->name = held->name;
        lines->first = held->first;
        release_held(lines);
        return 0;
    }
    const struct held *next = &held->items[held->given++];
    buf_clear(&lines->text);
    buf_add(&lines->text, held->texts.data + next->at, next->len);
    lines->name = next->name;
    lines->first = next->line;
    return 1;
}

int lines_next(struct lines *lines, long *line, struct err *err)
{
    int got = lines->held && lines->held->replays ? give(lines, err) : 0;
    if (got) {
        *line = lines->first;
        return got;
    }
    if (!lines->within) {
        buf_clear(&lines->text);
        lines->first = 0;
        lines->start = 0;
    }
    got = read_first(lines, err);
    if (got == 1)
        got = read_rest(lines, err);
    lines->within = got == LINES_LATER;
    *line = lines->first;
    if (lines->held && !lines->held->replays)
        hold(lines, got, err);
    return got;
}
