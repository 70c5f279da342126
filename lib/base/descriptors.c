#include "base/descriptors.h"

#include "base/i18n.h"
#include <fcntl.h>
#include <sys/resource.h>

int descriptors_left(int needed, struct err *err)
{
    struct rlimit limit;
    int left = 0;
    if (getrlimit(RLIMIT_NOFILE, &limit))
        return 0;
    for (rlim_t fd = 0; fd < limit.rlim_cur && left < needed; fd++)
        left += fcntl((int)fd, F_GETFD) < 0;
    if (left == needed)
        return 0;
    return err_set(err, STATUS_RESOURCE, "descriptors.few",
        _("too few files and connections may be open at once (%d more, and %d are needed); raise the "
          "limit with `ulimit -n 1024` and run the same command again"),
        left, needed);
}
