#include "check/key.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/publish.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int key_random(struct site_key *key, struct err *err)
{
    if (digest_random(key->bytes, sizeof key->bytes) == 0)
        return 0;
    return err_set(err, STATUS_RESOURCE, "key.random",
        _("the system gives no random numbers; try again in a moment"));
}

static int make_key(struct site_key *key, const char *path, struct err *err)
{
    struct publish file;
    if (key_random(key, err) || publish_open(&file, path, 0600, err))
        return -1;
    if (publish_write(&file, key->bytes, sizeof key->bytes, err)) {
        publish_abort(&file);
        return -1;
    }
    return publish_commit(&file, err);
}

static int read_key(struct site_key *key, const char *path, const struct stat *st, struct err *err)
{
    if (st->st_mode & 077)
        return err_set(err, STATUS_CREDENTIALS, "key.mode",
            _("others may read the site key %s; run `chmod 600 %s`"), path, path);
    char *bytes = NULL;
    size_t len = 0;
    if (file_read(path, 4096, &bytes, &len, err))
        return -1;
    bool whole = len == sizeof key->bytes;
    if (whole)
        memcpy(key->bytes, bytes, len);
    explicit_bzero(bytes, len);
    free(bytes);
    return whole ? 0
                 : err_set(err, STATUS_CONFIG, "key.damaged",
                       _("the site key %s is damaged; put it back from a backup, or move its "
                         "folder away to start anew (everybody is asked, and paid for, again)"),
                       path);
}

int key_load(struct site_key *key, const char *folder, bool make, struct err *err)
{
    struct buf path = {0};
    struct stat st;
    buf_printf(&path, "%s/site.key", folder);
    int result;
    if (stat(path.data, &st) == 0)
        result = read_key(key, path.data, &st, err);
    else if (errno == ENOENT && make)
        result = make_key(key, path.data, err);
    else
        result = err_set(err, STATUS_CONFIG, "key.missing",
            _("the site key %s cannot be read (%s), but the ledger beside it was made with it; "
              "put it back from a backup, or move that folder away to start anew (everybody is "
              "asked, and paid for, again)"),
            path.data, strerror(errno));
    buf_release(&path);
    return result;
}

void key_document(
    const struct site_key *key, const char *type, const char *number, char hex[DIGEST_HEX + 1])
{
    unsigned char digest[DIGEST_BYTES];
    digest_hmac(key->bytes, sizeof key->bytes, (const char *const[]){type, number}, 2, digest);
    digest_hex(digest, sizeof digest, hex);
}

void key_person(const struct site_key *key, const char *realm, const char *type, const char *number,
    const char *name, unsigned char person[DIGEST_BYTES])
{
    digest_hmac(
        key->bytes, sizeof key->bytes, (const char *const[]){realm, type, number, name}, 4, person);
}

/* Three parts, so that it is never a document's or a person's. */
void key_name(const struct site_key *key, const char *realm, const char *name,
    unsigned char hash[DIGEST_BYTES])
{
    digest_hmac(key->bytes, sizeof key->bytes, (const char *const[]){"name", realm, name}, 3, hash);
}

void key_number(const struct site_key *key, const char *realm, const char *number,
    unsigned char hash[DIGEST_BYTES])
{
    digest_hmac(
        key->bytes, sizeof key->bytes, (const char *const[]){"number", realm, number}, 3, hash);
}

void key_asking(const unsigned char person[DIGEST_BYTES], long asking, char hex[DIGEST_HEX + 1])
{
    char count[24];
    unsigned char digest[DIGEST_BYTES];
    snprintf(count, sizeof count, "%ld", asking);
    digest_hmac(person, DIGEST_BYTES, (const char *const[]){count}, 1, digest);
    digest_hex(digest, sizeof digest, hex);
}

void key_print(const struct site_key *key, char hex[DIGEST_HEX + 1])
{
    unsigned char digest[DIGEST_BYTES];
    digest_hmac(key->bytes, sizeof key->bytes, (const char *const[]){"ledger"}, 1, digest);
    digest_hex(digest, sizeof digest, hex);
}

void key_seal(const struct site_key *key, unsigned char seal[DIGEST_BYTES])
{
    digest_hmac(key->bytes, sizeof key->bytes, (const char *const[]){"seal"}, 1, seal);
}
