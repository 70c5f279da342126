#include "record/wire.h"

#include "base/i18n.h"
#include "base/jsontext.h"
#include "base/mem.h"
#include "base/text.h"
#include "record/dump.h"
#include <stdlib.h>
#include <string.h>

enum { VERSION = 1 };

static int fail_field(const struct lines *lines, long line, const char *field, struct err *err)
{
    err_set(err, STATUS_INPUT, "wire.field",
        _("the member `%s` is missing or has the wrong type; feed this tool what muster roster or "
          "muster check printed"),
        field);
    return err_at(err, lines->name, NULL, line, 0);
}

/* An optional string: absent is fine, another type is not. */
static bool take_text(const json_t *object, const char *key, const char **text)
{
    const json_t *value = json_object_get(object, key);
    *text = json_string_value(value);
    return !value || *text;
}

static bool take_count(const json_t *object, const char *key, long *count)
{
    const json_t *value = json_object_get(object, key);
    *count = (long)json_integer_value(value);
    return json_is_integer(value) && *count > 0 && *count <= 100000000;
}

/* The seats below the last person's that nobody has; `record` owns them. */
static bool take_vacant(const json_t *list, struct record *record)
{
    struct squad *squad = &record->worker.squad;
    size_t count = json_array_size(list);
    if (!list)
        return true;
    if (!count || count > SQUAD_SIZE_MAX)
        return false;
    record->vacant = mem_alloc(count * sizeof *record->vacant);
    for (size_t i = 0; i < count; i++) {
        record->vacant[i] = (long)json_integer_value(json_array_get(list, i));
        if (record->vacant[i] <= (i ? record->vacant[i - 1] : 0))
            return false;
    }
    squad->vacant = record->vacant;
    squad->vacant_count = count;
    return record->vacant[count - 1] < squad->size + (long)count;
}

/* The member that is wrong, or NULL. */
static const char *take_squad(const json_t *json, struct record *record)
{
    struct squad *squad = &record->worker.squad;
    if (!take_text(json, "id", &squad->id) || !squad->id || !*squad->id || strlen(squad->id) > 64)
        return "squad.id";
    if (!take_count(json, "no", &squad->no))
        return "squad.no";
    if (!take_count(json, "of", &squad->of))
        return "squad.of";
    if (!take_count(json, "seat", &squad->seat))
        return "squad.seat";
    if (!take_count(json, "size", &squad->size))
        return "squad.size";
    return take_vacant(json_object_get(json, "vacant"), record) ? NULL : "squad.vacant";
}

static const char *take_document(const json_t *json, struct document *document)
{
    if (!take_text(json, "type", &document->type) || !document->type)
        return "doc.type";
    if (!take_text(json, "number", &document->number))
        return "doc.number";
    if (!take_text(json, "key", &document->key) || !take_text(json, "last4", &document->last4))
        return "doc.key";
    return document->number || document->key ? NULL : "doc.number";
}

static const char *take_worker(const json_t *json, struct record *record)
{
    struct worker *worker = &record->worker;
    const char *wrong = take_squad(json_object_get(json, "squad"), record);
    if (wrong)
        return wrong;
    if (!take_text(json, "name", &worker->name) || !worker->name || !*worker->name)
        return "name";
    wrong = take_document(json_object_get(json, "doc"), &worker->document);
    if (wrong)
        return wrong;
    const struct {
        const char *key;
        const char **value;
    } texts[] = {{"birth", &worker->birth}, {"phone", &worker->phone}, {"agency", &worker->agency},
        {"shuttle", &worker->shuttle}, {"grid", &worker->grid},
        {"enterprise", &worker->enterprise}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!take_text(json, texts[i].key, texts[i].value))
            return texts[i].key;
    const char *sex, *lane;
    if (!take_text(json, "sex", &sex) || (sex && strcmp(sex, "M") && strcmp(sex, "F")))
        return "sex";
    worker->sex = sex ? *sex : 0;
    const json_t *leader = json_object_get(json, "leader");
    if (leader && !json_is_boolean(leader))
        return "leader";
    worker->leader = json_is_true(leader);
    const json_t *from = json_object_get(json, "from");
    if (from && (!take_text(from, "file", &worker->from.file) ||
                    !take_text(from, "sheet", &worker->from.sheet)))
        return "from";
    worker->from.row = (long)json_integer_value(json_object_get(from, "row"));
    if (!take_text(json, "lane", &lane) || (lane && lane_parse(lane) == LANE_NONE))
        return "lane";
    worker->lane = lane ? lane_parse(lane) : LANE_NONE;
    return NULL;
}

int wire_read(struct lines *lines, struct record *record, struct err *err)
{
    long line = 0;
    *record = (struct record){0};
    int got = lines_next(lines, &line, err);
    if (got != 1)
        return got;
    const struct buf *text = &lines->text;
    if (text_valid_len(text->data, text->len) < text->len)
        return lines_fail(lines, line, err, "wire.utf8",
            _("the line is not UTF-8; a program in between changed the encoding"));
    json_t *json = jsontext_read(text->data, text->len);
    if (!json || !json_is_object(json)) {
        json_decref(json);
        return lines_fail(lines, line, err, "wire.json",
            _("the line is not one JSON object; feed this tool what muster roster or muster check "
              "printed"));
    }
    record->json = json;
    place_set(&record->place, lines->name, NULL, line, 0);
    const json_t *version = json_object_get(json, "muster");
    const char *wrong = NULL;
    if (!json_is_integer(version)) {
        wrong = "muster";
    } else if (json_integer_value(version) != VERSION) {
        record_release(record);
        return lines_fail(lines, line, err, "wire.version",
            _("the record has a version that this muster does not know; use the same muster in the "
              "whole pipe"));
    }
    if (!wrong)
        wrong = take_worker(json, record);
    if (wrong) {
        record_release(record);
        return fail_field(lines, line, wrong, err);
    }
    return 1;
}

void record_release(struct record *record)
{
    json_decref(record->json);
    free(record->vacant);
    *record = (struct record){0};
}

void record_write(const struct record *record, struct buf *out)
{
    dump_json(out, record->json);
    buf_add_char(out, '\n');
}

int wire_read_file(const char *path, wire_take *take, void *context, struct err *err)
{
    struct lines lines;
    struct record record;
    char *file = mem_text(path);
    bool stop = false;
    int got = 0;
    lines_open(&lines, &file, 1);
    while (!stop && (got = wire_read(&lines, &record, err)) > 0) {
        stop = take(context, &record, err) != 0;
        if (stop)
            err_at(err, record.place.file, NULL, record.place.line, 0);
        record_release(&record);
    }
    lines_close(&lines);
    free(file);
    return stop ? -1 : got;
}
