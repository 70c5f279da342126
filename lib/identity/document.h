/* Identity documents: from what stands in a roster's cell to a type and a canonical number, or the
 * reason why not. */
#ifndef IDENTITY_DOCUMENT_H
#define IDENTITY_DOCUMENT_H
#include "base/day.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

enum { DOCUMENT_NUMBER_MAX = 32, DOCUMENT_NOTES_MAX = 4 };

struct identity {
    const char *type;                      // "resident" or "other"; static
    char number[DOCUMENT_NUMBER_MAX + 1];  // canonical: ASCII, upper case, no spaces
    char sex;                              // 'M', 'F'; 0 when the number does not tell
    struct day birth;                      // zero when the number does not tell
    const char *notes[DOCUMENT_NOTES_MAX]; // codes; static
    size_t note_count;
};

struct document_cell {
    const char *text; // as in the file
    bool numeric;     // a spreadsheet's number cell: it keeps 15 digits and has lost the rest
    const char *type; // what the roster's own column for the kind of document says, folded; "" or
                      // NULL: nothing
};

/* Reads a document number. `on` is the day that ages and dates are judged by.
 *
 * A resident's number follows GB 11643-1999: division, date of birth, order, check character (ISO
 * 7064 MOD 11-2). Full-width characters, spaces and a small x are cleaned up and noted
 * (id.cleaned); nothing else is changed. Other documents are taken as they are, noted doc.other.
 * Fails with STATUS_INPUT and one of id.missing, id.rounded, id.scientific, id.length,
 * id.character, id.date, id.region, id.checksum, id.shape; the sentence holds no number. */
int document_read(
    const struct document_cell *cell, struct day on, struct identity *identity, struct err *err);

/* What a damaged cell of the same column gives away about this number: it ends in 000 as if digits
 * were dropped. */
bool document_maybe_rounded(const struct identity *identity);

/* The check character of the first 17 digits of a resident's number (GB 11643-1999). */
char document_check_character(const char *digits);
#endif
