#include "record/wire.h"

#include <string.h>

static enum lane strictest(const json_t *verdicts)
{
    enum lane lane = LANE_NONE;
    size_t i;
    json_t *verdict;
    json_array_foreach((json_t *)verdicts, i, verdict)
    {
        const char *name = json_string_value(json_object_get(verdict, "outcome"));
        enum lane its = outcome_lane(name ? outcome_parse(name) : OUTCOME_NONE);
        if (its > lane)
            lane = its;
    }
    return lane;
}

/* The index of the verdict by this profile, or their number. */
static size_t find_verdict(const json_t *verdicts, const char *by)
{
    size_t i = 0;
    for (; i < json_array_size(verdicts); i++) {
        const char *its = json_string_value(json_object_get(json_array_get(verdicts, i), "by"));
        if (its && !strcmp(its, by))
            break;
    }
    return i;
}

bool record_has_verdict(const struct record *record, const char *by)
{
    const json_t *verdicts = json_object_get(record->json, "verdicts");
    return find_verdict(verdicts, by) < json_array_size(verdicts);
}

void record_set_squad(struct record *record, const struct squad *squad)
{
    json_t *json = json_object_get(record->json, "squad");
    json_object_set_new(json, "of", json_integer(squad->of));
    json_object_set_new(json, "size", json_integer(squad->size));
    json_object_del(json, "vacant");
    if (!squad->vacant_count)
        return;
    json_t *vacant = json_array();
    for (size_t i = 0; i < squad->vacant_count; i++)
        json_array_append_new(vacant, json_integer(squad->vacant[i]));
    json_object_set_new(json, "vacant", vacant);
}

void record_set_verdict(struct record *record, const struct verdict *verdict)
{
    json_t *verdicts = json_object_get(record->json, "verdicts");
    if (!json_is_array(verdicts)) {
        json_object_set_new(record->json, "lane", json_null()); // keeps lane before verdicts
        json_object_set_new(record->json, "verdicts", json_array());
        verdicts = json_object_get(record->json, "verdicts");
    }
    json_t *json = json_object();
    json_object_set_new(json, "by", json_string(verdict->by));
    json_object_set_new(json, "outcome", json_string(outcome_name(verdict->outcome)));
    if (verdict->at[0])
        json_object_set_new(json, "at", json_string(verdict->at));
    if (verdict->ref)
        json_object_set_new(json, "ref", json_string(verdict->ref));
    size_t i = find_verdict(verdicts, verdict->by);
    if (i < json_array_size(verdicts))
        json_array_set_new(verdicts, i, json);
    else
        json_array_append_new(verdicts, json);
    const json_t *review = json_object_get(record->json, "review");
    const char *reviewed = json_string_value(json_object_get(review, "lane"));
    enum lane lane = reviewed ? lane_parse(reviewed) : LANE_NONE;
    if (lane == LANE_NONE)
        lane = strictest(verdicts);
    record->worker.lane = lane;
    json_object_set_new(record->json, "lane", json_string(lane_name(lane)));
}

bool record_disagrees(const struct record *record)
{
    bool match = false, other = false;
    size_t i;
    json_t *verdict;
    json_array_foreach(json_object_get(record->json, "verdicts"), i, verdict)
    {
        const char *name = json_string_value(json_object_get(verdict, "outcome"));
        enum outcome outcome = name ? outcome_parse(name) : OUTCOME_NONE;
        match |= outcome == OUTCOME_MATCH;
        other |= outcome != OUTCOME_MATCH && outcome_reusable(outcome);
    }
    return match && other;
}

void record_set_key(struct record *record, const char *key, const char *last4, bool keep_number)
{
    json_t *document = json_object_get(record->json, "doc");
    json_object_set_new(document, "key", json_string(key));
    json_object_set_new(document, "last4", json_string(last4));
    if (!keep_number) {
        json_object_del(document, "number");
        record->worker.document.number = NULL;
    }
    record->worker.document.key = json_string_value(json_object_get(document, "key"));
    record->worker.document.last4 = json_string_value(json_object_get(document, "last4"));
}
