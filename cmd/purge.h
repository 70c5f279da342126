/* muster ledger purge: deletes what is old, and says what that was and what is left. */
#ifndef CMD_PURGE_H
#define CMD_PURGE_H
#include "check/ledger_book.h"
#include "cli.h"

enum status purge_run(const char *folder, const struct ledger_purge *purge);
#endif
