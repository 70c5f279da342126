/* Alibaba Cloud, signature V3 (ACS3-HMAC-SHA256), as
 * https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature describes it;
 * for both of its styles of API, RPC and ROA. */
#ifndef PROFILE_ACS3_H
#define PROFILE_ACS3_H
#include "profile/canonical.h"

/* Closes the body and adds x-acs-date, x-acs-signature-nonce, x-acs-content-sha256 and
 * Authorization. Covers the query, the host, the content type and every x-acs-* header. Errors:
 * STATUS_CREDENTIALS `profile.sign`. */
int acs3_sign(const struct access_key *key, const struct inputs *inputs, struct request *request,
    struct err *err);
#endif
