#include "cli.h"

#include "base/digest.h"
#include "base/mem.h"
#include "base/publish.h"
#include "base/sandbox.h"
#include "base/site.h"
#include "base/text.h"
#include "options.h"
#include "shipped.h"
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static const struct cli_tool *this_tool;
static struct site site;
static volatile sig_atomic_t caught_signal;
static bool progress_shown;

static void say(const char *text)
{
    struct buf masked = {0}, line = {0};
    cli_progress("%s", "");
    text_mask(&masked, text);
    if (isatty(STDERR_FILENO))
        text_escape(&line, buf_text(&masked));
    else
        buf_add_text(&line, buf_text(&masked));
    buf_release(&masked);
    fprintf(stderr, "muster%s%s: %s\n", this_tool->name[0] ? " " : "", this_tool->name,
        buf_text(&line));
    buf_release(&line);
}

void cli_say(const char *text, ...)
{
    struct buf line = {0};
    va_list args;
    va_start(args, text);
    buf_vprintf(&line, text, args);
    va_end(args);
    say(buf_text(&line));
    buf_release(&line);
}

enum status cli_fail(const struct err *err)
{
    struct err told = *err;
    struct buf line = {0};
    options_blame(this_tool, &site, &told);
    err_print(&told, &line);
    say(buf_text(&line));
    buf_release(&line);
    return told.status;
}

enum status cli_usage(const char *text, ...)
{
    struct buf line = {0};
    va_list args;
    va_start(args, text);
    buf_vprintf(&line, text, args);
    va_end(args);
    cli_say(_("usage: %s; `muster%s%s --help` shows the options"), buf_text(&line),
        this_tool->name[0] ? " " : "", this_tool->name);
    buf_release(&line);
    return STATUS_USAGE;
}

void cli_progress(const char *text, ...)
{
    static struct timespec last;
    if (!isatty(STDERR_FILENO) || (!*text && !progress_shown))
        return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long since_ms = (now.tv_sec - last.tv_sec) * 1000 + (now.tv_nsec - last.tv_nsec) / 1000000;
    struct buf line = {0};
    va_list args;
    va_start(args, text);
    buf_vprintf(&line, text, args);
    va_end(args);
    if (!line.len || !progress_shown || since_ms >= 100) {
        fprintf(stderr, "\r%s\033[K", buf_text(&line));
        fflush(stderr);
        progress_shown = line.len > 0;
        last = now;
    }
    buf_release(&line);
}

static void set_language(void)
{
    setlocale(LC_CTYPE, "");
    setlocale(LC_MESSAGES, "");
    if (site.language) {
        setenv("LANGUAGE", site.language, 1);
        const char *now = setlocale(LC_MESSAGES, NULL);
        if (!now || !strcmp(now, "C") || !strcmp(now, "POSIX"))
            setlocale(LC_MESSAGES, "C.UTF-8"); // gettext never translates in "C"
    }
    char *folder = shipped_path("../po", "../share/locale");
    if (folder)
        bindtextdomain("muster", folder);
    free(folder);
    bind_textdomain_codeset("muster", "UTF-8");
    textdomain("muster");
}

void cli_confine(struct sandbox *sandbox)
{
    tzset();
    gettext("usage");       // opens the catalogue
    (void)strerror(EACCES); // and that of the C library
    sandbox_enter(sandbox);
}

static void end_by_signal(int number)
{
    publish_abort_all();
    _exit(128 + number);
}

static void note_signal(int number)
{
    if (caught_signal)
        end_by_signal(number); // the second one means it
    caught_signal = number;
}

static void handle_signals(void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    struct sigaction before;
    if (sigaction(SIGHUP, NULL, &before) || before.sa_handler != SIG_IGN) // nohup
        sigaction(SIGHUP, &action, NULL);
}

void cli_catch_signals(void)
{
    handle_signals(note_signal);
}

int cli_signal(void)
{
    return caught_signal;
}

static void release_site(void)
{
    site_release(&site);
}

/* No other file may get the number of a stream that is closed. Reading or writing it fails, as it
 * should: records that went nowhere would be lost. */
static void fill_streams(void)
{
    static const int contrary[] = {O_WRONLY, O_RDONLY, O_RDWR};
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", contrary[fd]) == -1)
            _exit(STATUS_RESOURCE);
}

/* Numbers of people are in the memory. Where core_pattern names a program the limit is not asked.
 */
static void forbid_core(void)
{
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int cli_start(const struct cli_tool *tool, int argc, char **argv)
{
    this_tool = tool;
    fill_streams();
    forbid_core();
    signal(SIGPIPE, SIG_IGN);
    handle_signals(end_by_signal);
    mem_out_hook = publish_abort_all;
    digest_use_mem();
    json_set_alloc_funcs(mem_bytes, free); // jansson would call what it has no room for bad input
    bool help = false;
    const char *path = options_scan(tool, argc, argv, &help);
    struct err err = {0};
    int failed = site_load(&site, path, &err);
    set_language();
    atexit(release_site);
    if (help) {
        options_help(tool);
        options_end();
    }
    if (failed) {
        err.status = err.status == STATUS_NO_INPUT ? STATUS_NO_INPUT : STATUS_CONFIG;
        exit(cli_fail(&err));
    }
    if (options_from_site(tool, &site, &err))
        exit(cli_fail(&err));
    return options_parse(tool, argc, argv);
}
