#include "table/cell.h"

#include "base/i18n.h"
#include <string.h>

/* "#" and a word in capitals that ends with ! or ?, or one of those that end without. */
static bool is_hash_word(const char *text)
{
    size_t word = strspn(text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ/0_");
    const char *end = text + 1 + word;
    if (!word)
        return false;
    if ((*end == '!' || *end == '?') && !end[1])
        return true;
    return !strcmp(text, "#N/A") || !strcmp(text, "#GETTING_DATA");
}

/* A column too narrow for its number or date, saved as it was shown. */
static bool is_narrow(const char *text)
{
    size_t hashes = strspn(text, "#");
    return hashes > 1 && !text[hashes];
}

bool cell_shows_error(const char *text)
{
    static const char *const starts[] = {"Err:", "错误:"};
    if (*text == '#')
        return is_hash_word(text);
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t len = strlen(starts[i]);
        if (*text == *starts[i] && !strncmp(text, starts[i], len))
            return strspn(text + len, "0123456789") == 3 && !text[len + 3];
    }
    return false;
}

int cell_refuse(const struct cell *cell, struct err *err)
{
    if (is_narrow(cell->text))
        return err_set(err, STATUS_INPUT, "cell.narrow",
            _("the column was too narrow when the file was saved, and only #### is left; make it "
              "wider, save the file as .xlsx and send it again"));
    if (cell_is_error(cell))
        return err_set(err, STATUS_INPUT, "cell.error",
            _("a formula failed here and shows %s; type what belongs into this cell and send the "
              "file again"),
            cell_shows_error(cell->text) ? cell->text : "#?"); // a workbook can say anything
    return 0;
}
