/* Whole files to records and rejects. */
#ifndef FUZZ_INTAKE_H
#define FUZZ_INTAKE_H
#include "fuzz.h"
#include "record/wire.h"
#include "roster/intake.h"
#include <jansson.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static inline void hear(const char *sentence)
{
    promise(*sentence != '\0');
}

static inline void promise_records(const struct intake *intake)
{
    size_t rows = 0;
    for (size_t i = 0; i < intake->source_count; i++)
        rows += intake->sources[i].rows;
    promise(rows == intake->crew.count + intake->rejects.count);
    const struct squad squad = {"20261111-01", 1, 1, 1, 1};
    struct wire_squad common = {0};
    wire_squad_set(&common, &squad);
    for (size_t i = 0; i < intake->crew.count; i++) {
        struct crew_view view;
        struct buf line = {0};
        const struct worker *worker = intake_worker(intake, i, &view);
        wire_squad_write(&common, squad.seat, &line);
        wire_write_rest(&line, worker);
        json_t *record = json_loadb(line.data, line.len, JSON_REJECT_DUPLICATES, NULL);
        promise(record != NULL);
        json_decref(record);
        buf_release(&line);
    }
    buf_release(&common.text);
}

/* Reads the bytes as a file: every row is a record or a reject, every record JSON. */
static inline int fuzz_intake(const uint8_t *bytes, size_t len, enum intake_format format)
{
    char path[32];
    struct intake intake;
    struct err err = {0};
    int fd = memfd_create("fuzz", 0);
    promise(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    intake_init(&intake, (struct day){2026, 11, 11}, NULL, hear);
    intake.format = format;
    if (intake_file(&intake, path, &err)) {
        promise_error(&err);
    } else {
        intake_finish(&intake);
        promise_records(&intake);
    }
    intake_release(&intake);
    close(fd);
    return 0;
}
#endif
