/* A calendar day, without time or zone. */
#ifndef BASE_DAY_H
#define BASE_DAY_H
#include <stdbool.h>

struct day {
    int year, month, day; // month and day from 1; all 0: no day
};

bool day_valid(struct day day);                    // Gregorian calendar, years 1000 to 9999
int day_compare(struct day a, struct day b);       // <0, 0, >0
bool day_parse(const char *text, struct day *day); // exactly YYYY-MM-DD
void day_print(struct day day, char text[11]);     // YYYY-MM-DD
struct day day_local(int days_ahead);              // today by the local clock, or days from it

/* Completed years on `on` of a person born on `birth`: the birthday itself counts as completed. */
int day_years(struct day birth, struct day on);
#endif
