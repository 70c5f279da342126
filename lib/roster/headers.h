/* The words that agencies put above their columns (headers.tsv), and what each means. */
#ifndef ROSTER_HEADERS_H
#define ROSTER_HEADERS_H
#include "base/buf.h"
#include "base/index.h"
#include "roster/field.h"
#include <stdbool.h>

struct headers {
    struct index index;
    char **names; // owns; as headers_key makes them, in the order of the table
    size_t count;
};

void headers_init(struct headers *headers);
void headers_release(struct headers *headers);

/* Appends what titles are compared by: folded, in lower case, without spaces, stars and colons. */
void headers_key(struct buf *key, const char *title);

/* What a title means ("id_no"), or NULL when nobody knows it. Remarks around the word may be there:
 * "* 身份证号码（必填）", "姓名/Name", "员工手机号"; but none that makes it somebody else's:
 * "电话（家属）", "姓名（英文）". Borrowed for ever. */
const char *headers_meaning(const struct headers *headers, const char *title);

/* The field of that; FIELD_EXTRA when nobody knows it. */
enum field headers_field(const struct headers *headers, const char *title);

/* What a title of two rows means, such as 电话 below 紧急联系人. `top` and `bottom` may be "".
 * With `joined`, only what both say together counts, not what `bottom` says alone. */
const char *headers_meaning_below(
    const struct headers *headers, const char *top, const char *bottom, bool joined);
#endif
