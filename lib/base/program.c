#include "base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { READ_BYTES = 65536, NAP_MS = 2 };

struct child {
    const struct program *program;
    struct program_result *result;
    pid_t pid;
    int input, output[2], complaint[2]; // descriptors; of the pairs we read the first; -1: closed
    int64_t until_ms;
};

static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void close_one(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* A file in memory: no pipe to fill while the other side's are full. */
static int hold_input(const struct buf *input)
{
    int fd = memfd_create("input", MFD_CLOEXEC);
    size_t done = 0;
    while (fd >= 0 && done < input->len) {
        ssize_t wrote = write(fd, input->data + done, input->len - done);
        if (wrote <= 0 && !(wrote < 0 && errno == EINTR)) {
            close_one(&fd);
            return -1;
        }
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

/* A group of its own, so that all of it can be killed, and the signals as a program expects them.
 */
static int spawn(struct child *child)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&files, child->input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, child->output[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, child->complaint[1], STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    char *const *argv = child->program->argv;
    int error = posix_spawnp(&child->pid, argv[0], &files, &attributes, argv, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return error;
}

static int start(struct child *child, const struct buf *input)
{
    child->input = hold_input(input);
    if (child->input < 0 || pipe2(child->output, O_CLOEXEC) || pipe2(child->complaint, O_CLOEXEC))
        return errno;
    int error = spawn(child);
    close_one(&child->input);
    close_one(&child->output[1]);
    close_one(&child->complaint[1]);
    return error;
}

/* What a pipe has now; at its end it is closed. */
static void take(int *fd, struct buf *to, size_t max, bool *full)
{
    char bytes[READ_BYTES];
    ssize_t got = read(*fd, bytes, sizeof bytes);
    if (got < 0 && errno == EINTR)
        return;
    if (got <= 0) {
        close_one(fd);
        return;
    }
    size_t room = max - to->len, keep = (size_t)got < room ? (size_t)got : room;
    *full = (size_t)got > room;
    buf_add(to, bytes, keep);
    explicit_bzero(bytes, (size_t)got);
}

/* Reads both pipes to their ends; false when that takes too long or is too much. */
static bool listen_to(struct child *child)
{
    struct program_result *result = child->result;
    bool full = false, cut;
    while (child->output[0] >= 0 || child->complaint[0] >= 0) {
        int64_t left_ms = child->until_ms - clock_ms();
        struct pollfd wait[] = {{.fd = child->output[0], .events = POLLIN},
            {.fd = child->complaint[0], .events = POLLIN}};
        result->end = full ? PROGRAM_ENDLESS : PROGRAM_LATE;
        if (full || left_ms <= 0)
            return false;
        if (poll(wait, 2, (int)left_ms) <= 0)
            continue;
        if (wait[0].revents)
            take(&child->output[0], &result->output, child->program->output_max, &full);
        if (wait[1].revents)
            take(&child->complaint[0], &result->complaint, PROGRAM_COMPLAINT_BYTES, &cut);
    }
    return true;
}

/* Whether it ended in time. */
static bool reap(struct child *child, int *status)
{
    for (;;) {
        pid_t got = waitpid(child->pid, status, WNOHANG);
        if (got)
            return got == child->pid;
        if (clock_ms() >= child->until_ms)
            return false;
        nanosleep(&(struct timespec){.tv_nsec = NAP_MS * 1000000L}, NULL);
    }
}

static void finish(struct child *child)
{
    struct program_result *result = child->result;
    int status = 0;
    if (listen_to(child)) {
        result->end = PROGRAM_LATE;
        if (reap(child, &status)) {
            result->status = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
            result->end = result->status ? PROGRAM_FAILED : PROGRAM_DONE;
            return;
        }
    }
    kill(-child->pid, SIGKILL);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        ;
}

void program_run(
    const struct program *program, const struct buf *input, struct program_result *result)
{
    *result = (struct program_result){.end = PROGRAM_UNSTARTED};
    struct child child = {.program = program,
        .result = result,
        .input = -1,
        .output = {-1, -1},
        .complaint = {-1, -1},
        .until_ms = clock_ms() + program->timeout_ms};
    result->status = start(&child, input);
    if (!result->status)
        finish(&child);
    int *const all[] = {
        &child.input, &child.output[0], &child.output[1], &child.complaint[0], &child.complaint[1]};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        close_one(all[i]);
}

void program_release(struct program_result *result)
{
    if (result->output.data)
        explicit_bzero(result->output.data, result->output.capacity);
    buf_release(&result->output);
    buf_release(&result->complaint);
}
