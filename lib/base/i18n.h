/* Messages: every word a user reads is an English msgid, translated by po/. */
#ifndef BASE_I18N_H
#define BASE_I18N_H
#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text /* marks a msgid that is looked up later */
#endif
