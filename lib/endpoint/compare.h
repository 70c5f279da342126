/* Where a request that came differs from the one that the profile makes of the same inputs. The
 * first difference is appended to `where` in the profile's own words, such as `query sign`, `header
 * X-Acs-Date`, `body /a/b`; never what stands there. */
#ifndef ENDPOINT_COMPARE_H
#define ENDPOINT_COMPARE_H
#include "endpoint/sketch.h"

/* These return true when all is the same. `wanted` is closed. */
bool compare_path(const struct request *wanted, const struct ask *ask, struct buf *where);
bool compare_query(const struct request *wanted, const struct ask *ask, struct buf *where);

/* Headers that `wanted` does not have are fine; of Content-Type only the kind is compared. */
bool compare_headers(const struct request *wanted, const struct ask *ask, struct buf *where);

/* JSON by value, forms without their order. */
bool compare_body(const struct request *wanted, const struct ask *ask,
    const struct reading *reading, struct buf *where);

/* The same for one JSON value; `where` is at its place then, "body /people/0". */
bool compare_json(const json_t *wanted, const json_t *came, struct buf *where);
#endif
