// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/error_code.h"

#include <algorithm>
#include <array>

namespace castellan {
namespace {

/// What a status says by itself, when its word is unknown.
struct Meaning {
    unsigned status;
    ErrorCode code;
};
constexpr auto meanings = std::to_array<Meaning>({
    {401, ErrorCode::unauthenticated},
    {403, ErrorCode::forbidden},
    {404, ErrorCode::not_found},
    {409, ErrorCode::conflict},
    {429, ErrorCode::too_many_requests},
    {503, ErrorCode::busy},
});

}  // namespace

ErrorCode errorCodeFrom(std::string_view word, unsigned status)
{
#define X(name, known, knownStatus)                                                                                    \
    if (word == (known) && status == (knownStatus))                                                                    \
        return ErrorCode::name;
    CASTELLAN_ERROR_CODES(X)
#undef X
    if (const auto it = std::ranges::find(meanings, status, &Meaning::status); it != meanings.end())
        return it->code;
#define X(name, known, knownStatus)                                                                                    \
    if (word == (known) && (knownStatus) != 0)                                                                         \
        return ErrorCode::name;
    CASTELLAN_ERROR_CODES(X)
#undef X
    return status >= 500 ? ErrorCode::internal : ErrorCode::invalid_request;
}

}  // namespace castellan
