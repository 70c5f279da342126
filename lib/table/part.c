#include "table/part.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "table/table.h"
#include "table/xml.h"
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum {
    CHUNK = 1 << 16,
    KEPT_MAX = 1 << 25,      // inflated bytes of a part that is kept to be read again
    DIRECTORY_MAX = 1 << 22, // bytes: of 1000 sheets, 100 KB
    RATIO_FROM = 1 << 25,    // inflated bytes from which on the ratio counts
    RATIO_MAX = 200,         // a sheet of 1,000,000 like rows reaches 40
    END_RECORD = 22,         // bytes of the end of central directory record (APPNOTE.TXT 4.3.16)
    END_COMMENT = 65535,
    ZIP64_LOCATOR = 20,  // 4.3.15
    ZIP64_RECORD = 56,   // 4.3.14
    TAG_START_MAX = 256, // bytes of "<prefix:name", which may lie across two pieces
};
static const size_t total_max = (size_t)1 << 30;  // inflated bytes of all entries
static const size_t parsed_max = (size_t)5 << 26; // of them, and of kept ones, read as XML

struct archive {
    zip_t *zip;
    size_t len, inflated, parsed;
    zip_int64_t kept_part; // -1: none
    struct buf kept;
};

static int fail_damaged(struct err *err)
{
    return err_set(err, STATUS_INPUT, "xlsx.zip",
        _("the workbook is damaged or was not copied to its end; open it in Excel or WPS, save it "
          "again as .xlsx, or ask the agency to send it again"));
}

static int fail_size(struct err *err)
{
    return err_set(err, STATUS_INPUT, "xlsx.size",
        _("the workbook unpacks to far more than a table of people can need; copy the rows into a "
          "new workbook, save it as .xlsx and send that"));
}

static size_t little_endian(const unsigned char *bytes, int count)
{
    size_t number = 0;
    while (count--)
        number = number << 8 | bytes[count];
    return number;
}

/* libzip reads the whole directory when it opens an archive, so its size is looked at before. */
static size_t directory_size(const unsigned char *bytes, size_t len)
{
    size_t at = len < END_RECORD ? 0 : len - END_RECORD + 1;
    size_t least = at > END_COMMENT ? at - END_COMMENT : 0;
    while (at-- > least) {
        if (memcmp(bytes + at, "PK\5\6", 4))
            continue;
        size_t size = little_endian(bytes + at + 12, 4);
        const unsigned char *locator = bytes + at - ZIP64_LOCATOR;
        if (at < ZIP64_LOCATOR || memcmp(locator, "PK\6\7", 4))
            return size;
        size_t record = little_endian(locator + 8, 8);
        if (record > len || len - record < ZIP64_RECORD)
            return size;
        size_t size64 = little_endian(bytes + record + 40, 8);
        return size64 > size || size == UINT32_MAX ? size64 : size;
    }
    return 0;
}

struct archive *archive_open(const void *bytes, size_t len, struct err *err)
{
    if (directory_size(bytes, len) > DIRECTORY_MAX) {
        fail_size(err);
        return NULL;
    }
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
    *archive = (struct archive){.zip = zip, .len = len, .kept_part = -1};
    return archive;
}

void archive_free(struct archive *archive)
{
    if (!archive)
        return;
    zip_discard(archive->zip);
    buf_release(&archive->kept);
    free(archive);
}

static char plain(char c)
{
    return c == '\\' ? '/' : (char)tolower((unsigned char)c);
}

/* Whether an entry, as some programs name it ("/XL\\Workbook.xml"), is `name`. */
static bool is_called(const char *entry, const char *name)
{
    entry += *entry == '/' || *entry == '\\';
    while (*entry && plain(*entry) == plain(*name))
        entry++, name++;
    return !*entry && !*name;
}

static zip_int64_t locate(const struct archive *archive, const char *name)
{
    zip_int64_t index = zip_name_locate(archive->zip, name, 0);
    zip_int64_t count = zip_get_num_entries(archive->zip, 0);
    for (zip_int64_t i = 0; index < 0 && i < count; i++) {
        const char *entry = zip_get_name(archive->zip, (zip_uint64_t)i, 0);
        if (entry && is_called(entry, name))
            index = i;
    }
    return index;
}

bool archive_has(const struct archive *archive, const char *name)
{
    return locate(archive, name) >= 0;
}

const char *archive_name(const struct archive *archive, size_t index)
{
    return zip_get_name(archive->zip, index, ZIP_FL_ENC_RAW);
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

/* `seen` bytes of the entry have come, from `packed` in the archive. That no entries share their
 * packed bytes is not checked by libzip: the ratio holds for the archive as a whole too. */
static bool too_large(const struct archive *archive, size_t seen, size_t packed, size_t limit)
{
    return seen > limit || archive->inflated > total_max ||
           (seen > RATIO_FROM && seen / RATIO_MAX > packed) ||
           (archive->inflated > RATIO_FROM && archive->inflated / RATIO_MAX > archive->len);
}

/* What gets the bytes of a part: 0 goes on, 1 has seen enough, -1 has filled `err`. */
typedef int take_bytes(void *context, const char *bytes, size_t len, struct err *err);

static int pour(struct archive *archive, zip_file_t *file, size_t packed, size_t limit,
    take_bytes *take, void *context, struct err *err)
{
    char chunk[CHUNK];
    size_t seen = 0;
    for (;;) {
        zip_int64_t n = zip_fread(file, chunk, sizeof chunk);
        if (n < 0)
            return fail_damaged(err);
        if (n == 0)
            return 0;
        seen += (size_t)n;
        archive->inflated += (size_t)n;
        if (too_large(archive, seen, packed, limit))
            return fail_size(err);
        int taken = take(context, chunk, (size_t)n, err);
        if (taken)
            return taken < 0 ? -1 : 0;
    }
}

static int pour_kept(
    const struct archive *archive, take_bytes *take, void *context, struct err *err)
{
    for (size_t at = 0; at < archive->kept.len; at += CHUNK) {
        size_t left = archive->kept.len - at;
        int taken = take(context, archive->kept.data + at, left < CHUNK ? left : CHUNK, err);
        if (taken)
            return taken < 0 ? -1 : 0;
    }
    return 0;
}

static int read_part(struct archive *archive, const char *name, size_t limit, take_bytes *take,
    void *context, struct err *err)
{
    zip_int64_t index = locate(archive, name);
    if (index < 0)
        return err_set(err, STATUS_INPUT, "xlsx.part",
            _("the workbook lacks its part %s; open it in Excel or WPS, save it again as .xlsx and "
              "send it again"),
            name);
    zip_stat_t stat;
    if (zip_stat_index(archive->zip, (zip_uint64_t)index, 0, &stat))
        return fail_damaged(err);
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        return err_set(err, STATUS_INPUT, "xlsx.password",
            _("the archive has a password; unpack it and send the workbook in it without one"));
    if (archive->kept_part == index)
        return pour_kept(archive, take, context, err);
    zip_file_t *file = zip_fopen_index(archive->zip, (zip_uint64_t)index, 0);
    if (!file)
        return fail_damaged(err);
    int result = pour(archive, file, (size_t)stat.comp_size, limit, take, context, err);
    zip_fclose(file);
    return result;
}

static int take_kept(void *context, const char *bytes, size_t len, struct err *err)
{
    (void)err;
    struct buf *kept = context;
    buf_add(kept, bytes, len);
    return kept->len > KEPT_MAX;
}

/* Keeps the inflated bytes of a part that is read twice, unless it is a large one. */
static int keep_part(struct archive *archive, const char *part, struct err *err)
{
    zip_stat_t stat;
    zip_int64_t index = locate(archive, part);
    if (index < 0 || index == archive->kept_part ||
        zip_stat_index(archive->zip, (zip_uint64_t)index, 0, &stat) || stat.size > KEPT_MAX)
        return 0;
    archive->kept_part = -1;
    buf_clear(&archive->kept);
    if (read_part(archive, part, TABLE_PART_MAX, take_kept, &archive->kept, err))
        return -1;
    if (archive->kept.len <= KEPT_MAX) // it may be larger than it says
        archive->kept_part = index;
    return 0;
}

struct parse {
    struct archive *archive;
    struct xml *xml;
};

/* A thousand sheets may all be one part, which then is inflated once. */
static int take_all(void *context, const char *bytes, size_t len, struct err *err)
{
    const struct parse *parse = context;
    parse->archive->parsed += len;
    return parse->archive->parsed > parsed_max ? fail_size(err)
                                               : xml_feed(parse->xml, bytes, len, false);
}

int archive_read(struct archive *archive, const char *part, size_t limit,
    const struct part_events *events, struct err *err)
{
    struct parse parse = {archive, xml_new(events, "xlsx", err)};
    int result = read_part(archive, part, limit, take_all, &parse, err);
    if (!result)
        result = xml_feed(parse.xml, "", 0, true);
    xml_free(parse.xml);
    return result;
}

struct search {
    const char *name;
    struct xml *xml;
    bool found;
    struct buf seen; // that may hold the beginning of the tag
};

/* Where the `<` of the tag is whose name is at `at`; NULL when that is no tag's name. */
static const char *tag_before(const char *at, const char *start)
{
    const char *before = at;
    if (before > start && before[-1] == ':')
        for (before--; before > start && isalnum((unsigned char)before[-1]);)
            before--;
    return before > start && before[-1] == '<' ? before - 1 : NULL;
}

static const char *find_tag(const struct search *search)
{
    const char *at = search->seen.data, *end = at + search->seen.len, *start = at;
    size_t len = strlen(search->name);
    while ((at = memmem(at, (size_t)(end - at), search->name, len))) {
        const char *tag = tag_before(at, start);
        at += len;
        if (tag && at < end && !isalnum((unsigned char)*at))
            return tag;
    }
    return NULL;
}

static int take_element(void *context, const char *bytes, size_t len, struct err *err)
{
    (void)err;
    struct search *search = context;
    struct buf *seen = &search->seen;
    if (!search->found) {
        buf_add(seen, bytes, len);
        const char *tag = find_tag(search);
        if (!tag) {
            size_t kept = seen->len < TAG_START_MAX ? seen->len : TAG_START_MAX;
            memmove(seen->data, seen->data + seen->len - kept, kept);
            buf_cut(seen, kept);
            return 0;
        }
        search->found = true;
        bytes = tag;
        len = (size_t)(seen->data + seen->len - tag);
    }
    return xml_feed_element(search->xml, bytes, len);
}

int archive_read_element(struct archive *archive, const char *part, const char *name,
    const struct part_events *events, struct err *err)
{
    if (keep_part(archive, part, err))
        return -1;
    struct search search = {.name = name, .xml = xml_new(events, "xlsx", err)};
    int result = read_part(archive, part, TABLE_PART_MAX, take_element, &search, err);
    xml_free(search.xml);
    buf_release(&search.seen);
    return result;
}
