#include "base/sandbox.h"

#include "base/mem.h"
#include <fcntl.h>
#include <limits.h>
#include <linux/landlock.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than Debian's header. */
#define ACCESS_TRUNCATE (1ULL << 14)  // version 3
#define ACCESS_IOCTL_DEV (1ULL << 15) // version 5
#define ACCESS_TCP 3ULL               // binding and connecting, version 4

struct ruleset {
    uint64_t files;
    uint64_t network;
};

static const uint64_t publish_access = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
                                       LANDLOCK_ACCESS_FS_REMOVE_FILE |
                                       LANDLOCK_ACCESS_FS_MAKE_REG | ACCESS_TRUNCATE;

static long version(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

bool sandbox_available(void)
{
    return version() > 0;
}

void sandbox_init(struct sandbox *sandbox)
{
    long known = version();
    struct ruleset ruleset = {.files = LANDLOCK_ACCESS_FS_REFER - 1};
    size_t size = sizeof ruleset.files;
    if (known >= 2)
        ruleset.files |= LANDLOCK_ACCESS_FS_REFER;
    if (known >= 3)
        ruleset.files |= ACCESS_TRUNCATE;
    if (known >= 4) {
        ruleset.network = ACCESS_TCP;
        size = sizeof ruleset;
    }
    if (known >= 5)
        ruleset.files |= ACCESS_IOCTL_DEV;
    sandbox->access = ruleset.files;
    sandbox->rules = known > 0 ? (int)syscall(SYS_landlock_create_ruleset, &ruleset, size, 0) : -1;
}

static void allow(struct sandbox *sandbox, const char *path, uint64_t access)
{
    int fd = sandbox->rules < 0 ? -1 : open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return;
    struct landlock_path_beneath_attr rule = {access & sandbox->access, fd};
    syscall(SYS_landlock_add_rule, sandbox->rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(fd);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

void sandbox_allow_input(struct sandbox *sandbox, const char *path)
{
    // a folder in a file's place is told of when it is read
    allow(sandbox, path,
        is_folder(path) ? LANDLOCK_ACCESS_FS_READ_DIR : LANDLOCK_ACCESS_FS_READ_FILE);
}

static void allow_in_folder(struct sandbox *sandbox, const char *path, uint64_t access)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? mem_text_n(path, (size_t)(slash - path) + 1) : mem_text(".");
    allow(sandbox, folder, access);
    free(folder);
}

void sandbox_allow_target(struct sandbox *sandbox, const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        if (!S_ISDIR(st.st_mode))
            allow(sandbox, path, LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_IOCTL_DEV);
        return;
    }
    char *real = realpath(path, NULL);
    allow_in_folder(sandbox, real ? real : path, publish_access);
    free(real);
}

/* What is there of a folder's path takes the rest of it. */
void sandbox_allow_folder(struct sandbox *sandbox, const char *path)
{
    char *there = mem_text(path);
    for (char *slash = there; slash && *there && access(there, F_OK);) {
        slash = strrchr(there, '/');
        *(slash ? slash + (slash == there) : there) = '\0';
    }
    allow(sandbox, *there ? there : ".", publish_access | LANDLOCK_ACCESS_FS_MAKE_DIR);
    free(there);
}

void sandbox_allow_scratch(struct sandbox *sandbox, const char *path)
{
    allow(sandbox, path, publish_access | LANDLOCK_ACCESS_FS_READ_FILE);
    allow_in_folder(sandbox, path, LANDLOCK_ACCESS_FS_REMOVE_DIR); // itself, at the end
}

void sandbox_enter(struct sandbox *sandbox)
{
    if (sandbox->rules < 0)
        return;
#ifdef __SANITIZE_ADDRESS__
    allow(sandbox, "/proc", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR); // leaks
#endif
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        syscall(SYS_landlock_restrict_self, sandbox->rules, 0);
    close(sandbox->rules);
    sandbox->rules = -1;
}
