/* The XML of a worksheet, in a workbook around it. */
#include "fuzz.h"
#include "table/xlsx.h"
#include <zlib.h>

struct entry {
    const char *name;
    const void *bytes;
    size_t len;
};

static void add_number(struct buf *out, uint32_t number, int bytes)
{
    for (; bytes--; number >>= 8)
        buf_add_char(out, (char)number);
}

/* The fields that a local header and a directory entry have in common (APPNOTE.TXT 4.3.7, 4.3.12).
 */
static void add_entry(struct buf *out, const struct entry *entry)
{
    add_number(out, 20, 2); // version
    add_number(out, 0, 8);  // flags, stored, time, date
    add_number(out, (uint32_t)crc32(0, entry->bytes, (uInt)entry->len), 4);
    add_number(out, (uint32_t)entry->len, 4);
    add_number(out, (uint32_t)entry->len, 4);
    add_number(out, (uint32_t)strlen(entry->name), 2);
    add_number(out, 0, 2); // no extra field
}

/* A ZIP archive of stored entries. */
static void make_zip(struct buf *zip, const struct entry *entries, size_t count)
{
    struct buf directory = {0};
    for (size_t i = 0; i < count; i++) {
        buf_add(&directory, "PK\1\2\24\0", 6);
        add_entry(&directory, &entries[i]);
        add_number(&directory, 0, 10); // comment, disk, attributes
        add_number(&directory, (uint32_t)zip->len, 4);
        buf_add_text(&directory, entries[i].name);
        buf_add(zip, "PK\3\4", 4);
        add_entry(zip, &entries[i]);
        buf_add_text(zip, entries[i].name);
        buf_add(zip, entries[i].bytes, entries[i].len);
    }
    size_t at = zip->len;
    buf_add(zip, directory.data, directory.len);
    buf_add(zip, "PK\5\6\0\0\0\0", 8);
    add_number(zip, (uint32_t)count, 2);
    add_number(zip, (uint32_t)count, 2);
    add_number(zip, (uint32_t)directory.len, 4);
    add_number(zip, (uint32_t)at, 4);
    add_number(zip, 0, 2);
    buf_release(&directory);
}

#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char workbook[] =
    "<workbook xmlns:r='" OFFICE "'><sheets><sheet name='名单' r:id='r1'/></sheets></workbook>";
static const char relations[] =
    "<Relationships xmlns='" PACKAGE "'>"
    "<Relationship Id='r1' Type='" OFFICE "/worksheet' Target='s.xml'/>"
    "<Relationship Id='r2' Type='" OFFICE "/sharedStrings' Target='t.xml'/>"
    "<Relationship Id='r3' Type='" OFFICE "/styles' Target='y.xml'/></Relationships>";
static const char strings[] =
    "<sst><si><t>姓名</t></si><si><r><t>身份</t></r><r><t>证号</t></r></si></sst>";
static const char styles[] =
    "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='31'/></cellXfs></styleSheet>";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct entry entries[] = {
        {"xl/workbook.xml", workbook, sizeof workbook - 1},
        {"xl/_rels/workbook.xml.rels", relations, sizeof relations - 1},
        {"xl/s.xml", bytes, len},
        {"xl/t.xml", strings, sizeof strings - 1},
        {"xl/y.xml", styles, sizeof styles - 1},
    };
    struct buf zip = {0};
    struct err err = {0};
    make_zip(&zip, entries, sizeof entries / sizeof *entries);
    if (xlsx_read(zip.data, zip.len, "fuzz", &fuzz_sink, &err)) {
        promise_error(&err);
        promise(strcmp(err.code, "table.kind")); // the workbook itself is sound
    }
    buf_release(&zip);
    return 0;
}
