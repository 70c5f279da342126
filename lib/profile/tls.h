/* `tls:`: who we are to an endpoint that asks for a certificate, and whom we trust.
 *
 *     certificate: client.pem   # PEM, with the intermediate ones behind it
 *     key: file:client.key      # its private key, readable by its owner only
 *     password: env:X           # of the key, if it has one
 *     ca: ca.pem                # instead of the system's authorities, not beside them
 *
 * Holds for every request that the profile makes. Paths start at the profile's folder. */
#ifndef PROFILE_TLS_H
#define PROFILE_TLS_H
#include "base/yaml.h"
#include "profile/secret.h"

struct tls {
    char *certificate, *key, *ca; // owns; paths; NULL: none
    const char *reference;        // borrows; of the password: env:NAME or file:PATH, NULL: none
    char *password;               // owns, wiped; NULL until tls_unlock
};

/* Errors: STATUS_CONFIG with the line: `profile.tls`, `profile.secret`, `config.*`. On failure
 * tls_release is still the caller's. */
int tls_parse(struct tls *tls, const struct yaml *yaml, struct err *err);

/* Reads the password and looks whether the files are there, are PEM and, the key, private. Whether
 * they fit each other only a connection tells. `beside` and `missing` as in secret_need. Errors:
 * STATUS_CREDENTIALS `tls.file`, `tls.mode`, `tls.pem`, those of secret_read. */
int tls_unlock(struct tls *tls, const char *beside, struct missing *missing, struct err *err);
void tls_release(struct tls *tls);
#endif
