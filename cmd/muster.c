/* muster TOOL ... = muster-TOOL ..., beside this program or on PATH. */
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "cli.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct cli_option options[] = {{0}};

static const struct cli_tool tool = {
    .name = "",
    .usage = "TOOL [OPTION]... [FILE]...",
    .summary = N_("From labour agencies' rosters to checked squads and their briefing cards.\n\n"
                  "  muster roster FILE...   reads rosters, forms squads, prints worker records\n"
                  "  muster check            asks the endpoint about each worker, once\n"
                  "  muster card -o DIR      prints the squads' cards as PDFs\n"
                  "  muster ledger           shows, verifies, exports and purges what was asked\n"
                  "  muster endpoint         is an endpoint to rehearse with\n\n"
                  "The tools meet in a pipe; each explains itself with --help."),
    .example = "muster roster hengxin.xlsx shunda.csv | muster check | muster card -o cards/",
    .options = options,
};

static const char *const tools[] = {"roster", "check", "card", "ledger", "endpoint", NULL};

static bool is_tool_name(const char *name)
{
    return *name && strspn(name, "abcdefghijklmnopqrstuvwxyz-") == strlen(name) && *name != '-';
}

int main(int argc, char **argv)
{
    if (argc < 2 || !is_tool_name(argv[1])) {
        cli_start(&tool, argc, argv);
        return cli_usage("%s", _("name a tool: roster, check, card, ledger or endpoint"));
    }
    char self[PATH_MAX];
    struct buf program = {0}, on_path = {0};
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = '\0';
    char *slash = strrchr(self, '/');
    buf_printf(&program, "%.*s/muster-%s", slash ? (int)(slash - self) : 0, self, argv[1]);
    buf_printf(&on_path, "muster-%s", argv[1]);
    argv[1] = on_path.data;
    execv(program.data, argv + 1);
    int why = errno;
    execvp(on_path.data, argv + 1);
    const char *name = on_path.data + strlen("muster-");
    // a folder on PATH that may not be searched is EACCES, and holds no tool for this user
    bool missing = why == ENOENT && (errno == ENOENT || errno == EACCES);
    why = why == ENOENT ? errno : why;
    cli_start(&tool, 1, argv);
    const char *nearest = nearest_word(name, tools);
    int status = !missing  ? cli_usage(_("cannot run `%s` (%s)"), on_path.data, strerror(why))
                 : nearest ? cli_usage(_("there is no tool `%s` (perhaps `%s`)"), name, nearest)
                           : cli_usage(_("there is no tool `%s`"), name);
    buf_release(&program);
    buf_release(&on_path);
    return status;
}
