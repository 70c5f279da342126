/* `auth: {kind: exec}`: a program of the user's signs each request. This is what the profile says
 * about it; who runs it is the caller's business.
 *
 *     command: [./sign, --park, "7"]   # a path starts at the profile's folder; a bare name: PATH
 *     timeout_ms: 5000 */
#ifndef PROFILE_COMMAND_H
#define PROFILE_COMMAND_H
#include "base/yaml.h"

enum { COMMAND_WORDS_MAX = 32, COMMAND_TIMEOUT_MS = 5000, COMMAND_TIMEOUT_MAX_MS = 60000 };

struct command {
    char *words[COMMAND_WORDS_MAX + 1]; // owns; NULL-terminated; none: no command
    long timeout_ms;
};

/* Reads the section `auth`, whose kind is exec. Errors: STATUS_CONFIG with the line:
 * `profile.command`, `config.*`. On failure command_release is still the caller's. */
int command_parse(
    struct command *command, const struct yaml *yaml, const json_t *auth, struct err *err);
void command_release(struct command *command);
#endif
