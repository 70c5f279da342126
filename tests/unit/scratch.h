/* A file with these bytes, for what reads files. */
#ifndef SCRATCH_H
#define SCRATCH_H
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct scratch {
    char path[32];
};

static inline struct scratch scratch_file(const char *bytes, size_t len)
{
    struct scratch scratch = {"/tmp/muster_test.XXXXXX"};
    int fd = mkstemp(scratch.path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), len);
    close(fd);
    return scratch;
}

static inline struct scratch scratch_text(const char *text)
{
    return scratch_file(text, strlen(text));
}
#endif
