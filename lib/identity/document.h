/* Identity documents: from what stands in a roster's cell to a type and a canonical number, or the
 * reason why not. */
#ifndef IDENTITY_DOCUMENT_H
#define IDENTITY_DOCUMENT_H
#include "base/err.h"
#include "identity/identity.h"

struct document_cell {
    const char *text; // as in the file
    bool numeric;     // a spreadsheet's number cell: it keeps 15 digits and has lost the rest
    const char *type; // what the roster's own column for the kind of document says, folded and in
                      // upper case; "" or NULL: nothing
    const struct stated *stated; // what its other columns say; NULL: nothing
};

/* Reads a document number. `on` is the day that ages and dates are judged by.
 *
 * Numbers of 18 characters, and of 15, are told by their shape, whatever the column for the kind
 * says (noted doc.type, with what it `says`, when that cannot be); of the others it decides, and
 * where several kinds look alike it must. Clean-up that is no guess is noted (id.cleaned); nothing
 * else is changed. What each kind's number has to be, and its failures: resident.h, permit.h,
 * passport.h, mrz.h. Fails with STATUS_INPUT and one of theirs, or id.missing, id.rounded,
 * id.scientific, id.placeholder, id.length, id.shape, doc.ambiguous; the sentence holds no number.
 */
int document_read(
    const struct document_cell *cell, struct day on, struct identity *identity, struct err *err);

/* What a damaged cell of the same column gives away about this number: it ends in 000 as if digits
 * were dropped. */
bool document_maybe_rounded(const struct identity *identity);
#endif
