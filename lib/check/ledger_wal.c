#include "base/buf.h"
#include "base/i18n.h"
#include "check/ledger_db.h"
#include <stdio.h>
#include <string.h>

/* https://www.sqlite.org/fileformat2.html, section 4 */
enum {
    HEADER_BYTES = 32,
    FRAME_BYTES = 24, // before each page
    PAGE_MAX = 65536,
    PAGE_USUAL = 4096,
    MAGIC = 0x377F0682, // and 1 more when sums are of big-endian words
};

struct wal {
    unsigned char salts[8]; // of what was written since the file was last begun anew
    uint32_t sums[2];       // up to here
    bool big_endian, sound;
    size_t page;
};

static uint32_t read_word(const unsigned char *at, bool big_endian)
{
    uint32_t word = 0;
    for (int i = 0; i < 4; i++)
        word = word << 8 | at[big_endian ? i : 3 - i];
    return word;
}

static void sum_up(struct wal *wal, const unsigned char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i += 8) {
        wal->sums[0] += read_word(bytes + i, wal->big_endian) + wal->sums[1];
        wal->sums[1] += read_word(bytes + i + 4, wal->big_endian) + wal->sums[0];
    }
}

static bool holds(const struct wal *wal, const unsigned char *sums)
{
    return read_word(sums, true) == wal->sums[0] && read_word(sums + 4, true) == wal->sums[1];
}

/* A header that does not hold has no say. */
static void take_header(struct wal *wal, const unsigned char header[HEADER_BYTES])
{
    uint32_t magic = read_word(header, true), page = read_word(header + 8, true);
    wal->big_endian = magic & 1;
    sum_up(wal, header, 24);
    wal->sound = magic - MAGIC <= 1 && holds(wal, header + 24) && page >= 512 && page <= PAGE_MAX &&
                 (page & (page - 1)) == 0;
    wal->page = wal->sound ? page : PAGE_USUAL;
    memcpy(wal->salts, header + 16, sizeof wal->salts);
}

/* Commits behind a place that does not hold, where SQLite stops to read. */
static long count_lost(struct wal *wal, FILE *file)
{
    unsigned char frame[FRAME_BYTES + PAGE_MAX];
    bool first = true;
    long lost = 0;
    while (fread(frame, FRAME_BYTES + wal->page, 1, file) == 1) {
        if (first && !wal->sound)
            memcpy(wal->salts, frame + 8, sizeof wal->salts);
        first = false;
        bool same = !memcmp(frame + 8, wal->salts, sizeof wal->salts);
        if (wal->sound) {
            sum_up(wal, frame, 8);
            sum_up(wal, frame + FRAME_BYTES, wal->page);
            wal->sound = same && holds(wal, frame + 16);
        }
        lost += !wal->sound && same && read_word(frame + 4, true);
    }
    return lost;
}

int ledger_hold_wal(const struct ledger *l, struct err *err)
{
    unsigned char header[HEADER_BYTES];
    struct wal wal = {.sound = false};
    struct buf path = {0};
    long lost = 0;
    buf_printf(&path, "%s-wal", l->path);
    FILE *file = fopen(path.data, "rbe");
    if (file && fread(header, sizeof header, 1, file) == 1) {
        take_header(&wal, header);
        lost = count_lost(&wal, file);
    }
    if (file)
        fclose(file);
    int result = 0;
    if (lost > 1) // one: the power failed before it was durable
        result = err_set(err, STATUS_IO, "ledger.damaged",
            _("%s, what a run that was cut off wrote last, is damaged; put the folder back from a "
              "backup, or remove this file, and who was asked in that run may be asked, and paid "
              "for, again"),
            path.data);
    buf_release(&path);
    return result;
}
