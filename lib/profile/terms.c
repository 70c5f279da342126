#include "profile/terms.h"

#include "base/i18n.h"
#include "base/nearest.h"
#include <string.h>

enum { MINOR_MAX = 100000000 };

static const char *const limit_keys[] = {"per_second", "per_minute", "concurrency", "timeout_ms",
    "reply_bytes", "pending_ms", "name_per_day", "number_per_day", "duplicate_s", NULL};
static const char *const price_keys[] = {"minor", "currency", "outcomes", NULL};

int limits_parse(struct limits *limits, const struct yaml *yaml, struct err *err)
{
    *limits = (struct limits){
        .concurrency = 16, .timeout_ms = 10000, .reply_bytes = 65536, .pending_ms = 10000};
    const struct {
        const char *key;
        long minimum, maximum, *value;
    } numbers[] = {
        {"per_minute", 1, 6000000, &limits->per_minute},
        {"concurrency", 1, 1000, &limits->concurrency},
        {"timeout_ms", 100, 600000, &limits->timeout_ms},
        {"reply_bytes", 64, 1 << 24, &limits->reply_bytes},
        {"pending_ms", 0, 3600000, &limits->pending_ms},
        {"name_per_day", 1, 1000000, &limits->name_per_day},
        {"number_per_day", 1, 1000000, &limits->number_per_day},
        {"duplicate_s", 1, 86400, &limits->duplicate_s},
    };
    const json_t *json = json_object_get(yaml->root, "limits");
    if (!json)
        return 0;
    if (yaml_only(yaml, json, limit_keys, err) ||
        yaml_number(yaml, json, "per_second", 0.001, 100000, &limits->per_second, err))
        return -1;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (yaml_integer(yaml, json, numbers[i].key, numbers[i].minimum, numbers[i].maximum,
                numbers[i].value, err))
            return -1;
    return 0;
}

/* What answers cost that have a price of their own. */
static int read_outcomes(
    struct price *price, const struct yaml *yaml, const json_t *json, struct err *err)
{
    json_t *outcomes = json_object_get(json, "outcomes");
    const char *known[OUTCOME_COUNT] = {0};
    for (int i = 1; i < OUTCOME_COUNT; i++)
        known[i - 1] = outcome_name((enum outcome)i);
    if (!outcomes)
        return 0;
    if (yaml_only(yaml, outcomes, known, err))
        return -1;
    for (int i = 1; i < OUTCOME_COUNT; i++)
        if (yaml_integer(yaml, outcomes, known[i - 1], 0, MINOR_MAX, &price->minor[i], err))
            return -1;
    return 0;
}

static bool is_currency(const char *text)
{
    return strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

int price_parse(struct price *price, const struct yaml *yaml, struct err *err)
{
    *price = (struct price){.currency = "CNY"};
    const json_t *json = json_object_get(yaml->root, "price");
    long minor = 0;
    if (!json)
        return 0;
    if (yaml_only(yaml, json, price_keys, err) ||
        yaml_integer(yaml, json, "minor", 0, MINOR_MAX, &minor, err) ||
        yaml_string(yaml, json, "currency", &price->currency, err))
        return -1;
    for (int i = 0; i < OUTCOME_COUNT; i++)
        price->minor[i] = minor;
    if (read_outcomes(price, yaml, json, err))
        return -1;
    for (int i = 0; i < OUTCOME_COUNT; i++)
        if (price->minor[i] > price->highest)
            price->highest = price->minor[i];
    if (is_currency(price->currency))
        return 0;
    return yaml_fail(yaml, json, "currency", err, "profile.currency",
        _("`currency` must be three capital letters such as CNY"));
}
