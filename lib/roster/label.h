/* The words that people type in front of a name, a number or a phone. */
#ifndef ROSTER_LABEL_H
#define ROSTER_LABEL_H
#include <stddef.h>

enum part {
    PART_NAME,
    PART_TYPE, // of document: 护照
    PART_NUMBER,
    PART_PHONE,
    PART_SEX,
    PART_AGENCY,
    PART_SHUTTLE,
    PART_REMARK, // everything else
};
enum { PARTS = PART_REMARK + 1 };

struct label {
    const char *word;
    enum part part; // PART_TYPE: the word is the type, and a number follows
};

/* The longest label that ends the text, also with 号 or 号码 behind it, or NULL. `*before` is how
 * many bytes stand in front of it. */
const struct label *label_at_end(const char *text, size_t len, size_t *before);
#endif
