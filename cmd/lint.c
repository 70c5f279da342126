#include "lint.h"

#include "cli.h"
#include "profile/lint.h"
#include "shipped.h"
#include "sink.h"
#include <stdlib.h>

static void print_finding(void *context, const struct err *finding)
{
    struct sink *sink = context;
    err_print(finding, &sink->pending);
    buf_add_char(&sink->pending, '\n');
}

/* What cannot be loaded is a finding too: whoever writes a profile reads one place. */
static int find(const char *name, struct sink *sink, size_t *count, struct err *err)
{
    struct profile profile;
    char *path = NULL;
    if (shipped_template("endpoints", name, &path, err))
        return -1;
    int failed = profile_load(&profile, path, err);
    free(path);
    if (failed && err->status != STATUS_CONFIG)
        return -1;
    *count = 1;
    if (failed) {
        print_finding(sink, err);
        return 0;
    }
    *count = lint_profile(&profile, print_finding, sink);
    profile_release(&profile);
    return 0;
}

enum status lint_run(const char *name)
{
    struct sink sink = {.file = {.fd = -1}};
    struct err err;
    size_t count = 0;
    if (sink_open(&sink, NULL, &err) || find(name, &sink, &count, &err) ||
        sink_close(&sink, &err)) {
        sink_abort(&sink);
        return cli_fail(&err);
    }
    if (!count)
        cli_say(_("no doubts about this profile"));
    else
        cli_say(ngettext("%zu finding", "%zu findings", count), count);
    return count ? STATUS_CONFIG : STATUS_DONE;
}
