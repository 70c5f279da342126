/* Huawei Cloud, AK/SK signing (SDK-HMAC-SHA256), as
 * https://support.huaweicloud.com/devg-apisign/api-sign-algorithm.html describes it. */
#ifndef PROFILE_SDK_HMAC_H
#define PROFILE_SDK_HMAC_H
#include "profile/canonical.h"

/* Closes the body and adds X-Sdk-Date and Authorization. Covers the query, the host and every
 * header; the path ends with a slash in what is signed, whether it does in the URL or not. Errors:
 * STATUS_CREDENTIALS `profile.sign`. */
int sdk_hmac_sign(const struct access_key *key, const struct inputs *inputs,
    struct request *request, struct err *err);
#endif
