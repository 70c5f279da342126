#include "identity/document.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "identity/kind.h"
#include "identity/mrz.h"
#include "identity/passport.h"
#include "identity/permit.h"
#include "identity/resident.h"
#include "identity/typed.h"
#include <string.h>

static const char digits[] = "0123456789";

/* How much more this digit is than the one before, of ten. */
static int step(const char *digit)
{
    int more = digit[0] - digit[-1];
    return more < 0 ? more + 10 : more;
}

/* One digit all over, a count up or down, or a region that is only a count. */
static bool is_placeholder(const char *number, size_t len)
{
    if (len < 3 || step(number + 1) != step(number + 2))
        return false; // nearly every number
    size_t plain = strspn(number, digits);
    size_t same = 0, up = 0, down = 0;
    for (size_t i = 1; i < plain; i++) {
        same += number[i] == number[0];
        up += step(number + i) == 1;
        down += step(number + i) == 9;
    }
    bool number_of_resident = len == RESIDENT_LEN || len == RESIDENT_OLD_LEN;
    bool counts = plain >= RESIDENT_OLD_LEN && (up == plain - 1 || down == plain - 1);
    bool typed_first = number_of_resident && plain + 1 >= len &&
                       (!strncmp(number, "123456", 6) || !strncmp(number, "000000", 6));
    return (plain == len && len > 4 && same == len - 1) || counts || typed_first;
}

static int fail_length(size_t len, bool lost_x, struct err *err)
{
    if (lost_x)
        return err_set(err, STATUS_INPUT, "id.length",
            _("a resident number has 18 characters, this one has 17; the X at its end may be "
              "missing; compare it with the card"));
    return err_set(err, STATUS_INPUT, "id.length",
        _("a resident number has 18 characters, this one has %zu; compare it with the card"), len);
}

static int fail_shape(struct err *err)
{
    return err_set(err, STATUS_INPUT, "id.shape",
        _("this is not the number of an identity document; type the number again from the card"));
}

static int fail_ambiguous(struct err *err)
{
    return err_set(err, STATUS_INPUT, "doc.ambiguous",
        _("several kinds of documents have numbers like this one; say in a column 证件类型 which it "
          "is (身份证, 护照, 港澳居民来往内地通行证, ...)"));
}

/* A resident's number by its looks, whatever may be wrong with it. */
static bool looks_resident(const char *number)
{
    size_t len = strlen(number), digit_count = 0;
    for (const char *c = number; *c; c++)
        digit_count += *c >= '0' && *c <= '9';
    return digit_count >= 14 || (len >= 16 && len <= 20 && digit_count >= 12);
}

static int read_18(struct identity *identity, const struct document_cell *cell, enum kind kind,
    struct day on, struct err *err)
{
    int result = permit_is_of_18(identity->number) ? permit_read(identity, cell->stated, on, err)
                                                   : resident_read(identity, cell->stated, on, err);
    if (kind == KIND_HOME_RETURN || kind == KIND_TAIWAN_TRAVEL || kind == KIND_PASSPORT ||
        (kind == KIND_PERMANENT_RESIDENT && strcmp(identity->type, "fpr") != 0)) {
        struct identity_note *note = identity_note(identity, "doc.type");
        note->name = "says";
        note->text = cell->type;
    }
    return result;
}

/* Known kinds without a rule of their own: officers' cards, household registers. */
static int read_other(struct identity *identity, struct err *err)
{
    enum { DIGITS_MIN = 4 };
    size_t digit_count = 0;
    for (const char *c = identity->number; *c; c++)
        digit_count += *c >= '0' && *c <= '9';
    if (digit_count < DIGITS_MIN)
        return fail_shape(err);
    identity->type = "other";
    identity_note(identity, "doc.other");
    return 0;
}

/* Whether a whole number is at the start, and words behind it. */
static bool has_words_behind(const char *number)
{
    size_t plain = strspn(number, digits);
    plain += number[plain] == 'X';
    const char *rest = number + plain;
    return plain == RESIDENT_LEN && *rest && !strpbrk(rest, digits);
}

static int read_resident_length(const char *number, struct err *err)
{
    size_t len = strlen(number);
    if (has_words_behind(number))
        return err_set(err, STATUS_INPUT, "id.length",
            _("other words stand behind the number; leave only the number in this cell"));
    bool lost_x =
        len == RESIDENT_LEN - 1 && strspn(number, digits) == len && resident_check(number) == 'X';
    return fail_length(text_count(number), lost_x, err);
}

/* Nobody said what it is. */
static int read_unsaid(struct identity *identity, struct err *err)
{
    const char *number = identity->number;
    size_t len = strlen(number), plain = strspn(number, digits);
    if (permit_may_be_travel(number) || (plain == len && len == 9))
        return fail_ambiguous(err);
    if (passport_looks(number))
        return passport_read(identity, err);
    if (plain == len || looks_resident(number))
        return read_resident_length(number, err);
    size_t ascii = strspn(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789()/-");
    return ascii == len && strpbrk(number, digits) ? fail_ambiguous(err) : fail_shape(err);
}

static int fail_placeholder(struct err *err)
{
    return err_set(err, STATUS_INPUT, "id.placeholder",
        _("this stands only in place of a number; type the number from the card"));
}

static int read_kind(
    struct identity *identity, const struct document_cell *cell, struct day on, struct err *err)
{
    const char *number = identity->number;
    size_t len = strlen(number);
    enum kind kind = kind_of(cell->type);
    if (is_placeholder(number, len))
        return fail_placeholder(err);
    if (len == RESIDENT_LEN && looks_resident(number))
        return read_18(identity, cell, kind, on, err);
    if (permit_is_old(number))
        return permit_read_old(identity, on, err);
    if (len == RESIDENT_OLD_LEN && strspn(number, digits) == len)
        return resident_read_old(identity, on, err);
    switch (kind) {
    case KIND_UNSAID:
        return read_unsaid(identity, err);
    case KIND_HOME_RETURN:
        return permit_read_home_return(identity, err);
    case KIND_TAIWAN_TRAVEL:
        return permit_read_taiwan(identity, err);
    case KIND_PASSPORT:
        return passport_read(identity, err);
    case KIND_OTHER:
        return read_other(identity, err);
    case KIND_RESIDENT:
    case KIND_RESIDENCE_PERMIT:
    case KIND_PERMANENT_RESIDENT:
        break;
    }
    return strpbrk(number, digits) ? read_resident_length(number, err) : fail_shape(err);
}

/* Cleans the text up and reads it. */
static int read_typed(
    const struct document_cell *cell, struct day on, struct identity *identity, struct err *err)
{
    struct buf number = {0};
    int result = -1;
    typed_clean(cell->text, &number);
    bool whole = !cell->numeric || typed_expand(&number);
    const char *text = buf_text(&number);
    if (!*text) {
        err_set(err, STATUS_INPUT, "id.missing",
            _("there is no document number; add it from the card"));
    } else if (!whole) {
        resident_fail_rounded(err);
    } else if (typed_is_scientific(text)) {
        err_set(err, STATUS_INPUT, "id.scientific",
            _("Excel shows the number in short form and its digits are lost; format the column as "
              "text, type the number again from the card and send the file again"));
    } else if (mrz_looks(text)) {
        result = mrz_read(text, identity, on, err);
    } else if (number.len > IDENTITY_NUMBER_MAX) {
        err_set(err, STATUS_INPUT, "id.length",
            _("no document number is this long; leave only the number in this cell"));
    } else {
        memcpy(identity->number, text, number.len + 1);
        result = read_kind(identity, cell, on, err);
        if (!result && !cell->numeric && strcmp(text, cell->text) != 0)
            identity_note(identity, "id.cleaned");
    }
    buf_release(&number);
    return result;
}

int document_read(
    const struct document_cell *cell, struct day on, struct identity *identity, struct err *err)
{
    int place;
    identity_clear(identity);
    bool plain = strlen(cell->text) == RESIDENT_LEN && resident_has_shape(cell->text, &place);
    if (!plain || cell->numeric)
        return read_typed(cell, on, identity, err);
    memcpy(identity->number, cell->text, RESIDENT_LEN + 1); // nearly every number
    if (is_placeholder(identity->number, RESIDENT_LEN))
        return fail_placeholder(err);
    return read_18(identity, cell, kind_of(cell->type), on, err);
}

bool document_maybe_rounded(const struct identity *identity)
{
    return resident_maybe_rounded(identity->number);
}
