#include "profile/secret.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/publish.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SECRET_MAX = 8192 };

static const char env_prefix[] = "env:", file_prefix[] = "file:";

static const char *after(const char *text, const char *prefix)
{
    size_t len = strlen(prefix);
    return !strncmp(text, prefix, len) && text[len] ? text + len : NULL;
}

bool secret_valid(const char *reference)
{
    return after(reference, env_prefix) || after(reference, file_prefix);
}

static int read_secret_file(const char *path, char **text, struct err *err)
{
    struct stat st;
    if (stat(path, &st)) {
        if (errno == ENOENT)
            return 0;
        return err_set(err, STATUS_CREDENTIALS, "secret.open",
            _("cannot read the secret in %s (%s); check who owns it"), path, strerror(errno));
    }
    if (st.st_mode & 077)
        return err_set(err, STATUS_CREDENTIALS, "secret.mode",
            _("others may read the secret in %s; run `chmod 600 %s`"), path, path);
    size_t len;
    if (file_read(path, SECRET_MAX, text, &len, err)) {
        if (err)
            err->status = STATUS_CREDENTIALS;
        return -1;
    }
    while (len && ((*text)[len - 1] == '\n' || (*text)[len - 1] == '\r'))
        (*text)[--len] = '\0';
    return 0;
}

static bool is_plain(const char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < 0x20 || (unsigned char)text[i] >= 0x7F)
            return false;
    return len > 0 && len <= SECRET_MAX;
}

int secret_read(const char *reference, const char *beside, char **text, struct err *err)
{
    *text = NULL;
    const char *variable = after(reference, env_prefix), *file = after(reference, file_prefix);
    if (variable) {
        *text = mem_text(getenv(variable));
    } else if (file) {
        char *path = path_beside(file, beside);
        int failed = read_secret_file(path, text, err);
        free(path);
        if (failed)
            return -1;
    }
    if (!*text || is_plain(*text))
        return 0;
    secret_free(*text);
    *text = NULL;
    return err_set(err, STATUS_CREDENTIALS, "secret.text",
        _("the secret in %s must be one line of printable ASCII characters; put the key there as "
          "the endpoint's owner gave it"),
        reference);
}

static void note_missing(struct missing *missing, const char *reference)
{
    for (size_t i = 0; i < missing->count; i++)
        if (!strcmp(missing->references[i], reference))
            return;
    if (missing->count < SECRETS_MISSING_MAX)
        missing->references[missing->count++] = reference;
}

int secret_need(const char *reference, const char *beside, char **text, struct missing *missing,
    struct err *err)
{
    if (*text)
        return 0;
    if (secret_read(reference, beside, text, err))
        return -1;
    if (!*text)
        note_missing(missing, reference);
    return 0;
}

int missing_tell(const struct missing *missing, const char *id, struct err *err)
{
    struct buf all = {0};
    if (!missing->count)
        return 0;
    if (missing->count == 1)
        return err_set(err, STATUS_CREDENTIALS, "secret.missing",
            _("the endpoint `%s` needs a key and %s holds none; set it there"), id,
            missing->references[0]);
    for (size_t i = 0; i < missing->count; i++)
        buf_printf(&all, "%s%s", i ? ", " : "", missing->references[i]);
    err_set(err, STATUS_CREDENTIALS, "secret.missing",
        _("the endpoint `%s` needs %zu keys that are not there: %s; set them all"), id,
        missing->count, all.data);
    buf_release(&all);
    return -1;
}

void secret_free(char *text)
{
    if (text)
        explicit_bzero(text, strlen(text));
    free(text);
}
