/* The parts of a line that have labels: "姓名：张三", "身份证330482...", "班次：夜班". */
#ifndef ROSTER_LABELLED_H
#define ROSTER_LABELLED_H
#include "roster/reading.h"

/* Takes every labelled part. What stands behind other words with a colon becomes a remark with its
 * label, or is dropped when nobody needs it. */
void labelled_read(struct reading *reading);
#endif
