#include "table/part.h"

#include "base/i18n.h"
#include "base/mem.h"
#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum {
    CHUNK = 1 << 16,
    NESTING_MAX = 64,
    TAG_MAX = 1 << 22,    // bytes of one tag: expat looks at an unfinished one again and again
    RATIO_FROM = 1 << 25, // inflated bytes from which on the ratio counts
    RATIO_MAX = 200,      // a sheet of 1,000,000 like rows reaches 40
};
static const size_t total_max = (size_t)2 << 30; // inflated bytes of all parts

struct archive {
    zip_t *zip;
    size_t inflated;
};

struct reading {
    XML_Parser parser;
    const struct part_events *events;
    struct err *err;
    int depth;
    bool failed; // `err` is filled
};

static int fail_damaged(struct err *err)
{
    return err_set(err, STATUS_INPUT, "xlsx.zip",
        _("the workbook is damaged or was not copied to its end; open it in Excel or WPS, save it "
          "again as .xlsx, or ask the agency to send it again"));
}

struct archive *archive_open(const void *bytes, size_t len, struct err *err)
{
    zip_source_t *source = zip_source_buffer_create(bytes, len, 0, NULL);
    if (!source)
        mem_out();
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    if (!zip) {
        zip_source_free(source);
        fail_damaged(err);
        return NULL;
    }
    struct archive *archive = mem_alloc(sizeof *archive);
    *archive = (struct archive){.zip = zip};
    return archive;
}

void archive_free(struct archive *archive)
{
    if (!archive)
        return;
    zip_discard(archive->zip);
    free(archive);
}

static zip_int64_t locate(const struct archive *archive, const char *part)
{
    zip_int64_t index = zip_name_locate(archive->zip, part, 0);
    return index >= 0 ? index : zip_name_locate(archive->zip, part, ZIP_FL_NOCASE);
}

bool archive_has(const struct archive *archive, const char *part)
{
    return locate(archive, part) >= 0;
}

const char *part_attribute(const char *const *attributes, const char *name)
{
    const char *prefixed = NULL;
    for (; *attributes; attributes += 2) {
        if (!strcmp(attributes[0], name))
            return attributes[1];
        const char *colon = strrchr(attributes[0], ':');
        if (colon && !strcmp(colon + 1, name))
            prefixed = attributes[1];
    }
    return prefixed;
}

static void stop(struct reading *reading)
{
    reading->failed = true;
    XML_StopParser(reading->parser, XML_FALSE);
}

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static void on_start(void *context, const char *name, const char **attributes)
{
    struct reading *reading = context;
    const struct part_events *events = reading->events;
    if (reading->failed)
        return;
    if (++reading->depth > NESTING_MAX) {
        err_set(reading->err, STATUS_INPUT, "xlsx.xml",
            _("the workbook is nested too deeply to be one that Excel or WPS saved; save it again "
              "there as .xlsx"));
        stop(reading);
    } else if (events->start(events->context, local_name(name), (const char *const *)attributes,
                   reading->err)) {
        stop(reading);
    }
}

static void on_end(void *context, const char *name)
{
    struct reading *reading = context;
    const struct part_events *events = reading->events;
    reading->depth--;
    if (!reading->failed && events->end &&
        events->end(events->context, local_name(name), reading->err))
        stop(reading);
}

static void on_text(void *context, const char *text, int len)
{
    struct reading *reading = context;
    if (!reading->failed && reading->events->text)
        reading->events->text(reading->events->context, text, (size_t)len);
}

static void on_doctype(
    void *context, const char *name, const char *system_id, const char *public_id, int internal)
{
    (void)name, (void)system_id, (void)public_id, (void)internal;
    struct reading *reading = context;
    err_set(reading->err, STATUS_INPUT, "xlsx.doctype",
        _("the workbook holds a document type declaration, which no spreadsheet program writes; do "
          "not open it, and ask the agency where it comes from"));
    stop(reading);
}

static int parse(struct reading *reading, const char *bytes, size_t len, bool last)
{
    if (XML_Parse(reading->parser, bytes, (int)len, last) == XML_STATUS_OK)
        return 0;
    enum XML_Error error = XML_GetErrorCode(reading->parser);
    if (error == XML_ERROR_NO_MEMORY)
        mem_out();
    if (!reading->failed)
        err_set(reading->err, STATUS_INPUT, "xlsx.xml",
            _("a part of the workbook is no proper XML; open it in Excel or WPS, save it again as "
              ".xlsx and send it again"));
    return -1;
}

/* `seen` bytes of the part have come, from `packed` in the archive. */
static bool too_large(const struct archive *archive, size_t seen, size_t packed, size_t limit)
{
    return seen > limit || archive->inflated > total_max ||
           (seen > RATIO_FROM && seen / RATIO_MAX > packed);
}

static int fail_size(struct err *err)
{
    return err_set(err, STATUS_INPUT, "xlsx.size",
        _("the workbook unpacks to far more than a table of people can need; copy the rows into a "
          "new workbook, save it as .xlsx and send that"));
}

static int feed(
    struct archive *archive, zip_file_t *file, size_t packed, size_t limit, struct reading *reading)
{
    char chunk[CHUNK];
    size_t seen = 0;
    for (;;) {
        zip_int64_t n = zip_fread(file, chunk, sizeof chunk);
        if (n < 0)
            return fail_damaged(reading->err);
        seen += (size_t)n;
        archive->inflated += (size_t)n;
        if (too_large(archive, seen, packed, limit))
            return fail_size(reading->err);
        if (parse(reading, chunk, (size_t)n, n == 0))
            return -1;
        if (n == 0)
            return 0;
        XML_Index at = XML_GetCurrentByteIndex(reading->parser);
        if (at >= 0 && seen > (size_t)at + TAG_MAX)
            return fail_size(reading->err);
    }
}

static XML_Parser make_parser(struct reading *reading)
{
    XML_Parser parser = XML_ParserCreate(NULL);
    if (!parser)
        mem_out();
    XML_SetUserData(parser, reading);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    return parser;
}

int archive_read(struct archive *archive, const char *part, size_t limit,
    const struct part_events *events, struct err *err)
{
    zip_int64_t index = locate(archive, part);
    if (index < 0)
        return err_set(err, STATUS_INPUT, "xlsx.part",
            _("the workbook lacks its part %s; open it in Excel or WPS, save it again as .xlsx and "
              "send it again"),
            part);
    zip_stat_t stat;
    if (zip_stat_index(archive->zip, (zip_uint64_t)index, 0, &stat))
        return fail_damaged(err);
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        return err_set(err, STATUS_INPUT, "xlsx.password",
            _("the archive has a password; unpack it and send the workbook in it without one"));
    zip_file_t *file = zip_fopen_index(archive->zip, (zip_uint64_t)index, 0);
    if (!file)
        return fail_damaged(err);
    struct reading reading = {.events = events, .err = err};
    reading.parser = make_parser(&reading);
    int result = feed(archive, file, (size_t)stat.comp_size, limit, &reading);
    XML_ParserFree(reading.parser);
    zip_fclose(file);
    return result;
}
