/* What a placeholder stands for: something about the person, about the moment, or one of the
 * profile's own fields and secrets. */
#ifndef PROFILE_INPUTS_H
#define PROFILE_INPUTS_H
#include "base/err.h"
#include <stdbool.h>
#include <time.h>

enum input {
    INPUT_NAME,
    INPUT_NUMBER,
    INPUT_TYPE,  // the document's type
    INPUT_PHONE, // may be absent
    INPUT_BIRTH, // YYYY-MM-DD; may be absent
    INPUT_SEX,   // M or F; may be absent
    INPUT_KEY,   // the idempotency key: 64 hex digits

    INPUT_UUID,  // RFC 9562, version 4; fresh for every request, as the next one
    INPUT_NONCE, // 32 hex digits
    INPUT_TIME_S,
    INPUT_TIME_MS,
    INPUT_TIME_ISO,   // 2026-11-11T05:40:00Z
    INPUT_TIME_LOCAL, // 20261111054000
    INPUT_DATE,       // 20261111, local

    INPUT_ROW,   // in a batch: 1, 2, ...
    INPUT_ITEMS, // a batch's JSON array, put as it is
    INPUT_TOKEN, // that a token request got
    INPUT_JOB,   // that an endpoint gave which answers later

    INPUT_SORTED, // these only in a text to sign
    INPUT_BODY,
    INPUT_METHOD,
    INPUT_PATH,

    INPUT_COUNT, // from here: fields, then secrets
    INPUT_FIELDS_MAX = 16,
    INPUT_SECRETS_MAX = 16,
    INPUT_FIELD = INPUT_COUNT,
    INPUT_SECRET = INPUT_FIELD + INPUT_FIELDS_MAX,
    INPUTS_MAX = INPUT_SECRET + INPUT_SECRETS_MAX,
};

struct inputs {
    const char *text[INPUTS_MAX]; // borrows; NULL: absent
};

/* Copies those from `first` to `last`. */
void inputs_copy(struct inputs *to, const struct inputs *from, enum input first, enum input last);

/* The names that a placeholder may have where it stands: "name", "field.sealed". */
struct vocabulary {
    const char *names[INPUTS_MAX]; // borrows; NULL: not here
    bool personal[INPUTS_MAX];     // depends on whom a request is about
};

/* What every request may say: all up to INPUT_DATE, no fields and secrets. */
void vocabulary_init(struct vocabulary *vocabulary);
void vocabulary_allow(struct vocabulary *vocabulary, enum input input); // one of the others

/* Whether a field or a secret may be called so: at most 40 of a-z, 0-9, - and _. */
bool vocabulary_may_name(const char *name);

/* The same without what is personal: for a request that is about nobody, or about many. */
struct vocabulary vocabulary_common(const struct vocabulary *vocabulary);

/* The input of this name, or -1. */
int vocabulary_find(const struct vocabulary *vocabulary, const char *name);

/* Fails with STATUS_CONFIG `profile.placeholder`, naming what it may have meant. */
int vocabulary_fail(const struct vocabulary *vocabulary, const char *name, struct err *err);

/* Whether it belongs to a person, so that a roster may lack it. */
bool input_is_personal(enum input input);

/* The moment of one request, the same in all its places. */
struct moment {
    char uuid[37], nonce[33], time_s[24], time_ms[24], time_iso[24], time_local[16], date[9];
};

/* Now. Errors: STATUS_RESOURCE when the system has no random numbers. */
int moment_take(struct moment *moment, struct err *err);

/* Sets all but uuid and nonce. */
void moment_at(struct moment *moment, const struct timespec *time);

/* Points the inputs to it. */
void moment_tell(const struct moment *moment, struct inputs *inputs);
#endif
