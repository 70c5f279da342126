#include "targets.h"

#include "base/mem.h"
#include "cli.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool stat_folder(const char *path, struct stat *st)
{
    size_t len = (size_t)(last_part(path) - path);
    char *folder = len ? mem_text_n(path, len) : mem_text(".");
    bool found = stat(folder, st) == 0;
    free(folder);
    return found;
}

/* A file that is not there yet is told by its folder and name. */
static bool is_same(const char *one, const char *other)
{
    struct stat a, b;
    bool a_there = stat(one, &a) == 0, b_there = stat(other, &b) == 0;
    if (a_there != b_there)
        return false;
    if (a_there && (!S_ISREG(a.st_mode) || !S_ISREG(b.st_mode)))
        return false;
    if (!a_there && (strcmp(last_part(one), last_part(other)) || !stat_folder(one, &a) ||
                        !stat_folder(other, &b)))
        return false;
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

enum status targets_check(const char *target, const char *const *others, size_t count)
{
    for (size_t i = 0; target && i < count; i++)
        if (others[i] && strcmp(others[i], "-") && is_same(target, others[i]))
            return cli_usage(_("%s would be overwritten: it is read, or written with something "
                               "else, in the same run; name another file"),
                target);
    return STATUS_DONE;
}

enum status targets_check_rosters(const char *const *rosters, size_t count)
{
    struct stat *seen = mem_alloc(count * sizeof *seen);
    const char *twice = NULL;
    for (size_t i = 0; i < count && !twice; i++) {
        if (stat(rosters[i], &seen[i]) || !S_ISREG(seen[i].st_mode))
            seen[i] = (struct stat){0};
        for (size_t j = 0; seen[i].st_ino && j < i; j++)
            if (seen[j].st_dev == seen[i].st_dev && seen[j].st_ino == seen[i].st_ino)
                twice = rosters[i];
    }
    free(seen);
    return twice ? cli_usage(_("%s is named twice; name each roster once"), twice) : STATUS_DONE;
}
