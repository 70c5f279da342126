/* A growing run of bytes, always followed by a NUL once anything was added. `= {0}` is an empty
 * one. */
#ifndef BASE_BUF_H
#define BASE_BUF_H
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

struct buf {
    char *data; // owns; NULL while nothing was ever added
    size_t len; // bytes, without the NUL
    size_t capacity;
};

void buf_release(struct buf *buf);
void buf_wipe(struct buf *buf); // zeroes what it holds, then releases it: for keys and the like
void buf_reserve(struct buf *buf, size_t more); // room for `more` bytes and the NUL
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *buf, const char *format, va_list args);

/* These are here because a million rows pass through them, cell by cell. */

static inline void buf_cut(struct buf *buf, size_t len) // keeps the first `len` bytes
{
    if (!buf->data || len > buf->len)
        return;
    buf->len = len;
    buf->data[len] = '\0';
}

static inline void buf_clear(struct buf *buf) // empties, keeps the memory
{
    buf_cut(buf, 0);
}

static inline char *buf_extend(struct buf *buf, size_t len) // by bytes for the caller to fill
{
    if (buf->capacity - buf->len <= len)
        buf_reserve(buf, len);
    char *added = buf->data + buf->len;
    buf->len += len;
    buf->data[buf->len] = '\0';
    return added;
}

static inline void buf_add(struct buf *buf, const void *bytes, size_t len)
{
    char *added = buf_extend(buf, len);
    if (len)
        memcpy(added, bytes, len);
}

static inline void buf_add_char(struct buf *buf, char c)
{
    *buf_extend(buf, 1) = c;
}

static inline void buf_add_text(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

/* The text, never NULL. Borrowed until the next change. */
const char *buf_text(const struct buf *buf);

/* Gives the memory away (free() it) and leaves an empty buf; never NULL. */
char *buf_take(struct buf *buf);
#endif
