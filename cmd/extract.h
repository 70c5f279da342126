/* muster ledger export: the askings, a line each. */
#ifndef CMD_EXTRACT_H
#define CMD_EXTRACT_H
#include "check/ledger_book.h"
#include "cli.h"

/* On standard output, as JSON lines or CSV. */
enum status extract_run(const char *folder, const struct ledger_choice *choice, bool csv);
#endif
