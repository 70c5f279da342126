/* The ledger: what was asked about whom and what came back, durable, so that nobody is paid for
 * twice. It holds keyed hashes, no name and no number. What its own tool needs stands in
 * ledger_book.h.
 *
 * An asking is an intent until its verdict is written. Whoever keeps it, in a file or on a server
 * that many hosts share, promises:
 *
 * - Changes are visible to ledger_find at once, and durable, all or none, once ledger_commit has
 *   returned 0; one commit covers many people. Without it they are dropped by ledger_close, and by
 *   the death of the process.
 * - Between ledger_find and the ledger_commit after ledger_intend nobody else writes an intent for
 *   the same person. The file lets one program in at a time (`ledger.busy`).
 * - An asking that was paid for stays so, and its number is never given out again.
 * - What ledger_find says is what was written, by a program with the same site key, or it is
 *   `ledger.damaged`: a person who is missing or changed is never taken for one who was not asked.
 * - Times are those of one clock that nobody sets back or ahead between open and close.
 * - No function waits for longer than a disk or a server takes; a failed one leaves what was
 *   committed, and ledger_close is all that may follow. */
#ifndef CHECK_LEDGER_H
#define CHECK_LEDGER_H
#include "base/err.h"
#include "check/key.h"
#include "record/verdict.h"
#include <stdbool.h>
#include <stddef.h>

enum { LEDGER_KEY_BYTES = 32, LEDGER_REF_MAX = 200, LEDGER_JOB_MAX = 256 };

struct ledger;

/* What is known about a person: the latest asking. */
struct ledger_entry {
    long asking;          // which asking, from 1; 0: never asked
    long purged;          // numbers up to this one may have been used for askings now deleted
    bool this_run;        // written since ledger_open
    enum outcome outcome; // OUTCOME_NONE: intent without a verdict
    bool billed;          // this asking was paid for
    char at[24];          // when the verdict came, UTC; "" without one
    long age_s;           // since then; 0 when that is still to come
    long asked_age_s; // the same since it was asked; what is continued by its job was asked before
    char ref[LEDGER_REF_MAX];
    char job[LEDGER_JOB_MAX]; // the endpoint answers later, under this id; "" none
};

/* An intent. */
struct ledger_asking {
    const unsigned char *key;                   // borrows; LEDGER_KEY_BYTES of the person
    long asking;                                // from 1
    const char *profile;                        // its id
    const unsigned char *name_key, *number_key; // for ledger_count_today; NULL: not counted
    const char *profile_version;                // what the profile said then; NULL: not known
};

struct ledger_verdict {
    enum outcome outcome;
    const char *ref; // "" none
    bool billed;
    long minor; // price of it when billed
    const char *currency;
    long batch; // the number within this run of the request that several went out in; 0: alone
};

/* Opens the ledger in this folder, made with its folder when absent (modes 0700 and 0600); NULL: in
 * memory. Errors: STATUS_AGAIN `ledger.busy` (another run has it), STATUS_CREATE, STATUS_IO
 * `ledger.damaged`, STATUS_CONFIG `ledger.version`, and `ledger.lost`: one was in use here, and is
 * gone or empty. */
int ledger_open(struct ledger **ledger, const char *folder, struct err *err);
void ledger_close(struct ledger *ledger); // drops what was not committed; NULL is fine

/* Whether one is in this folder, or was. */
bool ledger_exists(const char *folder);

/* Whether it is tied to no site key yet. */
bool ledger_empty(const struct ledger *ledger);

/* Ties an empty ledger to its site key, and looks whether one that is in use is whole; another key
 * is STATUS_CONFIG `ledger.key`. An older version is taken over, wholly or not at all. Must come
 * before any other use; `key` is not kept. */
int ledger_bind(struct ledger *ledger, const struct site_key *key, struct err *err);

/* How far this computer's clock is behind the latest time in it, in seconds; negative: ahead of it;
 * 0 as well when there is none. */
long ledger_lag_s(const struct ledger *ledger);

/* Errors of all below: STATUS_IO `ledger.write`, `ledger.damaged`. */
int ledger_find(struct ledger *ledger, const unsigned char key[LEDGER_KEY_BYTES],
    struct ledger_entry *entry, struct err *err);

/* Writes an intent; one that is there already is taken over by this run and loses its verdict. A
 * job stays, and with it the time of the asking, until ledger_job or ledger_answer takes it away.
 * Those that are new and not counted by ledger_count_today are written by ledger_commit, many in
 * one row; each gets its own with its verdict. */
int ledger_intend(struct ledger *ledger, const struct ledger_asking *asking, struct err *err);

/* Keeps the id under which the endpoint will answer an asking that it accepted; NULL: it knows it
 * no more. `job` is shorter than LEDGER_JOB_MAX. */
int ledger_job(struct ledger *ledger, const unsigned char key[LEDGER_KEY_BYTES], long asking,
    const char *job, struct err *err);

/* Takes back an intent whose request provably never left. */
int ledger_withdraw(
    struct ledger *ledger, const unsigned char key[LEDGER_KEY_BYTES], long asking, struct err *err);

/* Writes the verdict of an asking; `at` takes its time, as ledger_find gives it. What was
 * billed before stays so. The job stays only with OUTCOME_PENDING. */
int ledger_answer(struct ledger *ledger, const unsigned char key[LEDGER_KEY_BYTES], long asking,
    const struct ledger_verdict *verdict, char at[24], struct err *err);

/* How many askings with this name's or number's key (of ledger_asking) were made with the profile
 * since the last local midnight, those of this run too. */
enum ledger_by { LEDGER_BY_NAME, LEDGER_BY_NUMBER };
int ledger_count_today(struct ledger *ledger, enum ledger_by by,
    const unsigned char key[LEDGER_KEY_BYTES], const char *profile, long *count, struct err *err);

int ledger_commit(struct ledger *ledger, struct err *err);
#endif
