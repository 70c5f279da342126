/* Tencent Cloud API 3.0, signature v3 (TC3-HMAC-SHA256), as
 * https://cloud.tencent.com/document/api/213/30654 describes it. */
#ifndef PROFILE_TC3_H
#define PROFILE_TC3_H
#include "profile/canonical.h"

/* Closes the body and adds X-TC-Timestamp, Authorization and, where there is none, the Content-Type
 * that has to be signed. Covers the host, the content type and X-TC-Action, and of a GET the query
 * as it is sent. `service` is the first word of the product's host ("faceid"). Errors:
 * STATUS_CREDENTIALS `profile.sign`. */
int tc3_sign(const struct access_key *key, const char *service, const struct inputs *inputs,
    struct request *request, struct err *err);
#endif
