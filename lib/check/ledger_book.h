/* The ledger as its own tool reads and clears it: days, single askings, whether it is sound, and
 * what is deleted from it. No name and no number is in any of it. */
#ifndef CHECK_LEDGER_BOOK_H
#define CHECK_LEDGER_BOOK_H
#include "base/day.h"
#include "check/ledger.h"

enum {
    LEDGER_PROFILE_MAX = 65,
    LEDGER_CURRENCY_MAX = 8,
    LEDGER_VERSION_MAX = 24,
    LEDGER_HEX_MAX = 2 * LEDGER_KEY_BYTES + 1,
};

/* Opens a ledger that is there. To read it: nothing is changed, others may read it at the same
 * time, older versions are read as they are, and a folder that may not be written will do. To
 * `write`: alone, and an older version is taken over. Close with ledger_close; none of ledger.h's
 * other functions may be used. Errors: STATUS_NO_INPUT `ledger.missing`, those of ledger_open,
 * STATUS_IO `ledger.read`. */
int ledger_open_book(struct ledger **ledger, const char *folder, bool write, struct err *err);

struct ledger_money {
    char currency[LEDGER_CURRENCY_MAX];
    long minor;
};

/* What was asked with a profile on a day. */
struct ledger_day {
    char day[11]; // local, when it was asked; "" when that is no time
    char profile[LEDGER_PROFILE_MAX];
    long askings, paid;
    long outcomes[OUTCOME_COUNT]; // OUTCOME_NONE: intents without a verdict
    struct ledger_money *money;   // owns; of the paid ones, a currency each
    size_t money_count, money_capacity;
};

struct ledger_days {
    struct ledger_day *items; // owns; by day, then profile
    size_t count, capacity;
    struct ledger_day all; // of every day and profile; without either
};

/* Errors of all below: STATUS_IO. */
int ledger_sum_days(struct ledger *ledger, struct ledger_days *days, struct err *err);
void ledger_days_release(struct ledger_days *days);

/* One asking. Times are UTC, "" where there is none; texts are valid UTF-8. */
struct ledger_row {
    char key[LEDGER_HEX_MAX]; // of the person, in hex
    long asking;
    char profile[LEDGER_PROFILE_MAX];
    char profile_version[LEDGER_VERSION_MAX]; // "" not known
    long run, batch; // together they name the request of several; batch 0: alone
    char asked_at[24], answered_at[24];
    char outcome[16]; // "" no verdict yet
    bool billed;
    long minor; // when billed
    char currency[LEDGER_CURRENCY_MAX];
    char ref[LEDGER_REF_MAX]; // "" none
};

/* Which askings; zero: all. */
struct ledger_choice {
    struct day since, until; // local days of the asking, both included
    const char *profile;     // NULL: every one
};

/* Hands each asking over, by key and then by number. Stops when `take` returns -1. */
int ledger_each(struct ledger *ledger, const struct ledger_choice *choice,
    int (*take)(void *context, const struct ledger_row *row, struct err *err), void *context,
    struct err *err);

/* A purge that was made. */
struct ledger_purge_note {
    char at[24];
    char older[16];
    bool everything; // open and unknown ones too
    long deleted, remaining;
    char version[16]; // of muster
    bool finished;    // the deleted ones are gone from the file as well
};

int ledger_each_purge(struct ledger *ledger,
    void (*take)(void *context, const struct ledger_purge_note *note), void *context,
    struct err *err);

/* Looks for what cannot be: in the file, the site key beside it, and the askings. Each finding has
 * a stable code and a sentence. Changes nothing. Returns -1 when it could not look: the errors of
 * ledger_open_book but for a damaged or foreign file, which is a finding. */
int ledger_verify(const char *folder, void (*found)(void *context, const struct err *finding),
    void *context, size_t *count, struct err *err);

enum { LEDGER_FRESH_S = 30 * 86400 }; // so long a run uses a verdict again when nothing is said

struct ledger_purge {
    long older_s;      // delete what was answered, or else asked, longer ago
    const char *older; // the same as the user wrote it, for the note
    bool everything;   // open and unknown ones too: they may have been paid for
    bool dry_run;      // count only
    const char *version;
};

struct ledger_purged_profile {
    char profile[LEDGER_PROFILE_MAX];
    long before, deleted;
    long kept;  // old ones that are open or unknown, and those of the same person after them
    long after; // counted anew
};

struct ledger_purged {
    struct ledger_purged_profile *items; // owns; by profile
    size_t count, capacity;
    struct ledger_purged_profile all;
    long fresh;                     // deleted verdicts younger than LEDGER_FRESH_S
    long bytes_before, bytes_after; // of the file
};

/* Deletes whole or not at all; then the freed pages are overwritten and leave the file. Cut off in
 * between, or when that fails, the next purge finishes it. A person's askings go from the first
 * on, so that what is known about somebody never goes back to something older. The ledger was
 * opened to write, or for a dry run to read. Errors: STATUS_IO `ledger.write`, `ledger.purge` (some
 * of it may still be in the file). */
int ledger_purge(struct ledger *ledger, const struct ledger_purge *purge,
    struct ledger_purged *purged, struct err *err);
void ledger_purged_release(struct ledger_purged *purged);
#endif
