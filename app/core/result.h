// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error_code.h"

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace castellan {

/// What went wrong, as a value.
struct Error {
    ErrorCode code = ErrorCode::internal;
    /// One sentence for people: what happened, to what, what to do next. Never holds a secret.
    std::string message;
    /// The member that is wrong, as a path (`members[3].role`); empty if none is.
    std::string path;
    /// For the "Details" fold-out and the log: cause as the library or the server worded it. Never holds a secret.
    std::string detail;
    /// Request id of the server's answer, if there was one.
    std::string requestId;
    /// Seconds after which trying again makes sense; 0 if unknown.
    int retryAfterSeconds = 0;
};

template <class T> using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string path = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(path), {}, {}, 0});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

}  // namespace castellan
