/* The phone numbers on the cards: a table that HR edits in Excel, a contact a row.
 *
 * Columns by their header, in any order: 名称/label and 电话/phone must be there; 角色/role,
 * 网格/grid, 上卡/on card, 二维码/in QR and 顺序/order may be. */
#ifndef CARD_CONTACTS_H
#define CARD_CONTACTS_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

enum { CONTACTS_MAX = 2000 };

struct contact {
    char *role, *label; // owns; role may be ""
    char *phone;        // owns; as it is shown: "0573-8555 0101"
    char *dial;         // owns; as it is dialled: "057385550101"
    char *grid;         // owns; "" for the whole park
    bool on_card, in_qr;
    long order; // smaller comes first
    long row;   // where it stands
};

struct contacts {
    struct contact *items; // owns; in the order they are shown
    size_t count, capacity;
    char *file; // owns; as the user named it
};

/* Reads .csv, .tsv or .xlsx. Without an `on card` or `in QR` column every contact is on the card or
 * in the code; with one, an empty cell means no. `say` gets decisions about the file, may be NULL.
 * Errors: those of table_read, and STATUS_INPUT with the cell: `contacts.header`, `contacts.label`,
 * `contacts.phone`, `contacts.twice`, `contacts.yes`, `contacts.order`, `contacts.empty`,
 * `contacts.many`. */
int contacts_read(struct contacts *contacts, const char *path,
    void (*say)(void *context, const char *sentence), void *context, struct err *err);
void contacts_release(struct contacts *contacts);

/* Whether a worker of `grid` (NULL: of none) gets this contact. */
bool contact_is_for(const struct contact *contact, const char *grid);

/* The digits of a number as people write it, with + in front when it has one; appended to `dial`,
 * which holds 24 bytes. False when it is no Chinese or international number: emergency (110),
 * service (12345, 95588, 0573-12345), 400 and 800, landline with its area code, mobile, +. */
bool contact_dial(const char *phone, char *dial);
#endif
