#include "options.h"

#include "base/mem.h"
#include "base/nearest.h"
#include "base/sandbox.h"
#include "base/text.h"
#include "pairs.h"
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPTION_HELP = 1000, OPTION_VERSION, OPTION_SITE, OPTION_FIRST };
enum { OPTIONS_MAX = 32 }; // of a tool, for "perhaps"

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

void options_help(const struct cli_tool *tool)
{
    printf(_("Usage: muster%s%s %s\n"), tool->name[0] ? " " : "", tool->name, tool->usage);
    printf("\n%s\n\n", _(tool->summary));
    struct buf text = {0};
    for (const struct cli_option *o = tool->options; o->name; o++) {
        if (o->kind == CLI_GROUPS)
            continue;
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

_Noreturn void options_end(void)
{
    if (fflush(stdout) || ferror(stdout))
        exit(STATUS_IO);
    exit(STATUS_DONE);
}

static void add_item(struct cli_list *list, const char *text)
{
    list->items = mem_grow(list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = text;
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
    } else if (option->kind == CLI_LIST || option->kind == CLI_SHIPPED_LIST) {
        struct cli_list *list = option->value;
        if (list->from_site)
            list->count = 0;
        list->from_site = false;
        add_item(list, text);
    } else if (option->kind == CLI_PAIRS) {
        return pairs_type(option->value, option->name, text, err);
    } else {
        *(const char **)option->value = text;
    }
    return 0;
}

/* The path that `text` means in the site file, free() it; NULL: a name that comes with muster. */
static char *path_beside(const struct site *site, const struct cli_option *option, const char *text)
{
    char *path = site_path(site, text);
    bool shipped = option->kind == CLI_SHIPPED || option->kind == CLI_SHIPPED_LIST;
    if (!shipped || strchr(text, '/') || access(path, F_OK) == 0)
        return path;
    free(path);
    return NULL;
}

/* One text, or a list of texts; the paths that they mean are kept in their place. */
static int list_from_site(const struct site *site, const struct cli_option *option,
    const json_t *section, struct err *err)
{
    struct cli_list *list = option->value;
    json_t *value = json_object_get(section, option->name);
    if (json_is_string(value)) {
        value = json_pack("[O]", value);
        json_object_set_new((json_t *)section, option->name, value);
    }
    if (value && !json_array_size(value))
        return yaml_fail(&site->yaml, section, option->name, err, "config.type",
            _("`%s` needs a text here, or a list of texts"), option->name);
    for (size_t i = 0; i < json_array_size(value); i++) {
        const char *text = json_string_value(json_array_get(value, i));
        if (!text)
            return yaml_fail(&site->yaml, section, option->name, err, "config.type",
                _("`%s` needs a text here, or a list of texts"), option->name);
        char *path = path_beside(site, option, text);
        if (path)
            json_array_set_new(value, i, json_string(path));
        free(path);
        add_item(list, json_string_value(json_array_get(value, i)));
        list->from_site = true;
    }
    return 0;
}

static int set_from_site(const struct site *site, const struct cli_option *option,
    const json_t *section, struct err *err)
{
    const struct yaml *yaml = &site->yaml;
    if (option->kind == CLI_FLAG)
        return yaml_boolean(yaml, section, option->name, option->value, err);
    if (option->kind == CLI_NUMBER)
        return yaml_integer(
            yaml, section, option->name, option->minimum, option->maximum, option->value, err);
    if (option->kind == CLI_PAIRS)
        return pairs_from_site(option->value, yaml, section, option->name, NULL, err);
    if (option->kind == CLI_GROUPS)
        return pairs_from_groups(option->value, yaml, section, option->name, option->operand, err);
    if (option->kind == CLI_SHIPPED_LIST)
        return list_from_site(site, option, section, err);
    const char *text = NULL;
    if (yaml_string(yaml, section, option->name, &text, err))
        return -1;
    if (text && (option->kind == CLI_FILE || option->kind == CLI_SHIPPED)) {
        char *path = path_beside(site, option, text);
        if (path)
            json_object_set_new((json_t *)section, option->name, json_string(path));
        free(path);
        text = json_string_value(json_object_get(section, option->name));
    }
    if (text)
        *(const char **)option->value = text;
    return 0;
}

int options_from_site(const struct cli_tool *tool, const struct site *site, struct err *err)
{
    const json_t *section = site_section(site, tool->name);
    const char *text = json_string_value(section);
    if (!section || (text && !*text)) // a section whose lines are all remarks
        return 0;
    if (!json_is_object(section))
        return yaml_fail(&site->yaml, site->yaml.root, tool->name, err, "config.type",
            _("`key: value` lines are expected here"));
    size_t count = 0;
    while (tool->options[count].name)
        count++;
    const char **names = mem_alloc((count + 1) * sizeof *names);
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (!tool->options[i].once)
            names[used++] = tool->options[i].name;
    int result = yaml_only(&site->yaml, section, names, err);
    free(names);
    for (size_t i = 0; !result && i < count; i++)
        if (!tool->options[i].once)
            result = set_from_site(site, &tool->options[i], section, err);
    return result;
}

void options_blame(const struct cli_tool *tool, const struct site *site, struct err *err)
{
    size_t prefix = strlen("usage.");
    const json_t *section = site_section(site, tool->name);
    if (err->status != STATUS_USAGE || strncmp(err->code, "usage.", prefix))
        return;
    for (const struct cli_option *o = tool->options; o->name; o++) {
        const char *text = json_string_value(json_object_get(section, o->name));
        if (!text || strcmp(err->code + prefix, o->name) || *(const char **)o->value != text)
            continue;
        err->status = STATUS_CONFIG;
        err_at(err, site->yaml.file, NULL, yaml_line(&site->yaml, section, o->name, 0), 0);
    }
}

/* getopt's tables, made from ours. */
struct parser {
    struct option *longs;
    struct buf shorts;
};

static void make_parser(const struct cli_tool *tool, struct parser *parser)
{
    size_t all = 0, count = 0;
    while (tool->options[all].name)
        all++;
    parser->longs = mem_alloc((all + 4) * sizeof *parser->longs);
    buf_add_text(&parser->shorts, ":h");
    for (size_t i = 0; i < all; i++) {
        const struct cli_option *o = &tool->options[i];
        int operand = o->kind == CLI_FLAG ? no_argument : required_argument;
        if (o->kind == CLI_GROUPS)
            continue;
        parser->longs[count++] = (struct option){o->name, operand, NULL, OPTION_FIRST + (int)i};
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

/* An option that getopt does not know: `text` as typed, or its letter. */
static enum status fail_unknown(const struct parser *parser, const char *text, int letter)
{
    if (letter)
        return cli_usage(_("there is no option `-%c`"), letter);
    const char *names[OPTIONS_MAX + 1] = {NULL};
    for (size_t i = 0; i < OPTIONS_MAX && parser->longs[i].name; i++)
        names[i] = parser->longs[i].name;
    char *typed = mem_text_n(text + 2, strcspn(text + 2, "="));
    const char *nearest = nearest_word(typed, names);
    enum status status =
        nearest ? cli_usage(_("there is no option `--%s` (perhaps `--%s`)"), typed, nearest)
                : cli_usage(_("there is no option `--%s`"), typed);
    free(typed);
    return status;
}

/* What getopt did not take; it has said nothing itself. */
static enum status fail_option(
    const struct cli_tool *tool, const struct parser *parser, int got, const char *text)
{
    const struct cli_option *option = optopt ? find_option(tool, optopt) : NULL;
    if (got == ':' && optopt == OPTION_SITE)
        return cli_usage(_("`--%s` needs %s behind it"), "site", "FILE");
    if (got == ':' && option)
        return cli_usage(_("`--%s` needs %s behind it"), option->name, option->operand);
    if (optopt >= OPTION_HELP)
        return cli_usage(_("`%s`: this option takes no value"), text);
    return fail_unknown(parser, text, optopt);
}

int options_parse(const struct cli_tool *tool, int argc, char **argv)
{
    struct parser parser = {0};
    struct err err = {0};
    make_parser(tool, &parser);
    int got;
    while ((got = getopt_long(argc, argv, parser.shorts.data, parser.longs, NULL)) != -1) {
        if (got == OPTION_SITE)
            continue;
        if (got == '?' || got == ':')
            exit(fail_option(tool, &parser, got, argv[optind - 1]));
        const struct cli_option *option = find_option(tool, got);
        if (option && set_option(option, optarg, &err))
            exit(cli_usage("%s", err.text));
    }
    free(parser.longs);
    buf_release(&parser.shorts);
    return optind;
}

const char *options_scan(const struct cli_tool *tool, int argc, char **argv, bool *help)
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
            if (tool->confined)
                puts(sandbox_available() ? "landlock: on" : "landlock: not available");
            options_end();
        }
    }
    optind = 0;
    free(copy);
    free(parser.longs);
    buf_release(&parser.shorts);
    return path;
}
