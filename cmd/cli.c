#include "cli.h"

#include "base/mem.h"
#include "base/site.h"
#include "base/text.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { OPTION_HELP = 1000, OPTION_VERSION, OPTION_SITE, OPTION_FIRST };

static const struct cli_tool *this_tool;
static struct site site;
static volatile sig_atomic_t caught_signal;
static bool progress_shown;

static void say(const char *text)
{
    struct buf line = {0};
    cli_progress("%s", "");
    if (isatty(STDERR_FILENO))
        text_escape(&line, text);
    else
        buf_add_text(&line, text);
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
    struct buf line = {0};
    err_print(err, &line);
    say(buf_text(&line));
    buf_release(&line);
    return err->status;
}

enum status cli_usage(const char *text, ...)
{
    struct buf line = {0};
    va_list args;
    va_start(args, text);
    buf_vprintf(&line, text, args);
    va_end(args);
    cli_say(_("usage: %s; `muster %s --help` shows the options"), buf_text(&line), this_tool->name);
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

/* The folder of the running program, without a slash at its end; false when the system does not
 * tell. */
static bool program_folder(char folder[PATH_MAX])
{
    ssize_t len = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    if (len <= 0)
        return false;
    folder[len] = '\0';
    char *slash = strrchr(folder, '/');
    *slash = '\0';
    return true;
}

/* A part of muster's data: beside the program in a build tree, else installed. free() it; NULL:
 * nowhere. */
static char *data_path(const char *in_build, const char *installed)
{
    char folder[PATH_MAX];
    struct buf path = {0};
    if (program_folder(folder)) {
        buf_printf(&path, "%s/%s", folder, in_build);
        if (access(path.data, F_OK) == 0)
            return buf_take(&path);
        buf_clear(&path);
        buf_printf(&path, "%s/%s", folder, installed);
        if (access(path.data, F_OK) == 0)
            return buf_take(&path);
    }
    buf_release(&path);
    return NULL;
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
    char *folder = data_path("../po", "../share/locale");
    if (folder)
        bindtextdomain("muster", folder);
    free(folder);
    bind_textdomain_codeset("muster", "UTF-8");
    textdomain("muster");
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

static void print_option(const char *text, const char *help)
{
    int width = text_width(text);
    printf("  %s", text);
    if (width > 24) {
        putchar('\n');
        width = -2;
    }
    printf("%*s%s\n", 26 - width, "", help);
}

static void print_help(const struct cli_tool *tool)
{
    printf(_("Usage: muster %s %s\n"), tool->name, tool->usage);
    printf("\n%s\n\n", _(tool->summary));
    struct buf text = {0};
    for (const struct cli_option *o = tool->options; o->name; o++) {
        buf_clear(&text);
        if (o->letter)
            buf_printf(&text, "-%c, ", o->letter);
        else
            buf_add_text(&text, "    ");
        buf_printf(&text, "--%s%s%s", o->name, o->operand ? " " : "", o->operand ? o->operand : "");
        print_option(buf_text(&text), _(o->help));
    }
    print_option("    --site FILE", _("take defaults from this site file (else ./site.yaml, ...)"));
    print_option("-h, --help", _("show this and end"));
    print_option("    --version", _("show the version and end"));
    if (tool->example)
        printf(_("\nExample:\n  %s\n"), tool->example);
    buf_release(&text);
}

_Noreturn static void end_with_output(void)
{
    if (fflush(stdout) || ferror(stdout))
        exit(STATUS_IO);
    exit(STATUS_DONE);
}

/* Sets one option from text; -1 with the reason in `err`. */
static int set_option(const struct cli_option *option, const char *text, struct err *err)
{
    if (option->kind == CLI_FLAG) {
        *(bool *)option->value = true;
    } else if (option->kind == CLI_NUMBER) {
        char *end;
        errno = 0;
        long number = strtol(text, &end, 10);
        if (errno || !*text || *end || number < option->minimum || number > option->maximum)
            return err_set(err, STATUS_USAGE, "usage.number",
                _("--%s needs a whole number from %ld to %ld, not `%s`"), option->name,
                option->minimum, option->maximum, text);
        *(long *)option->value = number;
    } else {
        *(const char **)option->value = text;
    }
    return 0;
}

static int set_from_site(const struct cli_option *option, const json_t *section, struct err *err)
{
    const struct yaml *yaml = &site.yaml;
    if (option->kind == CLI_FLAG)
        return yaml_boolean(yaml, section, option->name, option->value, err);
    if (option->kind == CLI_NUMBER)
        return yaml_integer(
            yaml, section, option->name, option->minimum, option->maximum, option->value, err);
    const char *text = NULL;
    if (yaml_string(yaml, section, option->name, &text, err))
        return -1;
    if (text && (option->kind == CLI_FILE || option->kind == CLI_SHIPPED)) {
        char *path = site_path(&site, text);
        bool is_name = option->kind == CLI_SHIPPED && !strchr(text, '/') && access(path, F_OK) != 0;
        if (!is_name)
            json_object_set_new((json_t *)section, option->name, json_string(path));
        free(path);
        text = json_string_value(json_object_get(section, option->name));
    }
    if (text)
        *(const char **)option->value = text;
    return 0;
}

static int apply_site(const struct cli_tool *tool, struct err *err)
{
    const json_t *section = site_section(&site, tool->name);
    if (!section)
        return 0;
    size_t count = 0;
    while (tool->options[count].name)
        count++;
    const char **names = mem_alloc((count + 1) * sizeof *names);
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (!tool->options[i].once)
            names[used++] = tool->options[i].name;
    int result = yaml_only(&site.yaml, section, names, err);
    free(names);
    for (size_t i = 0; !result && i < count; i++)
        if (!tool->options[i].once)
            result = set_from_site(&tool->options[i], section, err);
    return result;
}

/* getopt's tables, made from ours. */
struct parser {
    struct option *longs;
    struct buf shorts;
};

static void make_parser(const struct cli_tool *tool, struct parser *parser)
{
    size_t count = 0;
    while (tool->options[count].name)
        count++;
    parser->longs = mem_alloc((count + 4) * sizeof *parser->longs);
    buf_add_text(&parser->shorts, "h");
    for (size_t i = 0; i < count; i++) {
        const struct cli_option *o = &tool->options[i];
        int operand = o->kind == CLI_FLAG ? no_argument : required_argument;
        parser->longs[i] = (struct option){o->name, operand, NULL, OPTION_FIRST + (int)i};
        if (o->letter)
            buf_printf(&parser->shorts, "%c%s", o->letter, operand ? ":" : "");
    }
    parser->longs[count++] = (struct option){"help", no_argument, NULL, OPTION_HELP};
    parser->longs[count++] = (struct option){"version", no_argument, NULL, OPTION_VERSION};
    parser->longs[count++] = (struct option){"site", required_argument, NULL, OPTION_SITE};
}

static const struct cli_option *find_option(const struct cli_tool *tool, int got)
{
    if (got >= OPTION_FIRST)
        return &tool->options[got - OPTION_FIRST];
    for (const struct cli_option *o = tool->options; o->name; o++)
        if (o->letter == got)
            return o;
    return NULL;
}

static int parse(const struct cli_tool *tool, int argc, char **argv)
{
    struct parser parser = {0};
    struct err err = {0};
    make_parser(tool, &parser);
    int got;
    while ((got = getopt_long(argc, argv, parser.shorts.data, parser.longs, NULL)) != -1) {
        if (got == OPTION_SITE)
            continue;
        if (got == '?')
            exit(STATUS_USAGE); // getopt has named it
        const struct cli_option *option = find_option(tool, got);
        if (option && set_option(option, optarg, &err))
            exit(cli_usage("%s", err.text));
    }
    free(parser.longs);
    buf_release(&parser.shorts);
    return optind;
}

/* --help, --version and --site are looked for first: help speaks the site file's language, and the
 * site file's values come before the command line's. */
static const char *scan_early(const struct cli_tool *tool, int argc, char **argv, bool *help)
{
    struct parser parser = {0};
    const char *path = NULL;
    make_parser(tool, &parser);
    char **copy = mem_alloc((size_t)(argc + 1) * sizeof *copy);
    memcpy(copy, argv, (size_t)argc * sizeof *copy);
    opterr = 0;
    int got;
    while ((got = getopt_long(argc, copy, parser.shorts.data, parser.longs, NULL)) != -1) {
        if (got == OPTION_SITE)
            path = optarg;
        *help |= got == OPTION_HELP || got == 'h';
        if (got == OPTION_VERSION) {
            puts("muster " MUSTER_VERSION);
            end_with_output();
        }
    }
    opterr = 1;
    optind = 0;
    free(copy);
    free(parser.longs);
    buf_release(&parser.shorts);
    return path;
}

static void release_site(void)
{
    site_release(&site);
}

int cli_start(const struct cli_tool *tool, int argc, char **argv)
{
    this_tool = tool;
    for (int fd = 0; fd < 3;
         fd++) // no output may land in a file that took a closed stream's number
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", O_RDWR) == -1)
            _exit(STATUS_RESOURCE);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    signal(SIGPIPE, SIG_IGN);
    handle_signals(end_by_signal);
    mem_out_hook = publish_abort_all;
    struct buf name = {0};
    buf_printf(&name, "muster-%s", tool->name);
    char *argv0 = argc > 0 ? argv[0] : NULL;
    if (argc > 0)
        argv[0] = name.data; // getopt's messages speak as this
    bool help = false;
    const char *path = scan_early(tool, argc, argv, &help);
    struct err err = {0};
    int failed = site_load(&site, path, &err);
    set_language();
    atexit(release_site);
    if (help) {
        print_help(tool);
        end_with_output();
    }
    if (failed) {
        err.status = err.status == STATUS_NO_INPUT ? STATUS_NO_INPUT : STATUS_CONFIG;
        exit(cli_fail(&err));
    }
    if (apply_site(tool, &err))
        exit(cli_fail(&err));
    int first = parse(tool, argc, argv);
    if (argc > 0)
        argv[0] = argv0;
    buf_release(&name);
    return first;
}

static int ends_with_yaml(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);
    return len > 5 && !strcmp(entry->d_name + len - 5, ".yaml");
}

static void list_names(const char *folder, struct buf *names)
{
    struct dirent **entries;
    int count = folder ? scandir(folder, &entries, ends_with_yaml, alphasort) : -1;
    for (int i = 0; i < count; i++) {
        int len = (int)strlen(entries[i]->d_name) - 5;
        buf_printf(names, "%s%.*s", i ? ", " : "", len, entries[i]->d_name);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

int cli_shipped(const char *kind, const char *name, char **path, struct err *err)
{
    if (strchr(name, '/') || access(name, F_OK) == 0) {
        *path = mem_text(name);
        return 0;
    }
    struct buf in_build = {0}, installed = {0}, full = {0};
    buf_printf(&in_build, "../../templates/%s", kind);
    buf_printf(&installed, "../share/muster/templates/%s", kind);
    char *folder = data_path(buf_text(&in_build), buf_text(&installed));
    buf_printf(&full, "%s/%s.yaml", folder ? folder : "", name);
    int result = 0;
    if (folder && access(full.data, F_OK) == 0) {
        *path = buf_take(&full);
    } else {
        buf_clear(&full);
        list_names(folder, &full);
        result = err_set(err, STATUS_CONFIG, "config.name",
            _("there is no file and no shipped name `%s`; shipped with muster: %s"), name,
            buf_text(&full));
    }
    free(folder);
    buf_release(&in_build);
    buf_release(&installed);
    buf_release(&full);
    return result;
}

char *cli_shipped_file(const char *name)
{
    struct buf in_build = {0}, installed = {0};
    buf_printf(&in_build, "../../templates/%s", name);
    buf_printf(&installed, "../share/muster/templates/%s", name);
    char *path = data_path(in_build.data, installed.data);
    char *plain = path ? realpath(path, NULL) : NULL; // without the ".." that a user need not see
    free(path);
    buf_release(&in_build);
    buf_release(&installed);
    return plain;
}

int cli_sink_open(struct cli_sink *sink, const char *path, struct err *err)
{
    *sink = (struct cli_sink){.file = {.fd = -1}};
    sink->is_file = path && strcmp(path, "-");
    return sink->is_file ? publish_open(&sink->file, path, 0600, err) : 0;
}

static int write_stdout(const char *bytes, size_t len, struct err *err)
{
    while (len) {
        ssize_t n = write(STDOUT_FILENO, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, STATUS_IO, "stdout.write",
                _("writing the records failed (%s); the program or disk behind the pipe is gone"),
                strerror(errno));
        bytes += n;
        len -= (size_t)n;
    }
    return 0;
}

int cli_sink_drain(struct cli_sink *sink, size_t at_least, struct err *err)
{
    if (!sink->pending.len || sink->pending.len < at_least)
        return 0;
    int result = sink->is_file
                     ? publish_write(&sink->file, sink->pending.data, sink->pending.len, err)
                     : write_stdout(sink->pending.data, sink->pending.len, err);
    buf_clear(&sink->pending);
    return result;
}

int cli_sink_close(struct cli_sink *sink, struct err *err)
{
    int result = cli_sink_drain(sink, 0, err);
    if (sink->is_file && !result)
        result = publish_commit(&sink->file, err);
    else if (!sink->is_file && close(STDOUT_FILENO) && !result)
        result = err_set(
            err, STATUS_IO, "stdout.close", _("writing the records failed (%s)"), strerror(errno));
    cli_sink_abort(sink);
    return result;
}

void cli_sink_abort(struct cli_sink *sink)
{
    publish_abort(&sink->file);
    buf_release(&sink->pending);
}
