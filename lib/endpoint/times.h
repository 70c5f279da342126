/* The time that a request was made at. */
#ifndef ENDPOINT_TIMES_H
#define ENDPOINT_TIMES_H
#include "profile/inputs.h"

/* Reads the time from the forms of it that `inputs` have, and puts those that they lack, with the
 * help of `moment`. False: one of them is no time, or more than `skew_s` from now. Without any, now
 * is the time. */
bool times_settle(struct inputs *inputs, struct moment *moment, long skew_s);
#endif
