/* Files that come with muster: in the source tree beside a build, or in the shared data. */
#ifndef CMD_SHIPPED_H
#define CMD_SHIPPED_H
#include "base/err.h"

/* The first of these, seen from the program's own folder, that exists. free() it; NULL: neither. */
char *shipped_path(const char *in_build, const char *installed);

/* A file that comes with muster: `kind` is a folder of templates/ ("cards"), `name` what the user
 * typed. A name with a slash, or of a file that exists, is taken as it is; else KIND/NAME.yaml
 * beside the program (build tree) or in the shared data. Fails with STATUS_CONFIG and the names
 * there are. free(*path). */
int shipped_template(const char *kind, const char *name, char **path, struct err *err);

/* Another file that comes with muster, by its name in templates/. free() it; NULL: not found. */
char *shipped_file(const char *name);
#endif
