/* What was understood of the files, as a table for a person to look at before anything is done:
 * each sheet's header, what each column is taken as, and the first rows with everything masked that
 * tells who they are. */
#ifndef ROSTER_PREVIEW_H
#define ROSTER_PREVIEW_H
#include "roster/header.h"

enum { PREVIEW_ROWS = 3 };

struct preview {
    struct buf text;
    bool told; // the reader has said how it read the file
    struct titles samples[PREVIEW_ROWS];
    size_t sample_count;
};

/* Starts a file. */
void preview_file(struct preview *preview, const char *path);

/* Adds a sentence of the reader's about the file. */
void preview_say(struct preview *preview, const char *sentence);

/* Keeps a row of the sheet, if it is one of the first; a row that comes twice is one. */
void preview_row(struct preview *preview, const struct row *row);

/* Ends a sheet (NULL: a file without sheets). */
void preview_sheet(struct preview *preview, const char *sheet, const struct header *header,
    const struct tables *tables, const struct headers *headers);

void preview_release(struct preview *preview);
#endif
