#include "state.h"

#include "base/i18n.h"
#include "cli.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { DAY_S = 86400 };

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

void state_tell_clock(const struct ledger *ledger, long max_age_s)
{
    long lag_s = ledger_lag_s(ledger), days = labs(lag_s) / DAY_S;
    if (lag_s >= DAY_S)
        cli_say(ngettext("this computer's clock is %ld day behind the ledger; set the clock. If it "
                         "is right, it was ahead in an earlier run, and the verdicts of that run "
                         "are used for that much longer",
                    "this computer's clock is %ld days behind the ledger; set the clock. If it is "
                    "right, it was ahead in an earlier run, and the verdicts of that run are used "
                    "for that much longer",
                    (unsigned long)days),
            days);
    else if (lag_s <= -DAY_S && max_age_s && -lag_s >= max_age_s)
        cli_say(
            ngettext("by this computer's clock nobody was asked for %ld day: every verdict in the "
                     "ledger is too old, and everybody is asked, and paid for, again; if the "
                     "clock is wrong, stop now and set it",
                "by this computer's clock nobody was asked for %ld days: every verdict in the "
                "ledger is too old, and everybody is asked, and paid for, again; if the clock "
                "is wrong, stop now and set it",
                (unsigned long)days),
            days);
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
