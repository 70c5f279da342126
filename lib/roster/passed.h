/* What stands in a roster and is no person: totals, signatures, numbered lines that nobody filled
 * in, copies. */
#ifndef ROSTER_PASSED_H
#define ROSTER_PASSED_H
#include "table/table.h"
#include <stdbool.h>

enum passed {
    PASSED_NOT,   // somebody
    PASSED_OVER,  // a total, a signature, a numbered line
    PASSED_ALONE, // a single text, in no column for a name, a document number or a phone
};

/* Which a row below the header is. `name`, `number` and `phone` are its folded fields, NULL when
 * empty or a formula's error. A row with a document number or a phone number is always a person;
 * one with a name is, unless it starts like a total or a signature. */
enum passed row_passed(
    const struct row *row, const char *name, const char *number, const char *phone);

/* Whether a sheet's name says that it repeats others or lists people who left: 汇总, 打印, 离职 ...
 */
bool sheet_is_copy(const char *name);
#endif
