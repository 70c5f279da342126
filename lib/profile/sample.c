#include "profile/sample.h"

#include <stddef.h>

static const char *const samples[2][INPUT_COUNT] = {
    {
        [INPUT_NAME] = "王小样",
        [INPUT_NUMBER] = "330482199003079978",
        [INPUT_TYPE] = "resident",
        [INPUT_PHONE] = "13800138000",
        [INPUT_BIRTH] = "1990-03-07",
        [INPUT_SEX] = "M",
        [INPUT_KEY] = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
        [INPUT_UUID] = "0b6f0a52-3c41-4f0e-9d55-7a1f2c3d4e5f",
        [INPUT_NONCE] = "c0ffee00d15ea5e5c0ffee00d15ea5e5",
        [INPUT_TIME_S] = "1794375600",
        [INPUT_TIME_MS] = "1794375600000",
        [INPUT_TIME_ISO] = "2026-11-11T05:40:00Z",
        [INPUT_TIME_LOCAL] = "20261111134000",
        [INPUT_DATE] = "20261111",
        [INPUT_ROW] = "1",
        [INPUT_JOB] = "sample-job-1",
    },
    {
        [INPUT_NAME] = "赵二试",
        [INPUT_NUMBER] = "330421199602199987",
        [INPUT_TYPE] = "hkmo_rp",
        [INPUT_PHONE] = "13900139000",
        [INPUT_BIRTH] = "1996-02-19",
        [INPUT_SEX] = "F",
        [INPUT_KEY] = "9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de",
        [INPUT_UUID] = "e1d2c3b4-a596-4788-8a9b-acbdcedfe0f1",
        [INPUT_NONCE] = "0ddba11fee1dead00ddba11fee1dead0",
        [INPUT_TIME_S] = "1794462061",
        [INPUT_TIME_MS] = "1794462061077",
        [INPUT_TIME_ISO] = "2026-11-12T05:41:01Z",
        [INPUT_TIME_LOCAL] = "20261112134101",
        [INPUT_DATE] = "20261112",
        [INPUT_ROW] = "2",
        [INPUT_JOB] = "sample-job-2",
    },
};

void sample_person(bool other, struct inputs *inputs)
{
    *inputs = (struct inputs){{NULL}};
    for (int i = 0; i < INPUT_COUNT; i++)
        inputs->text[i] = samples[other][i];
}
