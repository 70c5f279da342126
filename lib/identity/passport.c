#include "identity/passport.h"

#include "base/i18n.h"
#include <string.h>

enum { SHORTEST = 6, SHORTEST_UNSAID = 7, LONGEST = 9, LETTERS_UNSAID = 3, DIGITS_MIN = 4 };

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool passport_looks(const char *number)
{
    size_t len = strlen(number), first = strspn(number, letters);
    size_t digits = strspn(number + first, "0123456789");
    size_t last = strspn(number + first + digits, letters);
    return len >= SHORTEST_UNSAID && len <= LONGEST && first && first <= LETTERS_UNSAID &&
           last <= 1 && first + digits + last == len && digits > DIGITS_MIN;
}

int passport_read(struct identity *identity, struct err *err)
{
    const char *number = identity->number;
    size_t len = strlen(number), digits = 0, other = 0;
    for (const char *c = number; *c; c++) {
        bool digit = *c >= '0' && *c <= '9';
        digits += digit;
        other += !digit && !(*c >= 'A' && *c <= 'Z');
    }
    if (other || digits < DIGITS_MIN)
        return err_set(err, STATUS_INPUT, "id.character",
            _("a passport number is letters and digits; type it again from the passport"));
    if (len < SHORTEST || len > LONGEST)
        return err_set(err, STATUS_INPUT, "id.length",
            _("a passport number has 6 to 9 letters and digits, this one has %zu; compare it with "
              "the passport"),
            len);
    identity->type = "passport";
    identity_note(identity, "doc.passport");
    return 0;
}
