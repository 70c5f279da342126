#include "profile/version.h"

#include "base/digest.h"
#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

void version_of(const json_t *content, char version[VERSION_HEX + 1])
{
    unsigned char digest[DIGEST_BYTES];
    char *text = json_dumps(content, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
    if (!text || digest_of(DIGEST_SHA256, NULL, 0, text, strlen(text), digest))
        mem_out(); // SHA-256 is always there, as the site key's HMAC is made with it
    free(text);
    digest_hex(digest, VERSION_HEX / 2, version);
}
