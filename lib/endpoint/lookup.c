#include "endpoint/lookup.h"

#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

static bool same_text(const void *items, uint32_t item, const char *key, size_t len)
{
    const char *text = ((const struct lookup_text *)items)[item].text;
    return !strncmp(text, key, len) && !text[len];
}

static bool has_way_back(const struct profile *profile, size_t field)
{
    return steps_undoable(&profile->fields.items[field].steps);
}

/* The inputs as they would be if the request were about this person. */
static struct inputs suppose(
    const struct lookup *lookup, const struct person *person, const struct gleanings *gleanings)
{
    struct inputs inputs = lookup->known;
    inputs.text[INPUT_NAME] = person->name;
    inputs.text[INPUT_NUMBER] = person->number;
    if (lookup->profile->document_count == 1)
        inputs.text[INPUT_TYPE] = lookup->profile->documents[0];
    for (int i = 0; gleanings && i < INPUT_FIELD; i++)
        if (!inputs.text[i])
            inputs.text[i] = gleanings->text[i];
    return inputs;
}

static void add_text(struct lookup_field *field, const char *text, size_t person)
{
    size_t len = strlen(text);
    if (index_find(&field->index, text, len, same_text, field->texts) != INDEX_NONE)
        return;
    field->texts = mem_grow(field->texts, field->count, &field->capacity, sizeof *field->texts);
    index_add(&field->index, text, len, (uint32_t)field->count);
    field->texts[field->count++] = (struct lookup_text){mem_text(text), person};
}

int lookup_init(struct lookup *lookup, const struct profile *profile, const struct people *people,
    struct err *err)
{
    *lookup = (struct lookup){.profile = profile, .people = people};
    secrets_tell(&profile->secrets, &lookup->known);
    struct field_texts texts = {0};
    int result = 0;
    bool needed = false;
    for (size_t i = 0; i < profile->fields.count; i++)
        needed |= !has_way_back(profile, i);
    for (size_t p = 0; needed && !result && p < people->count; p++) {
        struct inputs inputs = suppose(lookup, &people->items[p], NULL);
        result = fields_fill(&profile->fields, &inputs, &texts, err);
        for (size_t i = 0; !result && i < profile->fields.count; i++)
            if (!has_way_back(profile, i) && inputs.text[INPUT_FIELD + i])
                add_text(&lookup->fields[i], inputs.text[INPUT_FIELD + i], p);
    }
    field_texts_release(&texts);
    if (result)
        lookup_release(lookup);
    return result;
}

void lookup_release(struct lookup *lookup)
{
    for (size_t i = 0; i < INPUT_FIELDS_MAX; i++) {
        struct lookup_field *field = &lookup->fields[i];
        for (size_t t = 0; t < field->count; t++)
            free(field->texts[t].text);
        free(field->texts);
        index_release(&field->index);
    }
    *lookup = (struct lookup){0};
}

/* Later fields may be made of earlier ones, so the last is undone first. */
void lookup_undo(const struct lookup *lookup, struct gleanings *gleanings)
{
    struct buf text = {0};
    for (size_t i = lookup->profile->fields.count; i-- > 0;) {
        const struct field *field = &lookup->profile->fields.items[i];
        const char *came = gleanings->text[INPUT_FIELD + i];
        buf_clear(&text);
        if (came && steps_undo(&field->steps, came, &lookup->known, &text))
            glean(&field->from, buf_text(&text), NULL, &lookup->known, gleanings);
    }
    buf_release(&text);
}

/* Whether each field that came without a way back is what this person's data make. A field that
 * depends on something else that is not known says nothing. */
static bool fields_fit(
    const struct lookup *lookup, const struct person *person, const struct gleanings *gleanings)
{
    const struct fields *fields = &lookup->profile->fields;
    struct inputs inputs = suppose(lookup, person, gleanings);
    struct field_texts texts = {0};
    bool fit = !fields_fill(fields, &inputs, &texts, NULL);
    for (size_t i = 0; fit && i < fields->count; i++) {
        const char *came = gleanings->text[INPUT_FIELD + i], *made = inputs.text[INPUT_FIELD + i];
        fit = !came || !made || has_way_back(lookup->profile, i) || !strcmp(came, made);
    }
    field_texts_release(&texts);
    return fit;
}

static const struct person *find_by_digest(
    const struct lookup *lookup, const struct gleanings *gleanings)
{
    const struct people *people = lookup->people;
    bool indexed = true;
    for (size_t i = 0; i < lookup->profile->fields.count; i++) {
        const char *came = gleanings->text[INPUT_FIELD + i];
        const struct lookup_field *field = &lookup->fields[i];
        if (!came || has_way_back(lookup->profile, i) ||
            !fields_use(&lookup->profile->fields, i, INPUT_NUMBER))
            continue;
        indexed &= field->count > 0;
        uint32_t found = index_find(&field->index, came, strlen(came), same_text, field->texts);
        if (found != INDEX_NONE)
            return &people->items[field->texts[found].person];
    }
    for (size_t p = 0; !indexed && p < people->count; p++) // it is made of the moment too
        if (fields_fit(lookup, &people->items[p], gleanings))
            return &people->items[p];
    return NULL;
}

enum outcome lookup_find(
    const struct lookup *lookup, struct gleanings *gleanings, const struct person **found)
{
    const char *number = gleanings->text[INPUT_NUMBER], *name = gleanings->text[INPUT_NAME];
    const struct person *person =
        number ? people_find(lookup->people, number) : find_by_digest(lookup, gleanings);
    *found = person;
    if (!person)
        return OUTCOME_NOT_FOUND;
    bool same = fields_fit(lookup, person, gleanings) &&
                (!name || person_compare(person, name) == OUTCOME_MATCH);
    if (!number)
        gleanings_keep(gleanings, INPUT_NUMBER, person->number, strlen(person->number));
    if (!name && same)
        gleanings_keep(gleanings, INPUT_NAME, person->name, strlen(person->name));
    return same ? OUTCOME_MATCH : OUTCOME_MISMATCH;
}
