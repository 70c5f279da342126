/* XML as spreadsheet programs write it, read in pieces as a stream of elements (XML 1.0, UTF-8).
 *
 * Written by hand because a worksheet is nothing but millions of short tags, on which a general
 * parser spends more time than on all the rest. It checks what a damaged file breaks (nesting,
 * quotes, entities, the encoding) and takes what only a validator would refuse. There are no
 * namespaces: elements come without their prefix. A document type is refused, and so there are no
 * entities but the five of XML itself. */
#ifndef TABLE_XML_H
#define TABLE_XML_H
#include "table/part.h"

enum {
    XML_NESTING_MAX = 64,
    XML_ATTRIBUTES_MAX = 64, // of a tag
    XML_TAG_MAX = 1 << 22,   // bytes of a tag
};

struct xml;

/* Borrows all three. Codes of errors start with `format`: "xlsx". */
struct xml *xml_new(const struct part_events *events, const char *format, struct err *err);
void xml_free(struct xml *xml);

/* Reads on; with `last`, what was opened has to be closed. Bytes are UTF-8, whatever a declaration
 * in them says. Errors: what a callback failed with, or STATUS_INPUT `FORMAT.xml`,
 * `FORMAT.doctype`, `FORMAT.size` (a tag of megabytes), without a place. */
int xml_feed(struct xml *xml, const char *bytes, size_t len, bool last);

/* The same up to the end of the root element: then 1, and what follows it is not looked at. */
int xml_feed_element(struct xml *xml, const char *bytes, size_t len);
#endif
