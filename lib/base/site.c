#include "base/site.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/path.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const sections[] = {
    "language", "roster", "check", "card", "ledger", "endpoint", NULL};

static int read_language(struct site *site, struct err *err)
{
    const struct yaml *yaml = &site->yaml;
    if (yaml_string(yaml, yaml->root, "language", &site->language, err))
        return -1;
    if (!site->language || !strcmp(site->language, "en") || !strcmp(site->language, "zh_CN"))
        return 0;
    return yaml_fail(yaml, yaml->root, "language", err, "config.word", _("`%s` must be one of: %s"),
        "language", "en, zh_CN");
}

/* Appends the name of the first file that can be read; nothing when there is none. */
static void find_file(struct buf *name)
{
    if (access("site.yaml", F_OK) == 0) {
        buf_add_text(name, "site.yaml");
        return;
    }
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (config && *config)
        buf_printf(name, "%s/muster/site.yaml", config);
    else if (home && *home)
        buf_printf(name, "%s/.config/muster/site.yaml", home);
    if (name->len && access(name->data, F_OK) == 0)
        return;
    buf_clear(name);
    if (access("/etc/muster/site.yaml", F_OK) == 0)
        buf_add_text(name, "/etc/muster/site.yaml");
}

int site_load(struct site *site, const char *path, struct err *err)
{
    *site = (struct site){0};
    const char *named = path ? path : getenv("MUSTER_SITE");
    struct buf name = {0};
    if (named && *named)
        buf_add_text(&name, named);
    else
        find_file(&name);
    int result = 0;
    if (name.len) {
        result = yaml_load(&site->yaml, name.data, err);
        if (!result)
            result =
                yaml_only(&site->yaml, site->yaml.root, sections, err) || read_language(site, err);
        if (result)
            site_release(site);
    }
    buf_release(&name);
    return result ? -1 : 0;
}

void site_release(struct site *site)
{
    yaml_release(&site->yaml);
    *site = (struct site){0};
}

const json_t *site_section(const struct site *site, const char *tool)
{
    return json_object_get(site->yaml.root, tool);
}

char *site_path(const struct site *site, const char *path)
{
    return path_beside(path, site->yaml.file ? site->yaml.file : "");
}
