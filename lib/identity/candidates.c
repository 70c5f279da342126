#include "identity/candidates.h"

#include "base/i18n.h"
#include "identity/permit.h"
#include "identity/region.h"
#include "identity/resident.h"
#include <string.h>

enum { LIKELY_AGE_MIN = 16, LIKELY_AGE_MAX = 70 };
enum { MODULUS = 11 };
enum { POSSIBLE = 100, CONTRADICTED = 10, SWAPPED = 2 }; // scores

struct candidate {
    int place;      // from 0
    char character; // what should stand there; 0: swapped with the next one
    int score;
};

struct candidates {
    struct candidate best[CANDIDATES_SHOWN]; // the highest score first
    int count;
};

static bool is_known_place(const char *number, int birth_year, int *score)
{
    int code = identity_digits(number, 6);
    if (permit_is_of_18(number))
        return permit_place_is_known(number);
    enum region region = region_find(code, birth_year, NULL);
    *score += region == REGION_IN_FORCE;
    return region == REGION_IN_FORCE || region == REGION_OTHER_YEARS;
}

/* ISO 7064: the weighted sum of all characters, the check character's weight being 1, leaves 1. */
static const int weights[RESIDENT_LEN] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1};

static int value(char character)
{
    return character == 'X' ? 10 : character - '0';
}

static int weigh(const char *number)
{
    int sum = 0;
    for (int i = 0; i < RESIDENT_LEN; i++)
        sum += weights[i] * value(number[i]);
    return sum;
}

static bool fits(int sum)
{
    return (sum % MODULUS + MODULUS) % MODULUS == 1;
}

/* How well a number whose check character fits would do; 0: it would not. */
static int judge(const char *number, const struct stated *stated, struct day on)
{
    struct day birth = {identity_digits(number + 6, 4), identity_digits(number + 10, 2),
        identity_digits(number + 12, 2)};
    int score = POSSIBLE;
    if (!day_valid(birth) || day_compare(birth, on) > 0)
        return 0;
    int age = day_years(birth, on);
    if (age < LIKELY_AGE_MIN || age > LIKELY_AGE_MAX || !is_known_place(number, birth.year, &score))
        return 0;
    if (stated && stated->birth.year && !stated_birth_agrees(stated, birth))
        score -= CONTRADICTED;
    if (stated && stated->sex && (stated->sex == 'M') != (number[16] - '0') % 2)
        score -= CONTRADICTED;
    return score;
}

static void offer(struct candidates *candidates, struct candidate candidate)
{
    struct candidate *best = candidates->best;
    int at = candidates->count;
    while (at > 0 && best[at - 1].score < candidate.score)
        at--;
    if (at == CANDIDATES_SHOWN)
        return;
    if (candidates->count < CANDIDATES_SHOWN)
        candidates->count++;
    memmove(best + at + 1, best + at, (size_t)(candidates->count - at - 1) * sizeof *best);
    best[at] = candidate;
}

static void try_swaps(
    char *number, const struct stated *stated, struct day on, struct candidates *candidates)
{
    int sum = weigh(number),
        swappable = number[RESIDENT_LEN - 1] == 'X' ? RESIDENT_LEN - 1 : RESIDENT_LEN;
    for (int i = 0; i + 1 < swappable; i++) {
        char one = number[i], other = number[i + 1];
        int change = (weights[i] - weights[i + 1]) * (value(other) - value(one));
        if (one == other || !fits(sum + change))
            continue;
        number[i] = other;
        number[i + 1] = one;
        int score = judge(number, stated, on);
        if (score)
            offer(candidates, (struct candidate){i, 0, score + SWAPPED});
        number[i] = one;
        number[i + 1] = other;
    }
}

static void try_characters(
    char *number, const struct stated *stated, struct day on, struct candidates *candidates)
{
    int sum = weigh(number);
    for (int i = 0; i < RESIDENT_LEN; i++) {
        char was = number[i];
        for (const char *c = i == RESIDENT_LEN - 1 ? "0123456789X" : "0123456789"; *c; c++) {
            if (*c == was || !fits(sum + weights[i] * (value(*c) - value(was))))
                continue;
            number[i] = *c;
            int score = judge(number, stated, on);
            if (score)
                offer(candidates, (struct candidate){i, *c, score});
        }
        number[i] = was;
    }
}

void candidates_print(
    const char *number, const struct stated *stated, struct day on, struct buf *out)
{
    struct candidates candidates = {0};
    char tried[RESIDENT_LEN + 1];
    memcpy(tried, number, sizeof tried);
    try_swaps(tried, stated, on, &candidates);
    try_characters(tried, stated, on, &candidates);
    for (int i = 0; i < candidates.count; i++) {
        const struct candidate *c = &candidates.best[i];
        if (candidates.best[0].score - c->score > CONTRADICTED / 2)
            break;
        if (i)
            buf_add_text(out, _(", or "));
        if (c->character)
            buf_printf(out, _("character %d were %c, not %c"), c->place + 1, c->character,
                number[c->place]);
        else
            buf_printf(out, _("characters %d and %d changed places"), c->place + 1, c->place + 2);
    }
}
