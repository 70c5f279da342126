/* One of a profile's calls as the endpoint sees it come in: what it is made of, and the way back
 * from a request to the inputs. */
#ifndef ENDPOINT_SKETCH_H
#define ENDPOINT_SKETCH_H
#include "endpoint/ask.h"
#include "endpoint/slots.h"
#include "profile/call.h"
#include "profile/response.h"

struct sketch {
    const struct call *call; // borrows
    struct slots slots;      // of its JSON body
    const char *start;       // borrows; the path that the profile's base has, "" for none
};

/* `parent` holds the call in the profile; `base` is that of its profile. */
void sketch_init(struct sketch *sketch, const struct call *call, const json_t *parent,
    const char *base, const struct vocabulary *vocabulary);
void sketch_release(struct sketch *sketch);

/* A request taken apart. `= {0}`; sketch_read fills it. */
struct reading {
    struct buf base;    // where the request went: "http://HOST" and the start, if it came with one
    struct params form; // of a form or multipart body
    json_t *json;       // owns; of a JSON body
    struct gleanings gleanings;
};

void reading_release(struct reading *reading);

enum fit {
    FIT_NONE,   // the path is another
    FIT_METHOD, // the path fits, the method does not
    FIT_PART,   // path and method fit; something does not that it should hold
    FIT_WHOLE,
};

/* Takes the request apart. `known` has what is the same for every request: the secrets. Whatever
 * the fit, the reading is to be released. */
enum fit sketch_read(const struct sketch *sketch, const struct ask *ask, const struct inputs *known,
    struct reading *reading);
#endif
