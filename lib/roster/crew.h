/* Everyone who was accepted, held compactly until all files are read and the squads are known. */
#ifndef ROSTER_CREW_H
#define ROSTER_CREW_H
#include "base/buf.h"
#include "record/worker.h"
#include "roster/party.h"
#include <stdbool.h>
#include <stdint.h>

enum { CREW_NOTES_MAX = 16, CREW_EXTRAS_MAX = 256 }; // of one person

struct member {
    size_t at;       // in crew.texts
    uint32_t party;  // in crew.parties
    uint32_t source; // the sheet the person came from, a number of the caller's
    uint32_t row;    // in that sheet, from 1
    uint16_t column; // of the number, from 1; 0: none
    uint16_t extras;
    uint8_t notes;
    char sex;     // as in the worker
    bool dropped; // was taken out again
    bool late;    // got notes later
    bool asks;    // has a note of which advice.h tells
    bool leader;  // as in the worker
};

struct crew {
    struct member *members; // owns; in order of arrival
    size_t count, capacity;
    struct buf texts;
    struct parties parties;
    struct late_note *late; // owns; in the order of their members once crew_settle was called
    size_t late_count, late_capacity;
};

/* One person, read back. The worker borrows from here and from the crew; it has no squad and its
 * origin only the row. */
struct crew_view {
    struct worker worker;
    struct note notes[CREW_NOTES_MAX];
    struct extra extras[CREW_EXTRAS_MAX];
};

/* Copies the worker, but for its squad, origin and verdicts. Notes and extras beyond the limits are
 * not kept. Returns the member, whose number in `crew->members` counts up from 0. */
struct member *crew_add(struct crew *crew, const struct worker *worker);

/* The document number. Borrowed until the next crew_add. */
const char *crew_number(const struct crew *crew, size_t member);

/* The name; the phone, "" when there is none. Borrowed as above. */
const char *crew_name(const struct crew *crew, size_t member);
const char *crew_phone(const struct crew *crew, size_t member);

/* Adds a note to somebody who was accepted before. Texts are copied. */
void crew_note(struct crew *crew, size_t member, const struct note *note);

/* After the last person: removes those who were dropped, keeping the order, and sorts the late
 * notes. Members have other numbers afterwards. */
void crew_settle(struct crew *crew);

/* Reads a person back; before crew_settle perhaps without some late notes. */
void crew_read(const struct crew *crew, size_t member, struct crew_view *view);
void crew_release(struct crew *crew);
#endif
