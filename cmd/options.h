/* A tool's options: the table in cli.h, read from the command line and the site file. Only cli.c
 * uses this. */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H
#include "base/site.h"
#include "cli.h"

/* Looks for --site, --help and --version before anything else: help speaks the site file's
 * language, and the site file's values come before the command line's. Returns the site file's name
 * or NULL; --version ends the process. */
const char *options_scan(const struct cli_tool *tool, int argc, char **argv, bool *help);

int options_from_site(const struct cli_tool *tool, const struct site *site, struct err *err);

/* Turns an error "usage.NAME" into one of the site file, with its line, when the value of the
 * option NAME came from there. */
void options_blame(const struct cli_tool *tool, const struct site *site, struct err *err);

/* Returns the index of the first operand; a wrong command line ends the process with 64. */
int options_parse(const struct cli_tool *tool, int argc, char **argv);

void options_help(const struct cli_tool *tool);

/* Ends the process after --help or --version: 0, or 74 when that could not be written. */
_Noreturn void options_end(void);
#endif
