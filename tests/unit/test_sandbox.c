#include "scratch.h"

#include "base/publish.h"
#include "base/sandbox.h"
#include "table/decode.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* What a confined process tries; each returns true when it could. */
static char folder[] = "/tmp/muster_sandbox.XXXXXX", input[64], beside[64], target[64],
            temporary[64];

static bool can_open(const char *path, int flags)
{
    int fd = open(path, flags, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static bool reads_input(void)
{
    return can_open(input, O_RDONLY);
}

static bool writes_input(void)
{
    return can_open(input, O_WRONLY);
}

static bool reads_beside(void)
{
    return can_open(beside, O_RDONLY);
}

static bool reads_passwords(void)
{
    return can_open("/etc/passwd", O_RDONLY);
}

static bool runs_programs(void)
{
    if (fork() == 0) {
        execl("/bin/true", "true", NULL);
        _exit(1);
    }
    int status;
    wait(&status);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool publishes(void)
{
    struct publish file;
    struct err err;
    return !publish_open(&file, target, 0600, &err) && !publish_write(&file, "1", 1, &err) &&
           !publish_commit(&file, &err);
}

static bool publishes_elsewhere(void)
{
    struct publish file;
    struct err err;
    bool done = !publish_open(&file, temporary, 0600, &err);
    publish_abort(&file);
    return done;
}

static bool writes_null(void)
{
    return can_open("/dev/null", O_WRONLY);
}

static bool uses_memory_as_a_file(void)
{
    char path[32];
    int fd = memfd_create("test", 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return can_open(path, O_RDWR);
}

static bool decodes(void)
{
    struct buf bytes = {0};
    struct decoded decoded;
    struct err err;
    buf_add_text(&bytes, "\xD0\xD5\xC3\xFB,\xB5\xE7\xBB\xB0\n");
    bool done = !decode(&bytes, NULL, "", &decoded, &err) && decoded.len == 14;
    buf_release(&bytes);
    return done;
}

static bool sees_that_a_file_is_absent(void)
{
    return open("/nowhere", O_RDONLY) < 0 && errno == ENOENT;
}

static void enter(void)
{
    struct sandbox sandbox;
    sandbox_init(&sandbox);
    sandbox_allow_input(&sandbox, input);
    sandbox_allow_target(&sandbox, target);
    sandbox_allow_target(&sandbox, "/dev/null");
    decode_prepare(NULL);
    sandbox_enter(&sandbox);
}

static bool could(bool (*attempt)(void), bool confined)
{
    pid_t child = fork();
    if (!child) {
        if (confined)
            enter();
        _exit(attempt() ? 1 : 0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void only_what_was_allowed_can_be_reached(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        bool (*attempt)(void);
        bool confined;
    } cases[] = {
        {"reads the input", reads_input, true},
        {"writes the input", writes_input, true}, // its folder is the results'
        {"reads what lies beside", reads_beside, false},
        {"reads any file", reads_passwords, false},
        {"runs programs", runs_programs, false},
        {"publishes", publishes, true},
        {"publishes elsewhere", publishes_elsewhere, false},
        {"writes /dev/null", writes_null, true},
        {"uses memory as a file", uses_memory_as_a_file, true},
        {"decodes", decodes, true},
        {"sees that a file is absent", sees_that_a_file_is_absent, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!could(cases[i].attempt, false))
            fail_msg("free: cannot: %s", cases[i].what);
        bool expected = cases[i].confined || !sandbox_available();
        if (could(cases[i].attempt, true) != expected)
            fail_msg("confined: %s: %d", cases[i].what, !expected);
    }
}

static bool uses_its_scratch(void)
{
    char path[PATH_MAX];
    const char *scratch = publish_scratch();
    struct sandbox sandbox;
    sandbox_init(&sandbox);
    sandbox_allow_scratch(&sandbox, scratch);
    sandbox_enter(&sandbox);
    snprintf(path, sizeof path, "%s/a", getenv("TMPDIR"));
    return !strcmp(scratch, getenv("TMPDIR")) && can_open(path, O_RDWR | O_CREAT | O_EXCL) &&
           can_open(path, O_RDWR) && unlink(path) == 0 && rmdir(scratch) == 0;
}

static void temporary_files_have_a_folder_of_their_own(void **state)
{
    (void)state;
    setenv("TMPDIR", folder, 1);
    assert_true(could(uses_its_scratch, false));
    unsetenv("TMPDIR");
}

static void write_file(char *path, const char *name)
{
    sprintf(path, "%s/%s", folder, name);
    close(open(path, O_WRONLY | O_CREAT, 0600));
}

int main(void)
{
    if (!mkdtemp(folder))
        return 1;
    write_file(input, "input");
    write_file(beside, "beside");
    sprintf(target, "%s/target", folder);
    sprintf(temporary, "/tmp/muster_elsewhere.%d", (int)getpid());
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_was_allowed_can_be_reached),
        cmocka_unit_test(temporary_files_have_a_folder_of_their_own),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) || failed;
}
