/* What the mains share: options, messages, progress, exit status.
 *
 * A tool's options are one table. It makes --help, reads the command line, and reads the tool's
 * section of the site file: an option's long name is its key there, and the command line wins. */
#ifndef CMD_CLI_H
#define CMD_CLI_H
#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include <stdbool.h>
#include <stddef.h>

enum cli_kind {
    CLI_FLAG,    // bool *
    CLI_TEXT,    // const char **; borrows from argv or the site file
    CLI_FILE,    // const char **; as CLI_TEXT, but a relative one in the site file starts at that
                 // file's folder
    CLI_SHIPPED, // const char **; for cli_shipped: as CLI_FILE, unless it is a name that comes with
                 // muster (no slash, and no such file in that folder)
    CLI_SHIPPED_LIST, // struct cli_list *; such names, as often as needed; in the site file one or
                      // a list, which the command line replaces
    CLI_NUMBER,       // long *, from minimum to maximum
    CLI_LIST,         // struct cli_list *; as often as needed, and only on the command line
    CLI_PAIRS,        // struct pairs *; KEY=TEXT, as often as needed; in the site file a mapping
    CLI_GROUPS, // struct pairs *; only in the site file: a mapping of groups, each with its pairs
                // under the word that `operand` is
};

struct cli_list {
    const char **items; // owns the array; borrows the texts from argv or the site file
    size_t count, capacity;
    bool from_site;
};

struct cli_option {
    const char *name; // long name and site-file key; NULL ends the table
    char letter;      // 0: none
    enum cli_kind kind;
    const char *operand; // "FILE", "N"; NULL for flags
    void *value;         // what it sets; holds the default before
    const char *help;    // marked with N_()
    long minimum, maximum;
    bool once; // only on the command line: not a site-file key
};

struct cli_tool {
    const char *name;    // "roster"
    const char *usage;   // "[OPTION]... FILE..."
    const char *summary; // marked with N_(); what it does, a line or three
    const char *example; // a command that works, or NULL
    struct cli_option *options;
    bool confined; // it reads strangers' files with cli_confine; --version says whether that works
};

/* Language, signals, no core dumps, site file, command line. Returns the index of the first
 * operand. Ends the process for --help and --version (0), a wrong command line (64), a wrong site
 * file (78). */
int cli_start(const struct cli_tool *tool, int argc, char **argv);

struct sandbox;

/* Loads what messages need and gives up reaching any file but those that `sandbox` allows. */
void cli_confine(struct sandbox *sandbox);

/* "muster check: TEXT" on standard error, escaped when that is a terminal. */
void cli_say(const char *text, ...) __attribute__((format(printf, 1, 2)));

/* The error with its place, then its status: `return cli_fail(&err);`. "usage.NAME" with
 * STATUS_USAGE blames the option NAME: as a wrong site file when its value came from there. */
enum status cli_fail(const struct err *err);

/* A wrong command line: the sentence, where help is, STATUS_USAGE. */
enum status cli_usage(const char *text, ...) __attribute__((format(printf, 1, 2)));

/* A line that replaces itself; only when standard error is a terminal, at most ten a second. ""
 * removes it. */
void cli_progress(const char *text, ...) __attribute__((format(printf, 1, 2)));

/* SIGINT or SIGTERM that came since cli_catch_signals, else 0. Without that call they end the
 * process at once (temporary files unlinked, status 130 or 143). */
void cli_catch_signals(void);
int cli_signal(void);

#endif
