/* What a reply repeats of the question, so that another person's answer is noticed.
 *
 *     echo: {/result/idcard: "{number}", /meta/uuid: "{uuid}"}
 *     echo: {header: {X-Correlator: "{uuid}"}}  # headers of the reply, by name without case
 *
 * A value there that differs is foreign, and so is one that is no single text. Masked ones
 * (3304**********9978) are compared where they show something; the X of a number in either case.
 * A header has what is not ASCII as %XX, as where it is sent, and must fit each time it comes. */
#ifndef PROFILE_ECHO_H
#define PROFILE_ECHO_H
#include "profile/response.h"
#include "profile/template.h"

enum { ECHO_MAX = 16 };

struct echo_line {
    struct spot where; // a pointer or a header
    struct template text;
};

struct echo {
    struct echo_line lines[ECHO_MAX];
    size_t count;
};

/* Reads the section `echo`, if there is one. Secrets are not among the placeholders. Errors:
 * STATUS_CONFIG with the line: `profile.echo`, `profile.pointer`, `profile.header`, those
 * of template_parse, `config.*`. */
int echo_parse(struct echo *echo, const struct yaml *yaml, const struct vocabulary *vocabulary,
    struct err *err);
void echo_release(struct echo *echo);

enum echo_says {
    ECHO_FITS,    // everything is there and is what was asked
    ECHO_ABSENT,  // something is not there (or null, empty, all masked); the rest fits
    ECHO_FOREIGN, // something else was asked
};

/* Compares what the response's headers repeat, and `json`, or where it has nothing, `whole` (NULL:
 * nowhere else). `inputs` are those that were sent; a line that needs one they lack is passed over,
 * as {job} before there is one. */
enum echo_says echo_compare(const struct echo *echo, const struct inputs *inputs,
    const struct response *response, const json_t *json, const json_t *whole);

/* Puts what `inputs` say where `json` has a text or number to repeat it; the rest stays. */
void echo_write(const struct echo *echo, const struct inputs *inputs, json_t *json);

/* The line about a header of this name, borrowed, or NULL. */
const struct echo_line *echo_header(const struct echo *echo, const char *name);

/* Puts what is to be repeated into `text`; false when an input for it is missing, or it is empty.
 */
bool echo_text(const struct echo_line *line, const struct inputs *inputs, struct buf *text);
#endif
