#include "check/ledger_db.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail_busy(const struct ledger *l, struct err *err)
{
    return err_set(err, STATUS_AGAIN, "ledger.busy",
        _("another `muster check` or `muster ledger` uses the ledger in %s; wait until it has "
          "ended and run the same command again"),
        l->folder);
}

static int fail_open(const char *path, const char *why, struct err *err)
{
    return err_set(err, STATUS_CREATE, "ledger.open",
        _("cannot write the ledger %s (%s); make its folder writable or choose another with "
          "--state"),
        path, why);
}

int ledger_fail(const struct ledger *l, struct err *err)
{
    int code = sqlite3_errcode(l->db) & 0xFF;
    bool unlike = code == SQLITE_ERROR || code == SQLITE_MISMATCH || code == SQLITE_CONSTRAINT;
    bool claims = sqlite3_extended_errcode(l->db) == SQLITE_READONLY && !access(l->path, W_OK);
    if (code == SQLITE_NOMEM)
        mem_out();
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB || unlike || claims)
        return ledger_damaged(l, err);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return fail_busy(l, err);
    if (code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_PERM)
        return fail_open(l->path, sqlite3_errmsg(l->db), err);
    if (l->reading)
        return err_set(err, STATUS_IO, "ledger.read",
            _("reading the ledger %s failed (%s); look at its disk, or put the ledger back from "
              "a backup"),
            l->path, sqlite3_errmsg(l->db));
    return err_set(err, STATUS_IO, "ledger.write",
        _("writing the ledger %s failed (%s); free space on its disk and run the same command "
          "again, it resumes"),
        l->path, sqlite3_errmsg(l->db));
}

int ledger_execute(struct ledger *l, const char *sql, struct err *err)
{
    return sqlite3_exec(l->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : ledger_fail(l, err);
}

sqlite3_stmt *ledger_query(struct ledger *l, const char *sql, struct err *err)
{
    sqlite3_stmt *query = NULL;
    if (sqlite3_prepare_v2(l->db, sql, -1, &query, NULL) == SQLITE_OK)
        return query;
    ledger_fail(l, err);
    return NULL;
}

int ledger_step(struct ledger *l, sqlite3_stmt *query, struct err *err)
{
    int code = sqlite3_step(query);
    return code == SQLITE_ROW ? 1 : code == SQLITE_DONE ? 0 : ledger_fail(l, err);
}

int ledger_number(struct ledger *l, const char *sql, long *number, struct err *err)
{
    sqlite3_stmt *query = ledger_query(l, sql, err);
    int got = query ? ledger_step(l, query, err) : -1;
    *number = got > 0 ? (long)sqlite3_column_int64(query, 0) : 0;
    sqlite3_finalize(query);
    return got < 0 ? -1 : 0;
}

void ledger_text(sqlite3_stmt *query, int column, char *to, size_t size)
{
    const char *text = (const char *)sqlite3_column_text(query, column);
    size_t len = text ? strnlen(text, size - 1) : 0;
    len = text_valid_len(text, len);
    memcpy(to, text ? text : "", len);
    to[len] = '\0';
}

/* A folder that may not be written is not written to by anybody else either. */
static int open_lock(const struct ledger *l, const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    bool refused = fd < 0 && (errno == EACCES || errno == EROFS || errno == EPERM);
    return refused && l->reading ? open(path, O_RDONLY | O_CLOEXEC) : fd;
}

int ledger_lock(struct ledger *l, struct err *err)
{
    struct buf path = {0};
    buf_printf(&path, "%s/ledger.lock", l->folder);
    int result = 0;
    l->lock = open_lock(l, path.data);
    if (l->lock < 0 && !(l->reading && errno == ENOENT))
        result = fail_open(path.data, strerror(errno), err);
    else if (l->lock >= 0 && flock(l->lock, (l->reading ? LOCK_SH : LOCK_EX) | LOCK_NB))
        result = fail_busy(l, err);
    buf_release(&path);
    return result;
}

/* SQLite gives the files beside it this one's mode. */
static int make_file(const struct ledger *l, struct err *err)
{
    int fd = open(l->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail_open(l->path, strerror(errno), err);
    close(fd);
    return 0;
}

long ledger_file_size(const struct ledger *l, const char *suffix)
{
    struct buf path = {0};
    struct stat st;
    buf_printf(&path, "%s%s", l->path, suffix);
    long size = stat(path.data, &st) == 0 ? (long)st.st_size : 0;
    buf_release(&path);
    return size;
}

static char *make_address(const struct ledger *l)
{
    struct buf address = {0};
    buf_add_text(&address, "file:");
    for (const char *c = l->path; *c; c++)
        if (strchr("?#%", *c))
            buf_printf(&address, "%%%02X", (unsigned)*c);
        else
            buf_add_char(&address, *c);
    if (!ledger_file_size(l, "-wal")) // nothing is written beside it then
        buf_add_text(&address, "?immutable=1");
    return buf_take(&address);
}

static int connect_to_read(struct ledger *l, struct err *err)
{
    char *address = make_address(l);
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(address, &l->db, flags, NULL);
    free(address);
    if (code != SQLITE_OK)
        return ledger_fail(l, err);
    sqlite3_extended_result_codes(l->db, 1);
    return ledger_execute(l,
        "PRAGMA cache_size = -16384; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;",
        err);
}

int ledger_connect(struct ledger *l, struct err *err)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); // nobody asks; counts for the first connection only
    if (l->reading)
        return connect_to_read(l, err);
    if (l->lock >= 0 && make_file(l, err))
        return -1;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const char *name = l->lock >= 0 ? l->path : ":memory:";
    if (sqlite3_open_v2(name, &l->db, flags, NULL) != SQLITE_OK)
        return ledger_fail(l, err);
    sqlite3_extended_result_codes(l->db, 1);
    return ledger_execute(l,
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;"
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;",
        err);
}

static int fail_version(const struct ledger *l, bool newer, struct err *err)
{
    if (newer)
        return err_set(err, STATUS_CONFIG, "ledger.version",
            _("%s was made by a newer muster, and this one cannot read it; install that muster (or "
              "a later one) on this computer"),
            l->path);
    return err_set(err, STATUS_CONFIG, "ledger.version",
        _("%s is no ledger of muster but another program's file, and was left as it is; put the "
          "ledger back from a backup, or choose another folder with --state"),
        l->path);
}

int ledger_recognise(struct ledger *l, bool blank, struct err *err)
{
    long application, tables, keys = 0;
    if (ledger_number(l, "PRAGMA user_version", &l->version, err) ||
        ledger_number(l, "PRAGMA application_id", &application, err) ||
        ledger_number(l, "SELECT count(*) FROM sqlite_schema", &tables, err))
        return -1;
    bool made = application == SCHEMA_APPLICATION && l->version > 0;
    if (made ? l->version > SCHEMA_VERSION : !blank || l->version || application || tables)
        return fail_version(l, made, err);
    if (made && ledger_number(l, "SELECT count(*) FROM meta WHERE name = 'key'", &keys, err))
        return -1;
    l->empty = !keys;
    return 0;
}

void ledger_print_time(time_t when, char at[24])
{
    struct tm utc;
    at[0] = '\0';
    if (gmtime_r(&when, &utc) && utc.tm_year < 8100)
        strftime(at, 24, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

static int64_t read_ns(clockid_t clock)
{
    struct timespec at;
    clock_gettime(clock, &at);
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

/* CLOCK_BOOTTIME goes on while a laptop sleeps. */
time_t ledger_now(const struct ledger *l)
{
    return (time_t)((read_ns(CLOCK_BOOTTIME) + l->ahead_ns) / 1000000000);
}

struct ledger *ledger_new(const char *folder)
{
    struct ledger *l = mem_alloc(sizeof *l);
    struct buf path = {0};
    buf_printf(&path, "%s/ledger.db", folder ? folder : "");
    l->path = buf_take(&path);
    l->folder = mem_text(folder);
    l->lock = -1;
    l->found_asking = -1;
    l->ahead_ns = read_ns(CLOCK_REALTIME) - read_ns(CLOCK_BOOTTIME);
    return l;
}
