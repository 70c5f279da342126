/* The site file: one park's defaults, a section a tool, each holding that tool's options. */
#ifndef BASE_SITE_H
#define BASE_SITE_H
#include "base/yaml.h"

struct site {
    struct yaml yaml;     // empty when there is no site file
    const char *language; // borrows; "zh_CN", "en", or NULL: as the environment says
};

/* Reads `path`; with NULL the first there is of $MUSTER_SITE, ./site.yaml,
 * $XDG_CONFIG_HOME/muster/site.yaml
 * (~/.config) and /etc/muster/site.yaml; none is fine. A named file that is absent is an error.
 * Unknown sections are `config.key`. */
int site_load(struct site *site, const char *path, struct err *err);
void site_release(struct site *site);

/* The section of `tool`: a borrowed mapping, or NULL. */
const json_t *site_section(const struct site *site, const char *tool);

/* `path` as seen from the site file's folder, unless it is absolute. free() it. */
char *site_path(const struct site *site, const char *path);
#endif
