#include "identity/document.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "identity/region.h"
#include <stdlib.h>
#include <string.h>

enum { RESIDENT_LEN = 18, EXCEL_DIGITS = 15 };

static const char digits[] = "0123456789";

char document_check_character(const char *number)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < RESIDENT_LEN - 1; i++)
        sum += weights[i] * (number[i] - '0');
    return "10X98765432"[sum % 11];
}

static void add_note(struct identity *identity, const char *code)
{
    if (identity->note_count < DOCUMENT_NOTES_MAX)
        identity->notes[identity->note_count++] = code;
}

static int fail_rounded(struct err *err)
{
    return err_set(err, STATUS_INPUT, "id.rounded",
        _("Excel dropped the last digits of the number; format the column as text, type the number "
          "again from the card and send the file again"));
}

/* Folds, drops spaces and a leading apostrophe, makes letters upper case. */
static void clean(const char *text, struct buf *number)
{
    struct buf folded = {0};
    size_t len = strlen(text);
    if (strspn(text, "0123456789X") == len) { // nearly every number
        buf_add(number, text, len);
        return;
    }
    text_fold(&folded, text, len);
    for (const char *c = buf_text(&folded); *c; c++) {
        bool quote = !number->len && (*c == '\'' || *c == '`');
        if (*c != ' ' && !quote)
            buf_add_char(number, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
    }
    buf_release(&folded);
}

/* "3.30482E+17": what a spreadsheet shows of a long number. */
static bool is_scientific(const char *text)
{
    size_t mantissa = strspn(text, "0123456789.");
    return mantissa && text[mantissa] == 'E' && text[mantissa + 1] == '+' &&
           strspn(text + mantissa + 2, digits) == strlen(text + mantissa + 2) && text[mantissa + 2];
}

/* Whether a number cell held more digits than the spreadsheet keeps. */
static bool is_beyond_excel(const char *text)
{
    return strtod(text, NULL) >= 1e15;
}

static int to_number(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++)
        value = value * 10 + (text[i] - '0');
    return value;
}

static int fail_checksum(struct err *err)
{
    return err_set(err, STATUS_INPUT, "id.checksum",
        _("a digit of the number is wrong: the last character does not fit the others; compare the "
          "number with the card"));
}

static int fail_region(struct err *err)
{
    return err_set(err, STATUS_INPUT, "id.region",
        _("no province has the digits that stand for it in the number; compare the number with the "
          "card"));
}

static int read_region(struct identity *identity, struct err *err)
{
    switch (region_find(to_number(identity->number, 6), identity->birth.year)) {
    case REGION_NO_PROVINCE:
        return fail_region(err);
    case REGION_UNLISTED:
    case REGION_OTHER_YEARS:
        add_note(identity, "id.region");
        break;
    case REGION_IN_FORCE:
        break;
    }
    return 0;
}

static int read_resident(struct identity *identity, struct day on, struct err *err)
{
    const char *number = identity->number;
    if (strspn(number, digits) < RESIDENT_LEN - 1 || !strchr("0123456789X", number[17]))
        return err_set(err, STATUS_INPUT, "id.character",
            _("a resident number is 17 digits and a digit or X; there is another character in it; "
              "compare the number with the card"));
    bool rounded = document_maybe_rounded(identity);
    if (document_check_character(number) != number[17])
        return rounded ? fail_rounded(err) : fail_checksum(err);
    struct day birth = {
        to_number(number + 6, 4), to_number(number + 10, 2), to_number(number + 12, 2)};
    if (!day_valid(birth) || day_compare(birth, on) > 0)
        return err_set(err, STATUS_INPUT, "id.date",
            _("the date of birth in the number does not exist or lies ahead; compare the number with "
              "the card"));
    identity->type = "resident";
    identity->birth = birth;
    identity->sex = (number[16] - '0') % 2 ? 'M' : 'F';
    if (rounded)
        add_note(identity, "id.rounded_maybe");
    return read_region(identity, err);
}

/* Residence permits of Hong Kong, Macao and Taiwan people and foreigners' permits share the 18
 * characters. */
static bool is_permit(const char *number)
{
    return number[0] == '9' || (number[0] == '8' && strchr("123", number[1]));
}

static bool says_resident(const char *type)
{
    return !type || !*type || strstr(type, "身份证") || strstr(type, "RESIDENT") ||
           !strcmp(type, "ID");
}

static int read_other(struct identity *identity, struct err *err)
{
    size_t len = strlen(identity->number);
    size_t plain = strspn(identity->number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789()/-<");
    size_t digit_count = 0;
    for (const char *c = identity->number; *c; c++)
        digit_count += *c >= '0' && *c <= '9';
    if (plain < len || len < 5 || digit_count < 4)
        return err_set(err, STATUS_INPUT, "id.shape",
            _("this is not the number of an identity document; type the number again from the "
              "card"));
    identity->type = "other";
    add_note(identity, "doc.other");
    return 0;
}

/* A foreigner's permit has the province in its second and third digits. */
static int read_permit(struct identity *identity, struct err *err)
{
    const char *number = identity->number;
    if (document_check_character(number) != number[RESIDENT_LEN - 1])
        return fail_checksum(err);
    if (number[0] == '9' && region_find(to_number(number + 1, 2) * 10000, 0) == REGION_NO_PROVINCE)
        return fail_region(err);
    return read_other(identity, err);
}

/* A resident's number by its looks, whatever may be wrong with it. */
static bool looks_resident(const char *number)
{
    size_t len = strlen(number), digit_count = 0;
    for (const char *c = number; *c; c++)
        digit_count += *c >= '0' && *c <= '9';
    return digit_count >= 14 || (len >= 16 && len <= 20 && digit_count >= 12);
}

static int read_clean(
    struct identity *identity, const struct document_cell *cell, struct day on, struct err *err)
{
    const char *number = identity->number;
    size_t len = strlen(number);
    bool all_digits = strspn(number, digits) == len;
    bool resident = says_resident(cell->type);
    if (!resident || !looks_resident(number))
        return read_other(identity, err);
    if (len == RESIDENT_LEN && is_permit(number) && strspn(number, digits) >= RESIDENT_LEN - 1)
        return read_permit(identity, err);
    if (len == RESIDENT_LEN)
        return read_resident(identity, on, err);
    if (len == 15 && (all_digits || strspn(number + 3, digits) == 12))
        return read_other(identity, err); // the old 15-digit numbers, and foreigners' old permits
    return err_set(err, STATUS_INPUT, "id.length",
        _("a resident number has 18 characters, this one has %zu; compare it with the card"), len);
}

int document_read(
    const struct document_cell *cell, struct day on, struct identity *identity, struct err *err)
{
    *identity = (struct identity){0};
    struct buf number = {0};
    int result = -1;
    clean(cell->text, &number);
    const char *text = buf_text(&number);
    if (!*text) {
        err_set(err, STATUS_INPUT, "id.missing",
            _("there is no document number; add it from the card"));
    } else if (cell->numeric && is_beyond_excel(text)) {
        fail_rounded(err);
    } else if (is_scientific(text)) {
        err_set(err, STATUS_INPUT, "id.scientific",
            _("Excel shows the number in short form and its digits are lost; format the column as "
              "text, type the number again from the card and send the file again"));
    } else if (number.len > DOCUMENT_NUMBER_MAX) {
        err_set(err, STATUS_INPUT, "id.length",
            _("no document number is this long; leave only the number in this cell"));
    } else {
        memcpy(identity->number, text, number.len + 1);
        result = read_clean(identity, cell, on, err);
        if (!result && strcmp(text, cell->text))
            add_note(identity, "id.cleaned");
    }
    buf_release(&number);
    return result;
}

bool document_maybe_rounded(const struct identity *identity)
{
    return strlen(identity->number) == RESIDENT_LEN &&
           !strcmp(identity->number + EXCEL_DIGITS, "000");
}
