// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error_code.h"

namespace castellan {

ErrorCode errorCodeFrom(std::string_view word, unsigned status)
{
#define X(name, known, knownStatus)                                                                                    \
    if (word == (known) && status == (knownStatus))                                                                    \
        return ErrorCode::name;
    CASTELLAN_ERROR_CODES(X)
#undef X
    switch (status) {
    case 401:
        return ErrorCode::unauthenticated;
    case 403:
        return ErrorCode::forbidden;
    case 404:
        return ErrorCode::not_found;
    case 409:
        return ErrorCode::conflict;
    case 429:
        return ErrorCode::too_many_requests;
    case 503:
        return ErrorCode::busy;
    default:
        break;
    }
#define X(name, known, knownStatus)                                                                                    \
    if (word == (known) && (knownStatus) != 0)                                                                         \
        return ErrorCode::name;
    CASTELLAN_ERROR_CODES(X)
#undef X
    return status >= 500 ? ErrorCode::internal : ErrorCode::invalid_request;
}

}  // namespace castellan
