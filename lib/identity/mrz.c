#include "identity/mrz.h"

#include "base/i18n.h"
#include "identity/resident.h"
#include <ctype.h>
#include <string.h>

enum { TD3_LEN = 88, TD3_LINE = 44, TD1_LEN = 90, TD1_LINE = 30, NUMBER_LEN = 9, ISSUER_AT = 2 };

/* Where things stand in the joined lines, from 0; check digits follow what they check. */
struct zone {
    size_t len, number, birth, sex, until, name, name_len;
};

static const struct zone td3 = {
    TD3_LEN, TD3_LINE, TD3_LINE + 13, TD3_LINE + 20, TD3_LINE + 21, 5, 39};
static const struct zone td1 = {TD1_LEN, 5, TD1_LINE, TD1_LINE + 7, TD1_LINE + 8, 2 * TD1_LINE, 30};

static int value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
}

static int add_weighted(int sum, const char *text, size_t len, size_t *at)
{
    static const int weights[] = {7, 3, 1};
    for (size_t i = 0; i < len; i++)
        sum += value(text[i]) * weights[(*at)++ % 3];
    return sum;
}

char mrz_check(const char *text, size_t len)
{
    size_t at = 0;
    return (char)('0' + add_weighted(0, text, len, &at) % 10);
}

struct day mrz_past_day(const char *text, struct day on)
{
    if (strspn(text, "0123456789") < 6)
        return (struct day){0};
    struct day day = {2000 + identity_digits(text, 2), identity_digits(text + 2, 2),
        identity_digits(text + 4, 2)};
    if (day_valid(day) && day_compare(day, on) <= 0)
        return day;
    day.year -= 100;
    return day_valid(day) ? day : (struct day){0};
}

bool mrz_looks(const char *text)
{
    return strchr(text, '<') != NULL;
}

/* The parts that the last check digit of the zone is made of. */
static bool composite_fits(const char *text, const struct zone *zone)
{
    const struct {
        size_t from, len;
    } of_td3[] = {{TD3_LINE, 10}, {TD3_LINE + 13, 7}, {TD3_LINE + 21, 22}, {0, 0}},
      of_td1[] = {{5, 25}, {TD1_LINE, 7}, {TD1_LINE + 8, 7}, {TD1_LINE + 18, 11}};
    int sum = 0;
    size_t at = 0;
    for (size_t i = 0; i < 4; i++)
        sum = zone == &td3 ? add_weighted(sum, text + of_td3[i].from, of_td3[i].len, &at)
                           : add_weighted(sum, text + of_td1[i].from, of_td1[i].len, &at);
    size_t last = zone == &td3 ? TD3_LEN - 1 : 2 * TD1_LINE - 1;
    return text[last] == '0' + sum % 10;
}

static bool checks_fit(const char *text, const struct zone *zone)
{
    return mrz_check(text + zone->number, NUMBER_LEN) == text[zone->number + NUMBER_LEN] &&
           mrz_check(text + zone->birth, 6) == text[zone->birth + 6] &&
           mrz_check(text + zone->until, 6) == text[zone->until + 6] && composite_fits(text, zone);
}

/* Copies until the fillers at the end, with a space for each run of them in between. */
static void copy_words(char *to, const char *text, size_t len)
{
    size_t used = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '<')
            continue;
        if (used && text[i - 1] == '<')
            to[used++] = ' ';
        to[used++] = text[i];
    }
    to[used] = '\0';
}

/* Fillers stand for signs that the number itself may have; they are no part of it. */
static void copy_number(char *to, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] != '<')
            *to++ = text[i];
    *to = '\0';
}

static void read_until(struct identity *identity, const char *text, struct day on)
{
    struct day until = {2000 + identity_digits(text, 2), identity_digits(text + 2, 2),
        identity_digits(text + 4, 2)};
    if (strspn(text, "0123456789") < 6 || !day_valid(until))
        return;
    day_print(until, identity->until);
    if (day_compare(until, on) < 0) {
        struct identity_note *note = identity_note(identity, "doc.expired");
        note->name = "until";
        note->text = identity->until;
    }
}

static int read_zone(const char *text, const struct zone *zone, struct identity *identity,
    struct day on, struct err *err)
{
    bool passport = text[0] == 'P';
    struct identity_note *note = identity_note(identity, passport ? "doc.passport" : "doc.other");
    identity->type = passport ? "passport" : "other";
    copy_number(identity->number, text + zone->number, NUMBER_LEN);
    copy_words(identity->name, text + zone->name, zone->name_len);
    copy_words(identity->country, text + ISSUER_AT, 3);
    note->name = "country";
    note->text = identity->country;
    char sex = text[zone->sex];
    identity->sex = sex == 'M' || sex == 'F' ? sex : 0;
    read_until(identity, text + zone->until, on);
    if (strspn(text + zone->birth, "0123456789") < 6)
        return 0;
    identity->birth = mrz_past_day(text + zone->birth, on);
    return identity->birth.year ? 0 : resident_fail_date(err);
}

int mrz_read(const char *text, struct identity *identity, struct day on, struct err *err)
{
    char joined[TD1_LEN + 1];
    size_t len = 0;
    bool plain = true;
    for (const char *c = text; *c && len < sizeof joined; c++) {
        if (*c == '|')
            continue;
        plain = plain && (*c == '<' || (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z'));
        joined[len++] = *c;
    }
    if (plain && (len == TD3_LEN || len == TD1_LEN)) {
        const struct zone *zone = len == TD3_LEN ? &td3 : &td1;
        joined[len] = '\0';
        if (joined[zone->number] == '<' || !checks_fit(joined, zone))
            return err_set(err, STATUS_INPUT, "id.mrz",
                _("a character of the document's machine-readable lines is wrong: their check "
                  "digits do not fit; scan them again, or type the number of the document alone"));
        return read_zone(joined, zone, identity, on, err);
    }
    return err_set(err, STATUS_INPUT, "id.mrz",
        _("a document's machine-readable lines are two of 44 characters or three of 30; scan them "
          "again, or type the number of the document alone"));
}

/* Whether every word of `words` is one of `name`. Words are runs of letters. */
static bool has_words(const char *name, const char *words)
{
    while (*words) {
        size_t len = 0;
        while (isalpha((unsigned char)words[len]))
            len++;
        bool found = !len;
        for (const char *c = name; *c && !found; c++)
            found = (c == name || !isalpha((unsigned char)c[-1])) && !strncasecmp(c, words, len) &&
                    !isalpha((unsigned char)c[len]);
        if (!found)
            return false;
        words += len ? len : 1;
    }
    return true;
}

bool mrz_same_name(const struct identity *identity, const char *name)
{
    for (const char *c = name; *c; c++)
        if ((unsigned char)*c >= 0x80)
            return true;
    bool cut = strlen(identity->name) + 1 >= (size_t)td1.name_len;
    return cut || (has_words(identity->name, name) && has_words(name, identity->name));
}
