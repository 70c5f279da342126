/* JSON without spaces, appended. */
#ifndef RECORD_DUMP_H
#define RECORD_DUMP_H
#include "base/buf.h"
#include <jansson.h>

void dump_text(struct buf *out, const char *text); // as a string, with its quotes
void dump_number(struct buf *out, long number);

/* Any value that was read; members come in their order. jansson's own writer looks at each
 * container for circles and hands its output over sign by sign, which takes several times as long:
 * a value that was read has no circles. Ends the process when memory is out. */
void dump_json(struct buf *out, const json_t *json);
#endif
