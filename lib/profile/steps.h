/* What becomes of a field's text before it is sent, step by step: `steps: [upper, md5, hex]`. Text
 * goes in and text comes out; between a digest or a cipher and hex or base64 it is bytes. */
#ifndef PROFILE_STEPS_H
#define PROFILE_STEPS_H
#include "base/cipher.h"
#include "base/digest.h"
#include "base/encoding.h"
#include "profile/template.h"

enum { STEPS_MAX = 16, STEPS_BYTES_MAX = 65536 }; // of a field; of what any of its steps gives

enum step_kind {
    STEP_UPPER, // ASCII letters
    STEP_LOWER,
    STEP_DOT, // every U+00B7 of a name becomes another text
    STEP_PREFIX,
    STEP_SUFFIX,
    STEP_FIRST, // characters
    STEP_LAST,
    STEP_DIGEST,
    STEP_CIPHER,
    STEP_ENCODE,
};

struct step {
    enum step_kind kind;
    const char *name; // static; as the profile writes it
    int line;         // of the profile
    long count;       // STEP_FIRST, STEP_LAST
    union {
        enum digest digest;
        enum cipher cipher;
        enum encoding encoding;
    };
    struct template text; // STEP_DOT, STEP_PREFIX, STEP_SUFFIX; the key of a digest or cipher
    struct template iv;   // of a cipher that takes one
};

/* `= {0}` gives back what it is given. */
struct steps {
    const char *field; // borrows; its name, for errors
    const char *file;  // borrows; the profile's
    struct step *list; // owns
    size_t count;
};

/* Reads the list under `key` of `parent`; none is no steps. `field` is borrowed. Errors:
 * STATUS_CONFIG with the line: `profile.step` (no such step, or not written so),
 * `profile.step-order` (text wanted and bytes given, also at the end), `profile.secret` (a key that
 * stands in the profile), `profile.key-length`, `profile.key-text` (an iv without placeholders) and
 * those of template_parse; `config.*`. */
int steps_parse(struct steps *steps, const struct yaml *yaml, const json_t *parent, const char *key,
    const char *field, const struct vocabulary *vocabulary, struct err *err);
void steps_release(struct steps *steps);

/* Whether an argument of a step holds this input. */
bool steps_use(const struct steps *steps, int input);

/* Whether an argument of a step holds an input that is absent here. */
bool steps_lack(const struct steps *steps, const struct inputs *inputs);

/* Appends what becomes of `text`. Errors, which name the field and never a key or the text:
 * STATUS_CREDENTIALS `profile.key-length`, `profile.key-text`; STATUS_CONFIG `profile.field-length`
 * (more than STEPS_BYTES_MAX), `profile.algorithm` (libcrypto does not offer it). On an error
 * nothing is appended. */
int steps_run(const struct steps *steps, const char *text, const struct inputs *inputs,
    struct buf *out, struct err *err);

/* Whether the keys and ivs fit that are made of nothing absent. Errors: those of steps_run. */
int steps_check(const struct steps *steps, const struct inputs *inputs, struct err *err);

/* Whether steps_undo can find the way back: not past a digest, `first`, `last`, or a `dot` that
 * became nothing. */
bool steps_undoable(const struct steps *steps);

/* Appends the text that these steps made `text` of, but in the case that `upper` or `lower` gave
 * it, and a `dot` wherever its replacement stands. False, having appended nothing, when there is no
 * way back, an argument is absent, or `text` is nothing that these steps make. */
bool steps_undo(
    const struct steps *steps, const char *text, const struct inputs *inputs, struct buf *out);
#endif
