#include "identity/kind.h"

#include <stddef.h>
#include <string.h>

/* The first that stands anywhere in the text counts: the longer names come first. */
static const struct {
    const char *part;
    enum kind kind;
} parts[] = {
    {"永久居留", KIND_PERMANENT_RESIDENT},
    {"PERMANENT RESIDEN", KIND_PERMANENT_RESIDENT},
    {"居住证", KIND_RESIDENCE_PERMIT},
    {"RESIDENCE PERMIT", KIND_RESIDENCE_PERMIT},
    {"往来港澳", KIND_OTHER},
    {"往来台湾", KIND_OTHER},
    {"来往内地", KIND_HOME_RETURN},
    {"回乡证", KIND_HOME_RETURN},
    {"港澳通行证", KIND_HOME_RETURN},
    {"港澳居民通行证", KIND_HOME_RETURN},
    {"HOME RETURN", KIND_HOME_RETURN},
    {"来往大陆", KIND_TAIWAN_TRAVEL},
    {"台胞证", KIND_TAIWAN_TRAVEL},
    {"台湾通行证", KIND_TAIWAN_TRAVEL},
    {"台湾居民通行证", KIND_TAIWAN_TRAVEL},
    {"护照", KIND_PASSPORT},
    {"PASSPORT", KIND_PASSPORT},
    {"香港", KIND_OTHER},
    {"澳门", KIND_OTHER},
    {"台湾", KIND_OTHER},
    {"外国", KIND_OTHER},
    {"身份证", KIND_RESIDENT},
    {"二代证", KIND_RESIDENT},
    {"RESIDENT", KIND_RESIDENT},
    {"ID CARD", KIND_RESIDENT},
    {"IDENTITY CARD", KIND_RESIDENT},
    {"军官", KIND_OTHER},
    {"士兵", KIND_OTHER},
    {"军人", KIND_OTHER},
    {"警官", KIND_OTHER},
    {"文职", KIND_OTHER},
    {"户口", KIND_OTHER},
    {"驾驶", KIND_OTHER},
    {"驾照", KIND_OTHER},
    {"许可", KIND_OTHER},
    {"旅行证", KIND_OTHER},
    {"其他", KIND_OTHER},
    {"其它", KIND_OTHER},
    {"OTHER", KIND_OTHER},
};

enum kind kind_of(const char *said)
{
    if (!said || !*said)
        return KIND_UNSAID;
    if (!strcmp(said, "居民身份证") || !strcmp(said, "身份证") || !strcmp(said, "ID"))
        return KIND_RESIDENT; // nearly everybody's
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strstr(said, parts[i].part))
            return parts[i].kind;
    return KIND_UNSAID;
}
