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

static int look_up(struct forecast *forecast, const struct run_plan *plan, struct person *person,
    struct seen *seen, struct err *err)
{
    struct ledger_entry entry;
    if (was_seen(seen, person->key))
        return 0;
    if (ledger_find(plan->ledger, person->key, &entry, err))
        return -1;
    struct before_rules rules = {plan->profile->idempotent, plan->retry_unknown, plan->max_age_s};
    enum before before = decide_before(&entry, &rules, &person->asking);
    forecast->reused += before == BEFORE_USE;
    forecast->calls += before == BEFORE_ASK;
    if (before == BEFORE_LOST)
        hinder(forecast, HINDRANCE_LOST, &person->record.worker);
    return 0;
}

static int add(struct forecast *forecast, const struct run_plan *plan, struct person *person,
    struct seen *seen, struct err *err)
{
    const struct worker *worker = &person->record.worker;
    forecast->people++;
    if (person->stage != STAGE_DONE)
        return look_up(forecast, plan, person, seen, err);
    if (person->passed)
        return 0;
    if (!worker->document.number)
        hinder(forecast, HINDRANCE_NUMBER, worker);
    else if (person->outcome == OUTCOME_UNSUPPORTED)
        hinder(forecast, HINDRANCE_DOCUMENT, worker);
    else
        hinder(forecast, person->unwilling ? HINDRANCE_CONSENT : HINDRANCE_INPUT, worker);
    return 0;
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

static int read_people(struct forecast *forecast, const struct run_plan *plan, struct lines *lines,
    const struct forecast_reach *reach, struct seen *seen, struct err *err)
{
    struct record record;
    for (;;) {
        forecast->more = reach->bytes && lines_holds(lines) >= reach->bytes;
        int got = forecast->more ? 0 : wire_read(lines, &record, err);
        if (got == LINES_LATER && wait_for_more(lines, reach))
            continue;
        forecast->more |= got == LINES_LATER;
        if (got != 1)
            return got < 0 && !reach->bytes ? -1 : 0;
        struct person person;
        person_take(&person, &record, plan);
        int failed = add(forecast, plan, &person, seen, err);
        person_release(&person);
        if (failed)
            return -1;
    }
}

static void estimate(struct forecast *forecast, const struct run_plan *plan)
{
    const struct limits *limits = &plan->profile->limits;
    double per_second = (double)plan->concurrency * ANSWERS_PER_SECOND;
    if (plan->per_second > 0 && plan->per_second < per_second)
        per_second = plan->per_second;
    if (limits->per_minute && (double)limits->per_minute / 60 < per_second)
        per_second = (double)limits->per_minute / 60;
    forecast->minor = forecast->calls * plan->profile->price.highest;
    forecast->seconds = (double)forecast->calls / per_second;
}

int forecast_make(struct forecast *forecast, const struct run_plan *plan, struct lines *lines,
    const struct forecast_reach *reach, struct err *err)
{
    *forecast = (struct forecast){0};
    struct seen seen = {0};
    lines->at_once = reach->bytes > 0;
    if (reach->bytes)
        lines_hold(lines);
    int result = read_people(forecast, plan, lines, reach, &seen, err);
    if (reach->bytes)
        lines_replay(lines);
    estimate(forecast, plan);
    free(seen.keys);
    index_release(&seen.index);
    return result;
}

void forecast_release(struct forecast *forecast)
{
    for (int i = 0; i < HINDRANCE_COUNT; i++)
        buf_release(&forecast->hindered[i].places);
}
