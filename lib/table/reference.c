#include "table/reference.h"

#include "table/table.h"
#include <stddef.h>

static int letter(char c)
{
    c &= ~0x20;
    return c >= 'A' && c <= 'Z' ? c - 'A' + 1 : 0;
}

/* Moves `*text` behind the letters. */
static long read_column(const char **text)
{
    long column = 0;
    for (; letter(**text) && column <= TABLE_COLUMNS_MAX; ++*text)
        column = column * 26 + letter(**text);
    return column && column <= TABLE_COLUMNS_MAX ? column - 1 : -1;
}

static long read_row(const char **text)
{
    long row = 0;
    for (; **text >= '0' && **text <= '9' && row <= REFERENCE_ROW_MAX; ++*text)
        row = row * 10 + (**text - '0');
    return row && row <= REFERENCE_ROW_MAX ? row : -1;
}

long reference_column(const char *text)
{
    return read_column(&text);
}

long reference_row(const char *text)
{
    long row = read_row(&text);
    return *text ? -1 : row;
}

bool reference_read(const char *text, struct reference *reference)
{
    text += *text == '$';
    reference->column = read_column(&text);
    text += *text == '$';
    reference->row = read_row(&text);
    return reference->column >= 0 && reference->row > 0 && (!*text || *text == ':');
}
