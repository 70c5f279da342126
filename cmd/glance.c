#include "glance.h"

#include "cli.h"
#include "sink.h"

enum status glance_show(struct intake *intake, char **files, int count, const char *output)
{
    struct err err = {0};
    static struct preview preview; // the intake keeps its address
    struct sink sink;
    enum status status = STATUS_DONE;
    intake->preview = &preview;
    if (sink_open(&sink, output, &err))
        return cli_fail(&err);
    for (int i = 0; i < count; i++)
        if (intake_file(intake, files[i], &err)) {
            enum status failure = cli_fail(&err);
            status = status ? status : failure;
        }
    buf_add(&sink.pending, buf_text(&preview.text), preview.text.len);
    preview_release(&preview);
    if (sink_close(&sink, &err) || (!status && sheets_end(&intake->sheets, &err)) ||
        (!status && intake_check_mapping(intake, &err)))
        return cli_fail(&err);
    return status;
}
