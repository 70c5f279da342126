/* Characters that look like another one and are typed, pasted or decoded in its place. */
#ifndef IDENTITY_LOOK_H
#define IDENTITY_LOOK_H
#include <stdbool.h>
#include <stdint.h>

/* The character that is meant: private-use characters of the old GBK tables become those of today
 * (legacy.tsv), radicals and strokes the ideograph they look like (radicals.tsv). 0: nothing, it
 * only chooses a variant of the character before it. Others are as they are. */
uint32_t look_meant(uint32_t character);

/* What agencies type for the dot between the parts of a minority name. */
bool look_is_dot(uint32_t character);

bool look_is_opening(uint32_t character); // a bracket
bool look_is_closing(uint32_t character);
#endif
