#include "roster/sheets.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sheets_init(struct sheets *sheets, const char *const *wanted, size_t count)
{
    *sheets = (struct sheets){.wanted = wanted, .wanted_count = count};
    sheets->found = count ? mem_alloc(count * sizeof *sheets->found) : NULL;
}

void sheets_release(struct sheets *sheets)
{
    free(sheets->found);
    buf_release(&sheets->names);
    *sheets = (struct sheets){0};
}

static bool is_number(const char *name)
{
    return *name && !name[strspn(name, "0123456789")];
}

bool sheets_take(struct sheets *sheets, const char *name)
{
    char place[24];
    bool take = false;
    if (!name || !sheets->wanted_count)
        return true;
    snprintf(place, sizeof place, "%zu", ++sheets->place);
    buf_printf(&sheets->names, "%s%s", sheets->names.len ? ", " : "", name);
    for (size_t i = 0; i < sheets->wanted_count; i++) {
        const char *wanted = sheets->wanted[i];
        if (strcmp(wanted, name) && (is_number(name) || strcmp(wanted, place)))
            continue;
        take = sheets->found[i] = true;
    }
    sheets->taken += take;
    return take;
}

int sheets_end_file(struct sheets *sheets, const char *path, struct err *err)
{
    int result = 0;
    if (sheets->place && !sheets->taken) {
        err_set(err, STATUS_USAGE, "usage.sheet",
            _("--sheet names none of its sheets; name some of these: %s"), sheets->names.data);
        result = err_at(err, path, NULL, 0, 0);
    }
    sheets->place = sheets->taken = 0;
    buf_clear(&sheets->names);
    return result;
}

int sheets_end(const struct sheets *sheets, struct err *err)
{
    for (size_t i = 0; i < sheets->wanted_count; i++)
        if (!sheets->found[i])
            return err_set(err, STATUS_USAGE, "usage.sheet",
                _("no file has a sheet %s; look at the names of the sheets and run the command "
                  "again"),
                sheets->wanted[i]);
    return 0;
}
