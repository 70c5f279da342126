/* What a column of a roster can hold. */
#ifndef ROSTER_FIELD_H
#define ROSTER_FIELD_H

enum field {
    FIELD_EXTRA, // travels under its own header text
    FIELD_NAME,
    FIELD_NUMBER,
    FIELD_TYPE, // kind of document
    FIELD_SEX,
    FIELD_BIRTH,
    FIELD_PHONE,
    FIELD_AGENCY,
    FIELD_PLATE,
    FIELD_BUS,
    FIELD_GRID,
    FIELD_ENTERPRISE,
    FIELD_AGE,
    FIELD_LEADER,  // marks the leaders of squads
    FIELD_SILENT,  // row numbers: said elsewhere
    FIELD_PRIVATE, // nobody on the way needs it: dropped and named
    FIELD_OWN,     // what muster added to a file of rejects
    FIELD_COUNT
};

/* The words for the fields that a user can name a column for, as in the record: "id", "phone"...
 * NULL at the end. */
extern const char *const field_words[];

enum field field_parse(const char *word); // FIELD_COUNT: no such word
const char *field_word(enum field field); // NULL: no user names it

/* The field of a meaning in headers.tsv ("id_no"); FIELD_EXTRA for those that only travel. */
enum field field_meant(const char *meaning);

/* What a column of this field is to a reader: "document number" and so on, translated. */
const char *field_label(enum field field);
#endif
