/* A row of people: taken into the crew, or set aside. The row is the table's part of the sheet's
 * row; entry_fold was called for it. */
#ifndef ROSTER_ADMISSION_H
#define ROSTER_ADMISSION_H
#include "roster/intake.h"

/* Takes the row's person. Fails with the reason to set the row aside and the field at fault; the
 * place is not in it yet. */
int admission_take(
    struct intake *intake, const struct row *row, struct err *why, enum field *fault);

/* Sets the row aside. */
void admission_refuse(
    struct intake *intake, const struct row *row, struct err *why, enum field fault);

/* Tells the rejects whose header holds for the rows from now on. */
void admission_header(struct intake *intake, const struct columns *columns);

/* After a sheet's last row: numbers in doubt become rejects or are forgotten. */
void admission_settle(struct intake *intake);
#endif
