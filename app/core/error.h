// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error_code.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace castellan {

/// An error, as a value. It always has a code and a message; further facts are added by name:
/// `Error(ErrorCode::io, "The file can't be read.").because(reason)`. On its way into a Result it is made by fail().
struct Error {
    Error() = default;
    Error(ErrorCode code_, std::string message_) : code(code_), message(std::move(message_)) {}

    [[nodiscard]] Error at(std::string wrongMember) &&
    {
        path = std::move(wrongMember);
        return std::move(*this);
    }
    [[nodiscard]] Error because(std::string cause) &&
    {
        detail = std::move(cause);
        return std::move(*this);
    }
    [[nodiscard]] Error ofRequest(std::string id) &&
    {
        requestId = std::move(id);
        return std::move(*this);
    }
    [[nodiscard]] Error retryIn(std::optional<std::chrono::seconds> pause) &&
    {
        retryAfter = pause;
        return std::move(*this);
    }

    ErrorCode code = ErrorCode::internal;
    /// One sentence for people: what happened, to what, what to do next. Never holds a secret.
    std::string message;
    /// The path of the invalid member (`members[3].role`); empty if the error is about none.
    std::string path;
    /// For the "Details" fold-out and the log: cause as the library or the server worded it. Never holds a secret.
    std::string detail;
    /// Request id of the server's answer; empty if there was none.
    std::string requestId;
    /// The delay after which a retry makes sense, if known.
    std::optional<std::chrono::seconds> retryAfter;
};

}  // namespace castellan
