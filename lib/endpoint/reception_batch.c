#include "base/i18n.h"
#include "base/mem.h"
#include "endpoint/compare.h"
#include "endpoint/reception.h"
#include "profile/pointer.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One item of the batch. */
struct row {
    struct gleanings gleanings;
    struct field_texts fields;
    struct subject subject;
    char number[24];
};

struct rows {
    struct row *items;     // own
    struct inputs *inputs; // own; of each
    size_t count;
};

static void release_rows(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        gleanings_release(&rows->items[i].gleanings);
        field_texts_release(&rows->items[i].fields);
    }
    free(rows->items);
    free(rows->inputs);
}

/* The item as the profile makes it; json_decref() it. */
static json_t *make_item(const struct template *item, const struct inputs *inputs)
{
    struct buf text = {0};
    buf_add_char(&text, '[');
    template_fill(item, inputs, &text);
    buf_add_char(&text, ']');
    const struct response made = {.body = text.data, .len = text.len};
    json_t *array = response_json(&made), *json = json_incref(json_array_get(array, 0));
    json_decref(array);
    buf_release(&text);
    return json;
}

/* Reads item `i` and makes it again. */
static bool read_row(
    struct dialect *dialect, struct visit *visit, const json_t *item, size_t i, struct rows *rows)
{
    struct row *row = &rows->items[i];
    struct inputs *inputs = &rows->inputs[i];
    *inputs = dialect->lookup.known;
    snprintf(row->number, sizeof row->number, "%zu", i + 1);
    slots_glean(&dialect->item, item, inputs, &row->gleanings);
    lookup_undo(&dialect->lookup, &row->gleanings);
    gleanings_tell(&row->gleanings, inputs);
    inputs_copy(inputs, &visit->inputs, INPUT_UUID, INPUT_DATE);
    inputs->text[INPUT_ROW] = row->number;
    visit_fields(&dialect->lookup, &row->gleanings, inputs, &row->fields);
    json_t *made = make_item(&dialect->profile->batch.item, inputs);
    size_t before = visit->where.len;
    buf_printf(&visit->where, "/%zu", i);
    bool same = compare_json(made, item, &visit->where);
    if (same)
        buf_cut(&visit->where, before);
    json_decref(made);
    return same;
}

/* All items; false with the place of the first that is wrong. */
static bool read_rows(struct dialect *dialect, struct visit *visit, struct rows *rows)
{
    const char *pointer = slots_items(&dialect->check.slots);
    const char *text = visit->inputs.text[INPUT_ITEMS];
    const struct response came = {.body = text, .len = text ? strlen(text) : 0};
    json_t *items = response_json(&came);
    size_t count = json_array_size(items);
    bool good = count && count <= (size_t)dialect->profile->batch.size;
    buf_printf(&visit->where, "%s%s", pointer ? "body " : "items", pointer ? pointer : "");
    rows->items = mem_alloc((good ? count : 0) * sizeof *rows->items);
    rows->inputs = mem_alloc((good ? count : 0) * sizeof *rows->inputs);
    for (size_t i = 0; good && i < count; i++) {
        rows->count++;
        good = read_row(dialect, visit, json_array_get(items, i), i, rows);
    }
    json_decref(items);
    return good;
}

/* Somebody whose outcome no single result can say, but the whole reply can. */
static const struct row *find_failure(const struct dialect *dialect, const struct rows *rows)
{
    const struct examples *examples = &dialect->profile->examples;
    for (size_t i = 0; i < rows->count; i++) {
        enum outcome outcome = rows->items[i].subject.outcome;
        if (!examples_find(examples, EXAMPLE_RESULT, outcome) &&
            examples_find(examples, EXAMPLE_REPLY, outcome))
            return &rows->items[i];
    }
    return NULL;
}

/* Says whose the result is. */
static void join(const struct batch *batch, const struct inputs *inputs, json_t *result)
{
    struct buf text = {0};
    for (size_t i = 0; i < batch->join_count; i++) {
        const char *pointer = batch->joins[i].pointer;
        bool number = json_is_integer(pointer_get(result, pointer));
        buf_clear(&text);
        template_fill(&batch->joins[i].text, inputs, &text);
        const char *plain = buf_text(&text);
        number = number && *plain && strspn(plain, "0123456789") == text.len && text.len < 18;
        pointer_set(
            result, pointer, number ? json_integer(strtoll(plain, NULL, 10)) : json_string(plain));
    }
    buf_release(&text);
}

static json_t *make_result(struct dialect *dialect, const struct rows *rows, size_t i)
{
    const struct profile *profile = dialect->profile;
    enum outcome outcome = rows->items[i].subject.outcome;
    const struct example *example = examples_find(&profile->examples, EXAMPLE_RESULT, outcome);
    char ref[64];
    snprintf(ref, sizeof ref, "r-%08ld-%zu", dialect->journal->requests, i + 1);
    const struct mark mark = {&profile->batch.evidence, ref, (long)i + 1};
    const struct forge forge = {profile, &rows->inputs[i], &mark, 1};
    if (!example) {
        reception_lack(dialect, EXAMPLE_RESULT, outcome);
        return json_pack("{s:b}", "unexpected", 1);
    }
    json_t *result = forge_json(&forge, example);
    join(&profile->batch, &rows->inputs[i], result);
    return result;
}

/* The last first: the order of results means nothing, and whoever relies on it is to see it here.
 */
static void tell_results(
    struct dialect *dialect, const struct visit *visit, const struct rows *rows, struct tell *tell)
{
    const struct profile *profile = dialect->profile;
    const struct example *example = examples_find(&profile->examples, EXAMPLE_REPLY, OUTCOME_NONE);
    char ref[32];
    snprintf(ref, sizeof ref, "r-%08ld", dialect->journal->requests);
    const struct mark mark = {&profile->evidence, ref, dialect->journal->requests};
    const struct forge forge = {profile, &visit->inputs, &mark, 1};
    json_t *results = json_array(), *whole = forge_json(&forge, example);
    for (size_t i = rows->count; i-- > 0;)
        json_array_append_new(results, make_result(dialect, rows, i));
    if (*profile->batch.results) {
        pointer_set(whole, profile->batch.results, results);
    } else {
        json_decref(whole);
        whole = results;
    }
    forge_reply(&forge, example, whole, tell);
}

static void write_rows(struct dialect *dialect, const struct visit *visit, const struct rows *rows,
    const struct tell *tell)
{
    const struct batch_people people = {rows->inputs, rows->count, &visit->inputs};
    const struct response response = forge_response(tell);
    struct reply whole, *replies = mem_alloc(rows->count * sizeof *replies);
    profile_batch_reply(dialect->profile, &response, &people, &whole, replies);
    for (size_t i = 0; i < rows->count; i++) {
        const struct subject *subject = &rows->items[i].subject;
        bool charged = replies[i].billed == BILLED_YES && !subject->settled;
        const struct entry entry = {.key = subject->key,
            .person = subject->person,
            .status = tell->status,
            .result = outcome_name(replies[i].outcome),
            .charged = charged};
        if (charged)
            subject_settle(dialect, subject, dialect->journal->requests);
        journal_write(dialect->journal, &entry);
    }
    free(replies);
}

/* Decides what each of them gets. False: a key is wrong. */
static bool find_subjects(struct dialect *dialect, struct rows *rows)
{
    bool good = true;
    for (size_t i = 0; i < rows->count; i++) {
        struct row *row = &rows->items[i];
        subject_find(dialect, &row->gleanings, &row->subject);
        gleanings_tell(&row->gleanings, &rows->inputs[i]);
        good &= !row->subject.key_wrong;
    }
    return good;
}

static void answer(
    struct dialect *dialect, const struct visit *visit, const struct rows *rows, struct tell *tell)
{
    const struct row *failure = find_failure(dialect, rows);
    if (failure)
        reception_tell(
            dialect, EXAMPLE_REPLY, failure->subject.outcome, &visit->inputs, NULL, tell);
    else
        tell_results(dialect, visit, rows, tell);
    write_rows(dialect, visit, rows, tell);
}

void reception_batch(struct dialect *dialect, struct visit *visit, struct tell *tell)
{
    struct rows rows = {0};
    bool good = read_rows(dialect, visit, &rows);
    if (good && !find_subjects(dialect, &rows)) {
        buf_clear(&visit->where);
        buf_add_text(&visit->where, "key");
        good = false;
    }
    if (good)
        answer(dialect, visit, &rows, tell);
    else
        reception_refuse(dialect, visit, OUTCOME_BAD_INPUT, tell);
    release_rows(&rows);
}
