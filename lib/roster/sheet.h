/* The sheet that is being read: what of it outlives a row. Shared by intake.c and admission.c. */
#ifndef ROSTER_SHEET_H
#define ROSTER_SHEET_H
#include "roster/chat.h"
#include "roster/doubts.h"
#include "roster/entry.h"
#include "roster/header.h"
#include "roster/remarks.h"

struct intake_sheet {
    const char *path;   // of its file; borrows
    size_t rosters;     // sheets of this file that had a header
    struct buf private; // titles of this file's columns that were left out
    uint32_t source;    // in intake.sources
    struct alone alone;
    bool has_header;
    bool is_chat, is_mixed; // as survey_text says
    bool rounded;           // a spreadsheet dropped digits of its numbers
    struct header header;
    struct tables tables;
    const struct columns *columns; // of `tables`, the one being read
    struct doubts doubts;
    struct entry entry;
    struct chat chat;
    const struct chat_person *person; // of the chat, while it is taken
};
#endif
