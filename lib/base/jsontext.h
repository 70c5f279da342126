/* JSON texts as jansson's values. */
#ifndef BASE_JSONTEXT_H
#define BASE_JSONTEXT_H
#include <jansson.h>
#include <stddef.h>

/* An object or array in exactly these bytes, as json_loadb with JSON_REJECT_DUPLICATES gives it;
 * NULL: the text is none. json_decref() it.
 *
 * Most texts are plain: UTF-8 without escapes, integers of at most 18 digits, a few levels deep.
 * These are read here, in a fraction of the time; jansson reads all others and finds the errors. */
json_t *jsontext_read(const char *text, size_t len);
#endif
