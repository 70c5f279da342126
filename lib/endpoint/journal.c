#include "endpoint/journal.h"

#include "base/i18n.h"
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int journal_init(struct journal *journal, struct err *err)
{
    *journal = (struct journal){.log_fd = -1};
    if (digest_random(journal->person_key, sizeof journal->person_key))
        return err_set(err, STATUS_RESOURCE, "random",
            _("the system has no random numbers; wait a moment and start again"));
    return 0;
}

void journal_person(const struct journal *journal, const char *const *parts, size_t count,
    unsigned char digest[DIGEST_BYTES], char person[JOURNAL_PERSON])
{
    digest_hmac(journal->person_key, sizeof journal->person_key, parts, count, digest);
    digest_hex(digest, JOURNAL_PERSON / 2, person);
}

static const char *now_text(struct journal *journal)
{
    time_t now = time(NULL);
    if (now != journal->logged_s) {
        struct tm utc;
        gmtime_r(&now, &utc);
        strftime(journal->logged_at, sizeof journal->logged_at, "%Y-%m-%dT%H:%M:%SZ", &utc);
        journal->logged_s = now;
    }
    return journal->logged_at;
}

/* A text that may hold any sign. */
static void add_text(struct buf *line, const char *key, const char *text)
{
    json_t *json = json_string(text);
    char *quoted = json ? json_dumps(json, JSON_ENCODE_ANY) : NULL;
    if (quoted)
        buf_printf(line, ",\"%s\":%s", key, quoted);
    free(quoted);
    json_decref(json);
}

void journal_write(struct journal *journal, const struct entry *entry)
{
    journal->charges += entry->charged;
    if (journal->log_fd < 0 || journal->fail.status)
        return;
    struct buf line = {0};
    buf_printf(&line,
        "{\"at\":\"%s\",\"key\":\"%s\",\"person\":\"%s\",\"status\":%d,\"result\":\"%s\","
        "\"charged\":%s",
        now_text(journal), entry->key, entry->person, entry->status, entry->result,
        entry->charged ? "true" : "false");
    if (entry->wrong)
        add_text(&line, "wrong", entry->wrong);
    buf_add_text(&line, "}\n");
    ssize_t written;
    do
        written = write(journal->log_fd, line.data, line.len);
    while (written < 0 && errno == EINTR);
    if (written < 0 || (size_t)written < line.len)
        err_set(&journal->fail, STATUS_IO, "log.write",
            _("writing the log failed (%s); free some space and start again"),
            written < 0 ? strerror(errno) : _("the disk is full"));
    buf_release(&line);
}
