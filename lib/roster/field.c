#include "roster/field.h"

#include "base/i18n.h"
#include <string.h>

const char *const field_words[] = {"name", "id", "type", "sex", "birth", "phone", "agency",
    "shuttle", "grid", "enterprise", "age", "leader", NULL};

static const struct {
    const char *word; // of field_words; NULL: found by its title only
    enum field field;
    const char *label;
} named[] = {
    {"name", FIELD_NAME, N_("name")},
    {"id", FIELD_NUMBER, N_("document number")},
    {"type", FIELD_TYPE, N_("kind of document")},
    {"sex", FIELD_SEX, N_("sex")},
    {"birth", FIELD_BIRTH, N_("date of birth")},
    {"phone", FIELD_PHONE, N_("phone")},
    {"agency", FIELD_AGENCY, N_("agency")},
    {"shuttle", FIELD_PLATE, N_("coach")},
    {NULL, FIELD_BUS, N_("coach")},
    {"grid", FIELD_GRID, N_("grid")},
    {"enterprise", FIELD_ENTERPRISE, N_("enterprise")},
    {"age", FIELD_AGE, N_("age")},
    {"leader", FIELD_LEADER, N_("leads a squad")},
    {NULL, FIELD_EXTRA, N_("travels under its own title")},
    {NULL, FIELD_SILENT, N_("left out")},
    {NULL, FIELD_OWN, N_("left out")},
    {NULL, FIELD_PRIVATE, N_("left out: nobody needs it here")},
};

static const struct {
    const char *meaning;
    enum field field;
} meanings[] = {
    {"name", FIELD_NAME},
    {"id_no", FIELD_NUMBER},
    {"id_type", FIELD_TYPE},
    {"sex", FIELD_SEX},
    {"birth", FIELD_BIRTH},
    {"phone", FIELD_PHONE},
    {"agency", FIELD_AGENCY},
    {"plate", FIELD_PLATE},
    {"bus", FIELD_BUS},
    {"grid", FIELD_GRID},
    {"client", FIELD_ENTERPRISE},
    {"muster", FIELD_OWN},
    {"row_no", FIELD_SILENT},
    {"age", FIELD_AGE},
    {"ethnic", FIELD_PRIVATE},
    {"marital", FIELD_PRIVATE},
    {"political", FIELD_PRIVATE},
    {"religion", FIELD_PRIVATE},
    {"family", FIELD_PRIVATE},
    {"edu", FIELD_PRIVATE},
    {"health", FIELD_PRIVATE},
    {"bank_no", FIELD_PRIVATE},
    {"bank_name", FIELD_PRIVATE},
    {"hukou_addr", FIELD_PRIVATE},
    {"cur_addr", FIELD_PRIVATE},
    {"native_place", FIELD_PRIVATE},
    {"wechat", FIELD_PRIVATE},
    {"email", FIELD_PRIVATE},
    {"wage", FIELD_PRIVATE},
};

enum { NAMED = sizeof named / sizeof *named, MEANINGS = sizeof meanings / sizeof *meanings };

enum field field_parse(const char *word)
{
    for (size_t i = 0; i < NAMED; i++)
        if (named[i].word && !strcmp(named[i].word, word))
            return named[i].field;
    return FIELD_COUNT;
}

const char *field_word(enum field field)
{
    for (size_t i = 0; i < NAMED; i++)
        if (named[i].field == field)
            return named[i].word;
    return NULL;
}

enum field field_meant(const char *meaning)
{
    for (size_t i = 0; i < MEANINGS; i++)
        if (!strcmp(meanings[i].meaning, meaning))
            return meanings[i].field;
    return FIELD_EXTRA;
}

const char *field_label(enum field field)
{
    for (size_t i = 0; i < NAMED; i++)
        if (named[i].field == field)
            return _(named[i].label);
    return "";
}
