#include "endpoint/faults.h"

#include "base/i18n.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *word;
    enum fault_kind kind;
} kinds[] = {
    {"drop", FAULT_DROP},
    {"charge-drop", FAULT_CHARGE_DROP},
    {"hang", FAULT_HANG},
    {"empty", FAULT_EMPTY},
    {"html", FAULT_HTML},
    {"garbage", FAULT_GARBAGE},
};

static int read_kind(struct fault *fault)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].word, fault->word)) {
            fault->kind = kinds[i].kind;
            return 0;
        }
    fault->kind = FAULT_OUTCOME;
    fault->outcome = outcome_parse(fault->word);
    if (fault->outcome != OUTCOME_NONE)
        return outcome_reusable(fault->outcome) ? -1 : 0;
    fault->kind = FAULT_STATUS;
    fault->status =
        strspn(fault->word, "0123456789") == 3 && !fault->word[3] ? atoi(fault->word) : 0;
    return fault->status >= 300 && fault->status <= 599 ? 0 : -1;
}

/* "10%" or "0.5%", above 0. */
static int read_percent(const char *text, double *percent)
{
    char *end;
    size_t digits = strspn(text, "0123456789.");
    *percent = digits ? strtod(text, &end) : 0;
    return digits && end == text + digits && !strcmp(end, "%") && *percent > 0 && *percent <= 100
               ? 0
               : -1;
}

int faults_add(struct faults *faults, const char *text, struct err *err)
{
    struct fault fault = {0};
    size_t len = strcspn(text, ":");
    double sum = 0;
    for (size_t i = 0; i < faults->count; i++)
        sum += faults->items[i].percent;
    if (len < sizeof fault.word)
        memcpy(fault.word, text, len);
    if (!text[len] || read_kind(&fault) || read_percent(text + len + 1, &fault.percent))
        return err_set(err, STATUS_USAGE, "usage.fail",
            _("--fail needs a kind and a share, such as 429:10%%, not `%s`; kinds are an HTTP "
              "status from 300 to 599, a failing outcome such as throttled, and drop, charge-drop, hang, "
              "empty, html and garbage"),
            text);
    if (faults->count == FAULTS_MAX || sum + fault.percent > 100)
        return err_set(err, STATUS_USAGE, "usage.fail",
            _("--fail may be given %d times, and the shares may make 100%% at most; take `%s` away"),
            FAULTS_MAX, text);
    faults->items[faults->count++] = fault;
    return 0;
}

/* splitmix64, from 0 up to 1. */
static double next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return (double)((z ^ z >> 31) >> 11) / (double)(UINT64_C(1) << 53);
}

const struct fault *faults_draw(struct faults *faults)
{
    if (!faults->count)
        return NULL;
    double drawn = next_random(&faults->state) * 100;
    for (size_t i = 0; i < faults->count; i++) {
        drawn -= faults->items[i].percent;
        if (drawn < 0)
            return &faults->items[i];
    }
    return NULL;
}

static void tell_text(struct tell *tell, const char *type, const char *text)
{
    tell->status = 200;
    tell->type = type;
    buf_add_text(&tell->body, text);
}

bool fault_tell(const struct fault *fault, struct tell *tell)
{
    switch (fault->kind) {
    case FAULT_DROP:
        tell->manner = TELL_DROP;
        return true;
    case FAULT_HANG:
        tell->manner = TELL_HANG;
        return true;
    case FAULT_EMPTY:
        tell_text(tell, NULL, "");
        return true;
    case FAULT_HTML:
        tell_text(tell, "text/html; charset=utf-8",
            "<!DOCTYPE html><title>Welcome</title><p>Please sign in to use this network.</p>\n");
        return true;
    case FAULT_GARBAGE:
        tell_text(tell, NULL, "{\"result\":\"match\",\x01\xff\xfe");
        return true;
    default:
        return false;
    }
}
