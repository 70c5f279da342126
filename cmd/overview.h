/* muster ledger show: what was asked, paid and left open, a line a day and profile. */
#ifndef CMD_OVERVIEW_H
#define CMD_OVERVIEW_H
#include "cli.h"

/* On standard output; a table, or one JSON object. */
enum status overview_show(const char *folder, bool json);
#endif
