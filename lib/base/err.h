/* What went wrong, where, and what to do about it.
 *
 * A library function that fails fills one of these and returns -1; only cmd/ prints it and exits
 * with its status. */
#ifndef BASE_ERR_H
#define BASE_ERR_H
#include <stdarg.h>

struct buf;

/* Exit status by cause, after sysexits.h. */
enum status {
    STATUS_DONE = 0,
    STATUS_PARTIAL = 1,      // done, but something was set aside or somebody is left unasked
    STATUS_USAGE = 64,       // the command line is wrong
    STATUS_INPUT = 65,       // the input cannot be used
    STATUS_NO_INPUT = 66,    // there is no such input
    STATUS_REFUSED = 69,     // the endpoint refuses to work: no funds
    STATUS_RESOURCE = 71,    // memory, descriptors
    STATUS_CREATE = 73,      // an output cannot be made, or would replace another
    STATUS_IO = 74,          // reading or writing failed
    STATUS_AGAIN = 75,       // the same command again resumes
    STATUS_CREDENTIALS = 77, // the endpoint does not accept our key
    STATUS_CONFIG = 78,      // a site file, profile or template is wrong
};

/* A place in a user's file. */
struct place {
    char file[256];
    char sheet[96]; // "" when the file has no sheets
    long line;      // row or physical line, from 1; 0 when unknown
    int column;     // from 1; 0 when unknown; shown as a letter where there is a sheet
};

struct err {
    enum status status;
    char code[40];   // stable, lower case, dotted: "csv.quote"
    char text[1024]; // one sentence in the user's language that ends with the cure
    struct place place;
};

/* Fills `err` (which may be NULL) and returns -1. `text` is a translated printf format. */
int err_set(struct err *err, enum status status, const char *code, const char *text, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds the place to an error that has none yet; returns -1. `file` and `sheet` may be NULL. */
int err_at(struct err *err, const char *file, const char *sheet, long line, int column);

/* Copies into `place`, cutting at its limits on a character boundary. */
void place_set(struct place *place, const char *file, const char *sheet, long line, int column);

/* Appends "hengxin.xlsx:名单!C18" or "site.yaml:3:7"; nothing when no file is known. */
void place_print(const struct place *place, struct buf *out);

/* Appends the letters of a spreadsheet column, from 1: "C"; nothing for 0. */
void place_column(struct buf *out, int column);

/* Appends "PLACE: CODE: TEXT". */
void err_print(const struct err *err, struct buf *out);
#endif
