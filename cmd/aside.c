#include "aside.h"

#include "base/publish.h"
#include "base/sandbox.h"
#include "cli.h"
#include "roster/advice.h"
#include "roster/sendback.h"

int aside_prepare(const char *path, struct sandbox *sandbox, struct err *err)
{
    if (!sendback_is_workbook(path))
        return 0;
    const char *scratch = publish_scratch();
    if (!scratch)
        return err_set(err, STATUS_CREATE, "workbook.scratch",
            _("a workbook of rejects needs a place for temporary files, and neither $TMPDIR nor "
              "/tmp can be written; set TMPDIR to a folder that can, or ask for a .csv"));
    sandbox_allow_scratch(sandbox, scratch);
    return 0;
}

int aside_write(const struct rejects *rejects, const char *path, struct err *err)
{
    struct publish file;
    if (publish_open(&file, path, 0600, err))
        return -1;
    int result = sendback_write(rejects, sendback_is_workbook(path), &file, err);
    if (!result)
        result = publish_commit(&file, err);
    publish_abort(&file);
    return result;
}

static void say_reject(const struct rejects *rejects, const struct reject *reject)
{
    struct buf line = {0};
    reject_print(rejects, reject, &line);
    cli_say("%s", buf_text(&line));
    buf_release(&line);
}

/* More lines than anybody reads would bury what is said before and after them. */
static void list_rejects(const struct rejects *rejects)
{
    enum { LISTED = 1000 };
    size_t listed = rejects->count < LISTED ? rejects->count : LISTED;
    for (size_t i = 0; i < listed; i++)
        say_reject(rejects, &rejects->items[i]);
    struct buf left = {0};
    rejects_tally(rejects, listed, &left);
    if (left.len)
        cli_say(_("and %zu more: %s"), rejects->count - listed, left.data);
    buf_release(&left);
}

void aside_advise(const struct intake *intake)
{
    struct advice advice = {0};
    struct buf line = {0};
    advice_collect(&advice, intake);
    for (size_t kind = 0; kind < ADVICE_KINDS; kind++) {
        buf_clear(&line);
        advice_print(&advice, kind, &line);
        if (line.len)
            cli_say("%s", line.data);
    }
    buf_release(&line);
    advice_release(&advice);
}

enum status aside_report(const struct rejects *rejects, const char *path)
{
    if (path) {
        if (rejects->count)
            cli_say(_("the rejects and what to do about each: %s"), path);
        else
            cli_say(_("nobody was set aside: %s holds only a header"), path);
        return STATUS_DONE;
    }
    if (!rejects->count)
        return STATUS_DONE;
    list_rejects(rejects);
    cli_say("%s", _("set aside as listed; --rejects FILE keeps these rows for the agencies"));
    return STATUS_PARTIAL;
}
