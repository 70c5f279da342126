/* `sorted:` of a signature, what {sorted} stands for in its text: the pairs of a request by name,
 * put one behind the other.
 *
 *     of: [query, form, headers]   # whose pairs; headers: those under the profile's `headers:`
 *     pair: "{name}={value}"       # how one is written
 *     join: "&"                    # what stands between two
 *     empty: keep                  # or drop those without a value
 *     values: plain                # or encoded as in a URL
 *     with: {body: "{body}"}       # pairs that are signed and not sent */
#ifndef PROFILE_SORTED_H
#define PROFILE_SORTED_H
#include "profile/call.h"

/* Where a name and its value may stand; to be added up. */
enum part { PART_QUERY = 1, PART_FORM = 2, PART_HEADERS = 4 };

/* Borrows from the YAML. */
struct sorted {
    unsigned parts; // enum part
    struct template pair;
    const char *join;
    bool drops, encodes;
    struct call_pairs with;
};

/* Reads the member `sorted` of `auth`. `vocabulary` is that of `with`. On failure sorted_release is
 * still the caller's. Errors: STATUS_CONFIG with the line: `profile.sign`, those of
 * call_pairs_parse, `config.*`. */
int sorted_parse(struct sorted *sorted, const struct yaml *yaml, const json_t *auth,
    const struct vocabulary *vocabulary, struct err *err);
void sorted_release(struct sorted *sorted);

/* Appends the pairs: by name, then by value, byte for byte. The pair called `own` in `part`, the
 * signature's, is passed over, and Content-Type with the headers. A secret may be among them. */
void sorted_fill(const struct sorted *sorted, const struct inputs *inputs,
    const struct request *request, enum part part, const char *own, struct buf *out);
#endif
