/* muster endpoint: an endpoint to rehearse with. */
#include "base/publish.h"
#include "cli.h"
#include "endpoint/dialect.h"
#include "endpoint/people.h"
#include "endpoint/server.h"
#include "endpoint/service.h"
#include "shipped.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TOKEN_FILE_MAX = 4096, SLOW_MAX_MS = 60000, POLLS_MAX = 1000000 };

static struct {
    const char *reg, *profile, *listen, *log, *token_file;
    long slow_ms, seed, polls, token_life;
    struct cli_list fail;
} opt = {.listen = "127.0.0.1:8642", .polls = 1};

static struct cli_option options[] = {
    {.name = "register",
        .letter = 'r',
        .kind = CLI_FILE,
        .operand = "FILE",
        .value = &opt.reg,
        .help =
            N_("the people it knows: a table with name, number and outcome (empty: what is true)")},
    {.name = "profile",
        .letter = 'p',
        .kind = CLI_SHIPPED,
        .operand = "PROFILE",
        .value = &opt.profile,
        .help = N_("speak as the endpoint of this profile does, from its examples")},
    {.name = "listen",
        .letter = 'l',
        .kind = CLI_TEXT,
        .operand = "ADDR:PORT",
        .value = &opt.listen,
        .help = N_("where to listen (127.0.0.1:8642; port 0: a free one)")},
    {.name = "log",
        .kind = CLI_FILE,
        .operand = "FILE",
        .value = &opt.log,
        .help = N_("append a line for each request, without names and numbers")},
    {.name = "token-file",
        .kind = CLI_FILE,
        .operand = "FILE",
        .value = &opt.token_file,
        .help = N_("demand the token in this file from whoever asks")},
    {.name = "polls",
        .kind = CLI_NUMBER,
        .operand = "N",
        .value = &opt.polls,
        .help = N_("profiles with `poll`: how often an answer is still pending (1)"),
        .maximum = POLLS_MAX,
        .once = true},
    {.name = "token-life",
        .kind = CLI_NUMBER,
        .operand = "N",
        .value = &opt.token_life,
        .help = N_("profiles that get a token: how many requests it is good for (any number)"),
        .minimum = 1,
        .maximum = LONG_MAX,
        .once = true},
    {.name = "slow",
        .kind = CLI_NUMBER,
        .operand = "MS",
        .value = &opt.slow_ms,
        .help = N_("answer each request this many milliseconds late"),
        .maximum = SLOW_MAX_MS},
    {.name = "fail",
        .kind = CLI_LIST,
        .operand = "KIND:N%",
        .value = &opt.fail,
        .help = N_("spoil this share of the requests: an HTTP status, drop, hang, empty, ..."),
        .once = true},
    {.name = "seed",
        .kind = CLI_NUMBER,
        .operand = "N",
        .value = &opt.seed,
        .help = N_("which requests --fail spoils: the same ones with the same N"),
        .maximum = LONG_MAX,
        .once = true},
    {0},
};

static const struct cli_tool tool = {
    .name = "endpoint",
    .usage = "--register FILE [OPTION]...",
    .summary =
        N_("Answers like a check endpoint, from a register of people on this machine: to\n"
           "rehearse with `muster check` without paying for it. Prints its address and runs\n"
           "until it is interrupted."),
    .example = "muster endpoint --register people.csv --log endpoint.ndjson",
    .options = options,
};

static void say(void *context, const char *sentence)
{
    (void)context;
    cli_say("%s", sentence);
}

static int read_token(char **token, struct err *err)
{
    size_t len;
    if (!opt.token_file)
        return 0;
    if (file_read(opt.token_file, TOKEN_FILE_MAX, token, &len, err))
        return -1;
    while (len && strchr(" \t\r\n", (*token)[len - 1]))
        (*token)[--len] = '\0';
    for (size_t i = 0; i < len; i++)
        if ((*token)[i] <= ' ' || (*token)[i] > '~')
            len = 0;
    if (len)
        return 0;
    err_set(err, STATUS_CREDENTIALS, "token.file",
        _("a token is one word of letters, digits and signs; write it into the file"));
    return err_at(err, opt.token_file, NULL, 0, 0);
}

static int open_log(int *fd, struct err *err)
{
    if (!opt.log)
        return 0;
    *fd = open(opt.log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (*fd >= 0)
        return 0;
    return err_set(err, STATUS_CREATE, "log.open",
        _("cannot append to %s (%s); check that the folder exists and that you may write there"),
        opt.log, strerror(errno));
}

/* Says where it listens; the program that started it may wait for this line. */
static int announce(const struct server_address *address, struct err *err)
{
    if (!address->loopback)
        cli_say(opt.token_file
                    ? _("warning: %s can be reached by other machines")
                    : _("warning: %s can be reached by other machines, and by anyone there; "
                        "add --token-file"),
            address->url);
    if (printf("%s\n", address->url) < 0 || fflush(stdout))
        return err_set(
            err, STATUS_IO, "stdout.write", _("writing the address failed (%s)"), strerror(errno));
    return 0;
}

static void wait_for_end(struct server *server, const sigset_t *unblocked)
{
    const struct timespec second = {.tv_sec = 1};
    while (!cli_signal() && !server_failed(server))
        ppoll(NULL, 0, &second, unblocked);
}

/* Until a signal comes. The signals are blocked but for the waiting, so that none is missed and
 * none interrupts the server's threads. */
static int run(const struct handler *handler, struct faults *faults, struct err *err)
{
    sigset_t ends, unblocked;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    cli_catch_signals();
    pthread_sigmask(SIG_BLOCK, &ends, &unblocked);
    struct server_address address;
    const struct server_weather weather = {.slow_ms = opt.slow_ms, .faults = faults};
    struct server *server = server_start(handler, opt.listen, &weather, &address, err);
    if (!server)
        return -1;
    int result = announce(&address, err);
    if (!result)
        wait_for_end(server, &unblocked);
    server_stop(server);
    return result;
}

static int read_faults(struct faults *faults, struct err *err)
{
    faults->state = (uint64_t)opt.seed;
    for (size_t i = 0; i < opt.fail.count; i++)
        if (faults_add(faults, opt.fail.items[i], err))
            return -1;
    return 0;
}

static int serve_reference(
    const struct people *people, struct journal *journal, struct faults *faults, struct err *err)
{
    struct service service;
    char *token = NULL;
    int result = read_token(&token, err);
    if (!result) {
        service_init(&service, people, journal);
        service.token = token;
        const struct handler handler = service_handler(&service);
        result = run(&handler, faults, err);
        if (service.full)
            cli_say(_("only %d keys are remembered; start it again for more"), ANSWERS_MAX);
        service_release(&service);
    }
    free(token);
    return result;
}

static int load_profile(struct profile *profile, struct err *err)
{
    char *path = NULL;
    if (shipped_template("endpoints", opt.profile, &path, err))
        return -1;
    int result = profile_load(profile, path, err);
    free(path);
    if (result)
        return -1;
    result = profile_unlock(profile, err);
    if (result)
        profile_release(profile);
    return result;
}

static int serve_dialect(
    const struct people *people, struct journal *journal, struct faults *faults, struct err *err)
{
    struct profile profile;
    struct dialect dialect;
    if (load_profile(&profile, err))
        return -1;
    const struct dialect_plan plan = {.profile = &profile,
        .people = people,
        .journal = journal,
        .polls = opt.polls,
        .token_life = opt.token_life,
        .say = say};
    int result = dialect_init(&dialect, &plan, err);
    if (!result) {
        const struct handler handler = dialect_handler(&dialect);
        result = run(&handler, faults, err);
        dialect_release(&dialect);
    }
    profile_release(&profile);
    return result;
}

static int serve(
    const struct people *people, struct journal *journal, struct faults *faults, struct err *err)
{
    cli_say(_("the register holds %zu people"), people->count);
    int result = opt.profile ? serve_dialect(people, journal, faults, err)
                             : serve_reference(people, journal, faults, err);
    if (result)
        return -1;
    cli_say(_("requests: %ld, charges: %ld"), journal->requests, journal->charges);
    if (!journal->fail.status)
        return 0;
    *err = journal->fail;
    return -1;
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct people people = {0};
    struct journal journal = {.log_fd = -1};
    struct faults faults = {0};
    int first = cli_start(&tool, argc, argv);
    if (first < argc)
        return cli_usage(_("`%s` is too much; the register is named with --register"), argv[first]);
    if (!opt.reg)
        return cli_usage(_("name the people it knows with --register FILE"));
    if (opt.profile && opt.token_file)
        return cli_usage(
            _("with --profile the profile says what to demand; leave --token-file out"));
    int failed = read_faults(&faults, &err) || people_load(&people, opt.reg, say, &err) ||
                 journal_init(&journal, &err) || open_log(&journal.log_fd, &err) ||
                 serve(&people, &journal, &faults, &err);
    if (journal.log_fd >= 0 && close(journal.log_fd) && !failed)
        failed = err_set(
            &err, STATUS_IO, "log.write", _("writing the log failed (%s)"), strerror(errno));
    people_release(&people);
    free(opt.fail.items);
    return failed ? (int)cli_fail(&err) : STATUS_DONE;
}
