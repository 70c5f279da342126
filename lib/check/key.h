/* The site key and what is made with it: names for people that nobody can turn back. */
#ifndef CHECK_KEY_H
#define CHECK_KEY_H
#include "base/digest.h"
#include "base/err.h"
#include <stdbool.h>

struct site_key {
    unsigned char bytes[DIGEST_BYTES];
};

/* Reads FOLDER/site.key; with `make` a missing one is made (random, mode 0600, whole or absent).
 * Errors: STATUS_CONFIG `key.missing`, `key.damaged`, STATUS_CREDENTIALS `key.mode`,
 * STATUS_CREATE. */
int key_load(struct site_key *key, const char *folder, bool make, struct err *err);

/* A key that lasts as long as the process, for rehearsing without a state folder. */
int key_random(struct site_key *key, struct err *err);

/* The record's doc.key: the same for every endpoint and day. */
void key_document(
    const struct site_key *key, const char *type, const char *number, char hex[DIGEST_HEX + 1]);

/* The person's key in the ledger. `realm`: the profile's id, with the origin when it was replaced.
 */
void key_person(const struct site_key *key, const char *realm, const char *type, const char *number,
    const char *name, unsigned char person[DIGEST_BYTES]);

/* Names for a name and for a number, for counting askings of them. */
void key_name(const struct site_key *key, const char *realm, const char *name,
    unsigned char hash[DIGEST_BYTES]);
void key_number(const struct site_key *key, const char *realm, const char *number,
    unsigned char hash[DIGEST_BYTES]);

/* The idempotency key of a person's n-th deliberate asking, from 1. */
void key_asking(const unsigned char person[DIGEST_BYTES], long asking, char hex[DIGEST_HEX + 1]);

/* What the ledger's rows are sealed with. */
void key_seal(const struct site_key *key, unsigned char seal[DIGEST_BYTES]);

/* Tells a ledger whether this is the key it was made with. */
void key_print(const struct site_key *key, char hex[DIGEST_HEX + 1]);
#endif
