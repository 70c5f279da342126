/* What a reader tells the user about a sheet that it reads all the same. */
#ifndef TABLE_SAY_H
#define TABLE_SAY_H
#include "table/table.h"

/* Says "PLACE: CODE: TEXT" through the sink. `text` is a translated printf format that ends with
 * what to do. */
void say(const struct table_sink *sink, const struct place *place, const char *code,
    const char *text, ...) __attribute__((format(printf, 4, 5)));
#endif
