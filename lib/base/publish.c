#include "base/publish.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *volatile open_names[PUBLISH_MAX];
static char scratch[PATH_MAX]; // "" while there is none

void publish_abort_all(void)
{
    for (int i = 0; i < PUBLISH_MAX; i++) {
        const char *name = open_names[i];
        if (name)
            unlink(name);
    }
    if (*scratch)
        rmdir(scratch);
}

static void remove_scratch(void)
{
    rmdir(scratch);
}

const char *publish_scratch(void)
{
    const char *const parents[] = {getenv("TMPDIR"), "/tmp"};
    size_t count = sizeof parents / sizeof *parents, i = 0;
    for (; i < count; i++) {
        snprintf(scratch, sizeof scratch, "%s/muster.XXXXXX", parents[i] ? parents[i] : "");
        if (parents[i] && *parents[i] && mkdtemp(scratch))
            break;
        *scratch = '\0';
    }
    if (i == count)
        return NULL;
    atexit(remove_scratch);
    setenv("TMPDIR", scratch, 1);
    return scratch;
}

static void release(struct publish *file)
{
    if (file->fd >= 0)
        close(file->fd);
    if (file->beside)
        open_names[file->slot] = NULL;
    free(file->target);
    free(file->beside);
    *file = (struct publish){.fd = -1};
}

/* The descriptor that a name stands for (/dev/stderr, /dev/fd/63), or -1. Opened anew it would
 * start at the beginning of a file that others write, too. */
static int descriptor_of(const char *target)
{
    if (!strcmp(target, "/dev/stdout"))
        return STDOUT_FILENO;
    if (!strcmp(target, "/dev/stderr"))
        return STDERR_FILENO;
    size_t start = strlen("/dev/fd/");
    size_t digits = strncmp(target, "/dev/fd/", start) ? 0 : strspn(target + start, "0123456789");
    return digits && digits < 6 && !target[start + digits] ? atoi(target + start) : -1;
}

/* Looks at what is under the name: 1 when it is opened as it is (a device or a pipe), 0 when it is
 * a file or nothing, -1 when nothing can be written there. */
static int open_stream(struct publish *file, const char *target, struct err *err)
{
    struct stat st;
    int descriptor = descriptor_of(target);
    if (stat(target, &st) != 0 || (S_ISREG(st.st_mode) && descriptor < 0))
        return 0;
    if (S_ISDIR(st.st_mode))
        return err_set(err, STATUS_CREATE, "file.folder",
            _("%s is a folder; name a file in it to be written"), target);
    file->fd = descriptor < 0 ? open(target, O_WRONLY | O_CLOEXEC | O_NOCTTY)
                              : fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (file->fd < 0)
        return err_set(err, STATUS_CREATE, "file.create",
            _("cannot write %s (%s); make sure that its folder exists and may be written"), target,
            strerror(errno));
    file->target = mem_text(target);
    return 1;
}

/* Where a link leads: the file there is replaced, the link stays. */
static char *behind_links(const char *target)
{
    struct stat st;
    char *real = lstat(target, &st) == 0 && S_ISLNK(st.st_mode) ? realpath(target, NULL) : NULL;
    return real ? real : mem_text(target);
}

/* Like mkostemp, but only to be written: whoever confines the process need not allow reading. */
static int create_file(char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    char *random = name + strlen(name) - 6;
    for (int tries = 0; tries < 100; tries++) {
        unsigned char bytes[6];
        if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
            return -1;
        for (size_t i = 0; i < sizeof bytes; i++)
            random[i] = letters[bytes[i] % (sizeof letters - 1)];
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

static int open_beside(struct publish *file, const char *target, unsigned mode, struct err *err)
{
    while (file->slot < PUBLISH_MAX && open_names[file->slot])
        file->slot++;
    if (file->slot == PUBLISH_MAX)
        return err_set(err, STATUS_RESOURCE, "publish.many", _("too many files are open at once"));
    struct buf name = {0};
    const char *base = strrchr(target, '/');
    base = base ? base + 1 : target;
    buf_add(&name, target, (size_t)(base - target));
    buf_printf(&name, ".%s.XXXXXX", base);
    char *beside = buf_take(&name);
    file->fd = create_file(beside);
    if (file->fd < 0) {
        err_set(err, STATUS_CREATE, "file.create",
            _("cannot write %s (%s); make sure that its folder exists and may be written"), target,
            strerror(errno));
        free(beside);
        return -1;
    }
    file->beside = beside;
    file->target = mem_text(target);
    open_names[file->slot] = beside;
    mode_t mask = umask(0);
    umask(mask);
    fchmod(file->fd, mode & ~mask);
    return 0;
}

int publish_open(struct publish *file, const char *target, unsigned mode, struct err *err)
{
    *file = (struct publish){.fd = -1};
    int stream = open_stream(file, target, err);
    if (stream)
        return stream < 0 ? -1 : 0;
    char *real = behind_links(target);
    int result = open_beside(file, real, mode, err);
    free(real);
    return result;
}

static int fail_io(const struct publish *file, struct err *err)
{
    return err_set(err, STATUS_IO, "file.write",
        _("writing %s failed (%s); nothing was left under that name; free space on the disk and "
          "run the same command again"),
        file->target, strerror(errno));
}

int publish_write(struct publish *file, const void *bytes, size_t len, struct err *err)
{
    const char *at = bytes;
    while (len) {
        ssize_t n = write(file->fd, at, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail_io(file, err);
        at += n;
        len -= (size_t)n;
    }
    return 0;
}

static void sync_folder(const char *target)
{
    const char *slash = strrchr(target, '/');
    char *folder = slash ? mem_text_n(target, (size_t)(slash - target) + 1) : mem_text(".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(folder);
}

int publish_commit(struct publish *file, struct err *err)
{
    int fd = file->fd;
    int failed = file->beside && fsync(fd) != 0;
    file->fd = -1;
    failed |= close(fd) != 0;
    if (!failed && !file->beside) {
        release(file);
        return 0;
    }
    if (!failed)
        failed = rename(file->beside, file->target) != 0;
    if (failed) {
        fail_io(file, err);
        publish_abort(file);
        return -1;
    }
    sync_folder(file->target);
    release(file);
    return 0;
}

void publish_abort(struct publish *file)
{
    if (file->beside)
        unlink(file->beside);
    release(file);
}

static int fail_read(const char *path, struct err *err)
{
    if (errno == EISDIR)
        return err_set(
            err, STATUS_NO_INPUT, "file.folder", _("%s is a folder; name the files in it"), path);
    return err_set(err, STATUS_NO_INPUT, "file.read",
        _("cannot read %s (%s); copy it to this computer and try again"), path, strerror(errno));
}

static int fail_size(const char *path, size_t limit, struct err *err)
{
    char size[32];
    size_t mib = limit >> 20;
    snprintf(size, sizeof size, mib ? "%zu MiB" : "%zu B", mib ? mib : limit);
    return err_set(err, STATUS_INPUT, "file.size",
        _("%s is larger than %s, the limit for this kind of file; split it, or take out what does "
          "not belong in it"),
        path, size);
}

static int read_all(int fd, const char *path, size_t limit, struct buf *content, struct err *err)
{
    struct stat st;
    if (!fstat(fd, &st) && S_ISREG(st.st_mode) && (uintmax_t)st.st_size > limit)
        return fail_size(path, limit, err);
    for (;;) {
        buf_reserve(content, 65536);
        ssize_t n = read(fd, content->data + content->len, content->capacity - content->len - 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_read(path, err);
        content->len += (size_t)n;
        content->data[content->len] = '\0';
        if (n == 0)
            return 0;
        if (content->len > limit)
            return fail_size(path, limit, err);
    }
}

int file_read(const char *path, size_t limit, char **bytes, size_t *len, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set(err, STATUS_NO_INPUT, "file.open",
            _("cannot open %s (%s); check the name and that you may read it"), path,
            strerror(errno));
    struct buf content = {0};
    int result = read_all(fd, path, limit, &content, err);
    close(fd);
    if (result) {
        buf_release(&content);
        return -1;
    }
    *len = content.len;
    *bytes = buf_take(&content);
    return 0;
}

int file_read_input(const char *path, size_t limit, struct buf *content, struct err *err)
{
    if (!strcmp(path, "-"))
        return read_all(STDIN_FILENO, "<stdin>", limit, content, err);
    char *bytes;
    size_t len;
    if (file_read(path, limit, &bytes, &len, err))
        return -1;
    buf_release(content);
    *content = (struct buf){.data = bytes, .len = len, .capacity = len + 1};
    return 0;
}

int folder_make(const char *path, unsigned mode, struct err *err)
{
    char *partial = mem_text(path);
    int result = 0;
    for (char *slash = partial + 1;; slash++) {
        if (*slash != '/' && *slash != '\0')
            continue;
        char kept = *slash;
        *slash = '\0';
        struct stat st;
        int why = mkdir(partial, mode) == 0 ? 0 : errno;
        if (why && !(stat(partial, &st) == 0 && S_ISDIR(st.st_mode))) {
            result = err_set(err, STATUS_CREATE, "folder.create",
                _("cannot make the folder %s (%s); choose another place, or one that you may "
                  "write to"),
                partial, strerror(why == EEXIST ? ENOTDIR : why));
            break;
        }
        *slash = kept;
        if (!kept)
            break;
    }
    free(partial);
    return result;
}
