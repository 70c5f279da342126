#include "profile/inputs.h"

#include "base/buf.h"
#include "base/digest.h"
#include "base/i18n.h"
#include "base/nearest.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const names[INPUT_COUNT] = {
    [INPUT_NAME] = "name",
    [INPUT_NUMBER] = "number",
    [INPUT_TYPE] = "type",
    [INPUT_PHONE] = "phone",
    [INPUT_BIRTH] = "birth",
    [INPUT_SEX] = "sex",
    [INPUT_KEY] = "key",
    [INPUT_UUID] = "uuid",
    [INPUT_NONCE] = "nonce",
    [INPUT_TIME_S] = "time_s",
    [INPUT_TIME_MS] = "time_ms",
    [INPUT_TIME_ISO] = "time_iso",
    [INPUT_TIME_LOCAL] = "time_local",
    [INPUT_DATE] = "date",
    [INPUT_ROW] = "row",
    [INPUT_ITEMS] = "items",
    [INPUT_TOKEN] = "token",
    [INPUT_JOB] = "job",
    [INPUT_SORTED] = "sorted",
    [INPUT_BODY] = "body",
    [INPUT_METHOD] = "method",
    [INPUT_PATH] = "path",
};

void inputs_copy(struct inputs *to, const struct inputs *from, enum input first, enum input last)
{
    for (int i = first; i <= (int)last; i++)
        to->text[i] = from->text[i];
}

void vocabulary_init(struct vocabulary *vocabulary)
{
    *vocabulary = (struct vocabulary){0};
    for (int i = 0; i <= INPUT_DATE; i++)
        vocabulary->names[i] = names[i];
    for (int i = 0; i <= INPUT_KEY; i++)
        vocabulary->personal[i] = true;
}

void vocabulary_allow(struct vocabulary *vocabulary, enum input input)
{
    vocabulary->names[input] = names[input];
}

bool vocabulary_may_name(const char *name)
{
    size_t len = strlen(name);
    return len && len <= 40 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") == len;
}

struct vocabulary vocabulary_common(const struct vocabulary *vocabulary)
{
    struct vocabulary common = *vocabulary;
    for (int i = 0; i < INPUTS_MAX; i++)
        if (common.personal[i])
            common.names[i] = NULL;
    return common;
}

int vocabulary_find(const struct vocabulary *vocabulary, const char *name)
{
    for (int i = 0; i < INPUTS_MAX; i++)
        if (vocabulary->names[i] && !strcmp(vocabulary->names[i], name))
            return i;
    return -1;
}

int vocabulary_fail(const struct vocabulary *vocabulary, const char *name, struct err *err)
{
    const char *known[INPUTS_MAX + 1] = {NULL};
    size_t count = 0;
    struct buf all = {0};
    for (int i = 0; i < INPUTS_MAX; i++)
        if (vocabulary->names[i]) {
            known[count++] = vocabulary->names[i];
            buf_printf(&all, "%s{%s}", all.len ? " " : "", vocabulary->names[i]);
        }
    const char *nearest = nearest_word(name, known);
    if (nearest)
        err_set(err, STATUS_CONFIG, "profile.placeholder",
            _("there is no input {%s}; did you mean {%s}?"), name, nearest);
    else
        err_set(err, STATUS_CONFIG, "profile.placeholder",
            _("there is no input {%s}; use one of %s, and write {{ for the brace itself"), name,
            buf_text(&all));
    buf_release(&all);
    return -1;
}

bool input_is_personal(enum input input)
{
    return input < INPUT_KEY;
}

static void print_uuid(const unsigned char bytes[16], char uuid[37])
{
    unsigned char b[16];
    char hex[33];
    memcpy(b, bytes, sizeof b);
    b[6] = (unsigned char)((b[6] & 0x0F) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);
    digest_hex(b, sizeof b, hex);
    snprintf(uuid, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

void moment_at(struct moment *moment, const struct timespec *time)
{
    struct tm utc, local;
    gmtime_r(&time->tv_sec, &utc);
    localtime_r(&time->tv_sec, &local);
    snprintf(moment->time_s, sizeof moment->time_s, "%lld", (long long)time->tv_sec);
    snprintf(moment->time_ms, sizeof moment->time_ms, "%lld",
        (long long)time->tv_sec * 1000 + time->tv_nsec / 1000000);
    strftime(moment->time_iso, sizeof moment->time_iso, "%Y-%m-%dT%H:%M:%SZ", &utc);
    strftime(moment->time_local, sizeof moment->time_local, "%Y%m%d%H%M%S", &local);
    strftime(moment->date, sizeof moment->date, "%Y%m%d", &local);
}

int moment_take(struct moment *moment, struct err *err)
{
    unsigned char random[32];
    if (digest_random(random, sizeof random))
        return err_set(err, STATUS_RESOURCE, "random",
            _("the system has no random numbers; wait a moment and start again"));
    print_uuid(random, moment->uuid);
    digest_hex(random + 16, 16, moment->nonce);
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    moment_at(moment, &now);
    return 0;
}

void moment_tell(const struct moment *moment, struct inputs *inputs)
{
    inputs->text[INPUT_UUID] = moment->uuid;
    inputs->text[INPUT_NONCE] = moment->nonce;
    inputs->text[INPUT_TIME_S] = moment->time_s;
    inputs->text[INPUT_TIME_MS] = moment->time_ms;
    inputs->text[INPUT_TIME_ISO] = moment->time_iso;
    inputs->text[INPUT_TIME_LOCAL] = moment->time_local;
    inputs->text[INPUT_DATE] = moment->date;
}
