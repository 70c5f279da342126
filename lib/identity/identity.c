#include "identity/identity.h"

bool stated_birth_agrees(const struct stated *stated, struct day birth)
{
    const struct day *said = &stated->birth;
    return said->year == birth.year && (!said->month || said->month == birth.month) &&
           (!said->day || said->day == birth.day);
}

struct identity_note *identity_note(struct identity *identity, const char *code)
{
    if (identity->note_count == IDENTITY_NOTES_MAX)
        identity->note_count--;
    struct identity_note *note = &identity->notes[identity->note_count++];
    *note = (struct identity_note){.code = code};
    return note;
}
