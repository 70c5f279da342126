/* What a reply repeats of the question, so that another person's answer is noticed.
 *
 *     echo: {/result/idcard: "{number}", /meta/uuid: "{uuid}"}
 *
 * A value there that differs is foreign, and so is one that is no single text. Masked ones
 * (3304**********9978) are compared where they show something; the X of a number in either case. */
#ifndef PROFILE_ECHO_H
#define PROFILE_ECHO_H
#include "profile/response.h"
#include "profile/template.h"

enum { ECHO_MAX = 16 };

struct echo_line {
    const char *pointer; // borrows
    struct template text;
};

struct echo {
    struct echo_line lines[ECHO_MAX];
    size_t count;
};

/* Reads the section `echo`, if there is one. Secrets are not among the placeholders. Errors:
 * STATUS_CONFIG with the line: `profile.echo`, `profile.pointer`, those of template_parse,
 * `config.*`. */
int echo_parse(struct echo *echo, const struct yaml *yaml, const struct vocabulary *vocabulary,
    struct err *err);
void echo_release(struct echo *echo);

enum echo_says {
    ECHO_FITS,    // everything is there and is what was asked
    ECHO_ABSENT,  // something is not there (or null, empty, all masked); the rest fits
    ECHO_FOREIGN, // something else was asked
};

/* Compares what `json` repeats, or where it has nothing, `whole` (NULL: nowhere else). `inputs` are
 * those that were sent; a line that needs one they lack is passed over, as {job} before there is
 * one. */
enum echo_says echo_compare(
    const struct echo *echo, const struct inputs *inputs, const json_t *json, const json_t *whole);

/* Puts what `inputs` say where `json` has a text or number to repeat it; the rest stays. */
void echo_write(const struct echo *echo, const struct inputs *inputs, json_t *json);
#endif
