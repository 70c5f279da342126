#include "profile/batch.h"

#include "base/i18n.h"
#include "profile/exchange.h"
#include "profile/joining.h"
#include "profile/pointer.h"
#include <stdio.h>
#include <string.h>

static const char *const keys[] = {"size", "item", "results", "join", "rules", "evidence", NULL};

static int missing(const struct yaml *yaml, const json_t *json, const char *key, struct err *err)
{
    return yaml_fail(yaml, json, NULL, err, "profile.batch",
        _("`%s` is missing; a batch needs size, item, results, join and rules"), key);
}

static int read_item(struct batch *batch, const struct yaml *yaml, const json_t *json,
    const struct vocabulary *vocabulary, struct err *err)
{
    if (!json_object_get(json, "size"))
        return missing(yaml, json, "size", err);
    if (!json_object_get(json, "item"))
        return missing(yaml, json, "item", err);
    return yaml_integer(yaml, json, "size", 1, BATCH_SIZE_MAX, &batch->size, err) ||
                   template_parse_json(&batch->item, yaml, json, "item", vocabulary, err)
               ? -1
               : 0;
}

static int read_results(
    struct batch *batch, const struct yaml *yaml, const json_t *json, struct err *err)
{
    if (yaml_string(yaml, json, "results", &batch->results, err))
        return -1;
    if (!batch->results)
        return missing(yaml, json, "results", err);
    return spot_check(yaml, json, "results", batch->results, err) ||
                   spot_parse(&batch->evidence, yaml, json, "evidence", err) ||
                   rules_parse(&batch->rules, yaml, json, "rules", err)
               ? -1
               : 0;
}

static int read_join(struct batch *batch, const struct yaml *yaml, const json_t *join,
    const char *pointer, const struct vocabulary *vocabulary, struct err *err)
{
    const char *text = NULL;
    if (spot_check(yaml, join, pointer, pointer, err) ||
        yaml_string(yaml, join, pointer, &text, err))
        return -1;
    struct batch_join *one = &batch->joins[batch->join_count];
    if (template_parse(&one->text, text, PLACE_PLAIN, vocabulary, err))
        return err_at(err, yaml->file, NULL, yaml_line(yaml, join, pointer, 0), 0);
    one->pointer = pointer;
    batch->join_count++;
    return 0;
}

/* Namesakes, and people who share a phone, are told apart by these only. */
static bool tells_apart(const struct batch *batch, const struct vocabulary *vocabulary)
{
    for (size_t i = 0; i < batch->join_count; i++) {
        const struct template *text = &batch->joins[i].text;
        if (template_uses(text, INPUT_ROW) || template_uses(text, INPUT_NUMBER) ||
            template_uses(text, INPUT_KEY))
            return true;
        for (int field = INPUT_FIELD; field < INPUT_SECRET; field++)
            if (vocabulary->personal[field] && template_uses(text, (enum input)field))
                return true;
    }
    return false;
}

static int read_joins(struct batch *batch, const struct yaml *yaml, const json_t *json,
    const struct vocabulary *vocabulary, struct err *err)
{
    const json_t *join = json_object_get(json, "join");
    const char *pointer;
    json_t *value;
    if (!join)
        return missing(yaml, json, "join", err);
    if (yaml_filled(yaml, json, "join", err))
        return -1;
    if (json_object_size(join) > BATCH_JOINS_MAX)
        return yaml_fail(yaml, json, "join", err, "profile.batch",
            _("`join` must hold at most %d lines"), BATCH_JOINS_MAX);
    json_object_foreach((json_t *)join, pointer, value)
    {
        if (read_join(batch, yaml, join, pointer, vocabulary, err))
            return -1;
    }
    if (tells_apart(batch, vocabulary))
        return 0;
    return yaml_fail(yaml, json, "join", err, "profile.batch",
        _("`join` must tell one person's result from another's: use {row}, {number} or {key}, such "
          "as `join: {/no: \"{row}\"}`"));
}

int batch_parse(struct batch *batch, const struct yaml *yaml, const struct vocabulary *vocabulary,
    struct err *err)
{
    const json_t *json = json_object_get(yaml->root, "batch");
    *batch = (struct batch){0};
    if (!json)
        return 0;
    struct vocabulary personal = *vocabulary;
    vocabulary_allow(&personal, INPUT_ROW);
    if (yaml_only(yaml, json, keys, err) || read_item(batch, yaml, json, &personal, err) ||
        read_results(batch, yaml, json, err) || read_joins(batch, yaml, json, &personal, err)) {
        batch_release(batch);
        return -1;
    }
    return 0;
}

void batch_release(struct batch *batch)
{
    template_release(&batch->item);
    for (size_t i = 0; i < batch->join_count; i++)
        template_release(&batch->joins[i].text);
    rules_release(&batch->rules);
    *batch = (struct batch){0};
}

enum { ROW_SPACE = 24 };

/* What is about one of the people, and about the moment. */
static void person_inputs(
    const struct batch_people *people, size_t i, char row[ROW_SPACE], struct inputs *inputs)
{
    *inputs = people->inputs[i];
    inputs_copy(inputs, people->moment, INPUT_UUID, INPUT_DATE);
    snprintf(row, ROW_SPACE, "%zu", i + 1);
    inputs->text[INPUT_ROW] = row;
}

static int add_item(const struct profile *profile, const struct batch_people *people, size_t i,
    struct buf *items, struct err *err)
{
    char row[ROW_SPACE];
    struct exchange one = {0};
    person_inputs(people, i, row, &one.inputs);
    int result = exchange_prepare(&one, profile, err);
    if (!result)
        template_fill(&profile->batch.item, &one.inputs, items);
    exchange_release(&one);
    return result;
}

int profile_batch_request(const struct profile *profile, const char *base,
    const struct batch_people *people, struct request *request, struct err *err)
{
    struct buf items = {0};
    struct inputs inputs = {0};
    int result = 0;
    for (size_t i = 0; !result && i < people->count; i++) {
        buf_add_char(&items, i ? ',' : '[');
        result = add_item(profile, people, i, &items, err);
    }
    buf_add_char(&items, ']');
    inputs_copy(&inputs, people->moment, INPUT_UUID, INPUT_DATE);
    inputs.text[INPUT_TOKEN] = people->moment->text[INPUT_TOKEN];
    inputs.text[INPUT_ITEMS] = buf_text(&items);
    if (!result)
        result = exchange_request(profile, &profile->call, base, &inputs, request, err);
    buf_wipe(&items);
    return result;
}

static void expect(struct joining *joining, const struct profile *profile,
    const struct batch_people *people, size_t i)
{
    char row[ROW_SPACE];
    struct exchange one = {0};
    person_inputs(people, i, row, &one.inputs);
    bool known = !exchange_prepare(&one, profile, NULL);
    joining_expect(joining, known ? &one.inputs : NULL);
    exchange_release(&one);
}

/* The whole reply, as its parts are read. */
struct reading {
    const struct profile *profile;
    const struct response *response;
    const json_t *json; // the reply's; NULL: it has none
    const struct batch_people *people;
    const struct reply *whole;
};

static void judge_result(const struct reading *reading, const json_t *result,
    const struct inputs *inputs, struct reply *reply)
{
    const struct batch *batch = &reading->profile->batch;
    profile_judge(
        reading->profile, &batch->rules, reading->response, result, reading->json, inputs, reply);
    profile_ref(&batch->evidence, reading->response, result, reply->ref);
    if (!reply->ref[0])
        memcpy(reply->ref, reading->whole->ref, sizeof reply->ref);
}

static void judge_results(
    const struct reading *reading, const json_t *results, struct reply *replies)
{
    const struct batch_people *people = reading->people;
    struct joining joining;
    joining_init(&joining, &reading->profile->batch, people->count);
    for (size_t i = 0; i < people->count; i++)
        expect(&joining, reading->profile, people, i);
    joining_read(&joining, results);
    for (size_t i = 0; i < people->count; i++) {
        char row[ROW_SPACE];
        struct inputs inputs;
        const json_t *result = joining_find(&joining, i);
        if (!result)
            continue;
        person_inputs(people, i, row, &inputs);
        judge_result(reading, result, &inputs, &replies[i]);
    }
    joining_release(&joining);
}

void profile_batch_reply(const struct profile *profile, const struct response *response,
    const struct batch_people *people, struct reply *whole, struct reply *replies)
{
    json_t *json = response_json(response);
    profile_judge(profile, &profile->rules, response, json, NULL, people->moment, whole);
    profile_ref(&profile->evidence, response, json, whole->ref);
    for (size_t i = 0; i < people->count; i++)
        replies[i] = *whole;
    const json_t *results = pointer_get(json, profile->batch.results);
    const struct reading reading = {profile, response, json, people, whole};
    if (!whole->rule && !whole->foreign && json_is_array(results))
        judge_results(&reading, results, replies);
    json_decref(json);
}

void profile_result_reply(const struct profile *profile, const struct response *response,
    const json_t *json, const json_t *whole, const struct inputs *person, struct reply *reply)
{
    const struct reply none = {0};
    const struct reading reading = {profile, response, whole, NULL, &none};
    judge_result(&reading, json, person, reply);
}
