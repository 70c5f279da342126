/* Names of files as they are written in other files. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

/* `path` as seen from the folder of `beside`, a file, unless it is absolute. free() it. */
char *path_beside(const char *path, const char *beside);
#endif
