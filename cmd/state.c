#include "state.h"

#include "base/i18n.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

int state_find(const char *named, struct buf *folder, struct err *err)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (named)
        buf_add_text(folder, named);
    else if (state && state[0] == '/')
        buf_printf(folder, "%s/muster", state);
    else if (home && *home)
        buf_printf(folder, "%s/.local/state/muster", home);
    return folder->len ? 0
                       : err_set(err, STATUS_CONFIG, "check.state",
                             _("there is no folder for the ledger; set HOME or name one with "
                               "--state"));
}

int state_parse_age(const char *name, const char *text, long *seconds, struct err *err)
{
    static const struct {
        char letter;
        long seconds;
    } units[] = {{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}};
    char *end, code[40];
    errno = 0;
    long number = strtol(text, &end, 10);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!errno && end > text && end[0] == units[i].letter && !end[1] && number >= 0 &&
            number <= 36500) {
            *seconds = number * units[i].seconds;
            return 0;
        }
    snprintf(code, sizeof code, "usage.%s", name);
    return err_set(err, STATUS_USAGE, code,
        _("--%s needs a number and d, h, m or s, such as 30d, not `%s`"), name, text);
}
