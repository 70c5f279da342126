#include "shipped.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The folder of the running program, without a slash at its end; false when the system does not
 * tell. */
static bool program_folder(char folder[PATH_MAX])
{
    ssize_t len = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    if (len <= 0)
        return false;
    folder[len] = '\0';
    char *slash = strrchr(folder, '/');
    *slash = '\0';
    return true;
}

char *shipped_path(const char *in_build, const char *installed)
{
    char folder[PATH_MAX];
    struct buf path = {0};
    if (program_folder(folder)) {
        buf_printf(&path, "%s/%s", folder, in_build);
        if (access(path.data, F_OK) == 0)
            return buf_take(&path);
        buf_clear(&path);
        buf_printf(&path, "%s/%s", folder, installed);
        if (access(path.data, F_OK) == 0)
            return buf_take(&path);
    }
    buf_release(&path);
    return NULL;
}

/* NAME.yaml; NAME.openapi.yaml and the like describe something else. */
static int is_named(const struct dirent *entry)
{
    const char *dot = strchr(entry->d_name, '.');
    return dot && dot > entry->d_name && !strcmp(dot, ".yaml");
}

static void list_names(const char *folder, struct buf *names)
{
    struct dirent **entries;
    int count = folder ? scandir(folder, &entries, is_named, alphasort) : -1;
    for (int i = 0; i < count; i++) {
        int len = (int)strlen(entries[i]->d_name) - 5;
        buf_printf(names, "%s%.*s", i ? ", " : "", len, entries[i]->d_name);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

int shipped_template(const char *kind, const char *name, char **path, struct err *err)
{
    if (strchr(name, '/') || access(name, F_OK) == 0) {
        *path = mem_text(name);
        return 0;
    }
    struct buf in_build = {0}, installed = {0}, full = {0};
    buf_printf(&in_build, "../../templates/%s", kind);
    buf_printf(&installed, "../share/muster/templates/%s", kind);
    char *folder = shipped_path(buf_text(&in_build), buf_text(&installed));
    buf_printf(&full, "%s/%s.yaml", folder ? folder : "", name);
    int result = 0;
    *path = folder ? realpath(full.data, NULL) : NULL; // without the ".." that a user need not see
    if (!*path) {
        buf_clear(&full);
        list_names(folder, &full);
        result = err_set(err, STATUS_CONFIG, "config.name",
            _("there is no file and no shipped name `%s`; shipped with muster: %s"), name,
            buf_text(&full));
    }
    free(folder);
    buf_release(&in_build);
    buf_release(&installed);
    buf_release(&full);
    return result;
}

char *shipped_file(const char *name)
{
    struct buf in_build = {0}, installed = {0};
    buf_printf(&in_build, "../../templates/%s", name);
    buf_printf(&installed, "../share/muster/templates/%s", name);
    char *path = shipped_path(in_build.data, installed.data);
    char *plain = path ? realpath(path, NULL) : NULL; // without the ".." that a user need not see
    free(path);
    buf_release(&in_build);
    buf_release(&installed);
    return plain;
}
