#include "list.h"

#include "base/mem.h"
#include "cli.h"
#include "record/wire.h"
#include "roster/printing.h"
#include "sink.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DRAIN_BYTES = 1 << 16 };

/* Whether the records of a squad say what they said in the list before. */
static bool is_unchanged(const struct list *list, size_t index)
{
    const struct seating_squad *squad = &list->seating->squads[index];
    return list->roll && index < list->roll->squad_count && !squad->joined &&
           squad->people == list->roll->squads[index].people && list->seating->of == list->roll->of;
}

static int write_squad(const struct list *list, struct printing *printing, size_t index,
    struct sink *sink, struct err *err)
{
    const struct seating *seating = list->seating;
    const uint32_t *seats = seating->seats + seating->squads[index].first;
    struct squad squad = seating_squad(seating, index);
    bool unchanged = is_unchanged(list, index);
    struct wire_squad common = {0};
    int result = 0;
    wire_squad_set(&common, &squad);
    for (squad.seat = 1; !result && squad.seat <= seating->squads[index].seat_count; squad.seat++) {
        uint32_t person = seats[squad.seat - 1];
        if (person == SEAT_NOBODY)
            continue;
        if (person < seating->old) {
            roll_write(list->roll, person, unchanged ? NULL : &squad, &sink->pending);
        } else {
            wire_squad_write(&common, squad.seat, &sink->pending);
            printing_member(printing, person - seating->old, &sink->pending);
        }
        result = sink_drain(sink, DRAIN_BYTES, err);
    }
    buf_release(&common.text);
    return result;
}

int list_write(const struct list *list, const char *output, struct err *err)
{
    struct sink sink;
    if (sink_open(&sink, output, err))
        return -1;
    int result = 0;
    struct printing printing;
    printing_init(&printing, list->intake);
    for (size_t i = 0; i < list->seating->squad_count && !result; i++)
        result = write_squad(list, &printing, i, &sink, err);
    printing_release(&printing);
    if (!result)
        return sink_close(&sink, err);
    sink_abort(&sink);
    return -1;
}

static int split_squad(const struct list *list, struct printing *printing, size_t index,
    const char *folder, struct err *err)
{
    struct buf path = {0};
    struct sink sink;
    buf_printf(&path, "%s/%s.ndjson", folder, list->seating->squads[index].id);
    int result = sink_open(&sink, path.data, err);
    buf_release(&path);
    if (result)
        return -1;
    if (!write_squad(list, printing, index, &sink, err))
        return sink_close(&sink, err);
    sink_abort(&sink);
    return -1;
}

int list_split(const struct list *list, const char *folder, struct err *err)
{
    if (folder_make(folder, 0700, err))
        return -1;
    int result = 0;
    struct printing printing;
    printing_init(&printing, list->intake);
    for (size_t i = 0; i < list->seating->squad_count && !result; i++)
        if (list->seating->squads[i].people)
            result = split_squad(list, &printing, i, folder, err);
    printing_release(&printing);
    return result;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "20261111-03.ndjson" -> 3; 0: not a file of this day. */
static long file_no(const char *name, const char *id)
{
    enum { DAY = 9 }; // "20261111-"
    if (strlen(id) <= DAY || strncmp(name, id, DAY))
        return 0;
    char *end;
    long no = strtol(name + DAY, &end, 10);
    return end > name + DAY && !strcmp(end, ".ndjson") ? no : 0;
}

static bool has_squad(const struct seating *seating, const char *name)
{
    size_t len = strlen(name) - strlen(".ndjson");
    for (size_t i = 0; i < seating->squad_count; i++) {
        const struct seating_squad *squad = &seating->squads[i];
        if (squad->people && strlen(squad->id) == len && !memcmp(squad->id, name, len))
            return true;
    }
    return false;
}

void list_say_stale(const struct list *list, const char *folder)
{
    const struct seating *seating = list->seating;
    DIR *dir = seating->squad_count ? opendir(folder) : NULL;
    char **names = NULL;
    size_t count = 0, capacity = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (file_no(entry->d_name, seating->squads[0].id) < seating->squads[0].no ||
            has_squad(seating, entry->d_name))
            continue;
        names = mem_grow(names, count, &capacity, sizeof *names);
        names[count++] = mem_text(entry->d_name);
    }
    if (count)
        qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        cli_say(_("%s/%s is from an earlier run and no squad of this list; delete it, so that "
                  "nobody takes it for one"),
            folder, names[i]);
        free(names[i]);
    }
    free(names);
    if (dir)
        closedir(dir);
}
