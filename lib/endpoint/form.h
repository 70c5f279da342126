/* What stands in a query, and in the bodies that HTML forms make. */
#ifndef ENDPOINT_FORM_H
#define ENDPOINT_FORM_H
#include "profile/params.h"
#include <stdbool.h>
#include <stddef.h>

/* Appends `text` with its %XX taken back, and + too where `plus` says so. False, and nothing
 * appended, when it is wrongly escaped or holds a NUL or what is not UTF-8. */
bool form_unescape(const char *text, size_t len, bool plus, struct buf *out);

/* Adds the pairs of "a=1&b=2" (application/x-www-form-urlencoded). False when one is wrong. */
bool form_read(const char *text, size_t len, struct params *params);

/* Adds the parts of a multipart/form-data body (RFC 7578) whose Content-Type is `type`. False when
 * it is none or holds anything but texts. */
bool form_read_parts(const char *type, const char *body, size_t len, struct params *params);
#endif
