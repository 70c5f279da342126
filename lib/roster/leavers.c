#include "roster/leavers.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "record/wire.h"
#include "roster/intake.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct leaver {
    char *name; // owns
    struct place place;
    bool found;
};

static void add(struct leavers *leavers, const struct worker *worker, const struct place *place)
{
    if (known_find(&leavers->known, worker) != INDEX_NONE)
        return; // stands there twice
    leavers->items =
        mem_grow(leavers->items, leavers->count, &leavers->capacity, sizeof *leavers->items);
    leavers->items[leavers->count] =
        (struct leaver){mem_text(worker->name), *place, roll_leave(leavers->roll, worker)};
    known_add(&leavers->known, worker, (uint32_t)leavers->count++);
}

static int take(void *context, const struct record *record, struct err *err)
{
    (void)err;
    add(context, &record->worker, &record->place);
    return 0;
}

static int read_roster(struct leavers *leavers, const char *path, struct day on,
    const char *encoding, void (*say)(const char *sentence), struct err *err)
{
    struct intake intake;
    struct crew_view view;
    intake_init(&intake, on, encoding, say);
    int result = intake_file(&intake, path, err);
    if (!result)
        intake_finish(&intake);
    for (size_t i = 0; !result && i < intake.crew.count; i++) {
        const struct worker *worker = intake_worker(&intake, i, &view);
        struct place place;
        place_set(&place, worker->from.file, worker->from.sheet, worker->from.row, 0);
        add(leavers, worker, &place);
    }
    for (size_t i = 0; !result && i < intake.rejects.count; i++, leavers->unusable++) {
        struct buf line = {0};
        reject_print(&intake.rejects, &intake.rejects.items[i], &line);
        say(line.data);
        buf_release(&line);
    }
    intake_release(&intake);
    return result;
}

/* A pipe can be looked at only once, and people pipe records. */
static bool holds_records(const char *path)
{
    struct stat status;
    if (!strcmp(path, "-") || (!stat(path, &status) && !S_ISREG(status.st_mode)))
        return true;
    FILE *file = fopen(path, "re");
    int c = ' ';
    while (file && (c == ' ' || c == '\n' || c == '\r' || c == '\t'))
        c = getc(file);
    if (file)
        fclose(file);
    return c == '{';
}

int leavers_read(struct leavers *leavers, const char *path, struct day on, const char *encoding,
    void (*say)(const char *sentence), struct err *err)
{
    if (holds_records(path))
        return wire_read_file(path, take, leavers, err);
    return read_roster(leavers, path, on, encoding, say, err);
}

bool leavers_have(struct leavers *leavers, const struct worker *worker)
{
    uint32_t item = known_find(&leavers->known, worker);
    if (item == INDEX_NONE)
        return false;
    leavers->items[item].found = true;
    return true;
}

size_t leavers_say_unfound(const struct leavers *leavers, void (*say)(const char *sentence))
{
    size_t count = 0;
    struct buf line = {0};
    for (size_t i = 0; i < leavers->count; i++) {
        const struct leaver *leaver = &leavers->items[i];
        struct err err;
        if (leaver->found)
            continue;
        err_set(&err, STATUS_PARTIAL, "cancel.unknown",
            _("%s has no seat in the list; compare name and document number with the record"),
            leaver->name);
        err.place = leaver->place;
        buf_clear(&line);
        err_print(&err, &line);
        say(line.data);
        count++;
    }
    buf_release(&line);
    return count;
}

void leavers_release(struct leavers *leavers)
{
    for (size_t i = 0; i < leavers->count; i++)
        free(leavers->items[i].name);
    free(leavers->items);
    known_release(&leavers->known);
    *leavers = (struct leavers){0};
}
