#include "base/path.h"

#include "base/buf.h"
#include "base/mem.h"

char *path_beside(const char *path, const char *beside)
{
    const char *slash = strrchr(beside, '/');
    if (path[0] == '/' || !slash)
        return mem_text(path);
    struct buf joined = {0};
    buf_add(&joined, beside, (size_t)(slash - beside) + 1);
    buf_add_text(&joined, path);
    return buf_take(&joined);
}
