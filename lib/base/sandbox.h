/* What this process may still reach while it reads strangers' files: only what was allowed before
 * (Landlock, Linux 5.13 and later). Best effort: without Landlock nothing changes. What is open
 * stays open. */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H
#include <stdbool.h>
#include <stdint.h>

struct sandbox {
    int rules;       // descriptor; -1: there is no Landlock here
    uint64_t access; // everything that is forbidden unless a rule allows it
};

/* Whether this kernel has Landlock and has it on. */
bool sandbox_available(void);

void sandbox_init(struct sandbox *sandbox);

/* Each allows one thing: reading a file; publish_open of a target; publish_open in a folder that
 * may have to be made; any file in a folder of our own. A path that is not there is allowed
 * nothing. */
void sandbox_allow_input(struct sandbox *sandbox, const char *path);
void sandbox_allow_target(struct sandbox *sandbox, const char *path);
void sandbox_allow_folder(struct sandbox *sandbox, const char *path);
void sandbox_allow_scratch(struct sandbox *sandbox, const char *path);

/* From here on all else fails with EACCES, for good. Releases `sandbox`. */
void sandbox_enter(struct sandbox *sandbox);
#endif
