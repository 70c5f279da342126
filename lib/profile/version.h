/* Which text of a profile it was: the same for the same content, whatever its layout, remarks and
 * order of keys. */
#ifndef PROFILE_VERSION_H
#define PROFILE_VERSION_H
#include <jansson.h>

enum { VERSION_HEX = 16 };

/* The first digits of the SHA-256 of the content as JSON, compact and with sorted keys. */
void version_of(const json_t *content, char version[VERSION_HEX + 1]);
#endif
