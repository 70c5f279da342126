/* Workbooks made of parts that are written in the test. */
#ifndef ARCHIVE_H
#define ARCHIVE_H
#include "sheet.h"
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

#define HEAD "<?xml version=\"1.0\"?>"
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define ROOT_RELS                                                                                  \
    HEAD "<Relationships><Relationship Id=\"rId1\" Type=\"" TYPE                                   \
         "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
#define WORKBOOK                                                                                   \
    HEAD "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
#define RELS(target)                                                                               \
    HEAD "<Relationships><Relationship Id=\"rId1\" Type=\"" TYPE "worksheet\" Target=\"" target    \
         "\"/><Relationship Id=\"rId2\" Type=\"" TYPE                                              \
         "sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"" TYPE    \
         "styles\" Target=\"/xl/styles.xml\"/></Relationships>"
#define SHEET(rows) HEAD "<worksheet><sheetData>" rows "</sheetData></worksheet>"

enum { PARTS = 8 };

struct part {
    const char *name, *text;
    size_t len; // 0: strlen
};

static char path[] = "/tmp/archive.XXXXXX";

static inline void fresh_path(void)
{
    strcpy(path + strlen(path) - 6, "XXXXXX");
    close(mkstemp(path));
}

static inline void write_archive(const struct part *parts)
{
    fresh_path();
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    for (size_t i = 0; i < PARTS && parts[i].name; i++) {
        size_t len = parts[i].len ? parts[i].len : strlen(parts[i].text);
        zip_source_t *source = zip_source_buffer(zip, parts[i].text, len, 0);
        assert_true(zip_file_add(zip, parts[i].name, source, 0) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
}

/* Reads what is under `path` and removes it. */
static inline int read_back(struct seen *seen, struct err *err)
{
    struct table_sink sink = seen_sink(seen);
    int result = table_read(path, NULL, &sink, err);
    unlink(path);
    return result;
}

/* A workbook with one sheet, shared strings 一 and 二, and styles: 1 is a date. */
static inline void write_sheet(const char *sheet, size_t len)
{
    const struct part parts[PARTS] = {
        {"_rels/.rels", ROOT_RELS, 0},
        {"xl/workbook.xml", WORKBOOK, 0},
        {"xl/_rels/workbook.xml.rels", RELS("worksheets/sheet1.xml"), 0},
        {"xl/sharedStrings.xml", HEAD "<sst><si><t>一</t></si><si><t>二</t></si></sst>", 0},
        {"xl/styles.xml",
            HEAD "<styleSheet><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
                 "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
            0},
        {"xl/worksheets/sheet1.xml", sheet, len},
    };
    write_archive(parts);
}
#endif
