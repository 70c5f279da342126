/* One record on its way past an endpoint. */
#ifndef CHECK_PERSON_H
#define CHECK_PERSON_H
#include "check/decide.h"
#include "check/key.h"
#include "check/ledger.h"
#include "profile/profile.h"
#include "record/wire.h"
#include <stdint.h>

enum stage {
    STAGE_READ,     // the ledger was not looked at yet
    STAGE_WAITS,    // asked about only a moment ago: looked at again at later_us
    STAGE_INTENDED, // intent written, not yet durable
    STAGE_READY,    // may be sent
    STAGE_SENT,
    STAGE_ACCEPTED, // the endpoint answers later; its job is not yet durable
    STAGE_LATER,    // `pending`: asked again at later_us
    STAGE_FOLLOWS,  // a record before this one is about the same person, who is being asked about
    STAGE_ANSWERED, // verdict written, not yet durable
    STAGE_DONE,     // to be handed on
};

/* What is counted once a person, whatever the number of endpoints. */
struct person_marks {
    bool open, unknown, numberless, limited;
};

struct person {
    enum stage stage;
    struct record record; // owns
    char *name, *number;  // own; canonical, where the record has them otherwise; else NULL
    struct person_marks marks;
    unsigned char key[LEDGER_KEY_BYTES];
    unsigned char name_key[LEDGER_KEY_BYTES],
        number_key[LEDGER_KEY_BYTES]; // where a day has limits
    char asking_key[DIGEST_HEX + 1];
    long asking;
    int tries, refusals;                // of this asking; of tokens, one after the other
    bool arrived;                       // a request that got no answer may have arrived
    int64_t later_us, pending_until_us; // pending_until_us 0: not asked yet
    int64_t wait_us;                    // before an accepted asking's answer is asked for
    enum outcome outcome;
    bool paid;                // this asking was paid for before
    bool counted;             // the budget holds what asking may cost
    bool passed;              // goes on as it came
    bool followed;            // somebody behind is the same person
    bool unwilling;           // did not agree, as far as we know
    char at[24];              // "" when nobody was asked
    char ref[LEDGER_REF_MAX]; // "" none
    long batch;               // the number of the request that others are in as well; 0: alone
    char job[LEDGER_JOB_MAX]; // under which the endpoint promised an answer; "" none
};

struct run_plan;
struct run_endpoint;

/* Takes the record; makes name and number canonical (name.h and typed.h of identity: what roster
 * made is as it was) and the keys from those, leaves the record as it came, and finds what needs no
 * asking (STAGE_DONE): a document that the endpoint cannot check, an input that its profile needs
 * and the record lacks, no consent where it is required, or no number at all. */
void person_take(struct person *person, struct record *record, const struct run_plan *plan,
    const struct run_endpoint *endpoint);

/* The canonical ones; borrow. The number is NULL when the record came without. */
const char *person_name(const struct person *person);
const char *person_number(const struct person *person);

/* What the request needs of this person; borrows. */
void person_inputs(const struct person *person, struct inputs *inputs);

/* The end of it: what is printed, without a time or the endpoint's id of the answer. */
void person_finish(struct person *person, enum outcome outcome);

/* The same, as the ledger has it. */
void person_use(struct person *person, const struct ledger_entry *entry);

/* The same, as it is with somebody who is the same person and done. */
void person_share(struct person *person, const struct person *done);

/* Writes the verdict into the record, and what it means into the marks. */
void person_conclude(struct person *person, const char *profile_id);

/* Sets the document's key and appends the record as a line; releases the person. Returns what
 * counts at the gate. */
enum lane person_print(
    struct person *person, const struct site_key *key, bool keep_number, struct buf *out);
void person_release(struct person *person);

/* Hands the record back as it came, and releases the person. */
void person_give_back(struct person *person, struct record *record);
#endif
