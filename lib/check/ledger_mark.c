#include "base/buf.h"
#include "base/i18n.h"
#include "base/publish.h"
#include "check/ledger_db.h"
#include <string.h>
#include <unistd.h>

static bool is_there(const char *folder, const char *name)
{
    struct buf path = {0};
    buf_printf(&path, "%s/%s", folder, name);
    bool there = access(path.data, F_OK) == 0;
    buf_release(&path);
    return there;
}

bool ledger_exists(const char *folder)
{
    return is_there(folder, "ledger.db") || is_there(folder, "ledger.mark");
}

int ledger_hold_mark(const struct ledger *l, bool empty, struct err *err)
{
    if (!empty || !l->folder || !is_there(l->folder, "ledger.mark"))
        return 0;
    return err_set(err, STATUS_CONFIG, "ledger.lost",
        _("the ledger %s is gone or empty, and people were asked and paid for with it; put it back "
          "from a backup, or, to start anew and have everybody asked and paid for again, remove "
          "%s/ledger.mark"),
        l->path, l->folder);
}

static int write_mark(const char *path, struct err *err)
{
    struct publish file;
    const char *text = _("ledger.db in this folder is in use; see FILES in muster-check(1)\n");
    if (publish_open(&file, path, 0600, err))
        return -1;
    if (publish_write(&file, text, strlen(text), err)) {
        publish_abort(&file);
        return -1;
    }
    return publish_commit(&file, err);
}

int ledger_mark(const struct ledger *l, struct err *err)
{
    struct buf path = {0};
    buf_printf(&path, "%s/ledger.mark", l->folder);
    int result = access(path.data, F_OK) == 0 ? 0 : write_mark(path.data, err);
    buf_release(&path);
    return result;
}
