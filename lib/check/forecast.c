#include "check/forecast.h"

#include "base/index.h"
#include "base/mem.h"
#include "check/consent.h"
#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum {
    PLACES = 3,
    QUIET_MS = 1000,
    GLANCE_MS = 100,        // between looks at whether a signal came
    ANSWERS_PER_SECOND = 5, // of one connection, as a cautious guess
};

/* Who was counted already: the same person twice is asked once. */
struct seen {
    unsigned char (*keys)[LEDGER_KEY_BYTES]; // owns
    size_t count, capacity;
    struct index index;
};

static bool same_key(const void *items, uint32_t item, const char *key, size_t len)
{
    const struct seen *seen = items;
    return !memcmp(seen->keys[item], key, len);
}

static bool was_seen(struct seen *seen, const unsigned char key[LEDGER_KEY_BYTES])
{
    const char *bytes = (const char *)key;
    if (index_find(&seen->index, bytes, LEDGER_KEY_BYTES, same_key, seen) != INDEX_NONE)
        return true;
    seen->keys = mem_grow(seen->keys, seen->count, &seen->capacity, sizeof *seen->keys);
    memcpy(seen->keys[seen->count], key, LEDGER_KEY_BYTES);
    index_add(&seen->index, bytes, LEDGER_KEY_BYTES, (uint32_t)seen->count++);
    return false;
}

static void hinder(struct forecast *forecast, enum hindrance hindrance, const struct worker *worker)
{
    struct hindered *hindered = &forecast->hindered[hindrance];
    if (hindered->people++ >= PLACES || !worker->from.file)
        return;
    struct place place;
    place_set(&place, worker->from.file, worker->from.sheet, worker->from.row, 0);
    if (hindered->places.len)
        buf_add_text(&hindered->places, ", ");
    place_print(&place, &hindered->places);
}

/* What is looked at: people, and as much of each as the endpoints need. */
struct look {
    struct forecast *forecast;
    const struct run_plan *plan;
    struct seen seen;
    long askings[RUN_ENDPOINTS_MAX];
    bool hinders[HINDRANCE_COUNT]; // the present person
};

static int look_up(struct look *look, size_t index, struct person *person, struct err *err)
{
    struct forecast *forecast = look->forecast;
    const struct run_plan *plan = look->plan;
    struct ledger_entry entry;
    if (was_seen(&look->seen, person->key))
        return 0;
    if (ledger_find(plan->ledger, person->key, &entry, err))
        return -1;
    struct before_rules rules = {
        plan->endpoints[index].profile->idempotent, plan->retry_unknown, plan->max_age_s};
    enum before before = decide_before(&entry, &rules, &person->asking);
    forecast->reused += before == BEFORE_USE;
    look->askings[index] += before == BEFORE_ASK;
    look->hinders[HINDRANCE_LOST] |= before == BEFORE_LOST;
    return 0;
}

static int look_at(struct look *look, size_t index, struct person *person, struct err *err)
{
    if (person->stage != STAGE_DONE)
        return look_up(look, index, person, err);
    if (person->passed)
        return 0;
    enum hindrance hindrance = person->unwilling ? HINDRANCE_CONSENT : HINDRANCE_INPUT;
    if (!person->record.worker.document.number)
        hindrance = HINDRANCE_NUMBER;
    else if (person->outcome == OUTCOME_UNSUPPORTED)
        hindrance = HINDRANCE_DOCUMENT;
    look->hinders[hindrance] = true;
    return 0;
}

/* One person, at each of the endpoints. */
static int add(struct look *look, struct record *record, struct err *err)
{
    const struct run_plan *plan = look->plan;
    int failed = 0;
    look->forecast->people++;
    memset(look->hinders, 0, sizeof look->hinders);
    for (size_t i = 0; i < plan->endpoint_count && !failed; i++) {
        struct person person;
        person_take(&person, record, plan, &plan->endpoints[i]);
        failed = look_at(look, i, &person, err);
        person_give_back(&person, record);
    }
    for (int i = 0; i < HINDRANCE_COUNT; i++)
        if (look->hinders[i])
            hinder(look->forecast, (enum hindrance)i, &record->worker);
    record_release(record);
    return failed;
}

/* Waits for more input; false when none comes. */
static bool wait_for_more(const struct lines *lines, const struct forecast_reach *reach)
{
    struct pollfd wait = {.fd = lines_wait_for(lines), .events = POLLIN};
    for (int waited = 0; waited < QUIET_MS && !reach->stopped(reach->context); waited += GLANCE_MS)
        if (wait.fd < 0 || poll(&wait, 1, GLANCE_MS) > 0)
            return true;
    return false;
}

static int read_people(
    struct look *look, struct lines *lines, const struct forecast_reach *reach, struct err *err)
{
    struct forecast *forecast = look->forecast;
    struct record record;
    for (;;) {
        forecast->more = reach->bytes && lines_holds(lines) >= reach->bytes;
        int got = forecast->more ? 0 : wire_read(lines, &record, err);
        if (got == LINES_LATER && wait_for_more(lines, reach))
            continue;
        forecast->more |= got == LINES_LATER;
        if (got != 1)
            return got < 0 && !reach->bytes ? -1 : 0;
        if (add(look, &record, err))
            return -1;
    }
}

/* The endpoints work side by side: the slowest one says how long it takes. */
static void estimate(const struct look *look, size_t index)
{
    const struct run_endpoint *endpoint = &look->plan->endpoints[index];
    const struct profile *profile = endpoint->profile;
    struct forecast *forecast = look->forecast;
    long size = profile->batch.size ? profile->batch.size : 1;
    long calls = (look->askings[index] + size - 1) / size;
    double per_second = (double)endpoint->concurrency * ANSWERS_PER_SECOND;
    if (endpoint->per_second > 0 && endpoint->per_second < per_second)
        per_second = endpoint->per_second;
    if (profile->limits.per_minute && (double)profile->limits.per_minute / 60 < per_second)
        per_second = (double)profile->limits.per_minute / 60;
    forecast->calls += calls;
    forecast->minor[index] = look->askings[index] * profile->price.highest;
    if ((double)calls / per_second > forecast->seconds)
        forecast->seconds = (double)calls / per_second;
}

int forecast_make(struct forecast *forecast, const struct run_plan *plan, struct lines *lines,
    const struct forecast_reach *reach, struct err *err)
{
    *forecast = (struct forecast){0};
    struct look look = {.forecast = forecast, .plan = plan};
    lines->at_once = reach->bytes > 0;
    if (reach->bytes)
        lines_hold(lines);
    int result = read_people(&look, lines, reach, err);
    if (reach->bytes)
        lines_replay(lines);
    for (size_t i = 0; i < plan->endpoint_count; i++)
        estimate(&look, i);
    free(look.seen.keys);
    index_release(&look.seen.index);
    return result;
}

void forecast_release(struct forecast *forecast)
{
    for (int i = 0; i < HINDRANCE_COUNT; i++)
        buf_release(&forecast->hindered[i].places);
}
