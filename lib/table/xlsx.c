#include "table/xlsx.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "table/part.h"
#include "table/worksheet.h"
#include <stdlib.h>
#include <string.h>

enum {
    PART_MAX = 1 << 24, // bytes of a part that only lists others
    SHEETS_MAX = 1000,
    RELATIONS_MAX = 10000,
};

struct relation {
    char *id, *target; // owns; target is a part's name
    char kind[24];     // the last word of its type: "worksheet"
};

struct relations {
    const char *folder; // of the part that has them, with a slash; borrows
    struct relation *items;
    size_t count, capacity;
};

struct sheet {
    char *name, *relation; // owns
    bool hidden;           // also so deep that Excel's menu does not show it
};

struct workbook {
    struct archive *archive;
    char *part; // owns; its own name
    bool known; // its root element is one
    struct relations relations;
    struct strings strings;
    struct styles styles;
    struct sheet *sheets;
    size_t count, capacity;
};

/* `target` as seen from `folder`, with its dots resolved. free() it. */
static char *resolve(const char *folder, const char *target)
{
    struct buf path = {0};
    buf_add_text(&path, *target == '/' ? "" : folder);
    while (*target) {
        target += *target == '/';
        size_t len = strcspn(target, "/");
        if (len == 2 && !strncmp(target, "..", 2)) {
            size_t end = path.len ? path.len - 1 : 0;
            while (end && path.data[end - 1] != '/')
                end--;
            buf_cut(&path, end);
        } else if (len && !(len == 1 && *target == '.')) {
            buf_add(&path, target, len);
            buf_add_text(&path, target[len] ? "/" : "");
        }
        target += len;
    }
    return buf_take(&path);
}

static char *folder_of(const char *part)
{
    const char *slash = strrchr(part, '/');
    return mem_text_n(part, slash ? (size_t)(slash - part) + 1 : 0);
}

static int on_relation(
    void *context, const char *name, const char *const *attributes, struct err *err)
{
    struct relations *relations = context;
    const char *id = part_attribute(attributes, "Id");
    const char *type = part_attribute(attributes, "Type");
    const char *target = part_attribute(attributes, "Target");
    const char *mode = part_attribute(attributes, "TargetMode");
    if (strcmp(name, "Relationship") || !id || !type || !target ||
        (mode && !strcmp(mode, "External")))
        return 0;
    if (relations->count == RELATIONS_MAX)
        return err_set(err, STATUS_INPUT, "xlsx.size",
            _("the workbook has more than 10000 parts; copy the rows into a new workbook, save it "
              "as .xlsx and send that"));
    relations->items = mem_grow(
        relations->items, relations->count, &relations->capacity, sizeof *relations->items);
    struct relation *relation = &relations->items[relations->count++];
    *relation = (struct relation){.id = mem_text(id), .target = resolve(relations->folder, target)};
    const char *slash = strrchr(type, '/');
    type = slash ? slash + 1 : type;
    if (strlen(type) < sizeof relation->kind)
        strcpy(relation->kind, type);
    return 0;
}

/* Reads the relations of `part`; of the package itself when that is "". */
static int read_relations(
    struct archive *archive, const char *part, struct relations *relations, struct err *err)
{
    char *folder = folder_of(part);
    struct buf name = {0};
    buf_printf(&name, "%s_rels/%s.rels", folder, part + strlen(folder));
    relations->folder = folder;
    const struct part_events events = {.context = relations, .start = on_relation};
    int result = archive_read(archive, name.data, PART_MAX, &events, err);
    relations->folder = NULL;
    buf_release(&name);
    free(folder);
    return result;
}

static const struct relation *relation_by_id(const struct relations *relations, const char *id)
{
    for (size_t i = 0; i < relations->count; i++)
        if (!strcmp(relations->items[i].id, id))
            return &relations->items[i];
    return NULL;
}

static const char *target_of_kind(const struct relations *relations, const char *kind)
{
    for (size_t i = 0; i < relations->count; i++)
        if (!strcmp(relations->items[i].kind, kind))
            return relations->items[i].target;
    return NULL;
}

static void release_relations(struct relations *relations)
{
    for (size_t i = 0; i < relations->count; i++) {
        free(relations->items[i].id);
        free(relations->items[i].target);
    }
    free(relations->items);
}

static int on_workbook(
    void *context, const char *name, const char *const *attributes, struct err *err)
{
    struct workbook *workbook = context;
    workbook->known |= !strcmp(name, "workbook");
    if (!strcmp(name, "workbookPr")) {
        const char *value = part_attribute(attributes, "date1904");
        workbook->styles.from_1904 = value && (!strcmp(value, "1") || !strcmp(value, "true"));
    }
    const char *title = part_attribute(attributes, "name");
    const char *relation = part_attribute(attributes, "id");
    const char *state = part_attribute(attributes, "state");
    if (strcmp(name, "sheet") || !title || !relation)
        return 0;
    if (workbook->count == SHEETS_MAX)
        return err_set(err, STATUS_INPUT, "xlsx.size",
            _("the workbook has more than 1000 sheets; split it into several files"));
    workbook->sheets =
        mem_grow(workbook->sheets, workbook->count, &workbook->capacity, sizeof *workbook->sheets);
    workbook->sheets[workbook->count++] =
        (struct sheet){mem_text(title), mem_text(relation), state && strcmp(state, "visible")};
    return 0;
}

static int fail_kind(struct err *err, const char *sentence)
{
    return err_set(err, STATUS_INPUT, "table.kind", "%s", sentence);
}

/* Finds the part that is the workbook. */
static int find_workbook(struct workbook *workbook, struct err *err)
{
    struct relations relations = {0};
    const char *part = "xl/workbook.xml";
    int result = 0;
    if (archive_has(workbook->archive, "_rels/.rels")) {
        result = read_relations(workbook->archive, "", &relations, err);
        const char *found = target_of_kind(&relations, "officeDocument");
        part = found ? found : part;
    } else if (!archive_has(workbook->archive, part)) {
        result = archive_has(workbook->archive, "mimetype")
                     ? fail_kind(err, _("this is an OpenDocument file; open it, save it as .xlsx "
                                        "and send it again"))
                     : fail_kind(err, _("this is a ZIP archive without a workbook in it; unpack it "
                                        "and name the files that were in it"));
    }
    workbook->part = mem_text(part);
    release_relations(&relations);
    return result;
}

static int read_workbook(struct workbook *workbook, struct err *err)
{
    const struct part_events events = {.context = workbook, .start = on_workbook};
    size_t len = strlen(workbook->part);
    if (len > 4 && !strcasecmp(workbook->part + len - 4, ".bin"))
        return fail_kind(err,
            _("this is a binary workbook (.xlsb); open it, save it as .xlsx and send it again"));
    if (archive_read(workbook->archive, workbook->part, PART_MAX, &events, err))
        return -1;
    if (!workbook->known)
        return fail_kind(
            err, _("this is an Office file, but no workbook; save its table as .xlsx and send it "
                   "again"));
    return read_relations(workbook->archive, workbook->part, &workbook->relations, err);
}

static int read_shared(struct workbook *workbook, struct err *err)
{
    const char *strings = target_of_kind(&workbook->relations, "sharedStrings");
    const char *styles = target_of_kind(&workbook->relations, "styles");
    if (strings && archive_has(workbook->archive, strings) &&
        strings_read(&workbook->strings, workbook->archive, strings, err))
        return -1;
    if (styles && archive_has(workbook->archive, styles))
        return styles_read(&workbook->styles, workbook->archive, styles, err);
    return 0;
}

static int read_sheet(const struct workbook *workbook, const struct sheet *sheet, const char *path,
    const struct table_sink *sink, struct err *err)
{
    const struct relation *relation = relation_by_id(&workbook->relations, sheet->relation);
    if (relation && strcmp(relation->kind, "worksheet"))
        return 0; // a chart, a macro sheet
    if (!relation) {
        err_set(err, STATUS_INPUT, "xlsx.part",
            _("the workbook names this sheet but does not hold it; open it in Excel or WPS, save "
              "it again as .xlsx and send it again"));
        return err_at(err, path, sheet->name, 0, 0);
    }
    const struct worksheet_source source = {workbook->archive, &workbook->strings,
        &workbook->styles, relation->target, sheet->name, path, sheet->hidden};
    return worksheet_read(&source, sink, err);
}

static void release(struct workbook *workbook)
{
    for (size_t i = 0; i < workbook->count; i++) {
        free(workbook->sheets[i].name);
        free(workbook->sheets[i].relation);
    }
    free(workbook->sheets);
    free(workbook->part);
    release_relations(&workbook->relations);
    strings_release(&workbook->strings);
    styles_release(&workbook->styles);
    archive_free(workbook->archive);
}

int xlsx_read(
    const void *bytes, size_t len, const char *path, const struct table_sink *sink, struct err *err)
{
    struct workbook workbook = {.archive = archive_open(bytes, len, err)};
    if (!workbook.archive || find_workbook(&workbook, err) || read_workbook(&workbook, err) ||
        read_shared(&workbook, err)) {
        release(&workbook);
        return err_at(err, path, NULL, 0, 0);
    }
    int result = 0;
    for (size_t i = 0; !result && i < workbook.count; i++)
        result = read_sheet(&workbook, &workbook.sheets[i], path, sink, err);
    release(&workbook);
    return result;
}
