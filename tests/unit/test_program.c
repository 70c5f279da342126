#include "unit.h"

#include "base/program.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void run(
    const char *script, const char *input, long timeout_ms, struct program_result *result)
{
    char *argv[] = {"sh", "-c", (char *)script, "sh", "two words; $HOME", NULL};
    struct program program = {argv, timeout_ms, 1000};
    struct buf bytes = {0};
    buf_add_text(&bytes, input);
    program_run(&program, &bytes, result);
    buf_release(&bytes);
}

static void tells_how_it_ended(void **state)
{
    (void)state;
    static const struct {
        const char *script, *input;
        enum program_end end;
        int status;
        const char *output, *complaint;
    } cases[] = {
        {"cat", "hello", PROGRAM_DONE, 0, "hello", ""},
        {"cat", "", PROGRAM_DONE, 0, "", ""},
        {"printf %s \"$1\"", "", PROGRAM_DONE, 0, "two words; $HOME", ""},
        {"echo no >&2; exit 3", "", PROGRAM_FAILED, 3, "", "no\n"},
        {"echo some; kill -9 $$", "", PROGRAM_FAILED, -SIGKILL, "some\n", ""},
        {"exec 0<&- 1>&-; exit 0", "unread", PROGRAM_DONE, 0, "", ""},
        {"echo \"$MUSTER_TEST\"", "", PROGRAM_DONE, 0, "here\n", ""},
    };
    setenv("MUSTER_TEST", "here", 1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct program_result result;
        print_message("# %s\n", cases[i].script);
        run(cases[i].script, cases[i].input, 10000, &result);
        assert_int_equal(result.end, cases[i].end);
        assert_int_equal(result.status, cases[i].status);
        assert_string_equal(buf_text(&result.output), cases[i].output);
        assert_string_equal(buf_text(&result.complaint), cases[i].complaint);
        program_release(&result);
    }
}

static void large_input_and_complaints_block_nobody(void **state)
{
    (void)state;
    struct buf input = {0};
    struct program_result result;
    memset(buf_extend(&input, 3 << 20), 'x', 3 << 20);
    char *argv[] = {"sh", "-c", "cat >&2; echo end", NULL};
    struct program program = {argv, 20000, 1000};
    program_run(&program, &input, &result);
    assert_int_equal(result.end, PROGRAM_DONE);
    assert_int_equal(result.complaint.len, PROGRAM_COMPLAINT_BYTES);
    assert_string_equal(buf_text(&result.output), "end\n");
    program_release(&result);
    buf_release(&input);
}

static void what_takes_too_long_or_writes_too_much_is_killed(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        enum program_end end;
    } cases[] = {
        {"exec sleep 100", PROGRAM_LATE},
        {"trap '' TERM INT HUP; sleep 100; sleep 100", PROGRAM_LATE},
        {"exec >&- 2>&-; exec sleep 100", PROGRAM_LATE}, // silent, but there
        {"sleep 100 & exit 0", PROGRAM_LATE},            // something of it is still there
        {"yes", PROGRAM_ENDLESS},
        {"yes >&2", PROGRAM_LATE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct program_result result;
        time_t from = time(NULL);
        print_message("# %s\n", cases[i].script);
        run(cases[i].script, "", cases[i].end == PROGRAM_LATE ? 300 : 20000, &result);
        assert_int_equal(result.end, cases[i].end);
        assert_true(time(NULL) - from < 20);
        assert_true(result.output.len <= 1000);
        assert_true(result.complaint.len <= PROGRAM_COMPLAINT_BYTES);
        program_release(&result);
    }
}

static void what_cannot_be_run_says_why(void **state)
{
    (void)state;
    static const struct {
        char *name;
        int status;
    } cases[] = {{"/nowhere/sign", ENOENT}, {"no-such-program-7", ENOENT}, {"/dev/null", EACCES}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *argv[] = {cases[i].name, NULL};
        struct program program = {argv, 1000, 1000};
        struct program_result result;
        program_run(&program, &(struct buf){0}, &result);
        assert_int_equal(result.end, PROGRAM_UNSTARTED);
        assert_int_equal(result.status, cases[i].status);
        program_release(&result);
    }
}

/* As a tool of ours runs it: SIGPIPE ignored, and a file open that was not closed on exec. */
static void it_gets_no_files_and_no_signals_of_ours(void **state)
{
    (void)state;
    struct program_result result;
    void (*before)(int) = signal(SIGPIPE, SIG_IGN);
    int fd = open("/dev/null", O_RDONLY), high = fcntl(fd, F_DUPFD, 77);
    run("[ -e /proc/self/fd/77 ] && echo leaked; sh -c 'kill -PIPE $$'; echo $?", "", 10000,
        &result);
    assert_string_equal(buf_text(&result.output), "141\n");
    program_release(&result);
    close(fd);
    close(high);
    signal(SIGPIPE, before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_how_it_ended),
        cmocka_unit_test(large_input_and_complaints_block_nobody),
        cmocka_unit_test(what_takes_too_long_or_writes_too_much_is_killed),
        cmocka_unit_test(what_cannot_be_run_says_why),
        cmocka_unit_test(it_gets_no_files_and_no_signals_of_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
