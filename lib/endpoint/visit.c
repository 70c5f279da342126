#include "endpoint/visit.h"

#include "endpoint/compare.h"
#include "endpoint/credentials.h"
#include "endpoint/times.h"
#include "profile/pointer.h"
#include <stdlib.h>
#include <string.h>

void visit_release(struct visit *visit)
{
    reading_release(&visit->reading);
    field_texts_release(&visit->fields);
    buf_release(&visit->items);
    buf_release(&visit->where);
    *visit = (struct visit){0};
}

enum fit visit_read(struct visit *visit, const struct sketch *const *sketches, size_t count,
    const struct inputs *known)
{
    enum fit best = FIT_NONE;
    for (size_t i = 0; i < count && best != FIT_WHOLE; i++) {
        struct reading reading = {0};
        enum fit fit = sketch_read(sketches[i], visit->ask, known, &reading);
        if (fit > best) {
            reading_release(&visit->reading);
            visit->reading = reading;
            visit->sketch = sketches[i];
            best = fit;
        } else {
            reading_release(&reading);
        }
    }
    return best;
}

void visit_fields(const struct lookup *lookup, const struct gleanings *gleanings,
    struct inputs *inputs, struct field_texts *texts)
{
    const struct fields *fields = &lookup->profile->fields;
    for (size_t i = 0; i < fields->count; i++)
        inputs->text[INPUT_FIELD + i] = NULL;
    fields_fill(fields, inputs, texts, NULL);
    for (size_t i = 0; i < fields->count; i++)
        if (gleanings->text[INPUT_FIELD + i] &&
            (!inputs->text[INPUT_FIELD + i] || !steps_undoable(&fields->items[i].steps)))
            inputs->text[INPUT_FIELD + i] = gleanings->text[INPUT_FIELD + i];
}

/* A batch's array is looked at item by item elsewhere. */
static void take_items(struct visit *visit)
{
    const char *pointer = slots_items(&visit->sketch->slots);
    char *text =
        pointer ? json_dumps(pointer_get(visit->reading.json, pointer), JSON_COMPACT) : NULL;
    if (!text)
        return;
    buf_add_text(&visit->items, text);
    visit->inputs.text[INPUT_ITEMS] = visit->items.data;
    free(text);
}

/* Whether a field is made of secrets and belongs to nobody, such as user and password in base64. */
static bool is_credential(const struct profile *profile, size_t field)
{
    bool holds = false;
    for (int i = INPUT_SECRET; i < INPUTS_MAX; i++)
        holds |= fields_use(&profile->fields, field, i);
    return holds && !profile->vocabulary.personal[INPUT_FIELD + field];
}

static bool holds_secret(const struct profile *profile, const struct template *template)
{
    bool holds = template_uses(template, INPUT_TOKEN);
    for (int i = INPUT_SECRET; i < INPUTS_MAX; i++)
        holds |= template_uses(template, (enum input)i);
    for (size_t i = 0; i < profile->fields.count; i++)
        holds |=
            template_uses(template, (enum input)(INPUT_FIELD + i)) && is_credential(profile, i);
    return holds;
}

/* Whether a pair of this name shows who sends it: it holds a secret, or is not the call's own. */
static bool pair_shows(
    const struct profile *profile, const struct call_pairs *pairs, const char *name)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (!strcmp(pairs->items[i].name, name))
            return holds_secret(profile, &pairs->items[i].value);
    return *name != '\0';
}

static enum outcome blame(const struct profile *profile, const struct call *call, const char *where)
{
    const char *name = strchrnul(where, ' ');
    name += *name != '\0';
    bool shows = false;
    if (!strncmp(where, "query", 5))
        shows = pair_shows(profile, &call->query, name);
    else if (!strncmp(where, "header", 6))
        shows = pair_shows(profile, &call->headers, name);
    else if (!strncmp(where, "path", 4))
        shows = holds_secret(profile, &call->path);
    else if (call->body_kind == BODY_FORM || call->body_kind == BODY_MULTIPART)
        shows = pair_shows(profile, &call->form, name);
    else
        shows = holds_secret(profile, &call->body);
    return shows ? OUTCOME_AUTH : OUTCOME_BAD_INPUT;
}

/* A signature is over the bytes that came, so these take the place of ours once they mean the
 * same. */
static bool compare(
    struct visit *visit, const struct auth *auth, struct request *wanted, struct buf *where)
{
    const struct ask *ask = visit->ask;
    bool pairs = wanted->body_kind == BODY_FORM || wanted->body_kind == BODY_MULTIPART;
    if (!pairs && !compare_body(wanted, ask, &visit->reading, where))
        return false;
    if (!pairs) {
        buf_clear(&wanted->body);
        buf_add(&wanted->body, ask->body, ask->body_len);
    }
    if (auth && auth_apply(auth, &visit->inputs, wanted, NULL))
        return false;
    if (!auth)
        request_close(wanted);
    return compare_path(wanted, ask, where) && compare_query(wanted, ask, where) &&
           compare_headers(wanted, ask, where) &&
           (!pairs || compare_body(wanted, ask, &visit->reading, where));
}

enum outcome visit_verify(struct visit *visit, const struct lookup *lookup, bool applies)
{
    const struct call *call = visit->sketch->call;
    struct request wanted = {0};
    visit->inputs = lookup->known;
    gleanings_tell(&visit->reading.gleanings, &visit->inputs);
    if (!times_settle(&visit->inputs, &visit->moment, VISIT_SKEW_S)) {
        buf_add_text(&visit->where, "time");
        return OUTCOME_AUTH;
    }
    visit_fields(lookup, &visit->reading.gleanings, &visit->inputs, &visit->fields);
    take_items(visit);
    call_fill(call, buf_text(&visit->reading.base), &visit->inputs, &wanted);
    const struct auth *auth = applies ? &lookup->profile->auth : NULL;
    bool same = compare(visit, auth, &wanted, &visit->where);
    request_release(&wanted);
    if (same)
        return OUTCOME_NONE;
    enum outcome outcome = blame(lookup->profile, call, buf_text(&visit->where));
    if (auth && credentials_signs(auth, buf_text(&visit->where))) {
        buf_clear(&visit->where);
        buf_add_text(&visit->where, "signature");
    }
    return outcome;
}
